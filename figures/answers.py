"""The answers of the smallest network in the plane of weight and bias, and training's way to them."""

from __future__ import annotations

import numpy as np

from figures.labels import LABELS
from figures.plots import Plot
from figures.runs import run
from figures.style import NUMBER, Sheet, number

# One unit is as long to the right as upwards, so that a right angle looks like one.
PLOT = Plot(2, 6.6, 0, 4.8, 44, 44 + 4.6 * 62, 24, 24 + 4.8 * 62)
EVERY = 3                           # epochs from mark to mark
CORNER = 13                         # of the right angle's mark


def nearest(language: str, program: str) -> str:
    """The line of all answers, the way straight to it, another answer and how far both are from the start."""
    sheet, labels, values = Sheet(), LABELS[language], run(program)
    x, target = values.first("X").item(), values.first("T").item()
    ways = [[value.item() for *_, value in values.timeline[name]] for name in "WB"]
    way = np.column_stack(ways)
    start, end = way[0], way[-1]
    other = np.array([start[0], target - x * start[0]])             # the weight stays, the bias does it all
    PLOT.draw_x_axis(sheet, range(2, 7))
    PLOT.draw_y_axis(sheet, range(5))
    sheet.text(PLOT.right, PLOT.bottom + 34, labels["weight"], "end", style="role-w")
    sheet.text(PLOT.left - 6, PLOT.top - 12, labels["bias"], style="role-b")
    biases = np.array([PLOT.y1, PLOT.y0])
    sheet.path(PLOT.points((target - biases) / x, biases), "curve role-y")
    sheet.path(PLOT.points(*np.array([start, other]).T), "curve dashed")
    sheet.path(PLOT.points(*np.array([start, end]).T), "curve")
    _draw_right_angle(sheet, start, end, other)
    for weight, bias in way[::EVERY][:8]:
        sheet.circle(PLOT.x(weight), PLOT.y(bias), 2.5, "dot")
    for place, style in ((start, "ring"), (end, "dot role-y"), (other, "ring role-y")):
        sheet.circle(PLOT.x(place[0]), PLOT.y(place[1]), 5, style)
    _draw_texts(sheet, labels, start, end, other)
    sheet.text(PLOT.x(4.85), PLOT.y(0.6), f"{number(x)} · {{W}} + {{B}} = {number(target)}", size=NUMBER)
    return sheet.svg(PLOT.bottom + 44)


def _draw_right_angle(sheet: Sheet, *corners: np.ndarray) -> None:
    """Between the way from the start to the end and the one from the end to another answer."""
    start, end, other = (np.array([PLOT.x(x), PLOT.y(y)]) for x, y in corners)
    back, aside = (CORNER * (place - end) / np.hypot(*(place - end)) for place in (start, other))
    sheet.path([end + back, end + back + aside, end + aside], "axis")


def _draw_texts(sheet: Sheet, labels: dict[str, str], *corners: np.ndarray) -> None:
    """The names of the places, and the squares of the distances between them."""
    start, end, other = ((PLOT.x(x), PLOT.y(y)) for x, y in corners)
    short, rest, long = (number(round(float(np.sum((a - b) ** 2)), 6))
                         for a, b in zip(corners, (*corners[1:], corners[0])))
    sheet.text(start[0] - 10, start[1] + 4, labels["start"], "end")
    sheet.text(end[0] + 12, end[1], labels["arrival"])
    sheet.text(other[0] + 12, other[1] - 6, labels["other"])
    x, y = ((first + last) / 2 for first, last in zip(start, end))
    sheet.text(x + 4, y + 14, short, size=NUMBER)
    sheet.text((end[0] + other[0]) / 2 + 10, (end[1] + other[1]) / 2 - 4, rest, size=NUMBER)
    sheet.text(start[0] - 10, (start[1] + other[1]) / 2, long, "end", NUMBER)
    sheet.text(PLOT.x(4.5), PLOT.y(3.35), labels["squares"])
    sheet.text(PLOT.x(4.5), PLOT.y(3.35) + 22, f"{short} + {rest} = {long}", size=NUMBER)
