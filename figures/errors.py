"""How the error falls while a network is trained: E over the epochs, on a logarithmic axis."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from figures.plots import Plot
from figures.runs import run
from figures.style import LABEL, Sheet, number
from literate.claims.remark import RAISED

LEFT, RIGHT, TOP, BOTTOM = 52, 340, 24, 184
EVERY = 5                                           # epochs from corner to corner
STYLES = ("curve", "curve dashed", "curve dotted")


def error_curves(programs: Sequence[tuple[str, ...]], names: Sequence[str] = ()) -> str:
    """A line for each program (with its edit, if it has one), and what the lines are called."""
    sheet = Sheet()
    errors = [np.array([float(value) for *_, value in run(*program).timeline["E"]]) for program in programs]
    least, most = (edge(np.log10(np.concatenate(errors))) for edge in (np.min, np.max))
    step = 1 if most - least < 5 else 5
    low, high = step * math.floor(least / step), step * math.ceil(most / step)
    epochs = np.arange(len(errors[0]))
    plot = Plot(0, len(epochs), low, high, LEFT, RIGHT, TOP, BOTTOM)
    plot.draw_x_axis(sheet, range(0, len(epochs) + 1, 50))
    plot.draw_y_axis(sheet, range(low, high + 1, step), "{E}", power)
    sheet.text(RIGHT, BOTTOM + 34, "epoch", "end", LABEL)
    some = np.union1d(epochs[::EVERY], epochs[-1:])
    for series, style in zip(errors, STYLES):
        sheet.path(plot.points(some, np.log10(series[some])), style)
    for k, (name, style) in enumerate(zip(names, STYLES)):
        y = BOTTOM - 12 - 20 * (len(names) - 1 - k)
        sheet.line(LEFT + 12, y, LEFT + 42, y, style)
        sheet.text(LEFT + 50, y, name)
    return sheet.svg(BOTTOM + 44)


def power(exponent: float) -> str:
    """A power of ten: 0.01, and 10⁻⁵ where that has many digits."""
    return number(10 ** exponent) if abs(exponent) < 4 else f"10{str(exponent).translate(RAISED)}"
