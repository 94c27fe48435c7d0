"""What stands where in a plot: its shapes, each with the values of the run that it must stand at."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from figures import activations, ravines, runs
from figures.labels import LABELS
from figures.proof.drawing import Drawing, Shape, Text
from figures.proof.values import (
    FUNCTIONS,
    PROGRAMS,
    SLOPES,
    Moments,
    height,
    pauses,
    places,
    places_at_rate,
    read,
    shares,
    start,
)

UNKNOWN = np.nan                # a coordinate that stands for nothing
REACHES = {one.name.lower(): one.reach for one in (activations.SIGMOID, activations.TANH, activations.RELU)}
DATA = frozenset(("curve", "dot", "ring", "ball", "guide", "bar", "part"))     # shapes that show values
ROUNDED = 0.012                 # coordinates are written with two decimals, ticks too
FLAT = 1                        # how far a curve may be from the line between two of its corners


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
    points: list[np.ndarray] = field(default_factory=list)          # each n × (place x, y, value x, y)
    curves: list[Curve] = field(default_factory=list)
    balls: list[tuple[Shape, float]] = field(default_factory=list)
    way: Shape | None = None            # of the middle of a ball that rolls
    is_log: bool = False                # y's are powers of ten, values their exponents

    def add(self, drawn: Shape | Iterable[Sequence[float]], *values: tuple[float, float]) -> None:
        """The corners of a shape, or several places, stand one after the other for these values (x, y)."""
        places = drawn.points if isinstance(drawn, Shape) else list(drawn)
        self.points.append(np.column_stack([np.array(places, float), np.array(values, float)]))

    def scales(self, by_ticks: bool = True) -> list[np.ndarray]:
        """For x and y the (slope, offset) that make places of values, by ticks or by what stands there."""
        found = []
        for k, ticks in enumerate((self.x_ticks, self.y_ticks)):
            if by_ticks and ticks:
                values = [np.log10(read(t.says)) if k and self.is_log else read(t.says) for t in ticks]
                pairs = np.array([(value, t.place[k]) for value, t in zip(values, ticks)])
            else:
                pairs = np.concatenate(self.points)[:, [2 + k, k]]
            known = pairs[~np.isnan(pairs[:, 0])]
            is_one_place = len(set(np.round(known[:, 0], 9))) < 2
            found.append(np.array([UNKNOWN, UNKNOWN]) if is_one_place else np.polyfit(*known.T, 1))
        return found


def ticks(drawing: Drawing, anchor: str, around: Sequence[Shape] = ()) -> list[Text]:
    """Of the axis below, or of the axis beside some shapes."""
    top, bottom = min((s.top for s in around), default=0), max((s.bottom for s in around), default=np.inf)
    return [text for text in drawing.ticks if text.anchor == anchor and top - 3 <= text.y <= bottom + 3]


# --- activations ------------------------------------------------------------------------------------------


def curves(drawing: Drawing, kind: str, moments: Moments) -> list[Panel]:
    """A function above its slope, and on both the sums of the first epoch."""
    (first, *others), reach, panels = drawing.take("curve"), float(REACHES[kind]), []
    for drawn, function in (([first], FUNCTIONS[kind]), (others, SLOPES[kind])):
        panel = Panel(ticks(drawing, "middle"), ticks(drawing, "end", drawn))
        panel.curves = [Curve(shape, function) for shape in drawn]
        ends = drawn[0].points[0], drawn[-1].points[-1]
        panel.add(ends, *((x, function(np.float64(x))) for x in (-reach, reach)))
        panels.append(panel)
    sums, results = (np.concatenate([moments.of(name)[k][0] for name in "HO"]) for k in (0, -1))
    dots = drawing.take("dot")
    for x, a, guide, *pair in zip(sums, results, drawing.take("guide"), dots[::2], dots[1::2], strict=True):
        for k, (panel, value) in enumerate(zip(panels, (a, SLOPES[kind](x)))):
            panel.add((pair[k].middle, guide.points[k]), (x, value), (x, value))
    return panels


def icons(drawing: Drawing, kind: str, moments: Moments) -> list[Panel]:
    """In each band, small, an activation and its slope."""
    axes, drawn, reach, panels = drawing.having("axis"), drawing.take("curve"), REACHES[kind], []
    for k, (across, up) in enumerate(zip(axes[::2], axes[1::2])):
        function = (SLOPES if k % 2 else FUNCTIONS)[kind]
        left, right = across.left, across.right
        panel = Panel()
        panel.add([(up.left, across.top)], (0, 0))
        inside = [s for s in drawn if left <= s.middle[0] <= right and abs(s.middle[1] - up.middle[1]) < 14]
        assert inside and {inside[0].points[0][0], inside[-1].points[-1][0]} == {left, right}
        corners = np.concatenate([s.points for s in inside])
        xs = reach * (2 * (corners[:, 0] - left) / (right - left) - 1)
        panel.add(corners, *zip(xs, function(np.round(xs, 2))))
        panels.append(panel)
    return panels


def bars(drawing: Drawing, moments: Moments) -> list[Panel]:
    """Stages as bars from one line, then shares of a whole and the targets, and the way between them."""
    panel, whole = Panel(), Panel()
    values = np.concatenate([value[0] for value in moments.of("O")])
    for bar, value in zip(drawing.take("bar"), values, strict=True):
        panel.add(bar, (0, UNKNOWN), (value, UNKNOWN))
    rows = shown, target = moments.of("O")[-1][0], moments.of("T")[0][0]
    parts = [(share, end - share) for row in rows for share, end in zip(row, np.cumsum(row)) if share]
    for part, (share, begin) in zip(drawing.take("part"), parts, strict=True):
        whole.add(part, (begin, UNKNOWN), (begin + share, UNKNOWN))
    whole.add(drawing.arrows()[-1], (shown[0], UNKNOWN), (target[0], UNKNOWN))
    return [panel, whole]


def cost(drawing: Drawing, moments: Moments) -> list[Panel]:
    """E = −log o, and where the first and the last epoch are."""
    panel = Panel(ticks(drawing, "middle"), ticks(drawing, "end"))
    panel.curves = [Curve(curve, lambda o: -np.log(o)) for curve in drawing.take("curve")]
    marks = zip(drawing.take("dot"), drawing.take("guide"), shares(moments), strict=True)
    for dot, guide, (_, share, error) in marks:
        panel.add([dot.middle], (share, error))
        panel.add(guide, (share, error), (share, UNKNOWN))
    return [panel]


# --- the bowl ---------------------------------------------------------------------------------------------


def bowl(drawing: Drawing) -> Panel:
    """The curve through the points of 421_1.py, and its axes."""
    curve, = (shape for shape in drawing.shapes if shape.classes == {"curve"})
    drawing.taken.add(curve)
    xs, ys = (runs.run("421_1").first(name) for name in ("ps", "Es"))
    order = np.argsort(xs)
    drawn = Curve(curve, lambda p: np.interp(p, xs[order], ys[order]), xs)
    return Panel(ticks(drawing, "middle"), ticks(drawing, "end", [curve]), curves=[drawn])


def ball(drawing: Drawing) -> list[Panel]:
    """A ball about to roll, its way, and the lowest point."""
    panel, xs = bowl(drawing), runs.run("421_1").first("ps")
    curve, (guide,) = panel.curves[0].shape, drawing.take("guide")
    panel.add((curve.points[0], curve.points[-1]), *((p, height(p)) for p in (xs.min(), xs.max())))
    panel.add(guide, (-2, 0), (-2, UNKNOWN))
    high, low = drawing.take("ball")
    assert "ghost" in low.classes
    panel.balls = [(high, 0), (low, -2)]
    _, = drawing.arrows()
    panel.way, _ = drawing.take("stroke")
    return [panel]


def move(drawing: Drawing, program: str) -> list[Panel]:
    """A ball one unit further down, and how E falls meanwhile."""
    panel, (p, slope) = bowl(drawing), start(program)
    to = p - np.sign(slope)
    side = to + (to - p) / 2                # of the arrow that shows how E falls
    guides = drawing.take("guide")
    for place, down, across in zip((p, to), guides[::2], guides[1::2], strict=True):
        panel.add(down, (place, height(place)), (place, UNKNOWN))
        panel.add(across, (place, height(place)), (side, height(place)))
    (along,), (falling,) = drawing.arrows(without="role-e"), drawing.arrows("role-e")
    panel.add(along, (p, UNKNOWN), (to, UNKNOWN))
    panel.add(falling, (side, height(p)), (side, height(to)))
    (before,), (after,) = drawing.take("ghost"), drawing.take("ball", without="ghost")
    panel.balls = [(before, p), (after, to)]
    return [panel]


def slope(drawing: Drawing, program: str) -> list[Panel]:
    """The tangent where a program starts, its triangle, and which way p goes."""
    panel, (p, steep) = bowl(drawing), start(program)
    _add_tangent(drawing, panel, p, steep)
    triangle, = (shape for shape in drawing.having("axis") if len(shape.points) == 3)
    corner = (p + 1, height(p)) if steep > 0 else (p, height(p) + steep)
    panel.add(triangle, (p, height(p)), corner, (p + 1, height(p) + steep))
    (guide,), (dot,), (arrow,) = drawing.take("guide"), drawing.take("dot"), drawing.arrows()
    panel.add(guide, (p, corner[1]), (p, UNKNOWN))
    panel.add([dot.middle], (p, height(p)))
    panel.add(arrow, (p, UNKNOWN), (p - np.sign(steep), UNKNOWN))
    return [panel]


def step(drawing: Drawing, program: str) -> list[Panel]:
    """One step of gradient descent."""
    panel, (p, steep) = bowl(drawing), start(program)
    to = float(runs.run(program).last("p"))
    _add_tangent(drawing, panel, p, steep)
    marks, (arrow,) = (*drawing.take("ring"), *drawing.take("dot")), drawing.arrows()
    for place, mark, guide in zip((p, to), marks, drawing.take("guide"), strict=True):
        panel.add([mark.middle], (place, height(place)))
        panel.add(guide, (place, height(place)), (place, UNKNOWN))
    panel.add(arrow, (p, UNKNOWN), (to, UNKNOWN))
    return [panel]


def _add_tangent(drawing: Drawing, panel: Panel, p: float, steep: float) -> None:
    tangent, = drawing.take("stroke", "role-e")
    panel.curves.append(Curve(tangent, lambda x: height(p) + steep * (x - p), crosses=False))


# --- descents ---------------------------------------------------------------------------------------------


def marks(drawing: Drawing, rule: str) -> list[Shape]:
    """The marks of a rule: gradient descent's are rings."""
    return drawing.take("ring" if rule == "gd" else "dot", f"rule-{rule}")


