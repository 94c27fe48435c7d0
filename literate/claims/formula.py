"""Formulas in LaTeX."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from literate.claims.claim import Answer, Change, Claim, Mark, Reading, Refused, Runs
from literate.claims.disagreements import disagreements
from literate.claims.moments import Values, epoch_of, moments, named, unknown
from literate.claims.nodes import Number
from literate.claims.number import answer
from literate.claims.remark import Remark
from literate.claims.statement import accepted
from literate.formulas.expressions import Expr, FormulaError, Unknown, Variable
from literate.formulas.latex import parse_latex
from literate.formulas.notation import Chain
from literate.formulas.sensitivity import undetermined_digits
from literate.pages.spans import DIGIT, SIGNS, Span
from literate.programs.run import Run

STATES = re.compile(r"[=≈<>≤≥←]|\\(?:approx|l[et]q?|g[et]q?|ne|leftarrow|gets)(?![A-Za-z])|\d")


@dataclass(frozen=True, eq=False)
class FormulaClaim(Claim):
    """A formula: `$Y = XW + B$` or a display. Of names alone: its sides agree in every epoch. With numbers:
    they are the first epoch's; of two sides with names, that epoch's end's or the program's, whichever first
    makes the names agree; or `$…$<!-- epoch 19 -->`.
    `W \\leftarrow W - \\alpha W_b`: left after the line that does so, right before it. Data are what the
    variable first is.
    """

    display: bool = False
    kind: ClassVar[str] = "formula"

    @classmethod
    def read_span(cls, span: Span, remark: Remark | None, context) -> Claim | None:
        """A formula in a sentence or a display."""
        if span.kind not in ("math", "display") or remark and (remark.relation or remark.source):
            return None
        return context.claim(cls, span.start, span.end + (remark.length if remark else 0), span.text, remark,
                             display=span.kind == "display")

    def problems(self, reading: Reading, runs: Runs) -> Iterator[str]:
        """What is wrong with each statement of the formula."""
        if sign := re.search(rf"[{SIGNS}]", self.text):
            yield f"{sign[0]} is no digit that a formula is written with"
            return
        if not STATES.search(self.text):
            return                          # symbols that state nothing
        try:
            chains = parse_latex(self.text)
        except FormulaError as error:
            yield f"the formula cannot be read: {error}"
            return
        run = self.run(runs)
        if self.remark and (epoch := epoch_of(self.moment)) is not None and epoch not in run.epochs:
            yield f"{self.program.name if self.program else 'a program'} has no {self.moment}"
            return
        for chain in chains:
            if chain.relations:
                yield from self.chain_problems(chain, run)
            else:
                yield from self.symbol_problems(chain.sides[0], run)

    def run(self, runs: Runs) -> Run:
        """The run that it speaks of; an empty one where it speaks of none."""
        return runs.get(self.program.text, Run()) if self.program else Run()

    def moments(self, chain: Chain, run: Run) -> Iterator[tuple[list[Values], list[Values]]]:
        """The moments at which the chain may be meant, best first."""
        if self.remark:
            values = [Values(run, self.moment)]
            yield values, values
        else:
            yield from moments(chain, run, every=not any(side.is_numeric for side in chain.sides))

    def chain_problems(self, chain: Chain, run: Run) -> Iterator[str]:
        """A chain of symbols holds in every epoch; one with numbers in it holds in the first. No other digit
        would do.
        """
        shown = chain.source.strip()
        digits = any(side.digits_in(chain.source) for side in chain.sides)
        missing = sorted(str(name) for side in chain.sides for name in unknown(side, run))
        numeric = any(side.is_numeric for side in chain.sides)
        strangers = [name for name in missing if DIGIT.search(name)]
        if strangers or missing and not numeric and digits:
            yield f"no variable {(strangers or missing)[0]} in the program, so nothing proves the digits in ${shown}$"
        if strangers or missing and not numeric:
            return
        problems = [f"`{shown}`: no line of the program does so"]
        for values in self.moments(chain, run):
            problems = list(disagreements(chain, shown, *values))
            if not problems:
                problems = [f"`{shown}`: {problem}" for problem in undetermined_digits(chain, *values)]
                break
            if numeric and not any(disagreements(named(chain), shown, *values)):
                break                       # the names tell the moment, and the numbers are others then
        yield from problems[:1]

    def symbol_problems(self, side: Expr, run: Run) -> Iterator[str]:
        """A formula that states nothing has no number in it, and a digit in one of its names is the
        program's.
        """
        shown = self.text.strip()
        for node in side.walk:
            if not any(DIGIT.search(self.text, start, end) for start, end in node.spans):
                continue
            if not isinstance(node, Variable):
                yield f"it states nothing that could be checked: nothing proves the digit in ${shown}$"
                return
            try:
                node.evaluate(Values(run))
            except Unknown:
                yield f"no variable {node.name} in the program, so nothing proves the digit in ${shown}$"
                return
            except FormulaError as error:
                yield f"`{shown}`: {error}"
                return

    def show(self, runs: Runs) -> Number:
        ticks = "$$" if self.display else "$"
        return Number(f"{ticks}{self.text}{ticks}")

    def answers(self, reading: Reading, runs: Runs) -> list[Answer | None]:
        """Of each chain with a result what its name is, at the moment at which the formula holds."""
        if not DIGIT.search(self.text):
            return []
        return [self.answer(chain, self.run(runs)) for chain in parse_latex(self.text)]

    def answer(self, chain: Chain, run: Run) -> Answer | None:
        """What the name is that a chain with numbers begins with."""
        side, written = chain.sides[0], chain.texts[-1]
        if isinstance(side, Variable) and any(each.is_numeric for each in chain.sides):
            for values, others in self.moments(chain, run):
                if not any(disagreements(chain, chain.source, values, others)):
                    then = replace(self, moment=values[0].moment_of(str(side.name)))
                    found = answer(then, side, str(side.name), values[0])
                    return replace(found, written="" if "\\" in written else written)
        return None

    def accept(self, reading: Reading, runs: Runs) -> list[Change]:
        """The numbers of the one side that is written out, computed from the other, with as many digits as
        now.
        """
        try:
            chains = parse_latex(self.text)
        except FormulaError as error:
            raise Refused(f"`{self.text.strip()}` cannot be read: {error}") from None
        run = self.run(runs)
        at = self.page.text.index(self.text, self.start)
        return accepted(self.text, at, chains, lambda chain: next(
            (rights[0] for _, rights in self.moments(chain, run)), Values(run, "start")))

    def mark(self) -> Mark:
        """Of a display its lines, so that a difference is named by its own."""
        plain = super().mark()
        if not self.display:
            return plain
        return Mark(self.line, f"the formula{self.about_program}", tuple(self.text.strip("\n").split("\n")))
