"""What programs print."""

import difflib
from collections.abc import Callable, Iterator
from itertools import islice
from textwrap import indent

from literate.claims.attributes import read_attributes
from literate.claims.claim import Change, Claim, Drift, Malformed, Reading, Refused, Runs, unless_drift
from literate.findings import Finding
from literate.pages.blocks import Fence
from literate.programs import drift

MOST = 12               # lines of a difference that are shown


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
        if not context.fence:
            raise Malformed("an output stands before any program.", "Show its program above it.")
        shown = [claim for claim in context.claims if claim.shows_program]
        return context.claim(cls, fence, about=shown[-1], fence=fence)

    def check(self, reading: Reading, runs: Runs) -> Iterator[Finding]:
        """Where it first differs from what was printed, and how."""
        run = runs[self.program.text]
        shown, printed = self.text.split("\n"), printed_lines(run.stdout)
        line = wrong_line(shown, printed)
        if run.error or line is None:
            return                      # an error is said where the program stands
        problem = unless_drift(f"{self.program.name} prints something else",
                               wrong_line(shown, printed, drift.lines_agree) is None)
        remedy = "" if isinstance(problem, Drift) else "`make accept` writes what it prints:\n"
        diff = difflib.unified_diff(shown, shown_part(shown, printed), lineterm="", n=1)
        remedy += indent("\n".join(islice(diff, 2, 2 + MOST)), "    ")
        yield self.finding(problem, remedy.strip(), 1 + line)

    def accept(self, reading: Reading, runs: Runs) -> list[Change]:
        """The output as printed, or as much of it as is shown now."""
        run = runs[self.program.text]
        shown, printed = self.text.split("\n"), printed_lines(run.stdout)
        if run.error:
            raise Refused(f"{self.program.name} fails: {run.error}")
        if wrong_line(shown, printed) is None:
            return []
        if "..." in printed:
            raise Refused(f"{self.program.name} prints a line `...`, which stands for other lines on a page")
        new = shown_part(shown, printed)
        if wrong_line(new, printed) is not None:
            raise Refused("lines between two `...` cannot be told apart")
        end = "\r\n" if self.page.text[self.start:self.fence.body_start].endswith("\r\n") else "\n"
        return [Change(self.fence.body_start, self.fence.body_end, "".join(line + end for line in new))]


def printed_lines(stdout: str) -> list[str]:
    """The lines of what a program printed; nothing is trimmed but the line end that closes the last one."""
    return stdout.removesuffix("\n").split("\n")


def wrong_line(shown: list[str], printed: list[str],
               same: Callable[[str, str], bool] = str.__eq__) -> int | None:
    """The index of the first shown line up to which no printed lines fit; None where all do. A line ``...``
    stands for any number of lines; ``same`` compares two others.
    """
    places = {0}                        # the printed lines at which the next one shown may stand
    for index, line in enumerate(shown):
        if line == "...":
            places = {*range(min(places), len(printed) + 1)}
        else:
            places = {place + 1 for place in places if place < len(printed) and same(line, printed[place])}
        if not places:
            return index
    return None if len(printed) in places else len(shown) - 1


def shown_part(shown: list[str], printed: list[str]) -> list[str]:
    """What of the printed lines a page shows: all, or as many before its first ``...`` and behind its last as
    now, and what stands between these as it is.
    """
    gaps = [index for index, line in enumerate(shown) if line == "..."]
    if not gaps or gaps[0] + len(shown) - gaps[-1] - 1 > len(printed):
        return printed
    tail = len(printed) - len(shown) + gaps[-1] + 1
    return [*printed[:gaps[0]], *shown[gaps[0]:gaps[-1] + 1], *printed[tail:]]
