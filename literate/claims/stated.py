"""What numbers, statements and formulas have in common: their sides agree at the moments that they mean."""

import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from literate.claims.claim import Answer, Change, Claim, Reading, Refused, Runs, unless_drift
from literate.claims.moments import Values, epoch_of, unknown
from literate.formulas.agreement import Disagreement, agree, undetermined_digits
from literate.formulas.expressions import Chain, Expr, FormulaError, Unknown, Variable
from literate.pages.spans import DIGIT
from literate.programs.history import Run

NAMED = re.compile(r"`(\w+\.py)`")
ELEMENT = re.compile(r"(\w+)\[(\d+(?:, ?\d+)*)\]")
Moment = tuple[Sequence[Values], Sequence[Values]]
"""The values left of a chain's first relation and right of it, at each time that a claim means."""


class StatedClaim(Claim):
    """A claim that states chains: sides with relations between them."""

    def chains(self) -> tuple[Chain, ...]:
        """What it states. Raises FormulaError where that cannot be read."""
        raise NotImplementedError

    def moments(self, chain: Chain, run: Run) -> Iterator[Moment]:
        """The moments at which a chain may be meant, best first."""
        values = [Values(run, self.moment)]
        yield values, values

    def problems(self, reading: Reading, runs: Runs) -> Iterator[str]:
        """What is wrong with the first chain that does not hold."""
        run, epoch = self.run(runs), epoch_of(self.moment)
        name = self.program.name if self.program else "a program"
        other = program_named_beside(self)
        if other and DIGIT.search(self.page.text, self.start, self.end):
            yield f"`{self.text}` is of {name}, but its line names {other}"
        elif epoch is not None and epoch not in run.epochs:
            yield f"{name} has no {self.moment}"
        else:
            try:
                yield from filter(None, (self.chain_problem(chain, run) for chain in self.chains()))
            except FormulaError as error:
                yield f"`{self.text.strip()}` cannot be read: {error}"

    def chain_problem(self, chain: Chain, run: Run) -> str:
        """What is wrong with a chain: a name with a digit that is none of the program's, sides that do not
        agree, or a digit that could as well be another; "" if nothing is.
        """
        shown, unproven = chain.source.strip(), any(side.digits_in(chain.source) for side in chain.sides)
        numeric = any(side.is_numeric for side in chain.sides)
        missing = sorted(str(name) for side in chain.sides for name in unknown(side, run))
        if strangers := [name for name in missing if DIGIT.search(name)] or missing * (not numeric):
            problem = f"no variable {strangers[0]} in the program, so nothing proves the digits in `{shown}`"
            return problem if unproven else ""
        if not chain.relations:
            return symbol_problem(chain.sides[0], shown, run) if unproven else ""
        problem = f"`{shown}`: no line of the program does so"
        for values in self.moments(chain, run):
            if not (problem := disagreement(chain, *values)):
                return next((f"`{shown}`: {loose}" for loose in undetermined_digits(chain, *values)), "")
        return problem

    @property
    def without_remark(self) -> str:
        """The number, word, inline code or formula, as it is written."""
        return self.page.text[self.start:self.end - len(self.remark.comment)]

    def accept(self, reading: Reading, runs: Runs) -> list[Change]:
        """The numbers of the one side that is written out, computed from another, with as many digits as now.
        """
        try:
            return [change for chain in self.chains() for change in self.changes(chain, self.run(runs))]
        except FormulaError as error:
            raise Refused(f"`{self.text.strip()}`: {error}") from None

    def changes(self, chain: Chain, run: Run) -> Iterator[Change]:
        """What may make a chain hold. Raises Refused where more than one side could be the wrong one, and
        FormulaError.
        """
        written = [side for side in chain.sides if side.is_literal]
        computed = [side for side in chain.sides if not side.is_literal]
        if len(written) != 1 or not computed:
            raise Refused(f"`{chain.source.strip()}` has more than one side that could be wrong")
        start = [Values(run, "start")]
        _, rights = next(self.moments(chain, run), (start, start))
        at = self.page.text.index(self.text, self.start)
        for number, new in zip(written[0].numbers, np.ravel(computed[-1].evaluate(rights[0]))):
            old = chain.source[number.start:number.end]
            yield Change(at + number.start, at + number.end, digits_like(old, float(new)))

    def answer(self, side: Expr, written: str, values: Values) -> Answer:
        """What it answers about a side: which expression, when, of which program, and its value."""
        try:
            value = side.evaluate(values)
            exact = repr(float(value)) if value.ndim == 0 else ""
        except FormulaError:
            exact = ""
        places = (place for node in side.walk if isinstance(node, Variable) for place in node.candidates
                  if place[0] in values.run.timeline)
        name, element = next(places, ("", ()))
        if index := ELEMENT.fullmatch(written):
            name, element = index[1], tuple(map(int, index[2].split(",")))
        moment = values.moment_of(str(name or written))
        return Answer(written, "", moment, self.program, exact, str(name),
                      tuple(i for i in element if isinstance(i, int)), epoch_of(moment))


def program_named_beside(claim: Claim) -> str:
    """A program that the claim's line names, if it names only others than the claim is about; else ""."""
    if claim.remark.program or claim.remark.source or not claim.program:
        return ""
    names = NAMED.findall(claim.page.line_text(claim.start))
    return names[0] if names and claim.program.name not in names else ""


def symbol_problem(side: Expr, shown: str, run: Run) -> str:
    """What is wrong with digits where nothing is stated: they may only tell elements of a variable."""
    try:
        if side.numbers:
            raise FormulaError("it states nothing that could be checked")
        side.evaluate(Values(run))
    except FormulaError as error:
        return f"`{shown}`: {error}, so nothing proves the digit"
    return ""


def disagreement(chain: Chain, lefts: Sequence[Mapping], rights: Sequence[Mapping]) -> str:
    """Which are the first neighbouring sides that do not agree, at any of the moments given; "" if none."""
    for left_values, right_values in zip(lefts, rights):
        for index, (left, right, relation) in enumerate(zip(chain.sides, chain.sides[1:], chain.relations)):
            try:
                wrong = agree(left, right, relation, right_values if index else left_values, right_values)
            except Unknown as error:
                if left.digits_in(chain.source) or right.digits_in(chain.source):
                    return f"`{chain.source.strip()}`: {error} then"
                continue
            except FormulaError as error:
                return f"`{chain.source.strip()}`: {error}"
            if wrong:
                return unless_drift(wrong.explain(*chain.texts[index:index + 2]), is_drift(wrong))
    return ""


def is_drift(wrong: Disagreement) -> bool:
    """Whether two sides differ by about the last shown digit only, or by one part in a million."""
    if wrong.tolerance is None or wrong.left_value.shape != wrong.right_value.shape:
        return False
    difference = np.abs(wrong.left_value - wrong.right_value)
    return bool(np.all(difference <= np.maximum(3 * wrong.tolerance, 1e-6 * np.abs(wrong.right_value))))


def digits_like(old: str, value: float) -> str:
    """``value`` with as many digits as ``old`` shows. Raises Refused where no digits say it."""
    mantissa, exponent, _ = old.lower().partition("e")
    places = len(mantissa.partition(".")[2])
    if not np.isfinite(value):
        raise Refused(f"{old} is now {value!r}, and no digits say that")
    if exponent:
        return f"{value:.{places}e}"
    new = f"{value:.{places}f}"
    return new if float(new) else new.removeprefix("-")
