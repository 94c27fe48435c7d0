"""What a formula of a page is worth, and whether its sides agree.

:mod:`literate.formulas.notation` reads formulas into the tree of :class:`Expr` below, which knows its numbers and
names and evaluates itself over the values that a program's variables had. :func:`agree` holds two sides
against each other *to the digits shown*: all that "a number is right" means on a page is decided there.
"""

from __future__ import annotations

import math
from collections import ChainMap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from literate.pages.spans import DIGIT

INDEXES = "ijkl"        # letters that count elements, each along an axis of its own: x_j w_{jk} needs no loop
AXES = len(INDEXES)


class FormulaError(ValueError):
    """The formula cannot be read, or not be computed as it stands; ``position`` is where in its source."""

    def __init__(self, message: str, position: int = 0):
        super().__init__(message)
        self.position = position


class Unsupported(Exception):
    """The formula uses notation that has no value here."""


class Unknown(LookupError):
    """The environment has no value for ``name``."""

    def __init__(self, name: Key):
        super().__init__(f"{name} has no value")
        self.name = name


class At(NamedTuple):
    """The key of a variable at one moment: ``E_0`` is At("E", 0), ``m_{t-1}`` is At("m", "t-1")."""

    name: str
    moment: int | str

    def __str__(self) -> str:
        return f"{self.name}_{self.moment}"


class TwinDifference(NamedTuple):
    """The key of the largest difference between what two programs print."""

    first: str
    second: str

    def __str__(self) -> str:
        return f"max|{self.first} - {self.second}| (both must be shown or named above)"


class Function(NamedTuple):
    """The key of a function of one number: ``E(0)`` needs a callable under Function("E")."""

    name: str


Key = str | At | TwinDifference | Function
Value = np.ndarray | np.floating


