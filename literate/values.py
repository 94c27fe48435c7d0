"""Numbers in running text and in formulas, held against the run they speak of.

A chain of sides is parsed by :mod:`literate.formula`; here stands which value a name has at which moment.
"""

from __future__ import annotations

import ast
import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping

import numpy as np

from literate import conventions, machine
from literate.chapter import (
    PLAIN_NUMBER, PROGRAM_NAME, Chapter, Claim, headings, lines_quoted, load_program, loads, section)
from literate.formula import (
    At, Chain, Disagreement, Expr, FormulaError, Key, TwinDifference, Unknown, Unsupported, Variable, agree)
from literate.inline import DIGIT, SIGNS
from literate.notation import parse_code, parse_latex
from literate.quotes import NUMBER, mistaken, numbers, quoted
from literate.run import Run

RELATION = re.compile(r"(?<=\s)(?:=|==|≈|<|>|<=|>=|≤|≥|≠|!=)(?=\s)")
PROGRAMS = ("program", "edit", "inline")
SENTENCE_END = re.compile(r"[.!?](?=[)\]\"”’*_]*(?:\s|$))|\n[ \t>]*\n|\n(?=[ \t>]*(?:[-*+|#]|\d+[.)])[ \t])|\Z")
FACTOR = re.compile(r"≈ (\d+(?:\.\d+)?)×")


# --- the values of names at a moment ------------------------------------------------------------------------


class Values(Mapping):
    """The variables of a run at one moment: "first" (each right after it is first assigned), "last", an epoch, or
    the time just after the binding number ``order`` (``before`` it for the names in ``old``)."""

    def __init__(self, run: Run, moment: str | int = "last", order: int | None = None, old: bool = False):
        self.run, self.moment, self.order, self.old = run, moment, order, old

    def __getitem__(self, key):
        if isinstance(key, At):
            return self.run.at(key.name, key.moment) if isinstance(key.moment, int) else self._earlier(key)
        if not isinstance(key, str):
            raise KeyError(key)
        if key not in self.run.timeline:
            if key == "n":
                return self._outputs()
            raise KeyError(key)
        if self.order is not None:
            return self.run.before(key, self.order if self.old else self.order + 1)
        if self.moment == "first":
            return self.run.first(key)
        return self.run.last(key) if self.moment == "last" else self.run.at(key, self.moment)

    def _outputs(self):
        """n, the number of output nodes."""
        for name in ("Y", "O"):
            if name in self.run.timeline:
                return self.run.first(name).shape[-1]
        raise KeyError("n")

    def _earlier(self, key: At):
        """The value of the step before the moment, for a name such as m_{t-1}."""
        if self.order is None:
            raise KeyError(key)
        return self.run.before(key.name, self.order)

    def __iter__(self):
        return iter(self.run.timeline)

    def __len__(self):
        return len(self.run.timeline)


# --- the program that is meant ------------------------------------------------------------------------------


def program_named_beside(chapter: Chapter, claim: Claim) -> str:
    """A program that the claim's sentence or table row names, if the claim speaks of one that it does not name; else ""."""
    if claim.kind == "number" and not conventions.TURNS.match(claim.options["after"]):
        return ""
    elsewhere = {"named", "default", "usual", "bench"} & claim.options.keys() or claim.text in conventions.NAMES
    if elsewhere or not claim.program or not DIGIT.search(claim.text) or ".py" in claim.text:
        return ""
    names = re.findall(r"`(\w+\.py)`", sentence(chapter, claim))
    return names[0] if names and claim.program.name not in names else ""


def sentence(chapter: Chapter, claim: Claim) -> str:
    """The sentence, heading, item or table row that the claim stands in."""
    ends = sentence_ends(chapter.text)
    return chapter.text[ends[bisect_right(ends, claim.start) - 1]:ends[bisect_left(ends, claim.end)]]


@functools.lru_cache(maxsize=64)
def sentence_ends(text: str) -> list[int]:
    """Where sentences, paragraphs, items and rows of tables end, and 0."""
    return [0, *(match.end() for match in SENTENCE_END.finditer(text))]


# --- inline code --------------------------------------------------------------------------------------------


def check_code(chapter: Chapter, claim: Claim, run: Run | None, runs: dict[str, Run]) -> Iterator[str]:
    """What is wrong with inline code that states something; other code with a digit must be a quote."""
    text = claim.text.strip()
    if "bench" in claim.options:
        yield from check_measurement(text, claim.options["bench"])
    elif "usual" in claim.options:
        yield from check_usual(chapter, claim, text)
    elif re.fullmatch(NUMBER, text) and not PROGRAM_NAME.match(text):
        yield from check_bare_number(chapter, claim, text)
    elif RELATION.search(text) and not any(lines_quoted(part, text) for part in near(chapter, claim)):
        yield from check_statement(chapter, claim, run, runs)
    elif claim.options.get("default"):
        yield from check_default(claim, run)
    elif DIGIT.search(text):
        yield from check_quote(chapter, claim, text)


