"""Every number in a figure is the one that belongs there: read off the drawing, and held against the run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from xml.etree.ElementTree import Element

import numpy as np

from figures import runs
from figures.labels import LABELS
from figures.proof import steps
from figures.proof.drawing import NEAR, SVG, Drawing, Matrix, Reading, Statement, Text, content
from figures.proof.places import PLOTS, panels
from figures.proof.shapes import Panel, rate_of
from figures.proof.training import read_nearest, read_weight
from figures.proof.values import (
    FUNCTIONS,
    PROGRAMS,
    SLOPES,
    Moments,
    bracketed,
    decimals_of,
    height,
    network_of,
    pauses,
    places,
    places_at_rate,
    power,
    read,
    shares,
    start,
    written,
)

NUMBER = re.compile(r"−?\d+(?:\.\d+)?")
Values = dict[Matrix, np.ndarray]


def formula(text: Text, expression: str, is_right: bool) -> Reading:
    """A formula must say what it says, or something else if the values are not as it says."""
    return Reading(text, expression, text.says if is_right else "something else")


# --- matrices ---------------------------------------------------------------------------------------------


def read_matrices(drawing: Drawing, moments: Moments) -> Iterable[Reading]:
    """Of each matrix all elements, of an equation its shapes and how the result's tinted element comes about.

    Where a name has several values, those of the forward pass come downwards, the others upwards.
    """
    statements = drawing.statements             # which name the matrices
    names = {matrix.name for matrix in drawing.matrices}
    values = {matrix: value for name in names for matrix, value in in_time(drawing, moments, name)}
    for matrix, value in values.items():
        assert matrix.is_dashed == is_twin(matrix.name) and matrix.shape == value.shape
        decimals = moments.places(matrix.name, value)
        for (i, j), element in np.ndenumerate(value):
            yield Reading(matrix.cells[i][j], f"{matrix.name}[{i},{j}]", written(element, decimals))
        x, y = matrix.middle
        shapes = [t for t in drawing.texts if "shape" in t.classes]
        below = [t for t in shapes if abs(t.x - x) < NEAR and y < t.y < y + 60]
        if below:
            shape = "×".join(map(str, value.shape))
            yield Reading(min(below, key=lambda t: t.y), f"{matrix.name}.shape", shape)
    for statement in statements:
        if statement.is_equation:
            yield from read_equation(drawing, statement, values, moments)


def is_twin(name: str) -> bool:
    """Whether a name, or what it is the transpose of, is of the backward pass."""
    return name.removesuffix(".T").endswith("b")


def in_time(drawing: Drawing, moments: Moments, name: str) -> list[tuple[Matrix, np.ndarray]]:
    """The matrices of a name, each with its value."""
    drawn = sorted((m for m in drawing.matrices if m.name == name), key=lambda m: m.middle[1])
    values = moments.of(name)
    assert len(values) in (1, len(drawn)), name
    values = values * len(drawn) if len(values) == 1 else values
    return list(zip(drawn, reversed(values) if is_twin(name) else values))


def read_equation(drawing: Drawing, statement: Statement, values: Values,
                  moments: Moments) -> Iterable[Reading]:
    """A factor before a matrix, and the line below that works out the tinted element of the result."""
    *terms, result = statement.matrices
    assert statement.head not in [term.name for term in terms]
    first, second, *added = [np.eye(1)] * (len(terms) == 1) + [values[term] for term in terms]
    np.testing.assert_allclose(values[result], first @ second + (added[0] if added else 0), rtol=1e-6)
    for text in statement.texts:
        if text.says.endswith(" ·"):
            factor = written(np.mean(values[result] / second), 0)
            yield Reading(text, f"{statement.head} / {terms[0].name}", f"{factor} ·")
    if not result.tinted:
        return
    (i, j), = result.tinted
    expected = [[(i, k) for k in range(first.shape[1])], [(k, j) for k in range(second.shape[0])], [(i, j)]]
    assert [term.tinted for term in terms] == expected[:len(terms)]
    line = min((t for t in drawing.texts if " · " in t.says and t.y > statement.bottom), key=lambda t: t.y)
    yield read_sum(line, terms, result, values, moments)


def read_sum(line: Text, terms: list[Matrix], result: Matrix, values: Values, moments: Moments) -> Reading:
    """The sum of products of the tinted elements, with as many decimals as the line or a matrix has."""
    shown = iter(NUMBER.findall(line.says))

    def element(matrix: Matrix, place: tuple[int, int]) -> str:
        least = moments.places(matrix.name, values[matrix])
        return written(values[matrix][place], max(least, decimals_of(next(shown, ""))))

    first, second, *added = ([(term, place) for place in term.tinted] for term in terms)
    sides = ""
    for product in [*zip(first, second), *([(one,) for one in added[0]] if added else [])]:
        for k, factor in enumerate(product):
            text = element(*factor)
            sides += " · " if k else " + " if sides else ""
            sides += bracketed(text) if sides else text
    end = element(result, result.tinted[0])
    value = eval(sides.replace("·", "*").replace("−", "-"))
    assert written(value, decimals_of(end)) == end
    sign = "=" if abs(value - read(end)) < 1e-12 else "≈"
    product = " @ ".join(term.name for term in terms[:2])
    return Reading(line, f"({product}){list(result.tinted[0])}", f"{sides} {sign} {end}")


def read_errors(drawing: Drawing, moments: Moments) -> Iterable[Reading]:
    """The error of the first epoch, and what it is the logarithm of."""
    error = written(moments.of("E")[0].item())
    for text in (text for s in drawing.statements if s.head == "E" for text in s.texts):
        share = f"−log {written(shares(moments)[0][1], 3)} = " if "log" in text.says else ""
        yield Reading(text, "E", share + error)
    for text in drawing.texts:
        if text.says.startswith("E = ") and not text.is_name and text.anchor == "middle":
            yield Reading(text, "E", f"E = {error}")


# --- networks ---------------------------------------------------------------------------------------------


def read_network(drawing: Drawing, *_) -> Iterable[Reading]:
    """Nodes are what the matrix beside them is; on a line from node to node stands the weight between them.

    What stands in a matrix, too, is read by what it says there.
    """
    boxes, rows = sorted(drawing.having("node"), key=lambda b: b.middle[0]), []
    for statement in drawing.statements:
        if row := [b for b in boxes if abs(b.middle[1] - statement.y) < 0.5]:
            rows.append((statement.matrices[0], row))
    assert sum(len(row) for _, row in rows) == len(boxes)
    weights, biases = (iter([s.matrices[0] for s in drawing.statements if s.head[0] == c]) for c in "WB")
    for matrix, row in rows:
        for j, (cell, box) in enumerate(zip(matrix.cells[0], row, strict=True)):
            yield Reading(text_at(drawing, box.middle), f"{matrix.name}[0,{j}]", cell.says)
        leaving = [s for s in drawing.having("thin", "role-w") if abs(s.points[0][1] - row[0].bottom) < 0.1]
        if leaving:
            below = next(r for _, r in rows if r[0].middle[1] > row[0].middle[1])
            assert len(leaving) == len(row) * len(below)
            yield from read_weights(drawing, next(weights), row, below, leaving)
            yield from read_biases(drawing, next(biases), below)


def read_weights(drawing: Drawing, weights: Matrix, row: list, below: list, lines: list) -> Iterable[Reading]:
    """On each line from a node of a row to one of the row below."""
    between = [t for t in drawing.texts if "role-w" in t.classes and row[0].bottom < t.y < below[0].top]
    for line in lines:
        (x1, y1), (x2, y2) = line.points
        (i,), (j,) = ([k for k, box in enumerate(boxes) if abs(box.middle[0] - x) < 0.1]
                      for boxes, x in ((row, x1), (below, x2)))
        text, = (t for t in between if abs(t.x - (x1 + (t.y - y1) / (y2 - y1) * (x2 - x1))) < 0.1)
        yield Reading(text, f"{weights.name}[{i},{j}]", weights.cells[i][j].says)


def read_biases(drawing: Drawing, bias: Matrix, row: list) -> Iterable[Reading]:
    """Left of each node."""
    for j, box in enumerate(row):
        x, y = box.middle
        before = [t for t in drawing.texts if "role-b" in t.classes and t.on_line(y) and t.x < x]
        yield Reading(max(before, key=lambda t: t.x), f"{bias.name}[0,{j}]", bias.cells[0][j].says)


def text_at(drawing: Drawing, place: np.ndarray) -> Text:
    """The text in the middle of a box."""
    x, y = place
    found, = (t for t in drawing.texts if t.anchor == "middle" and abs(t.x - x) < 0.1 and t.on_line(y))
    return found


# --- formulas beside arrows and curves --------------------------------------------------------------------


def read_passes(drawing: Drawing, moments: Moments, *_) -> Iterable[Reading]:
    """What stands beside an arrow makes of the matrix at its beginning the one at its end."""
    names = {name: moments.of(name)[-1] for name in ("H", "O", "T", "WO", "WH")}
    names["n"] = moments.data["T"].size
    back = [(matrix.middle[1], name, value) for name in ("Hb", "Ob")
            for matrix, value in in_time(drawing, moments, name)]
    for text in drawing.texts:
        if re.match(r"[×2(]", text.says) and "number" not in text.classes:
            _, name, after = max((entry for entry in back if entry[0] < text.y), key=lambda entry: entry[0])
            below = [entry for entry in back if entry[0] >= text.y]
            found = eval(text.formula.removeprefix("* "), {}, names)
            if text.says.startswith("×"):
                found = found * min(below, key=lambda entry: entry[0])[2]
            yield formula(text, f"the way to {name}", np.allclose(found, after, rtol=1e-6))


def read_slopes(drawing: Drawing, _, kind: str) -> Iterable[Reading]:
    """The slope beside its curve, for many values of the function."""
    xs = np.linspace(-5, 5, 101) + 0.01
    for text in drawing.texts:
        if "a" in text.formula and re.search(r"\d", text.says):
            said = eval(text.formula.split(" ", 1)[1], {}, {"a": FUNCTIONS[kind](xs)})
            yield formula(text, f"the slope of {kind}", np.allclose(said, SLOPES[kind](xs), rtol=1e-6))


# --- softmax ----------------------------------------------------------------------------------------------


def read_softmax(drawing: Drawing, moments: Moments) -> Iterable[Reading]:
    """The sum that all are divided by, and each share."""
    _, powers, results = moments.of("O")
    divisor = next(text for text in drawing.texts if text.says.startswith("÷"))
    yield Reading(divisor, "the sum of exponentials", f"÷ ({' + '.join(written(v, 3) for v in powers[0])})")
    parts = iter(drawing.having("part"))
    for name, values, decimals in (("O", results, 3), ("T", moments.data["T"], 0)):
        for j, value in enumerate(values[0]):
            if value:
                text = text_at(drawing, next(parts).middle)
                yield Reading(text, f"{name}[0,{j}]", written(value, decimals))


def read_cost(drawing: Drawing, moments: Moments) -> Iterable[Reading]:
    """Above each dot its epoch and the error."""
    for dot, (epoch, _, error) in zip(drawing.having("dot"), shares(moments), strict=True):
        upper, lower = sorted((t for t in drawing.texts if t.anchor == "middle" and "tick" not in t.classes
                               and abs(t.x - dot.middle[0] - 2) < 0.1), key=lambda t: t.y)
        yield Reading(upper, "epoch", f"epoch {epoch}")
        yield Reading(lower, f"epoch {epoch}: E", written(error, 3))


# --- the bowl and the descents ----------------------------------------------------------------------------


def read_ticks(plots: list[Panel]) -> Iterable[Reading]:
    """What the places of ticks stand for, by what else stands in the plot."""
    seen = set()
    for panel in plots:
        for k, (slope, offset) in enumerate(panel.scales(by_ticks=False)):
            for tick in [tick for tick in (panel.x_ticks, panel.y_ticks)[k] if tick not in seen]:
                value = (tick.place[k] - offset) / slope
                said = power(round(value)) if k and panel.is_log else written(round(20 * value) / 20)
                yield Reading(tick, f"the tick at {'xy'[k]} = {value:.3f}", said)
                seen.add(tick)


def read_lowest(drawing: Drawing) -> Iterable[Reading]:
    """Where it is."""
    says = f"p = {written(-2)},  E = {written(height(-2))}"
    yield Reading(beginning(drawing, "p"), "the lowest point", says)


def read_move(drawing: Drawing, program: str) -> Iterable[Reading]:
    """One unit downhill, and how E falls."""
    p, slope = start(program)
    to = p - np.sign(slope)
    after, before = height(to), height(p)
    fall = f"{written(after)} − {written(before)} = {written(after - before)}"
    way = f"p: {written(p)} → {written(to)}"
    yield Reading(beginning(drawing, "p:"), f"{program}: p, one unit downhill", way)
    yield Reading(beginning(drawing, "ΔE"), "E there less E here", f"ΔE = {fall}")


def read_triangle(drawing: Drawing, program: str) -> Iterable[Reading]:
    """The slope, and the sides of the tangent's triangle."""
    _, slope = start(program)
    yield Reading(beginning(drawing, "dE/dp"), f"{program}: dEdp", f"dE/dp = {written(slope)}")
    corners = next(s.points for s in drawing.having("axis") if len(s.points) == 3)
    for what, k, ends, value in (("width", 0, [0, 2], 1), ("height", 1, [0, 2], slope)):
        side = next(t for t in drawing.texts if "tick" not in t.classes and NUMBER.fullmatch(t.says)
                    and abs(t.place[k] - corners[ends, k].mean()) < NEAR)
        yield Reading(side, f"the triangle's {what}", written(value))


