"""Softmax and cross-entropy: from sums to shares, from shares to the gradient, and what a share costs."""

from __future__ import annotations

import numpy as np

from figures.matrices import Matrix, draw_equals, draw_named
from figures.plots import Plot
from figures.runs import bindings, run, start
from figures.style import NUMBER, Sheet, number

EQUALS = 48                     # where the equals signs of the steps end
BARS, UNIT = 206, 118           # where the bars begin, and how long 1 is
STEP = 68                       # from step to step
SHARES, WHOLE = 48, 290         # where the shares' bars begin, and how long the whole is
THICK = 24


def shares(program: str) -> str:
    """The output layer of the first epoch: sums, exponentials, shares of 1, targets, the gradient between."""
    sheet, values = Sheet(), run(program)
    sums, powers, results = (Matrix("O", array) for array in bindings(values, "O"))
    y = 16
    _draw_step(sheet, y, sums, "exp({O} − max {O})")
    _draw_step(sheet, y + STEP, powers, f"÷ ({' + '.join(powers.texts[0])})")
    _draw_step(sheet, y + 2 * STEP, results, "")
    target = Matrix("T", start(values, "T"), places=0)
    below = _draw_shares(sheet, y + 2 * STEP + 40, results, target)
    gradient = Matrix("Ob", start(values, "Ob"))
    draw_named(sheet, EQUALS, below, gradient)
    sheet.text(EQUALS + 6 + gradient.width + 14, below, "=  {O} − {T}")
    costs = float(results.values[target.values == 1][0])
    draw_equals(sheet, EQUALS, below + 36, "E")
    sheet.text(EQUALS + 6, below + 36, f"−log {number(costs, 3)} = {number(values.first('E'))}", size=NUMBER)
    return sheet.svg(below + 52)


def _draw_step(sheet: Sheet, y: float, matrix: Matrix, operation: str) -> None:
    """A matrix, its numbers as bars, and what is done to it next."""
    draw_named(sheet, EQUALS, y, matrix)
    sheet.line(BARS, y - 13, BARS, y + 13, "axis")
    for k, value in enumerate(matrix.values[0]):
        sheet.rectangle(BARS, y - 11 + 12 * k, UNIT * value, 10, 0, "bar role-y" if k else "bar light role-y")
    if operation:
        x = EQUALS + 6 + matrix.width / 2
        sheet.arrow(x, y + 15, x, y + STEP - 15)
        sheet.text(x + 9, y + STEP / 2, operation)


def _draw_shares(sheet: Sheet, y: float, shares: Matrix, target: Matrix) -> float:
    """The shares as parts of one bar, above the targets as parts of another; gives the height after them."""
    for matrix, top in ((shares, y), (target, y + THICK + 22)):
        left = SHARES
        sheet.text(EQUALS - 10, top + THICK / 2, "{" + matrix.name + "}", "end")
        for k, (value, text) in enumerate(zip(matrix.values[0], matrix.texts[0])):
            if value > 0:
                style = "part light" if k == 0 else "part"
                role = " role-y" if matrix.name == "O" else ""
                sheet.rectangle(left, top, WHOLE * value, THICK, 0, style + role)
                sheet.text(left + WHOLE * value / 2, top + THICK / 2, text, "middle", NUMBER)
            left += WHOLE * value
    edge = SHARES + WHOLE * float(shares.values[0, 0])
    aim = SHARES + WHOLE * float(target.values[0, 0])
    sheet.arrow(edge, y + THICK + 11, aim, y + THICK + 11)
    sheet.line(edge, y + THICK, edge, y + THICK + 16, "stroke")
    return y + 2 * THICK + 22 + 34


def cost(program: str) -> str:
    """E = −log o over the share o of the right answer, and how far training comes down it."""
    sheet, values = Sheet(), run(program)
    plot = Plot(0, 1, 0, 3, 26, 340, 26, 216)
    plot.draw_x_axis(sheet, (0, 0.5, 1), "{o}")
    plot.draw_y_axis(sheet, (0, 1, 2, 3), "{E} = −log {o}")
    shares = np.exp(-np.linspace(3, 0, 121))
    sheet.path(plot.points(shares, -np.log(shares)), "curve role-e")
    right = start(values, "T")[0] == 1
    last = int(values.last("epoch"))
    for epoch, share in ((0, bindings(values, "O")[-1]), (last, bindings(values, "O", last)[-1])):
        x, error = float(share[0][right][0]), float(values.at("E", epoch))
        sheet.line(plot.x(x), plot.y(error), plot.x(x), plot.bottom, "guide")
        sheet.circle(plot.x(x), plot.y(error), 4.5, "dot role-e")
        sheet.text(plot.x(x) + 2, plot.y(error) - 30, f"epoch {epoch}", "middle", style="muted")
        sheet.text(plot.x(x) + 2, plot.y(error) - 14, number(error, 3), "middle", NUMBER)
    return sheet.svg(plot.bottom + 24)
