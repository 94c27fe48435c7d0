"""A figure as its reader takes it in: texts, shapes and matrices by where they stand, whatever drew them."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from xml.etree.ElementTree import Element

import numpy as np

SVG = "{http://www.w3.org/2000/svg}"
NEAR = 0.03                     # coordinates are written with two decimals
BESIDE, APART = 15, 60          # from a name's end to the end of "="; how far a caption is above its matrix

Arrow = tuple[np.ndarray, np.ndarray]       # where it begins, and its tip


@functools.cache
def words_of(attribute: str) -> frozenset[str]:
    return frozenset(attribute.split())


def classes(element: Element) -> frozenset[str]:
    """The CSS classes of an element."""
    return words_of(element.get("class", ""))


@functools.cache
def plain(text: str) -> str:
    """Mathematical italics as plain letters."""
    return "".join(unicodedata.normalize("NFKC", c) if c.isalpha() else c for c in text)


def content(text: Element) -> str:
    """What a text says, its mathematical italics as plain letters."""
    return plain("".join(text.itertext()))


class Text:
    """A line of text; (x, y) is its beginning, middle or end (``anchor``) at its digits' half height."""

    def __init__(self, element: Element):
        self.element, self.says, self.classes = element, content(element), classes(element)
        self.anchor, self.x = element.get("text-anchor", "start"), float(element.get("x"))
        self.y = float(element.get("y")) - 0.36 * float(element.get("font-size"))
        self.is_name = len(element) > 0 and all("name" in classes(span) for span in element)

    @property
    def place(self) -> tuple[float, float]:
        return self.x, self.y

    @cached_property
    def formula(self) -> str:
        """What it says in Python's words: a name's subscripts without commas, a transpose as ``.T``."""
        parts = [self.element.text or ""]
        for span in self.element:
            letters, is_name = plain(span.text), "name" in classes(span)
            raised = is_name and letters == "T" and float(span.get("dy") or 0) < 0
            parts.append(".T" if raised else letters.replace(",", "") if is_name else letters)
        return re.sub(r"(?<=[\w)])\(", "*(", "".join(parts).replace("−", "-").replace("×", "*"))

    def on_line(self, y: float) -> bool:
        """Whether it stands at this height."""
        return abs(self.y - y) < 0.5


@dataclass(frozen=True)
class Reading:
    """What stands for a text: an expression, and what it must say."""

    text: Text
    expression: str
    expected: str

    @property
    def finding(self) -> str:
        is_right = self.text.says == self.expected
        return "" if is_right else f"{self.text.says!r} where {self.expression} = {self.expected!r}"


class Shape:
    """A path's corners, a rectangle's upper left and lower right one, or a circle's middle and ``radius``."""

    def __init__(self, element: Element, points: Iterable, radius: float = 0):
        self.element, self.points, self.radius = element, np.array(points, float), radius
        self.classes = classes(element)
        (self.left, self.top), (self.right, self.bottom) = self.points.min(axis=0), self.points.max(axis=0)

    @cached_property
    def middle(self) -> np.ndarray:
        """Of the marks, too: a triangle's is where its base's middle and its tip say."""
        middle = np.array([self.left + self.right, self.top + self.bottom]) / 2
        return middle + ([0, 0.5] if {"dot", "rule-adam"} <= self.classes else 0)

    def holds(self, x: float, y: float) -> bool:
        """Whether the place is inside its bounding box."""
        return bool(self.left <= x <= self.right and self.top <= y <= self.bottom)


@functools.lru_cache(4096)
def shape_of(element: Element) -> Shape | None:
    """The shape that an element draws; None for texts and groups. No shape is changed in place."""
    def numbers(*keys: str) -> list[float]:
        return [float(element.get(key)) for key in keys]

    kind = element.tag.removeprefix(SVG)
    if kind == "path":
        found = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", element.get("d"))]
        return Shape(element, list(zip(found[::2], found[1::2], strict=True)))
    if kind == "circle":
        return Shape(element, [numbers("cx", "cy")], *numbers("r"))
    if kind == "rect":
        x, y, wide, high = numbers("x", "y", "width", "height")
        return Shape(element, [(x, y), (x + wide, y + high)])
    assert kind in ("svg", "defs", "text", "tspan"), kind
    return None


