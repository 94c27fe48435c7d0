"""Numbers in running text and in formulas, held against the run they speak of.

A chain of sides is parsed by :mod:`literate.formulas.expressions`; here stands which value a name has at which moment.
"""

from __future__ import annotations

import ast
import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from literate.claims import conventions
from literate.claims.quotes import NUMBER, mistaken, numbers, quoted
from literate.claims.reader import PLAIN_NUMBER, PROGRAM_NAME, Chapter, Claim
from literate.formulas.agreement import Disagreement, agree
from literate.formulas.expressions import (
    Expr,
    FormulaError,
    Key,
    TwinDifference,
    Unknown,
    Unsupported,
    Variable,
)
from literate.formulas.latex import parse_latex
from literate.formulas.notation import Chain
from literate.formulas.python_code import parse_code
from literate.formulas.sensitivity import undetermined_digits
from literate.pages.blocks import headings, section
from literate.pages.spans import DIGIT, SIGNS
from literate.programs import drift
from literate.programs.program import lines_quoted, load_program, program_exists
from literate.programs.run import Run, gap
from literate.programs.syntax import bound_names, epoch_loop

RELATION = re.compile(r"(?<=\s)(?:=|==|≈|<|>|<=|>=|≤|≥|≠|!=)(?=\s)")
PROGRAMS = ("program", "edit", "inline")
SENTENCE_END = re.compile(r"[.!?](?=[)\]\"”’*_]*(?:\s|$))|\n[ \t>]*\n|\n(?=[ \t>]*(?:[-*+|#]|\d+[.)])[ \t])|\Z")
FACTOR = re.compile(r"≈ (\d+(?:\.\d+)?)×")
NOISE = 1e-12           # what two programs that compute in float64 differ by is less, and is rounding alone


# --- the values of names at a moment ------------------------------------------------------------------------


class Values(Mapping):
    """The variables of a run at one moment: "first" (each right after it is first assigned), "last", an epoch, or
    the time just after the binding number ``order`` (``before`` it for the names in ``old``)."""

    def __init__(self, run: Run, moment: str | int = "last", order: int | None = None, old: bool = False):
        self.run, self.moment, self.order, self.old = run, moment, order, old

    def __getitem__(self, key):
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
    elif others := [s for s in shown if len(s) == len(text) and sum(a != b for a, b in zip(s, text)) == 1]:
        yield f"{text} could be mistaken: the output above also has {others[0]}, so name the variable"


def check_quote(chapter: Chapter, claim: Claim, text: str) -> Iterator[str]:
    """Code with a digit in it quotes the program that it speaks of or its output, or is a name that says no result."""
    if PROGRAM_NAME.match(text):
        here = {name for c in chapter.claims if c.kind in ("program", "edit")
                for name in (c.program.name, c.options.get("from"))}
        if not program_exists(text, chapter.load or load_program):
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
        yield f"`{text}` is not a customary value listed in literate/claims/conventions.py"
    elif rules and not set(rules) & set(conventions.RULE.findall(source)):
        yield f"`{text}` is not customary for {rules[0]}, but listed in literate/claims/conventions.py for another rule"


def check_default(claim: Claim, run: Run) -> Iterator[str]:
    """The library's own default of an argument."""
    shown = claim.options["default"]
    if run.error or "value" not in run.timeline or run.last("value").dtype.kind == "b":
        yield f"the library has no numeric default for `{claim.text}`"
    elif repr(float(run.last("value"))) != repr(float(shown)):
        yield f"the library's default is {float(run.last('value'))!r}, not {shown}"


def check_measurement(text: str, name: str) -> Iterator[str]:
    """A ratio with a benchmark that measures it."""
    from literate.claims.measurements import NAMES
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
    if not chain.relations or chain.moment and not any(side.names for side in chain.sides):
        yield f"`{claim.text}` states nothing that could be checked"
    elif problems := [*loose_bounds(chain, env)] or [*disagreements(chain, claim.text, [env], [env])]:
        yield from problems
    elif claim.kind != "word":              # whose remark nobody reads
        yield from (f"`{claim.text}`: {problem}" for problem in undetermined_digits(chain, [env], [env]))