def near(chapter: Chapter, claim: Claim) -> list[str]:
    """What the claim may quote: the program that it speaks of, and the output of that program last shown above it."""
    if not claim.program:
        return []
    outputs = [c.text for c in chapter.claims
               if c.kind == "output" and c.start < claim.start and c.program.text == claim.program.text]
    return [claim.program.text, *outputs[-1:]]


def check_bare_number(chapter: Chapter, claim: Claim, text: str) -> Iterator[str]:
    """It stands in the output shown just before it, and no number there could be taken for it."""
    if not claim.about or claim.about.kind != "output" or claim.about.program.text != claim.program.text:
        yield f"no output stands before the number {text}"
        return
    text = text.replace("−", "-")
    shown = numbers(claim.about.text)
    if text not in shown:
        yield f"{text} is not in the output above"
    elif near := [s for s in shown if len(s) == len(text) and sum(a != b for a, b in zip(s, text)) == 1]:
        yield f"{text} could be mistaken: the output above also has {near[0]}, so name the variable"


def check_quote(chapter: Chapter, claim: Claim, text: str) -> Iterator[str]:
    """Code with a digit in it quotes the program that it speaks of or its output, or is a name that says no result."""
    if PROGRAM_NAME.match(text):
        here = {name for c in chapter.claims if c.kind in ("program", "edit")
                for name in (c.program.name, c.options.get("from"))}
        if not loads(chapter.load or load_program, text):
            yield f"there is no program {text}"
        elif text not in here and claim.options["link"].partition(".")[0] != text.partition("_")[0]:
            yield f"{text} is neither on this page nor on the page that a link around it leads to"
    elif text.removeprefix("np.") not in conventions.NAMES:
        here = [part for part in near(chapter, claim) if quoted(text, part)]
        page = [] if here or speaks_of_one(chapter, claim) else shown_text(chapter)
        if not any(quoted(text, part) for part in here + page):
            program = claim.program.name if claim.program else "a program"
            yield f"`{text}` stands neither in {program} nor in its output above"
        elif other := next(filter(None, (mistaken(text, part, together=not here) for part in here or page)), ""):
            yield f"`{text}` could be mistaken: there is `{other}`, too, so quote more of it"


def speaks_of_one(chapter: Chapter, claim: Claim) -> bool:
    """Whether the claim names its program or its section shows one; where none is shown, the whole page may be meant."""
    start, end = section(chapter.text, claim.start)
    return "named" in claim.options or any(c.kind in PROGRAMS and start <= c.start < end for c in chapter.claims)


def shown_text(chapter: Chapter) -> list[str]:
    """Everything that programs on the page say and print."""
    return [c.text if c.kind == "output" else c.program.text for c in chapter.claims if c.kind in (*PROGRAMS, "output")]


def check_usual(chapter: Chapter, claim: Claim, text: str) -> Iterator[str]:
    """A customary value is listed with its source, which is of a rule that the sentence names, if it names any."""
    match = re.fullmatch(rf"(\w+) = ({PLAIN_NUMBER})", text)
    source = conventions.USUAL.get((match[1], float(match[2]))) if match else None
    rules = conventions.RULE.findall(sentence(chapter, claim))
    if not source:
        yield f"`{text}` is not a customary value listed in literate/conventions.py"
    elif rules and not set(rules) & set(conventions.RULE.findall(source)):
        yield f"`{text}` is not customary for {rules[0]}, but listed in literate/conventions.py for another rule"


def check_default(claim: Claim, run: Run) -> Iterator[str]:
    """The library's own default of an argument."""
    shown = claim.options["default"]
    if run.error or "value" not in run.timeline or run.last("value").dtype.kind == "b":
        yield f"the library has no numeric default for `{claim.text}`"
    elif repr(float(run.last("value"))) != repr(float(shown)):
        yield f"the library's default is {float(run.last('value'))!r}, not {shown}"


def check_measurement(text: str, name: str) -> Iterator[str]:
    """A ratio with a benchmark that measures it."""
    from literate.measurements import NAMES
    if not FACTOR.fullmatch(text):
        yield f"`{text}` is not a ratio such as `≈ 50×`"
    if name not in NAMES:
        yield f"nothing in bench/ is called {name}"


