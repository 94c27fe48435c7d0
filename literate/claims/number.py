"""Numbers in sentences and tables, each with a remark that says what it is of."""

import re
from collections.abc import Iterator

import numpy as np

from literate.claims import korean
from literate.claims.claim import Answer, Change, Claim, Malformed, Reading, Refused, Runs, unless_drift
from literate.claims.exercise import ExerciseClaim
from literate.claims.moments import Values
from literate.claims.remark import Remark, as_python, value_of
from literate.claims.sources import sources
from literate.claims.stated import StatedClaim, digits_like
from literate.claims.twins import check_bound, largest_difference, tightest
from literate.formulas.expressions import Chain, FormulaError
from literate.formulas.python_code import parse_code
from literate.pages.spans import NUMBER, RAISED, Span
from literate.programs.history import Run
from literate.programs.machine import installed_version
from literate.programs.program import Program

WITH_OPERANDS = ("statement", "formula", "program", "edit", "inline")
WRITTEN = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?:e-?\d+)?")


class NumberClaim(StatedClaim, kind="number", rank=15,
                  remedy="Write what the run gave, or say what else the number is of; "
                         "`make accept` writes what can be known."):
    """A number with a remark: see below. Whole numbers and fractions are exact, decimals right to half of the
    last digit shown; `≈`: about; `<`: the smallest of 1, 2 and 5 times a power of ten that lies above.
    """

    gap: tuple[Program, ...] = ()       # two, whose difference it is

    @classmethod
    def read_span(cls, span: Span, remark: Remark, context) -> Claim | None:
        """A number or word with a remark; Malformed where the remark does not fit what stands in front of it.
        """
        if span.kind not in ("number", "word") or not remark or remark.source == "drawing":
            return None
        says = sources()["words"].get(span.text.lower()) if span.kind == "word" else ""
        if remark.says != says:
            raise Malformed(f"the remark {remark.comment} should say {says or 'no number'} for {span.text}.",
                            "Begin a word's remark, and no other, with what it says: twice<!-- 2 = … -->.")
        if not (remark.relation or remark.source):
            raise Malformed(f"{remark.comment} says when, but not what {span.text} is of.",
                            "Write <!-- = E, epoch 0 -->.")
        return context.claim(cls, span, remark, gap=tuple(map(context.program_named, remark.gap.split())))

    @property
    def written(self) -> str:
        """The number, as a person wrote it; of a word, what its remark says."""
        return self.remark.says or self.text

    @property
    def programs(self) -> tuple[Program, ...]:
        return self.gap or super().programs

    def problems(self, reading: Reading, runs: Runs) -> Iterator[str]:
        """What the number should be instead, and whether the particle behind it fits how it is read."""
        if self.remark.source:
            yield from self.source_problems(reading)
        elif self.gap:
            what = f"the largest difference of {self.gap[0].name} and {self.gap[1].name}"
            if self.gap[0].text == self.gap[1].text:
                yield f"{what} is one of a program from itself"
            else:
                yield from check_bound(what, self.remark.relation, value_of(self.written), self.value(runs))
        else:
            yield from super().problems(reading, runs)
        if wrong := not self.remark.says and korean.fitting(self.text, self.page.text[self.end:]):
            yield f"{self.text} is read so that {wrong[1]} fits, not {wrong[0]}"

    def chains(self) -> tuple[Chain, ...]:
        """The number and its expression as the sides of a statement."""
        relation = "≈" if self.remark.relation == "<" else self.remark.relation
        shown = as_python(self.written, rough=relation == "≈")
        return parse_code(f"{shown} {relation} {self.remark.expression}"),

    def chain_problem(self, chain: Chain, run: Run) -> str:
        """Whether the expression says more than the number, and gives it."""
        said = f"`{self.remark.expression}`"
        if len(chain.sides) > 2:
            return f"{said} is no single expression"
        if chain.sides[1].is_numeric and chain.sides[1].is_literal:
            return f"{said} only repeats the number {self.written}"
        if self.remark.relation == "<":
            value = self.value({self.program.text: run} if self.program else {})
            return next(check_bound(said, "<", value_of(self.written), value), "")
        return super().chain_problem(chain, run)

    def value(self, runs: Runs) -> float:
        """What the runs give: of two programs their largest difference. Raises FormulaError where that is no
        single number.
        """
        if self.gap:
            return largest_difference(self.gap[0].text, self.gap[1].text, runs)
        [chain] = self.chains()
        value = chain.sides[1].evaluate(Values(self.run(runs), self.moment))
        if np.size(value) != 1:
            raise FormulaError(f"`{self.remark.expression}` is no single number")
        return float(value.item())

    def source_problems(self, reading: Reading) -> Iterator[str]:
        """What is wrong with a number that isn't a run's. A version is shown as it begins; where others
        are installed than those pinned, that is drift.
        """
        kind, name, value = self.remark.source, self.remark.name, value_of(self.written)
        if kind in ("usual", "bench") and name not in sources()[kind]:
            yield f"sources.toml lists no {kind} {name}"
        elif kind in ("usual", "bench") and (listed := sources()[kind][name]["value"]) != value:
            yield f"the page says {self.written}; sources.toml says {listed} for {name}"
        elif kind == "version":
            version = installed_version(name)
            if not f"{version}.".startswith(f"{self.written}."):
                yield unless_drift(f"the page says {self.written}; {name} is {version or 'not installed'}")
        elif kind == "given":
            around, there = operands(reading, self)
            if as_python(self.written) not in there:
                yield f"{self.written} is given, but no statement, formula or program of its {around} has it"

    def answers(self, reading: Reading, runs: Runs) -> list[Answer | None]:
        """What its remark says, with the value that the run gave."""
        if self.remark.source:
            listed = sources().get(self.remark.source, {}).get(self.remark.name, {})
            return [Answer(listed.get("source", self.remark.name), self.remark.source)]
        if self.gap:
            return [Answer(f"{self.gap[0].name} {self.gap[1].name}", "gap")]
        [chain] = self.chains()
        return [self.answer(chain.sides[1], chain.texts[1], Values(self.run(runs), self.moment))]

    def accept(self, reading: Reading, runs: Runs) -> list[Change]:
        """The number that the run gave, with as many digits as now, and the particle that fits it."""
        if self.remark.says or self.remark.source:
            said = self.remark.source or f"the word {self.text}"
            raise Refused(f"{self.written} is no value of the program's ({said})")
        try:
            value = self.value(runs)
        except FormulaError as error:
            raise Refused(f"`{self.remark.expression}`: {error}") from None
        value = tightest(value)[1] if self.remark.relation == "<" else value
        new = written_like(self.text, value, rough=self.remark.relation == "≈")
        changes = [Change(self.start, self.start + len(self.text), new)]
        if fitting := korean.fitting(new, self.page.text[self.end:]):
            changes.append(Change(self.end, self.end + len(fitting[0]), fitting[1]))
        return changes


