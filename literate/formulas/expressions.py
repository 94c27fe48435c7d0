"""What a formula means: a tree that knows its numbers and names, and its value over a program's variables.

:mod:`literate.formulas.latex` and :mod:`literate.formulas.python_code` read formulas into these trees;
:mod:`literate.formulas.agreement` holds the sides of a formula against each other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple, TypeAlias

import numpy as np

from literate.pages.spans import DIGIT

INDEXES = "ijkl"        # letters that count elements, each along an axis of its own: x_j w_{jk} needs no loop
AXES = len(INDEXES)


class FormulaError(ValueError):
    """The formula cannot be read, or not be computed as it stands."""


class Unknown(LookupError):
    """The environment has no value for ``name``."""

    def __init__(self, name: Key):
        super().__init__(f"{name} has no value")
        self.name = name


class Function(NamedTuple):
    """The key of a function of one number: ``E(w + h)`` needs a callable under Function("E")."""

    name: str


Key = str | Function
Value: TypeAlias = np.ndarray | np.floating


class Expr:
    """One side of a formula, or a part of it."""

    children: tuple[Expr, ...]
    spans: tuple[tuple[int, int], ...] = ()
    """Where its own digits stand in the source: those that decide which value it has."""

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
    def names(self) -> frozenset[Key]:
        """Each name as the key to look for in an environment."""
        return frozenset(node.name for node in self.walk if isinstance(node, Variable | Applied))

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
        if not any(node is old for node in self.walk):
            return self
        children = tuple(child.with_part(old, new) for child in self.children)
        return replace(self, children=children)         # type: ignore[type-var]

    @property
    def is_numeric(self) -> bool:
        """Whether no name stands in it, so that it has a value by itself."""
        return not self.names

    @cached_property
    def is_literal(self) -> bool:
        """Whether it is a number or matrix written out: something to compare, nothing to compute."""
        return False

    def measured(self, measure: Callable[[Number], float]) -> Value | float:
        """What ``measure`` says of a number written out, element by element; 0 for what is computed."""
        return 0.0


@dataclass(frozen=True)
class Leaf(Expr):
    """What stands at ``start`` to ``end`` of the source."""

    start: int
    end: int

    children = ()

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        return (self.start, self.end),


@dataclass(frozen=True)
class Number(Leaf):
    """A number, with its sign if that stands right before it.

    ``places`` counts the decimals shown: 3 for -3.571, 6 for 7.2e-05; ``exact`` says that it shows none.
    """

    number: float
    places: int
    exact: bool

    is_literal = True

    def value(self, env: Mapping) -> Value:
        return np.float64(self.number)

    def measured(self, measure: Callable[[Number], float]) -> float:
        return measure(self)

    @property
    def unit(self) -> float:
        """What a unit of the last digit shown is worth."""
        return float(f"1e{-self.places}")


@dataclass(frozen=True)
class Constant(Expr):
    """e, π, infinity and nan: exact, and without digits."""

    number: float

    children = ()
    is_literal = True

    def value(self, env: Mapping) -> Value:
        return np.float64(self.number)


@dataclass(frozen=True)
class Variable(Leaf):
    """A name, with all the keys and elements it may stand for; the first key in an environment counts.

    ``y_i`` is looked up as y, then as Y: mathematics writes the elements of a matrix in small letters. An
    element is given by numbers, or by letters that range over all elements.
    """

    name: Key
    candidates: tuple[tuple[Key, tuple[int | str, ...]], ...]

    def value(self, env: Mapping) -> Value:
        """The element of the first key that the environment has."""
        for key, element in self.candidates:
            try:
                found = env[key]
            except KeyError:
                continue
            return self.element(as_array(found, key), element)
        raise Unknown(self.name)

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
            if any(i not in range(n) for i, n in zip(element, value.shape, strict=True)):
                raise FormulaError(f"{problem} lies outside")
            return value[element]
        if list(element) != sorted(set(element)):
            value, element = value.T, element[::-1]
        shape = [value.shape[element.index(letter)] if letter in element else 1 for letter in INDEXES]
        return value.reshape(shape)


@dataclass(frozen=True)
class Applied(Expr):
    """A function of the environment's at ``children[0]``, as in E(w + h)."""

    name: Function
    children: tuple[Expr, ...]

    def value(self, env: Mapping) -> Value:
        if self.name not in env:
            raise Unknown(self.name)
        return as_array(env[self.name](self.children[0].value(env)), self.name)


