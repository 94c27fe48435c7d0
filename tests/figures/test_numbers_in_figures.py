"""Every number in a figure is the one that belongs at its place: read off the drawing, and held against the run."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree

import numpy as np
import pytest
from drawings import SVG, Drawing, Matrix, Statement, Text, content
from drawn_plots import PLOTS, Panel, at_rate, height, number, panels, pauses, places, rate_of, shares, start
from drawn_values import FUNCTIONS, SLOPES, Moments, decimals_of, network_of, written

import figures
from figures import runs
from figures.labels import LABELS
from literate.mutation import other_digit

ALL = [(name, language) for name in figures.names() for language in LABELS]
NUMBER = re.compile(r"−?\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Reading:
    """What stands for a text: an expression, and what it must say; where a formula is right, what it says."""

    text: Text
    expression: str
    expected: str

    @property
    def finding(self) -> str:
        is_right = self.text.says == self.expected
        return "" if is_right else f"{self.text.says!r} where {self.expression} = {self.expected!r}"


def bracketed(text: str) -> str:
    return f"({text})" if text.startswith("−") else text


def formula(text: Text, expression: str, is_right: bool) -> Reading:
    """A formula is what it says, or something else if the values are not as it says."""
    return Reading(text, expression, text.says if is_right else "something else")


# --- matrices ---------------------------------------------------------------------------------------------


def read_matrices(drawing: Drawing, moments: Moments) -> Iterable[Reading]:
    """Of each matrix every element, and of an equation its shapes and how the result's marked element is worked out.

    Where a name has several values, those of the forward pass come downwards, those of the backward pass upwards.
    """
    statements = drawing.statements
    names = {matrix.name for matrix in drawing.matrices}
    values = {matrix: value for name in names for matrix, value in in_time(drawing, moments, name)}
    for matrix, value in values.items():
        assert matrix.is_dashed == matrix.name.removesuffix(".T").endswith("b") and matrix.shape == value.shape
        decimals = moments.places(matrix.name, value)
        for (i, j), element in np.ndenumerate(value):
            yield Reading(matrix.cells[i][j], f"{matrix.name}[{i},{j}]", written(element, decimals))
        below = [t for t in drawing.texts if "shape" in t.classes and abs(t.x - matrix.middle[0]) < 0.03]
        if below := [t for t in below if 0 < t.y - matrix.middle[1] < 60]:
            yield Reading(min(below, key=lambda t: t.y), f"{matrix.name}.shape", "×".join(map(str, value.shape)))
    for statement in statements:
        if statement.is_equation:
            yield from read_equation(drawing, statement, values, moments)


def in_time(drawing: Drawing, moments: Moments, name: str) -> list[tuple[Matrix, np.ndarray]]:
    drawn = sorted((m for m in drawing.matrices if m.name == name), key=lambda m: m.middle[1])
    values = moments.of(name)
    assert len(values) in (1, len(drawn)), name
    values = values * len(drawn) if len(values) == 1 else values
    return list(zip(drawn, reversed(values) if name.removesuffix(".T").endswith("b") else values))


def read_equation(drawing: Drawing, statement: Statement, values: dict[Matrix, np.ndarray],
                  moments: Moments) -> Iterable[Reading]:
    *terms, result = statement.matrices
    assert statement.head not in [term.name for term in terms]
    first, second, *added = (values[term] for term in terms) if len(terms) > 1 else (np.eye(1), values[terms[0]])
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
    yield worked_out(line, terms, result, values, moments)


def worked_out(line: Text, terms: list[Matrix], result: Matrix, values: dict[Matrix, np.ndarray],
               moments: Moments) -> Reading:
    """The sum of products of the tinted elements, each with as many decimals as the line gives it, but no fewer
    than its matrix."""
    first, second, *added = ([(term, *place) for place in term.tinted] for term in terms)
    products = [*zip(first, second), *([(element,) for element in added[0]] if added else [])]
    shown, texts = iter(NUMBER.findall(line.says)), []
    for product in [*products, [(result, *result.tinted[0])]]:
        factors = []
        for matrix, i, j in product:
            value = values[matrix]
            least = moments.places(matrix.name, value)
            factors.append(written(value[i, j], max(least, decimals_of(next(shown, "")))))
        texts.append(factors)
    *operands, (end,) = texts
    operands = [[bracketed(text) if terms_before + k else text for k, text in enumerate(factors)]
                for terms_before, factors in enumerate(operands)]
    sides = " + ".join(" · ".join(factors) for factors in operands)
    value = eval(sides.replace("·", "*").replace("−", "-"))
    assert written(value, decimals_of(end)) == end
    sign = "=" if abs(value - number(end)) < 1e-12 else "≈"
    product = " @ ".join(term.name for term in terms[:2])
    return Reading(line, f"({product}){list(result.tinted[0])}", f"{sides} {sign} {end}")


def read_errors(drawing: Drawing, moments: Moments) -> Iterable[Reading]:
    error = written(moments.of("E")[0].item())
    for statement in drawing.statements:
        if statement.head == "E":
            text, = statement.texts
            share = f"−log {written(shares(moments)[0][1], 3)} = " if "log" in text.says else ""
            yield Reading(text, "E", share + error)
    for text in drawing.texts:
        if text.says.startswith("E = ") and not text.is_name and text.anchor == "middle":
            yield Reading(text, "E", f"E = {error}")


# --- networks ---------------------------------------------------------------------------------------------


def read_network(drawing: Drawing) -> Iterable[Reading]:
    """Nodes are what the matrix beside them is; what stands on a line from node to node is the weight between them."""
    boxes = [s for s in drawing.shapes if "node" in s.classes]
    lines = [s for s in drawing.shapes if {"thin", "role-w"} <= s.classes]
    rows: list[tuple[Matrix, list]] = []
    for statement in drawing.statements:
        row = sorted((b for b in boxes if abs(b.middle[1] - statement.y) < 0.5), key=lambda b: b.middle[0])
        if row:
            rows.append((statement.matrices[0], row))
    assert sum(len(row) for _, row in rows) == len(boxes)
    weights = iter([s.matrices[0] for s in drawing.statements if s.head.startswith("W")])
    biases = iter([s.matrices[0] for s in drawing.statements if s.head.startswith("B")])
    for matrix, row in rows:
        for j, (cell, box) in enumerate(zip(matrix.cells[0], row, strict=True)):
            yield like(text_at(drawing, box.middle), cell, f"{matrix.name}[0,{j}]")
        leaving = [s for s in lines if abs(s.points[0][1] - row[0].points[1][1]) < 0.1]
        if not leaving:
            continue
        weight, bias = next(weights), next(biases)
        _, below = next((m, r) for m, r in rows if r[0].middle[1] > row[0].middle[1])
        assert len(leaving) == len(row) * len(below)
        on_lines = [t for t in drawing.texts if "role-w" in t.classes and row[0].middle[1] < t.y < below[0].middle[1]]
        for line in leaving:
            (x1, y1), (x2, y2) = line.points
            i, = (k for k, box in enumerate(row) if abs(box.middle[0] - x1) < 0.1)
            j, = (k for k, box in enumerate(below) if abs(box.middle[0] - x2) < 0.1)
            text, = (t for t in on_lines if abs(t.x - (x1 + (t.y - y1) / (y2 - y1) * (x2 - x1))) < 0.1)
            yield like(text, weight.cells[i][j], f"{weight.name}[{i},{j}]")
        for j, box in enumerate(below):
            text = max((t for t in drawing.texts if "role-b" in t.classes and t.on_line(box.middle[1])
                        and t.x < box.middle[0]), key=lambda t: t.x)
            yield like(text, bias.cells[0][j], f"{bias.name}[0,{j}]")


def like(text: Text, cell: Text, expression: str) -> Reading:
    """What stands in a matrix, too, where it is read by its value."""
    return Reading(text, expression, cell.says)


def text_at(drawing: Drawing, place: np.ndarray) -> Text:
    found, = (t for t in drawing.texts if t.anchor == "middle" and abs(t.x - place[0]) < 0.1 and t.on_line(place[1]))
    return found


# --- formulas beside arrows and curves --------------------------------------------------------------------


def read_passes(drawing: Drawing, moments: Moments) -> Iterable[Reading]:
    """What stands beside an arrow makes of the matrix at its beginning the one at its end."""
    names = {name: moments.of(name)[-1] for name in ("H", "O", "T", "WO", "WH")} | {"n": moments.data["T"].size}
    for text in drawing.texts:
        if re.match(r"[×2(]", text.says) and "number" not in text.classes:
            above, below = ([(m.middle[1], m.name, v) for name in ("Hb", "Ob") for m, v in in_time(drawing, moments, name)
                             if (m.middle[1] < text.y) == side] for side in (True, False))
            _, name, after = max(above, key=lambda entry: entry[0])
            before = min(below, key=lambda entry: entry[0])[2] if below else None
            value = eval(text.formula.removeprefix("* "), {}, names)
            found = value * before if text.says.startswith("×") else value
            yield formula(text, f"the way to {name}", np.allclose(found, after, rtol=1e-6))


def read_slopes(drawing: Drawing, kind: str) -> Iterable[Reading]:
    xs = np.linspace(-5, 5, 101) + 0.01
    for text in drawing.texts:
        if "a" in text.formula and re.search(r"\d", text.says):
            said = eval(text.formula.split(" ", 1)[1], {}, {"a": FUNCTIONS[kind](xs)})
            yield formula(text, f"the slope of {kind}", np.allclose(said, SLOPES[kind](xs), rtol=1e-6))


# --- softmax ----------------------------------------------------------------------------------------------


def read_softmax(drawing: Drawing, moments: Moments) -> Iterable[Reading]:
    _, powers, results = moments.of("O")
    texts = {text.says[:1]: text for text in drawing.texts if text.says.startswith("÷")}
    yield Reading(texts["÷"], "the sum of exponentials", f"÷ ({' + '.join(written(v, 3) for v in powers[0])})")
    parts = iter([s for s in drawing.shapes if "part" in s.classes])
    for name, values, decimals in (("O", results, 3), ("T", moments.data["T"], 0)):
        for j, value in enumerate(values[0]):
            if value:
                yield Reading(text_at(drawing, next(parts).middle), f"{name}[0,{j}]", written(value, decimals))


def read_cost(drawing: Drawing, moments: Moments) -> Iterable[Reading]:
    dots = [s.middle for s in drawing.shapes if "dot" in s.classes]
    for dot, (epoch, _, error) in zip(dots, shares(moments), strict=True):
        upper, lower = sorted((t for t in drawing.texts if t.anchor == "middle" and abs(t.x - dot[0] - 2) < 0.1
                               and "tick" not in t.classes), key=lambda t: t.y)
        yield Reading(upper, "epoch", f"epoch {epoch}")
        yield Reading(lower, f"epoch {epoch}: E", written(error, 3))


# --- descents ---------------------------------------------------------------------------------------------


def read_ticks(plots: list[Panel]) -> Iterable[Reading]:
    """What the places of ticks stand for, by what else stands in the plot."""
    seen = set()
    for panel in plots:
        for ticks, (slope, offset), axis in zip((panel.x_ticks, panel.y_ticks), panel.scales(by_ticks=False), "xy"):
            for tick in ticks:
                if tick not in seen:
                    value = ((tick.x if axis == "x" else tick.y) - offset) / slope
                    yield Reading(tick, f"the tick at {axis} = {value:.3f}", written(round(20 * value) / 20))
                    seen.add(tick)


def read_bowl(drawing: Drawing, name: str) -> Iterable[Reading]:
    """The arithmetic above the bowl, and beside the tangent's triangle."""
    texts = {text.says.split(" ")[0].rstrip(":"): text for text in drawing.texts if re.search(r"\d", text.says)}
    program = PLOTS[name][1][0] if PLOTS[name][1] else "424_2"
    p, slope = start(program)
    to = p - np.sign(slope)
    if name == "421_bowl":
        yield Reading(texts["p"], "the lowest point", f"p = {written(-2)},  E = {written(height(-2))}")
    elif name in ("422_left", "423_right"):
        after, before = height(to), height(p)
        fall = f"{written(after)} − {written(before)} = {written(after - before)}"
        yield Reading(texts["p"], f"{program}: p, one unit downhill", f"p: {written(p)} → {written(to)}")
        yield Reading(texts["ΔE"], "E there less E here", f"ΔE = {fall}")
    elif name in ("422_slope", "423_slope"):
        yield Reading(texts["dE/dp"], f"{program}: dEdp", f"dE/dp = {written(slope)}")
        corners = next(s.points for s in drawing.shapes if "axis" in s.classes and len(s.points) == 3)
        along, up = (next(t for t in drawing.texts if "tick" not in t.classes and NUMBER.fullmatch(t.says)
                          and abs(getattr(t, axis) - corners[ends, k].mean()) < 0.03)
                     for axis, k, ends in (("x", 0, [0, 2]), ("y", 1, [0, 2])))
        yield Reading(along, "the triangle's width", written(1))
        yield Reading(up, "the triangle's height", written(slope))
    else:
        rate, end = (float(runs.run(program).first("lr")), float(runs.run(program).last("p")))
        sides = f"{written(p)} − {written(rate)} · {bracketed(written(slope))}"
        text = next(t for t in drawing.texts if "·" in t.says and re.search(r"\d", t.says))
        yield Reading(text, f"{program}: p - lr * dEdp", f"{sides} = {written(end)}")


