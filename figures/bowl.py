"""The bowl E = ½(p + 2)²: the ball on it, a move and what it gains, the slope, one step down."""

from __future__ import annotations

import math

import numpy as np

from figures.labels import LABELS
from figures.plots import Plot
from figures.runs import run
from figures.style import NUMBER, Sheet, number

LEFT, RIGHT, TOP, BOTTOM = 30, 340, 26, 226
BALL = 8


def height(p: float) -> float:
    """E at p."""
    return (p + 2) ** 2 / 2


def draw_bowl(sheet: Sheet, bottom: float = BOTTOM, reach: float = 4) -> Plot:
    """The curve through 421_1's points, and its axes; ``reach`` to both sides of the lowest."""
    most = 2 * math.floor(height(reach - 2) / 2)
    plot = Plot(-2 - reach, reach - 2, -most / 13, most, LEFT, RIGHT, TOP, bottom)
    points = run("421_1")
    order = np.argsort(points.first("ps"))
    ps, heights = points.first("ps")[order], points.first("Es")[order]
    inside = np.flatnonzero(heights <= most)
    some = np.union1d(inside[::9], inside[[0, -1]])
    plot.draw_x_axis(sheet, range(math.ceil(plot.x0), math.floor(plot.x1) + 1), "{p}")
    plot.draw_y_axis(sheet, range(0, most + 1, 2), "{E}")
    sheet.path(plot.points(ps[some], heights[some]), "curve")
    return plot


def resting(plot: Plot, p: float, radius: float = BALL) -> tuple[float, float]:
    """The middle of a ball that lies on the curve at p, inside the bowl."""
    along = np.array([plot.x(1) - plot.x(0), (p + 2) * (plot.y(1) - plot.y(0))])
    inwards = np.array([along[1], -along[0]]) / np.hypot(*along)
    return plot.x(p) + radius * inwards[0], plot.y(height(p)) + radius * inwards[1]


def ball() -> str:
    """The ball high in the bowl, about to roll, and the lowest point."""
    sheet = Sheet()
    plot = draw_bowl(sheet)
    sheet.line(plot.x(-2), plot.y(0), plot.x(-2), plot.bottom, "guide")
    way = [resting(plot, p) for p in np.linspace(-0.5, -1.3, 9)]
    sheet.path(way[:-1])
    sheet.arrow(*way[-2], *way[-1])
    sheet.circle(*resting(plot, 0), BALL, "ball")
    sheet.circle(*resting(plot, -2), BALL, "ball ghost")
    lowest = f"{{p}} = {number(-2)},  {{E}} = {number(height(-2))}"
    sheet.text(plot.x(-2), plot.y(2.4), lowest, "middle", NUMBER)
    return sheet.svg(plot.bottom + 24)


def move(p: float, to: float) -> str:
    """The ball moves along p; how far E falls."""
    sheet = Sheet()
    plot = draw_bowl(sheet)
    before, after, side = height(p), height(to), to + (to - p) / 2
    for place, error in ((p, before), (to, after)):
        sheet.line(plot.x(place), plot.y(error), plot.x(place), plot.bottom, "guide")
        sheet.line(plot.x(place), plot.y(error), plot.x(side), plot.y(error), "guide")
    sheet.arrow(plot.x(p), plot.bottom - 7, plot.x(to), plot.bottom - 7)
    sheet.arrow(plot.x(side), plot.y(before), plot.x(side), plot.y(after), "role-e")
    sheet.circle(*resting(plot, p), BALL, "ball ghost")
    sheet.circle(*resting(plot, to), BALL, "ball")
    _draw_caption(sheet, plot, f"{{p}}: {number(p)} → {number(to)}",
                  f"Δ{{E}} = {number(after)} − {number(before)} = {number(after - before)}")
    return sheet.svg(plot.bottom + 24)


def tangent(language: str, program: str) -> str:
    """The slope where a program starts, as a tangent one unit wide, and which way it sends p."""
    sheet, labels, values = Sheet(), LABELS[language], run(program)
    plot = draw_bowl(sheet)
    p, slope = float(values.first("p")), float(values.first("dEdp"))
    rising, error = slope > 0, height(p)
    _draw_tangent(sheet, plot, p, slope)
    corner = (p + 1, error) if rising else (p, error + slope)
    sheet.path(plot.points((p, corner[0], p + 1), (error, corner[1], error + slope)), "axis")
    sheet.text(plot.x(p + 0.5), plot.y(corner[1]) + 11, number(1), "middle", NUMBER)
    sheet.text(plot.x(corner[0]) + (7 if rising else -7), plot.y(error + slope / 2), number(slope),
               "start" if rising else "end", NUMBER)
    sheet.line(plot.x(p), plot.y(corner[1]), plot.x(p), plot.bottom, "guide")
    sheet.circle(plot.x(p), plot.y(error), 4.5, "dot role-e")
    sheet.arrow(plot.x(p), plot.bottom - 7, plot.x(p - np.sign(slope)), plot.bottom - 7)
    _draw_caption(sheet, plot, f"d{{E}}/d{{p}} = {number(slope)}", labels["rising" if rising else "falling"])
    return sheet.svg(plot.bottom + 24)


def step(program: str) -> str:
    """One step of gradient descent, worked out."""
    sheet, values = Sheet(), run(program)
    plot = draw_bowl(sheet)
    p, to = float(values.first("p")), float(values.last("p"))
    slope, rate = float(values.first("dEdp")), float(values.first("lr"))
    for place in (p, to):
        sheet.line(plot.x(place), plot.y(height(place)), plot.x(place), plot.bottom, "guide")
    _draw_tangent(sheet, plot, p, slope)
    sheet.circle(plot.x(p), plot.y(height(p)), 4.5, "ring rule-gd")
    sheet.circle(plot.x(to), plot.y(height(to)), 4.5, "dot rule-gd")
    sheet.arrow(plot.x(p), plot.bottom - 7, plot.x(to), plot.bottom - 7)
    _draw_caption(sheet, plot, "{p} ← {p} − lr · d{E}/d{p}",
                  f"{number(p)} − {number(rate)} · {number(slope)} = {number(to)}")
    return sheet.svg(plot.bottom + 24)


def _draw_tangent(sheet: Sheet, plot: Plot, p: float, slope: float) -> None:
    """The line through the curve's point at p, as far as it stays inside the plot."""
    ends = (p - (1.15 if slope > 0 else 0.9), p + 1.25)
    sheet.path(plot.points(ends, [height(p) + slope * (end - p) for end in ends]), "stroke role-e")


def _draw_caption(sheet: Sheet, plot: Plot, first: str, second: str) -> None:
    """Two lines inside the bowl, above what happens there."""
    sheet.text(plot.x(-2), plot.y(7), first, "middle", NUMBER)
    sheet.text(plot.x(-2), plot.y(7) + 24, second, "middle", NUMBER)
