"""Figures can be read everywhere, and come out the same each time; what they show, figures/proof judges."""

from __future__ import annotations

import functools
import hashlib
import itertools
import os
import re
import subprocess
import sys
import unicodedata
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

import figures
from figures import networks, runs
from figures.equations import Equation, worked_out
from figures.labels import LABELS
from figures.layers import SINGLE
from figures.matrices import Matrix, width_of_equals
from figures.proof.drawing import SVG, Drawing, classes, content
from figures.style import NAME, name_spans
from literate.findings import ROOT
from literate.site.drawings import IMAGE, draw_file

ASSETS = ROOT / "docs" / "assets"
SHEETS = ("figures", "tokens", "step-viewer")
CSS, TOKENS, VIEWER = ((ASSETS / f"{name}.css").read_text("utf-8") for name in SHEETS)
KINDS = {"x": "XI", "w": "W", "b": "B", "y": "YHO", "t": "T", "e": "E"}
ROLES = {letter: f"role-{kind}" for kind, letters in KINDS.items() for letter in letters}
ALL = [(name, language) for name in figures.names() for language in LABELS]


@functools.cache
def root(name: str, language: str = "ko") -> ElementTree.Element:
    return ElementTree.fromstring(figures.draw(name, language))


def texts(element: ElementTree.Element) -> list[ElementTree.Element]:
    return list(element.iter(f"{SVG}text"))


# --- what is written in them, and what is refused -----------------------------------------------------------


def test_arithmetic_shows_more_digits_where_three_would_mislead():
    h, o = Matrix("H'", np.array([[0.3775]])), Matrix("Ob", np.array([[0.917625]]))
    equation = Equation(Matrix("WOb", h.values @ o.values, (0, 0)), (h, o), (((h, 0, 0), (o, 0, 0)),))
    assert worked_out(equation) == "{H=0.3775} · {Ob=0.9176} ≈ {WOb=0.346}"


def test_names_beside_a_network_have_room():
    figure = networks._Network(runs.run("412_1"), (SINGLE,))
    nodes = figure.xs(3)[-1] + figure.node_width / 2
    assert figure.equals - width_of_equals("XWBYT") - nodes >= 8


def test_a_name_that_no_program_has_is_refused():
    with pytest.raises(ValueError, match="'Qxy' is no variable"):
        name_spans("Qxy")


def test_an_edit_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="stands there 0 times"):
        runs.run("424_3", "range(17)", "range(18)")


def test_a_program_that_fails_is_named():
    with pytest.raises(RuntimeError, match=r"424_3\.py:10: .*ZeroDivisionError"):
        runs.run("424_3", "p = -5", "p = 1 / 0")


def test_a_draft_names_a_program_that_fails_in_the_place_of_its_figure(monkeypatch):
    monkeypatch.setattr(runs, "load_program", lambda name: runs.Program(name, "1 / 0\n", ROOT / name))
    monkeypatch.setitem(figures.FIGURES, "none", lambda language: runs.run("424_3"))
    assert "snippets/424_3.py:1: ZeroDivisionError" in draw_file("none", "ko")


# --- how they show it --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name, language", ALL)
def test_a_figure_stands_in_a_page(name, language):
    svg = root(name, language)
    assert svg.tag == f"{SVG}svg" and svg.get("role") == "img" and "figure" in classes(svg)
    assert not {"width", "height", "style"} & set(svg.keys())
    assert [element.get("id") for element in svg.iter() if element.get("id")] == []


