"""The paths that the rules of gradient descent take: on the bowl, and below it step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from figures.bowl import LEFT, RIGHT, draw_bowl, height
from figures.labels import LABELS
from figures.plots import Plot
from figures.runs import run
from figures.style import Sheet, bracketed, number

BOWL = 162                      # where the bowl ends
TOP, LENGTH = 206, 240          # where the steps begin, and how far they go down
REACH = 3.5                     # of p, to both sides of the lowest point
RATES = ("0.5", "1", "1.9", "2", "2.1")


@dataclass(frozen=True)
class Descent:
    """One rule's run: ``rule`` is its colour and mark, and the key of its label."""

    rule: str
    program: str
    edit: tuple[str, ...] = ()

    @property
    def ps(self) -> np.ndarray:
        """p before the first step and after each."""
        return np.array([float(value) for _, _, value in run(self.program, *self.edit).timeline["p"]])


PLAIN = Descent("gd", "424_3")
MOMENTUM = Descent("momentum", "431_1")
ADAGRAD = Descent("adagrad", "432_1")
RMSPROP = Descent("rmsprop", "433_1")
ADAM = Descent("adam", "434_1")


def draw_mark(sheet: Sheet, rule: str, x: float, y: float) -> None:
    """A rule's mark: each has a shape of its own, so that colour is not needed."""
    style = f"dot rule-{rule}"
    if rule == "gd":
        sheet.circle(x, y, 3.2, "ring rule-gd")
    elif rule == "momentum":
        sheet.circle(x, y, 3.2, style)
    elif rule == "adagrad":
        sheet.path([(x - 3, y - 3), (x + 3, y - 3), (x + 3, y + 3), (x - 3, y + 3)], style, close=True)
    elif rule == "rmsprop":
        sheet.path([(x, y - 4), (x + 4, y), (x, y + 4), (x - 4, y)], style, close=True)
    else:
        sheet.path([(x, y - 4), (x + 3.8, y + 3), (x - 3.8, y + 3)], style, close=True)


def paths(language: str, descents: Sequence[Descent], on_bowl: bool = True) -> str:
    """p on the bowl, after every step or only after the last, and below it p step by step, downwards."""
    sheet, labels = Sheet(), LABELS[language]
    plot = draw_bowl(sheet, BOWL, REACH)
    below = _draw_steps(sheet, labels, plot, len(descents[0].ps) - 1, 4)
    for descent in descents:
        ps = descent.ps
        sheet.path(below.points(ps, range(len(ps))), f"curve path rule-{descent.rule}")
        for p in ps if on_bowl else ps[-1:]:
            draw_mark(sheet, descent.rule, plot.x(p), plot.y(height(p)))
        for k, p in enumerate(ps):
            draw_mark(sheet, descent.rule, below.x(p), below.y(k))
    if len(descents) > 1:
        _draw_legend(sheet, labels, plot, descents)
    if len(descents) <= 2:
        _draw_places(sheet, below, descents[-1])
    return sheet.svg(below.bottom + 8)


def settling(language: str, descent: Descent, short: int, near: float) -> str:
    """A long run: where the chapter's few steps end, and after which p stays nearer to -2 than ``near``."""
    sheet, labels, ps = Sheet(), LABELS[language], descent.ps
    plot = draw_bowl(sheet, BOWL, REACH)
    below = _draw_steps(sheet, labels, plot, len(ps) - 1, 40)
    sheet.path(below.points(ps, range(len(ps))), f"curve rule-{descent.rule}")
    for p in ps[:short + 1]:
        draw_mark(sheet, descent.rule, plot.x(p), plot.y(height(p)))
    settled = int(np.flatnonzero(np.abs(ps + 2) >= near)[-1]) + 1
    remarks = (short, 10, f"{{p}} = {number(ps[short], 3)}"), (settled, -10, f"|{{p}} + 2| < {near}")
    for k, side, remark in remarks:
        sheet.line(below.left, below.y(k), below.right, below.y(k), "guide")
        sheet.text(below.left + 7, below.y(k) + side, labels["after"].format(k))
        sheet.text(below.right, below.y(k) + side, remark, "end")
    return sheet.svg(below.bottom + 8)


def _draw_steps(sheet: Sheet, labels: dict[str, str], plot: Plot, last: int, every: int) -> Plot:
    """The axes of p against the step, below a bowl whose p axis serves both."""
    below = Plot(plot.x0, plot.x1, last, 0, LEFT, RIGHT, TOP, TOP + LENGTH)
    below.draw_y_axis(sheet, range(0, last + 1, every))
    sheet.text(below.left + 7, below.bottom - 5, labels["step"])
    sheet.line(plot.x(-2), plot.y(0), plot.x(-2), plot.bottom, "guide")
    sheet.line(plot.x(-2), below.top, plot.x(-2), below.bottom, "guide")
    return below


def _draw_places(sheet: Sheet, below: Plot, descent: Descent) -> None:
    """The values of p, each in its step's row."""
    style = "number" if descent.rule == "gd" else f"number rule-{descent.rule}"
    sheet.text(below.right, below.top - 16, "{p}", "end")
    for k, p in enumerate(descent.ps):
        sheet.text(below.right, below.y(k), number(p, 3), "end", style=style)


def _draw_legend(sheet: Sheet, labels: dict[str, str], plot: Plot, descents: Sequence[Descent]) -> None:
    """Inside the bowl, where nothing else is."""
    for k, descent in enumerate(descents):
        x, y = plot.x(-3.2), plot.top + 4 + 18 * k
        sheet.line(x, y, x + 26, y, f"curve path rule-{descent.rule}")
        draw_mark(sheet, descent.rule, x + 13, y)
        sheet.text(x + 34, y, labels[descent.rule])


def rates(language: str, program: str, steps: int) -> str:
    """p step by step for several learning rates, and what the first step multiplies the distance to -2 by."""
    sheet, labels = Sheet(), LABELS[language]
    for k, rate in enumerate(RATES):
        values = run(program, f"lr = {number(run(program).first('lr'))}", f"lr = {rate}")
        ps = np.array([float(value) for _, _, value in values.timeline["p"]])[:steps + 1]
        panel = Plot(-9, 5, steps, 0, 34 + 66 * k, 90 + 66 * k, 34, 194)
        if k == 0:
            panel.draw_y_axis(sheet, range(0, steps + 1, 2))
            sheet.text(0, 8, labels["step"], style="muted")
        sheet.line(panel.x(-2), panel.top, panel.x(-2), panel.bottom, "guide")
        sheet.path(panel.points(ps, range(len(ps))), "curve path rule-gd")
        for t, p in enumerate(ps):
            draw_mark(sheet, "gd", panel.x(p), panel.y(t))
        sheet.text(panel.x(-2), 8, f"lr = {rate}", "middle")
        factor = number((ps[1] + 2) / (ps[0] + 2))
        sheet.text(panel.x(-2), panel.bottom + 22, f"× {bracketed(factor)}", "middle")
    return sheet.svg(232)