class Expr:
    """One side of a formula, or a part of it."""

    children: tuple[Expr, ...]
    spans: tuple[tuple[int, int], ...] = ()
    """Where its own digits stand in the source: those that decide which value it has."""

    def value(self, env: Mapping) -> Value:
        raise NotImplementedError

    def evaluate(self, env: Mapping) -> Value:
        """The value (a number, or an array of rank 1 or 2) where each name has its value in ``env``.

        Raises Unknown for a name that is not there, Unsupported for notation without a value, FormulaError
        where shapes or indices do not fit.
        """
        if self.outside:
            raise Unsupported(f"{self.outside} has no value here")
        return self.own_value if self.is_numeric else self.computed(env)

    @cached_property
    def own_value(self) -> Value:
        return self.computed({})

    def computed(self, env: Mapping) -> Value:
        with np.errstate(all="ignore"):
            value = self.value(env)
        return value.squeeze() if value.ndim == AXES else value

    @cached_property
    def walk(self) -> tuple[Expr, ...]:
        """This node and all below it, as they stand in the formula."""
        return self, *(node for child in self.children for node in child.walk)

    @cached_property
    def outside(self) -> str:
        """The first notation in it that has no value; empty if all has."""
        return next((node.reason for node in self.walk if isinstance(node, Outside)), "")

    @cached_property
    def names(self) -> frozenset[Key]:
        """The free names, each as the key to look for in an environment."""
        bound = {letter for node in self.walk if isinstance(node, Series) for letter in node.letters}
        return frozenset(node.name for node in self.walk if isinstance(node, Variable | Applied)) - bound

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers as they are written, in their order."""
        return tuple(node for node in self.walk if isinstance(node, Number))

    def digits_in(self, source: str) -> str:
        """The digits of ``source`` that it or a part of it is made of."""
        return "".join(DIGIT.findall(" ".join(source[start:end] for node in self.walk for start, end in node.spans)))

    def with_part(self, old: Expr, new: Expr) -> Expr:
        """This node with the part ``old`` of it replaced."""
        if self is old:
            return new
        if not any(node is old for node in self.walk):
            return self
        return replace(self, children=tuple(child.with_part(old, new) for child in self.children))

    @property
    def is_numeric(self) -> bool:
        """Whether no name stands in it, so that it has a value by itself."""
        return not self.names

    @cached_property
    def is_literal(self) -> bool:
        """Whether it is a number or matrix written out: something to compare, nothing to compute."""
        return False

    def step(self, rough: bool) -> Value | float:
        """What a unit of the last digit shown is worth, element by element; 0 if a number stands for itself.

        An integer stands for itself, unless the comparison is ``rough`` ("≈").
        """
        shown = [number.step(True) for number in self.numbers if not number.exact]
        return min(shown, default=0.0) if rough else 0.0


@dataclass(frozen=True)
class Number(Expr):
    """A number at ``start`` to ``end`` of the source, with its sign if that stands right before it.

    ``places`` counts the decimals shown: 3 for -3.571, 6 for 7.2e-05; ``exact`` says that it shows none.
    """

    number: float
    places: int
    exact: bool
    start: int
    end: int

    children = ()
    is_literal = True

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        return (self.start, self.end),

    def value(self, env: Mapping) -> Value:
        return np.float64(self.number)

    def step(self, rough: bool) -> float:
        return float(f"1e{-self.places}") if rough or not self.exact else 0.0


@dataclass(frozen=True)
class Constant(Expr):
    """e, π, ∞ and nan: exact, and without digits."""

    number: float

    children = ()
    is_literal = True

    def value(self, env: Mapping) -> Value:
        return np.float64(self.number)

    def step(self, rough: bool) -> float:
        return 0.0


@dataclass(frozen=True)
class Variable(Expr):
    """A name, with all the keys and elements it may stand for; the first key in an environment counts.

    ``y_i`` is looked up as y, then as Y: mathematics writes the elements of a matrix in small letters. An
    element is given by numbers, or by letters that range over all elements.
    """

    name: Key
    candidates: tuple[tuple[Key, tuple[int | str, ...]], ...]
    start: int
    end: int

    children = ()

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        return (self.start, self.end),

    def value(self, env: Mapping) -> Value:
        for key, element in self.candidates:
            try:
                found = env[key]
            except KeyError:
                continue
            return self.element(as_array(found, key), element)
        raise Unknown(self.name)

    def element(self, value: Value, element: tuple[int | str, ...]) -> Value:
        if not element or value.ndim == AXES:
            return value
        if len(element) == 1 and value.size == max(value.shape, default=1):
            value = value.reshape(-1)           # whether X is 1×n or of length n, x_0 is an element
        written = ", ".join(map(str, element))
        if value.ndim != len(element):
            problem = f"{self.name} has the shape {value.shape}, and {written} is no element of that"
            raise FormulaError(problem, self.start)
        if isinstance(element[0], int):
            if any(not 0 <= i < n for i, n in zip(element, value.shape, strict=True)):
                problem = f"{self.name} has the shape {value.shape}, and {written} lies outside"
                raise FormulaError(problem, self.start)
            return value[element]
        if list(element) != sorted(set(element)):
            value, element = value.T, element[::-1]
        shape = [value.shape[element.index(letter)] if letter in element else 1 for letter in INDEXES]
        return value.reshape(shape)


@dataclass(frozen=True)
class Applied(Expr):
    """A function of the environment's at ``children[0]``, as in E(0)."""

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
        values = [child.value(env) for child in self.children]
        try:
            return self.function(*values)
        except (ValueError, IndexError):
            shapes = " and ".join(str(np.shape(value)) for value in values)
            position = next((node.start for node in self.walk if isinstance(node, Number | Variable)), 0)
            raise FormulaError(f"{self.symbol} does not fit what has the shape {shapes}", position) from None

    @cached_property
    def is_literal(self) -> bool:
        """- 2 and 1.2·10⁻⁵ are numbers that happen to need an operator; 0.5·10² is a product."""
        match self:
            case Apply(symbol="minus" | "( )", children=(child,)):
                return child.is_literal
            case Apply(symbol="*" | "\\cdot" | "\\times" | "·" | "×",
                       children=(Number() as mantissa,
                                 Apply(symbol="^", children=(Number() as base, Number() as power)))):
                return 1 <= abs(mantissa.number) < 10 and base.number == 10 and power.exact
        return False

    def step(self, rough: bool) -> Value | float:
        if not self.is_literal:
            return super().step(rough)
        first, *power = self.children
        return first.step(rough) * (10.0 ** power[0].children[1].number if power else 1.0)


@dataclass(frozen=True)
class Matrix(Expr):
    """A matrix written out; ``children`` are its cells, row by row."""

    shape: tuple[int, int]
    children: tuple[Expr, ...]

    def value(self, env: Mapping) -> Value:
        cells = [child.value(env) for child in self.children]
        if any(cell.size != 1 for cell in cells):
            raise Unsupported("a matrix in a cell of a matrix")
        return np.array([cell.item() for cell in cells]).reshape(self.shape)

    @cached_property
    def is_literal(self) -> bool:
        return all(child.is_numeric for child in self.children)

    def step(self, rough: bool) -> Value | float:
        if not self.is_literal:
            return super().step(rough)
        return np.array([child.step(rough) for child in self.children]).reshape(self.shape)