def _with_steps(drawing: Drawing) -> tuple[Panel, Panel]:
    """The bowl and, below it, p step by step."""
    upper = bowl(drawing)
    lower = Panel(upper.x_ticks, [t for t in ticks(drawing, "end") if t not in upper.y_ticks])
    on_bowl, below, *_ = drawing.take("guide")
    upper.add(on_bowl, (-2, 0), (-2, UNKNOWN))
    lower.add(below, (-2, UNKNOWN), (-2, UNKNOWN))
    return upper, lower


def paths(drawing: Drawing, descents: Sequence[str], all_on_bowl: bool = True) -> list[Panel]:
    """On the bowl where each descent has been, and below it step by step."""
    upper, lower = _with_steps(drawing)
    for descent in descents:
        ps, rule = places(*PROGRAMS[descent]), descent.split()[0]
        (path, *legend), drawn = drawing.take("curve", "path", f"rule-{rule}"), marks(drawing, rule)
        on_bowl, steps = ps if all_on_bowl else ps[-1:], list(zip(ps, range(len(ps))))
        for line in legend:
            name, = (t.says for t in drawing.texts if t.on_line(line.middle[1]) and t not in drawing.ticks)
            assert name in [labels[rule] for labels in LABELS.values()]
            assert np.allclose(drawn.pop().middle, line.middle)
        assert len(legend) == (len(descents) > 1)
        upper.add([mark.middle for mark in drawn[:len(on_bowl)]], *((p, height(p)) for p in on_bowl))
        lower.add([mark.middle for mark in drawn[len(on_bowl):]], *steps)
        lower.add(path, *steps)
    return [upper, lower]


