"""What a formula is worth, and when its sides agree to the digits shown."""

from __future__ import annotations

import numpy as np
import pytest

from literate.formulas.expressions import (
    At,
    Disagreement,
    FormulaError,
    Function,
    TwinDifference,
    Unknown,
    Unsupported,
    agree,
)
from literate.formulas.notation import parse_code, parse_latex

LAYER = {
    "X": np.array([[2, 3]]), "T": np.array([[27, -30]]), "W": np.array([[3, 5], [4, 6]]),
    "B": np.array([[1, 2]]),
    "Y": np.array([[19, 30]]), "E": np.float64(1832), "Yb": np.array([[-8.0, 60.0]]), "n": 2, "lr": 0.01,
    "Wb": np.array([[-16, 120], [-24, 180]]), "Bb": np.array([[-8.0, 60.0]]),
}


def verdicts(chain, env):
    """What agree says of each neighbouring pair."""
    return [agree(left, right, relation, env, env)
            for left, right, relation in zip(chain.sides, chain.sides[1:], chain.relations, strict=False)]


def holds(source: str, env=LAYER) -> bool:
    """Whether every chain of a formula (LaTeX if it has a backslash or $ signs, else code) holds."""
    chains = parse_latex(source.strip("$")) if "\\" in source or "$" in source else [parse_code(source)]
    results = [verdict for chain in chains for verdict in verdicts(chain, env)]
    assert results, f"{source} states nothing"
    return not any(results)


# --- the page's own formulas --------------------------------------------------------------------------------


@pytest.mark.parametrize("source", [
    r"$Y = XW + B$",
    r"X = \begin{bmatrix} 2 & 3 \end{bmatrix} \qquad T = \begin{bmatrix} 27 & -30 \end{bmatrix}",
    r"""Y = XW + B
        = \begin{bmatrix} 2 & 3 \end{bmatrix} \begin{bmatrix} 3 & 5 \\ 4 & 6 \end{bmatrix}
          + \begin{bmatrix} 1 & 2 \end{bmatrix}
        = \begin{bmatrix} 19 & 30 \end{bmatrix}""",
    r"E = \frac{1}{n} \sum (Y - T)^2 = \frac{(19 - 27)^2 + (30 + 30)^2}{2} = 1832",
    r"E = \frac1n \sum_i (y_i - t_i)^2",
    r"\begin{aligned} Y_b &= \frac{2 (Y - T)}{n} \\ &= \begin{bmatrix} -8 & 60 \end{bmatrix} \end{aligned}",
    r"\frac{\partial E}{\partial W} = X^{\mathsf T} Y_b = W_b",
    r"\frac{\partial E}{\partial w_{jk}} = x_j \frac{\partial E}{\partial y_k}",
    r"y_k = \sum_j x_j w_{jk} + b_k",
    r"B_b = 1 \cdot Y_b",
    "W[0,1] = 5", "X.shape = (1, 2)", "Y = X @ W + B", "np.sum((Y - T)**2) / Y.shape[1] = 1832",
    "W[:,0] = [3, 4]",
    "Y = [[19 30]]", "2 * (19 - 27) / 2 = -8",
])
def test_true_formulas_hold(source):
    assert holds(source)


@pytest.mark.parametrize("source", [
    "$Y = XW - B$", r"Y_b = \begin{bmatrix} -8 & 61 \end{bmatrix}",
    r"Y_b = \begin{bmatrix} -8 \\ 60 \end{bmatrix}", r"Y_b = \begin{bmatrix} -8 & 60 & 0 \end{bmatrix}",
    r"W = \begin{bmatrix} 3 & 4 \\ 5 & 6 \end{bmatrix}",
    r"E = \frac{1}{n} \sum (Y - T)^2 = \frac{(19 - 27)^2 + (30 + 31)^2}{2} = 1832", r"E = \frac12 (Y - T)^2",
    "W[0,1] = 4", "X.shape = (2, 1)", "W[:,0] = [3, 5]", "Y = [[19 31]]",
])
def test_false_formulas_do_not(source):
    assert not holds(source)


