"""Numbers in running text and in formulas, held against the run they speak of.

A chain of sides is parsed by :mod:`literate.formula`; here stands which value a name has at which moment.
"""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator, Mapping

import numpy as np

from literate import conventions, machine
from literate.chapter import PROGRAM_NAME, Chapter, Claim, lines_quoted
from literate.formula import (
    At, Chain, Disagreement, Expr, FormulaError, Key, TwinDifference, Unknown, Unsupported, Variable, agree)
from literate.inline import DIGIT, SIGNS
from literate.notation import parse_code, parse_latex
from literate.record import bound_names, epoch_loop
from literate.run import Run, gap

NUMBER = re.compile(r"[-+−]?\d[\d,]*(?:\.\d*)?(?:[eE][-+]?\d+)?")
RELATION = re.compile(r"(?<=\s)(?:=|==|≈|<|>|<=|>=|≤|≥|≠|!=)(?=\s)")
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


# --- inline code --------------------------------------------------------------------------------------------


def check_code(chapter: Chapter, claim: Claim, run: Run | None, runs: dict[str, Run]) -> Iterator[str]:
    """What is wrong with inline code that states something; other code with a digit must be a quote."""
    text = claim.text.strip()
    if "bench" in claim.options:
        yield from check_measurement(text, claim.options["bench"])
    elif "usual" in claim.options:
        yield from check_usual(text)
    elif NUMBER.fullmatch(text):
        yield from check_bare_number(claim, text)
    elif RELATION.search(text) and not quotes_a_line(claim, text):
        yield from check_statement(chapter, claim, run, runs)
    elif claim.options.get("default"):
        yield from check_default(claim, run)
    elif DIGIT.search(text):
        yield from check_quote(chapter, text, claim.options["link"])


def quotes_a_line(claim: Claim, text: str) -> bool:
    """Whether the text is a line of the program that the claim speaks of, or of the output just above it."""
    near = [claim.program.text if claim.program else "", claim.about.text if claim.about else ""]
    return any(lines_quoted(part, text) for part in near)


def check_bare_number(claim: Claim, text: str) -> Iterator[str]:
    """It stands in the output shown just before it, and no number there could be taken for it."""
    if not claim.about or claim.about.kind != "output":
        yield f"no output stands before the number {text}"
        return
    text = text.replace("−", "-")
    shown = set(re.findall(NUMBER, claim.about.text))
    if text not in shown:
        yield f"{text} is not in the output above"
    elif near := [s for s in shown if len(s) == len(text) and sum(a != b for a, b in zip(s, text)) == 1]:
        yield f"{text} could be mistaken: the output above also has {near[0]}, so name the variable"


def check_quote(chapter: Chapter, text: str, link: str) -> Iterator[str]:
    """Code with a digit in it stands in a program or an output of the page, or names a program or a part of NumPy."""
    if PROGRAM_NAME.match(text):
        here = {name for c in chapter.claims if c.kind in ("program", "edit")
                for name in (c.program.name, c.options.get("from"))}
        if text not in here and link.partition(".")[0] != text.partition("_")[0]:
            yield f"{text} is neither on this page nor on the page that a link around it leads to"
    elif not any(quoted(text, part) for part in shown_text(chapter)) and not hasattr(np, text.removeprefix("np.")):
        yield f"`{text}` stands in no program and no output of this page"


def quoted(text: str, part: str) -> bool:
    """Whether ``text`` stands in ``part`` and neither begins nor ends within a number or a name there."""
    before = r"(?<![\w.])(?<!(?<![\w)\]])[-−])" if re.match(r"\w", text) else ""
    after = r"(?!\w|\.\d)" if re.search(r"\w\Z", text) else ""
    return text in part and bool(re.search(before + re.escape(text) + after, part))


def shown_text(chapter: Chapter) -> Iterator[str]:
    """Everything that programs on the page say and print."""
    for claim in chapter.claims:
        if claim.kind in ("program", "edit", "inline"):
            yield claim.program.text
        elif claim.kind == "output":
            yield claim.text


def check_usual(text: str) -> Iterator[str]:
    """A customary value is listed with its source."""
    match = re.fullmatch(r"(\w+) = ([-\d.e]+)", text)
    if not match or (match[1], float(match[2])) not in conventions.USUAL:
        yield f"`{text}` is not a customary value listed in literate/conventions.py"


def check_default(claim: Claim, run: Run) -> Iterator[str]:
    """The library's own default of an argument."""
    shown = claim.options["default"]
    if run.error or "value" not in run.timeline:
        yield f"the library has no numeric default for `{claim.text}`"
    elif float(run.last("value")) != float(shown):
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
        if twins and twins[0] in env and right.is_numeric:
            first, second = twins[0]
            bound, value = float(right.evaluate({})), float(env[twins[0]])
            if not np.isfinite(value):
                yield f"`{chain.source}` compares programs of which one has other turns, another shape, or no number"
                return
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
        return next((right[0] for _, right in moments(chain, run, every)), {})
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
        return max(gap(*(run.at(name, epoch) for run in both)) for name in compared for epoch in turns[0])
    except KeyError:
        return float("inf")


def names_in_loop(program: str) -> set[str]:
    """What the loop of a program's text binds."""
    loop = epoch_loop(ast.parse(program))
    return set(bound_names(loop, [])) if loop else set()


def loop_variable(program: str) -> str:
    """The variable that counts the turns of a program's loop; "" where none does."""
    loop = epoch_loop(ast.parse(program))
    return loop.target.id if loop else ""


def names_printed(program: str) -> set[str]:
    """The names that the ``print`` calls of a program's text read."""
    calls = [node for node in ast.walk(ast.parse(program)) if isinstance(node, ast.Call)]
    return {part.id for call in calls if ast.unparse(call.func) == "print"
            for part in ast.walk(call) if isinstance(part, ast.Name)}


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
    problems = [f"no line of the program does what ${source.strip()}$ says"]
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
            first_turn = min((epoch for epoch in run.epochs if epoch >= 0), default="last")
            yield [Values(run, first_turn)], [Values(run, first_turn)]
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
    if conventions.SECTION.fullmatch(text):
        title = chapter.text[chapter.text.rfind("\n", 0, claim.start) + 1:claim.start] == "# "
        page = claim.options["link"].partition("#")[0].rpartition("/")[2] or (chapter.path.name if title else "")
        if page.removesuffix(".md") != text.replace(".", ""):
            yield f"{text} is neither the section in this page's title nor the page that a link around it leads to"
    elif text == "4" and (after.startswith("장") or before.endswith("hapter ")):
        return
    elif text in conventions.YEARS and conventions.YEAR.search(f"{before}⟨⟩{after}"):
        return
    elif conventions.TURNS.match(after) and NUMBER.fullmatch(text):
        if int(text) not in turns(chapter):
            yield f"no loop on this page turns {text} times"
    elif not hasattr(np, text):
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


def turns(chapter: Chapter) -> set[int]:
    """How often the loops of the page's programs turn."""
    return set().union(*(loop_turns(program.text) for program in chapter.programs), set())
