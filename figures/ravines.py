"""The two ravines of the race, as contours of E, and the paths of the rules through them."""

from __future__ import annotations

import functools
from collections.abc import Iterable

import numpy as np

from figures.descents import draw_mark
from figures.labels import LABELS
from figures.plots import Plot
from figures.runs import run
from figures.style import Sheet
from literate.programs.program import load_program

PROGRAM = "436_1"
LAST = "for name, slopes, d in "        # what follows in the program is the race; here it makes way for one walk
RULES = {"gd": ("descent", -6), "momentum": ("momentum", -7), "adagrad": ("adagrad", 1), "adam": ("adam", -1)}
EXTENT = {"straight": (-4.2, 2.2, -1.6, 1.6, 20, 180), "tilted": (-3.7, 2.7, -3.5, 1.9, 232, 502)}
CONTOURS = (1.0, 2.5, 4.0, 5.5, 7.0, 8.5)       # how far each goes along the ravine
EVERY = 4


def race(language: str) -> str:
    """The straight ravine above, the tilted one below; each rule walks at its fastest rate in the straight one."""
    sheet, labels = Sheet(), LABELS[language]
    for name in EXTENT:
        plot = plot_of(name)
        sheet.text(plot.left, plot.top - 8, labels[name])
        slopes = run(PROGRAM).first(name)
        for piece in contours(plot, slopes):
            sheet.path(plot.points(*piece.T), "guide")
        for rule, (function, exponent) in RULES.items():
            path = walk(function, exponent, name)
            sheet.path(plot.points(*path.T), f"curve path rule-{rule}")
            for d in path[::EVERY]:
                draw_mark(sheet, rule, plot.x(d[0]), plot.y(d[1]))
    for k, rule in enumerate(RULES):
        x, y = 20 + 170 * (k % 2), 524 + 20 * (k // 2)
        sheet.line(x, y, x + 26, y, f"curve path rule-{rule}")
        draw_mark(sheet, rule, x + 13, y)
        sheet.text(x + 34, y, labels[rule])
    return sheet.svg(556)


def plot_of(ravine: str) -> Plot:
    """Where a ravine stands on the sheet."""
    x0, x1, y0, y1, top, bottom = EXTENT[ravine]
    return Plot(x0, x1, y0, y1, 20, 340, top, bottom)


@functools.cache
def walk(function: str, exponent: int, ravine: str) -> np.ndarray:
    """The path (steps + 1, 2) of a rule, as far as the bottom, by the program's own function."""
    race = load_program(f"{PROGRAM}.py").text.partition(LAST)[2]
    start = {"straight": "start", "tilted": "turn @ start"}[ravine]
    end = f"path = walk('{function}', 2.0 ** {exponent}, {ravine}, {start})"
    path = run(PROGRAM, LAST + race, f"{end}\npath = path[:arrival(path) + 1]\n").last("path")
    return path


def contours(plot: Plot, slopes: np.ndarray) -> Iterable[np.ndarray]:
    """The pieces (n, 2) inside the plot of the lines on which E is the same."""
    steepness, directions = np.linalg.eigh(slopes)
    angle = np.linspace(0, 2 * np.pi, 181)
    ellipse = np.sqrt(steepness[0] / steepness)[:, None] * np.array([np.cos(angle), np.sin(angle)])
    for size in CONTOURS:
        x, y = points = size * directions @ ellipse
        visible = (plot.x0 <= x) & (x <= plot.x1) & (plot.y0 <= y) & (y <= plot.y1)
        for piece in np.split(np.arange(len(x)), np.flatnonzero(np.diff(visible)) + 1):
            if visible[piece[0]] and len(piece) > 1:
                yield points[:, piece].T
