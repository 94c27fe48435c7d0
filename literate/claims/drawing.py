"""Images that programs draw."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from literate.claims.claim import Change, Claim, Reading, Runs, unless_drift
from literate.claims.remark import Remark
from literate.pages.spans import Span
from literate.programs.program import program_exists


class DrawingClaim(Claim, kind="drawing", rank=12,
                   remedy="Look at it: if what the page says of it holds, `make accept` says so."):
    """A drawing: `![A curve.](figures/421_1.svg)<!-- drawing 51cb077f -->`, made by that program. It is still
    the one that the page describes.
    """

    @classmethod
    def read_span(cls, span: Span, remark: Remark, context) -> Claim | None:
        """An image that a program draws, not one of ``figures/``; its remark may be missing yet."""
        if span.kind != "image" or not program_exists(name := f"{Path(span.text).stem}.py", context.load):
            return None
        return context.claim(cls, span, remark, program=context.load(name))

    def problems(self, reading: Reading, runs: Runs) -> Iterator[str]:
        """Whether the program draws something else, or nothing."""
        if self.drawn(runs) != self.remark.name:
            yield unless_drift(f"what {self.program.name} draws now isn't what this page was written for")

    def drawn(self, runs: Runs) -> str:
        """What tells the drawing from any other, the beginning of its digest; "" where there is none."""
        return "".join(sha256(figure).hexdigest()[:8] for figure in self.run(runs).figures)

    def accept(self, reading: Reading, runs: Runs) -> list[Change]:
        """What the remark says of the drawing as it is now."""
        return [Change(self.end - len(self.remark.comment), self.end, f"<!-- drawing {self.drawn(runs)} -->")]
