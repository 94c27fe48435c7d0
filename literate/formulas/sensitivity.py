"""Does a formula that holds depend on each of its digits?

``0 * 7 = 0`` and ``max(3, -7) = 3`` are true and say nothing of the 7, a bound says little of its digits, and
what is computed among large numbers says little of small ones. A reader takes each digit for proven, so none
may be undetermined: with another one in its place, the formula must no longer hold.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from literate.formulas.agreement import ORDER, agree
from literate.formulas.expressions import (
    Expr,
    FormulaError,
    Matrix,
    Number,
    Unknown,
)
from literate.formulas.notation import Chain, number_at


def undetermined_digits(chain: Chain, lefts: Sequence[Mapping], rights: Sequence[Mapping]) -> Iterator[str]:
    """What is wrong with the first digit that could as well be another, in a chain that holds.

    It holds at each of the moments whose values ``lefts`` (of what stands left of the first relation) and
    ``rights`` (of all else) are.
    """
    if all(side.is_numeric for side in chain.sides):
        return iter(undetermined_among_numbers(chain))
    return first_undetermined(chain, lefts, rights)


@functools.lru_cache(maxsize=65536)
def undetermined_among_numbers(chain: Chain) -> tuple[str, ...]:
    """The same of a chain without names, for which no moment matters; both editions have it."""
    return tuple(first_undetermined(chain, [{}], [{}]))


def first_undetermined(chain: Chain, lefts: Sequence[Mapping], rights: Sequence[Mapping]) -> Iterator[str]:
    """The same, whatever is in the chain."""
    for left, right, relation in zip(chain.sides, chain.sides[1:], chain.relations):
        if relation in (*ORDER, "≠") and (left.digits_in(chain.source) or right.digits_in(chain.source)):
            yield f"“{relation}” leaves open which digits are right: give the value itself"
            return

    def holds(index: int, changed: Expr) -> bool:
        """Whether the chain would hold with another side in the place of the one at ``index``."""
        sides = [*chain.sides[:index], changed, *chain.sides[index + 1:]]
        try:
            return not any(agree(sides[k], sides[k + 1], chain.relations[k], left if k == 0 else right, right)
                           for left, right in zip(lefts, rights)
                           for k in (index - 1, index) if 0 <= k < len(chain.relations))
        except (Unknown, FormulaError):
            return False

    for index, side in enumerate(chain.sides):
        for number in side.numbers:
            for digit, near, far in other_digits(side, number, chain.source):
                fit = [changed for changed in near if holds(index, changed)]
                alone = len(fit) == 1 and not any(holds(index, changed) for changed in far)
                if fit and not (alone and excused(side, number, fit[0], rights[0])):
                    shown = chain.source[number.start:number.end]
                    number_in = f"{shown} in `{text}`" if (text := chain.texts[index]) != shown else shown
                    yield f"another digit for the {digit} of {number_in} would do as well: nothing proves it"
                    return


def other_digits(side: Expr, number: Number,
                 source: str) -> Iterator[tuple[str, Iterator[Expr], Iterator[Expr]]]:
    """Each digit of a number of the side, and the sides with a neighbour of it, or another, in its place."""
    text = source[number.start:number.end]

    def changed(place: int, digits: list[int]) -> Iterator[Expr]:
        for digit in digits:
            with suppress(FormulaError):        # there is no such number
                other = number_at(f"{text[:place]}{digit}{text[place + 1:]}", number.start, number.end)
                yield side.with_part(number, other)

    for place, digit in enumerate(text):
        if digit.isdecimal():
            near = [other for other in (int(digit) - 1, int(digit) + 1) if 0 <= other <= 9]
            yield digit, changed(place, near), changed(place, [*{*range(10)} - {int(digit), *near}])


def excused(side: Expr, number: Number, changed: Expr, values: Mapping) -> bool:
    """Whether one other digit may fit: 0.25 is rounded to 0.2 or 0.3, (5.5 - 5)² is (5.5 - 6)²."""
    written = side.children if isinstance(side, Matrix) else (side,)
    is_rounded = any(part.is_literal and number in part.walk for part in written)
    return is_rounded or agree(side, changed, "==", values, values) is None
