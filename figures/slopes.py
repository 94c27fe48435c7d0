"""The error over one weight of the smallest network, and the tangent where its program starts."""

from __future__ import annotations

import numpy as np

from figures.labels import LABELS
from figures.plots import Plot
from figures.runs import run
from figures.style import NUMBER, Sheet, number

WEIGHTS = np.linspace(2, 7, 51)
PLOT = Plot(1.4, 7.6, -5, 26, 36, 342, 20, 216)     # docs/assets/js/slope-explorer/index.js draws in the same


def weight_slope(language: str, program: str) -> str:
    """The curve, its tangent one unit wide at the first weight, and the weight, error and slope there."""
    sheet, labels, values = Sheet(), LABELS[language], run(program)
    x, bias, target, weight = (values.first(name).item() for name in "XBTW")
    error, slope = values.first("E").item(), values.first("Wb").item()
    PLOT.draw_x_axis(sheet, range(2, 8))
    PLOT.draw_y_axis(sheet, range(0, 26, 5))
    sheet.text(PLOT.left - 6, PLOT.top - 10, labels["error"], style="role-e")
    sheet.text(PLOT.right, PLOT.bottom + 34, labels["weight"], "end", style="role-w")
    sheet.path(PLOT.points(WEIGHTS, (x * WEIGHTS + bias - target) ** 2), "curve")
    ends = weight + np.array([-1.1, 1.1])
    sheet.path(PLOT.points(ends, error + slope * (ends - weight)), "stroke role-e")
    down = weight - np.sign(slope)
    sheet.path(PLOT.points((weight, weight, down), (error, error - abs(slope), error - abs(slope))), "axis")
    sheet.line(PLOT.x(weight), PLOT.y(error - abs(slope)), PLOT.x(weight), PLOT.bottom, "guide")
    sheet.circle(PLOT.x(weight), PLOT.y(error), 5, "dot role-e")
    sheet.text(PLOT.x((weight + down) / 2), PLOT.y(error - abs(slope)) - 10, number(1), "middle", NUMBER)
    sheet.text(PLOT.x(weight) + 6 * np.sign(slope), PLOT.y(error - abs(slope) / 2), number(slope),
               "end" if slope < 0 else "start", NUMBER)
    said = (f"{labels['weight']} {{W={number(weight)}}}", f"{labels['error']} {{E={number(error)}}}",
            f"{labels['slope']} {number(slope)}")
    for k, line in enumerate(said):
        sheet.text(PLOT.x(4.5), PLOT.top + 12 + 22 * k, line, "middle", NUMBER)
    return sheet.svg(PLOT.bottom + 44)
