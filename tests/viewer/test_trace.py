"""The step viewer shows what the programs computed. That its arithmetic is true: tests/javascript."""

import functools
import gzip
import math
from bisect import bisect_left

import numpy as np
import pytest
from examples import few_first
from shown_numbers import RAISED, decimals, is_rounded
from traced import (
    FEW,
    NUMPY,
    PROGRAMS,
    TWINS,
    WITHOUT_ARITHMETIC,
    counts,
    runs,
    shown_by_browsers,
    texts,
    trace_text,
    traces,
)

from literate.viewer.rounding import NUMBER, shown

LARGEST_FILE = 20 * 1024        # bytes, compressed as a server sends it


@functools.cache
def cells_and_prints():
    """What the browser's script makes of each trace, by its name, without arithmetic."""
    shown = shown_by_browsers(*traces().values(), parts=("cells", "printed"))
    return dict(zip(traces(), shown, strict=True))


# ---- values -------------------------------------------------------------------------------------------

@pytest.mark.parametrize("name", [name for name in PROGRAMS if name not in WITHOUT_ARITHMETIC])
def test_cells_show_the_values_of_the_run(name):
    """Each cell is its recorded value, rounded at the last digit shown."""
    recorded, cells = {}, {}
    for v in runs()[name].variables:
        entries = recorded.setdefault((v.name, v.line, v.values.shape[1:]), [])
        entries += zip(v.order.tolist(), v.epochs.tolist(), v.values.reshape(len(v.order), -1).tolist())
    for binding, column in zip(traces()[name]["bindings"], cells_and_prints()[name]["cells"], strict=True):
        entries = cells.setdefault((binding["name"], binding["line"], tuple(binding["shape"])), [])
        entries += zip(np.cumsum(binding["order"]).tolist(), np.cumsum(binding["epoch"]).tolist(), column)
    assert cells.keys() == recorded.keys()
    for key, entries in recorded.items():
        for (_, epoch, values), (_, at, seen) in zip(sorted(entries), sorted(cells[key]), strict=True):
            assert epoch == at and all(map(is_rounded, values, seen)), (key, epoch)


@pytest.mark.parametrize("name", PROGRAMS)
def test_print_lines_show_what_the_program_printed(name):
    assert cells_and_prints()[name]["printed"] == NUMBER.findall(runs()[name].stdout)


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_trace_is_small(name):
    assert len(gzip.compress(trace_text(name).encode(), mtime=0)) <= LARGEST_FILE


def test_of_a_large_array_the_first_elements_are_kept():
    for binding in traces()["421_1"]["bindings"]:
        assert (binding["shape"], len(binding["values"])) == ([1000], 12)


# ---- arithmetic ---------------------------------------------------------------------------------------

@pytest.mark.parametrize("name", NUMPY)
def test_every_number_of_a_numpy_program_is_explained(name):
    made = [b for b in traces()[name]["bindings"] if b["kind"] == "made"]
    count = sum(len(b["order"]) * len(b["values"]) for b in made)
    assert counts(traces()[name]) == (count, 0) and count > 0


def history(name):
    """Of each variable the orders and the values in time."""
    return {variable: ([order for order, _, _ in entries], [value for _, _, value in entries])
            for variable, entries in runs()[name].timeline.items()}


@pytest.mark.parametrize("name", NUMPY)
def test_the_symbolic_run_computes_what_the_ordinary_run_did(name):
    """Each explanation, done with all digits of what it names, gives the recorded value."""
    before = history(name)
    for binding in traces()[name]["bindings"]:
        variables = [v for v in runs()[name].variables
                     if (v.name, v.line) == (binding["name"], binding["line"])]
        for order, value in ((o, x) for v in variables for o, x in zip(v.order.tolist(), v.values)):
            def read(leaf, order=order):
                other, element = leaf.split(":")
                orders, values = before[other]
                return float(values[bisect_left(orders, order) - 1].ravel()[int(element)])
            for node, true in zip(binding.get("why", []), value.ravel().tolist()):
                got, size = compute(node, read)
                assert abs(got - true) <= 1e-14 * size, (binding["name"], binding["line"], order)


DO = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b,
      "**": lambda a, b: a ** b, ">": lambda a, b: a > b, "neg": lambda a: -a, "max": max,
      "exp": math.exp, "log": math.log, "tanh": math.tanh, "sqrt": math.sqrt}


def compute(node, read):
    """An explanation's value, and the largest magnitude on the way to it."""
    if not isinstance(node, list):
        value = read(node) if isinstance(node, str) else node
        return value, abs(value)
    parts = [compute(part, read) for part in node[1:]]
    value = DO[node[0]](*(value for value, _ in parts))
    return value, max(abs(value), *(size for _, size in parts))


