"""What a formula means: a tree that knows its numbers and names, and its value over a program's variables.

:mod:`literate.formulas.latex` and :mod:`literate.formulas.python_code` read formulas into these trees;
:mod:`literate.formulas.agreement` holds the sides of a formula against each other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeAlias

import numpy as np

from literate.pages.spans import DIGIT

INDEXES = "ijkl"        # letters that count elements, each along an axis of its own: x_j w_{jk} needs no loop
AXES = len(INDEXES)


class FormulaError(ValueError):
    """The formula cannot be read, or not be computed as it stands."""


class Unknown(FormulaError):
    """The environment has no value for a name."""


Value: TypeAlias = np.ndarray | np.floating


class Expr:
    """One side of a formula, or a part of it."""

    children: tuple[Expr, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    """Where its own digits stand in the source: those that decide which value it has."""
    shape: tuple[int, ...] = ()
    """Of a matrix written out, whose cells are its children."""

    def value(self, env: Mapping) -> Value:
        raise NotImplementedError

    def evaluate(self, env: Mapping) -> Value:
        """The value (a number, or an array of rank 1 or 2) where each name has its value in ``env``.

        Raises Unknown for a name that is not there, FormulaError for what has no value or does not fit.
        """
        with np.errstate(all="ignore"):
            value = self.value(env)
        return value.squeeze() if value.ndim == AXES else value

    @cached_property
    def walk(self) -> tuple[Expr, ...]:
        """This node and all below it, as they stand in the formula."""
        return self, *(node for child in self.children for node in child.walk)

    @cached_property
    def names(self) -> frozenset[str]:
        """Each name, as it is written."""
        return frozenset(node.name for node in self.walk if isinstance(node, Variable))

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers as they are written, in their order."""
        return tuple(node for node in self.walk if isinstance(node, Number))

    def digits_in(self, source: str) -> str:
        """The digits of ``source`` that it or a part of it is made of."""
        spans = (source[start:end] for node in self.walk for start, end in node.spans)
        return "".join(DIGIT.findall(" ".join(spans)))

    def with_part(self, old: Expr, new: Expr) -> Expr:
        """This node with the part ``old`` of it replaced."""
        if self is old:
            return new
        children = tuple(child.with_part(old, new) for child in self.children)
        return replace(self, children=children) if children else self       # type: ignore[type-var]

    @property
    def is_numeric(self) -> bool:
        """Whether no name stands in it, so that it has a value by itself."""
        return not self.names

    @property
    def cells(self) -> tuple[Expr, ...]:
        """The cells of a matrix written out, row by row; of all else just itself."""
        return self.children if self.shape else (self,)

    @cached_property
    def is_literal(self) -> bool:
        """Whether it is a number or matrix written out: something to compare, nothing to compute."""
        return isinstance(self, Number) or bool(self.shape) and self.is_numeric


@dataclass(frozen=True)
class Leaf(Expr):
    """What stands at ``start`` to ``end`` of the source."""

    start: int
    end: int

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        return (self.start, self.end),


@dataclass(frozen=True)
class Number(Leaf):
    """A number, with its sign if that stands right before it.

    What one unit is worth: ``last`` of the last digit shown, inf where there is none, as in nan; ``decimal``
    of the last decimal, 0 where there is none; ``about`` of the last digit that is not 0, or a decimal.
    """

    number: float
    last: float = np.inf
    decimal: float = 0.0
    about: float = 0.0

    def value(self, env: Mapping) -> Value:
        return np.float64(self.number)


@dataclass(frozen=True)
class Variable(Leaf):
    """A name, with all the keys and elements it may stand for; the first key in an environment counts.

    ``y_i`` is looked up as y, then as Y: mathematics writes the elements of a matrix in small letters. An
    element is given by numbers, or by letters that range over all elements. A function has the key ``E(·)``,
    is callable with a number, and is called with ``children[0]``, as in E(w + h).
    """

    name: str
    candidates: tuple[tuple[str, tuple[int | str, ...]], ...]
    children: tuple[Expr, ...] = ()

    def value(self, env: Mapping) -> Value:
        """The element of the first key that the environment has."""
        for key, element in self.candidates:
            with suppress(KeyError):
                found = env[key]
                if self.children:
                    found = found(self.children[0].value(env))
                return self.element(as_array(found, key), element)
        raise Unknown(f"{self.name} has no value")

    def element(self, value: Value, element: tuple[int | str, ...]) -> Value:
        """The element of ``value``, or all of them along the axes of the letters."""
        if not element or value.ndim == AXES:
            return value
        if len(element) == 1 and value.size == max(value.shape, default=1):
            value = value.reshape(-1)           # whether X is 1×n or of length n, x_0 is an element
        problem = f"{self.name} has the shape {value.shape}, and {', '.join(map(str, element))}"
        if value.ndim != len(element):
            raise FormulaError(f"{problem} is no element of that")
        if isinstance(element[0], int):
            with suppress(IndexError):
                return value[element]
            raise FormulaError(f"{problem} lies outside")
        if list(element) != sorted(set(element)):
            value, element = value.T, element[::-1]
        return value.reshape([value.shape[element.index(letter)] if letter in element else 1
                              for letter in INDEXES])


@dataclass(frozen=True)
class Apply(Expr):
    """A function of what stands below it; ``symbol`` is its name in messages."""

    symbol: str
    function: Callable[..., Value]
    children: tuple[Expr, ...]
    spans: tuple[tuple[int, int], ...] = ()
    shape: tuple[int, ...] = ()

    def value(self, env: Mapping) -> Value:
        """What the function gives; FormulaError where shapes do not fit."""
        values = [child.value(env) for child in self.children]
        try:
            return self.function(*values)
        except FormulaError:
            raise
        except (ValueError, IndexError, TypeError, ArithmeticError):
            shapes = " and ".join(str(np.shape(value)) for value in values)
            raise FormulaError(f"{self.symbol} does not fit what has the shape {shapes}") from None


def as_array(value: object, name: str) -> Value:
    """A variable's value in float64, in which every float32 is exact."""
    with suppress(ValueError):
        array = np.asarray(value)
        if array.dtype.kind in "biuf":
            return array.astype(np.float64)[()]
    raise FormulaError(f"{name} is neither a number nor an array of numbers")


@dataclass(frozen=True)
class Chain:
    """Sides joined by relations: ``sides[k] relations[k] sides[k + 1]``; ``texts`` are the sides as they are
    written in ``source``.
    """

    sides: tuple[Expr, ...]
    relations: tuple[str, ...] = ()
    texts: tuple[str, ...] = field(default=(), compare=False)
    source: str = field(default="", compare=False)
