"""Figures show what the programs computed, can be read everywhere, and come out the same each time."""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

import figures
from figures import activations, bowl, runs
from figures.equations import Equation, worked_out
from figures.labels import LABELS
from figures.matrices import Matrix
from figures.style import name_spans, number
from literate.chapter import load_program

CSS = (Path(__file__).parent.parent / "docs" / "assets" / "figures.css").read_text(encoding="utf-8")
SVG = "{http://www.w3.org/2000/svg}"
ALL = [(name, language) for name in figures.names() for language in LABELS]
NUMBER = re.compile(r"−?\d+(?:\.\d+)?")

# What each figure draws from, and the numbers in it that no variable holds: of formulas and differences.
# None stands for a test of its own.
SOURCES = {
    "41_forward": ("411_1", ""), "41_backward": ("411_1", "276 328"), "41_input": ("411_1", "276 328"),
    "41_weights": ("411_1", "1"), "411_network": ("411_1", ""), "412_network": ("412_1", ""),
    "413_network": ("413_1", ""), "414_network": ("414_1", ""), "415_network": ("415_1", ""),
    "415_forward": ("415_1", ""), "415_backward": ("415_1", ""), "415_hidden": ("415_1", ""),
    "415_weights": ("415_1", "1"), "416_network": ("416_1", ""), "416_sigmoid_curve": ("416_1", "1"),
    "416_tanh_curve": ("416_3", "1"), "416_relu_curve": ("416_5", "0"),
    "416_sigmoid_passes": ("416_1", "1 2"), "416_tanh_passes": ("416_3", "1 2"),
    "416_relu_passes": ("416_5", "0 2"), "417_network": ("417_1", ""),
    "417_softmax": ("417_1", ""), "417_cost": ("417_1", ""), "417_passes": ("417_1", "1"),
    "418_network": ("417_5", ""), "418_tape": ("418_2", ""), "421_bowl": ("424_2", "−2 0"),
    "422_left": ("424_2", "−1.5"), "422_slope": ("424_2", "1"), "423_right": ("424_3", "−4 2 −2.5"),
    "423_slope": ("424_3", "1"), "424_step": ("424_1", ""), "424_left": ("424_2", None),
    "424_right": ("424_3", ""), "424_rates": ("424_3", None), "43_paths": ("424_3", ""),
    "431_path": ("431_1", ""), "432_path": ("432_1", ""), "433_path": ("433_1", ""),
    "434_path": ("434_1", ""), "434_settles": ("434_1", None),
}


@functools.cache
def root(name: str, language: str = "ko") -> ElementTree.Element:
    return ElementTree.fromstring(figures.draw(name, language))


def texts(element: ElementTree.Element) -> list[ElementTree.Element]:
    return list(element.iter(f"{SVG}text"))


def content(text: ElementTree.Element) -> str:
    """What a text says, its mathematical italics as plain letters."""
    return "".join(unicodedata.normalize("NFKC", c) if c.isalpha() else c for c in "".join(text.itertext()))


def classes(element: ElementTree.Element) -> set[str]:
    return set(element.get("class", "").split())


def shown(name: str) -> list[str]:
    """The numbers in a figure, its axes' ticks and the shapes of matrices left out."""
    return [n for text in texts(root(name)) if not classes(text) & {"tick", "shape"}
            for n in NUMBER.findall(content(text))]


# --- what they show ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name, (_, extra) in SOURCES.items() if extra is not None])
def test_every_number_shown_is_a_value_of_the_run(name):
    program, extra = SOURCES[name]
    timeline = runs.run(program).timeline
    descends = "p" in timeline
    values = np.concatenate([np.ravel(value).astype(float) for variable in timeline.keys() - {"ps", "Es"}
                             for _, epoch, value in timeline[variable] if descends or epoch in (-1, 0, 199)])
    known = {number(value, places) for value in values for places in range(5)} | set(extra.split())
    assert [n for n in shown(name) if n not in known] == []


def test_every_figure_is_checked_or_has_a_test_of_its_own():
    assert set(SOURCES) == set(figures.names())
    elsewhere = [name for name, (_, extra) in SOURCES.items() if extra is None]
    assert elsewhere == ["424_left", "424_rates", "434_settles"]


