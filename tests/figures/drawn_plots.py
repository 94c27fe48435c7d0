"""What stands where in a figure that is a plot: its shapes, each with the values of the run that it must stand at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from drawings import Drawing, Shape, Text
from drawn_values import FUNCTIONS, SLOPES, Moments, network_of

from figures import activations, runs
from figures.labels import LABELS

UNKNOWN = np.nan                # a coordinate that stands for nothing
REACHES = {"sigmoid": activations.SIGMOID.reach, "tanh": activations.TANH.reach, "relu": activations.RELU.reach}


def height(p: float) -> float:
    """The bowl, as section 4.2.1 gives it."""
    return (p + 2) ** 2 / 2


@dataclass
class Curve:
    """A line whose corners are values of a function; ``xs`` are the only places where it may have them."""

    shape: Shape
    function: Callable[[np.ndarray], np.ndarray]
    xs: np.ndarray | None = None
    crosses: bool = True                # from edge to edge of the plot


@dataclass
class Panel:
    """One pair of axes: places of the drawing, and what each stands for."""

    x_ticks: Sequence[Text] = ()
    y_ticks: Sequence[Text] = ()
    points: list[tuple[float, float, float, float]] = field(default_factory=list)
    curves: list[Curve] = field(default_factory=list)
    balls: list[tuple[Shape, float]] = field(default_factory=list)
    way: Shape | None = None            # of the middle of a ball that rolls

    def add(self, place: Sequence[float], x: float, y: float) -> None:
        """``place`` of the drawing stands for the values x and y."""
        self.points.append((*map(float, place), float(x), float(y)))

    def scales(self, by_ticks: bool = True) -> tuple[np.ndarray, np.ndarray]:
        """For x and y the (slope, offset) that make places of values, by the ticks, or by what stands in the plot."""
        points = np.array(self.points)
        return tuple(_fit([number(t.says) for t in ticks], [getattr(t, "xy"[k]) for t in ticks]) if by_ticks and ticks
                     else _fit(points[:, 2 + k], points[:, k]) for k, ticks in enumerate((self.x_ticks, self.y_ticks)))


def _fit(values: Sequence[float], places: Sequence[float]) -> np.ndarray:
    known = ~np.isnan(values)
    if len(set(np.round(np.asarray(values)[known], 9))) < 2:
        return np.array([UNKNOWN, UNKNOWN])
    return np.polyfit(np.asarray(values)[known], np.asarray(places)[known], 1)


def number(text: str) -> float:
    return float(text.replace("−", "-"))


def ticks(drawing: Drawing, anchor: str, around: Sequence[Shape] = ()) -> list[Text]:
    """Of the axis below, or of the axis beside some shapes."""
    found = [text for text in drawing.ticks if text.anchor == anchor]
    if not around:
        return found
    ys = np.concatenate([shape.points[:, 1] for shape in around])
    return [text for text in found if ys.min() - 3 <= text.y <= ys.max() + 3]


# --- activations ------------------------------------------------------------------------------------------


def curves(drawing: Drawing, moments: Moments, kind: str) -> list[Panel]:
    """A function above its slope, and on both the sums of the first epoch."""
    upper_curve, *lower_curves = drawing.take("curve")
    below = ticks(drawing, "middle")
    upper = Panel(below, ticks(drawing, "end", [upper_curve]), curves=[Curve(upper_curve, FUNCTIONS[kind])])
    lower = Panel(below, ticks(drawing, "end", lower_curves), curves=[Curve(c, SLOPES[kind]) for c in lower_curves])
    reach = REACHES[kind]
    for panel, first, last in ((upper, upper_curve, upper_curve), (lower, lower_curves[0], lower_curves[-1])):
        function = panel.curves[0].function
        panel.add(first.points[0], -reach, function(np.float64(-reach)))
        panel.add(last.points[-1], reach, function(np.float64(reach)))
    sums, results = (np.concatenate([moments.of(name)[k][0] for name in "HO"]) for k in (0, -1))
    dots, guides = drawing.take("dot"), drawing.take("guide")
    assert len(dots) == 2 * len(sums) and len(guides) == len(sums)
    for x, a, guide, above, under in zip(sums, results, guides, dots[::2], dots[1::2]):
        for place in (above.middle, guide.points[0]):
            upper.add(place, x, a)
        for place in (under.middle, guide.points[1]):
            lower.add(place, x, SLOPES[kind](x))
    return [upper, lower]


def icons(drawing: Drawing, moments: Moments, kind: str) -> list[Panel]:
    """In each band, small, an activation and its slope."""
    axes = [s for s in drawing.shapes if "axis" in s.classes]
    shapes, reach, panels = drawing.take("curve"), REACHES[kind], []
    for k, (across, up) in enumerate(zip(axes[::2], axes[1::2])):
        function = (SLOPES if k % 2 else FUNCTIONS)[kind]
        (left, zero), (right, _) = across.points
        panel = Panel()
        panel.add((up.points[0][0], zero), 0, 0)
        inside = [s for s in shapes if left <= s.middle[0] <= right and abs(s.middle[1] - up.middle[1]) < 14]
        assert inside and {inside[0].points[0][0], inside[-1].points[-1][0]} == {left, right}
        for x, y in np.concatenate([s.points for s in inside]):
            value = reach * (2 * (x - left) / (right - left) - 1)
            panel.add((x, y), value, function(round(value, 2)))
        panels.append(panel)
    return panels


def no_plot(drawing: Drawing) -> list[Panel]:
    return []


def bars(drawing: Drawing, moments: Moments) -> list[Panel]:
    """Stages as bars that begin at one line, then shares of a whole and the targets, and the way between them."""
    panel, whole = Panel(), Panel()
    drawn = drawing.take("bar")
    values = np.concatenate([value[0] for value in moments.of("O")])
    for bar, value in zip(drawn, values, strict=True):
        (left, _), (right, _) = bar.points
        panel.add((left, UNKNOWN), 0, UNKNOWN)
        panel.add((right, UNKNOWN), value, UNKNOWN)
    shares, target = moments.of("O")[-1][0], moments.of("T")[0][0]
    begins = [(share, total - share) for row in (shares, target) for share, total in zip(row, np.cumsum(row)) if share]
    for part, (share, begin) in zip(drawing.take("part"), begins, strict=True):
        (left, _), (right, _) = part.points
        whole.add((left, UNKNOWN), begin, UNKNOWN)
        whole.add((right, UNKNOWN), begin + share, UNKNOWN)
    *_, (begin, tip) = drawing.arrows()
    whole.add((begin[0], UNKNOWN), shares[0], UNKNOWN)
    whole.add((tip[0], UNKNOWN), target[0], UNKNOWN)
    return [panel, whole]


def cost(drawing: Drawing, moments: Moments) -> list[Panel]:
    """E = −log o, and where the first and the last epoch are."""
    panel = Panel(ticks(drawing, "middle"), ticks(drawing, "end"))
    panel.curves = [Curve(curve, lambda o: -np.log(o)) for curve in drawing.take("curve")]
    for dot, guide, (_, share, error) in zip(drawing.take("dot"), drawing.take("guide"), shares(moments), strict=True):
        panel.add(dot.middle, share, error)
        panel.add(guide.points[0], share, error)
        panel.add(guide.points[1], share, UNKNOWN)
    return [panel]


def shares(moments: Moments) -> list[tuple[int, float, float]]:
    """The first and the last epoch, and what each gives the right answer and the error."""
    run, right = moments.run, moments.data["T"].argmax()
    last = max(epoch for _, epoch, _ in run.timeline["E"])
    return [(epoch, float(run.at("O", epoch)[0, right]), float(run.at("E", epoch))) for epoch in (0, last)]


# --- the bowl ---------------------------------------------------------------------------------------------


def bowl(drawing: Drawing) -> Panel:
    curve, = [s for s in drawing.shapes if s.classes == {"curve"}]
    drawing.taken.add(curve.element)
    points = runs.run("421_1")
    xs, ys = points.first("ps"), points.first("Es")
    order = np.argsort(xs)
    drawn = Curve(curve, lambda p: np.interp(p, xs[order], ys[order]), xs)
    return Panel(ticks(drawing, "middle"), ticks(drawing, "end", [curve]), curves=[drawn])


def start(program: str) -> tuple[float, float]:
    """Where a program begins, and the slope there."""
    run = runs.run(program)
    return float(run.first("p")), float(run.first("dEdp"))


def ball(drawing: Drawing) -> list[Panel]:
    panel, xs = bowl(drawing), runs.run("421_1").first("ps")
    curve, (guide,) = panel.curves[0].shape, drawing.take("guide")
    for place, p in ((curve.points[0], xs.min()), (curve.points[-1], xs.max()), (guide.points[0], -2)):
        panel.add(place, p, height(p))
    panel.add(guide.points[1], -2, UNKNOWN)
    high, low = drawing.take("ball")
    assert "ghost" in low.classes
    panel.balls = [(high, 0), (low, -2)]
    (_, _), = drawing.arrows()
    panel.way, _ = drawing.take("stroke")
    return [panel]


def move(drawing: Drawing, program: str) -> list[Panel]:
    panel, (p, slope) = bowl(drawing), start(program)
    to = p - np.sign(slope)
    side = to + (to - p) / 2                # of the arrow that shows how E falls
    guides = drawing.take("guide")
    for place, down, across in ((p, *guides[:2]), (to, *guides[2:])):
        panel.add(down.points[0], place, height(place))
        panel.add(down.points[1], place, UNKNOWN)
        panel.add(across.points[0], place, height(place))
        panel.add(across.points[1], side, height(place))
    (begin, tip), = drawing.arrows(without="role-e")
    panel.add(begin, p, UNKNOWN)
    panel.add(tip, to, UNKNOWN)
    (begin, tip), = drawing.arrows("role-e")
    panel.add(begin, side, height(p))
    panel.add(tip, side, height(to))
    (before,), (after,) = drawing.take("ghost"), drawing.take("ball", without="ghost")
    panel.balls = [(before, p), (after, to)]
    return [panel]


def slope(drawing: Drawing, program: str) -> list[Panel]:
    panel, (p, steep) = bowl(drawing), start(program)
    _add_tangent(drawing, panel, p, steep)
    triangle, = [s for s in drawing.shapes if "axis" in s.classes and len(s.points) == 3]
    corner = (p + 1, height(p)) if steep > 0 else (p, height(p) + steep)
    for place, (x, y) in zip(triangle.points, ((p, height(p)), corner, (p + 1, height(p) + steep))):
        panel.add(place, x, y)
    (guide,), (dot,), ((begin, tip),) = drawing.take("guide"), drawing.take("dot"), drawing.arrows()
    panel.add(guide.points[0], p, corner[1])
    panel.add(guide.points[1], p, UNKNOWN)
    panel.add(dot.middle, p, height(p))
    panel.add(begin, p, UNKNOWN)
    panel.add(tip, p - np.sign(steep), UNKNOWN)
    return [panel]


def step(drawing: Drawing, program: str) -> list[Panel]:
    panel, (p, steep) = bowl(drawing), start(program)
    to = float(runs.run(program).last("p"))
    _add_tangent(drawing, panel, p, steep)
    marks, ((begin, tip),) = (*drawing.take("ring"), *drawing.take("dot")), drawing.arrows()
    for place, mark, guide in zip((p, to), marks, drawing.take("guide"), strict=True):
        panel.add(mark.middle, place, height(place))
        panel.add(guide.points[0], place, height(place))
        panel.add(guide.points[1], place, UNKNOWN)
    panel.add(begin, p, UNKNOWN)
    panel.add(tip, to, UNKNOWN)
    return [panel]


def _add_tangent(drawing: Drawing, panel: Panel, p: float, steep: float) -> None:
    tangent, = drawing.take("stroke", "role-e")
    panel.curves.append(Curve(tangent, lambda x: height(p) + steep * (x - p), crosses=False))


# --- descents ---------------------------------------------------------------------------------------------

PROGRAMS = {
    "gd": ("424_3",), "momentum": ("431_1",), "adagrad": ("432_1",), "rmsprop": ("433_1",), "adam": ("434_1",),
    "gd from the right": ("424_2", "range(2)", "range(16)"), "adam for long": ("434_1", "range(16)", "range(200)"),
}


def places(descent: str) -> list[float]:
    """p before a descent's first step and after each."""
    return [float(value) for _, _, value in runs.run(*PROGRAMS[descent]).timeline["p"]]


