"""Numbers in sentences and tables, each with a remark that says what it is of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from literate.claims import korean
from literate.claims.claim import Answer, Change, Claim, Drift, Malformed, Mark, Reading, Refused, Runs
from literate.claims.default import default_problems, default_program
from literate.claims.disagreements import disagreements
from literate.claims.gaps import check_bound, largest_difference, tightest
from literate.claims.moments import Values, epoch_of, turns_of_loops
from literate.claims.nodes import Number
from literate.claims.remark import NUMBER, WORDS, Remark, as_python, split_target, value_of
from literate.claims.sources import sources
from literate.formulas.expressions import Expr, FormulaError, Unknown, Variable
from literate.formulas.notation import Chain
from literate.formulas.python_code import parse_code, parse_expression
from literate.formulas.sensitivity import undetermined_digits
from literate.pages.spans import Span
from literate.programs import drift
from literate.programs.program import Program
from literate.programs.run import Run
from literate.programs.run_cache import installed_version

NAMED = re.compile(r"`(\w+\.py)`")
WRITTEN = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?:e-?\d+)?")


@dataclass(frozen=True, eq=False)
class NumberClaim(Claim):
    """A number with a remark: see below. Whole numbers and fractions are exact, decimals right to half of the
    last digit shown; `≈`: about; `<`: the smallest of 1, 2 and 5 times a power of ten that lies above.
    """

    gap: tuple[Program, Program] | None = None
    kind: ClassVar[str] = "number"
    rank: ClassVar[int] = 15
    remedy: ClassVar[str] = ("Write what the run gave, or say what else the number is of; "
                             "`make accept` writes what can be known.")

    @classmethod
    def read_span(cls, span: Span, remark: Remark | None, context) -> Claim | None:
        """A number or word with a remark; Malformed where the remark does not fit what stands in front of it.
        """
        if span.kind not in ("number", "word") or not remark:
            return None
        if bool(remark.says) != (span.kind == "word"):
            raise Malformed(f"the remark <!-- {remark.text} --> says no number for the word {span.text}."
                            if span.kind == "word"
                            else f"the remark <!-- {remark.text} --> repeats the number {span.text}.",
                            "Begin a word's remark, and no other, with what the word says: twice<!-- 2 = … -->.")
        if remark.says and WORDS.get(span.text.lower()) != remark.says:
            raise Malformed(f"the word {span.text} doesn't say {remark.says}.", "Write the number in digits.")
        if not (remark.relation or remark.source):
            raise Malformed(f"<!-- {remark.text} --> says when, but not what {span.text} is of.",
                            "Write <!-- = E, epoch 0 -->.")
        pair = tuple(context.program_named(name) for name in remark.gap) if remark.gap else None
        more: dict[str, Any] = {"gap": pair}
        if remark.source == "default":
            more["program"] = default_program(remark.name, context.page.path,
                                              context.page.line_at(span.start))
        return context.claim(cls, span.start, span.end + remark.length, span.text, remark, **more)

    @property
    def written(self) -> str:
        """The number, as a person wrote it; of a word, what its remark says."""
        return self.remark.says or self.text

    @property
    def programs(self) -> tuple[Program, ...]:
        return self.gap or super().programs

    def largest_gap(self, runs: Runs) -> float:
        """The largest difference of the two programs named."""
        first, second = self.gap
        return largest_difference(first.text, second.text, runs)

    def problems(self, reading: Reading, runs: Runs) -> Iterator[str]:
        """What the number should be instead, and whether the particle behind it fits how it is read."""
        if self.remark.source:
            yield from self.source_problems(reading, runs)
        elif self.gap:
            what = f"the largest difference of {self.gap[0].name} and {self.gap[1].name}"
            if self.gap[0].text == self.gap[1].text:
                yield f"{what} is one of a program from itself"
                return
            value = self.largest_gap(runs)
            yield from check_bound(what, self.remark.relation, value_of(self.written), value)
        elif other := program_named_beside(self):
            yield f"{self.text} is of {self.program.name}, but its sentence names {other}"
        else:
            yield from self.statement_problems(runs)
        if not self.remark.says and (wrong := korean.misfit(self.text, self.page.text[self.end:])):
            yield wrong

    def statement_problems(self, runs: Runs) -> Iterator[str]:
        """What is wrong with the number as the value of its expression."""
        run = runs.get(self.program.text, Run()) if self.program else Run()
        epoch = epoch_of(self.moment)
        if epoch is not None and epoch not in run.epochs:
            yield f"{self.program.name if self.program else 'a program'} has no {self.moment}"
            return
        try:
            chain = self.chain()
        except FormulaError as error:
            yield f"`{self.remark.expression}` cannot be read: {error}"
            return
        if chain.sides[1].is_numeric and chain.sides[1].is_literal:
            yield f"`{self.remark.expression}` only repeats the number {self.written}"
            return
        wrong: list[str] = []
        for values in self.values(run):
            wrong = [*self.differences(chain, values)]
            if not wrong:
                if self.remark.relation != "<":
                    yield from undetermined_digits(chain, [values], [values])
                return
        yield from wrong

    def chain(self, number: str = "") -> Chain:
        """The number and its expression as the sides of a statement. Raises FormulaError."""
        relation = "≈" if self.remark.relation == "<" else self.remark.relation
        shown = as_python(number or self.written, rough=relation == "≈")
        return parse_code(f"{shown} {relation} {self.remark.expression}")

    def differences(self, chain: Chain, values: Mapping) -> Iterator[str]:
        """How the number differs from what the expression gives."""
        if self.remark.relation != "<":
            yield from disagreements(chain, chain.source, [values], [values])
            return
        try:
            value = float(chain.sides[1].evaluate(values))
        except (Unknown, FormulaError, TypeError) as error:
            yield f"`{self.remark.expression}`: {error}"
        else:
            yield from check_bound(f"`{self.remark.expression}`", "<", value_of(self.written), value)

    def values(self, run: Run) -> Iterator[Mapping]:
        """What names stand for; where the program has several loops, with the turns of each."""
        values = Values(run, self.moment)
        if "turns" in self.remark.expression and self.program and "turns" not in run.timeline:
            for turns in turns_of_loops(self.program.text) or (0,):
                yield {**{name: values[name] for name in run.timeline if name in self.remark.expression},
                       "turns": turns}
        else:
            yield values

    def source_problems(self, reading: Reading, runs: Runs) -> Iterator[str]:
        """What is wrong with a number that isn't a run's."""
        kind, name, value = self.remark.source, self.remark.name, value_of(self.written)
        listed = sources().get(kind, {})
        if kind in ("usual", "bench") and name not in listed:
            yield f"sources.toml lists no {kind} {name}"
        elif kind == "usual" and float(listed[name]["value"]) != value:
            yield f"the page says {self.written}; sources.toml says {listed[name]['value']} for {name}"
        elif kind == "default":
            yield from default_problems(name, as_python(self.written), runs.get(self.program.text, Run()))
        elif kind == "version":
            yield from version_problems(name, self.written)
        elif kind == "given" and not is_operand(as_python(self.written), operands(reading, self)):
            yield f"{self.written} is given, but no statement, formula or program of its section has it"

    def show(self, runs: Runs) -> Number:
        return Number(self.text)

    def ask(self, reading: Reading, runs: Runs) -> Answer | None:
        """What its remark says, with the value that the run gave."""
        if self.remark.source:
            source = sources().get(self.remark.source, {}).get(self.remark.name, "")
            of = source["source"] if isinstance(source, dict) else source
            return Answer(str(of or self.remark.name), self.remark.source)
        if self.gap:
            return Answer(f"{self.gap[0].name} {self.gap[1].name}", "gap")
        values = Values(runs.get(self.program.text, Run()) if self.program else Run(), self.moment)
        return answer(self, parse_expression(self.remark.expression), self.remark.expression, values)

    def accept(self, reading: Reading, runs: Runs) -> list[Change]:
        """The number that the run gave, with as many digits as now, and the particle that fits it."""
        if self.remark.says:
            raise Refused(f"the word {self.text} says {self.written}")
        if self.remark.source not in ("", "usual"):
            raise Refused(f"{self.text} is no value of the program's ({self.remark.source})")
        new = self.number_now(runs)
        changes = [Change(self.start, self.start + len(self.text), new)]
        after = self.page.text[self.end:]
        if fitting := korean.fitting(new, after):
            changes.append(Change(self.end, self.end + len(fitting[0]), fitting[1]))
        return changes

    def number_now(self, runs: Runs) -> str:
        """The number as it should be written. Raises Refused."""
        if self.remark.source == "usual":
            return str(sources()["usual"][self.remark.name]["value"])
        if self.gap or self.remark.relation == "<":
            run = runs.get(self.program.text, Run()) if self.program else Run()
            value = self.largest_gap(runs) if self.gap else float(
                self.chain().sides[1].evaluate(next(self.values(run))))
            relation, bound = tightest(value)
            if relation != self.remark.relation:
                raise Refused(f"the difference is now {value:.2g}, which is said in other words")
            return written_like(self.text, bound)
        try:
            values = next(self.values(runs.get(self.program.text, Run()) if self.program else Run()))
            value = float(self.chain().sides[1].evaluate(values))
        except (Unknown, FormulaError, TypeError) as error:
            raise Refused(f"`{self.remark.expression}`: {error}") from None
        return written_like(self.text, value, rough=self.remark.relation == "≈")

    def with_source(self, source: str) -> Claim | None:
        """The number with other digits; None for words, and where the remark has changed."""
        before, comment, after = source.partition("<!--")
        kind, said = split_target(before)
        same = comment + after == self.page.text[self.start:self.end].partition("<!--")[2].join(("<!--", ""))
        is_number = same and kind == "number" and said == before and not self.remark.says
        return replace(self, text=said) if is_number else None

    def mark(self) -> Mark:
        remark = self.remark.text.removeprefix(self.remark.says).strip()
        return Mark(self.line, f"the number {as_python(self.written)} {remark}{self.about_program}")


def answer(claim: Claim, side: Expr, written: str, values: Values) -> Answer:
    """What a claim answers about one side of what it states: which expression, when, of which program, and
    its value.
    """
    run = values.run
    try:
        value = side.evaluate(values)
        exact = repr(float(value)) if value.ndim == 0 else ""
    except (Unknown, FormulaError, TypeError, ValueError):
        exact = ""
    name, element = "", ()
    for node in side.walk:
        if isinstance(node, Variable) and not name:
            found = next(((key, place) for key, place in node.candidates if key in run.timeline), None)
            name, element = (str(found[0]),
                             tuple(i for i in found[1] if isinstance(i, int))) if found else ("", ())
    if index := re.fullmatch(r"(\w+)\[(\d+(?:, ?\d+)*)\]", written):
        name, element = index[1], tuple(map(int, index[2].split(",")))
    return Answer(written, "", claim.moment, claim.program, exact, name, element, epoch_of(claim.moment))


def program_named_beside(claim: Claim) -> str:
    """A program that the claim's sentence or table row names, if it names only others than the claim is
    about; else "".
    """
    if claim.remark and (claim.remark.program or claim.remark.source) or not claim.program:
        return ""
    names = NAMED.findall(claim.page.sentence_at(claim.start, claim.end))
    return names[0] if names and claim.program.name not in names else ""


def version_problems(package: str, shown: str) -> Iterator[str]:
    """Whether the number is how the version of an installed package begins; elsewhere than as pinned, that is
    drift.
    """
    version = installed_version(package) or installed_version(f"{package}-cpu")
    if not f"{version}.".startswith(f"{shown}."):
        wrong = f"the page says {shown}; {package} is {version or 'not installed'}"
        yield Drift(wrong) if drift.machine_differences() else wrong


def operands(reading: Reading, claim: Claim) -> set[str]:
    """The numbers, as they are written, in statements, formulas and programs of the section around the claim.
    """
    start, end = claim.page.section_at(claim.start)
    there = [c for c in reading.claims if start <= c.start < end
             and c.kind in ("statement", "formula", "program", "edit", "inline")]
    texts = [c.program.text if c.kind == "edit" else c.text for c in there]
    texts += [claim.program.text] if claim.program else []
    return {found for text in texts for found in WRITTEN.findall(text)}


def is_operand(number: str, written: set[str]) -> bool:
    """Whether a number in Python's notation is written so; one that a page writes in another, such as 25%,
    with that value.
    """
    return number in written or "e" in number and float(number) in map(float, written)


def written_like(old: str, value: float, rough: bool = False) -> str:
    """``value`` in the notation of ``old``, with as many digits. Raises Refused where an integer would need
    decimals.
    """
    match = NUMBER.fullmatch(old)
    if not value == value or abs(value) == float("inf"):
        raise Refused(f"{old} is now {value!r}, and no digits say that")
    if match["below"] or match["scale"]:
        raise Refused(f"{old} is now {value!r}: write it by hand")
    places = max(len(match["decimals"] or "") - 1, 0)
    if match["power"]:
        mantissa, _, power = f"{value:.{places}e}".partition("e")
        raised = str(int(power)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
        return f"{mantissa} × 10{raised}"
    value *= 100 if match["percent"] else 1
    if not places and not rough and abs(value - round(value)) > 1e-9 * max(1, abs(value)):
        raise Refused(f"{old} is now {value!r}, which is no integer")
    whole = match["whole"].replace(",", "")
    zeros = len(whole) - len(whole.rstrip("0")) if rough and not places else 0
    value = zeros and round(value, -zeros) or value                         # 19,000 has two digits that count
    new = f"{value:,.{places}f}" if "," in match["whole"] else f"{value:.{places}f}"
    new = new if float(new.replace(",", "")) else new.removeprefix("-")
    return new.replace("-", match["sign"] if match["sign"] in ("-", "−") else "-") + (match["percent"] or "")
