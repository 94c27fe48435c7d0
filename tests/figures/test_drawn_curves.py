"""What is drawn and not said in numbers: curves, marks, tangents, bars. All of it stands where a run has it."""

import ast
import copy
import re
from xml.etree import ElementTree

import numpy as np
import pytest
from drawings import Drawing
from drawn_plots import PLOTS, Panel, height, number, panels

import figures
from figures.labels import LABELS
from literate.programs.program import SNIPPETS, load_program
from literate.programs.run import Pool

# --- what the programs of the bowl draw, and print nothing of -------------------------------------------------

NAMES = sorted(path.name for path in SNIPPETS.glob("4[23]*.py") if "Es =" in path.read_text("utf-8"))


@pytest.fixture(scope="module")
def runs():
    programs = {name: load_program(name) for name in NAMES}
    found = Pool().run(programs.values())
    return {name: found[program.text] for name, program in programs.items()}


@pytest.mark.parametrize("name", NAMES)
def test_the_curve_is_the_bowl(runs, name):
    ps, es = runs[name].first("ps"), runs[name].first("Es")
    assert ps.size > 100 and ps.min() < -5 and ps.max() > 1
    np.testing.assert_allclose(es, height(ps), rtol=1e-12)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "421_1.py"])
def test_every_mark_lies_on_the_bowl(runs, name):
    drawn = [call.args[1] for call in ast.walk(ast.parse(load_program(name).text))
             if isinstance(call, ast.Call) and ast.unparse(call.func) == "plt.plot" and ast.unparse(call.args[0]) == "p"]
    assert drawn
    for expression in drawn:
        names = {node.id for node in ast.walk(expression) if isinstance(node, ast.Name)}
        if "E" in names:                        # bound for the p of its step, which the run has just before it
            order, _, e = runs[name].timeline["E"][0]
            assert float(e) == height(float(runs[name].before("p", order)))
        else:
            assert names == {"p"} and eval(ast.unparse(expression), {"p": -3.25}) == height(-3.25)


TICK = re.compile(r'<g id="([xy])tick_\d+">.*?<use [^>]*x="([\d.]+)" y="([\d.]+)".*?<!-- (\S+) -->', re.DOTALL)


@pytest.mark.parametrize("name", NAMES)
def test_every_mark_of_a_program_stands_where_its_run_is(runs, name):
    svg, = (figure.decode() for figure in runs[name].figures)
    ticks = [(axis, float(x if axis == "x" else y), number(label)) for axis, x, y, label in TICK.findall(svg)]
    scales = [np.polyfit(*zip(*[(place, value) for a, place, value in ticks if a == axis]), 1) for axis in "xy"]
    inside = "".join(re.findall(r"<g clip-path=[^>]*>(.*?)</g>", svg, re.DOTALL))
    marks = np.array(re.findall(r'<use [^>]*x="([\d.]+)" y="([\d.]+)"', inside), dtype=float)
    ps = np.concatenate([runs[name].first("ps"), [float(p) for _, _, p in runs[name].timeline.get("p", [])]])
    assert len(ticks) > 12
    found = np.column_stack([np.polyval(scale, marks[:, k]) for k, scale in enumerate(scales)])
    np.testing.assert_allclose(found, np.column_stack([ps, height(ps)]), atol=1e-4)


# --- what figures/ draws --------------------------------------------------------------------------------------

ALL = [(name, language) for name in figures.names() for language in LABELS]
DATA = frozenset("curve dot ring ball guide bar part".split())     # how shapes are drawn that show values
ROUNDED = 0.012             # coordinates are written with two decimals, ticks too
FLAT = 1                    # how far a curve may be from the line between two of its corners


def misplaced(name: str, root: ElementTree.Element) -> list[str]:
    """What stands in a figure where no value of the run is, or shows none that is known of."""
    drawing = Drawing(root)
    plots = panels(name, drawing)
    found = [finding for panel in plots for finding in misplaced_in(panel)]
    arrows = {"fill"} if plots and "421" <= name < "425" else set()
    unknown = [s for s in drawing.shapes if s.element not in drawing.taken
               and (s.classes & (DATA | arrows) or {"stroke", "role-e"} <= s.classes)]
    return found + [f"unknown: {sorted(shape.classes)} at {shape.middle}" for shape in unknown]


