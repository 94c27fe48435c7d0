"""What a program printed → HTML: a box of lines, of a long one only the first and the last until it is
unfolded."""

import html
from collections.abc import Collection
from itertools import count, pairwise

from literate.site.templates import fill

LEAST, MOST, USUAL = 4, 12, 8       # lines before and behind a fold, and where no turn of a loop begins near
HIDDEN = 8                          # lines that a fold is worth


def box(text: str, anchor: str, title: str, more: str, noted: Collection[int] = (),
        folded: bool = False) -> str:
    """The box of an output, the lines that are ``noted`` with the ids that notes link to; only its title till
    it is unfolded if it is to be ``folded``.

    ``more`` has a place for how many lines a fold in the middle holds, none of them ``noted``.
    """
    numbers, lines = count(1), html.escape(text, quote=False).split("\n")
    shown = [[*zip(part, numbers)] for part in parts(lines, noted)]
    return fill("output.html", parts=shown, anchor=anchor, title=title, more=more, folded=folded, noted=noted)


def parts(lines: list[str], noted: Collection[int] = ()) -> list[list[str]]:
    """The first lines of an output, those to fold, and the last; only one part where it is short.

    It is cut where a turn of its loop begins, as its first line does, if one begins near. The lines whose
    numbers are ``noted`` stay: of those between, the longest run is folded.
    """
    first = lines[0].partition(" ")[0]
    turns = [number for number, line in enumerate(lines) if first and line.partition(" ")[0] == first]
    end = len(lines)
    head = next((turn for turn in turns if LEAST <= turn <= MOST), USUAL)
    tail = next((turn for turn in reversed(turns) if LEAST <= end - turn <= MOST), end - USUAL)
    ends = [head, *(number for number in sorted(noted) if head < number <= tail), tail + 1]
    head, tail = max(((above, below - 1) for above, below in pairwise(ends)), key=lambda run: run[1] - run[0])
    return [lines[:head], lines[head:tail], lines[tail:]] if tail - head >= HIDDEN else [lines]