@dataclass(eq=False)
class Matrix:
    """A pair of brackets, the texts between them by row and column, and the (row, column) of those tinted."""

    brackets: Shape                     # both as one
    is_dashed: bool
    cells: list[list[Text]] = field(default_factory=list)
    tinted: list[tuple[int, int]] = field(default_factory=list)
    tint: frozenset[str] = frozenset()
    name: str = ""

    @property
    def middle(self) -> np.ndarray:
        return self.brackets.middle

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.cells), len(self.cells[0])

    def fill(self, numbers: list[Text], tints: list[Shape], captions: list[Text]) -> None:
        """Take what stands between the brackets, and the caption nearest above them."""
        inside = [text for text in numbers if self.brackets.holds(*text.place)]
        for y in sorted({round(text.y, 1) for text in inside}):
            self.cells.append(sorted((text for text in inside if text.on_line(y)), key=lambda text: text.x))
        assert self.cells and len({len(row) for row in self.cells}) == 1
        for tint in [tint for tint in tints if self.brackets.holds(*tint.middle)]:
            self.tint = tint.classes - {"tint"}
            self.tinted += [(i, j) for i, row in enumerate(self.cells) for j, text in enumerate(row)
                            if tint.holds(*text.place)]
        x, top = self.middle[0], self.brackets.top
        above = [text for text in captions if top - APART < text.y < top and abs(text.x - x) < NEAR]
        self.name = max(above, key=lambda text: text.y).formula if above else ""


@dataclass(eq=False)
class Statement:
    """``head = …``: matrices as they are read, texts between them; the last matrix is the result."""

    head: str
    x: float
    y: float
    bottom: float
    matrices: list[Matrix] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)

    @property
    def is_equation(self) -> bool:
        return len(self.matrices) > 1


class Drawing:
    """A figure's parts, in the order in which they are drawn."""

    def __init__(self, root: Element):
        self.texts = [Text(element) for element in root.iter(f"{SVG}text")]
        self.shapes = [shape for element in root.iter() if (shape := shape_of(element))]
        self.taken: set[Shape] = set()

    def having(self, *wanted: str, without: str = "") -> list[Shape]:
        """The shapes with all of these classes and none of those."""
        return [s for s in self.shapes if set(wanted) <= s.classes and not words_of(without) & s.classes]

    def take(self, *wanted: str, without: str = "") -> list[Shape]:
        """The same shapes; from now on they are accounted for."""
        found = self.having(*wanted, without=without)
        self.taken.update(found)
        return found

    def arrows(self, *wanted: str, without: str = "") -> list[Arrow]:
        """Where each arrow begins, and its tip; from now on they are accounted for."""
        heads = self.take("fill", *wanted, without=without)
        shafts = [self.shapes[self.shapes.index(head) - 1] for head in heads]
        self.taken.update(shafts)
        return [(shaft.points[0], head.points[0]) for shaft, head in zip(shafts, heads)]

    @cached_property
    def ticks(self) -> list[Text]:
        return [text for text in self.texts if "tick" in text.classes]

    @cached_property
    def matrices(self) -> list[Matrix]:
        """Pairs of brackets, each drawn from one of its ends to the other: in one stroke, or in dashes."""
        numbers = [t for t in self.texts if "number" in t.classes and t.anchor == "end"]
        captions = [t for t in self.texts if t.is_name and t.anchor == "middle"]
        tints = self.having("tint")
        found, sides, strokes = [], [], []
        for shape in self.having("bracket"):
            strokes.append(shape.points)
            first, last = strokes[0], strokes[-1]
            serifs = all(abs(a[1] - b[1]) < NEAR for a, b in (first[:2], last[-2:]))
            if serifs and len(last) > 2 and (len(strokes) > 1 or len(first) == 4):
                sides.append(np.vstack(strokes))
                dashed, strokes = len(strokes) > 1, []
            if len(sides) == 2:
                found.append(Matrix(Shape(shape.element, np.vstack(sides)), dashed))
                found[-1].fill(numbers, tints, captions)
                sides = []
        assert not sides and not strokes
        return found

    @cached_property
    def statements(self) -> list[Statement]:
        """Whatever is said by ``name = …``, in reading order; names its matrices."""
        found = []
        for sign in [t for t in self.texts if t.says == "=" and t.anchor == "end"]:
            name, = (t for t in self.texts if t.is_name and t.anchor == "end" and t.on_line(sign.y)
                     and abs(t.x - sign.x + BESIDE) < NEAR)
            found.append(Statement(name.formula, sign.x, sign.y, sign.y))
        found.sort(key=lambda s: (s.y, s.x))
        wrapped = set(self.matrices)
        for statement in found:
            x, y = statement.x, statement.y
            right = min((s.x for s in found if abs(s.y - y) < 0.5 and s.x > x), default=np.inf)
            statement.texts = sorted((t for t in self.texts if t.anchor == "start" and t.on_line(y)
                                      and x < t.x < right), key=lambda t: t.x)
            statement.matrices = sorted((m for m in self.matrices if abs(m.middle[1] - y) < 0.5
                                         and x < m.brackets.left < right), key=lambda m: m.brackets.left)
            wrapped -= set(statement.matrices)
        for matrix in wrapped:                  # an equation's result, on its next line
            statement = max((s for s in found if s.y < matrix.brackets.top), key=lambda s: s.y)
            statement.matrices.append(matrix)
            statement.bottom = matrix.middle[1]
        for statement in [s for s in found if s.matrices]:
            *terms, result = statement.matrices
            assert not result.name and all(term.name for term in terms)
            result.name = statement.head
        return found