def check_statement(chapter: Chapter, claim: Claim, run: Run | None, runs: dict[str, Run]) -> Iterator[str]:
    """Each side of the chain agrees with its neighbour, names having their values at the moment it names."""
    try:
        chain = parse_code(claim.text)
    except FormulaError as error:
        yield f"`{claim.text}` cannot be read: {error}"
        return
    if chain.moment and run and chain.moment[1] not in run.epochs:
        yield f"`{claim.text}`: the program has no {chain.moment[0]} {chain.moment[1]}"
        return
    env = values_meant(chapter, claim, chain, runs)
    if strangers := sorted(str(name) for side in chain.sides for name in side.names
                           if DIGIT.search(str(name)) and name not in env):
        yield f"the program has no variable {strangers[0]}, so nothing proves the digit in `{claim.text}`"
        return
    yield from disagreements(chain, claim.text, env, env)
    yield from loose_bounds(chain, env)


def loose_bounds(chain: Chain, env: Mapping) -> Iterator[str]:
    """A bound on the difference of twins is the smallest of 1, 2 and 5 times a power of ten that lies above it.

    Tight enough that no other digit would do, and wide enough that another processor's rounding does not matter.
    """
    for left, right, relation in zip(chain.sides, chain.sides[1:], chain.relations):
        twins = [key for key in left.names if isinstance(key, TwinDifference)]
        if twins and np.isfinite(env.get(twins[0], np.inf)) and right.is_numeric:
            first, second = twins[0]
            bound, value = float(right.evaluate({})), float(env[twins[0]])
            power = 10.0 ** np.floor(np.log10(value)) if value else 0.0
            tight = next(step * power for step in (1, 2, 5, 10) if value < step * power or not power)
            if first == second:
                yield f"`{chain.source}` compares {first} with itself"
            elif relation != "<" or not np.isclose(bound, tight, rtol=1e-9, atol=0):
                yield f"`{chain.source}` should be < {tight:.0e}: the largest difference is {value:.2g}"


def values_meant(chapter: Chapter, claim: Claim, chain: Chain, runs: dict[str, Run]) -> Mapping:
    """The values that names have at the moment the claim names, or where it stands; for twins, their difference."""
    run = runs.get(claim.program.text, Run()) if claim.program else Run()
    if claim.kind == "math":
        every = not any(side.is_numeric for side in chain.sides)
        return next(moments(chain, run, every))[1][0]
    values = Values(run, chain.moment[1] if chain.moment else claim.options.get("moment", "last"))
    twins = [key for side in chain.sides for key in side.names if isinstance(key, TwinDifference)]
    if not twins:
        return values
    shown = {c.program.name: c.program for c in chapter.claims if c.program and c.start < claim.start}
    both = {}
    for key in twins:
        first, second = (runs.get(shown[name].text) if name in shown else None for name in key)
        if first and second:
            both[key] = largest_difference(first, second)
    return both


def largest_difference(first: Run, second: Run) -> float:
    """The largest absolute difference of the variables that both programs print, over all epochs.

    Variables are those that both bind inside the loop, but for E (on another scale than what is printed).
    """
    largest = 0.0
    for name in first.timeline.keys() & second.timeline.keys() - {"E"}:
        ours = {epoch: value for _, epoch, value in first.timeline[name] if epoch >= 0}
        theirs = {epoch: value for _, epoch, value in second.timeline[name] if epoch >= 0}
        for epoch in ours.keys() & theirs.keys():
            a, b = np.ravel(ours[epoch]).astype(float), np.ravel(theirs[epoch]).astype(float)
            largest = max(largest, float(np.max(np.abs(a - b))) if a.size == b.size else float("inf"))
    return largest


# --- formulas -----------------------------------------------------------------------------------------------


def check_math(chapter: Chapter, claim: Claim, run: Run | None, runs: dict[str, Run]) -> Iterator[str]:
    """Every formula of the display whose names the program has; one with a number in it must be such a formula."""
    source = claim.text
    if sign := re.search(rf"[{SIGNS}]", source):
        yield f"{sign[0]} is no digit that a formula is written with"
        return
    if not re.search(r"[=≈<>≤≥←]|\\(?:approx|l[et]q?|g[et]q?|ne|leftarrow|gets)(?![A-Za-z])", source):
        yield from check_symbols(source, run or Run())
        return
    try:
        chains = parse_latex(source)
    except FormulaError as error:
        yield f"the formula cannot be read: {error}"
        return
    for chain in chains:
        yield from check_chain(chain, run or Run(), source)


