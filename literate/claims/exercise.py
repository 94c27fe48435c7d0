"""Questions that readers answer on the page, with what a run says of every answer."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from itertools import combinations, islice
from typing import NamedTuple

from literate.claims.claim import Claim, Malformed, Reading, Runs
from literate.claims.moments import Values, unknown
from literate.claims.remark import NO_REMARK, Remark, parse_remark, value_of
from literate.claims.stated import disagreement
from literate.formulas.expressions import FormulaError
from literate.formulas.python_code import parse_code
from literate.pages.spans import INTEGER, Span
from literate.programs.history import Run
from literate.programs.program import Program, lines_quoted

MARKER = re.compile(r"^<!-- (?:exercise: (?P<name>[a-z]+(?:-[a-z]+)*)"
                    r"|(?P<part>choose|hint|answer|solution|done)) -->[ \t\r]*$", re.MULTILINE)
ORDERS = (["hint", "answer", "solution", "done"], ["choose", "hint", "solution", "done"])
OPTION = re.compile(r"^- \[(?P<right>[ x])\] (?P<shown>.+?)(?: <!-- if (?P<condition>.+?) -->)?[ \t\r]*\n"
                    r"(?P<why>(?:[ \t]+\S.*\n)*)", re.MULTILINE)
CODE = re.compile(r"`([^`]+)`")
PLAIN = re.compile(rf"[-−+]?{INTEGER}(?:\.(?P<decimals>\d+))?(?P<percent>%)?")


class Option(NamedTuple):
    """An answer that can be given: where it stands, whether it is right, where it is said why, and the
    condition that makes it right, as a remark, with the program that this names.
    """

    start: int
    end: int
    right: bool
    why: tuple[int, int]
    condition: Remark
    program: Program | None


class ExerciseClaim(Claim, kind="exercise", rank=5,
                    remedy="CONTRIBUTING.md says how an exercise is written."):
    """An exercise: `<!-- exercise: name -->` and the marks below, each on a line of its own. Its answer is a
    number with a remark, or one of sentences or lines. In it programs are as their files have them, and its
    edits don't count further down.
    """

    name: str = ""
    options: tuple[Option, ...] = ()
    parts: Mapping[str, tuple[int, int]] = field(default_factory=dict)      # where each of its marks stands

    @classmethod
    def read_span(cls, span: Span, remark: Remark, context) -> Claim | None:
        """The mark that an exercise begins with; Malformed where one of its marks is not in its place."""
        text = context.page.text
        mark = MARKER.match(text, span.start) if span.kind == "comment" else None
        if not mark:
            return None
        if mark["part"]:
            if not context.outside:
                raise Malformed(f"{mark[0]} stands outside of an exercise.", cls.remedy)
            if mark["part"] == "done":
                context.leave()
            return None
        marks = {each["part"]: each.span() for each in islice(MARKER.finditer(text, span.end), 4)}
        if [*marks] not in ORDERS or context.outside:
            raise Malformed(f"the exercise {mark['name']} has no {', '.join(ORDERS[0])} in this order.",
                            "With sentences or lines to choose, it is choose, hint, solution, done.")
        if any(claim.kind == "exercise" and claim.name == mark["name"] for claim in context.claims):
            raise Malformed(f"there are two exercises {mark['name']}.", "Give one of them another name.")
        context.enter()
        return context.claim(cls, span, text=mark[0], name=mark["name"], parts=marks,
                             options=tuple(options(context, marks)))

    @property
    def end_of_all(self) -> int:
        """Where the exercise ends."""
        return self.parts["done"][1]

    @property
    def chooses(self) -> bool:
        """Whether readers choose one of the options; else they type a number."""
        return "choose" in self.parts

    @property
    def programs(self) -> tuple[Program, ...]:
        return (*super().programs, *(option.program for option in self.options if option.program))

    def within(self, reading: Reading, *kinds: str) -> list[Claim]:
        """The exercise's own claims of these kinds."""
        return [claim for claim in reading.claims
                if claim.kind in kinds and self.start < claim.start < self.end_of_all]

    def problems(self, reading: Reading, runs: Runs) -> Iterator[str]:
        """What is wrong with the options, and with what proves which of them is right."""
        right = [option for option in self.options if option.right]
        if len(right) != 1:
            yield f"the exercise {self.name} has {len(right)} right answers: one begins with - [x]"
        elif not self.chooses:
            yield from self.number_problems(reading, right[0])
        elif len(self.options) < 2:
            yield f"the exercise {self.name} leaves nothing to choose"
        else:
            yield from self.choice_problems(reading, runs, right[0])

    def number_problems(self, reading: Reading, right: Option) -> Iterator[str]:
        """Whether all options are plain numbers with remarks that differ in the decimals asked for. The site
        takes a number for another that is half a unit away, so that a count may be listed that is one off.
        """
        found = {(claim.start, claim.end): claim.text for claim in self.within(reading, "number")
                 if claim.remark.relation == "="}
        numbers = {option: found.get((option.start, option.end), "") for option in self.options}
        for option, number in numbers.items():
            if not PLAIN.fullmatch(number):
                shown = self.page.text[option.start:option.end]
                yield f"{shown} is no plain number with what it is of: 3.16<!-- = W[0,0], epoch 0 -->"
                return
        asked = PLAIN.fullmatch(numbers[right])
        half = 0.5 * 10.0 ** -(len(asked["decimals"] or "") + 2 * bool(asked["percent"]))
        for one, other in combinations(numbers.values(), 2):
            if abs(value_of(one) - value_of(other)) <= half + 1e-9 * abs(value_of(one)):
                yield f"the answer {other} is taken for {one}"

    def choice_problems(self, reading: Reading, runs: Runs, right: Option) -> Iterator[str]:
        """Whether conditions hold for the right option only, and a correction corrects the line chosen."""
        text, asked = self.page.text[right.start:right.end], self.parts["choose"][0]
        line, changes = CODE.fullmatch(text), self.within(reading, "inline", "edit")
        shown = [self.program, *(claim.program for claim in changes if claim.start < asked)]
        for option in self.options:
            program = option.program or shown[-1]
            if option.condition and program and program.text in runs:
                yield from condition_problems(option, program, runs[program.text])
        fix = next((change for change in changes if change.kind == "edit" and change.start > asked
                    and change.program.path == self.page.path), None)
        removed = [old[1:].strip() for old in fix.text.split("\n") if old.startswith("-")] if fix else []
        if fix and not (line and line[1].strip() in removed):
            yield f"{text} is not the line that the correction replaces"
        elif fix and {program.text for program in (shown[-1], fix.program)} <= runs.keys() and (
                runs[shown[-1].text].stdout == runs[fix.program.text].stdout):
            yield "the corrected program prints what the wrong one prints"
        if line and not any(program and lines_quoted(program.text, line[1]) for program in shown):
            yield f"{text} is no line of the exercise's program"
        elif not (line or right.condition or fix or any(
                right.start <= claim.start < right.end
                for claim in self.within(reading, "number", "statement", "formula"))):
            yield f"nothing proves that “{text}” is right: add a condition such as <!-- if E > 5, epoch 1 -->"