@pytest.mark.parametrize("name", few_first(NUMPY, FEW))
def test_operands_are_what_the_line_read_and_show_no_fewer_digits_than_their_cells(name):
    """The cell's digits are those printed; an operand has at least as many, and rounds to the same."""
    cells, bindings, before = texts(name)["cells"], traces()[name]["bindings"], history(name)
    orders = [np.cumsum(b["order"]).tolist() for b in bindings]
    assert counts(traces()[name]) == (len(texts(name)["arithmetic"]), 0)
    for binding, _, index, *_, operands, sentence in texts(name)["arithmetic"]:
        for source, at, leaf, operand in operands:
            other, element = leaf.split(":")
            cell, operand = cells[source][at][int(element)], operand.translate(RAISED)
            assert decimals(operand) >= decimals(cell) and is_rounded(float(operand), cell), sentence
            last = before[other][0][bisect_left(before[other][0], orders[binding][index]) - 1]
            assert bindings[source]["name"] == other and orders[source][at] == last, sentence


@pytest.mark.parametrize(("name", "sentence"), [
    ("434_1", "p = p − lr·M / (√V + eps) = -5 − 0.5 × (-3.000) / (√9.000 + 1e-08) = -4.500000001666667"),
    ("434_1", "M = m / (1 − beta_1^t) = -0.300 / (1 − 0.9¹) = -3.000"),
    ("432_1", "p = p − (lr / √h)·dEdp = -5 − (0.5 / √9) × (-3) = -4.5"),
    ("417_5", "H[0,0] = H[0,0]·(H[0,0] > 0) = 0.378 × (0.378 > 0) = 0.378 × 1 = 0.378"),
    ("421_1", "Es[3] = (ps[3] + 2)² / 2 = (-5.8678 + 2)² / 2 ≈ 7.480"),
])
def test_arithmetic_is_written_as_a_reader_would(name, sentence):
    assert sentence in [said for *_, said in texts(name)["arithmetic"]]


def test_where_a_weight_after_200_epochs_comes_from():
    (line,) = [b for b, binding in enumerate(traces()["411_1-200"]["bindings"])
               if binding["name"] == "W" and binding["kind"] == "made"]
    shown = texts("411_1-200")["growth"]
    sums = {(element, index): growth for b, element, index, *growth in shown if b == line}
    assert sums[1, 199] == [["5", "−1.200", "−1.032", "−0.888"], "=", "1.880", 200]
    assert sums[1, 1] == [["5", "−1.200", "−1.032"], "=", "2.768", 2]
    assert len(sums) == 4 * 199


@pytest.mark.parametrize(("value", "form", "extra", "text"), [
    (60.0, "f3", 0, "60.000"), (19, "i", 0, "19"), (0.01, "r", 0, "0.01"), (-2.0, "r", 0, "-2.0"),
    (0.00324, "a3", 0, "0.00324"), (0.00324, "a3", 2, "0.0032400"), (1.1e-11, "a3", 0, "1.10e-11"),
    (0.09996, "a3", 0, "0.100"), (0.0625, "f3", 0, "0.062"), (-0.0001, "f3", 0, "-0.000"),
    (math.nan, "f3", 0, "nan"),
])
def test_a_number_is_shown_in_its_form(value, form, extra, text):
    assert shown(value, form, extra) == text


# ---- twins --------------------------------------------------------------------------------------------

@pytest.mark.parametrize("name", TWINS)
def test_the_twin_s_values_and_the_largest_difference(name):
    twin, mine, theirs = traces()[name]["twin"], runs()[name], runs()[TWINS[name]]
    assert (twin["name"], twin["library"]) == (TWINS[name], "TensorFlow")
    assert set(twin["variables"]) == set(mine.timeline) & set(theirs.timeline) - {"X", "I", "T", "epoch"}
    for variable, packed in twin["variables"].items():
        for k, epoch in enumerate(traces()[name]["epochs"]):
            a, b = mine.at(variable, epoch).ravel(), theirs.at(variable, epoch).ravel()
            at = min(k, len(packed["difference"]) - 1)
            assert packed["difference"][at] == pytest.approx(np.max(np.abs(a - b.astype(float))), rel=0.051)
            for column, own, true in zip(packed["values"], a.tolist(), b.tolist(), strict=True):
                value = column[min(k, len(column) - 1)]
                assert is_rounded(true, shown(own if value is None else value, packed["form"]))
