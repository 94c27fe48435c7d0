"""How formulas in LaTeX are read: constructs, what names mean, where numbers stand, what a mistake says."""

import math

import numpy as np
import pytest

from literate.formulas.expressions import FormulaError, Function, Unknown
from literate.formulas.latex import parse_latex

ENV = {"x": 3.0, "y": np.array([[1.0, 2.0]]), "W": np.array([[3.0, 5.0], [4.0, 6.0]]), "lr": 0.5, "n": 2.0}


def value(source: str, env=ENV):
    [chain] = parse_latex(source)
    [side] = chain.sides
    return side.evaluate(env)


@pytest.mark.parametrize("source, expected", [
    ("0.05", 0.05), ("7.2e-05", 7.2e-5), ("-3", -3), ("- 3", -3), ("+3", 3), ("10^{-8}", 1e-8), ("2x", 6),
    ("2 x x", 18), (r"2 \cdot (-3)", -6), ("1 - 2 - 3", -4), ("x / 2 x", 4.5), (r"\frac{1}{2}", 0.5),
    (r"\frac{x}{n}", 1.5), ("-2^2", -4), ("(-2)^2", 4), ("2^{-1}", 0.5), ("x^2", 9), ("2^x", 8),
    (r"\sqrt{9}", 3), (r"\exp(0)", 1), ("e^{2}", math.exp(2)), ("2e^{-x}", 2 * math.exp(-3)),
    (r"\ln 2", math.log(2)),
    (r"\log x", math.log(3)), (r"-\log 0.5 + 1", 1 - math.log(0.5)), (r"\tanh 0.5", math.tanh(0.5)),
    (r"\log x^2", math.log(9)), (r"\log x \cdot 2", 2 * math.log(3)), (r"\log \max(x)", math.log(3)),
    (r"\max(x, 2)", 3), (r"\min(4, x, 2)", 2), (r"\pi", math.pi), ("|-x|", 3), (r"\left| -x \right|", 3),
    (r"2|x||-2|", 12), ("[2 (x + 1)]^2", 64), (r"\left( x + 1 \right)", 4), (r"x \, + \, 1", 4),
    ("{x}^{2}", 9),
    (r"\frac{x}{2} \cdot \frac{4}{3}", 2), (r"\alpha \beta_1", 2), (r"2 \hat{m}", 8),
])
def test_a_number(source, expected):
    env = {**ENV, "beta_1": 4, "M": 4}
    assert value(source, env) == pytest.approx(expected, rel=1e-15, abs=1e-15)


@pytest.mark.parametrize("source, expected", [
    ("y W", [[11, 17]]), (r"y \cdot W", [[11, 17]]), ("y^T y", [[1, 2], [2, 4]]), ("y y^T", [[5]]),
    ("y^{T}", [[1], [2]]),
    ("(2y)^T", [[2], [4]]), (r"y \odot y", [[1, 4]]), ("y^2", [[1, 4]]), ("1 - y", [[0, -1]]),
    ("2 y / n", [[1, 2]]),
    (r"\frac{2}{y}", [[2, 1]]), (r"W \odot W", [[9, 25], [16, 36]]), (r"\exp(0 y)", [[1, 1]]), (r"\max y", 2),
    (r"\sum (y - 1)^2", 1), (r"\sum y (1 - y) / n", FormulaError), (r"\sum_i y_i y_i", 5),
    (r"\sum_i |1 - y_i|", 1),
    (r"\sum_i y_i w_{ij}", [11, 17]), (r"\sum_{i,j} w_{ij}", 18), (r"\sum_{ij} w_{ij}", 18),
    ("w_{ji}", [[3, 4], [5, 6]]), (r"\frac{1}{n} \sum_i y_i + 1", 2.5), ("y_i w_{ij}", [[3, 5], [8, 12]]),
    (r"\begin{pmatrix} x \\ \frac{1}{2} \\ \end{pmatrix}", [[3], [0.5]]),
    (r"\begin{bmatrix} 2 & 3 \end{bmatrix} \begin{bmatrix} 1 \\ 1 \end{bmatrix}", [[5]]),
])
def test_an_array(source, expected):
    if expected is FormulaError:            # a row times a row: mathematics has no such product
        with pytest.raises(FormulaError):
            value(source)
    else:
        np.testing.assert_allclose(value(source), expected, rtol=1e-15)