def test_rebuilt_figures_are_the_same():
    code = "import figures, hashlib; print([hashlib.sha256(figures.draw(n, l).encode()).hexdigest() " \
           "for n in figures.names() for l in figures.LABELS])"
    done = subprocess.run([sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": "1"}, cwd=ROOT,
                          capture_output=True, text=True, check=True)
    assert done.stdout == f"{[hashlib.sha256(figures.draw(*one).encode()).hexdigest() for one in ALL]}\n"


@pytest.mark.parametrize("language", LABELS)
def test_each_figure_is_on_a_page_in_the_order_of_first_use(language):
    pages = sorted((ROOT / "docs" / language).glob("*.md"), key=lambda path: path.stem)
    texts = [path.read_text("utf-8") for path in pages]
    images = dict.fromkeys(match["name"] for text in texts for match in IMAGE.finditer(text))
    assert [name for name in images if name in figures.names()] == figures.names()


@pytest.mark.parametrize("name", figures.names())
def test_names_and_what_belongs_to_them_have_the_colour_of_their_role(name):
    drawing, role = Drawing(root(name)), None
    for text in drawing.texts:
        for span in text.element:
            if "name" in classes(span) and float(span.get("dy") or 0) >= 0:
                role = ROLES.get(content(span)[0]) if float(span.get("font-size") or 0) == NAME else role
                assert classes(span) - {"name"} == ({role} if role else set()), text.says
    for matrix in [m for statement in drawing.statements for m in statement.matrices]:
        is_product = matrix.name in ("IWH", "HWO")                   # on its way to an output
        role = "role-y" if is_product else ROLES.get(matrix.name[0])
        assert matrix.brackets.classes - {"bracket"} == ({role} if role else set()), matrix.name
        assert not matrix.tinted or matrix.tint == {role}


@pytest.mark.parametrize("name, language", ALL)
def test_colours_come_from_the_style_sheet(name, language):
    for element in root(name, language).iter():
        assert not {"fill", "stroke", "style", "color", "opacity"} & set(element.keys())


def test_every_class_is_defined_and_every_definition_used():
    used = set().union(*(classes(element) for name in figures.names() for element in root(name).iter()))
    defined = set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"/\*.*?\*/|\{[^{}]*\}", "", CSS, flags=re.DOTALL)))
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
    "light": (TOKENS.partition("@media screen")[0], colour("#ffffff"), colour("#212121")),
    "dark": (TOKENS.partition("@media screen")[2], colour("#1e2129"), colour("#c6c8cd")),
}
HUES = re.compile(r"--((?:role|rule)-\w+): (#[0-9a-f]{6});")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_roles_can_be_read_as_text_and_on_their_own_tint(scheme):
    rules, ground, ink = SCHEMES[scheme]
    hues = {name: colour(value) for name, value in HUES.findall(rules)}
    assert len(hues) == 11
    tints = re.findall(r"\.(?:tint|node|part) \{.*?fill-opacity: (0\.\d+)", CSS)
    tint = max(map(float, tints))
    assert len(tints) == 3
    for name, hue in hues.items():
        assert contrast(hue, ground) >= 4.5, name
        assert contrast(ink, tint * hue + (1 - tint) * ground) >= 4.5, name


@pytest.mark.parametrize("scheme", SCHEMES)
def test_roles_can_be_read_on_the_tints_of_the_step_viewer_s_cells(scheme):
    rules, ground, _ = SCHEMES[scheme]
    tints = [int(share) / 100 for share in re.findall(r"--heat, 0\) \* (\d+)%", VIEWER)]
    signs = [colour(value) for value in re.findall(r"--sign-\w+: (#[0-9a-f]{6});", rules)]
    assert len(tints) == len(signs) == 2
    for name, value in HUES.findall(rules):
        for tint, sign in itertools.product(tints, signs) if name.startswith("role") else ():
            assert contrast(colour(value), tint * sign + (1 - tint) * ground) >= 4.5, name


@pytest.mark.parametrize("scheme", SCHEMES)
def test_lines_without_a_role_stand_out(scheme):
    rules, ground, _ = SCHEMES[scheme]
    edge = re.search(r"--figure-edge: (#[0-9a-f]{6});", rules)[1]
    assert contrast(colour(edge), ground) >= 3


def test_both_schemes_define_the_same_colours():
    light, dark = (dict(HUES.findall(SCHEMES[scheme][0])) for scheme in SCHEMES)
    assert light.keys() == dark.keys()
