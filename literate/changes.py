"""changes.toml → the page that says what has changed for readers: numbers with versions, and mistakes."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from literate.labels import labels as labels_of
from literate.report import link


def changes(path: Path, language: str) -> str:
    """The Markdown page in one language that the file of changes ``path`` makes, newest first."""
    labels = labels_of(language)["changes"]
    listed = tomllib.loads(path.read_text("utf-8"))

    def entries(kind: str) -> list[dict]:
        return sorted(listed.get(kind, []), key=lambda entry: entry["day"], reverse=True)

    return "\n".join(["---", f"description: {labels['description']}", "---", "",
                      f"# {labels['title']}", "", labels["lead"], "",
                      f"## {labels['versions']}", "",
                      *(line for entry in entries("versions") for line in versions(entry, labels)),
                      f"## {labels['mistakes']}", "",
                      *(mistake(entry, language) for entry in entries("mistakes")), ""])


def versions(entry: dict, labels: dict) -> Iterator[str]:
    """What other versions changed: a line, and a table of the numbers that pages showed and show."""
    yield from (f"{entry['day']}: {entry['of']}. {'' if entry['numbers'] else labels['none']}".rstrip(), "")
    if entry["numbers"]:
        yield from (f"| {labels['page']} | {labels['was']} | {labels['now']} |", "|---|---|---|")
        yield from (f"| {link(row['page'])} | {row['was']} | {row['now']} |" for row in entry["numbers"])
        yield ""


def mistake(entry: dict, language: str) -> str:
    """A mistake as an item of a list: its day, the pages that had it, what was wrong and what is right."""
    return f"- {', '.join([str(entry['day']), *map(link, entry['pages'])])}: {entry[language]}"