def read_step(drawing: Drawing, program: str) -> Iterable[Reading]:
    """The arithmetic of one step."""
    (p, slope), run = start(program), runs.run(program)
    sides = f"{written(p)} − {written(run.first('lr'))} · {bracketed(written(slope))}"
    text = next(t for t in drawing.texts if "·" in t.says and re.search(r"\d", t.says))
    yield Reading(text, f"{program}: p - lr * dEdp", f"{sides} = {written(run.last('p'))}")


def beginning(drawing: Drawing, word: str) -> Text:
    """The text with a number that begins with this word."""
    return next(t for t in drawing.texts if t.says.split(" ")[0] == word and re.search(r"\d", t.says))


def read_places(drawing: Drawing, plots: list[Panel], descents: list[str], *_) -> Iterable[Reading]:
    """Beside each step p after it, of the last descent, in its colour; not of more than two descents."""
    ps, rule = places(*PROGRAMS[descents[-1]]), descents[-1].split()[0]
    _, (slope, offset) = plots[1].scales(by_ticks=False)
    style = {"number"} if rule == "gd" else {"number", f"rule-{rule}"}
    for k, p in enumerate(ps if len(descents) <= 2 else []):
        text, = (t for t in drawing.texts if t.classes == style and t.on_line(slope * k + offset))
        yield Reading(text, f"{rule}: p after {k} steps", written(p, 3))


