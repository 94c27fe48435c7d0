"""What the operators and functions of mathematics do.

Mathematics multiplies neighbours as matrices and never makes a table of a row and a column; that NumPy would
do so silently must not hide a wrong formula. An array of rank AXES is one whose elements are counted by
letters (:class:`literate.formulas.expressions.Variable`): there everything is element by element.
"""

from collections.abc import Callable
from functools import reduce

import numpy as np

from literate.formulas.expressions import AXES, INDEXES, FormulaError, Value


def elementwise(operation: Callable[..., Value]) -> Callable[..., Value]:
    """The operation on arrays of one shape or an array and a number; NumPy also makes tables."""
    def checked(a: Value, b: Value) -> Value:
        """The operation's result; ValueError where it is a table."""
        result = operation(a, b)
        if min(a.size, b.size) > 1 and (a.ndim == AXES) != (b.ndim == AXES):
            raise ValueError("only one of the arrays has its elements counted by letters")
        if result.size > max(a.size, b.size) and result.ndim != AXES:
            raise ValueError("shapes differ")
        return result
    return checked


def product(a: Value, b: Value) -> Value:
    """The product of matrices, a vector being a row; of their elements where these are counted by letters."""
    if min(a.size, b.size) == 1 or a.ndim == AXES or b.ndim == AXES:
        return elementwise(np.multiply)(a, b)
    return np.atleast_2d(a) @ np.atleast_2d(b)


def raised(a: Value, b: Value) -> Value:
    """A power, element by element; a matrix's has another meaning, so it is left to \\odot."""
    if a.ndim == 2 and min(a.shape) > 1:
        raise FormulaError("a power of a matrix: write \\odot for its elements'")
    return elementwise(np.power)(a, b)


def magnitude(value: Value) -> Value:
    """|x| of a number, or of elements counted by letters; |x| of a vector is its length to some."""
    if value.size > 1 and value.ndim != AXES:
        raise FormulaError("|…| of a matrix has no value here")
    return np.abs(value)


def transposed(value: Value) -> Value:
    return np.atleast_2d(value).T if value.ndim else value


def total(letters: str, value: Value) -> Value:
    """Σ of the elements along the axes of the letters, or of all."""
    if value.ndim == 0:
        raise FormulaError("a sum of one number has no value here")
    counted = value.ndim == AXES
    axes = tuple(map(INDEXES.index, letters)) if counted and letters else None
    value = value.sum(axes, keepdims=counted)
    return value if value.size > 1 else value.reshape(())[()]


def extreme(of_all: Callable, of_two: Callable) -> Callable[..., Value]:
    """max or min: over all elements of one array, or element by element over several."""
    return lambda first, *more: reduce(elementwise(of_two), more, first) if more else of_all(first)


maximum, minimum = extreme(np.max, np.maximum), extreme(np.min, np.minimum)

LATEX_OPERATIONS: dict[str, Callable[..., Value]] = {
    "+": elementwise(np.add), "-": elementwise(np.subtract), "/": elementwise(np.divide),
    r"\odot": elementwise(np.multiply), r"\cdot": product, "^": raised, "|…|": magnitude,
    "the transpose": transposed}

LATEX_FUNCTIONS = {
    r"\exp": np.exp, r"\ln": np.log, r"\log": np.log, r"\tanh": np.tanh,
    r"\max": maximum, r"\min": minimum}
