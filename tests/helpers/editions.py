"""Two editions of a page → the first place where one has what the other has not.

Their prose cannot be compared, everything else can: how the page is laid out, what it claims, what it refers
to. Marks of both stand behind those of the layout, so that what has moved to another section is noticed, too.
"""

import re
from bisect import bisect_right
from typing import NamedTuple

from literate.claims.remark import as_python
from literate.findings import Finding, shown_path
from literate.pages.blocks import Prose
from literate.pages.spans import LINK, SPAN

HEADING = re.compile(r" {0,3}(#{1,6})[ \t]")
ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]")
COMMENT = re.compile(r"(?:^|(?<=^[-+ ])|(?<=[ ]{2}))[ ]*#.*")      # which each language writes in its words
CODE_SPAN = re.compile(r"`[^`]*`")
FOR_READERS = re.compile(r'\s+(?:alt|title|lang|label|aria-\w+)="[^"]*"')
REMEDY = "Both editions have the same in the same order; only the prose differs."


class Mark(NamedTuple):
    """What both editions have in common of something: its line, and its name in a message."""

    line: int
    name: str


def first_difference(first, second):
    """The earliest place where the second page has not what the first one has; None where they agree."""
    pairs = []
    for marks in (claims, references):
        ours, theirs = (with_layout(reading, marks(reading)) for reading in (first, second))
        pairs += [pair for pair in zip(ours, theirs) if pair[0].name != pair[1].name][:1]
    if not pairs:
        return None
    (line, there), (own_line, here) = min(pairs)
    return Finding(second.page.path, own_line,
                   f"here is {here}, in {shown_path(first.page.path)}:{line} it is {there}.", REMEDY)


def with_layout(reading, marks):
    """The marks, each behind that of the block it stands in; those of remarks by what they say, since the
    language decides which comes first within a sentence.
    """
    parts = list(layout(reading))
    starts = [mark.line for mark in parts]
    placed = [(place, 0, "", mark) for place, mark in enumerate(parts, start=1)]
    placed += [(bisect_right(starts, mark.line), 1, order, mark) for mark, order in marks]
    end = Mark(reading.page.text.count("\n") + 1, "the end of the page")
    return [*(mark for *_, mark in sorted(placed, key=lambda each: each[:3])), end]


def layout(reading):
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


def claims(reading):
    """What the page claims, a fence line by line without comments; with what a remark says, or ""."""
    for claim in reading.claims:
        if mark := name_of(claim):
            yield Mark(claim.line, mark), mark if claim.remark else ""
            if claim.is_fence and claim.kind != "program":
                lines = [COMMENT.sub("", line).rstrip() for line in claim.text.strip("\n").split("\n")]
                for number, line in enumerate(lines, claim.line + 1):
                    yield Mark(number, f"the line `{line}`"), ""
                yield Mark(claim.line + len(lines) + 1, "the end of the fence"), ""


def name_of(claim):
    """What both editions have in common, beside the lines of a fence; "" for what each may say in its way."""
    said, remark = f" `{' '.join(claim.text.split())}`", claim.remark.text
    match claim.kind:
        case "free":
            return ""
        case "program":
            return f"the program {claim.program.name}" + f" from {claim.origin}" * bool(claim.origin)
        case "exercise":
            said = f" {claim.name} ({''.join('x' if option.right else '-' for option in claim.options)})"
        case "number":
            said, remark = f" {as_python(claim.written)}", remark.removeprefix(claim.remark.says).strip()
        case _ if claim.is_fence:
            said = ""
    is_file = claim.kind != "exercise" and claim.program and claim.program.path != claim.page.path
    about = f" (about {claim.program.name})" if is_file else ""
    return f"the {claim.kind}{said}{f' {remark}' * bool(remark)}{about}"


def references(reading):
    """Links, images, elements and comments that are no remarks; what they say to readers is prose."""
    page = reading.page
    for block in (block for block in page.blocks if isinstance(block, Prose)):
        for match in LINK.finditer(page.text, block.start, block.end):
            # A heading's address is made of its words: whether there is one can be compared, not which.
            address = re.sub(r"(?<=#).*", "…", match["address"])
            kind, more = "image" if match["image"] else "link", FOR_READERS.sub("", match["more"])
            yield Mark(page.line_at(match.start()), f"the {kind} {address}{more}"), ""
        for match in SPAN.finditer(page.text, block.start, block.end):
            if match["tag"] or match["comment"] and (
                    not page.text[match.start() - 1:match.start()].strip()):     # no remark
                said = FOR_READERS.sub("", match[0])
                yield Mark(page.line_at(match.start()), f"the {match.lastgroup} {said}"), ""
