"""A figure as its reader takes it in: texts, shapes and matrices by where they stand, whatever code drew them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from xml.etree import ElementTree

import numpy as np

SVG = "{http://www.w3.org/2000/svg}"
NEAR = 0.03                     # coordinates are written with two decimals
BESIDE, APART = 15, 60          # from a name's end to the end of "="; how far above a matrix its caption may stand


def classes(element: ElementTree.Element) -> frozenset[str]:
    return frozenset(element.get("class", "").split())


def plain(text: str) -> str:
    """Mathematical italics as plain letters."""
    return "".join(unicodedata.normalize("NFKC", c) if c.isalpha() else c for c in text)


def content(text: ElementTree.Element) -> str:
    """What a text says, its mathematical italics as plain letters."""
    return plain("".join(text.itertext()))


@dataclass(frozen=True, eq=False)
class Text:
    """A line of text; (x, y) is its beginning, middle or end (``anchor``) at the middle height of its digits."""

    element: ElementTree.Element

    @cached_property
    def says(self) -> str:
        return content(self.element)

    @cached_property
    def anchor(self) -> str:
        return self.element.get("text-anchor", "start")

    @cached_property
    def x(self) -> float:
        return float(self.element.get("x"))

    @cached_property
    def y(self) -> float:
        return float(self.element.get("y")) - 0.36 * float(self.element.get("font-size"))

    @cached_property
    def classes(self) -> frozenset[str]:
        return classes(self.element)

    @cached_property
    def formula(self) -> str:
        """What it says in Python's words: a name's subscripts without commas, a transpose as ``.T``."""
        found = self.element.text or ""
        for span in self.element:
            letters = plain(span.text)
            raised = letters == "T" and float(span.get("dy") or 0) < 0 and "name" in classes(span)
            found += ".T" if raised else letters.replace(",", "") if "name" in classes(span) else letters
        found = found.replace("−", "-").replace("×", "*")
        return re.sub(r"(?<=[\w)])\(", "*(", found)

    @cached_property
    def is_name(self) -> bool:
        return len(self.element) > 0 and all("name" in classes(span) for span in self.element)

    def on_line(self, y: float) -> bool:
        return abs(self.y - y) < 0.5


@dataclass(frozen=True, eq=False)
class Shape:
    """A path's corners, a rectangle's upper left and lower right one, or a circle's middle and ``radius``."""

    element: ElementTree.Element
    points: np.ndarray
    radius: float = 0

    @cached_property
    def classes(self) -> frozenset[str]:
        return classes(self.element)

    @cached_property
    def corners(self) -> tuple[np.ndarray, np.ndarray]:
        return self.points.min(axis=0), self.points.max(axis=0)

    @cached_property
    def middle(self) -> np.ndarray:
        """Of the marks, too: a triangle's is where its base's middle and its tip say."""
        return np.sum(self.corners, axis=0) / 2 + ([0, 0.5] if {"dot", "rule-adam"} <= self.classes else 0)

    def holds(self, x: float, y: float) -> bool:
        (left, top), (right, bottom) = self.corners
        return bool(left <= x <= right and top <= y <= bottom)


@dataclass(eq=False)
class Matrix:
    """A pair of brackets, the texts between them by row and column, and the (row, column) of those tinted."""

    sides: tuple[np.ndarray, np.ndarray]
    classes: frozenset[str]
    is_dashed: bool
    cells: list[list[Text]] = field(default_factory=list)
    tinted: list[tuple[int, int]] = field(default_factory=list)
    tint: frozenset[str] = frozenset()
    name: str = ""

    @cached_property
    def left(self) -> float:
        return float(self.sides[0][:, 0].min())

    @cached_property
    def middle(self) -> tuple[float, float]:
        both = np.vstack(self.sides)
        x, y = (both.min(axis=0) + both.max(axis=0)) / 2
        return float(x), float(y)

    @cached_property
    def top(self) -> float:
        return float(self.sides[0][:, 1].min())

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.cells), len(self.cells[0])


@dataclass(eq=False)
class Statement:
    """``head = …``: matrices in reading order, texts between them; an equation's last matrix is its result."""

    head: str
    x: float
    y: float
    matrices: list[Matrix] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    bottom: float = 0

    @property
    def is_equation(self) -> bool:
        return len(self.matrices) > 1