def marks(drawing: Drawing, rule: str) -> list[Shape]:
    return drawing.take("ring" if rule == "gd" else "dot", f"rule-{rule}")


def paths(drawing: Drawing, descents: Sequence[str], all_on_bowl: bool = True) -> list[Panel]:
    """On the bowl where each descent has been, and below it step by step."""
    upper = bowl(drawing)
    lower = Panel(upper.x_ticks, [t for t in ticks(drawing, "end") if t not in upper.y_ticks])
    for descent in descents:
        ps, rule = places(descent), descent.split()[0]
        (path, *legend), drawn = drawing.take("curve", "path", f"rule-{rule}"), marks(drawing, rule)
        on_bowl = ps if all_on_bowl else ps[-1:]
        for line in legend:
            name, = (text.says for text in drawing.texts if text.on_line(line.middle[1]) and text not in drawing.ticks)
            assert name in [labels[rule] for labels in LABELS.values()] and np.allclose(drawn.pop().middle, line.middle)
        assert len(legend) == (len(descents) > 1) and len(drawn) == len(on_bowl) + len(ps)
        for p, mark in zip(on_bowl, drawn):
            upper.add(mark.middle, p, height(p))
        for k, (p, corner, mark) in enumerate(zip(ps, path.points, drawn[len(on_bowl):], strict=True)):
            lower.add(corner, p, k)
            lower.add(mark.middle, p, k)
    _add_lowest(drawing.take("guide"), upper, lower)
    return [upper, lower]


