"""What the site says by itself in each language, from ``labels/ko.yml`` and ``labels/en.yml``."""

import functools
from typing import Any

import yaml

from literate.findings import ROOT


@functools.cache
def labels(language: str) -> dict[str, Any]:
    """The parts of ``labels/LANGUAGE.yml`` by name: page, keyboard, downloads, notebook, lab, exercise,
    progress, books, missing, report.

    Raises FileNotFoundError for a language without labels.
    """
    return yaml.safe_load((ROOT / "labels" / f"{language}.yml").read_text("utf-8"))
