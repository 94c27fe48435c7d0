"""Two editions of a page → the first place where one has what the other has not.

Their prose cannot be compared, everything else can: how the page is laid out, what it claims, what it refers
to. Each is a sequence of marks with the headings among them, so that what has moved to another section is
noticed, too.
"""

import re
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from literate.claims.claim import Mark, Reading
from literate.findings import Finding, shown_path
from literate.pages.blocks import Prose
from literate.pages.spans import SPAN

HEADING = re.compile(r" {0,3}(#{1,6})[ \t]")
ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]")
CODE_SPAN = re.compile(r"`[^`]*`")
FOR_READERS = re.compile(r'\s+(?:alt|title|lang|label|aria-\w+)="[^"]*"')
REMEDY = "Both editions have the same in the same order; only the prose differs."


def missing_pages(first: Path, second: Path) -> list[Finding]:
    """The pages that are below one of two folders only."""
    found = []
    for folder, other in ((first, second), (second, first)):
        there, here = ({path.relative_to(f) for path in [*f.rglob("*.md"), *f.rglob("*.py")]}
                       for f in (other, folder))
        for name in sorted(there - here):
            problem = f"this page is missing, and {shown_path(other / name)} is there."
            found.append(Finding(folder / name, 1, problem,
                                 "Write it in both languages, or remove it from both."))
    return found


def first_difference(first: Reading, second: Reading) -> Finding | None:
    """The earliest place where the second page has not what the first one has; None where they agree."""
    pairs = []
    for marks in (layout, claims, references):
        ends = (Mark(reading.page.text.count("\n") + 1, "the end of the page") for reading in (first, second))
        ours, theirs = ([*marks(reading), end] for reading, end in zip((first, second), ends))
        pairs += [pair for pair in zip(ours, theirs) if pair[0] != pair[1]][:1]
    if not pairs:
        return None
    ours, theirs = min(pairs, key=lambda pair: pair[0].line)
    shift, here, there = 0, str(theirs), str(ours)
    if ours.name == theirs.name:
        lines = enumerate(zip_longest(ours.body, theirs.body), start=1)
        shift, (there, here) = next((n, pair) for n, pair in lines if pair[0] != pair[1])
        here, there = (f"the line `{line}`" if line is not None else "the end of the fence"
                       for line in (here, there))
    place = f"{shown_path(first.page.path)}:{ours.line + shift}"
    return Finding(second.page.path, theirs.line + shift, f"here is {here}, in {place} it is {there}.",
                   REMEDY)


def layout(reading: Reading) -> Iterator[Mark]:
    """Headings, paragraphs, items, table rows and fences, in page order."""
    for block in reading.page.blocks:
        if not isinstance(block, Prose):
            yield Mark(block.line, "a fence")
            continue
        blank = True
        for number, line in enumerate(reading.page.text[block.start:block.end].split("\n"), block.line):
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


def claims(reading: Reading) -> list[Mark]:
    """Headings and claims, in page order; of what has a remark, the language decides which comes first within
    a sentence.
    """
    found = [(paragraph_of(reading, claim.start), str(mark) if claim.remark else "", mark)
             for claim in reading.claims if (mark := claim.mark())]
    return with_headings(reading, [mark for _, _, mark in sorted(found, key=lambda each: each[:2])])


def paragraph_of(reading: Reading, offset: int) -> int:
    """Where the paragraph, item or row around the offset begins."""
    text = reading.page.text
    breaks = re.finditer(r"\n[ \t>]*\n|\n(?=[ \t>]*(?:[-*+|#]|\d+[.)])[ \t])", text[:offset])
    return max((match.end() for match in breaks), default=0)


def references(reading: Reading) -> list[Mark]:
    """Headings, links, images, elements and directives, in page order; what they say to readers is prose."""
    found, labels = [], []
    text = reading.page.text
    for block in (block for block in reading.page.blocks if isinstance(block, Prose)):
        for match in SPAN.finditer(text, block.start, block.end):
            line = reading.page.line_at(match.start())
            if match["label"]:
                labels.append((line, "image" if match[0].startswith("!") else "link"))
            elif match["target"] and labels:
                address, _, more = match[0][2:].partition(")")
                # A heading's address is made of its words: whether there is one can be compared, not which.
                address = re.sub(r"(?<=#).*", "…", address.split()[0]) if address.strip() else ""
                line, kind = labels.pop()
                found.append(Mark(line, f"the {kind} {address}{FOR_READERS.sub('', more)}"))
            elif match.lastgroup in ("tag", "attributes") or match["comment"] and (
                    not text[match.start() - 1:match.start()].strip()):     # no remark
                found.append(Mark(line, f"the {match.lastgroup} {FOR_READERS.sub('', match[0])}"))
    return with_headings(reading, found)


def with_headings(reading: Reading, marks: list[Mark]) -> list[Mark]:
    """The marks and the page's headings, in page order."""
    headings = [mark for mark in layout(reading) if mark.name.startswith("a heading")]
    return sorted([*headings, *marks], key=lambda mark: mark.line)