def misplaced_in(panel: Panel) -> list[str]:
    scales = panel.scales()
    found = []
    for k, axis in enumerate("xy"):
        slope, offset = scales[k]
        for *place, x, y in panel.points:
            value = (x, y)[k]
            if not np.isnan(value) and not abs(slope * value + offset - place[k]) <= ROUNDED:
                found.append(f"{axis} = {value:.4g} at {place[k]} and not {slope * value + offset:.2f}")
    (a, b), (c, d) = scales
    for curve in panel.curves:
        places = curve.shape.points
        xs = (places[:, 0] - b) / a
        xs[np.abs(xs) < 1e-3] = 0                   # where ReLU's slope jumps
        if curve.xs is not None:
            xs = curve.xs[np.abs(curve.xs[:, None] - xs).argmin(axis=0)]
        off = np.abs(np.column_stack([a * xs + b, c * curve.function(xs) + d]) - places)
        steep = np.abs(np.gradient(places[:, 1], places[:, 0])).max()
        if (off > ROUNDED * np.array([1, 1 + (curve.xs is None) * steep])).any():
            found.append(f"a curve is off by {off.max():.2f}")
        middles = c * curve.function((xs[1:] + xs[:-1]) / 2) + d
        if np.abs(middles - (places[1:, 1] + places[:-1, 1]) / 2).max() > FLAT:
            found.append("a curve has too few corners")
    if whole := [curve.shape.points for curve in panel.curves if curve.crosses]:
        across = [tick.x for tick in panel.x_ticks]
        top = min(tick.y for tick in panel.y_ticks)
        for (x, y), edge in ((whole[0][0], min(across)), (whole[-1][-1], max(across))):
            if abs(x - edge) > 4 and abs(y - top) > 6:
                found.append(f"a curve ends at {x}, {y}")
    if panel.balls:
        found += [f"the ball at {p} is at {shape.middle}" for shape, p in panel.balls
                  if np.abs(resting(panel, p, shape.radius) - shape.middle).max() > ROUNDED]
        xs = np.linspace(-6, 2, 4001)
        line = np.column_stack([a * xs + b, c * height(xs) + d])
        for place in panel.way.points if panel.way else ():
            if abs(np.hypot(*(line - place).T).min() - panel.balls[0][0].radius) > 0.05:
                found.append(f"no ball rolls through {place}")
    return found


def resting(panel: Panel, p: float, radius: float) -> np.ndarray:
    """Where a ball's middle is that touches the bowl at p from inside."""
    (a, b), (c, d) = panel.scales()
    normal = np.array([c * (p + 2), -a])            # across (a, c · dE/dp), upwards
    return np.array([a * p + b, c * height(p) + d]) + radius * normal / np.hypot(*normal)


@pytest.mark.parametrize("name, language", ALL)
def test_what_a_figure_draws_stands_where_the_run_has_it(name, language):
    assert misplaced(name, ElementTree.fromstring(figures.draw(name, language))) == []


def nudged(root: ElementTree.Element) -> list[tuple[str, ElementTree.Element]]:
    """Copies of a figure in each of which one thing that shows a value is half a unit elsewhere.

    Of curves one corner, its first, its middle or its last; marks and guides as a whole.
    """
    rules = {text.y for text in Drawing(root).texts for labels in LABELS.values()
             if text.says in [labels[rule] for rule in ("gd", "momentum", "adagrad", "rmsprop", "adam")]}
    found = []
    for k, element in enumerate(root.iter()):
        kinds = set(element.get("class", "").split())
        keys = {"d", "cx", "cy", "x", "width"} & set(element.keys()) if kinds & DATA else ()
        for key in keys:
            numbers = list(re.finditer(r"-?[\d.]+", element.get(key)))
            middle = np.mean([float(match[0]) for match in numbers[1::2]] or float(element.get("cy", 0)))
            if any(abs(middle - y) < 4 for y in rules):
                continue                        # in the legend
            ends = [1, len(numbers) // 4 * 2 + 1, len(numbers) - 1]
            for choice in [[n] for n in ends] if "curve" in kinds else [range(len(numbers))]:
                other = copy.deepcopy(root)
                moved = [f"{float(m[0]) + 0.5 * (n in choice):.2f}" for n, m in enumerate(numbers)]
                text = iter(moved)
                list(other.iter())[k].set(key, re.sub(r"-?[\d.]+", lambda match: next(text), element.get(key)))
                found.append((f"{element.get('class')}: {key} {element.get(key)[:40]}", other))
    return found


@pytest.mark.parametrize("name", PLOTS)
def test_a_shape_that_stands_elsewhere_is_noticed(name):
    falsified = nudged(ElementTree.fromstring(figures.draw(name, "ko")))
    assert falsified and [where for where, other in falsified if not misplaced(name, other)] == []
