"""What LaTeX and Python code share: chains of sides, numbers and where they stand, matrices."""

import math
import operator
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

import numpy as np

from literate.formulas.expressions import Apply, Constant, Expr, FormulaError, Matrix, Number
from literate.pages.spans import DIGIT


@dataclass(frozen=True)
class Chain:
    """Sides joined by relations: ``sides[k] relations[k] sides[k + 1]``; ``texts`` are the sides as they are
    written in ``source``.
    """

    sides: tuple[Expr, ...]
    relations: tuple[str, ...] = ()
    texts: tuple[str, ...] = field(default=(), compare=False)
    source: str = field(default="", compare=False)


def number_at(text: str, start: int, end: int) -> Number | Constant:
    """The number written ``text`` at ``start`` to ``end`` of the source, as Python and NumPy print it.

    Raises FormulaError for what is no number, and for one with more digits than a program's number has.
    """
    plain = text.replace("_", "")
    if not re.fullmatch(r"[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|inf|nan)", plain):
        raise FormulaError(f"“{text}” is no number")
    if not math.isfinite(float(plain)):
        return Constant(float(plain))
    if Decimal(plain) != Decimal(repr(float(plain))):
        raise FormulaError(f"{text} has more digits than a program's number")
    mantissa, _, exponent = plain.lower().partition("e")
    decimals = mantissa.partition(".")[2]
    return Number(start, end, float(plain), len(decimals) - int(exponent or 0), not decimals)


def negated(operand: Expr, start: int) -> Expr:
    """The operand with the minus at ``start``, which belongs to a number that follows at once."""
    if isinstance(operand, Number) and operand.start == start + 1 and not np.signbit(operand.number):
        return replace(operand, number=-operand.number, start=start)
    return Apply("minus", operator.neg, (operand,))


def matrix_of(rows: Sequence[Sequence[Expr]]) -> Matrix:
    """The matrix of these rows; FormulaError if they are not equally long."""
    if len({len(row) for row in rows}) != 1:
        raise FormulaError("the rows of the matrix are not equally long")
    return Matrix((len(rows), len(rows[0])), tuple(cell for row in rows for cell in row))


def chain_of(source: str, start: int, end: int, signs: Iterable[tuple[int, int, str]],
             read: Callable[[int, int], Expr]) -> Chain:
    """The chain that ``source[start:end]`` states.

    ``signs`` say where each relation starts and ends, and which it is; ``read`` makes a side of the places
    where it starts and ends.
    """
    begins, ends, relations = zip(*found) if (found := [*signs]) else ((), (), ())
    places = [*zip((start, *ends), (*begins, end))]
    texts = tuple(source[first:last].strip() for first, last in places)
    if "" in texts:
        beside = max(0, texts.index("") - 1)
        raise FormulaError(f"nothing stands beside “{source[begins[beside]:ends[beside]]}”" if begins else
                           "it is empty")
    return Chain(tuple(read(*place) for place in places), relations, texts, source)


def all_read(source: str, nodes: list[Expr]) -> None:
    """FormulaError if a digit of the source is part of no node: nothing would ever compare it."""
    read = {place for node in nodes for span in node.spans for place in range(*span)}
    for match in DIGIT.finditer(source):
        if match.start() not in read:
            raise FormulaError(f"the digit {match[0]} has no meaning there")
