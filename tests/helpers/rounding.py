"""Running error analysis: numbers that know how far a computation in float32 can be from them.

Every operation gives the exact result and a bound of the error that float32 arithmetic would have made so
far: what the operands' errors become, plus the operation's own rounding. Rules from Higham, Accuracy and
Stability of Numerical Algorithms (2nd ed., 2002), sections 3.1 to 3.3: u is the unit roundoff, and a sum or
dot product of m terms has a relative error of at most gamma(m), in whatever order it is added and with or
without fused multiply-adds.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

U = float(np.finfo(np.float32).eps) / 2         # 2⁻²⁴; rounding a result moves it by at most u·|result|


def gamma(terms: int) -> float:
    """The relative error that ``terms`` roundings in a row can make: m·u / (1 − m·u)."""
    return terms * U / (1 - terms * U)


class Rounded(np.lib.mixins.NDArrayOperatorsMixin):
    """``value`` in float64, and for each element a bound ``error`` of what float32 makes of it.

    ``ulps`` gives the error of functions in float32, in units of the last place (a unit is at most 2u of the
    result).
    """

    ulps: dict[str, float] = {}

    def __init__(self, value: object, error: object = 0.0):
        self.value = np.asarray(value, np.float64)
        self.error = np.broadcast_to(np.asarray(error, np.float64), self.value.shape)

    @classmethod
    def stored(cls, value: object) -> Rounded:
        """A constant as float32 keeps it."""
        return cls(value, np.abs(np.float32(value).astype(np.float64) - value))

    @property
    def T(self) -> Rounded:
        return Rounded(self.value.T, self.error.T)

    @property
    def shape(self) -> tuple[int, ...]:
        return self.value.shape

    @property
    def size(self) -> int:
        return self.value.size

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs, **options):
        known = method == "__call__" and ufunc in RULES
        return RULES[ufunc](*map(rounded, inputs)) if known else NotImplemented

    def __array_function__(self, function, types, arguments, options):
        if function not in RULES:
            return NotImplemented
        return RULES[function](*map(rounded, arguments), **options)


def rounded(value: object) -> Rounded:
    return value if isinstance(value, Rounded) else Rounded(value)


def reach(a: Rounded) -> np.ndarray:
    """The largest magnitude that the float32 number can have."""
    return np.abs(a.value) + a.error


def result(value: np.ndarray, inherited: np.ndarray, roundoff: float = U) -> Rounded:
    """``inherited`` comes from the operands; the operation itself rounds what it sees."""
    return Rounded(value, inherited + roundoff * (np.abs(value) + inherited))


def add(a: Rounded, b: Rounded) -> Rounded:
    return result(a.value + b.value, a.error + b.error)


def subtract(a: Rounded, b: Rounded) -> Rounded:
    return result(a.value - b.value, a.error + b.error)


def multiply(a: Rounded, b: Rounded) -> Rounded:
    return result(a.value * b.value, reach(a) * reach(b) - np.abs(a.value * b.value))


def divide(a: Rounded, b: Rounded) -> Rounded:
    quotient = a.value / b.value
    return result(quotient, (a.error + np.abs(quotient) * b.error) / (np.abs(b.value) - b.error))


def matmul(a: Rounded, b: Rounded) -> Rounded:
    largest = reach(a) @ reach(b)
    inherited = largest - np.abs(a.value) @ np.abs(b.value)
    return Rounded(a.value @ b.value, inherited + gamma(a.shape[-1]) * largest)


def total(a: Rounded, **options) -> Rounded:
    """The sum of all elements, or of those along the axis that np.sum is given."""
    value = a.value.sum(**options)
    terms = a.value.size // value.size
    return Rounded(value, a.error.sum(**options) + gamma(terms - 1) * reach(a).sum(**options))


def largest(a: Rounded) -> Rounded:
    return Rounded(a.value.max(), a.error.max())


def power(a: Rounded, b: Rounded) -> Rounded:
    assert b.value == 2
    return multiply(a, a)


def function(name: str, of: Callable, inherited: Callable) -> Callable[[Rounded], Rounded]:
    """A function's rule; ``inherited(a)`` bounds how far its value moves within the error of its argument."""
    return lambda a: result(of(a.value), inherited(a), 2 * U * Rounded.ulps[name])


sigmoid = function("sigmoid", lambda x: 1 / (1 + np.exp(-x)), lambda a: a.error / 4)


def certain(of: np.ufunc) -> Callable[[Rounded, Rounded], np.ndarray]:
    """Whether a > b is certain, and then has no error."""
    def rule(a: Rounded, b: Rounded) -> np.ndarray:
        assert (np.abs(a.value - b.value) > a.error + b.error).all(), "rounding decides this comparison"
        return of(a.value, b.value)
    return rule


RULES = {
    np.add: add, np.subtract: subtract, np.multiply: multiply, np.divide: divide, np.matmul: matmul,
    np.power: power, np.sum: total, np.max: largest, np.greater: certain(np.greater),
    np.negative: lambda a: Rounded(-a.value, a.error),
    np.exp: function("exp", np.exp, lambda a: np.exp(a.value) * np.expm1(a.error)),
    np.log: function("log", np.log, lambda a: a.error / (a.value - a.error)),
    np.tanh: function("tanh", np.tanh, lambda a: a.error),
}