def loose_bounds(chain: Chain, env: Mapping) -> Iterator[str]:
    """A bound on the difference of twins is the smallest of 1, 2 and 5 times a power of ten that lies above it.

    So no other digit would do. Where there is no difference, that is what must be said. Elsewhere (drift.py) another
    bound may be right: a difference comes from rounding, and that is the processor's.
    """
    for left, right, relation in zip(chain.sides, chain.sides[1:], chain.relations):
        twins = [key for key in left.names if isinstance(key, TwinDifference)]
        if twins and twins[0] in env and right.is_numeric:
            first, second = twins[0]
            bound, value = float(right.evaluate({})), float(env[twins[0]])
            if not np.isfinite(value):
                yield f"`{chain.source}` compares programs of which one has other turns, another shape, or no number"
                return
            sign, number = tightest(value)
            if first == second:
                yield f"`{chain.source}` compares {first} with itself"
            elif (relation, bound) != (sign, number):
                wrong = (f"`{chain.source}` should be {sign} {number:{'.0e' if number else 'g'}}: "
                         f"the largest difference is {value:.2g}")
                near = bound / 10 <= value < 10 * bound or max(bound, value) < NOISE
                right_elsewhere = near and (relation, bound) == tightest(0.99 * bound)
                here = drift.machine_differences()
                yield Drift(f"{wrong} ({here})") if right_elsewhere and here else wrong


def tightest(difference: float) -> tuple[str, float]:
    """The relation and the number that say most of a difference of twins: ("<", 5e-07), or ("=", 0)."""
    if difference <= 0:
        return "=", 0.0
    power = 10.0 ** np.floor(np.log10(difference))
    step = next(step for step in (1, 2, 5, 10) if difference < step * power)
    return "<", float(f"{step * power:.0e}")


def values_meant(chapter: Chapter, claim: Claim, chain: Chain, runs: dict[str, Run]) -> Mapping:
    """The values that names have at the moment the claim names, or where it stands; for twins, their difference."""
    run = runs.get(claim.program.text, Run()) if claim.program else Run()
    if claim.kind == "math":
        every = not any(side.is_numeric for side in chain.sides)
        return next((rights[0] for _, rights in moments(chain, run, every)), Values(run, "first"))
    values = Values(run, chain.moment[1] if chain.moment else claim.options.get("moment", "last"))
    twins = [key for side in chain.sides for key in side.names if isinstance(key, TwinDifference)]
    if not twins:
        return values
    shown = {c.program.name: c.program for c in chapter.claims if c.program and c.start < claim.start}
    both = {}
    for key in twins:
        texts = tuple(shown[name].text for name in key if name in shown)
        if len(texts) == 2 and all(text in runs for text in texts):
            both[key] = largest_difference(*texts, runs)
    return both


def largest_difference(first: str, second: str, runs: dict[str, Run]) -> float:
    """How far the variables that both programs bind in their loops, or that one prints, are apart at most when an
    epoch is over. ``first`` and ``second`` are the programs' texts.

    Infinite where one has turns that the other has not, or no value for such a variable, or where there is nothing
    to compare: what cannot be compared is not the same.
    """
    programs, both = (first, second), (runs[first], runs[second])
    names = [names_in_loop(text) for text in programs]
    changed = [{name for name, entries in run.timeline.items() if any(epoch >= 0 for _, epoch, _ in entries)}
               for run in both]
    printed = (names_printed(first) | names_printed(second)) & (changed[0] | changed[1])
    compared = (names[0] & names[1] | changed[0] & changed[1] | printed) - {loop_variable(text) for text in programs}
    turns = [{epoch for epoch in run.epochs if epoch >= 0} for run in both]
    if turns[0] != turns[1] or not turns[0] or not compared:
        return float("inf")
    try:
        return max(gap(*(np.stack([run.at(name, epoch) for epoch in turns[0]], axis=-1) for run in both))
                   for name in compared)
    except (KeyError, ValueError):              # no value, or one of another shape
        return float("inf")


@functools.lru_cache(maxsize=1024)
def names_in_loop(program: str) -> set[str]:
    """What the loop of a program's text binds."""
    loop = epoch_loop(ast.parse(program))
    return set(bound_names(loop, [])) if loop else set()


