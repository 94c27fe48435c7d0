"""When the sides of a formula agree to the digits shown, and what an author is told when they do not."""

import numpy as np
import pytest

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


@pytest.mark.parametrize("source", [
    r"$Y = XW + B$",
    r"X = \begin{bmatrix} 2 & 3 \end{bmatrix} \qquad T = \begin{bmatrix} 27 & -30 \end{bmatrix}",
    r"""Y = XW + B
        = \begin{bmatrix} 2 & 3 \end{bmatrix} \begin{bmatrix} 3 & 5 \\ 4 & 6 \end{bmatrix}
          + \begin{bmatrix} 1 & 2 \end{bmatrix}
        = \begin{bmatrix} 19 & 30 \end{bmatrix}""",
    r"E = \frac{1}{n} \sum (Y - T)^2 = \frac{(19 - 27)^2 + (30 + 30)^2}{2} = 1832",
    r"E = \frac{1}{n} \sum_i (y_i - t_i)^2", r"\frac{\partial E}{\partial W} = X^T Y_b = W_b",
    r"\frac{\partial E}{\partial w_{jk}} = x_j \frac{\partial E}{\partial y_k}",
    r"y_k = \sum_j x_j w_{jk} + b_k", r"B_b = 1 \cdot Y_b",
    "W[0,1] = 5", "X.shape = (1, 2)", "Y = X @ W + B", "np.sum((Y - T)**2) / Y.shape[1] = 1832",
    "W[0] = [3, 5]", "Y = [[19 30]]", "2 * (19 - 27) / 2 = -8",
])
def test_true_formulas_hold(source):
    assert disagreements(source, LAYER) == []


@pytest.mark.parametrize("source, message", [
    ("$Y = XW - B$", "`Y` gives 19 at [0]; `XW - B` gives 17"),
    (r"Y_b = \begin{bmatrix} -8 & 61 \end{bmatrix}", "the page says 61 at [1]; `Y_b` gives 60"),
    (r"Y_b = \begin{bmatrix} -8 \\ 60 \end{bmatrix}",
     r"`Y_b` has the shape (2,), and `\begin{bmatrix} -8 \\ 60 \end{bmatrix}` has (2, 1)"),
    (r"Y_b = \begin{bmatrix} -8 & 60 & 0 \end{bmatrix}",
     r"`Y_b` has the shape (2,), and `\begin{bmatrix} -8 & 60 & 0 \end{bmatrix}` has (3,)"),
    (r"W = \begin{bmatrix} 3 & 4 \\ 5 & 6 \end{bmatrix}", "the page says 4 at [0, 1]; `W` gives 5"),
    (r"E = \frac{1}{n} \sum (Y - T)^2 = \frac{(19 - 27)^2 + (30 + 31)^2}{2} = 1832",
     r"`\frac{1}{n} \sum (Y - T)^2` gives 1832; `\frac{(19 - 27)^2 + (30 + 31)^2}{2}` gives 1892.5"),
    ("W[0,1] = 4", "the page says 4; `W[0,1]` gives 5"),
    ("X.shape = (2, 1)", "the page says 2 at [0]; `X.shape` gives 1"),
    ("W[1] = [4, 7]", "the page says 7 at [1]; `W[1]` gives 6"),
    ("Y = [[19 31]]", "the page says 31 at [1]; `Y` gives 30"),
    ("2 * 3 + 3 * 4 + 1 = 18", "the page says 18; `2 * 3 + 3 * 4 + 1` gives 19"),
    ("1832.0 = E + 0.06", "the page says 1832.0; `E + 0.06` gives 1832.06"),
    ("E / 7 = 261.713", "the page says 261.713; `E / 7` gives 261.71429"),
    ("lr = 0.1", "the page says 0.1; `lr` gives 0.01"),
    ("E / 7 = 250", "the page says 250; `E / 7` gives 261.71429"),
    ("E = 1832.0004", "the page says 1832.0004; `E` gives 1832"),
    ("E < 7", "`E` gives 1832, which is not < 7"),
    ("E != 1832", "`E` and `1832` are the same"), ("lr ≈ 0.02", "the page says 0.02; `lr` gives 0.01"),
    ("E = np.inf", "the page says np.inf; `E` gives 1832"),
    ("X @ [[1], [1]] = 6", "the page says 6; `X @ [[1], [1]]` gives 5"),
])
def test_what_does_not_hold_is_explained(source, message):
    problems = disagreements(source, LAYER)
    assert message in problems


