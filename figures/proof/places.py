"""Whether what a figure draws stands where its run has it: which plots are in it, and what is off."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from xml.etree.ElementTree import Element

import numpy as np

from figures.proof.drawing import Drawing
from figures.proof.shapes import (
    DATA,
    FLAT,
    ROUNDED,
    Panel,
    ball,
    bars,
    cost,
    curves,
    icons,
    in_ravines,
    move,
    paths,
    rates,
    settling,
    slope,
    step,
)
from figures.proof.training import error_curves, nearest, weight_slope
from figures.proof.values import height, network_of

LONGER = ("range(2)", "range(200)")
PLOTS: dict[str, tuple[Callable[..., list[Panel]], tuple]] = {
    **{f"416_{kind}_curve": (curves, (kind,)) for kind in ("sigmoid", "tanh", "relu")},
    "416_sigmoid_passes": (icons, ("sigmoid",)),
    "417_passes": (icons, ("sigmoid",)), "417_softmax": (bars, ()), "417_cost": (cost, ()),
    "414_slope": (weight_slope, ()), "4110_nearest": (nearest, ()),
    "411_errors": (error_curves, ([("411_1", *LONGER)],)), "412_errors": (error_curves, ([("412_1",)],)),
    "415_errors": (error_curves, ([("415_1", *LONGER)],)),
    **{f"{page}_errors": (error_curves, ([(f"{page}_{k}",) for k in (1, 3, 5)],)) for page in (416, 417)},
    "421_bowl": (ball, ()), "422_left": (move, ("424_2",)), "423_right": (move, ("424_3",)),
    "422_slope": (slope, ("424_2",)), "423_slope": (slope, ("424_3",)), "424_step": (step, ("424_1",)),
    "424_left": (paths, (["gd from the right"],)), "424_right": (paths, (["gd"],)),
    "424_rates": (rates, ("424_3",)),
    "43_paths": (paths, (["gd", "momentum", "adagrad", "rmsprop", "adam"], False)),
    "431_path": (paths, (["gd", "momentum"],)), "432_path": (paths, (["gd", "adagrad"],)),
    "433_path": (paths, (["gd", "rmsprop"],)), "434_path": (paths, (["gd", "adam"],)),
    "434_settles": (settling, ("adam for long",)),
    "436_ravines": (in_ravines, ()),
}


def panels(name: str, drawing: Drawing) -> list[Panel]:
    """The plots of a figure; what they draw is accounted for in ``drawing``."""
    plot, arguments = PLOTS.get(name, (None, ()))
    if plot in (curves, icons, bars, cost, weight_slope, nearest):
        arguments = (*arguments, network_of(name))
    return plot(drawing, *arguments) if plot else []


# --- what stands elsewhere --------------------------------------------------------------------------------


def misplaced(name: str, root: Element) -> list[str]:
    """What stands in a figure where no value of the run is, or shows none that is known of."""
    drawing = Drawing(root)
    plots = panels(name, drawing)
    found = [finding for panel in plots for off in (_off, _off_curves, _off_balls) for finding in off(panel)]
    arrows = {"fill"} if plots and "421" <= name < "425" else set()
    unknown = [s for s in drawing.shapes if s not in drawing.taken
               and (s.classes & (DATA | arrows) or {"stroke", "role-e"} <= s.classes)]
    return found + [f"unknown: {sorted(shape.classes)} at {shape.middle}" for shape in unknown]


def _off(panel: Panel) -> Iterable[str]:
    """The points that are not where the ticks say."""
    points = np.concatenate(panel.points)
    for k, (axis, (scale, offset)) in enumerate(zip("xy", panel.scales())):
        places, values = points[:, k], points[:, 2 + k]
        wanted = scale * values + offset
        for n in np.flatnonzero(~np.isnan(values) & ~(np.abs(wanted - places) <= ROUNDED)):
            yield f"{axis} = {values[n]:.4g} at {places[n]} and not {wanted[n]:.2f}"


def _off_curves(panel: Panel) -> Iterable[str]:
    """The curves that are not their functions, are too coarse, or end inside the plot."""
    if not panel.curves:
        return
    (a, b), (c, d) = panel.scales()
    for curve in panel.curves:
        places = curve.shape.points
        xs = (places[:, 0] - b) / a
        xs[np.abs(xs) < 1e-3] = 0                   # where ReLU's slope jumps
        if curve.xs is not None:
            xs = curve.xs[np.abs(curve.xs[:, None] - xs).argmin(axis=0)]
        off = np.abs(np.column_stack([a * xs + b, c * curve.function(xs) + d]) - places)
        steep = np.abs(np.gradient(places[:, 1], places[:, 0])).max()
        if (off > ROUNDED * np.array([1, 1 + (curve.xs is None) * steep])).any():
            yield f"a curve is off by {off.max():.2f}"
        middles = c * curve.function((xs[1:] + xs[:-1]) / 2) + d
        if np.abs(middles - (places[1:, 1] + places[:-1, 1]) / 2).max() > FLAT:
            yield "a curve has too few corners"
    if whole := [curve.shape.points for curve in panel.curves if curve.crosses]:
        across, top = [tick.x for tick in panel.x_ticks], min(tick.y for tick in panel.y_ticks)
        for (x, y), edge in ((whole[0][0], min(across)), (whole[-1][-1], max(across))):
            if abs(x - edge) > 4 and abs(y - top) > 6:
                yield f"a curve ends at {x}, {y}"


def _off_balls(panel: Panel) -> Iterable[str]:
    """The balls that do not touch the bowl from inside at their p, or roll elsewhere."""
    if not panel.balls:
        return
    (a, b), (c, d) = panel.scales()
    for shape, p in panel.balls:
        normal = np.array([c * (p + 2), -a])            # across (a, c · dE/dp), upwards
        resting = np.array([a * p + b, c * height(p) + d]) + shape.radius * normal / np.hypot(*normal)
        if np.abs(resting - shape.middle).max() > ROUNDED:
            yield f"the ball at {p} is at {shape.middle}"
    xs = np.linspace(-6, 2, 4001)
    line = np.column_stack([a * xs + b, c * height(xs) + d])
    for place in panel.way.points if panel.way else ():
        if abs(np.hypot(*(line - place).T).min() - panel.balls[0][0].radius) > 0.05:
            yield f"no ball rolls through {place}"