@pytest.fixture
def changed(monkeypatch):
    """Figures drawn as if a program's line read otherwise."""
    def change(old: str, new: str) -> None:
        def load(name):
            program = load_program(name)
            return replace(program, text=program.text.replace(old, new))
        monkeypatch.setattr(runs, "load_program", load)
        root.cache_clear()
    yield change
    root.cache_clear()


def test_the_network_follows_its_program(changed):
    changed("X = np.array([[2, 3]])", "X = np.array([[7, 3]])")
    assert {"7", "34", "55"} <= set(shown("411_network"))            # 7·3 + 3·4 + 1 and 7·5 + 3·6 + 2
    assert not {"19", "30"} & set(shown("411_network"))


def test_the_slope_follows_its_program(changed):
    changed("p = -5", "p = -3")
    assert shown("423_slope").count("−1") == 2


@pytest.mark.parametrize("section, inputs, outputs", [("411", 2, 2), ("412", 3, 3), ("413", 2, 1)])
def test_each_weight_stands_on_its_edge(section, inputs, outputs):
    figure, weights = root(f"{section}_network"), runs.start(runs.run(f"{section}_1"), "W")
    edges = [line.get("d") for line in figure.iter(f"{SVG}path") if {"thin", "role-w"} <= classes(line)]
    labels = [text for text in texts(figure) if {"number", "role-w"} == classes(text)]
    assert len(edges) == len(labels) == inputs * outputs
    for edge, label, weight in zip(edges, labels, weights.ravel()):
        x1, y1, x2, y2 = map(float, re.findall(r"[\d.]+", edge))
        y = float(label.get("y")) - 0.36 * float(label.get("font-size"))
        assert float(label.get("x")) == pytest.approx(x1 + (y - y1) / (y2 - y1) * (x2 - x1), abs=0.05)
        assert content(label) == number(weight)


def ticks(figure: ElementTree.Element, row: str) -> list[tuple[float, float]]:
    """(value, place) of the axis whose tick labels share the coordinate ``row``."""
    found = [text for text in texts(figure) if "tick" in classes(text)]
    along = "y" if row == "x" else "x"
    groups = itertools.groupby(sorted(found, key=lambda t: float(t.get(row))), key=lambda t: t.get(row))
    largest = max((list(group) for _, group in groups), key=len)
    return [(float(content(text).replace("−", "-")), float(text.get(along))) for text in largest]


@pytest.mark.parametrize("name, program, edit", [
    ("424_left", "424_2", ("range(2)", "range(16)")), ("424_right", "424_3", ()), ("431_path", "424_3", ())])
def test_the_steps_of_plain_descent_stand_where_their_p_is(name, program, edit):
    figure = root(name)
    (p0, x0), *_, (p1, x1) = ticks(figure, "y")
    ps = [float(value) for _, _, value in runs.run(program, *edit).timeline["p"]]
    rings = [circle for circle in figure.iter(f"{SVG}circle") if "ring" in classes(circle)]
    places = [p0 + (float(ring.get("cx")) - x0) / (x1 - x0) * (p1 - p0) for ring in rings]
    assert places[:17] == pytest.approx(ps, abs=1e-3) and places[17:34] == pytest.approx(ps, abs=1e-3)


def test_the_values_beside_the_steps_are_those_of_sixteen_steps():
    ps = [value for _, _, value in runs.run("424_2", "range(2)", "range(16)").timeline["p"]]
    assert shown("424_left") == [number(p, 3) for p in ps]


def test_rates_show_what_a_step_multiplies_the_distance_by():
    assert shown("424_rates") == ["0.5", "0.5", "1", "0", "1.9", "−0.9", "2", "−1", "2.1", "−1.1"]


def test_adam_settles_where_the_long_run_does():
    run = runs.run("434_1", "range(16)", "range(200)")
    ps = np.array([float(value) for _, _, value in run.timeline["p"]])
    settled = next(k for k in range(len(ps)) if all(abs(ps[k:] + 2) < 0.001))
    assert shown("434_settles") == ["16", number(ps[16], 3), str(settled), "2", "0.001"]


