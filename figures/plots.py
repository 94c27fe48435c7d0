"""A plot's coordinates and axes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from figures.style import Sheet, number

TICK = 4


@dataclass(frozen=True)
class Plot:
    """Where the values x0…x1 and y0…y1 stand on the sheet: left…right and bottom…top."""

    x0: float
    x1: float
    y0: float
    y1: float
    left: float
    right: float
    top: float
    bottom: float

    def x(self, value: float) -> float:
        return self.left + (value - self.x0) / (self.x1 - self.x0) * (self.right - self.left)

    def y(self, value: float) -> float:
        return self.bottom + (value - self.y0) / (self.y1 - self.y0) * (self.top - self.bottom)

    def points(self, xs: Iterable[float], ys: Iterable[float]) -> list[tuple[float, float]]:
        return [(self.x(x), self.y(y)) for x, y in zip(xs, ys)]

    def draw_x_axis(self, sheet: Sheet, ticks: Sequence[float], name: str = "",
                    labelled: bool = True) -> None:
        """A line along the bottom; ``name`` is markup and stands beyond its end."""
        sheet.line(self.left, self.bottom, self.right, self.bottom, "axis")
        for tick in ticks:
            sheet.line(self.x(tick), self.bottom, self.x(tick), self.bottom + TICK, "axis")
            if labelled:
                sheet.text(self.x(tick), self.bottom + TICK + 10, number(tick), "middle", style="tick")
        if name:
            sheet.text(self.right + 5, self.bottom - 2, name)

    def draw_y_axis(self, sheet: Sheet, ticks: Sequence[float], name: str = "",
                    write: Callable[[float], str] = number) -> None:
        """A line along the left; ``name`` is markup and stands above its end."""
        sheet.line(self.left, self.top, self.left, self.bottom, "axis")
        for tick in ticks:
            sheet.line(self.left - TICK, self.y(tick), self.left, self.y(tick), "axis")
            sheet.text(self.left - TICK - 3, self.y(tick), write(tick), "end", style="tick")
        if name:
            sheet.text(self.left - 6, self.top - 14, name)
