"""Formulas in LaTeX."""

import re
from collections.abc import Iterator
from dataclasses import replace

from literate.claims.claim import Answer, Claim, Reading, Runs
from literate.claims.moments import meant, moments
from literate.claims.remark import Remark
from literate.claims.stated import Moment, StatedClaim, disagreement
from literate.formulas.expressions import Chain
from literate.formulas.latex import parse_latex
from literate.pages.spans import DIGIT, Span
from literate.programs.history import Run

STATES = re.compile(r"[=≈<>≤≥←]|\\(?:approx|l[et]q?|g[et]q?|ne|leftarrow|gets)(?![A-Za-z])|" + DIGIT.pattern)


class FormulaClaim(StatedClaim, kind="formula"):
    """A formula: `$Y = XW + B$` or a display. Of names alone: its sides agree in every epoch. With numbers:
    they are the first epoch's, or the start's where no line assigns the left side; or `$…$<!-- epoch 19 -->`.
    `W \\leftarrow W - \\alpha W_b`: left after the line that does so, right before it. Data are what the
    variable first is.
    """

    @classmethod
    def read_span(cls, span: Span, remark: Remark, context) -> Claim | None:
        """A formula in a sentence or a display."""
        if span.kind not in ("math", "display") or remark.relation or remark.source:
            return None
        return context.claim(cls, span, remark)

    def chains(self) -> tuple[Chain, ...]:
        return parse_latex(self.text)

    def moments(self, chain: Chain, run: Run) -> Iterator[Moment]:
        """When the remark says; without one, when the program does what the formula says."""
        if self.remark:
            return super().moments(chain, run)
        return moments(chain, run, every=not any(side.is_numeric for side in chain.sides))

    def problems(self, reading: Reading, runs: Runs) -> Iterator[str]:
        """What is wrong with each statement of the formula; symbols alone state nothing."""
        if STATES.search(self.text):
            yield from super().problems(reading, runs)

    def answers(self, reading: Reading, runs: Runs) -> list[Answer | None]:
        """Of each chain with a result what its name is, at the moment at which the formula holds."""
        if not DIGIT.search(self.text):
            return []
        return [self.answer_of(chain, self.run(runs)) for chain in self.chains()]

    def answer_of(self, chain: Chain, run: Run) -> Answer | None:
        """What the name is that a chain with numbers begins with."""
        side, written = chain.sides[0], chain.texts[-1]
        if (name := meant(side, run)) and any(each.is_numeric for each in chain.sides):
            for lefts, rights in self.moments(chain, run):
                if not disagreement(chain, lefts, rights):
                    found = self.answer(side, name, lefts[0])
                    return replace(found, written="" if "\\" in written else written)
        return None
