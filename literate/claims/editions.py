"""Two editions of a page → the first place where one has what the other has not.

Their prose cannot be compared, everything else can: how the page is laid out, what it claims, what it refers
to. Each is a sequence of marks with the headings among them, so that what has moved to another section is
noticed, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from literate.claims.reader import Chapter, Claim
from literate.findings import Finding, shown_path
from literate.pages.blocks import Fence, blocks
from literate.pages.spans import PIECE

HEADING = re.compile(r" {0,3}(#{1,6})[ \t]")
ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]")
CODE_SPAN = re.compile(r"`[^`]*`")
COMMENT = re.compile(r"(?:^|(?<=^[-+ ])|(?<=[ ]{2}))[ ]*#.*")     # in a program, an edit or a command
FOR_READERS = re.compile(r'\s+(?:alt|title|lang|label|aria-\w+)="[^"]*"')
KINDS = {"inline": "program on the page", "math": "formula", "note": "quote"}
REMEDY = "Both editions have the same in the same order; only the prose differs."


@dataclass(frozen=True)
class Mark:
    """Something both editions must have: what a message calls it, and the lines of a fence or a formula."""

    line: int
    name: str
    body: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name + (f", `{self.body[0]}`" if self.body else "")

    def same_as(self, other: Mark) -> bool:
        return (self.name, self.body) == (other.name, other.body)


def missing_pages(first: Path, second: Path) -> list[Finding]:
    """The pages that are below one of two folders only."""
    found = []
    for folder, other in ((first, second), (second, first)):
        there, here = ({path.relative_to(f) for path in [*f.rglob("*.md"), *f.rglob("*.py")]} for f in (other, folder))
        for name in sorted(there - here):
            problem = f"this page is missing, and {shown_path(other / name)} is there."
            found.append(Finding(folder / name, 1, problem, "Write it in both languages, or remove it from both."))
    return found


def first_difference(first: Chapter, second: Chapter) -> Finding | None:
    """The earliest place where the second page has not what the first one has; None where they agree."""
    pairs = []
    for marks in (layout, claims, number_words, references):
        ends = (Mark(page.text.count("\n") + 1, "the end of the page") for page in (first, second))
        ours, theirs = ([*marks(page), end] for page, end in zip((first, second), ends))
        pairs += [pair for pair in zip(ours, theirs) if not pair[0].same_as(pair[1])][:1]
    if not pairs:
        return None
    ours, theirs = min(pairs, key=lambda pair: pair[0].line)
    shift, here, there = 0, str(theirs), str(ours)
    if ours.name == theirs.name:
        lines = enumerate(zip_longest(ours.body, theirs.body), start=1)
        shift, (there, here) = next((n, pair) for n, pair in lines if pair[0] != pair[1])
        here, there = (f"the line `{line}`" if line is not None else "the end of the fence"
                       for line in (here, there))
    place = f"{shown_path(first.path)}:{ours.line + shift}"
    return Finding(second.path, theirs.line + shift, f"here is {here}, in {place} it is {there}.", REMEDY)


def layout(page: Chapter) -> Iterator[Mark]:
    """Headings, paragraphs, items, table rows and fences, in page order."""
    for block in blocks(page.text):
        if isinstance(block, Fence):
            yield Mark(block.line, "a fence")
            continue
        first, start, end = block
        blank = True
        for number, line in enumerate(page.text[start:end].split("\n"), first):
            if heading := HEADING.match(line):
                yield Mark(number, f"a heading of level {len(heading[1])}")
            elif line.lstrip().startswith("|"):
                cells = CODE_SPAN.sub("", line).strip().strip("|").split("|")
                yield Mark(number, f"a table row of {len(cells)} cells")
            elif ITEM.match(line):
                yield Mark(number, "an item of a list")
            elif blank and line.strip():
                yield Mark(number, "a paragraph")
            blank = not line.strip()


def claims(page: Chapter) -> list[Mark]:
    """Headings and claims, in page order, but for words: where in its sentence a word stands is the language's affair."""
    return with_headings(page, [mark_of(claim, page.path) for claim in page.claims if claim.kind != "word"])


def number_words(page: Chapter) -> list[Mark]:
    """Headings and what number words state, in page order."""
    return with_headings(page, [mark_of(claim, page.path) for claim in page.claims if claim.kind == "word"])


def mark_of(claim: Claim, page: Path) -> Mark:
    """The claim as a mark: what it says, about which program; the reason of an illustration is prose."""
    keys = [key for key in ("title", "from", "bench", "usual") if key in claim.options]
    about = [f"{key} {claim.options[key]}".strip() for key in keys]
    if claim.program and claim.program.path != page:
        about.append(f"about {claim.program.name}")
    body = []
    if claim.kind in ("program", "edit", "output", "inline", "illustration"):
        body = claim.text.split("\n")
    elif claim.options.get("display") == "display":
        body = claim.text.strip("\n").split("\n")
    if claim.kind in ("edit", "inline", "illustration"):
        body = [COMMENT.sub("", line).rstrip() for line in body]
    name = f"the {KINDS.get(claim.kind, claim.kind)}"
    if not body:
        name += " `" + " ".join(claim.text.split()) + "`"
    return Mark(claim.line, name + (f" ({', '.join(about)})" if about else ""), tuple(body))


def references(page: Chapter) -> list[Mark]:
    """Headings, links, images, elements and directives, in page order; what they say to readers is prose."""
    found, labels = [], []
    for first, start, end in (block for block in blocks(page.text) if not isinstance(block, Fence)):
        for match in PIECE.finditer(page.text[start:end]):
            line = first + page.text.count("\n", start, start + match.start())
            if match["label"]:
                labels.append((line, "image" if match[0].startswith("!") else "link"))
            elif match["target"] and labels:
                address, _, more = match[0][2:].partition(")")
                # A heading's address is made of its words: whether there is one can be compared, not which.
                address = re.sub(r"(?<=#).*", "…", address.split()[0]) if address.strip() else ""
                line, kind = labels.pop()
                found.append(Mark(line, f"the {kind} {address}{FOR_READERS.sub('', more)}"))
            elif match.lastgroup in ("tag", "attributes", "comment"):
                found.append(Mark(line, f"the {match.lastgroup} {FOR_READERS.sub('', match[0])}"))
    return with_headings(page, found)


def with_headings(page: Chapter, marks: list[Mark]) -> list[Mark]:
    """The marks and the page's headings, in page order."""
    headings = [mark for mark in layout(page) if mark.name.startswith("a heading")]
    return sorted([*headings, *marks], key=lambda mark: mark.line)
