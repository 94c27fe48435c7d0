"""The languages of the book: the first is at /, each other one below its own name."""

from pathlib import Path

CONFIGS = {"ko": "mkdocs.yml", "en": "mkdocs.en.yml"}


def languages(root: Path) -> list[str]:
    """The languages in which the project below ``root`` has pages, the one at / first."""
    return [code for code in CONFIGS if (root / "docs" / code / "index.md").exists()]


def folder_of(code: str) -> str:
    """Where a language's pages are below the site: "" or "en/"."""
    return "" if code == next(iter(CONFIGS)) else f"{code}/"
