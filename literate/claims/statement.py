"""Inline code that states something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from literate.claims.claim import Answer, Change, Claim, Reading, Refused, Runs
from literate.claims.disagreements import disagreements
from literate.claims.moments import Values, epoch_of
from literate.claims.nodes import Number
from literate.claims.number import answer, program_named_beside
from literate.claims.quote import quotable_texts
from literate.claims.remark import Remark
from literate.claims.sources import sources
from literate.formulas.expressions import FormulaError, Unknown
from literate.formulas.notation import Chain
from literate.formulas.python_code import parse_code
from literate.formulas.sensitivity import undetermined_digits
from literate.pages.spans import DIGIT, Span
from literate.programs.program import lines_quoted
from literate.programs.run import Run

RELATION = re.compile(r"(?<=\s)(?:=|==|≈|<|>|<=|>=|≤|≥|≠|!=)(?=\s)")
ASSIGNED = re.compile(r"(?P<name>\w+) = (?P<value>-?[0-9]+(?:\.[0-9]+)?(?:e-?[0-9]+)?)")


@dataclass(frozen=True, eq=False)
class StatementClaim(Claim):
    """A statement: inline code of sides with signs between them, `` `2 * 3 + 1 = 7` ``, `` `W[0,1] = 5` ``,
    `` `p = -1`<!-- step 0 --> ``. Neighbouring sides agree, names having the program's values at its end or
    when the remark says: decimals to the digits shown.
    """

    kind: ClassVar[str] = "statement"
    rank: ClassVar[int] = 30

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
        return context.claim(cls, span.start, span.end + (remark.length if remark else 0), span.text, remark)

    def problems(self, reading: Reading, runs: Runs) -> Iterator[str]:
        """Which sides do not agree, or which digit could be another."""
        if self.remark and self.remark.source:
            yield from self.usual_problems()
            return
        if other := program_named_beside(self) if DIGIT.search(self.text) else "":
            yield f"`{self.text}` is of {self.program.name}, but its sentence names {other}"
            return
        run = self.run(runs)
        if (epoch := epoch_of(self.moment)) is not None and epoch not in run.epochs:
            yield f"{self.program.name if self.program else 'a program'} has no {self.moment}"
            return
        try:
            chain = parse_code(self.text)
        except FormulaError as error:
            yield f"`{self.text}` cannot be read: {error}"
            return
        values = Values(run, self.moment)
        if stranger := stranger_with_digit(chain, values):
            yield f"the program has no variable {stranger}, so nothing proves the digit in `{self.text}`"
        elif not chain.relations:
            yield f"`{self.text}` states nothing that could be checked"
        elif problems := [*disagreements(chain, self.text, [values], [values])]:
            yield from problems
        else:
            yield from (f"`{self.text}`: {problem}"
                        for problem in undetermined_digits(chain, [values], [values]))

    def usual_problems(self) -> Iterator[str]:
        """Whether the customary value is listed with that value."""
        match, listed = ASSIGNED.fullmatch(self.text), sources()["usual"].get(self.remark.name)
        if not match:
            yield f"`{self.text}` does not say which value a name has"
        elif not listed:
            yield f"sources.toml lists no usual {self.remark.name}"
        elif (float(listed["value"]), self.remark.name.rpartition(".")[2]) != (float(match["value"]),
                                                                               match["name"]):
            yield f"the page says {self.text}; sources.toml says {listed['value']} for {self.remark.name}"

    def run(self, runs: Runs) -> Run:
        """The run that it speaks of; an empty one where it speaks of none."""
        return runs.get(self.program.text, Run()) if self.program else Run()

    def show(self, runs: Runs) -> Number:
        return Number(f"`{self.text}`")

    def ask(self, reading: Reading, runs: Runs) -> Answer | None:
        """What its first side is, with the value that the run gave."""
        if self.remark and self.remark.source:
            return Answer(sources()["usual"][self.remark.name]["source"], "usual")
        side = parse_code(self.text).sides[0]
        return None if side.is_numeric else answer(self, side, RELATION.split(self.text)[0].strip(),
                                                   Values(self.run(runs), self.moment))

    def accept(self, reading: Reading, runs: Runs) -> list[Change]:
        """The numbers of the one side that is written out, computed from the other, with as many digits as
        now.
        """
        if self.remark and self.remark.source:
            raise Refused(f"`{self.text}` is no value of the program's (usual)")
        try:
            chains = (parse_code(self.text),)
        except FormulaError as error:
            raise Refused(f"`{self.text}` cannot be read: {error}") from None
        at = self.page.text.index(self.text, self.start)
        return accepted(self.text, at, chains, lambda chain: Values(self.run(runs), self.moment))


def stranger_with_digit(chain: Chain, values: Mapping) -> str:
    """A name with a digit in it that the program has no variable for."""
    return next(iter(sorted(str(name) for side in chain.sides for name in side.names
                            if DIGIT.search(str(name)) and name not in values)), "")


def accepted(source: str, at: int, chains: tuple[Chain, ...], values_of) -> list[Change]:
    """The changes that make the chains of ``source``, which stands ``at`` an offset of the page, hold. Raises
    Refused where more than one side could be the wrong one.
    """
    changes: list[Change] = []
    for chain in chains:
        written = [side for side in chain.sides if side.is_literal]
        computed = [side for side in chain.sides if not side.is_literal]
        if len(written) != 1 or not computed or any(side.is_numeric and side.numbers
                                                    for side in computed[1:]):
            raise Refused(f"`{source.strip()}` has more than one side that could be wrong")
        if not set(chain.relations) <= {"=", "==", "≈", "←"}:
            raise Refused(f"`{source.strip()}` does not hold, and no digits would make it hold")
        try:
            value = np.ravel(computed[-1].evaluate(values_of(chain)))
        except (Unknown, FormulaError) as error:
            raise Refused(f"`{source.strip()}`: {error}") from None
        numbers = written[0].numbers
        if len(value) != len(numbers):
            raise Refused(f"`{source.strip()}`: {len(numbers)} numbers are shown and there are {len(value)}")
        changes += [Change(at + n.start, at + n.end, digits_like(source[n.start:n.end], float(v)))
                    for n, v in zip(numbers, value)]
    return changes


def digits_like(old: str, value: float) -> str:
    """``value`` with as many digits as ``old`` shows. Raises Refused where an integer would need decimals."""
    mantissa, exponent, _ = old.lower().partition("e")
    places = len(mantissa.partition(".")[2])
    if not np.isfinite(value):
        raise Refused(f"{old} is now {value!r}, and no digits say that")
    if exponent:
        return f"{value:.{places}e}"
    if "." not in mantissa and value != round(value):
        raise Refused(f"{old} is now {value!r}, which is no integer")
    new = f"{value:.{places}f}"
    return new if float(new) else new.removeprefix("-")
