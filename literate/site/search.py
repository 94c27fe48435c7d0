"""What readers find: the search index that mkdocs wrote, made smaller, and told where each program is shown.

The words that a page explains are in its front matter, as ``tags``; the theme's search puts the page that has
a word as its tag before all others. Names of programs are added here, so that nobody has to keep them up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from material.plugins.search.plugin import Parser

from literate.claims.claim import Reading

CODE = re.compile(r"<pre\b.*?</pre>", re.DOTALL)
COLOUR = re.compile(r"</?(?:span|a)\b[^>]*>")


@contextmanager
def reading_less() -> Iterator[None]:
    """Meanwhile the theme's search reads code without the marks that colour it, which are most of a page's tags.

    It reads pages in Python, tag by tag, and took a third of the time of a build.
    """
    feed = Parser.feed
    Parser.feed = lambda self, text: feed(self, CODE.sub(lambda code: COLOUR.sub("", code[0]), text))
    try:
        yield
    finally:
        Parser.feed = feed


def complete(index: Path, readings: list[Reading]) -> None:
    """Tag the entries of the index of one language with the programs that its ``readings`` show first.

    The index is written without escapes, which make that of Korean pages half as large again.
    """
    found = json.loads(index.read_text("utf-8"))
    shown = programs_of(readings)
    for entry in found["docs"]:
        page, _, section = entry["location"].partition("#")
        if section:
            entry.pop("tags", None)     # a word leads to the page, not to each of its sections
        elif names := shown.get(page.rstrip("/")):
            entry["tags"] = [*entry.get("tags", []), *names]
    index.write_text(json.dumps(found, ensure_ascii=False, separators=(",", ":")), "utf-8")


def programs_of(readings: list[Reading]) -> dict[str, list[str]]:
    """The names, without suffix, of the programs that each page shows and no page before it."""
    owners: dict[str, str] = {}
    for reading in readings:
        for claim in reading.claims:
            if claim.kind == "program":
                owners.setdefault(Path(claim.program.name).stem, reading.page.path.stem)
    pages: dict[str, list[str]] = {}
    for name, page in owners.items():
        pages.setdefault(page, []).append(name)
    return pages
