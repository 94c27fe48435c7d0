"""Questions that readers answer on the page, with what a run says of every answer."""

import re
from collections.abc import Iterator
from itertools import combinations, islice
from typing import NamedTuple

from literate.claims.claim import Claim, Malformed, Reading, Runs
from literate.claims.moments import Values, unknown
from literate.claims.remark import INTEGER, WHERE, Remark, value_of
from literate.claims.stated import disagreement
from literate.formulas.expressions import FormulaError
from literate.formulas.python_code import parse_code
from literate.pages.spans import Span
from literate.programs.program import Program, lines_quoted

MARKER = re.compile(r"^<!-- (?:exercise: (?P<name>[a-z]+(?:-[a-z]+)*)"
                    r"|(?P<part>choose|hint|answer|solution|done)) -->[ \t\r]*$", re.MULTILINE)
ORDERS = (["hint", "answer", "solution", "done"], ["choose", "hint", "solution", "done"])
OPTION = re.compile(r"^- \[(?P<right>[ x])\] (?P<shown>.+?)(?: <!-- if (?P<condition>.+?) -->)?[ \t\r]*\n"
                    r"(?P<why>(?:[ \t]+\S.*\n)*)", re.MULTILINE)
CONDITION = re.compile(rf"(?P<expression>.+?)(?:, (?=.)|\Z){WHERE}")
CODE = re.compile(r"`([^`]+)`")
PLAIN = re.compile(rf"[-−+]?{INTEGER}(?:\.(?P<decimals>\d+))?(?P<percent>%)?")


class Option(NamedTuple):
    """An answer that can be given: where it stands, whether it is right, where it is said why, and the
    condition that makes it right: what holds, when, and in which program ("" for the exercise's).
    """

    start: int
    end: int
    right: bool
    why: tuple[int, int]
    condition: tuple[str, str, Program | None] | None = None


class ExerciseClaim(Claim, kind="exercise", rank=5,
                    remedy="CONTRIBUTING.md says how an exercise is written."):
    """An exercise: `<!-- exercise: name -->` and the marks below, each on a line of its own. Its answer is a
    number with a remark, or one of sentences or lines. In it programs are as their files have them, and its
    edits don't count further down.
    """

    name: str = ""
    options: tuple[Option, ...] = ()
    parts: tuple[tuple[str, int, int], ...] = ()        # each mark of the exercise, and where it stands

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
        marks = [(each["part"], *each.span()) for each in islice(MARKER.finditer(text, span.end), 4)]
        if [part for part, _, _ in marks] not in ORDERS or context.outside:
            raise Malformed(f"the exercise {mark['name']} has no {', '.join(ORDERS[0])} in this order.",
                            "With sentences or lines to choose, it is choose, hint, solution, done.")
        if any(claim.kind == "exercise" and claim.name == mark["name"] for claim in context.claims):
            raise Malformed(f"there are two exercises {mark['name']}.", "Give one of them another name.")
        context.enter()
        return context.claim(cls, span, text=mark[0], name=mark["name"], parts=tuple(marks),
                             options=tuple(options(context, marks)))

    @property
    def end_of_all(self) -> int:
        """Where the exercise ends."""
        return self.parts[-1][2]

    @property
    def chooses(self) -> bool:
        """Whether readers choose one of the options; else they type a number."""
        return self.parts[0][0] == "choose"

    @property
    def programs(self) -> tuple[Program, ...]:
        named = [option.condition[2] for option in self.options if option.condition]
        return (*super().programs, *filter(None, named))

    def mark(self) -> str:
        ticks = "".join("x" if option.right else "-" for option in self.options)
        return f"the exercise {self.name} ({ticks})"

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
        text, asked = self.page.text[right.start:right.end], self.parts[0][1]
        line, changes = CODE.fullmatch(text), self.within(reading, "inline", "edit")
        shown = [self.program, *(claim.program for claim in changes if claim.start < asked)]
        for option in (option for option in self.options if option.condition):
            expression, moment, named = option.condition
            program = named or shown[-1]
            if program and program.text in runs:
                held, wrong = holds(expression, Values(runs[program.text], moment))
                if wrong or held != option.right:
                    yield wrong or f"`{expression}` {'holds' if held else 'does not hold'} in {program.name}"
        fixes = [change for change in changes if change.kind == "edit" and change.start > asked
                 and change.program.path == self.page.path]
        for fix in fixes:
            yield from self.fix_problems(fix, shown[-1], text, runs)
        if line and not any(program and lines_quoted(program.text, line[1]) for program in shown):
            yield f"{text} is no line of the exercise's program"
        elif not (line or right.condition or fixes or any(
                right.start <= claim.start < right.end
                for claim in self.within(reading, "number", "statement", "formula"))):
            yield f"nothing proves that “{text}” is right: add a condition such as <!-- if E > 5, epoch 1 -->"

    def fix_problems(self, fix: Claim, wrong: Program, text: str, runs: Runs) -> Iterator[str]:
        """Whether a correction changes the line that is to be chosen, and what the program prints."""
        line = CODE.fullmatch(text)
        if not line or line[1].strip() not in re.findall(r"^- *(.*?)[ \r]*$", fix.text, re.MULTILINE):
            yield f"{text} is not the line that the correction replaces"
        elif {wrong.text, fix.program.text} <= runs.keys() and (
                runs[wrong.text].stdout == runs[fix.program.text].stdout):
            yield "the corrected program prints what the wrong one prints"


def options(context, marks: list[tuple[str, int, int]]) -> Iterator[Option]:
    """The options of an exercise with these marks. Raises Malformed where something else is among them."""
    place = next(n for n, (part, _, _) in enumerate(marks) if part in ("choose", "answer"))
    text, start, end = context.page.text, marks[place][2], marks[place + 1][1]
    if OPTION.sub("", text[start:end]).strip():
        raise Malformed("answers are written `- [x] right` and `- [ ] wrong`, a line each.",
                        "What is said of an answer stands in the lines below it, indented.")
    for match in OPTION.finditer(text, start, end):
        said = CONDITION.fullmatch(match["condition"] or "")      # `E > 1832, epoch 19, 411_1.py`
        program = context.program_named(said["program"]) if said and said["program"] else None
        yield Option(*match.span("shown"), match["right"] == "x", match.span("why"),
                     (said["expression"], said["moment"] or "end", program) if said else None)


def holds(expression: str, values: Values) -> tuple[bool, str]:
    """Whether an expression holds with these values, and what is wrong with it, "" for nothing."""
    try:
        chain = parse_code(expression)
        missing = sorted(str(name) for side in chain.sides for name in unknown(side, values.run))
        if missing or not chain.relations:
            return False, f"`{expression}` compares nothing that the program has"
        return not disagreement(chain, [values], [values]), ""
    except FormulaError as error:
        return False, f"`{expression}`: {error}"