# --- precision ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value, claim, expected", [
    (-3.5714, "x = -3.571", True), (-3.5714, "x = -3.572", False), (-3.5714, "x = -3.6", True),
    (7.24999, "x = 7.2", True), (7.2501, "x = 7.2", False), (7.25, "x = 7.2", True), (7.25, "x = 7.3", True),
    (7.0, "x = 7", True), (7.0000001, "x = 7", False), (7.0, "x = 7.", True), (7.2, "x = 7.", False),
    (7.4, "x ≈ 7", True), (7.6, "x ≈ 7", False), (7.2000001, "x ≈ 7.2", True), (7.26, "x ≈ 7.2", False),
    (7.2e-05, "x = 7.2e-05", True), (7.26e-05, "x = 7.2e-05", False), (1e-05, "x = 1e-05", True),
    (1.4e-05, "x = 1e-05", False), (1.4e-05, "x ≈ 1e-05", True), (1.6e-05, "x ≈ 1e-05", False),
    (1.24e-05, r"x = 1.2 \times 10^{-5}", True), (1.26e-05, r"x = 1.2 \times 10^{-5}", False),
    (-1.24e-05, r"x = -1.2 \times 10^{-5}", True), (52.0, r"x = 0.5 \cdot 10^2", False),
    (1e-08, "$x = 10^{-8}$", True), (1.1e-08, "$x = 10^{-8}$", False), (1234.0, "$x = 1{,}234$", True),
    (-0.0, "x = -0.", True), (0.0, "x = -0.", False), (-0.0004, "x = -0.000", True),
    (0.0004, "x = -0.000", False), (1e-12, "x = 0", False), (0.0004, "x = 0.000", True),
    (0.0006, "x = 0.000", False), (0.5, "x == 0.5", True), (0.52, "x == 0.5", False),
    (1 / 3, "x = 1/3", True), (0.3333, "x = 1/3", False), (1 / 3, r"x = \frac{1}{3} = 0.333", True),
    (1 / 3, r"x = \frac{1}{3} = 0.334", False), (np.float32(0.1), "x = 0.1", True),
    (np.float32(0.1), "x == 0.1", False), (np.inf, "x = inf", True), (np.inf, "x = 5", False),
    (5.0, "x = inf", False), (np.inf, "x = -inf", False), (np.inf, r"x = \infty", True),
    (-np.inf, r"x = -\infty", True), (np.nan, "x = nan", True), (np.nan, "x = 0", False),
    (np.nan, "0 / 0 = x", True), (2.0, r"x = (2)", True),
])
def test_a_number_is_right_to_the_digits_shown(value, claim, expected):
    assert holds(claim, {"x": value}) == expected


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
    assert holds(claim, {}) == expected


def test_an_arrow_states_nothing():
    with pytest.raises(Unsupported, match="→"):
        holds("1 → 1", {})


def test_every_element_of_a_matrix_counts_to_its_own_digits():
    env = {"W": np.array([[4.1429, -3.5714]])}
    assert holds(r"W = \begin{bmatrix} 4.14 & -3.6 \end{bmatrix}", env)
    chain = parse_latex(r"W = \begin{bmatrix} 4.14 & -3.57143 \end{bmatrix}")[0]
    [wrong] = verdicts(chain, env)
    assert wrong.at == (1,) and wrong.tolerance == pytest.approx(5e-6)
    assert str(wrong) == "-3.5714 against -3.57143 at [1] (may differ by 5e-06)"


@pytest.mark.parametrize("shape, other, same", [
    ((1, 2), (2,), True), ((2,), (1, 2), True), ((1, 1), (), True), ((1,), (1, 1), True),
    ((2, 1), (2,), False), ((2, 1), (1, 2), False), ((2, 2), (4,), False), ((2,), (), False),
])
def test_shapes_that_count_as_equal(shape, other, same):
    [verdict] = verdicts(parse_code("a = b"), {"a": np.ones(shape), "b": np.ones(other)})
    assert (verdict is None) == same
    if not same:
        assert "shape" in str(verdict)


def test_the_sides_of_an_update_have_an_environment_each():
    [chain] = parse_latex(r"W \leftarrow W - \alpha W_b")
    after = {**LAYER, "W": LAYER["W"] - 0.01 * LAYER["Wb"]}
    assert agree(*chain.sides, "←", after, LAYER) is None
    assert isinstance(agree(*chain.sides, "←", LAYER, LAYER), Disagreement)


def test_infinity_does_not_widen_what_is_tolerated():
    assert not holds("x / y = 3", {"x": 4.0, "y": 1.0, "z": np.inf})
    assert not holds("5 + 0 * x = 3", {"x": np.inf})