def check_symbols(source: str, run: Run) -> Iterator[str]:
    """A formula that states nothing has no number in it, and a digit in one of its names is the program's."""
    if not re.search(r"\d", source):
        return
    try:
        sides = [side for chain in parse_latex(source) for side in chain.sides]
    except FormulaError as error:
        yield f"the formula cannot be read: {error}"
        return
    strangers = [str(name) for side in sides for name in side.names if re.search(r"\d", str(name)) and not known(name, run)]
    if not sides or strangers or any(side.numbers for side in sides):
        what = f"no variable {strangers[0]} in the program, so" if strangers else "it states nothing that could be checked:"
        yield f"{what} nothing proves the digit in ${source.strip()}$"


def check_chain(chain: Chain, run: Run, source: str) -> Iterator[str]:
    """A chain of symbols holds in every epoch; one with numbers in it holds in the first."""
    if len(chain.sides) == 1 and chain.sides[0].numbers:
        yield f"a number stands alone in ${source.strip()}$, and nothing proves it"
        return
    missing = sorted(str(name) for side in chain.sides for name in unknown(side, run))
    numeric = [side for side in chain.sides if side.is_numeric]
    strangers = [name for name in missing if re.search(r"\d", name)]
    if strangers or missing and not numeric and any(side.numbers for side in chain.sides):
        yield f"no variable {(strangers or missing)[0]} in the program, so nothing proves the number in ${source.strip()}$"
    if strangers or missing and not numeric:
        return
    problems: list[str] = []
    for env_left, env_right in moments(chain, run, every=not numeric):
        problems = list(disagreements(chain, source.strip(), env_left, env_right))
        if not problems:
            return
    yield from problems[:1]


def unknown(side: Expr, run: Run) -> Iterator[Key]:
    """The names in ``side`` that the run has no value for, under none of the keys they may stand for: y_j is Y's."""
    keys = {node.name: [key for key, _ in node.candidates] for node in side.walk if isinstance(node, Variable)}
    return (name for name in side.names if not any(known(key, run) for key in keys.get(name, [name])))


def known(name: Key, run: Run) -> bool:
    """Whether the run has a value for the name at some moment."""
    if isinstance(name, At):
        return name.name in run.timeline
    return name in run.timeline or name == "n" and bool({"Y", "O"} & run.timeline.keys())


def moments(chain: Chain, run: Run, every: bool) -> Iterator[tuple]:
    """The moments at which a chain may be meant, best first, each as the values left and right of the first relation.

    A formula for a variable is meant where a line binds it: in every epoch, if it has no numbers, else in the first.
    Data are meant where the variable is first bound. Two formulas of each other may also be meant when the first
    epoch is over, or the program.
    """
    target = chain.sides[0].name if isinstance(chain.sides[0], Variable) else None
    if isinstance(target, str) and target in run.timeline:
        lines: dict[int, list[int]] = {}
        for v in run.variables:
            if v.name == target:
                lines.setdefault(v.line, []).extend(v.order.tolist())
        loop = {v.line for v in run.variables if v.name == target and (v.epochs >= 0).all()}
        if is_data(chain):
            lines = {line: orders for line, orders in lines.items() if min(orders) == min(map(min, lines.values()))}
        for line in sorted(lines, key=lambda number: (number not in loop) if "←" in chain.relations else number):
            if "←" in chain.relations and loop and line not in loop:
                continue
            own = target in {name for side in chain.sides[1:] for name in side.names}
            if own and min(lines[line]) == min(map(min, lines.values())):
                continue                # the variable's first binding has no value before it
            orders = sorted(lines[line]) if every else sorted(lines[line])[:1]
            yield ([Values(run, order=o) for o in orders], [Values(run, order=o, old=own) for o in orders])
    else:
        yield [Values(run, "first")], [Values(run, "first")]
        if sum(not side.is_numeric for side in chain.sides) > 1:        # formulas of each other; else only numbers tell
            first_turn = max((v.order[0] for v in run.variables if len(v.order)), default=0)
            yield [Values(run, order=int(first_turn))], [Values(run, order=int(first_turn))]
            yield [Values(run, "last")], [Values(run, "last")]


def is_data(chain: Chain) -> bool:
    """Whether the chain only says which values a variable has."""
    return all(side.is_literal for side in chain.sides[1:]) and set(chain.relations) <= {"=", "≈"}


