"""The bowl E = ½(p + 2)²: the ball on it, its slope, and the steps that go down."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from figures.labels import LABELS
from figures.plots import Plot
from figures.runs import run
from figures.style import LABEL, NUMBER, Sheet, number
from literate.run import Run

LEFT, RIGHT = 30, 350
BALL = 8


def height(p: float) -> float:
    """E at p."""
    return (p + 2) ** 2 / 2


def draw_bowl(sheet: Sheet, top: float, bottom: float, most: float = 8, labelled: bool = True) -> Plot:
    """The curve through the points that 421_1 computes, with its axes; E up to ``most``."""
    plot = Plot(-6, 2, -0.6, most, LEFT, RIGHT, top, bottom)
    points = run("421_1")
    order = np.argsort(points.first("ps"))
    ps, heights = points.first("ps")[order], points.first("Es")[order]
    inside = heights <= most
    plot.draw_x_axis(sheet, range(-6, 3), "{p}", labelled)
    plot.draw_y_axis(sheet, range(0, int(most) + 1, 2), "{E}")
    sheet.path(plot.points(ps[inside][::9], heights[inside][::9]), "curve")
    return plot


def ball_centre(plot: Plot, p: float, slope: float, radius: float = BALL) -> tuple[float, float]:
    """The middle of a ball that touches the curve from inside at p."""
    along = np.array([plot.x(1) - plot.x(0), slope * (plot.y(1) - plot.y(0))])
    x, y = np.array([plot.x(p), plot.y(height(p))]) + radius * np.array([along[1], -along[0]]) / np.hypot(*along)
    return float(x), float(y)
