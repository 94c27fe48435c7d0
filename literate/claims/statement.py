"""Inline code that states something."""

import re

from literate.claims.claim import Answer, Claim, Reading, Runs
from literate.claims.moments import Values
from literate.claims.quote import quotable_texts
from literate.claims.remark import Remark
from literate.claims.stated import StatedClaim
from literate.formulas.expressions import Chain
from literate.formulas.python_code import parse_code
from literate.pages.spans import Span
from literate.programs.program import lines_quoted

RELATION = re.compile(r"(?<=\s)(?:=|==|≈|<|>|<=|>=|≤|≥|≠|!=)(?=\s)")


class StatementClaim(StatedClaim, kind="statement", rank=30):
    """A statement: inline code of sides with signs between them, `` `2 * 3 + 1 = 7` ``, `` `W[0,1] = 5` ``,
    `` `p = -1`<!-- step 0 --> ``. Neighbouring sides agree, names having the program's values at its end or
    when the remark says: decimals to the digits shown.
    """

    @classmethod
    def read_span(cls, span: Span, remark: Remark, context) -> Claim | None:
        """Inline code with a sign between blanks that is not a line of the program or its output above."""
        is_statement = span.kind == "code" and RELATION.search(span.text)
        if not is_statement or remark.relation or remark.source:
            return None
        if not remark and any(lines_quoted(part, span.text)
                              for part in quotable_texts(context.program, context.claims)):
            return None
        return context.claim(cls, span, remark)

    def chains(self) -> tuple[Chain, ...]:
        return parse_code(self.text),

    def answers(self, reading: Reading, runs: Runs) -> list[Answer | None]:
        """What its first side is, with the value that the run gave."""
        [chain] = self.chains()
        if chain.sides[0].is_numeric:
            return []
        return [self.answer(chain.sides[0], chain.texts[0], Values(self.run(runs), self.moment))]
