"""The operations that the step viewer names at a line are those by which TensorFlow gets its value."""

import ast
import json
import re
from collections import Counter

import numpy as np
import pytest
import witnessing
from examples import few_first
from javascript import SCRIPTS, javascript
from traced import PROGRAMS, TWINS
from training_loops import Loop, text, undrawn

from literate.findings import ROOT

MODULE = "step-viewer/operations.js"
RULES = {f"43{page}_1": f"43{page}_2" for page in (1, 2, 3, 4)}
USUAL = ("411_1",)
COUNTED = re.compile("MatMul|BiasAdd|Softmax$|Sigmoid|Tanh|Relu|AssignSub")     # each run is at one line


def named(*programs):
    """The operations that the viewer names at the lines of each program, by the line."""
    sources = [program.split("\n") for program in programs]
    pairs = "source.map((line) => [line.trim(), operations.operationsIn(source)(line)])"
    found = javascript(f"data.map((source) => {pairs})", sources, operations=MODULE)
    return [{line: operations for line, operations in each if operations} for each in found]


def executed(twin):
    """The operations of a training step, each with its values, in their order."""
    return [(operation, [np.array(value).ravel() for value in values])
            for operation, values in witnessing.executed(twin)]


def values_of(program):
    """What each line of the loop computes in the first turn: its value, and those of its parts."""
    loop = Loop(undrawn(program))
    names, found = loop.start | {"epoch": 0, "i": 0}, {}
    for node, code in zip(loop.assignments, loop.codes):
        inside = list(ast.walk(node.value))
        parts = [part for part in inside if isinstance(part, ast.BinOp | ast.Call | ast.UnaryOp)]
        read = [part for part in inside if isinstance(part, ast.Name) and part.id != "np"]
        values = [eval(ast.unparse(part), names) for part in [*parts, *read]]
        exec(code, names)
        found[ast.unparse(node)] = [np.abs(np.ravel(value)) for value in values]
    return found


def is_among(outputs, values):
    """Whether an output has, but for signs, one of the values."""
    return any(output.size == value.size and np.allclose(np.abs(output), value, rtol=1e-5, atol=1e-9)
               for output in outputs for value in values)


def problem(operations, values, done):
    """What is wrong with the operations of a line whose parts have these values; None if nothing is."""
    start = 0
    for operation in operations:
        fits = [place for place in range(start, len(done)) if done[place][0] == operation
                and (operation.startswith("Assign") or is_among(done[place][1], values))]
        if not fits:
            return f"no {operation} with a value of the line from operation {start} on"
        start = fits[0] + 1
    *_, last = [operation for operation in operations if not operation.startswith("Assign")] or [None]
    whole = values[1:] if operations[-1].startswith("Assign") else values[:1]
    if last and not any(is_among(outputs, whole) for operation, outputs in done if operation == last):
        return f"{last} does not end in the line's value"
    return None


PAIRS = {first: text(f"{second}.py") for first, second in (TWINS | RULES).items()}
PAIRS |= {"424_3": text("431_2.py", (", momentum=m", ""))}


@pytest.mark.parametrize("name", few_first(PAIRS, USUAL))
def test_a_line_names_what_runs_for_its_values(name):
    program = PROGRAMS[name].text
    [lines], done, values = named(program), executed(PAIRS[name]), values_of(program)
    assert {line: wrong for line in lines if (wrong := problem(lines[line], values[line], done))} == {}
    run_once = Counter(operation for operation, _ in done if COUNTED.match(operation))
    assert run_once == Counter(operation for line in lines.values() for operation in line
                               if COUNTED.match(operation))


@pytest.mark.parametrize(("line", "operations"), [
    ("Y = X @ W + B", ["MatMul"]), ("Y = X @ W + B", ["BiasAdd", "MatMul"]),
    ("Wb = X.T @ Yb", ["BiasAddGrad"]),
    ("W = W - lr * Wb", ["AssignSubVariableOp", "Mul"]), ("W = W - lr * Wb", ["AssignAddVariableOp"]),
])
def test_operations_that_are_others_are_noticed(line, operations):
    done, values = executed(PAIRS["411_1"]), values_of(PROGRAMS["411_1"].text)
    assert problem(operations, values[line], done)


def test_every_program_of_a_training_step_has_operations():
    lines = dict(zip(PROGRAMS, named(*(program.text for program in PROGRAMS.values()))))
    assert {name.split("-")[0] for name in lines if lines[name]} == {*PAIRS, "424_2"}


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