@functools.lru_cache(maxsize=1024)
def loop_variable(program: str) -> str:
    """The variable that counts the turns of a program's loop; "" where none does."""
    loop = epoch_loop(ast.parse(program))
    return loop.target.id if loop else ""


@functools.lru_cache(maxsize=1024)
def names_printed(program: str) -> set[str]:
    """The names that the ``print`` calls of a program's text read."""
    calls = [node for node in ast.walk(ast.parse(program)) if isinstance(node, ast.Call)]
    return {part.id for call in calls if ast.unparse(call.func) == "print"
            for part in ast.walk(call) if isinstance(part, ast.Name)}


# --- formulas -----------------------------------------------------------------------------------------------


def check_math(chapter: Chapter, claim: Claim, run: Run | None, runs: dict[str, Run]) -> Iterator[str]:
    """Every formula of the display whose names the program has; one with a digit in it must be such a formula."""
    source = claim.text
    if sign := re.search(rf"[{SIGNS}]", source):
        yield f"{sign[0]} is no digit that a formula is written with"
        return
    if not re.search(r"[=≈<>≤≥←]|\\(?:approx|l[et]q?|g[et]q?|ne|leftarrow|gets)(?![A-Za-z])|\d", source):
        return                          # symbols that state nothing
    try:
        chains = parse_latex(source)
    except FormulaError as error:
        yield f"the formula cannot be read: {error}"
        return
    for chain in chains:
        if chain.relations:
            yield from check_chain(chain, run or Run())
        else:
            yield from check_symbols(chain.sides[0], run or Run(), source)


def check_symbols(side: Expr, run: Run, source: str) -> Iterator[str]:
    """A formula that states nothing has no number in it, and a digit in one of its names is the program's."""
    for node in side.walk:
        if not any(DIGIT.search(source, start, end) for start, end in node.spans):
            continue
        if not isinstance(node, Variable):
            yield f"it states nothing that could be checked: nothing proves the digit in ${source.strip()}$"
            return
        try:
            node.evaluate(Values(run))
        except (Unknown, Unsupported):
            yield f"no variable {node.name} in the program, so nothing proves the digit in ${source.strip()}$"
            return
        except FormulaError as error:
            yield f"`{source.strip()}`: {error}"
            return


def check_chain(chain: Chain, run: Run) -> Iterator[str]:
    """A chain of symbols holds in every epoch; one with numbers in it holds in the first. No other digit would do."""
    shown = chain.source.strip()
    digits = any(side.digits_in(chain.source) for side in chain.sides)
    missing = sorted(str(name) for side in chain.sides for name in unknown(side, run))
    numeric = [side for side in chain.sides if side.is_numeric]
    strangers = [name for name in missing if DIGIT.search(name)]
    if strangers or missing and not numeric and digits:
        yield f"no variable {(strangers or missing)[0]} in the program, so nothing proves the digits in ${shown}$"
    if strangers or missing and not numeric:
        return
    problems = [f"`{shown}`: no line of the program does so"]
    for envs in moments(chain, run, every=not numeric):
        problems = list(disagreements(chain, shown, *envs))
        if not problems:
            problems = [f"`{shown}`: {problem}" for problem in undetermined_digits(chain, *envs)]
            break
        if numeric and not any(disagreements(named(chain), shown, *envs)):
            break                       # the names tell the moment, and the numbers are others then
    yield from problems[:1]


def named(chain: Chain) -> Chain:
    """What a chain says without its numbers."""
    kept = [index for index, side in enumerate(chain.sides) if not side.is_numeric]
    between = [set(chain.relations[a:b]) for a, b in zip(kept, kept[1:])]
    relations = tuple(relations.pop() if len(relations) == 1 else "≈" for relations in between)
    return replace(chain, sides=tuple(chain.sides[index] for index in kept), relations=relations)


def unknown(side: Expr, run: Run) -> Iterator[Key]:
    """The names in ``side`` that the run has no value for, under none of the keys they may stand for: y_j is Y's."""
    found = {node.name for node in side.walk if meant(node, run) is not None}
    return (name for name in side.names - found if not known(name, run))


def known(name: Key, run: Run) -> bool:
    """Whether the run has a value for the name at some moment."""
    return name in run.timeline or name == "n" and bool({"Y", "O"} & run.timeline.keys())


