"""Inline code that states something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from literate.claims.claim import Answer, Change, Claim, Reading, Refused, Runs
from literate.claims.moments import Values
from literate.claims.nodes import Number
from literate.claims.quote import quotable_texts
from literate.claims.remark import Remark
from literate.claims.sources import sources, usual_problems
from literate.claims.stated import StatedClaim
from literate.formulas.notation import Chain
from literate.formulas.python_code import parse_code
from literate.pages.spans import Span
from literate.programs.program import lines_quoted

RELATION = re.compile(r"(?<=\s)(?:=|==|≈|<|>|<=|>=|≤|≥|≠|!=)(?=\s)")
ASSIGNED = re.compile(r"(?P<name>\w+) = (?P<value>-?[0-9]+(?:\.[0-9]+)?(?:e-?[0-9]+)?)")


class StatementClaim(StatedClaim, kind="statement", rank=30):
    """A statement: inline code of sides with signs between them, `` `2 * 3 + 1 = 7` ``, `` `W[0,1] = 5` ``,
    `` `p = -1`<!-- step 0 --> ``. Neighbouring sides agree, names having the program's values at its end or
    when the remark says: decimals to the digits shown.
    """

    @classmethod
    def read_span(cls, span: Span, remark: Remark | None, context) -> Claim | None:
        """Inline code with a sign between blanks that is not a line of the program or its output above."""
        if span.kind != "code" or remark and remark.relation or remark and remark.source not in ("", "usual"):
            return None
        if not RELATION.search(span.text):
            return None
        if not remark and any(lines_quoted(part, span.text)
                              for part in quotable_texts(context.program, context.claims)):
            return None
        return context.claim(cls, span, remark)

    def chains(self) -> tuple[Chain, ...]:
        return parse_code(self.text),

    def problems(self, reading: Reading, runs: Runs) -> Iterator[str]:
        """Which sides do not agree, or which digit could be another; of a customary value whether it is
        listed.
        """
        if not (self.remark and self.remark.source):
            yield from super().problems(reading, runs)
        elif said := ASSIGNED.fullmatch(self.text):
            yield from usual_problems(self.remark.name, float(said["value"]), said["name"])
        else:
            yield f"`{self.text}` does not say which value a name has"

    def show(self, runs: Runs) -> Number:
        return Number(f"`{self.text}`")

    def answers(self, reading: Reading, runs: Runs) -> list[Answer | None]:
        """What its first side is, with the value that the run gave."""
        if self.remark and self.remark.source:
            return [Answer(sources()["usual"][self.remark.name]["source"], "usual")]
        [chain] = self.chains()
        if chain.sides[0].is_numeric:
            return []
        return [self.answer(chain.sides[0], chain.texts[0], Values(self.run(runs), self.moment))]

    def accept(self, reading: Reading, runs: Runs) -> list[Change]:
        """What :class:`StatedClaim` gives, but for a customary value."""
        if self.remark and self.remark.source:
            raise Refused(f"`{self.text}` is no value of the program's (usual)")
        return super().accept(reading, runs)
