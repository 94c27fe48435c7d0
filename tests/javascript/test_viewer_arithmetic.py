"""Whatever the step viewer shows as arithmetic is true as shown, of every program, line and element."""

from decimal import Decimal

import numpy as np
import pytest
from examples import few_first
from shown_numbers import HALF, assert_it_comes_out, decimals, is_rounded
from traced import FEW, NUMPY, runs, texts, traces


@pytest.mark.parametrize("name", few_first(NUMPY, FEW))
def test_what_the_operands_shown_give_is_the_result_shown(name):
    assert_it_comes_out(texts(name)["arithmetic"])


@pytest.mark.parametrize("name", few_first(NUMPY, FEW))
def test_a_result_is_the_cell_s_and_the_value_of_the_run_rounded(name):
    bindings, recorded = traces()[name]["bindings"], history(name)
    for binding, element, index, *_, result, _, sentence in texts(name)["arithmetic"]:
        made = bindings[binding]
        assert result == texts(name)["cells"][binding][index][element], sentence
        values = recorded[made["name"], int(np.cumsum(made["order"])[index])]
        assert is_rounded(float(values[element]), result), sentence


def history(name):
    """The elements that a variable had from an order on."""
    return {(variable, order): value.ravel() for variable, entries in runs()[name].timeline.items()
            for order, _, value in entries}


@pytest.mark.parametrize("name", few_first(NUMPY, FEW))
def test_changes_are_those_of_the_run_and_add_up_to_the_value_shown(name):
    for binding, element, _, terms, sign, result, count in texts(name)["growth"]:
        entries = runs()[name].timeline[traces()[name]["bindings"][binding]["name"]]
        past = [float(value.ravel()[element]) for _, _, value in entries]
        start, *changes = [Decimal(term.replace("−", "-")) for term in terms]
        assert is_rounded(past[0], str(start)) and 2 <= len(changes) == min(count, 3)
        for change, before, after in zip(changes, past, past[1:]):
            assert abs(float(change) - (after - before)) <= 10.0 ** -decimals(terms[1]) * HALF, terms
            assert change or before == after, terms
        off = abs(start + sum(changes) - Decimal(result))
        assert off == 0 if sign == "=" else float(off) <= 10.0 ** -decimals(result) * HALF, terms
        assert is_rounded(past[len(changes)], result), terms


def test_a_sum_of_changes_tells_each_of_them():
    """The second one is 0.0033706…: as a difference of the cells, 0.397 and 0.393, it were 0.004."""
    names = [binding["name"] for binding in traces()["415_1"]["bindings"]]
    of_wo = [row[3:6] for row in texts("415_1")["growth"] if names[row[0]] == "WO" and row[1:3] == [0, 1]]
    assert of_wo == [[["0.4", "−0.0035", "−0.0034"], "≈", "0.393"]]
