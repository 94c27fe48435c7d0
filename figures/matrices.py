"""Matrices as figures show them: brackets in the role's colour, numbers aligned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from figures.style import NUMBER, Sheet, advance, decimals, is_twin, number, role, width_of

ROW = 20            # from line to line
GAP = 10            # between columns
PAD = 7             # between a bracket and the numbers
SERIF = 4           # the short strokes of a bracket
DASH, BREAK = 4.5, 3
EQUALS = 15         # from a name's end to the end of the equals sign after it
TRANSPOSED = "'"    # ends the name of a transpose


@dataclass(frozen=True)
class Matrix:
    """A matrix (rows × columns) under the program's name for it; ``name`` ends in ' where it is transposed.

    ``mark`` chooses a row, a column or an element (row, column) to stand out; None chooses all of that axis.
    """

    name: str
    values: np.ndarray
    mark: tuple[int | None, int | None] | None = None
    places: int | None = None           # decimals; as many as its numbers need where not given

    @cached_property
    def texts(self) -> list[list[str]]:
        places = decimals(self.values.ravel()) if self.places is None else self.places
        return [[number(value, places) for value in row] for row in self.values]

    @cached_property
    def columns(self) -> list[float]:
        """The width of each column."""
        return [max(advance(text, NUMBER) for text in column) for column in zip(*self.texts)]

    @property
    def width(self) -> float:
        return sum(self.columns) + GAP * (len(self.columns) - 1) + 2 * PAD

    @property
    def height(self) -> float:
        return ROW * len(self.values) + 4

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw it with its left edge at x and its middle at height y."""
        top, bottom, right = y - self.height / 2, y + self.height / 2, x + self.width
        if self.mark:
            self._draw_mark(sheet, x, top + 2)
        for edge, inner in ((x, x + SERIF), (right, right - SERIF)):
            self._draw_bracket(sheet, inner, edge, top, bottom)
        for row, texts in enumerate(self.texts):
            end = x + PAD
            for text, width in zip(texts, self.columns):
                end += width
                sheet.text(end, top + 2 + ROW * (row + 0.5), text, "end", NUMBER, "number")
                end += GAP

    def _draw_bracket(self, sheet: Sheet, inner: float, edge: float, top: float, bottom: float) -> None:
        """One stroke; a twin's is broken into dashes, the corners whole."""
        style = f"bracket {role(self.name)}"
        if not is_twin(self.name):
            return sheet.path([(inner, top), (edge, top), (edge, bottom), (inner, bottom)], style)
        sheet.path([(inner, top), (edge, top), (edge, top + DASH)], style)
        count = round((bottom - top - 2 * DASH - BREAK) / (DASH + BREAK))
        pause = (bottom - top - (2 + count) * DASH) / (count + 1)
        for k in range(1, count + 1):
            start = top + k * (DASH + pause)
            sheet.line(edge, start, edge, start + DASH, style)
        sheet.path([(edge, bottom - DASH), (edge, bottom), (inner, bottom)], style)

    def _draw_mark(self, sheet: Sheet, x: float, top: float) -> None:
        row, column = self.mark
        left, width = x + PAD, self.width - 2 * PAD
        if column is not None:
            left, width = left + sum(self.columns[:column]) + GAP * column, self.columns[column]
        first, height = (0, ROW * len(self.values)) if row is None else (ROW * row, ROW)
        sheet.rectangle(left - 4, top + first, width + 8, height, 4, f"tint {role(self.name)}")


def label(name: str) -> str:
    """The markup that writes a matrix's name, or that of a product: "I WH"."""
    return "".join(f"{{{factor}}}" for factor in name.split())


def draw_equals(sheet: Sheet, x: float, y: float, name: str) -> None:
    """``name =`` with the equals sign ending at x."""
    sheet.text(x - EQUALS, y, label(name), "end")
    sheet.text(x, y, "=", "end", NUMBER)


def width_of_equals(names: Iterable[str]) -> float:
    """How wide the widest ``name =`` is."""
    return max(width_of(label(name), NUMBER) for name in names) + EQUALS


def draw_named(sheet: Sheet, x: float, y: float, matrix: Matrix) -> None:
    """``name = matrix`` with the equals sign ending at x, so that a column of them is aligned."""
    draw_equals(sheet, x, y, matrix.name)
    matrix.draw(sheet, x + 6, y)
