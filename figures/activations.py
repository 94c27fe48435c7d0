"""Activation functions: their curves and slopes, and where they sit in both passes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from figures.labels import LABELS
from figures.layers import draw_turn
from figures.matrices import Matrix, draw_named, label
from figures.plots import Plot
from figures.runs import bindings, run, start
from figures.style import WIDTH, Sheet, number
from literate.programs.history import Run

LEFT, RIGHT = 37, 200       # left edges of the two lanes' matrices
ROW, STEP, BAND = 24, 40, 54


@dataclass(frozen=True)
class Activation:
    """A function, its slope as the programs write it, by the function's own value, and how far to draw both.

    ``factor`` is the markup of the slope, {} standing for the variable.
    """

    name: str
    function: Callable[[np.ndarray], np.ndarray]
    slope: Callable[[np.ndarray], np.ndarray]
    factor: str
    reach: int
    ticks: tuple[float, ...]
    slope_ticks: tuple[float, ...]


SIGMOID = Activation("sigmoid", lambda x: 1 / (1 + np.exp(-x)), lambda a: a * (1 - a), "{}(1−{})", 5,
                     (0, 0.5, 1), (0, 0.25))
TANH = Activation("tanh", np.tanh, lambda a: (1 + a) * (1 - a), "(1+{})(1−{})", 3, (-1, 0, 1), (0, 1))
RELU = Activation("ReLU", lambda x: x * (x > 0), lambda a: 1.0 * (a > 0), "({} > 0)", 2, (0, 1, 2), (0, 1))


# --- both passes ------------------------------------------------------------------------------------------


def passes(language: str, program: str, hidden: Activation, output: Activation | None) -> str:
    """Forward down on the left, backward up on the right; None stands for softmax with cross-entropy."""
    return _Passes(LABELS[language], run(program)).draw(hidden, output)


class _Passes:
    """Draws row by row; ``y`` is the middle of the latest row of matrices."""

    def __init__(self, labels: dict[str, str], values: Run):
        self.sheet, self.labels, self.run, self.y = Sheet(), labels, values, 44.0
        self.middles = [x + Matrix("Ob", start(values, "H")).width / 2 for x in (LEFT, RIGHT)]

    def draw(self, hidden: Activation, output: Activation | None) -> str:
        for x, key in zip(self.middles, ("forward", "backward")):
            self.sheet.text(x, 12, self.labels[key], "middle", style="muted")
        self.row("I", 0)
        self.forward_product("WH", "BH")
        self.row("H", 0, -1)
        self.activation("H", hidden)
        self.row("H", -1, 0)
        self.forward_product("WO", "BO")
        self.arrow_up("· {WO'}", STEP)
        self.row("O", 0, -1)
        self.activation("O", output)
        self.row("O", -1, 0 if output else None)
        self.error("2({O} − {T}) / {n}" if output else "{O} − {T}", output is None)
        return self.sheet.svg(self.y + 14)

    def row(self, name: str, forward: int, backward: int | None = None) -> None:
        """A variable and its twin: which of the values that the first epoch gives them."""
        values = bindings(self.run, name)[forward] if name != "I" else start(self.run, name)
        draw_named(self.sheet, LEFT - 6, self.y, Matrix(name, values))
        if backward is not None:
            twin = name + "b"
            draw_named(self.sheet, RIGHT - 6, self.y, Matrix(twin, bindings(self.run, twin)[backward]))

    def arrow_down(self, markup: str, gap: float) -> None:
        x, top = self.middles[0], self.y + ROW / 2 + 3
        self.sheet.arrow(x, top, x, top + gap - 6)
        self.sheet.text(x + 9, self.y + ROW / 2 + gap / 2, markup)

    def arrow_up(self, markup: str, gap: float) -> None:
        """Back to the row at ``y`` minus the gap: called after the forward arrow has moved ``y`` on."""
        x, bottom = self.middles[1], self.y - ROW / 2 - 3
        self.sheet.arrow(x, bottom, x, bottom - gap + 6, "dashed")
        self.sheet.text(x + 9, self.y - ROW / 2 - gap / 2, markup)

    def forward_product(self, weights: str, bias: str) -> None:
        self.arrow_down(f"· {label(weights)} + {label(bias)}", STEP)
        self.y += ROW + STEP

    def activation(self, name: str, activation: Activation | None) -> None:
        """The function in the forward pass, its slope in the backward; softmax's is part of the error's."""
        middle = self.y + (ROW + BAND) / 2
        end = WIDTH - 2 if activation else RIGHT - 40
        self.sheet.rectangle(2, middle - BAND / 2 + 4, end - 2, BAND - 8, 6, "band")
        self.arrow_down(activation.name if activation else "softmax", BAND)
        self.y += ROW + BAND
        if activation:
            self.arrow_up("× " + activation.factor.replace("{}", label(name)), BAND)
            xs = np.linspace(-activation.reach, activation.reach, 21)
            values = activation.function(xs)
            self.icon(LEFT, middle, xs, values)
            self.icon(RIGHT, middle, xs, activation.slope(values))

    def icon(self, left: float, middle: float, xs: np.ndarray, ys: np.ndarray) -> None:
        """A curve in a few strokes: no numbers, only its shape."""
        plot = Plot(xs[0], xs[-1], min(0, ys.min()), ys.max(), left, left + 36, middle - 13, middle + 13)
        self.sheet.line(plot.left, plot.y(0), plot.right, plot.y(0), "axis")
        self.sheet.line(plot.x(0), plot.top, plot.x(0), plot.bottom, "axis")
        for part in unbroken(xs, ys):
            self.sheet.path(plot.points(*part), "curve role-y")

    def error(self, gradient: str, skips: bool) -> None:
        """From the output through the error into the backward pass; ``skips`` leads past the activation."""
        (left, right), top, bottom = self.middles, self.y + ROW / 2 + 3, self.y + ROW / 2 + 40
        end = (right, top - (ROW + BAND if skips else 0))
        draw_turn(self.sheet, (left, top), end, bottom, f"{{E}} = {number(self.run.first('E'))}")
        self.sheet.text(right + 9, bottom - 20, gradient)
        self.y = bottom


def unbroken(xs: np.ndarray, ys: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """The curve's parts between its jumps, such as the one that ReLU's slope makes at 0."""
    jumps = np.flatnonzero(np.abs(np.diff(ys)) > np.ptp(ys) / 2) + 1
    return list(zip(np.split(xs, jumps), np.split(ys, jumps)))


# --- curves -----------------------------------------------------------------------------------------------


def curves(language: str, program: str, activation: Activation) -> str:
    """The function above, its slope below; the sums of the first epoch marked on both."""
    sheet, labels, values = Sheet(), LABELS[language], run(program)
    xs = np.linspace(-activation.reach, activation.reach, 61)
    xs = np.sort([*xs, 0.01])                           # right behind 0, where ReLU's slope has jumped
    ticks = range(-activation.reach, activation.reach + 1)
    heights = activation.function(xs)
    upper = Plot(xs[0], xs[-1], min(activation.ticks), max(activation.ticks), 40, 340, 26, 160)
    lower = Plot(xs[0], xs[-1], 0, max(activation.slope_ticks), 40, 340, 216, 300)
    for plot, ys, marks, name in ((upper, heights, activation.ticks, activation.name),
                                  (lower, activation.slope(heights), activation.slope_ticks,
                                   f"{labels['slope']} {activation.factor.replace('{}', '{a}')}")):
        plot.draw_x_axis(sheet, ticks, "{x}" if plot is lower else "", labelled=plot is lower)
        plot.draw_y_axis(sheet, marks, name)
        for part in unbroken(xs, ys):
            sheet.path(plot.points(*part), "curve role-y")
    for name in ("H", "O"):
        sums, *_, results = (array[0] for array in bindings(values, name))
        _draw_marks(sheet, upper, sums, results, lower, activation.slope(results))
        sheet.text(upper.x(sums.mean()), upper.y(results.mean()) - 16, label(name), "middle")
    return sheet.svg(324)


def _draw_marks(sheet: Sheet, upper: Plot, sums: np.ndarray, results: np.ndarray, lower: Plot,
                slopes: np.ndarray) -> None:
    """Where a layer's sums stand on the curve, and the slopes there."""
    for x, a, slope in zip(sums, results, slopes):
        sheet.line(upper.x(x), upper.y(a), upper.x(x), lower.y(slope), "guide")
    for x, a, slope in zip(sums, results, slopes):
        sheet.circle(upper.x(x), upper.y(a), 4, "dot role-y")
        sheet.circle(lower.x(x), lower.y(slope), 4, "dot role-y")