# --- precision ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value, claim, expected", [
    (-3.5714, "x = -3.571", True), (-3.5714, "x = -3.572", False), (-3.5714, "x = -3.6", True),
    (7.24999, "x = 7.2", True), (7.2501, "x = 7.2", False), (7.25, "x = 7.2", True), (7.25, "x = 7.3", True),
    (7.0, "x = 7", True), (7.0000001, "x = 7", False), (7.0, "x = 7.", True), (7.2, "x = 7.", False),
    (7.4, "x ≈ 7", True), (7.6, "x ≈ 7", False), (7.2000001, "x ≈ 7.2", True), (7.26, "x ≈ 7.2", False),
    (18730.0, "x ≈ 19000", True), (18430.0, "x ≈ 19000", False), (18730.0, "x ≈ 18700", True),
    (18730.0, "x ≈ 18720", False), (18730.0, "x = 19000", False), (-18730.0, "x ≈ -19000", True),
    (0.4, "x ≈ 0", True), (0.6, "x ≈ 0", False),
    (7.2e-05, "x = 7.2e-05", True), (7.26e-05, "x = 7.2e-05", False), (1e-05, "x = 1e-05", True),
    (1.4e-05, "x = 1e-05", False), (1.4e-05, "x ≈ 1e-05", True), (1.6e-05, "x ≈ 1e-05", False),
    (1.24e-05, r"x = 1.2 \cdot 10^{-5}", True), (1.26e-05, r"x = 1.2 \cdot 10^{-5}", False),
    (-1.24e-05, r"x = -1.2 \cdot 10^{-5}", True), (52.0, r"x = 0.5 \cdot 10^2", False),
    (1.24e-05, "x = 1.2 * 10 ** -5", True), (1.26e-05, "x = 1.2 * 10 ** -5", False),
    (1e-08, "$x = 10^{-8}$", True), (1.1e-08, "$x = 10^{-8}$", False),
    (-0.0, "x = -0.", True), (0.0, "x = -0.", False), (-0.0004, "x = -0.000", True),
    (0.0004, "x = -0.000", False), (1e-12, "x = 0", False), (0.0004, "x = 0.000", True),
    (0.0006, "x = 0.000", False), (0.5, "x == 0.5", True), (0.52, "x == 0.5", False),
    (1 / 3, "x = 1/3", True), (0.3333, "x = 1/3", False), (1 / 3, r"x = \frac{1}{3} = 0.333", True),
    (1 / 3, r"x = \frac{1}{3} = 0.334", False), (np.float32(0.1), "x = 0.1", True),
    (np.float32(0.1), "x == 0.1", False), (np.inf, "x = inf", True), (np.inf, "x = 5", False),
    (5.0, "x = inf", False), (np.inf, "x = -inf", False), (np.nan, "x = nan", True), (np.nan, "x = 0", False),
    (np.nan, "0 / 0 = x", True), (2.0, "x = (2)", True), (2.0, "$x = (2)$", True),
])
def test_a_number_is_right_to_the_digits_shown(value, claim, expected):
    assert (disagreements(claim, {"x": value}) == []) == expected


@pytest.mark.parametrize("claim, expected", [
    ("0.298371 = 0.298", False), ("0.298371 ≈ 0.298", True), ("0.298671 ≈ 0.298", False),
    ("0.30 = 0.3", True), ("0.1 + 0.2 = 0.3", True), ("0.1 + 0.2 - 0.3 = 0", True),
    ("0.1 + 0.2 - 0.3001 = 0", False), ("1/3 + 1/3 = 2/3", True), ("1/3 = 0.33333 + 0", False),
    ("1/3 ≈ 0.33333 + 0", True), ("1/3 ≈ 0.33343 + 0", False), ("1/3 * 0.9 ≈ 0.1 * 2.999", True),
    ("1/3 * 0.9 ≈ 0.1 * 2.4", False), ("22/7 ≈ 355/113", False), ("1/3 ≈ 1/3 + 1/10**8", True),
    ("1/3 = 1/3 + 1/10**8", False), ("1 < 2", True), ("2 < 2", False), ("2 ≤ 2", True), ("2 <= 1", False),
    ("3 > 2 >= 2", True), ("2 > 3", False), ("1 != 2", True), ("1 != 1", False), ("0.1 + 0.2 ≠ 0.3", False),
    ("5 ← 5", True), ("5 ← 6", False),
])
def test_relations_between_numbers(claim, expected):
    assert (disagreements(claim, {}) == []) == expected


def test_every_element_of_a_matrix_counts_to_its_own_digits():
    env = {"W": np.array([[4.1429, -3.5714]])}
    assert disagreements(r"W = \begin{bmatrix} 4.14 & -3.6 \end{bmatrix}", env) == []
    [chain] = parse_latex(r"W = \begin{bmatrix} 4.14 & -3.57143 \end{bmatrix}")
    wrong = agree(*chain.sides, "=", env, env)
    assert wrong.at == (1,) and wrong.tolerance == pytest.approx(5e-6) and wrong.shown == "right"
    assert wrong.explain(*chain.texts) == "the page says -3.57143 at [1]; `W` gives -3.5714"


@pytest.mark.parametrize("shape, other, same", [
    ((1, 2), (2,), True), ((2,), (1, 2), True), ((1, 1), (), True), ((1,), (1, 1), True),
    ((2, 1), (2,), False), ((2, 1), (1, 2), False), ((2, 2), (4,), False), ((2,), (), False),
])
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


@pytest.mark.parametrize("source, message", [
    ("Y X", "shape .1, 2. and .1, 2."), ("W X", "shape"), ("W_{0,2}", "lies outside"), ("W_i", "no element"),
    (r"X + \begin{bmatrix} 1 \\ 2 \end{bmatrix}", "shape"), (r"x_i + \sum_j w_{ij} + Y", "shape"),
    ("W^2", "power of a matrix"), ("|W|", "matrix"), (r"\sum n", "a sum of one number"),
    ("E_3", "lies outside"),
    (r"\begin{bmatrix} W & 1 \end{bmatrix}", "in a cell"), (r"\frac{1}{2} (Y - T) (Y - T)", "does not fit"),
])
def test_what_does_not_fit_is_an_error(source, message):
    with pytest.raises(FormulaError, match=message):
        parse_latex(source)[0].sides[0].evaluate(LAYER)


@pytest.mark.parametrize("source", [
    "W[0, 2]", "W[0, 0, 0]", "n[0]", "W[:, 0:3]", "W[-3:]", "Y @ W.T[0] @ W", "W[0.5]",
    "W[X]", "np.sum(W, Y)", "len(n)", "np.exp(n, n, n, n)", "[[1], W]",
])
def test_code_that_does_not_fit_is_an_error(source):
    with pytest.raises(FormulaError):
        parse_code(source).sides[0].evaluate(LAYER)


@pytest.mark.parametrize("source", ["1 = Q + 1", "$1 = E_{b}(w)$"])
def test_a_name_without_a_value_is_unknown(source):
    with pytest.raises(Unknown):
        disagreements(source, LAYER)