@pytest.mark.parametrize("source, chains", [
    ("a = b = c", ["a = b = c"]), (r"a \approx b \le c", ["a ≈ b ≤ c"]), (r"a \leftarrow b", ["a ← b"]),
    (r"a \neq b", ["a ≠ b"]), (r"a = b \qquad c = d", ["a = b", "c = d"]), (r"\quad a = b \quad", ["a = b"]),
    ("a = b\n= c", ["a = b = c"]), ("a", ["a"]), ("", []), (r"a < b \quad c", ["a < b", "c"]),
])
def test_what_a_display_says(source, chains):
    found = parse_latex(source)
    said = ["".join(part for pair in zip(chain.texts, (*(f" {r} " for r in chain.relations), ""), strict=True)
                    for part in pair) for chain in found]
    assert said == chains
    for chain in found:
        assert [" ".join(sorted(side.names)) for side in chain.sides] == list(chain.texts)
        assert chain.source == source


@pytest.mark.parametrize("source, message", [
    ("a = + * b", "“[*] b”"), ("a = (1 + 2", "too early"), ("= 3", "beside “=”"),
    ("a = ", "beside “=”"),
    ("a == 3", "beside “=”"), ("2 3", "cdot"), ("x 2", "cdot"), (r"\log(x)^2", r"“\^2”"),
    ("a ) b", "“[)] b”"),
    (r"\frac{1}", "too early"), ("10^-5", "“-5”"),
    (r"\begin{bmatrix} 1 & 2 \\ 3 \end{bmatrix}", "equally long"),
    ("오차 = 3", "“오차 ”"), ("|x", "“|x”"), ("|1 - |x||", "."), (r"\exp(1, 2)", "one number"),
    (r"\sum_n x", "“n”"), (r"\sum_i y_j", "“i”"), (r"2 + \foo x", r"“\\foo”"),
    ("Q_{7", "_"), ("4_7", "_7"), ("3 . 5", "[.]"),
])
def test_a_mistake_says_what(source, message):
    with pytest.raises(FormulaError, match=message):
        parse_latex(source)


@pytest.mark.parametrize("source", [
    r"1 + 2 + \ldots + 5", r"1 + \cdots", r"\nabla E", r"\begin{cases} 1 & x > 0 \\ 0 \end{cases}",
    r"0.86 \pm 0.01",
    r"50\%", r"x \in \mathbb{R}", r"\log_2 8", r"\tanh^{-1}(x)", r"\tanh^2(x)", r"(1, 2)", r"[1, 2]",
    r"\sum_{i=1} y_i",
    r"\sum_{i=1}^{n} y_i", r"\sum_{i=2}^{n} y_i", r"\tag{3}", r"\text{epoch 3}", r"\max_{0} y", r"W \times W",
    r"1{,}000",
    r"1\,000", r"1,000", "1e+725", ".5", "5.", r"2 \cdot -3", "2 / -1.5", r"\frac12", r"\tfrac1x",
    r"\sqrt[3]{8}",
    r"\max\{0, -x\}",
    r"\lvert x \rvert", r"\|y\|", r"\underbrace{x + 1}_{7}", r"\overbrace{x}^{\text{입력}}", r"x (x > 2)",
    r"a \to b",
    r"a → b", r"\begin{aligned} a &= b \end{aligned}", r"\textcolor{red}{x}", r"\boxed{x}",
    r"\bigl( x \bigr)",
    r"y^{\mathsf T}", r"y^\top", r"y \mathbin{@} W", r"6 \div 3", r"\operatorname{ReLU}(-x)", r"\infty",
    r"\mathrm{lr}",
    "x − 3", "2 × 3", "E'(p)", r"a = b, \quad c = d.", r"a \Rightarrow b", r"\left. x \right.",
    r"\left.5\right.", r".\, 5",
])
def test_notation_that_no_page_uses_is_refused(source):
    with pytest.raises(FormulaError):
        [side.evaluate(ENV) for chain in parse_latex(source) for side in chain.sides]