def _add_lowest(guides: list[Shape], upper: Panel, lower: Panel) -> None:
    on_bowl, below = guides
    upper.add(on_bowl.points[0], -2, 0)
    upper.add(on_bowl.points[1], -2, UNKNOWN)
    for place in below.points:
        lower.add(place, -2, UNKNOWN)


def settling(drawing: Drawing, descent: str) -> list[Panel]:
    """A long descent; where it is after the chapter's few steps, and from where on it stays near the lowest point."""
    upper, ps, rule = bowl(drawing), places(descent), descent.split()[0]
    lower = Panel(upper.x_ticks, [t for t in ticks(drawing, "end") if t not in upper.y_ticks])
    path, = drawing.take("curve", f"rule-{rule}")
    for k, (p, corner) in enumerate(zip(ps, path.points, strict=True)):
        lower.add(corner, p, k)
    for p, mark in zip(ps[:len(places(rule))], marks(drawing, rule), strict=True):
        upper.add(mark.middle, p, height(p))
    *lowest, _, _ = guides = drawing.take("guide")
    _add_lowest(lowest, upper, lower)
    for k, guide in zip(pauses(ps, len(places(rule))), guides[2:]):
        lower.add(guide.points[0], UNKNOWN, k)
        lower.add(guide.points[1], UNKNOWN, k)
    return [upper, lower]