@dataclass(frozen=True)
class Series(Expr):
    """Σ over the elements of ``children[0]``, along ``letters`` if any; a range must run over all of them.

    ``first`` and ``children[1]`` are the bounds of the range, if it is written; the letter may then also
    stand for itself, as in Σ 0.5^k.
    """

    letters: tuple[str, ...]
    first: int | None
    children: tuple[Expr, ...]
    spans: tuple[tuple[int, int], ...] = ()

    def value(self, env: Mapping) -> Value:
        count = self.count(env)
        if count is not None and self.letters:
            axis = [-1 if letter == self.letters[0] else 1 for letter in INDEXES]
            turns = np.arange(self.first, self.first + count, dtype=np.float64)
            env = ChainMap({self.letters[0]: turns.reshape(axis)}, env)
        value = self.children[0].value(env)
        if value.ndim == 0 and count is None:
            raise Unsupported("a sum of one number that does not say how often")
        axes = tuple(range(value.ndim))
        if value.ndim == AXES and self.letters:
            axes = tuple(map(INDEXES.index, self.letters))
        if count is not None and count != math.prod(value.shape[axis] for axis in axes):
            shape = value.squeeze().shape
            raise FormulaError(f"the sum says {count} terms, but sums what has the shape {shape}")
        value = value.sum(axes, keepdims=value.ndim == AXES)
        return value if value.size > 1 else value.reshape(())[()]

    def count(self, env: Mapping) -> int | None:
        """How many terms the range has; None where it says only "all"."""
        if self.first is None:
            return None
        last = self.children[1]
        try:
            return int(last.value(env)) - self.first + 1
        except Unknown:
            match self.first, last:
                case (1, Variable()) | (0, Apply(symbol="-", children=(Variable(), Number(number=1.0)))):
                    return None
            raise


@dataclass(frozen=True)
class Outside(Expr):
    """Notation outside the language; whatever it stands in has no value."""

    reason: str
    children: tuple[Expr, ...] = ()


@dataclass(frozen=True)
class Labelled(Expr):
    """A part of a formula with a brace and a label: worth the part itself."""

    children: tuple[Expr, ...]
    label: tuple[Chain, ...]
    start: int

    def value(self, env: Mapping) -> Value:
        return self.children[0].value(env)

    @cached_property
    def is_literal(self) -> bool:
        return self.children[0].is_literal

    def step(self, rough: bool) -> Value | float:
        return self.children[0].step(rough)


@dataclass(frozen=True)
class Chain:
    """Sides joined by relations: ``sides[k] relations[k] sides[k + 1]``, the sign at ``positions[k]``.

    ``moment`` is ("epoch", 1) or ("step", 3), ``program`` a program's name, where inline code gives them; ``spans``
    is where.
    """

    sides: tuple[Expr, ...]
    relations: tuple[str, ...] = ()
    positions: tuple[int, ...] = ()
    moment: tuple[str, int] | None = None
    program: str | None = None
    spans: tuple[tuple[int, int], ...] = field(default=(), compare=False)
    source: str = field(default="", compare=False)


@dataclass(frozen=True)
class Disagreement:
    """Two sides that differ at the element ``at`` by more than ``tolerance`` (None: in shape or in order)."""

    left_value: Value
    right_value: Value
    tolerance: float | None
    at: tuple[int, ...] = ()

    def __str__(self) -> str:
        if self.left_value.shape != self.right_value.shape:
            return f"a shape of {self.left_value.shape} is not one of {self.right_value.shape}"
        where = f" at {list(self.at)}" if self.at else ""
        allowed = f" (may differ by {self.tolerance:.2g})" if self.tolerance else ""
        left, right = float(self.left_value[self.at]), float(self.right_value[self.at])
        return f"{left!r} against {right!r}{where}{allowed}"


EPSILON = float(np.finfo(np.float64).eps)
ORDER = {"<": np.less, ">": np.greater, "≤": np.less_equal, "≥": np.greater_equal}


