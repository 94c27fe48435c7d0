"""What stands in the figures of training: the error over one weight, and over the epochs."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from figures import runs
from figures.proof.drawing import NEAR, Drawing, Reading
from figures.proof.shapes import UNKNOWN, Curve, Panel, ticks
from figures.proof.values import Moments, written


def weight_slope(drawing: Drawing, moments: Moments) -> list[Panel]:
    """The error over the weight, and at the first weight its tangent with a triangle one unit wide."""
    (curve,), (tangent,), (dot,) = drawing.take("curve"), drawing.take("stroke", "role-e"), drawing.take("dot")
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
    """The error over the epochs of each program, in the order of their activations, and which line is which."""
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