def pauses(ps: list[float], few: int, near: float = 0.001) -> tuple[int, int]:
    """The last of a few steps, and the first step from which on p is nearer to the lowest point than ``near``."""
    return few - 1, next(k for k in range(len(ps)) if all(abs(p + 2) < near for p in ps[k:]))


def rates(drawing: Drawing, program: str) -> list[Panel]:
    """Five descents whose rates are what the first step says."""
    lines, rings, panels = drawing.take("curve", "path", "rule-gd"), drawing.take("ring"), []
    for k, guide in enumerate(drawing.take("guide")):
        panel, line, drawn = Panel(y_ticks=drawing.ticks), lines[k], rings[k * len(rings) // 5:(k + 1) * len(rings) // 5]
        ps = at_rate(program, rate_of(line, guide))[:len(drawn)]
        for place in guide.points:
            panel.add(place, -2, UNKNOWN)
        for t, (p, mark, corner) in enumerate(zip(ps, drawn, line.points, strict=True)):
            panel.add(mark.middle, p, t)
            panel.add(corner, p, t)
        panels.append(panel)
    return panels


def rate_of(line: Shape, guide: Shape) -> float:
    """How much of the way to the lowest point the first step goes."""
    (first, _), (second, _), lowest = *line.points[:2], guide.points[0][0]
    return round((second - first) / (lowest - first), 1)


def at_rate(program: str, rate: float) -> list[float]:
    run = runs.run(program, f"lr = {runs.run(program).first('lr')}", f"lr = {rate}")
    return [float(value) for _, _, value in run.timeline["p"]]


# --- which figure is which --------------------------------------------------------------------------------

PLOTS: dict[str, tuple[Callable[..., list[Panel]], tuple]] = {
    "416_sigmoid_curve": (curves, ("sigmoid",)), "416_tanh_curve": (curves, ("tanh",)),
    "416_relu_curve": (curves, ("relu",)), "416_sigmoid_passes": (icons, ("sigmoid",)),
    "416_tanh_passes": (icons, ("tanh",)), "416_relu_passes": (icons, ("relu",)),
    "417_passes": (icons, ("sigmoid",)), "417_softmax": (bars, ()), "417_cost": (cost, ()),
    "421_bowl": (ball, ()), "422_left": (move, ("424_2",)), "423_right": (move, ("424_3",)),
    "422_slope": (slope, ("424_2",)), "423_slope": (slope, ("424_3",)), "424_step": (step, ("424_1",)),
    "424_left": (paths, (["gd from the right"],)), "424_right": (paths, (["gd"],)), "424_rates": (rates, ("424_3",)),
    "43_paths": (paths, (["gd", "momentum", "adagrad", "rmsprop", "adam"], False)),
    "431_path": (paths, (["gd", "momentum"],)), "432_path": (paths, (["gd", "adagrad"],)),
    "433_path": (paths, (["gd", "rmsprop"],)), "434_path": (paths, (["gd", "adam"],)),
    "434_settles": (settling, ("adam for long",)),
}


def panels(name: str, drawing: Drawing) -> list[Panel]:
    """The plots of a figure; what they draw is accounted for in ``drawing``."""
    plot, arguments = PLOTS.get(name, (no_plot, ()))
    moments = (network_of(name),) if plot in (curves, icons, bars, cost) else ()
    return plot(drawing, *moments, *arguments)