def moments(chain: Chain, run: Run, every: bool) -> Iterator[tuple[list[Values], list[Values]]]:
    """The moments at which a chain may be meant, best first, each as the values left and right of the first relation.

    A formula for a variable is meant where a line binds it, inside the loop if one does there: in every epoch, if it
    has no numbers, else in the first. Data are meant where the variable is first bound. Two formulas of each other may
    also be meant when the first epoch is over, or the program; in every epoch, if they have no numbers.
    """
    target = meant(chain.sides[0], run)
    if target in run.timeline:
        lines: dict[int, list[int]] = {}
        for v in run.variables:
            if v.name == target:
                lines.setdefault(v.line, []).extend(v.order.tolist())
        first = min(map(min, lines.values()))
        loop = {v.line for v in run.variables if v.name == target and (v.epochs >= 0).all()}
        own = any(meant(node, run) == target for side in chain.sides[1:] for node in side.walk)
        for line, orders in sorted(lines.items()):
            if min(orders) != first if is_data(chain) else loop and line not in loop:
                continue
            if own and min(orders) == first and ("←" in chain.relations or len(lines) > 1):
                continue                # the variable's first binding has no value before it
            orders = sorted(orders) if every else sorted(orders)[:1]
            old = own and min(orders) != first
            yield [Values(run, order=o) for o in orders], [Values(run, order=o, old=old) for o in orders]
    elif every:
        for values in every_epoch(chain, run):
            yield values, values
    else:
        yield [Values(run, "first")], [Values(run, "first")]
        if sum(not side.is_numeric for side in chain.sides) > 1:        # formulas of each other; else only numbers tell
            first_turn = min((epoch for epoch in run.epochs if epoch >= 0), default="last")
            yield [Values(run, first_turn)], [Values(run, first_turn)]
            yield [Values(run, "last")], [Values(run, "last")]


def meant(side: Expr, run: Run) -> Key | None:
    """The key that a name stands for in the run; None for what is no name, or unknown."""
    return next((key for key, _ in side.candidates if known(key, run)), None) if isinstance(side, Variable) else None


def every_epoch(chain: Chain, run: Run) -> Iterator[list[Values]]:
    """The values in every epoch, when the last of the chain's names is bound there, and when the epoch is over."""
    keys = {meant(node, run) for side in chain.sides for node in side.walk}
    inside = [v for v in run.variables if v.name in keys and (v.epochs >= 0).all()]
    lines = [min((v for v in inside if v.name == name), key=lambda v: v.order[0]) for name in {v.name for v in inside}]
    if lines:
        yield [Values(run, order=int(o)) for o in max(lines, key=lambda v: v.order[0]).order]
    yield [Values(run, epoch) for epoch in sorted(run.epochs) if epoch >= 0] or [Values(run)]


def is_data(chain: Chain) -> bool:
    """Whether the chain only says which values a variable has."""
    return all(side.is_literal for side in chain.sides[1:]) and set(chain.relations) <= {"=", "≈"}


def disagreements(chain: Chain, shown: str, lefts: list[Mapping], rights: list[Mapping]) -> Iterator[str]:
    """The first two neighbouring sides that do not agree, at any of the moments given."""
    for left_values, right_values in zip(lefts, rights):
        for index, (left, right, relation) in enumerate(zip(chain.sides, chain.sides[1:], chain.relations)):
            try:
                wrong = agree(left, right, relation, left_values if index == 0 else right_values, right_values)
            except Unknown as error:
                if left.digits_in(chain.source) or right.digits_in(chain.source):
                    yield f"`{shown}`: the program has no variable {error.name} then"
                    return
                continue
            except Unsupported as error:
                if left.digits_in(chain.source) or right.digits_in(chain.source):
                    yield f"`{shown}`: {error}"
                    return
                continue
            except FormulaError as error:
                yield f"`{shown}`: {error}"
                return
            said = wrong.explain(*chain.texts[index:index + 2]) if wrong else ""
            if wrong and drift.machine_differences() and is_drift(wrong):
                yield Drift(f"`{shown}` is rounded otherwise here ({drift.machine_differences()}): {said}")
            elif wrong:
                yield f"`{shown}` does not hold: {said}"
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