def read_settling(drawing: Drawing, language: str, descent: str) -> Iterable[Reading]:
    """Beside each dotted line its step; at the first p then, at the second how near p stays from then on."""
    ps = places(*PROGRAMS[descent])
    near, = (t for t in drawing.texts if t.formula.startswith("|"))
    few, settled = pauses(ps, len(places(*PROGRAMS["adam"])))
    yield formula(near, f"what holds from step {settled} on", first_within(ps, near.formula) == settled)
    for guide, k in zip(drawing.having("guide")[2:], (few, settled), strict=True):
        close = [t for t in drawing.texts if abs(t.y - guide.middle[1]) < 11 and "tick" not in t.classes]
        after, *value = sorted((t for t in close if t is not near), key=lambda t: t.x)
        yield Reading(after, "the step", LABELS[language]["after"].format(k))
        for text in value:
            yield Reading(text, f"434_1: p after {k} steps", f"p = {written(ps[k], 3)}")


def first_within(ps: list[float], condition: str) -> int | None:
    """The first step from which on a condition on p, such as "|p + 2| < 1", holds."""
    check = re.sub(r"\|(.*)\|", r"abs(\1)", condition)
    return next((k for k in range(len(ps)) if all(eval(check, {}, {"p": p}) for p in ps[k:])), None)