def disagreements(chain: Chain, shown: str, env_left, env_right) -> Iterator[str]:
    """Each pair of neighbouring sides that do not agree, at any of the moments given."""
    lefts = env_left if isinstance(env_left, list) else [env_left]
    rights = env_right if isinstance(env_right, list) else [env_right]
    for left_values, right_values in zip(lefts, rights):
        for index, (left, right, relation) in enumerate(zip(chain.sides, chain.sides[1:], chain.relations)):
            try:
                wrong = agree(left, right, relation, left_values if index == 0 else right_values, right_values)
            except Unknown as error:
                if left.numbers or right.numbers:
                    yield f"`{shown}`: the program has no variable {error.name} then"
                    return
                continue
            except Unsupported as error:
                if left.numbers or right.numbers:
                    yield f"`{shown}`: {error}"
                continue
            except FormulaError as error:
                yield f"`{shown}`: {error}"
                return
            if wrong and machine.differences() and is_drift(wrong):
                yield Drift(f"`{shown}` is rounded otherwise here ({machine.differences()}): {wrong}")
            elif wrong:
                yield f"`{shown}` does not hold: {wrong}"
            if wrong:
                return


class Drift(str):
    """What is wrong, where the machine is to blame and not the page."""


def is_drift(wrong: Disagreement) -> bool:
    """Whether two sides differ by about the last shown digit only, or by one part in a million."""
    left, right = np.asarray(wrong.left_value), np.asarray(wrong.right_value)
    if wrong.tolerance is None or left.shape != right.shape:
        return False
    difference = np.abs(left - right)
    return bool(np.all(difference <= np.maximum(3 * wrong.tolerance, 1e-6 * np.abs(right))))


# --- digits in sentences ------------------------------------------------------------------------------------


def check_number(chapter: Chapter, claim: Claim) -> Iterator[str]:
    """Digits in a sentence are one of the few kinds that are no results; each is held against what it names."""
    text, after, before = claim.text, claim.options["after"], claim.options["before"]
    alone = conventions.BEGINS.search(before) and text.isascii()
    if alone and text in conventions.NAMES:
        return
    if alone and conventions.SECTION.fullmatch(text) and conventions.ENDS.match(after):
        title = chapter.text[chapter.text.rfind("\n", 0, claim.start) + 1:claim.start] == "# "
        link = conventions.PAGE.fullmatch(claim.options["link"])
        page = link["name"] if link else chapter.path.stem if title else ""
        if page != text.replace(".", ""):
            yield f"{text} is neither the section in this page's title nor the page that a link around it leads to"
    elif alone and conventions.CHAPTER.search(f"{before}⟨{text}⟩{after}"):
        return
    elif alone and text.isdecimal() and conventions.TURNS.match(after):
        if int(text) not in loops_meant(chapter, claim):
            yield f"no loop of the program that this speaks of turns {text} times"
    elif alone and conventions.YEAR.search(f"{before}⟨⟩{after}") and re.fullmatch(r"\d{4}", text):
        author = max((name for name, _ in conventions.PUBLICATIONS), key=before.rfind)
        if author not in before or (author, text) not in conventions.PUBLICATIONS:
            yield f"no publication of {text} is listed by an author who is named in front of the year"
    else:
        yield f"nothing proves the number {text} in this sentence"


@functools.lru_cache(maxsize=4096)
def loop_turns(program: str) -> frozenset[int]:
    """How often each ``for … in range(…)`` of a program's text turns."""
    try:
        tree = ast.parse(program)
    except SyntaxError:
        return frozenset()
    calls = [node.iter for node in ast.walk(tree) if isinstance(node, ast.For) and isinstance(node.iter, ast.Call)]
    return frozenset(len(range(*(a.value for a in call.args))) for call in calls if ast.unparse(call.func) == "range"
                     and all(isinstance(a, ast.Constant) and isinstance(a.value, int) for a in call.args))


def loops_meant(chapter: Chapter, claim: Claim) -> frozenset[int]:
    """How often the loops of the program turn that a number in a sentence speaks of.

    It is the nearest one above; in a heading, the one that its text leads to. The text before the page's first
    program, and the paragraph right before a program, may speak of that one.
    """
    shown = [c for c in chapter.claims if c.kind in PROGRAMS]
    above = [c for c in shown if c.start < claim.start][-1:]
    below = [c for c in shown if c.start > claim.start][:1]
    start, end = section(chapter.text, claim.start)
    in_heading = start in headings(chapter.text) and "\n" not in chapter.text[start:claim.start]
    if in_heading and below and below[0].start < end:
        above = []
    elif above and below and chapter.text[claim.end:below[0].start].partition("\n\n")[2].strip():
        below = []
    return frozenset().union(*(loop_turns(c.program.text) for c in above + below))