def read_places(drawing: Drawing, plots: list[Panel], descents: list[str]) -> Iterable[Reading]:
    """Beside each step p after it, of the last descent, in its colour."""
    if len(descents) <= 2:
        ps, rule = places(descents[-1]), descents[-1].split()[0]
        _, (slope, offset) = plots[1].scales(by_ticks=False)
        style = {"number"} if rule == "gd" else {"number", f"rule-{rule}"}
        for k, p in enumerate(ps):
            text, = (t for t in drawing.texts if t.classes == style and t.on_line(slope * k + offset))
            yield Reading(text, f"{rule}: p after {k} steps", written(p, 3))


def read_settling(drawing: Drawing, plots: list[Panel], language: str) -> Iterable[Reading]:
    """Beside each dotted line its step; at the first p then, at the second how near p stays from then on."""
    ps, guides = places("adam for long"), [s for s in drawing.shapes if "guide" in s.classes][2:]
    near, = (t for t in drawing.texts if t.formula.startswith("|"))
    few, settled = pauses(ps, len(places("adam")))
    yield formula(near, f"what holds from step {settled} on", first_within(ps, near.formula) == settled)
    for guide, k in zip(guides, (few, settled), strict=True):
        close = [t for t in drawing.texts if abs(t.y - guide.middle[1]) < 11 and "tick" not in t.classes]
        after, *value = sorted((t for t in close if t is not near), key=lambda t: t.x)
        yield Reading(after, "the step", LABELS[language]["after"].format(k))
        for text in value:
            yield Reading(text, f"434_1: p after {k} steps", f"p = {written(ps[k], 3)}")


