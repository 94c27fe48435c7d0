"""What stands in the figures of training: the error over one weight and over the epochs, the answers."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from figures import runs
from figures.proof.drawing import NEAR, Drawing, Reading
from figures.proof.shapes import UNKNOWN, Curve, Panel, ticks
from figures.proof.values import Moments, written

SQUARE = 13             # how large the mark of a right angle is


def weight_slope(drawing: Drawing, moments: Moments) -> list[Panel]:
    """The error over the weight, and at the first weight its tangent with a triangle one unit wide."""
    curve, = drawing.take("curve")
    tangent, = drawing.take("stroke", "role-e")
    dot, = drawing.take("dot")
    panel = Panel(ticks(drawing, "middle"), ticks(drawing, "end", [curve]))
    x, bias, target, weight, error, slope = first_of(moments)
    panel.curves = [Curve(curve, lambda w: (x * w + bias - target) ** 2),
                    Curve(tangent, lambda w: error + slope * (w - weight), crosses=False)]
    down, low = weight - np.sign(slope), error - abs(slope)
    triangle, = (shape for shape in drawing.having("axis") if len(shape.points) == 3)
    panel.add(triangle, (weight, error), (weight, low), (down, low))
    panel.add([dot.middle], (weight, error))
    panel.add(drawing.take("guide")[0], (weight, low), (weight, UNKNOWN))
    return [panel]


def error_curves(drawing: Drawing, programs: Sequence[tuple[str, ...]]) -> list[Panel]:
    """The error over each program's epochs, in the order of their activations, and which line is which."""
    lines = drawing.take("curve")
    panel = Panel(ticks(drawing, "middle"), ticks(drawing, "end"), is_log=True)
    legend = lines[len(programs):]
    names = [next(t.says for t in drawing.texts if t.on_line(line.middle[1]) and 0 < t.x - line.right < 20)
             for line in legend]
    assert [line.classes for line in legend] == [line.classes for line in lines[:len(programs)]][:len(legend)]
    assert names == (["sigmoid", "tanh", "ReLU"] if len(programs) > 1 else [])
    for program, line in zip(programs, lines):
        errors = np.log10([float(value) for *_, value in runs.run(*program).timeline["E"]])
        epochs = np.arange(len(errors))
        function = functools.partial(np.interp, xp=epochs, fp=errors)
        panel.curves.append(Curve(line, function, epochs, crosses=False))
        panel.add(line.points[[0, -1]], (0, errors[0]), (epochs[-1], errors[-1]))
    return [panel]


def first_of(moments: Moments) -> list[float]:
    """Input, bias, target, weight, error and slope of the first epoch of a network with one weight."""
    return [moments.of(name)[0].item() for name in ("X", "B", "T", "W", "E", "Wb")]


def read_weight(drawing: Drawing, moments: Moments, labels: Mapping[str, str]) -> Iterable[Reading]:
    """Three lines that say where the dot is, and the sides of the triangle below it."""
    *_, weight, error, slope = first_of(moments)
    free = [t for t in drawing.texts if "tick" not in t.classes]
    for name, value in (("weight", weight), ("error", error), ("slope", slope)):
        text, = (t for t in free if t.says.startswith(f"{labels[name]} "))
        yield Reading(text, f"the first {name}", f"{labels[name]} {written(value)}")
    corners = next(shape.points for shape in drawing.having("axis") if len(shape.points) == 3)
    for what, k, ends, value in (("width", 0, [0, 2], 1), ("height", 1, [0, 2], slope)):
        side, = (t for t in free if t.says[-1:].isdigit() and " " not in t.says
                 and abs(t.place[k] - corners[ends, k].mean()) < NEAR)
        yield Reading(side, f"the triangle's {what}", written(value))


def nearest(drawing: Drawing, moments: Moments) -> list[Panel]:
    """The way of weight and bias to the line of answers, straight at it, and another answer on that line."""
    (line,), (far,) = drawing.take("curve", "role-y"), drawing.take("curve", "dashed")
    (straight,), rings = drawing.take("curve", without="role-y dashed"), drawing.take("ring")
    (end,), marks = drawing.take("dot", "role-y"), drawing.take("dot", without="role-y")
    panel = Panel(ticks(drawing, "middle"), ticks(drawing, "end"))
    places, x, target = answers(moments)
    panel.curves = [Curve(line, lambda w: target - x * w, crosses=False)]
    panel.add(straight, places[0], places[1])
    panel.add(far, places[0], places[2])
    panel.add([rings[0].middle, end.middle, rings[1].middle], *places)
    way = np.column_stack([[v.item() for *_, v in moments.run.timeline[name]] for name in "WB"])
    panel.add([mark.middle for mark in marks], *way[:3 * len(marks):3])
    angle, = (shape.points for shape in drawing.having("axis") if len(shape.points) == 3)
    across = panel.scales()[0][0]                   # and upwards, or a right angle would not look like one
    arms = np.subtract(places[::2], places[1])
    assert abs(arms[0] @ arms[1]) < 1e-6
    back, aside = (arm / np.hypot(*arm) * SQUARE / across for arm in arms)
    panel.add(angle, places[1] + back, places[1] + back + aside, places[1] + aside)
    return [panel]


def answers(moments: Moments) -> tuple[list[tuple[float, float]], float, float]:
    """Where training starts and ends, and the answer with the weight of the start; input and target."""
    x, target, weight, bias = (moments.of(name)[0].item() for name in "XTWB")
    end = (moments.run.last("W").item(), moments.run.last("B").item())
    return [(weight, bias), end, (weight, target - x * weight)], x, target


def read_nearest(drawing: Drawing, moments: Moments) -> Iterable[Reading]:
    """Beside the triangle's sides the squares of their lengths, their sum, and what answers share."""
    places, x, target = answers(moments)
    (straight,), (far,) = drawing.having("curve", without="role-y dashed"), drawing.having("curve", "dashed")
    middles = [straight.middle, (straight.points[1] + far.points[1]) / 2, far.middle]
    free = [t for t in drawing.texts if t.says[-1:].isdigit() and "tick" not in t.classes]
    squares = []
    for k, (middle, square) in enumerate(zip(middles, squared_sides(places))):
        squares.append(written(round(square, 6)))
        side = min((t for t in free if " " not in t.says), key=lambda t: np.hypot(*(t.place - middle)))
        yield Reading(side, f"the square of side {k}", squares[-1])
    total, = (t for t in free if t.formula.count("+") == 1 and "W" not in t.formula)
    yield Reading(total, "Pythagoras", f"{squares[0]} + {squares[1]} = {squares[2]}")
    common, = (t for t in free if "W" in t.formula)
    yield Reading(common, "what answers have in common", f"{written(x)} · W + B = {written(target)}")


def squared_sides(places: list[tuple[float, float]]) -> list[float]:
    """Of a triangle, from each corner to the next."""
    return [(x - u) ** 2 + (y - v) ** 2 for (x, y), (u, v) in zip(places, [*places[1:], places[0]])]
