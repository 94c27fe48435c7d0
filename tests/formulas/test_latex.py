"""How formulas in LaTeX are read: constructs, what names mean, where numbers stand, what a mistake says."""

import math
import re

import numpy as np
import pytest
from examples import rows

from literate.formulas.expressions import FormulaError, Unknown, Variable
from literate.formulas.latex import parse_latex

ENV = {"x": 3.0, "y": np.array([[1.0, 2.0]]), "W": np.array([[3.0, 5.0], [4.0, 6.0]]), "lr": 0.5, "n": 2.0}


def value(source: str, env=ENV):
    [chain] = parse_latex(source)
    [side] = chain.sides
    return side.evaluate(env)


@pytest.mark.parametrize("source, expected", rows(__file__, "numbers"))
def test_a_number(source, expected):
    env = {**ENV, "beta_1": 4, "M": 4, "d": 2}
    assert value(source, env) == pytest.approx(eval(str(expected), vars(math)), rel=1e-15, abs=1e-15)


@pytest.mark.parametrize("source, expected", rows(__file__, "arrays"))
def test_an_array(source, expected):
    np.testing.assert_allclose(value(source), expected, rtol=1e-15)


@pytest.mark.parametrize("source, chains", rows(__file__, "displays"))
def test_what_a_display_says(source, chains):
    found = parse_latex(source)
    said = ["".join(part for pair in zip(chain.texts, (*(f" {r} " for r in chain.relations), ""), strict=True)
                    for part in pair) for chain in found]
    assert said == chains
    for chain in found:
        assert [" ".join(sorted(side.names)) for side in chain.sides] == list(chain.texts)
        assert chain.source == source


@pytest.mark.parametrize("source, message", rows(__file__, "mistakes"))
def test_a_mistake_says_what(source, message):
    with pytest.raises(FormulaError, match=message):
        parse_latex(source)


@pytest.mark.parametrize("source", rows(__file__, "refused"))
def test_notation_that_no_page_uses_is_refused(source):
    with pytest.raises(FormulaError):
        [side.evaluate(ENV) for chain in parse_latex(source) for side in chain.sides]


# --- names --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source, keys", rows(__file__, "names"))
def test_names_are_the_programs(source, keys):
    [chain] = parse_latex(source)
    candidates = [node.candidates for node in chain.sides[0].walk if isinstance(node, Variable)]
    assert len(candidates) == len(keys) and chain.sides[0].is_numeric == (not keys)
    assert all(key in dict(found) for key, found in zip(keys, candidates))


@pytest.mark.parametrize("source, env, expected", rows(__file__, "lookups"))
def test_a_name_is_looked_up_as_what_it_may_mean(source, env, expected):
    assert value(source, env) == expected


def test_a_function_is_looked_up_and_called():
    assert parse_latex("E(0)")[0].sides[0].names == {"E(·)"}
    assert value("E(0) - E(-1)", {"E(·)": lambda p: (p + 2) ** 2 / 2}) == 1.5


@pytest.mark.parametrize("source, name", [
    ("Q + 1", "Q"), ("Q_3", "Q_3"), ("E(0)", "E(·)"), (r"\frac{dL}{dp}", "dL/dp"),
    ("y_{t-1}", "y_t-1")])
def test_a_name_without_a_value_is_unknown(source, name):
    with pytest.raises(Unknown, match=re.escape(name)):
        value(source, {"Y": 1, "y": 1})


@pytest.mark.parametrize("source, written", rows(__file__, "places"))
def test_numbers_know_their_place(source, written):
    numbers = [number for chain in parse_latex(source) for side in chain.sides for number in side.numbers]
    assert [source[number.start:number.end] for number in numbers] == written