def first_within(ps: list[float], condition: str) -> int | None:
    """The first step from which on a condition on p, such as "|p + 2| < 1", holds."""
    check = re.sub(r"\|(.*)\|", r"abs(\1)", condition)
    return next((k for k in range(len(ps)) if all(eval(check, {}, {"p": p}) for p in ps[k:])), None)


def read_rates(drawing: Drawing) -> Iterable[Reading]:
    lines = [s for s in drawing.shapes if "curve" in s.classes]
    guides = [s for s in drawing.shapes if "guide" in s.classes]
    for line, guide in zip(lines, guides, strict=True):
        rate = rate_of(line, guide)
        first, second, *_ = at_rate("424_3", rate)
        above, below = sorted((t for t in drawing.texts if abs(t.x - guide.middle[0]) < 0.03), key=lambda t: t.y)
        yield Reading(above, "lr of this descent", f"lr = {written(rate)}")
        yield Reading(below, "what the distance is multiplied by", f"× {bracketed(written((second + 2) / (first + 2)))}")


# --- all of them ------------------------------------------------------------------------------------------


def readings(name: str, language: str, root: ElementTree.Element) -> Iterable[Reading]:
    drawing = Drawing(root)
    plots = panels(name, drawing)
    yield from read_ticks(plots)
    if not re.match("42[1-4]|43", name):
        moments = network_of(name)
        yield from read_matrices(drawing, moments)
        yield from read_errors(drawing, moments)
    if name.endswith("_network"):
        yield from read_network(drawing)
    elif name.endswith("_passes"):
        yield from read_passes(drawing, moments)
    elif name.endswith("_curve"):
        yield from read_slopes(drawing, name.split("_")[1])
    elif name == "417_softmax":
        yield from read_softmax(drawing, moments)
    elif name == "417_cost":
        yield from read_cost(drawing, moments)
    elif name == "424_rates":
        yield from read_rates(drawing)
    elif name == "434_settles":
        yield from read_settling(drawing, plots, language)
    elif re.match("424_[lr]|43", name):
        yield from read_places(drawing, plots, PLOTS[name][1][0])
    elif re.match("42[1-4]", name):
        yield from read_bowl(drawing, name)


