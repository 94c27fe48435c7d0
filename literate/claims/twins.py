"""Two programs that print the same, and how far their numbers are apart."""

import ast
import functools
import re
from collections.abc import Iterator
from itertools import zip_longest

import numpy as np

from literate.claims.claim import Claim, Malformed, Reading, Runs, unless_drift
from literate.claims.remark import Remark
from literate.pages.spans import Span
from literate.programs.history import gap
from literate.programs.program import Program
from literate.programs.syntax import bound_names, epoch_loop

NOISE = 1e-12           # what two programs that compute in float64 differ by is less, and is rounding alone
TWINS = re.compile(r"<!-- twins: (?P<first>\w+\.py) (?P<second>\w+\.py) -->")


class TwinsClaim(Claim, kind="twins", rank=10, remedy="The twins must print the same numbers."):
    """Twins: `<!-- twins: 411_1.py 411_2.py -->` on a line of its own, below an output of one of them. Both
    print the same lines, but for brackets and an integer's missing decimals.
    """

    is_exact = False            # readers see none of its digits
    twin: Program | None = None

    @classmethod
    def read_span(cls, span: Span, remark: Remark, context) -> Claim | None:
        """The comment that names two programs; Malformed where one is not shown above, or the output of
        neither."""
        text = context.page.text[span.start:span.end]
        if span.kind != "comment" or not (match := TWINS.fullmatch(text)):
            return None
        first, second = (context.current.get(match[name]) for name in ("first", "second"))
        if not (first and second):
            raise Malformed(f"{match['second'] if first else match['first']} is not shown above.",
                            "Show both programs before comparing them.")
        fence = context.fence
        if fence.kind != "output" or fence.program.text not in (first.text, second.text):
            raise Malformed(f"the fence above is no output of {first.name} or {second.name}.",
                            "Compare them below the output of one, which says then that it is the same.")
        return context.claim(cls, span, text=text, program=first, twin=second)

    @property
    def programs(self) -> tuple[Program, ...]:
        return self.program, self.twin

    def problems(self, reading: Reading, runs: Runs) -> Iterator[str]:
        """The first line in which the twins differ."""
        run, twin = (runs[program.text] for program in self.programs)
        if run.error or twin.error:
            return                      # said where the program stands
        pairs = zip_longest(*(words_of_lines(r.stdout) for r in (run, twin)), fillvalue=["no more lines"])
        if different := next((pair for pair in pairs if not same_words(*pair)), None):
            ours, theirs = map(" ".join, different)
            yield f"{self.program.name} prints {ours} where {self.twin.name} prints {theirs}"

    def other(self, program: Program) -> Program:
        """The twin of one of both."""
        return self.twin if program.text == self.program.text else self.program


def words_of_lines(printed: str) -> list[list[str]]:
    """The words of each line that has any, brackets aside."""
    return [words for line in re.sub(r"[][]", " ", printed).split("\n") if (words := line.split())]


def same_words(ours: list[str], theirs: list[str]) -> bool:
    """Whether two lines say the same, an integer's missing decimals aside."""
    return len(ours) == len(theirs) and all(
        a == b or re.fullmatch(r"-?\d+", a) and re.fullmatch(rf"{a}\.0*", b) for a, b in zip(ours, theirs))


def tightest(difference: float) -> tuple[str, float]:
    """The relation and the number that say most of a difference: ("<", 5e-07), or ("=", 0).

    The number is the smallest of 1, 2 and 5 times a power of ten that lies above it, so that no other digit
    would do.
    """
    if difference <= 0:
        return "=", 0.0
    power = 10.0 ** np.floor(np.log10(difference))
    step = next(step for step in (1, 2, 5, 10) if difference < step * power)
    return "<", float(f"{step * power:.0e}")


def check_bound(what: str, relation: str, bound: float, value: float) -> Iterator[str]:
    """What is wrong with saying that ``what`` is less than the bound, or is 0, where it is ``value``.

    On another machine another bound may be right: a difference comes from rounding, and that is the
    processor's.
    """
    if not np.isfinite(value):
        yield f"{what} compares programs of which one has other turns, another shape, or no number"
    elif (relation, bound) != (right := tightest(value)):
        near = bound / 10 <= value < 10 * bound or max(bound, value) < NOISE
        yield unless_drift(f"the page says {bound:g}; {what} is {value:.2g}, so the number to say is "
                           f"{right[1]:g}", near and (relation, bound) == tightest(0.99 * bound))


def largest_difference(first: str, second: str, runs: Runs) -> float:
    """How far the variables that both programs bind in their loops, or that one prints, are apart at most
    when an epoch is over. ``first`` and ``second`` are the programs' texts.

    Infinite where one has turns that the other has not, or no value for such a variable, or where there is
    nothing to compare: what cannot be compared is not the same.
    """
    both = runs[first], runs[second]
    (bound, printed, counter), (others_bound, others_printed, others) = map(names_compared, (first, second))
    changed, others_changed = ({name for name, entries in run.timeline.items()
                                if any(epoch >= 0 for _, epoch, _ in entries)} for run in both)
    compared = bound & others_bound | changed & others_changed
    compared |= (printed | others_printed) & (changed | others_changed)
    compared -= {counter, others}
    turns = [{epoch for epoch in run.epochs if epoch >= 0} for run in both]
    if turns[0] != turns[1] or not turns[0] or not compared:
        return float("inf")
    try:
        return max(gap(*(np.stack([run.at(name, epoch) for epoch in turns[0]], axis=-1) for run in both))
                   for name in compared)
    except (KeyError, ValueError):              # no value, or one of another shape
        return float("inf")


@functools.lru_cache(maxsize=1024)
def names_compared(program: str) -> tuple[set[str], set[str], str]:
    """What the loop of a program's text binds, what its ``print`` calls read, and what counts its turns."""
    tree = ast.parse(program)
    loop = epoch_loop(tree)
    printed = {part.id for call in ast.walk(tree) if isinstance(call, ast.Call)
               and ast.unparse(call.func) == "print" for part in ast.walk(call) if isinstance(part, ast.Name)}
    return set(bound_names(loop)) if loop else set(), printed, ast.unparse(loop.target) if loop else ""
