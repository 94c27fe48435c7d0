"""What the operators and functions of mathematics do.

Mathematics multiplies neighbours as matrices and never makes a table of a row and a column; that NumPy would
do so silently must not hide a wrong formula. An array of rank AXES is one whose elements are counted by
letters (:class:`literate.formulas.expressions.Variable`): there everything is element by element.
"""

from collections.abc import Callable

import numpy as np

from literate.formulas.expressions import AXES, INDEXES, FormulaError, Value


def elementwise(operation: Callable[..., Value]) -> Callable[..., Value]:
    """The operation on arrays of one shape or an array and a number; NumPy also makes tables."""
    def checked(a: Value, b: Value) -> Value:
        """The operation's result; ValueError where it is a table."""
        result = operation(a, b)
        if min(a.size, b.size) > 1 and (a.ndim == AXES) != (b.ndim == AXES) \
                or result.size > max(a.size, b.size) and result.ndim != AXES:
            raise ValueError("shapes differ, or only one has its elements counted by letters")
        return result
    return checked


def product(a: Value, b: Value) -> Value:
    """The product of matrices, a vector being a row; of their elements where these are counted by letters."""
    if min(a.size, b.size) == 1 or AXES in (a.ndim, b.ndim):
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


def total(letters: str, value: Value) -> Value:
    """Σ of the elements along the axes of the letters, or of all."""
    if value.ndim == 0:
        raise FormulaError("a sum of one number has no value here")
    counted = value.ndim == AXES
    value = value.sum(tuple(map(INDEXES.index, letters)) if counted and letters else None, keepdims=counted)
    return value if value.size > 1 else value.reshape(())[()]


OPERATIONS: dict[str, Callable[..., Value]] = {
    "the_sum": elementwise(np.add), "the_difference": elementwise(np.subtract), "the_product": product,
    "the_elementwise_product": elementwise(np.multiply), "the_quotient": elementwise(np.divide),
    "the_power": raised, "the_root": np.sqrt, "the_parenthesis": np.positive, "the_magnitude": magnitude,
    "the_transpose": lambda value: np.atleast_2d(value).T if value.ndim else value,
    "the_exponential": np.exp, "the_logarithm": np.log, "the_hyperbolic_tangent": np.tanh,
    "the_maximum": np.max, "the_minimum": np.min}
"""By the rules of ``latex.lark``."""