def test_the_bowl_is_the_programs_bowl():
    run = runs.run("421_1")
    assert bowl.height(run.first("ps")) == pytest.approx(run.first("Es"), rel=1e-15)


@pytest.mark.parametrize("program, activation", [
    ("416_1", activations.SIGMOID), ("416_3", activations.TANH), ("416_5", activations.RELU)])
def test_activations_are_the_programs(program, activation):
    run = runs.run(program)
    sums, results = runs.bindings(run, "H")
    assert activation.function(sums) == pytest.approx(results, rel=1e-15)
    before, after = runs.bindings(run, "Hb")
    assert before * activation.slope(results) == pytest.approx(after, rel=1e-14)


@pytest.mark.parametrize("activation", [activations.SIGMOID, activations.TANH, activations.RELU])
def test_slopes_are_the_curves_slopes(activation):
    xs = np.array([-1.7, -0.3, 0.4, 1.1])
    differences = (activation.function(xs + 1e-6) - activation.function(xs - 1e-6)) / 2e-6
    assert activation.slope(activation.function(xs)) == pytest.approx(differences, abs=1e-9)


def test_an_elements_arithmetic_gives_the_digits_it_shows():
    for name in ("415_forward", "415_hidden", "415_weights", "41_forward", "41_input", "41_weights"):
        sums = [line for line in map(content, texts(root(name))) if re.search("·.* [=≈] ", line)]
        assert sums
        for line in sums:
            left, sign, right = re.split(" ([=≈]) ", line.replace("−", "-"))
            places = len(right.partition(".")[2])
            value = eval(left.replace("·", "*"), {"__builtins__": {}})
            assert f"{value:.{places}f}" == right and (sign == "=") == (abs(value - float(right)) < 1e-12)


def test_arithmetic_shows_more_digits_where_three_would_mislead():
    h, o = Matrix("H'", np.array([[0.3775]])), Matrix("Ob", np.array([[0.917625]]))
    equation = Equation(Matrix("WOb", h.values @ o.values, (0, 0)), (h, o), (((h, 0, 0), (o, 0, 0)),))
    assert worked_out(equation) == "{H=0.3775} · {Ob=0.9176} ≈ {WOb=0.346}"


def test_a_name_that_no_program_has_is_refused():
    with pytest.raises(ValueError, match="'Qxy' is no variable"):
        name_spans("Qxy")


def test_an_edit_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="stands there 0 times"):
        runs.run("424_3", "range(17)", "range(18)")


def test_a_program_that_fails_is_named(changed):
    changed("p = -5", "p = 1 / 0")
    with pytest.raises(RuntimeError, match=r"424_3\.py:10: .*ZeroDivisionError"):
        runs.run("424_3")


# --- how they show it --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name, language", ALL)
def test_a_figure_stands_in_a_page(name, language):
    svg = root(name, language)
    assert svg.tag == f"{SVG}svg" and svg.get("role") == "img" and "figure" in classes(svg)
    assert not {"width", "height", "style"} & set(svg.keys())
    assert [element.get("id") for element in svg.iter() if element.get("id")] == []


@pytest.mark.parametrize("name, language", ALL)
def test_a_rebuilt_figure_is_the_same(name, language):
    assert figures.draw(name, language) == figures.draw(name, language)


@pytest.mark.parametrize("name, language", ALL)
def test_colours_come_from_the_style_sheet(name, language):
    for element in root(name, language).iter():
        assert not {"fill", "stroke", "style", "color", "opacity"} & set(element.keys())


def test_every_class_is_defined_and_every_definition_used():
    used = set().union(*(classes(element) for name in figures.names() for element in root(name).iter()))
    defined = set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"/\*.*?\*/|\{[^{}]*\}", "", CSS, flags=re.S)))
    assert defined - used == {"md-typeset"}                          # the theme's
    assert used - defined == {"number", "tick", "shape"}              # for scripts and tests


@pytest.mark.parametrize("name, language", ALL)
def test_text_is_large_enough_on_a_phone(name, language):
    svg = root(name, language)
    scale = 330 / float(svg.get("viewBox").split()[2])
    sizes = [float(e.get("font-size")) for e in svg.iter() if e.get("font-size")]
    assert min(sizes) * scale >= 11 and all(float(t.get("font-size")) * scale >= 11.9 for t in texts(svg))