def read_rates(drawing: Drawing, program: str) -> Iterable[Reading]:
    """Above each descent its rate, below it what the distance is multiplied by."""
    for line, guide in zip(drawing.having("curve"), drawing.having("guide"), strict=True):
        rate = rate_of(line, guide)
        first, second, *_ = places_at_rate(program, rate)
        above, below = sorted((t for t in drawing.texts if abs(t.x - guide.left) < NEAR), key=lambda t: t.y)
        yield Reading(above, "lr of this descent", f"lr = {written(rate)}")
        factor = bracketed(written((second + 2) / (first + 2)))
        yield Reading(below, "what the distance is multiplied by", f"× {factor}")


# --- all of them ------------------------------------------------------------------------------------------

# By how a figure's name ends: what reads it besides its matrices and ticks.
OF_NETWORKS: dict[str, Callable[..., Iterable[Reading]]] = {
    "_network": read_network, "_passes": read_passes, "_curve": read_slopes, "_softmax": read_softmax,
    "_cost": read_cost, "_slope": read_weight, "_nearest": read_nearest,
}
OF_DESCENTS: dict[str, Callable[..., Iterable[Reading]]] = {
    "421_bowl": read_lowest, "422_left": read_move, "423_right": read_move, "_slope": read_triangle,
    "_step": read_step, "_rates": read_rates,
}