def options(context, marks: Mapping[str, tuple[int, int]]) -> Iterator[Option]:
    """The options of an exercise with these marks. Raises Malformed where something else is among them."""
    first, behind = ("choose", "hint") if "choose" in marks else ("answer", "solution")
    text, start, end = context.page.text, marks[first][1], marks[behind][0]
    if OPTION.sub("", text[start:end]).strip():
        raise Malformed("answers are written `- [x] right` and `- [ ] wrong`, a line each.",
                        "What is said of an answer stands in the lines below it, indented.")
    for match in OPTION.finditer(text, start, end):
        said = match["condition"] and parse_remark(f"<!-- = {match['condition']} -->") or NO_REMARK
        program = context.program_named(said.program) if said.program else None
        yield Option(*match.span("shown"), match["right"] == "x", match.span("why"), said, program)


def condition_problems(option: Option, program: Program, run: Run) -> Iterator[str]:
    """Whether an option's condition holds in the program's run, if and only if it is right."""
    said, values = option.condition.expression, Values(run, option.condition.moment or "end")
    try:
        chain = parse_code(said)
        if not chain.relations or any(name for side in chain.sides for name in unknown(side, run)):
            yield f"`{said}` compares nothing that the program has"
        elif option.right == bool(disagreement(chain, [values], [values])):
            yield f"`{said}` {'does not hold' if option.right else 'holds'} in {program.name}"
    except FormulaError as error:
        yield f"`{said}`: {error}"