def wrong(name: str, language: str, root: ElementTree.Element) -> dict[ElementTree.Element, str]:
    """What is wrong with each text: it says something else than it should, or has a digit that nothing stands for."""
    found = {text: "nothing stands for it" for text in root.iter(f"{SVG}text") if any(map(str.isnumeric, content(text)))}
    read = list(readings(name, language, root))
    found |= {reading.text.element: reading.finding for reading in read}
    assert len({reading.text.element for reading in read}) == len(read)
    return {text: finding for text, finding in found.items() if finding}


@pytest.mark.parametrize("name", [name for name in figures.names() if name.endswith(("_network", "_backward"))])
def test_nothing_of_a_network_is_left_out_or_said_twice(name):
    drawing = Drawing(ElementTree.fromstring(figures.draw(name, "ko")))
    moments, heads = network_of(name), Counter(statement.head for statement in drawing.statements)
    back = name.endswith("_backward")
    assert heads == {n: len(v) for n, v in moments.defined.items() if (n not in ("T", "E") if back else n[-1] != "b")}


@pytest.mark.parametrize("name, language", ALL)
def test_every_number_is_the_one_that_belongs_there(name, language):
    root = ElementTree.fromstring(figures.draw(name, language))
    assert {content(text): finding for text, finding in wrong(name, language, root).items()} == {}