def readings(name: str, language: str, root: Element) -> Iterable[Reading]:
    """Of each number in a figure what stands for it."""
    drawing = Drawing(root)
    plots, (_, arguments) = panels(name, drawing), PLOTS.get(name, (None, ()))
    yield from read_ticks(plots)
    if name == "436_ravines" or name.endswith("_errors"):       # where only ticks have numbers
        return
    if name == "442_step":
        yield from (Reading(*one) for one in steps.expected(drawing))
    elif not re.match("42[1-4]|43", name):
        moments = network_of(name)
        yield from read_matrices(drawing, moments)
        yield from read_errors(drawing, moments)
        for ending, reader in OF_NETWORKS.items():
            if name.endswith(ending):
                labels = (LABELS[language],) if reader is read_weight else ()
                yield from reader(drawing, moments, *arguments, *labels)
    elif name == "434_settles":
        yield from read_settling(drawing, language, *arguments)
    elif reader := next((reader for ending, reader in OF_DESCENTS.items() if name.endswith(ending)), None):
        yield from reader(drawing, *arguments)
    else:
        yield from read_places(drawing, plots, *arguments)


def wrong(name: str, language: str, root: Element) -> dict[Element, str]:
    """What is wrong with each text: it says something else than it should, or stands for nothing."""
    texts = [text for text in root.iter(f"{SVG}text") if any(map(str.isnumeric, content(text)))]
    said = list(readings(name, language, root))
    found = dict.fromkeys(texts, "nothing stands for it") | {one.text.element: one.finding for one in said}
    assert len({one.text.element for one in said}) == len(said)
    return {text: finding for text, finding in found.items() if finding}
