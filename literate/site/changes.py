"""changes.toml → the page that says what has changed for readers: numbers with versions, and mistakes."""

import tomllib
from pathlib import Path

from literate.labels import labels
from literate.site.report import link
from literate.site.templates import fill


def changes(path: Path, language: str) -> str:
    """The Markdown page in one language that the file of changes ``path`` makes, newest first."""
    listed = {"versions": [], "mistakes": []} | tomllib.loads(path.read_text("utf-8"))
    return fill("changes.md", labels=labels(language)["changes"], language=language, link=link, **listed)
