"""What stands in the figures of training: the error over one weight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

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
