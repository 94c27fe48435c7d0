"""When the sides of a formula agree to the digits shown, and what an author is told when they do not."""

import numpy as np
import pytest
from examples import rows

from literate.formulas.agreement import Disagreement, agree
from literate.formulas.expressions import FormulaError, Unknown
from literate.formulas.latex import parse_latex
from literate.formulas.python_code import parse_code

LAYER = {
    "X": np.array([[2, 3]]), "T": np.array([[27, -30]]), "W": np.array([[3, 5], [4, 6]]),
    "B": np.array([[1, 2]]),
    "Y": np.array([[19, 30]]), "E": np.float64(1832), "Yb": np.array([[-8.0, 60.0]]), "n": 2, "lr": 0.01,
    "Wb": np.array([[-16, 120], [-24, 180]]), "Bb": np.array([[-8.0, 60.0]]),
}


def disagreements(source, env):
    """What neighbours in a formula (LaTeX if it has a backslash or $ signs, else code) do not agree on."""
    chains = parse_latex(source.strip("$")) if "\\" in source or "$" in source else [parse_code(source)]
    assert all(chain.relations for chain in chains), f"{source} states nothing"
    links = [(chain, k, agree(*chain.sides[k:k + 2], chain.relations[k], env, env))
             for chain in chains for k in range(len(chain.relations))]
    return [wrong.explain(*chain.texts[k:k + 2]) for chain, k, wrong in links if wrong]


@pytest.mark.parametrize("source", rows(__file__, "holds"))
def test_true_formulas_hold(source):
    assert disagreements(source, LAYER) == []


@pytest.mark.parametrize("source, message", rows(__file__, "explained"))
def test_what_does_not_hold_is_explained(source, message):
    assert message in disagreements(source, LAYER)


# --- precision ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value, claim, expected", rows(__file__, "digits"))
def test_a_number_is_right_to_the_digits_shown(value, claim, expected):
    assert (disagreements(claim, {"x": value}) == []) == expected


@pytest.mark.parametrize("claim, expected", rows(__file__, "relations"))
def test_relations_between_numbers(claim, expected):
    assert (disagreements(claim, {}) == []) == expected


def test_a_number_of_numpy_is_right_to_the_digits_shown():
    assert disagreements("x = 0.1", {"x": np.float32(0.1)}) == []
    assert disagreements("x == 0.1", {"x": np.float32(0.1)}) != []


def test_every_element_of_a_matrix_counts_to_its_own_digits():
    env = {"W": np.array([[4.1429, -3.5714]])}
    assert disagreements(r"W = \begin{bmatrix} 4.14 & -3.6 \end{bmatrix}", env) == []
    [chain] = parse_latex(r"W = \begin{bmatrix} 4.14 & -3.57143 \end{bmatrix}")
    wrong = agree(*chain.sides, "=", env, env)
    assert wrong.at == (1,) and wrong.tolerance == pytest.approx(5e-6) and wrong.shown == "right"
    assert wrong.explain(*chain.texts) == "the page says -3.57143 at [1]; `W` gives -3.5714"


@pytest.mark.parametrize("shape, other, same", rows(__file__, "shapes"))
def test_shapes_that_count_as_equal(shape, other, same):
    problems = disagreements("a = b", {"a": np.ones(shape), "b": np.ones(other)})
    assert problems == [] if same else "has the shape" in problems[0]


def test_the_sides_of_an_update_have_an_environment_each():
    [chain] = parse_latex(r"W \leftarrow W - \alpha W_b")
    after = {**LAYER, "W": LAYER["W"] - 0.01 * LAYER["Wb"]}
    assert agree(*chain.sides, "←", after, LAYER) is None
    assert isinstance(agree(*chain.sides, "←", LAYER, LAYER), Disagreement)


def test_infinity_does_not_widen_what_is_tolerated():
    assert disagreements("x / y = 3", {"x": 4.0, "y": 1.0, "z": np.inf})
    assert disagreements("5 + 0 * x = 3", {"x": np.inf})


# --- what has no value --------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["7", None, object(), [[1], [2, 3]], 1j])
def test_a_variable_that_is_no_number_has_no_value(value):
    with pytest.raises(FormulaError, match="x is neither"):
        parse_code("x = 7").sides[0].evaluate({"x": value})


@pytest.mark.parametrize("source, message", rows(__file__, "latex_that_does_not_fit"))
def test_what_does_not_fit_is_an_error(source, message):
    with pytest.raises(FormulaError, match=message):
        parse_latex(source)[0].sides[0].evaluate(LAYER)


@pytest.mark.parametrize("source", rows(__file__, "code_that_does_not_fit"))
def test_code_that_does_not_fit_is_an_error(source):
    with pytest.raises(FormulaError):
        parse_code(source).sides[0].evaluate(LAYER)


@pytest.mark.parametrize("source", ["1 = Q + 1", "$1 = E_{b}(w)$"])
def test_a_name_without_a_value_is_unknown(source):
    with pytest.raises(Unknown):
        disagreements(source, LAYER)