# --- names --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source, keys", [
    ("W_b", {"Wb"}), ("W^H", {"WH"}), ("W^{H}_b", {"WHb"}), ("W_b^{H}", {"WHb"}), ("W_{H,b}", {"WHb"}),
    ("W_{Hb}", {"WHb"}), ("W_H", {"WH"}), (r"\alpha", {"lr"}), (r"\mathrm{lr}", {"lr"}), ("lr", {"lr"}),
    (r"\rho", {"rho"}), (r"\beta_1", {"beta_1"}), (r"\beta_2^t", {"beta_2", "t"}), (r"\varepsilon", {"eps"}),
    (r"\hat m", {"M"}), (r"\hat{v}", {"V"}), (r"\hat m_t", {"M"}), (r"\frac{dE}{dp}", {"dEdp"}),
    ("E'(p)", {"dEdp"}), ("E(p)", {"E"}), ("E'", {"dEdp"}), (r"\frac{\partial E}{\partial W}", {"Wb"}),
    (r"\frac{\partial E}{\partial W^H}", {"WHb"}), (r"\frac{\partial E}{\partial y_i}", {"Yb"}),
    (r"\dfrac{dE}{dY}", {"Yb"}), ("E_0", {At("E", 0)}), ("p_{16}", {At("p", 16)}), ("p^{(3)}", {At("p", 3)}),
    ("m_{t-1}", {At("m", "t-1")}), ("m_t", {"m"}), ("W_{0,1}", {"W"}), (r"\mathbf{X}\mathbf{W}", {"X", "W"}),
    ("X^T", {"X"}), (r"X^\top Y_b", {"X", "Yb"}), ("e^{-x}", {"x"}), (r"\pi", set()),
    (r"\sum_{k=0}^{3} 0.5^k", set()), (r"\sum_i y_i", {"y"}), ("E(0)", {Function("E")}),
    (r"\gamma", {"gamma"}), (r"\mathrm{beta\_1}", {"beta_1"}),
])
def test_latex_names_are_the_programs(source, keys):
    [chain] = parse_latex(source)
    assert chain.sides[0].names == keys
    assert chain.sides[0].is_numeric == (not keys)


@pytest.mark.parametrize("source, env, value", [
    ("E_0", {At("E", 0): 7.0, "E": 1.0}, 7.0), (r"\frac{E_1}{E_0}", {At("E", 0): 4.0, At("E", 1): 3.0}, 0.75),
    ("W_{0,1}", {"W": [[3, 5], [4, 6]]}, 5), ("w_{01}", {"W": [[3, 5], [4, 6]]}, 5),
    ("w_{10}", {"W": [[3, 5], [4, 6]]}, 4), ("x_1", {"X": [[2, 3]]}, 3), ("x_1", {"X": [2, 3]}, 3),
    ("b_1", {"b": [2, 3]}, 3), ("p_{16}", {At("p", 16): -1.5, "p": 9}, -1.5),
    ("h_1", {At("h", 1): 9.0, "H": [[1, 2]]}, 9.0), ("h_1", {"H": [[1, 2]]}, 2), ("t", {"T": 3}, 3),
    ("t", {"t": 2, "T": 3}, 2), (r"\gamma + \alpha", {r"\gamma": 1, "lr": 2}, 3),
    (r"\frac{dE}{dp}", {"dEdp": -3}, -3), (r"\frac{dE}{dp}", {"pb": -3}, -3), ("g^2", {"dEdp": -3}, 9),
    ("g^2", {"g": 2, "dEdp": -3}, 4), ("E(0) - E(-1)", {Function("E"): lambda p: (p + 2) ** 2 / 2}, 1.5),
    ("E'(-5)", {Function("dEdp"): lambda p: p + 2}, -3),
])
def test_a_name_is_looked_up_as_what_it_may_mean(source, env, value):
    [chain] = parse_latex(source)
    assert chain.sides[0].evaluate(env) == value


@pytest.mark.parametrize("source, name", [
    ("Q + 1", "Q"), ("E_3", At("E", 3)), ("E(0)", Function("E")), (r"\frac{dL}{dp}", "dL/dp"),
    ("E''", "E''")])
def test_a_name_without_a_value_is_unknown(source, name):
    with pytest.raises(Unknown) as error:
        parse_latex(source)[0].sides[0].evaluate(LAYER)
    assert error.value.name == name


def test_a_twin_difference_is_a_name_of_its_own():
    chain = parse_code("max|411_1.py - 411_2.py| < 2e-06")
    key = TwinDifference("411_1.py", "411_2.py")
    assert chain.sides[0].names == {key}
    assert verdicts(chain, {key: 1.9e-6}) == [None]
    assert verdicts(chain, {key: 2.1e-6}) != [None]


@pytest.mark.parametrize("value", ["7", None, object(), [[1], [2, 3]], 1j])
def test_a_variable_that_is_no_number_has_no_value(value):
    with pytest.raises(Unsupported, match="x is neither"):
        parse_code("x = 7").sides[0].evaluate({"x": value})


# --- what cannot be computed --------------------------------------------------------------------------------


@pytest.mark.parametrize("source, message", [
    ("Y X", "shape .1, 2. and .1, 2."), ("W X", "shape"), ("W_{0,2}", "lies outside"), ("W_i", "no element"),
    (r"\sum_{i=1}^{3} (y_i - t_i)^2", "3 terms"), (r"\sum_{i=2}^{n} y_i", "1 terms"),
    (r"X + \begin{bmatrix} 1 \\ 2 \end{bmatrix}", "shape"), (r"x_i + \sum_j w_{ij} + Y", "shape"),
])
def test_what_does_not_fit_is_an_error(source, message):
    with pytest.raises(FormulaError, match=message):
        parse_latex(source)[0].sides[0].evaluate(LAYER)
