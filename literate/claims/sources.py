"""What numbers are of that no run gives, and what words say: sources.toml, beside mkdocs.yml, lists it."""

import functools
import tomllib
from collections.abc import Mapping
from typing import Any

from literate.findings import ROOT


@functools.cache
def sources() -> Mapping[str, Any]:
    """What sources.toml lists: ``usual`` values and ratios that ``bench`` measures by their name, each with
    its ``value`` and ``source``; ``publications``, each "author year" with its title; ``names`` with a digit;
    ``words``, each with the number that it says; which digits may change ``unnoticed``, by the reason.
    """
    listed = tomllib.loads((ROOT / "sources.toml").read_text(encoding="utf-8"))
    return listed | {"words": {word: number for number, words in listed["words"].items()
                               for word in words.split()}}
