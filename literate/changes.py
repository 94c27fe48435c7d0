"""changes.toml → the page that says what has changed for readers: shown numbers with versions, and mistakes.

``python -m literate.changes`` prints an entry of versions for what ``make accept`` has just changed.
"""

import datetime
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from literate.findings import ROOT
from literate.labels import labels as labels_of
from literate.programs.drift import NUMBER, machine_differences
from literate.report import link

FILE = re.compile(r"^\+\+\+ b/docs/\w+/(?P<page>.*)\.md$")


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


def changed_numbers(diff: str) -> Iterator[dict[str, str]]:
    """By page, the numbers that differ between the lines that ``git diff -U0`` gives as old and as new."""
    page, old = "", []
    for line in diff.splitlines():
        if match := FILE.match(line):
            page = match["page"]
        elif line.startswith("@@"):
            old = []
        elif line.startswith("-") and not line.startswith("--- "):
            old.append(line)
        elif line.startswith("+") and old:
            pairs = zip(NUMBER.findall(old.pop(0)[1:]), NUMBER.findall(line[1:]))
            yield from ({"page": page, "was": was, "now": now} for was, now in pairs if was != now)


def main() -> int:
    """Print an entry for changes.toml: these versions, and the numbers that the working copy shows since."""
    diff = subprocess.run(["git", "diff", "-U0", "--", "docs/en"], cwd=ROOT, capture_output=True, text=True,
                          check=True).stdout
    rows = [f"    {{{', '.join(f'{name} = {json.dumps(value)}' for name, value in row.items())}}},"
            for row in changed_numbers(diff)]
    of = json.dumps(machine_differences(), ensure_ascii=False)
    print("\n".join(["[[versions]]", f"day = {datetime.date.today()}", f"of = {of}", "numbers = [",
                     *rows, "]"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