def operands(reading: Reading, claim: Claim) -> tuple[str, set[str]]:
    """Where a number is given, "section" or "exercise", and the numbers, as they are written, in statements,
    formulas and programs there, but for what statements come to; in an exercise also in what its answers are.
    """
    around = next((c for c in reading.claims if isinstance(c, ExerciseClaim)
                   and c.start < claim.start < c.end_of_all), None)
    start, end = (around.start, around.end_of_all) if around else claim.page.section_at(claim.start)
    kinds = (*WITH_OPERANDS, "number") if around else WITH_OPERANDS
    there = [c for c in reading.claims if start <= c.start < end and c.kind in kinds]
    texts = [c.program.text if c.kind == "edit" else c.remark.expression if c.kind == "number"
             else re.sub("= [^=]+$", "", c.text) if c.kind == "statement" else c.text for c in there]
    texts += [claim.program.text] if claim.program and not around else []
    return "exercise" if around else "section", {found for text in texts for found in WRITTEN.findall(text)}


def written_like(old: str, value: float, rough: bool = False) -> str:
    """``value`` in the notation of ``old``, with as many digits. Raises Refused where an integer would need
    decimals.
    """
    match = NUMBER.fullmatch(old)
    whole, decimals = match["whole"].replace(",", ""), match["decimals"] or ""
    if match["below"]:
        raise Refused(f"{old} is now {value!r}: write it by hand")
    if match["power"]:
        mantissa, _, power = digits_like(f"{whole}{decimals}e0", value).partition("e")
        return f"{mantissa} × 10{str(int(power)).translate(RAISED)}"
    value *= 100 if match["percent"] else 1
    if rough and not decimals and np.isfinite(value):
        value = round(value, len(whole.rstrip("0")) - len(whole))       # 19,000 has two digits that count
    new = digits_like(f"{whole}{decimals}", value)
    if "," in match["whole"]:
        new = f"{float(new):,.{max(len(decimals) - 1, 0)}f}"
    return new.replace("-", match["sign"] if match["sign"] in ("-", "−") else "-") + (match["percent"] or "")
