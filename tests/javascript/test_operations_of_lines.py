"""The operations that the step viewer names at a line are those beside its values when TensorFlow runs."""

import json
import re

import pytest
from javascript import SCRIPTS, javascript
from traced import PROGRAMS
from training_loops import Loop, run, text

from literate.findings import ROOT

MODULE = "step-viewer/operations.js"
PARTS = ["X @ W", "(Y - T) ** 2", "lr * Wb", "lr * Bb"]     # of lines, that 442_1.py names besides variables
SEVERAL_OUTPUTS = ["411_1", pytest.param("412_1", marks=pytest.mark.rest)]
PRINTED = re.compile(r"  (?P<operation>\w+) +(?P<value>[\d.e-]+|\[.*\])(?: +(?P<name>\S.*))?")
UPDATE = "AssignSubVariableOp"      # gives no value, so that 442_1.py prints none


def named(*programs):
    """The operations that the viewer names at the lines of each program, by the line."""
    sources = [program.split("\n") for program in programs]
    pairs = "source.map((line) => [line.trim(), operations.operationsIn(source)(line)])"
    found = javascript(f"data.map((source) => {pairs})", sources, operations=MODULE)
    return [{line: operations for line, operations in each if operations} for each in found]


def executed(name):
    """The operations that 442_1.py with the program's data prints beside each name, without what hands on."""
    start = Loop(PROGRAMS[name].text).start
    inputs, outputs = start["W"].shape
    data = [start["X"], start["T"], start["W"], start["B"][0]]
    X, T, W, B = (re.sub(r"(\d)\b", r"\1.", f"np.array({array.tolist()})") for array in data)
    done = run(text("442_1.py", ("np.array([[2., 3.]]), np.array([[27., -30.]])", f"{X}, {T}"),
                    ("np.array([[3., 5.], [4., 6.]]), np.array([1., 2.])", f"{W}, {B}"),
                    ("shape=(2,)", f"shape=({inputs},)"), ("Dense(2)", f"Dense({outputs})")))
    beside = {}
    for line in filter(None, map(PRINTED.fullmatch, done.stdout.split("\n"))):
        if line["name"] and line["operation"] != "Identity":
            beside.setdefault(line["name"], []).append(line["operation"])
    return beside


@pytest.mark.parametrize("name", SEVERAL_OUTPUTS)
def test_a_line_names_what_runs_for_its_values(name):
    beside, [lines] = executed(name), named(PROGRAMS[name].text)
    assert len(lines) == 7
    for line, operations in lines.items():
        names = [*(part for part in PARTS if part in line), line.split(" ")[0]]
        expected = [operation for value in names for operation in beside.get(value, [])]
        assert operations == expected + [UPDATE] * (" - lr * " in line), line


def test_an_update_of_the_graph_takes_the_product_with_the_learning_rate():
    graph = run(text("442_2.py")).stdout
    products = re.findall(r"^(#\d+) Mul +#\d+ lr ", graph, re.MULTILINE)
    assert len(products) == 2 and products == re.findall(rf"^ +{UPDATE} (#\d+) ", graph, re.MULTILINE)


@pytest.mark.rest
@pytest.mark.parametrize("name", ["413_1", "414_1"])
def test_a_layer_of_one_output_runs_others(name):
    beside = executed(name)
    assert "AddV2" in beside["Y"] and "BiasAddGrad" not in beside["Bb"]


def test_only_programs_of_that_step_and_several_outputs_have_operations():
    lines = dict(zip(PROGRAMS, named(*(program.text for program in PROGRAMS.values()))))
    assert {name.split("-")[0] for name in lines if lines[name]} == {"411_1", "412_1"}


@pytest.mark.parametrize(("old", "new"), [
    ("Yb = 2 * (Y - T)", "Yb = 2 * (T - Y)"), ("    Bb = 1 * Yb\n", ""),
    ("X @ W + B\n", "X @ W + B\n    Y = Y * 1\n"),
])
def test_a_step_that_is_another_has_none(old, new):
    assert named(text("411_1.py", (old, new))) == [{}]


def test_the_page_to_which_it_leads_shows_that_run():
    page = javascript("operations.PAGE", operations=MODULE).strip("./")
    for language in ("ko", "en"):
        shown = (ROOT / "docs" / language / f"{page}.md").read_text("utf-8")
        labels = json.loads((SCRIPTS / f"step-viewer/labels.{language}.json").read_text("utf-8"))
        assert '--8<-- "442_1.py"' in shown
        [number] = re.findall(r"\d[\d.]+\d", labels["allOperations"])
        assert f"\n# {number} " in shown