# --- names --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source, keys", [
    ("W_b", {"Wb"}), ("W_{H,b}", {"WHb"}), ("W_{Hb}", {"WHb"}), ("W_H", {"WH"}), (r"\alpha", {"lr"}),
    (r"\rho", {"rho"}),
    (r"\beta_1", {"beta_1"}), (r"\beta_2^t", {"beta_2", "t"}), (r"\varepsilon", {"eps"}), (r"\hat m", {"M"}),
    (r"\hat{v}", {"V"}), (r"\frac{dE}{dp}", {"dEdp"}), ("E(p)", {"E"}),
    (r"\frac{\partial E}{\partial W}", {"Wb"}),
    (r"\frac{\partial E}{\partial W_H}", {"WHb"}), (r"\frac{\partial E}{\partial y_i}", {"Yb"}),
    (r"\frac{dE}{dY}", {"Yb"}),
    ("W_{0,1}", {"W"}), ("X^T", {"X"}), ("X^T Y_b", {"X", "Yb"}), ("e^{-x}", {"x"}), (r"\pi", set()),
    (r"\sum_i y_i", {"y"}), ("E(0)", {Function("E")}), (r"\gamma", {"gamma"}), ("lr", {"l", "r"}),
])
def test_names_are_the_programs(source, keys):
    [chain] = parse_latex(source)
    assert chain.sides[0].names == keys
    assert chain.sides[0].is_numeric == (not keys)


@pytest.mark.parametrize("source, env, expected", [
    ("W_{0,1}", {"W": [[3, 5], [4, 6]]}, 5), ("w_{01}", {"W": [[3, 5], [4, 6]]}, 5),
    ("w_{10}", {"W": [[3, 5], [4, 6]]}, 4),
    ("x_1", {"X": [[2, 3]]}, 3), ("x_1", {"X": [2, 3]}, 3), ("b_1", {"b": [2, 3]}, 3),
    ("h_1", {"h_1": 9, "H": [[1, 2]]}, 9),
    ("h_1", {"H": [[1, 2]]}, 2), ("t", {"T": 3}, 3), ("t", {"t": 2, "T": 3}, 2),
    (r"\gamma + \alpha", {r"\gamma": 1, "lr": 2}, 3),
    (r"\frac{dE}{dp}", {"dEdp": -3}, -3), (r"\frac{dE}{dp}", {"pb": -3}, -3),
    (r"\frac{dE}{dp}", {"dE/dp": -3, "pb": 1}, -3),
    ("g^2", {"dEdp": -3}, 9), ("g^2", {"g": 2, "dEdp": -3}, 4),
    ("E(0) - E(-1)", {Function("E"): lambda p: (p + 2) ** 2 / 2}, 1.5),
])
def test_a_name_is_looked_up_as_what_it_may_mean(source, env, expected):
    assert value(source, env) == expected


@pytest.mark.parametrize("source, name", [
    ("Q + 1", "Q"), ("Q_3", "Q_3"), ("E(0)", Function("E")), (r"\frac{dL}{dp}", "dL/dp"),
    ("y_{t-1}", "y_t-1")])
def test_a_name_without_a_value_is_unknown(source, name):
    with pytest.raises(Unknown) as error:
        value(source, {"Y": 1, "y": 1})
    assert error.value.name == name


@pytest.mark.parametrize("source, written", [
    (r"E_0 = 2 \cdot (19 - 27)^2 / (-1.5)", ["2", "19", "27", "2", "-1.5"]),
    (r"1000 - 3.5", ["1000", "3.5"]), (r"W_{0,1} = -3.571", ["-3.571"]),
    (r"1.2 \cdot 10^{-5}", ["1.2", "10", "-5"]),
    (r"\begin{bmatrix} -8 & 60 \\ 1 & - 2 \end{bmatrix}", ["-8", "60", "1", "2"]),
    (r"a = 1 \qquad b = 2.5", ["1", "2.5"]),
])
def test_numbers_know_their_place(source, written):
    numbers = [number for chain in parse_latex(source) for side in chain.sides for number in side.numbers]
    assert [source[number.start:number.end] for number in numbers] == written
