"""What programs print."""

import difflib
from collections.abc import Callable, Iterator
from itertools import pairwise
from textwrap import indent

from literate.claims.attributes import read_attributes
from literate.claims.claim import Change, Claim, Drift, Malformed, Reading, Refused, Runs, unless_drift
from literate.findings import Finding
from literate.pages.blocks import Fence
from literate.programs import drift


class OutputClaim(Claim, kind="output", rank=40):
    """An output: ```` ```output ```` below a program or edit. It equals what was printed, character for
    character; a line `...` stands for any lines.
    """

    fence: Fence | None = None

    @classmethod
    def read_fence(cls, fence: Fence, context) -> Claim | None:
        """A fence in output below a program; Malformed where there is none."""
        if fence.language != "output" or read_attributes(fence):
            return None
        if not context.program:
            raise Malformed("an output stands before any program.", "Show its program above it.")
        shown = [claim for claim in context.claims if claim.shows_program]
        return context.claim(cls, fence, about=shown[-1], fence=fence)

    def check(self, reading: Reading, runs: Runs) -> Iterator[Finding]:
        """Where it first differs from what was printed."""
        run = runs[self.program.text]
        if run.error or not (wrong := compare(self.text, run.stdout)):
            return                      # an error is said where the program stands
        line, diff = wrong
        problem = unless_drift(f"{self.program.name} prints something else",
                               not compare(self.text, run.stdout, drift.lines_agree))
        remedy = "" if isinstance(problem, Drift) else "`make accept` writes what it prints:\n"
        yield self.finding(problem, (remedy + indent(diff, "    ")).strip(), 1 + line)

    def accept(self, reading: Reading, runs: Runs) -> list[Change]:
        """The output as printed, or as much of it as is shown now."""
        run, name = runs[self.program.text], self.program.name
        if run.error:
            raise Refused(f"{name} fails: {run.error}")
        if not compare(self.text, run.stdout):
            return []
        if "..." in run.stdout.split("\n"):
            raise Refused(f"{name} prints a line `...`, which stands for other lines on a page")
        body = shown_part(self.text, run.stdout)
        before = self.fence.indent
        end = "\r\n" if self.page.text[self.start:self.fence.body_start].endswith("\r\n") else "\n"
        lines = (f"{before}{line}" if line else before.rstrip(" ") for line in body.split("\n"))
        return [Change(self.fence.body_start, self.fence.body_end, "".join(line + end for line in lines))]


def compare(shown: str, printed: str,
            same: Callable[[str, str], bool] = str.__eq__) -> tuple[int, str] | None:
    """None if ``shown`` is ``printed``; a line ``...`` stands for any number of lines. ``same`` compares two
    lines.

    Otherwise the index of the first line of ``shown`` that differs, and a diff of just the part around it.
    Nothing is trimmed but the line end that closes the last line.
    """
    got = printed.removesuffix("\n").split("\n")
    want, position = shown.split("\n"), 0
    gaps = [number for number, line in enumerate(want) if line == "..."]
    for above, below in pairwise([-1, *gaps, len(want)]):
        part, is_first, is_last = want[above + 1:below], above < 0, below == len(want)
        room = len(got) - len(part)
        starts = range(max(position, room) if is_last else position, (min(room, 0) if is_first else room) + 1)
        found = next((s for s in starts if all(map(same, part, got[s:]))), None)
        if found is None:
            at = max(starts, key=lambda s: sum(map(str.__eq__, part, got[s:])), default=position)
            return difference(above + 1, part, got[at:] if is_last else got[at:at + len(part)])
        position = found + len(part)
    return None


def difference(start: int, part: list[str], actual: list[str]) -> tuple[int, str]:
    """The first line that differs, and the lines around it as a short diff."""
    first = next((i for i, (a, b) in enumerate(zip(part, actual)) if a != b), min(len(part), len(actual)))
    diff = list(difflib.unified_diff(part, actual, "shown", "printed", lineterm="", n=1))[2:]
    if len(diff) > 12:
        diff = diff[:12] + [f"… and {len(diff) - 12} more lines"]
    return start + min(first, max(len(part) - 1, 0)), "\n".join(diff)


def shown_part(shown: str, printed: str) -> str:
    """What of ``printed`` the page shows: all, or as many lines before and after its ``...`` as now. Raises
    Refused where lines stand between two ``...``: nothing says which of the new ones they are.
    """
    lines, want = printed.removesuffix("\n").split("\n"), shown.split("\n")
    gaps = [number for number, line in enumerate(want) if line == "..."]
    if len(gaps) > 1:
        raise Refused("lines between two `...` cannot be told apart")
    if not gaps or len(want) - 1 > len(lines):
        return "\n".join(lines)
    head, tail = gaps[0], len(want) - gaps[0] - 1
    return "\n".join([*lines[:head], "...", *lines[len(lines) - tail:]])