# --- one digit changed ------------------------------------------------------------------------------------


def falsified(root: ElementTree.Element) -> Iterable[tuple[str, ElementTree.Element]]:
    """For each digit of each text: puts another one there, and says what is changed, and of which text."""
    for text in root.iter(f"{SVG}text"):
        for k, part in enumerate(text.iter()):
            said = part.text or ""
            for match in re.finditer(r"\d", said):
                new = other_digit(match[0], (text.get("x"), text.get("y"), k, said, match.start()))
                part.text = said[:match.start()] + new + said[match.end():]
                yield f"{said} → {part.text}", text
                part.text = said


def falsify(name: str) -> tuple[int, list[str]]:
    """How many digits the texts of a figure have in all languages, and which of them could be others unnoticed."""
    count, survivors, seen = 0, [], set()
    for language in LABELS:
        svg = figures.draw(name, language)
        if svg not in seen:                     # most are the same in both languages
            root = ElementTree.fromstring(svg)
            for what, text in falsified(root):
                count += 1
                survivors += [] if wrong(name, language, root).get(text) else [f"{name}.svg: {what}"]
            seen.add(svg)
    return count, survivors


@pytest.mark.parametrize("name", figures.names())
def test_another_digit_is_noticed_where_it_stands(name):
    assert falsify(name)[1] == []
