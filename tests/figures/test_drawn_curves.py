"""What is drawn and not said in numbers: curves, marks, tangents, bars. All stands where a run has it."""

import copy
import re
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import numpy as np
import pytest
from examples import first_of_each_kind

import figures
from figures.labels import LABELS
from figures.proof import misplaced
from figures.proof.drawing import Drawing, classes
from figures.proof.places import PLOTS
from figures.proof.shapes import DATA
from figures.proof.values import PROGRAMS, height, read
from figures.runs import run
from literate.programs.program import SNIPPETS

# --- what the programs of the bowl draw, and print nothing of ---

NAMES = sorted(path.stem for path in SNIPPETS.glob("4[23]*.py") if "Es =" in path.read_text("utf-8"))
USE = r'<use [^>]*x="([\d.]+)" y="([\d.]+)"'
TICK = re.compile(rf'<g id="([xy])tick_\d+">.*?{USE}.*?<!-- (\S+) -->', re.DOTALL)


@pytest.mark.parametrize("name", NAMES)
def test_every_mark_of_a_program_stands_where_its_run_is(name):
    svg, = map(bytes.decode, run(name).figures)
    ticks = [(axis, float(x if axis == "x" else y), read(label)) for axis, x, y, label in TICK.findall(svg)]
    scales = [np.polyfit(*zip(*[pair for kind, *pair in ticks if kind == axis]), 1) for axis in "xy"]
    inside = "".join(re.findall(r"<g clip-path=[^>]*>(.*?)</g>", svg, re.DOTALL))
    marks = np.array(re.findall(USE, inside), dtype=float)
    ps = np.concatenate([run(name).first("ps"), [float(p) for _, _, p in run(name).timeline.get("p", [])]])
    assert len(ticks) > 12
    found = np.column_stack([np.polyval(scale, marks[:, k]) for k, scale in enumerate(scales)])
    np.testing.assert_allclose(found, np.column_stack([ps, height(ps)]), atol=1e-4)


# --- what figures/ draws ---


@pytest.mark.parametrize("language", LABELS)
@pytest.mark.parametrize("name", figures.names())
def test_what_a_figure_draws_stands_where_the_run_has_it(name, language):
    assert misplaced(name, ElementTree.fromstring(figures.draw(name, language))) == []


def kind_of_plot(name: str) -> str:
    """What draws it; the paths in ravines are a kind of paths, and take longest."""
    return PLOTS[name][0].__name__.replace("in_ravines", "paths")


def nudged(root: Element) -> Iterator[str]:
    """Moves each thing in a figure that shows a value half a unit, for a while, and says which.

    Of curves one corner, the first, a middle or the last; marks and guides as a whole; nothing of the legend.
    """
    named = {words[rule] for words in LABELS.values() for rule in PROGRAMS if rule in words}
    named |= {"sigmoid", "tanh", "ReLU"}
    legend = [text for text in Drawing(root).texts if text.says in named]
    for k, element in enumerate(list(root)):
        kinds = classes(element)
        for key in {"d", "cx", "cy", "x", "width"} & set(element.keys()) if kinds & DATA else ():
            numbers = [float(number) for number in re.findall(r"-?[\d.]+", element.get(key))]
            middle = np.mean(numbers[1::2] or float(element.get("cy", 0)))
            ends = [1, len(numbers) // 4 * 2 + 1, len(numbers) - 1]
            choices = [[n] for n in ends] if "curve" in kinds else [range(len(numbers))]
            right = max(numbers[::2]) if key == "d" else float(element.get("cx", "nan"))
            if any(abs(middle - text.y) < 4 and 0 < text.x - right < 24 for text in legend):
                continue
            for choice in choices:
                moved = [f"{number + 0.5 * (n in choice):.2f}" for n, number in enumerate(numbers)]
                root[k] = copy.deepcopy(element)
                root[k].set(key, re.sub(r"-?[\d.]+", "{}", element.get(key)).format(*moved))
                yield f"{element.get('class')}: {key} {element.get(key)[:40]}"
                root[k] = element


@pytest.mark.parametrize("name", first_of_each_kind(PLOTS, kind_of_plot))
def test_a_shape_that_stands_elsewhere_is_noticed(name):
    root = ElementTree.fromstring(figures.draw(name, "ko"))
    outcomes = {f"{number} {where}": misplaced(name, root) for number, where in enumerate(nudged(root))}
    assert outcomes and [where for where, found in outcomes.items() if not found] == []
    assert misplaced(name, root) == []