def settling(drawing: Drawing, descent: str) -> list[Panel]:
    """A long descent; where it is after the chapter's few steps, and from where on near the lowest point."""
    (upper, lower), ps, rule = _with_steps(drawing), places(*PROGRAMS[descent]), descent.split()[0]
    few = places(*PROGRAMS[rule])
    path, = drawing.take("curve", f"rule-{rule}")
    lower.add(path, *zip(ps, range(len(ps))))
    upper.add([mark.middle for mark in marks(drawing, rule)], *((p, height(p)) for p in ps[:len(few)]))
    for k, guide in zip(pauses(ps, len(few)), drawing.having("guide")[2:]):
        lower.add(guide, (UNKNOWN, k), (UNKNOWN, k))
    return [upper, lower]


def rates(drawing: Drawing, program: str) -> list[Panel]:
    """Five descents whose rates are what the first step says."""
    lines, rings, panels = drawing.take("curve", "path", "rule-gd"), drawing.take("ring"), []
    for k, guide in enumerate(drawing.take("guide")):
        panel, line = Panel(y_ticks=drawing.ticks), lines[k]
        drawn = rings[k * len(rings) // 5:(k + 1) * len(rings) // 5]
        ps = places_at_rate(program, rate_of(line, guide))[:len(drawn)]
        steps = list(zip(ps, range(len(ps))))
        panel.add(guide, (-2, UNKNOWN), (-2, UNKNOWN))
        panel.add([mark.middle for mark in drawn], *steps)
        panel.add(line, *steps)
        panels.append(panel)
    return panels


def rate_of(line: Shape, guide: Shape) -> float:
    """How much of the way to the lowest point the first step goes."""
    first, second = line.points[:2, 0]
    return round((second - first) / (guide.left - first), 1)


@functools.cache
def contours(ravine: str, k: int) -> list[np.ndarray]:
    """The lines in the plot number ``k``, on which E is the same, as it is made sure."""
    slopes = runs.run(ravines.PROGRAM).first(ravine)
    pieces = list(ravines.contours(ravines.plot_of(ravine, k), slopes))
    assert all(np.ptp(np.einsum("ni,ij,nj->n", piece, slopes, piece)) < 1e-9 for piece in pieces)
    return pieces


def in_ravines(drawing: Drawing) -> list[Panel]:
    """In two ravines where each rule has been, in a plot of its own, and lines on which E is the same."""
    found, guides = [], iter(drawing.take("guide"))
    lines = {rule: drawing.take("curve", "path", f"rule-{rule}") for rule in ravines.RULES}
    drawn = {rule: marks(drawing, rule) for rule in ravines.RULES}
    for ravine in ravines.EXTENT:
        for k, (rule, (function, exponent)) in enumerate(ravines.RULES.items()):
            panel = Panel()
            for piece in contours(ravine, k):
                panel.add(next(guides), *piece)
            legend, *drawn[rule] = drawn[rule]
            beside = [t for t in drawing.texts if t.on_line(legend.middle[1])]
            name, = (text.says for text in beside if 0 < text.x - legend.right < 20)
            assert name in [labels[rule] for labels in LABELS.values()]
            path = ravines.walk(function, exponent, ravine)
            panel.add(lines[rule].pop(0), *path)
            some = path[::ravines.EVERY]
            panel.add([mark.middle for mark in drawn[rule][:len(some)]], *some)
            del drawn[rule][:len(some)]
            found.append(panel)
    assert next(guides, None) is None and not any((*lines.values(), *drawn.values()))
    return found