@dataclass(frozen=True)
class Apply(Expr):
    """A function of what stands below it; ``symbol`` is its name in messages."""

    symbol: str
    function: Callable[..., Value]
    children: tuple[Expr, ...]
    spans: tuple[tuple[int, int], ...] = ()

    def value(self, env: Mapping) -> Value:
        """What the function gives; FormulaError where shapes do not fit."""
        values = [child.value(env) for child in self.children]
        try:
            return self.function(*values)
        except FormulaError:
            raise
        except (ValueError, IndexError, TypeError, OverflowError):
            shapes = " and ".join(str(np.shape(value)) for value in values)
            raise FormulaError(f"{self.symbol} does not fit what has the shape {shapes}") from None

    @cached_property
    def is_literal(self) -> bool:
        """- 2 and 1.2·10⁻⁵ are numbers that happen to need an operator; 0.5·10² is a product."""
        match self:
            case Apply(symbol="minus" | "( )", children=(child,)):
                return child.is_literal
            case Apply(symbol="*" | "\\cdot" | "\\times",
                       children=(Number() as mantissa,
                                 Apply(symbol="^", children=(Number() as base, Number() as power)))):
                return 1 <= abs(mantissa.number) < 10 and base.number == 10 and power.exact
        return False

    def measured(self, measure: Callable[[Number], float]) -> Value | float:
        """Of a number times a power of ten what the number's is worth there."""
        if not self.is_literal:
            return 0.0
        first, *power = self.children
        return first.measured(measure) * (10.0 ** float(power[0].children[1].value({})) if power else 1.0)


@dataclass(frozen=True)
class Matrix(Expr):
    """A matrix written out; ``children`` are its cells, row by row."""

    shape: tuple[int, int]
    children: tuple[Expr, ...]

    def value(self, env: Mapping) -> Value:
        """Its cells, each a number."""
        cells = [child.value(env) for child in self.children]
        if any(cell.size != 1 for cell in cells):
            raise FormulaError("a matrix in a cell of a matrix has no value here")
        return np.array([cell.item() for cell in cells]).reshape(self.shape)

    @cached_property
    def is_literal(self) -> bool:
        return self.is_numeric

    def measured(self, measure: Callable[[Number], float]) -> Value | float:
        return np.array([child.measured(measure) for child in self.children]).reshape(self.shape)


@dataclass(frozen=True)
class Sum(Expr):
    """Σ over the elements of ``children[0]``, along ``letters`` if any."""

    letters: str
    children: tuple[Expr, ...]

    def value(self, env: Mapping) -> Value:
        """The sum along the axes of its letters, or of all elements."""
        value = self.children[0].value(env)
        if value.ndim == 0:
            raise FormulaError("a sum of one number has no value here")
        counted = value.ndim == AXES
        axes = tuple(map(INDEXES.index, self.letters)) if counted and self.letters else None
        value = value.sum(axes, keepdims=counted)
        return value if value.size > 1 else value.reshape(())[()]


def as_array(value: object, name: Key) -> Value:
    """A variable's value in float64, in which every float32 is exact."""
    try:
        array = np.asarray(value)
    except ValueError:
        array = np.asarray(None)
    if array.dtype.kind not in "biuf":
        raise FormulaError(f"{name} is neither a number nor an array of numbers")
    return array.astype(np.float64)[()]
