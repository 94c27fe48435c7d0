"""What the operators and functions of formulas do: mathematics' on one side, NumPy's on the other.

Mathematics multiplies neighbours as matrices and never makes a table of a row and a column; that NumPy would
do so silently must not hide a wrong formula. An array of rank AXES is one whose elements are counted by
letters (:class:`literate.formulas.expressions.Variable`): there everything is element by element.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

import numpy as np

from literate.formulas.expressions import AXES, Unsupported, Value


def elementwise(operation: Callable[..., Value]) -> Callable[..., Value]:
    """The operation on arrays of one shape or an array and a number; NumPy also makes tables."""
    def checked(a: Value, b: Value) -> Value:
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


def times(a: Value, b: Value) -> Value:
    if min(a.size, b.size) > 1 and AXES not in (a.ndim, b.ndim):
        raise Unsupported("× or * between matrices: write them side by side, or \\odot for their elements")
    return product(a, b)


def raised(a: Value, b: Value) -> Value:
    """A power, element by element; a matrix's has another meaning, so it is left to \\odot."""
    if a.ndim == 2 and min(a.shape) > 1:
        raise Unsupported("a power of a matrix: write \\odot for its elements'")
    return elementwise(np.power)(a, b)


def magnitude(value: Value) -> Value:
    """|x|: the length of a vector; without a sign, where it is a number or counted by letters."""
    if value.size == 1 or value.ndim == AXES:
        return np.abs(value)
    if value.size > max(value.shape):
        raise Unsupported("|…| of a matrix")
    return np.sqrt(np.sum(value ** 2))


def transposed(value: Value) -> Value:
    return np.atleast_2d(value).T if value.ndim else value


def extreme(of_all: Callable, of_two: Callable) -> Callable[..., Value]:
    """max or min: over all elements of one array, or element by element over several."""
    return lambda first, *more: reduce(elementwise(of_two), more, first) if more else of_all(first)


def sigmoid(value: Value) -> Value:
    return 1 / (1 + np.exp(-value))


def softmax(value: Value) -> Value:
    exponentials = np.exp(value - np.max(value))
    return exponentials / np.sum(exponentials)


def taken(key: tuple[int | slice, ...], value: Value) -> Value:
    """``value[key]``; unlike NumPy, a slice must not reach beyond the ends."""
    ends = ((end, length) for part, length in zip(key, value.shape) if isinstance(part, slice)
            for end in (part.start or 0, part.stop or 0))
    if any(not -length <= end <= length for end, length in ends):
        raise IndexError("the slice ends outside")
    return value[key]


def unchanged(value: Value) -> Value:
    return value


LATEX_OPERATIONS = {
    "+": elementwise(np.add), "-": elementwise(np.subtract), r"\odot": elementwise(np.multiply),
    "/": elementwise(np.divide), r"\div": elementwise(np.divide),
    r"\cdot": product, "·": product, "@": product, r"\times": times, "×": times, "*": times, r"\ast": times}

CODE_OPERATIONS = {
    "+": np.add, "-": np.subtract, "*": np.multiply, "·": np.multiply, "×": np.multiply, "/": np.divide,
    "@": np.matmul}

COMPARISONS = {
    "<": np.less, ">": np.greater, "≤": np.less_equal, "≥": np.greater_equal, "=": np.equal, "==": np.equal,
    "≠": np.not_equal}

LATEX_FUNCTIONS = {
    "exp": np.exp, "ln": np.log, "log": np.log, "tanh": np.tanh, "sinh": np.sinh, "cosh": np.cosh,
    "sqrt": np.sqrt, "abs": np.abs, "sum": np.sum, "mean": np.mean,
    "max": extreme(np.max, np.maximum), "min": extreme(np.min, np.minimum),
    "sigma": sigmoid, "sigmoid": sigmoid, "relu": lambda value: np.maximum(value, 0), "softmax": softmax}

CODE_FUNCTIONS = {
    **{f"np.{name}": getattr(np, name) for name in (
        "exp", "log", "tanh", "sqrt", "square", "abs", "sum", "mean", "max", "min", "maximum", "minimum",
        "float64", "array")},
    **{f"math.{name}": getattr(np, name) for name in ("exp", "log", "tanh", "sqrt")},
    "abs": np.abs, "max": extreme(np.max, np.maximum), "min": extreme(np.min, np.minimum),
    "np.float32": lambda value: np.float64(np.float32(value))}

ATTRIBUTES = {
    ".T": np.transpose, ".shape": lambda value: np.array(value.shape, np.float64),
    ".size": lambda value: np.float64(value.size), ".ndim": lambda value: np.float64(value.ndim),
    ".sum()": np.sum, ".max()": np.max, ".min()": np.min, ".mean()": np.mean}