def agree(left: Expr, right: Expr, relation: str,
          env_left: Mapping, env_right: Mapping) -> Disagreement | None:
    """None if ``left relation right`` holds to the digits shown, otherwise where and how it does not.

    ``=`` and ``←``: a number written out is a rounding of the other side, so it may differ by half a unit of
    its last decimal; if it shows none, or if both sides are computed or both written out, they are equal up
    to the rounding of float64, which never reaches a digit of a number written out. ``≈``: an integer is a
    rounding too, and two computed sides may differ by half a unit of the last decimal of the side that shows
    fewer (by the rounding of float32 if none are shown).
    ``==``: equal up to the rounding of float64, whatever is shown. ``≠``: not so. ``< > ≤ ≥``: for every
    element.

    Raises what :meth:`Expr.evaluate` raises, and Unsupported for ``→``, which only says what comes next.
    """
    a, b = comparable(left.evaluate(env_left)), comparable(right.evaluate(env_right))
    if a.shape != b.shape:
        return Disagreement(a, b, None)
    if relation in ORDER:
        return _disagreement(a, b, ORDER[relation](a, b))
    if relation not in ("=", "==", "←", "≈", "≠"):
        raise Unsupported(f"“{relation}” states nothing that could be compared")
    if left.is_literal != right.is_literal and relation != "≠":
        shown, value = (a, b) if left.is_literal else (b, a)
        signed = (shown != 0) | ~np.signbit(shown) | np.signbit(value)      # -0.000 is what is negative, rounded
        if not signed.all():
            return _disagreement(a, b, signed)
    if (a == b).all():
        return Disagreement(a, b, None) if relation == "≠" else None
    tolerance, most = _tolerance(left, right, relation, np.maximum(np.abs(a), np.abs(b)))
    holds = equal(a, b, tolerance)
    if not holds.all() and not (left.is_literal and right.is_literal):
        scale = max(largest(left, env_left), largest(right, env_right))
        tolerance = np.minimum(np.maximum(tolerance, 64 * EPSILON * scale), most)
        holds = equal(a, b, tolerance)                  # 0.1 + 0.2 - 0.3 = 0
    if relation == "≠":
        return Disagreement(a, b, None) if holds.all() else None
    return _disagreement(a, b, holds, tolerance)


def _tolerance(left: Expr, right: Expr, relation: str, size: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """By how much two sides whose elements are as large as ``size`` may differ; and by how much at the very most.

    No rounding of float64, however large the numbers it comes from, excuses a wrong digit of a number written out.
    """
    rough = relation == "≈"
    step, unit = np.zeros(()), np.zeros(())
    if left.is_literal != right.is_literal and relation in ("=", "←", "≈"):
        literal = left if left.is_literal else right
        step, unit = comparable(literal.step(rough)), comparable(literal.step(True))
    elif rough:
        step = np.maximum(comparable(left.step(rough)), comparable(right.step(rough)))
    tolerance = np.where(step > 0, step / 2 + 16 * EPSILON * size, (1e-6 if rough else 1e-9) * size)
    most = np.where(unit > 0, step / 2 + unit / 100, np.inf)
    return np.minimum(tolerance, most), most


def _disagreement(a: np.ndarray, b: np.ndarray, holds: np.ndarray, tolerance: np.ndarray | None = None):
    """The first element where it does not hold; None if it holds everywhere."""
    if holds.all():
        return None
    at = tuple(map(int, np.argwhere(~holds)[0]))
    return Disagreement(a, b, None if tolerance is None else float(tolerance[at]), at)


def comparable(value: Value | float) -> np.ndarray:
    """A 1×1 matrix as a number, a 1×n matrix as a vector: NumPy's and TensorFlow's biases differ so."""
    value = np.asarray(value)
    if value.size == 1:
        return value.reshape(())
    return value[0] if value.ndim == 2 and len(value) == 1 else value


def equal(a: np.ndarray, b: np.ndarray, tolerance: np.ndarray) -> np.ndarray:
    """Where ``a`` and ``b`` differ by no more than ``tolerance``, are the same infinity, or both nan."""
    with np.errstate(invalid="ignore"):
        difference = np.abs(a - b)
    return (a == b) | np.isfinite(difference) & (difference <= tolerance) | np.isnan(a) & np.isnan(b)


def largest(side: Expr, env: Mapping) -> float:
    """The largest number that ``side`` computes with, which its rounding errors are relative to."""
    leaves = (node for node in side.walk if isinstance(node, Number | Variable) and node.names <= side.names)
    sizes = [np.abs(leaf.evaluate(env)) for leaf in leaves]
    return max((float(size.max()) for size in sizes if np.isfinite(size).all()), default=0.0)


def as_array(value: object, name: Key) -> Value:
    """A variable's value in float64, in which every float32 is exact."""
    try:
        array = np.asarray(value)
    except ValueError:
        array = np.asarray(None)
    if array.dtype.kind not in "biuf":
        raise Unsupported(f"{name} is neither a number nor an array of numbers")
    return array.astype(np.float64)[()]