class Drawing:
    """A figure's parts, in the order in which they are drawn."""

    def __init__(self, root: ElementTree.Element):
        self.root = root
        self.texts = [Text(element) for element in root.iter(f"{SVG}text")]
        self.shapes = [shape for element in root.iter() if (shape := _shape(element))]
        self.taken: set[ElementTree.Element] = set()

    def take(self, *wanted: str, without: str = "") -> list[Shape]:
        """The shapes with all of these classes and none of those; from now on they are accounted for."""
        found = [s for s in self.shapes if set(wanted) <= s.classes and not set(without.split()) & s.classes]
        self.taken |= {shape.element for shape in found}
        return found

    def arrows(self, *wanted: str, without: str = "") -> list[tuple[np.ndarray, np.ndarray]]:
        """Where each arrow begins, and its tip."""
        heads = self.take("fill", *wanted, without=without)
        shafts = [self.shapes[self.shapes.index(head) - 1] for head in heads]
        self.taken |= {shaft.element for shaft in shafts}
        return [(shaft.points[0], head.points[0]) for shaft, head in zip(shafts, heads)]

    @property
    def ticks(self) -> list[Text]:
        return [text for text in self.texts if "tick" in text.classes]

    @cached_property
    def matrices(self) -> list[Matrix]:
        found, sides, points = [], [], []
        for shape in self.shapes:
            if "bracket" in shape.classes:
                points.append(shape.points)
                ends = [abs(p[0][1] - p[1][1]) < NEAR for p in (points[0], points[-1][::-1])]
                if all(ends) and len(points[-1]) > 2 and (len(points) > 1 or len(points[0]) == 4):
                    sides.append(np.vstack(points))
                    dashed, points = len(points) > 1, []
                if len(sides) == 2:
                    found.append(self._filled(Matrix(tuple(sides), shape.classes, dashed)))
                    sides = []
        assert not sides and not points
        return found

    def _filled(self, matrix: Matrix) -> Matrix:
        both = Shape(self.root, np.vstack(matrix.sides))
        numbers = [t for t in self.texts if "number" in t.classes and t.anchor == "end" and both.holds(t.x, t.y)]
        for y in sorted({round(text.y, 1) for text in numbers}):
            matrix.cells.append(sorted((t for t in numbers if abs(t.y - y) < 0.5), key=lambda t: t.x))
        assert matrix.cells and len({len(row) for row in matrix.cells}) == 1
        for tint in [s for s in self.shapes if "tint" in s.classes and both.holds(*s.middle)]:
            matrix.tint = tint.classes - {"tint"}
            matrix.tinted += [(i, j) for i, row in enumerate(matrix.cells) for j, text in enumerate(row)
                              if tint.holds(text.x, text.y)]
        above = [t for t in self.texts if t.anchor == "middle" and t.is_name
                 and abs(t.x - matrix.middle[0]) < NEAR and matrix.top - APART < t.y < matrix.top]
        matrix.name = max(above, key=lambda t: t.y).formula if above else ""
        return matrix

    @cached_property
    def statements(self) -> list[Statement]:
        signs = [t for t in self.texts if t.says == "=" and t.anchor == "end"]
        found = []
        for sign in signs:
            name, = (t for t in self.texts if t.is_name and t.anchor == "end" and t.on_line(sign.y)
                     and abs(t.x - sign.x + BESIDE) < NEAR)
            found.append(Statement(name.formula, sign.x, sign.y))
        found.sort(key=lambda s: (s.y, s.x))
        for statement in found:
            right = min((s.x for s in found if abs(s.y - statement.y) < 0.5 and s.x > statement.x), default=np.inf)
            statement.texts = sorted((t for t in self.texts if t.anchor == "start" and t.on_line(statement.y)
                                      and statement.x < t.x < right), key=lambda t: t.x)
            statement.matrices = sorted((m for m in self.matrices if abs(m.middle[1] - statement.y) < 0.5
                                         and statement.x < m.left < right), key=lambda m: m.left)
            statement.bottom = statement.y
        for matrix in self.matrices:
            if not any(matrix in statement.matrices for statement in found):      # an equation's result, on its next line
                statement = max((s for s in found if s.y < matrix.top), key=lambda s: s.y)
                statement.matrices.append(matrix)
                statement.bottom = matrix.middle[1]
        for statement in found:
            if statement.matrices:
                assert not statement.matrices[-1].name and all(m.name for m in statement.matrices[:-1])
                statement.matrices[-1].name = statement.head
        return found


def _shape(element: ElementTree.Element) -> Shape | None:
    kind = element.tag.removeprefix(SVG)
    if kind == "path":
        numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", element.get("d"))]
        return Shape(element, np.array(numbers).reshape(-1, 2))
    if kind == "circle":
        return Shape(element, np.array([[float(element.get(key)) for key in ("cx", "cy")]]), float(element.get("r")))
    if kind == "rect":
        x, y, wide, high = (float(element.get(key)) for key in ("x", "y", "width", "height"))
        return Shape(element, np.array([[x, y], [x + wide, y + high]]))
    assert kind in ("svg", "defs", "text", "tspan"), kind
    return None
