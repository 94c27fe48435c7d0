"""What LaTeX and Python code share: chains of sides, numbers and where they stand, matrices."""

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

import numpy as np

from literate.formulas.expressions import Apply, Chain, Expr, FormulaError, Number
from literate.pages.spans import DIGIT

NUMBER = re.compile(r"[-+]?(?:(?:\d[\d_]*\.?\d*|\.\d+)(?:e[-+]?\d+)?|inf|nan)", re.IGNORECASE)
"""A number as Python and NumPy print it."""
RELATIONS = {
    "<=": "≤", ">=": "≥", "!=": "≠", r"\le": "≤", r"\leq": "≤", r"\ge": "≥", r"\geq": "≥", r"\approx": "≈",
    r"\leftarrow": "←"}


def number_at(text: str, start: int, end: int) -> Number:
    """The number written ``text`` at ``start`` to ``end`` of the source.

    Raises FormulaError for what is no number, and for one with more digits than a program's number has.
    """
    if not NUMBER.fullmatch(text):
        raise FormulaError(f"“{text}” is no number")
    plain = text.replace("_", "").lower()
    if plain.endswith(("inf", "nan")):
        return Number(start, end, float(plain))
    if Decimal(plain) != Decimal(repr(float(plain))):
        raise FormulaError(f"{text} has more digits than a program's number")
    mantissa, _, exponent = plain.partition("e")
    whole, _, decimals = mantissa.partition(".")
    last = int(exponent or 0) - len(decimals)
    zeros = 0 if decimals or not float(plain) else len(whole) - len(whole.rstrip("0"))
    unit, about = float(f"1e{last}"), float(f"1e{last + zeros}")
    return Number(start, end, float(plain), unit, unit if decimals else 0.0, about)


def matrix_of(rows: Sequence[Sequence[Expr]]) -> Apply:
    """The matrix of these rows; FormulaError if they are not equally long."""
    if len({len(row) for row in rows}) != 1:
        raise FormulaError("the rows of the matrix are not equally long")
    shape = len(rows), len(rows[0])
    return Apply("the matrix", lambda *cells: np.array([cell.item() for cell in cells]).reshape(shape),
                 tuple(cell for row in rows for cell in row), shape=shape)


def chain_of(source: str, start: int, end: int, signs: Iterable[re.Match],
             read: Callable[[str, int], Expr]) -> Chain:
    """The chain that ``source[start:end]`` states, with its relations where the ``signs`` are.

    ``read`` makes a side of its text and the place where that starts. Raises FormulaError where a side is
    missing, and for a digit that is part of no number or name: nothing would ever compare it.
    """
    signs = [*signs]
    begins = [start, *(sign.end() for sign in signs)]
    texts = tuple(source[begin:after].strip() for begin, after in
                  zip(begins, (*(sign.start() for sign in signs), end)))
    if "" in texts:
        raise FormulaError("nothing stands on one side of a sign")
    sides = tuple(read(text, source.index(text, begin)) for text, begin in zip(texts, begins))
    spans = {span for side in sides for node in side.walk for span in node.spans}
    for match in DIGIT.finditer(source, start, end):
        if not any(first <= match.start() < after for first, after in spans):
            raise FormulaError(f"the digit {match[0]} has no meaning there")
    return Chain(sides, tuple(RELATIONS.get(sign[0], sign[0]) for sign in signs), texts, source)
