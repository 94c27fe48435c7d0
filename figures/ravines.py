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
LAST = "for name, slopes, d in "        # begins the program's race, which makes way for one walk
RULES = {"gd": ("descent", -6), "momentum": ("momentum", -7), "adagrad": ("adagrad", 1), "adam": ("adam", -1)}
EXTENT = {"straight": (-4.2, 2.2, -1.6, 1.6), "tilted": (-3.7, 2.7, -3.5, 1.9)}
TOPS = {"straight": 48, "tilted": 304}
CONTOURS = (1.5, 3.5, 5.5, 7.5)         # how far each goes along the ravine
EVERY = 4                               # steps from mark to mark
LEFT, ACROSS, GAP = 6, 168, 12          # of the small plots, two beside each other
NAME = 24                               # room for the name of a rule above its plot


def race(language: str) -> str:
    """The straight ravine above, the tilted one below; each rule at its fastest rate in the straight one."""
    sheet, labels = Sheet(), LABELS[language]
    for name in EXTENT:
        slopes = run(PROGRAM).first(name)
        sheet.text(LEFT, TOPS[name] - 32, labels[name])
        for k, (rule, (function, exponent)) in enumerate(RULES.items()):
            plot = plot_of(name, k)
            draw_mark(sheet, rule, plot.left + 6, plot.top - 10)
            sheet.text(plot.left + 16, plot.top - 10, labels[rule], style=f"rule-{rule}")
            for piece in contours(plot, slopes):
                sheet.path(plot.points(*piece.T), "guide")
            path = walk(function, exponent, name)
            sheet.path(plot.points(*path.T), f"curve path rule-{rule}")
            for d in path[::EVERY]:
                draw_mark(sheet, rule, plot.x(d[0]), plot.y(d[1]))
    return sheet.svg(plot.bottom + 6)


def plot_of(ravine: str, k: int) -> Plot:
    """Where the walk of rule ``k`` through a ravine stands on the sheet."""
    x0, x1, y0, y1 = EXTENT[ravine]
    height = ACROSS * (y1 - y0) / (x1 - x0)
    left, top = LEFT + k % 2 * (ACROSS + GAP), TOPS[ravine] + k // 2 * (height + NAME)
    return Plot(x0, x1, y0, y1, left, left + ACROSS, top, top + height)


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
    angle = np.linspace(0, 2 * np.pi, 61)
    ellipse = np.sqrt(steepness[0] / steepness)[:, None] * np.array([np.cos(angle), np.sin(angle)])
    for size in CONTOURS:
        x, y = points = size * directions @ ellipse
        visible = (plot.x0 <= x) & (x <= plot.x1) & (plot.y0 <= y) & (y <= plot.y1)
        for piece in np.split(np.arange(len(x)), np.flatnonzero(np.diff(visible)) + 1):
            if visible[piece[0]] and len(piece) > 1:
                yield points[:, piece].T