def test_both_languages_have_the_same_labels():
    assert LABELS["ko"].keys() == LABELS["en"].keys()
    assert all(re.search("[가-힣A-Z]", label) for label in LABELS["ko"].values())
    assert not any(re.search("[가-힣]", label) for label in LABELS["en"].values())


def test_an_unknown_language_is_refused():
    with pytest.raises(KeyError, match="fr"):
        figures.draw("411_network", "fr")


# --- room ---------------------------------------------------------------------------------------------------


@functools.cache
def width(text: str, size: float) -> float:
    """In DejaVu Sans, less the tenth by which it is wider than most fonts; Hangul is as wide as high."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", text) if not "가" <= c <= "힣")
    font = FontProperties(family="DejaVu Sans", size=size)
    narrow = text_to_path.get_text_width_height_descent(plain, font, False)[0]
    return 0.9 * narrow + size * (len(text) - len(plain))


def box(text: ElementTree.Element) -> tuple[float, float, float, float]:
    """Left, right, top and bottom of a text's digits and capitals."""
    size, x, y = (float(text.get(key)) for key in ("font-size", "x", "y"))
    wide = width(text.text or "", size)
    wide += sum(width(span.text, float(span.get("font-size") or size)) for span in text)
    left = x - wide * {"middle": 0.5, "end": 1.0}.get(text.get("text-anchor"), 0.0)
    return left, left + wide, y - 0.72 * size, y


@pytest.mark.parametrize("name, language", ALL)
def test_no_text_touches_another_or_leaves_the_figure(name, language):
    svg = root(name, language)
    _, _, wide, high = map(float, svg.get("viewBox").split())
    boxes = [(content(text), box(text)) for text in texts(svg)]
    assert [text for text, (left, right, _, _) in boxes if left < -2 or right > wide + 2] == []
    assert [text for text, (_, _, top, bottom) in boxes if top < 0 or bottom > high] == []
    touching = [(a, b) for (a, p), (b, q) in itertools.combinations(boxes, 2)
                if p[0] < q[1] and q[0] < p[1] and p[2] < q[3] and q[2] < p[3]]
    assert touching == []


# --- colours ------------------------------------------------------------------------------------------------


def luminance(colour: np.ndarray) -> float:
    """Relative luminance of an sRGB colour (red, green, blue in 0…1), WCAG 2.2."""
    linear = np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(first: np.ndarray, second: np.ndarray) -> float:
    """Contrast ratio of two colours, WCAG 2.2."""
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def colour(hexadecimal: str) -> np.ndarray:
    return np.array([int(hexadecimal[k:k + 2], 16) / 255 for k in (1, 3, 5)])


SCHEMES = {
    "light": (CSS.partition("@media screen")[0], colour("#ffffff"), colour("#212121")),
    "dark": (CSS.partition("@media screen")[2], colour("#1e2129"), colour("#c6c8cd")),
}
HUES = re.compile(r"--((?:role|rule)-\w+): (#[0-9a-f]{6});")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_roles_can_be_read_as_text_and_on_their_own_tint(scheme):
    rules, ground, ink = SCHEMES[scheme]
    hues = {name: colour(value) for name, value in HUES.findall(rules)}
    assert len(hues) == 10
    tints = re.findall(r"\.(?:tint|node|part) \{.*?fill-opacity: (0\.\d+)", CSS)
    tint = max(map(float, tints))
    assert len(tints) == 3
    for name, hue in hues.items():
        assert contrast(hue, ground) >= 4.5, name
        assert contrast(ink, tint * hue + (1 - tint) * ground) >= 4.5, name


@pytest.mark.parametrize("scheme", SCHEMES)
def test_lines_without_a_role_stand_out(scheme):
    rules, ground, _ = SCHEMES[scheme]
    edge = re.search(r"--figure-edge: (#[0-9a-f]{6});", rules)[1]
    assert contrast(colour(edge), ground) >= 3


def test_both_schemes_define_the_same_colours():
    light, dark = (dict(HUES.findall(SCHEMES[scheme][0])) for scheme in SCHEMES)
    assert light.keys() == dark.keys()
