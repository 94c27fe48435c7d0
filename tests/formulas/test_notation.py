"""How formulas are read: each construct, where numbers stand, what a mistake says, arithmetic at random."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from literate.formulas.expressions import FormulaError, Unsupported, agree
from literate.formulas.notation import parse_code, parse_latex

ENV = {"x": 3.0, "y": np.array([[1.0, 2.0]]), "W": np.array([[3.0, 5.0], [4.0, 6.0]]), "lr": 0.5, "n": 2.0}

examples = settings(derandomize=True, deadline=None)


def read_latex(source: str):
    [chain] = parse_latex(source)
    return chain


def value(source: str, env=ENV):
    [side] = read_latex(source).sides
    return side.evaluate(env)


# --- LaTeX, construct by construct --------------------------------------------------------------------------


@pytest.mark.parametrize("source, expected", [
    ("1{,}000", 1000), (r"1\,000.5", 1000.5), ("0.05", 0.05), (".5", 0.5), ("-0.", 0), ("7.2e-05", 7.2e-5),
    ("-3", -3), ("− 3", -3), ("+3", 3), ("10^{-8}", 1e-8), ("2x", 6), ("2 x x", 18), (r"2 \cdot -3", -6),
    ("1 - 2 - 3", -4), (r"x \times 2", 6), ("x / 2 x", 4.5), (r"6 \div 3", 2), (r"\frac{1}{2}", 0.5),
    (r"\frac12 x", 1.5), (r"\tfrac1x", 1 / 3), (r"\dfrac{x}{n}", 1.5), ("-2^2", -4), ("(-2)^2", 4),
    ("2^{-1}", 0.5), ("x^2", 9), ("2^x", 8), (r"\sqrt{9}", 3), (r"\sqrt[3]{8}", 2), (r"\exp(0)", 1),
    ("e^{2}", math.exp(2)), ("2e^{-x}", 2 * math.exp(-3)), (r"\ln 2", math.log(2)), (r"\log x", math.log(3)),
    (r"-\log 0.5 + 1", 1 - math.log(0.5)), (r"\tanh 0.5", math.tanh(0.5)), (r"\tanh^2(x)", math.tanh(3) ** 2),
    (r"\log x^2", math.log(9)), (r"\log x \cdot 2", 2 * math.log(3)), (r"\sigma(0)", 0.5),
    (r"\frac{1}{1 + e^{-x}} - \sigma(x)", 0), (r"\operatorname{ReLU}(-x)", 0), (r"\max(x, 2)", 3),
    (r"\max\{0, -x\}", 0), (r"\min(4, x, 2)", 2), (r"\pi", math.pi), ("|-x|", 3),
    (r"\lvert 1 - lr \rvert", 0.5), (r"\left| -x \right|", 3), (r"2|x||-2|", 12), ("|1 - |x||", 2),
    (r"2 |x - |x + 1|| + 1", 3), ("[2 (x + 1)]^2", 64), (r"\left( x + 1 \right)", 4),
    (r"\bigl( x + 1 \bigr)", 4), (r"\{x + 1\}", 4), (r"\textcolor{red}{x} + 1", 4), (r"\color{red} x", 3),
    (r"\boxed{x}", 3), (r"x \;\, + \! 1", 4), ("{x}^{2}", 9),
    (r"\underbrace{x + 1}_{\text{합}}", 4), (r"2 (x > 2)", 2), (r"x (x \le 2)", 0),
    (r"\sum_{k=0}^{3} 0.5^k", 1.875), (r"\sum_{k=1}^{4} k", 10), (r"\frac{x}{2} \cdot \frac{4}{3}", 2),
])
def test_a_number(source, expected):
    assert value(source) == pytest.approx(expected, rel=1e-15, abs=1e-15)


@pytest.mark.parametrize("source, expected", [
    ("y W", [[11, 17]]), (r"y \mathbin{@} W", [[11, 17]]), (r"y \cdot W", [[11, 17]]),
    ("y^T y", [[1, 2], [2, 4]]), ("y y^T", [[5]]), (r"y^{\mathsf T}", [[1], [2]]),
    (r"y^{\mathsf{T}}", [[1], [2]]), (r"y^\top", [[1], [2]]), (r"(2y)^{\top}", [[2], [4]]),
    (r"y \odot y", [[1, 4]]), ("y^2", [[1, 4]]), ("1 - y", [[0, -1]]), ("2 y / n", [[1, 2]]),
    (r"\frac{2}{y}", [[2, 1]]), (r"W \odot W", [[9, 25], [16, 36]]), (r"\exp(0 y)", [[1, 1]]), ("|y|^2", 5),
    (r"\|y\|", 5 ** 0.5), (r"\max |1 - y|", 1), (r"\sum |1 - y|", 1), (r"\max y", 2), (r"\max_i y_i", 2),
    (r"\sum (y - 1)^2", 1), (r"\sum y (1 - y) / n", None), (r"\sum_i y_i y_i", 5),
    (r"\sum_i y_i w_{ij}", [11, 17]), (r"\sum_{i,j} w_{ij}", 18), (r"\sum_{ij} w_{ij}", 18),
    (r"\sum_{i=1}^{n} y_i^2", 5), (r"\sum_{i=0}^{n-1} y_i^2", 5), (r"\sum_{i=1}^{2} y_i^2 / 2", 2.5),
    ("w_{ji}", [[3, 4], [5, 6]]), (r"\frac{1}{n} \sum_i y_i + 1", 2.5), ("y_i w_{ij}", [[3, 5], [8, 12]]),
    (r"\operatorname{softmax}(0 y)", [[0.5, 0.5]]), ("[1, 2]", [[1, 2]]),
    (r"\begin{pmatrix} x \\ \frac12 \\ \end{pmatrix}", [[3], [0.5]]),
    (r"\left[ \begin{array}{cc} 1 & -2 \\ 3 & 4 \end{array} \right]", [[1, -2], [3, 4]]),
    (r"\begin{bmatrix} 2 & 3 \end{bmatrix} \begin{bmatrix} 1 \\ 1 \end{bmatrix}", [[5]]),
    (r"(y > 1) \odot y", [[0, 2]]),
])
def test_an_array(source, expected):
    if expected is None:            # a row times a row: mathematics has no such product
        with pytest.raises(FormulaError):
            value(source)
    else:
        np.testing.assert_allclose(value(source), expected, rtol=1e-15)


@pytest.mark.parametrize("source, shape", [
    ("a = b = c", ["a = b = c"]), (r"a \approx b \le c", ["a ≈ b ≤ c"]), (r"a \leftarrow b", ["a ← b"]),
    (r"a \neq b \to c", ["a ≠ b → c"]),
    (r"\begin{aligned} a &= b \\ &= c \\ d &= h \end{aligned}", ["a = b = c", "d = h"]),
    (r"\begin{align*} a & \approx b \\ & < c \end{align*}", ["a ≈ b < c"]),
    (r"a = b, \quad c = d.", ["a = b", "c = d"]), (r"a = b \qquad c = d", ["a = b", "c = d"]),
    (r"\begin{gathered} a = b \\ c = d \\ \end{gathered}", ["a = b", "c = d"]),
    (r"a = b \quad \text{그리고} \quad c = d", ["a = b", "c = d"]), (r"a &= b & c &= d", ["a = b", "c = d"]),
    (r"a = b \Rightarrow c = d", ["a = b", "c = d"]), ("a = b\n= c", ["a = b = c"]),
    (r"a = b \quad (c = d)", ["a = b", "c = d"]), (r"a = b + c \\ &\quad + d", ["a = b c d"]),
    (r"\underbrace{a b}_{c} = d", ["a b = d", "a b = c"]), ("a", ["a"]), ("", []),
    (r"\overbrace{a}^{\text{입력}} = b", ["a = b"]),
])
def test_what_a_display_says(source, shape):
    def names(side):
        return " ".join(sorted(side.names))

    chains = parse_latex(source)
    said = []
    for chain in chains:
        parts = [names(chain.sides[0])]
        for relation, side in zip(chain.relations, chain.sides[1:], strict=True):
            parts += [relation, names(side)]
        said.append(" ".join(parts))
    assert said == shape
    for chain in chains:
        for relation, position in zip(chain.relations, chain.positions, strict=True):
            assert source[position] in relation + "\\:"
        assert chain.source == source


@pytest.mark.parametrize("source", [
    r"1 + 2 + \ldots + 5", r"1 + \cdots", r"\nabla E", r"\begin{cases} 1 & x > 0 \\ 0 \end{cases}",
    r"0.86 \pm 0.01", r"50\%", r"x \in \mathbb{R}", r"\log_2 8", r"\tanh^{-1}(x)", r"(1, 2)", r"\sum_n x",
    r"\sum_{i=1} y_i", r"\sum_i y_j", r"\tag{3}", r"\text{epoch 3}", r"\max_{0} y", r"|W|", r"W^2",
    r"W \times W", r"\exp(1, 2)",
])
def test_notation_outside_the_language_is_unsupported(source):
    with pytest.raises(Unsupported):
        parse_latex(source)[-1].sides[0].evaluate(ENV)


def test_what_is_unsupported_spoils_only_its_own_side():
    [chain] = parse_latex(r"1 + \ldots + 3 = 1 + 2 + 3 = 6")
    assert chain.sides[1].evaluate({}) == chain.sides[2].evaluate({}) == 6


@pytest.mark.parametrize("source, position, message", [
    ("a = + * b", 6, "“[*] b”"), ("a = (1 + 2", 10, "too early"), ("= 3", 0, "left of “=”"),
    ("2 3", 2, "cdot"), ("x 2", 2, "cdot"), ("a = ", 4, "too early"), (r"\log(x)^2", 7, r"“\^2”"),
    ("a ) b", 2, "“[)] b”"), (r"\frac{1}", 8, "too early"), ("10^-5", 3, "“-5”"),
    (r"\begin{bmatrix} 1 & 2 \\ 3 \end{bmatrix}", 0, "equally long"), ("오차 = 3", 0, "“오차 = 3”"),
    ("|x", 2, "too early"),
])
def test_a_mistake_in_latex_says_where(source, position, message):
    with pytest.raises(FormulaError, match=message) as error:
        parse_latex(source)
    assert error.value.position == position


# --- inline code --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", [
    "2 * (19 - 27) / 2", "-2 ** 2", "2 ** -1", "2 ** 3 ** 2", "1 - 2 - 3", "7 / 2 / 2", "- -3", "+x",
    "1_000 + .5", "1e-05", "7.2e-5 * 2.", "y @ W", "y.T @ y", "y.T * y", "W[0,1]", "W[1]", "W[-1, 0]",
    "W[:, 1]", "W[0:1]", "W.T[0]", "(W @ y.T)[1, 0]", "np.sum((y - 1) ** 2) / y.shape[1]", "np.exp(-x)",
    "np.sqrt(x) + np.log(x)", "np.tanh(y)", "abs(-x)", "max(1, x)", "min(x, 2)", "np.max(y)",
    "np.maximum(y, 1.5)", "y.sum()", "W.max() - W.min() + W.mean()", "(x > 2) * 1", "y * (y > 1)",
    "[1, 2] @ W", "np.array([[1, 2], [3, 4]]) + W", "x", "lr", "np.square(x)", "math.sqrt(x)", "np.inf",
    "math.pi * x", "(x)", "y.size + y.ndim", "np.float64(x) / 3",
])
def test_code_means_what_python_means_by_it(source):
    [side] = parse_code(source).sides
    expected = np.asarray(eval(source, {"np": np, "math": math, **ENV}), dtype=float)
    np.testing.assert_array_equal(np.squeeze(side.evaluate(ENV)), np.squeeze(expected))


@pytest.mark.parametrize("source, expected", [
    ("2 · 3 × 4 − 1", 23), ("|1 - lr|", 0.5), ("|y|² + 1", 6), ("10⁻⁸", 1e-8), ("2² + x²", 13), ("max|y - 1|", 1),
    ("[[4. -2.5]\n [6 7]]", [[4, -2.5], [6, 7]]), ("[ 1.  nan -inf]", [1, math.nan, -math.inf]),
    ("(1, 2)", [1, 2]), ("(2,)", 2), ("y.shape", [1, 2]), ("np.float32(0.1)", float(np.float32(0.1))),
])
def test_code_also_reads_what_people_and_numpy_write(source, expected):
    [side] = parse_code(source).sides
    np.testing.assert_allclose(np.squeeze(side.evaluate(ENV)), expected, rtol=1e-15)


@pytest.mark.parametrize("source, moment, program, relations", [
    ("epoch 1: E = 7.2", ("epoch", 1), None, ("=",)), ("step 13: p = -2.25", ("step", 13), None, ("=",)),
    ("413_1.py: lr = 0.01", None, "413_1.py", ("=",)),
    ("413_1.py: epoch 0: E ≈ 7", ("epoch", 0), "413_1.py", ("≈",)), ("Y == T", None, None, ("==",)),
    ("1 <= 2 != 3 >= 2", None, None, ("≤", "≠", "≥")), ("X", None, None, ()),
    ("max|411_1.py - 411_2.py| < 2e-06", None, None, ("<",)),
])
def test_a_claim_says_when_and_of_which_program(source, moment, program, relations):
    chain = parse_code(source)
    assert (chain.moment, chain.program, chain.relations) == (moment, program, relations)
    assert chain.source == source
    assert all(source[position] in "=<>!≈" for position in chain.positions)


@pytest.mark.parametrize("source, position", [
    ("a = ", 4), ("epoch: E = 1", 5), ("print('p :', p)", 6), ("model.fit(x)", 5), ("2 ^ 3", 2),
    ("np.sum(W, axis=1)", 14), ("[[1, 2], [3]]", 0), ("[1 - 2]", 3), ("for epoch in range(2):", 4),
    ("a = 1, b = 2", 5), ("|x", 2), ("x y", 2), ("", 0),
])
def test_a_mistake_in_code_says_where(source, position):
    with pytest.raises(FormulaError) as error:
        parse_code(source)
    assert error.value.position == position


@pytest.mark.parametrize("source", ["range(200)", "sum(y)", "open(x)"])
def test_other_functions_have_no_value(source):
    with pytest.raises(Unsupported):
        parse_code(source).sides[0].evaluate(ENV)


@pytest.mark.parametrize("source", ["W[0, 2]", "W[0, 0, 0]", "x[0]", "W[:, 0:3]", "W @ y", "y[:, 0:1] @ W"])
def test_code_that_does_not_fit_is_an_error(source):
    with pytest.raises(FormulaError):
        parse_code(source).sides[0].evaluate(ENV)


# --- numbers and where they stand ---------------------------------------------------------------------------


@pytest.mark.parametrize("source, written", [
    (r"E_0 = 2 \cdot (19 - 27)^2 / -1.5", ["2", "19", "27", "2", "-1.5"]),
    (r"1{,}000 - 3.", ["1{,}000", "3."]), (r"W_{0,1} = -3.571", ["-3.571"]),
    (r"1.2 \times 10^{-5}", ["1.2", "10", "-5"]), (r"\frac12 + \frac{1}{20}", ["1", "2", "1", "20"]),
    (r"\text{epoch 13} \begin{cases} 1 & 2.5 \end{cases} 4\%", ["13", "1", "2.5", "4"]),
    (r"\begin{bmatrix} -8 & 60 \\ 1 & - 2 \end{bmatrix}", ["-8", "60", "1", "2"]),
])
def test_numbers_in_latex_know_their_place(source, written):
    numbers = [number for chain in parse_latex(source) for side in chain.sides for number in side.numbers]
    assert [source[number.start:number.end] for number in numbers] == written


@pytest.mark.parametrize("source, written", [
    ("W[0,1] = -3.571", ["-3.571"]), ("step 3: p = −2.25", ["−2.25"]),
    ("Y = [[19. -30.5]]", ["19.", "-30.5"]), ("10⁻⁸ < 1e-05", ["10", "⁻⁸", "1e-05"]),
    ("413_1.py: a = 1_000", ["1_000"]), ("[[1, -2], [3, 4]]", ["1", "-2", "3", "4"]),
])
def test_numbers_in_code_know_their_place(source, written):
    numbers = [number for side in parse_code(source).sides for number in side.numbers]
    assert [source[number.start:number.end] for number in numbers] == written


@examples
@given(st.floats(allow_nan=False))
def test_every_number_python_prints_is_read_back(number):
    [side] = parse_code(repr(number)).sides
    assert side.evaluate({}) == number and side.is_literal


@examples
@given(st.lists(st.floats(-1e6, 1e6, width=32), min_size=1, max_size=6), st.integers(0, 6), st.booleans())
def test_every_array_numpy_prints_is_read_back(cells, precision, suppress):
    with np.printoptions(precision=precision, suppress=suppress):
        text = str(np.array([cells]))
    shown = [float(cell) for cell in text.strip("[]").split()]
    [side] = parse_code(text).sides
    assert side.evaluate({}).tolist() == [shown]


# --- arithmetic at random -----------------------------------------------------------------------------------

NUMERALS = st.decimals(0, 999, places=2).map(lambda d: f"{d:f}") | st.integers(0, 99).map(str)


def join(left, right, operator):
    """Two terms, each (LaTeX, code, value), as one; None where the value is not defined."""
    (latex_l, code_l, a), (latex_r, code_r, b) = left, right
    if operator == "frac":
        return (rf"\frac{{{latex_l}}}{{{latex_r}}}", f"({code_l}) / ({code_r})", a / b) if b else left
    sign, compute = {"+": ("+", a + b), "-": ("-", a - b), r"\cdot": ("*", a * b), "": ("*", a * b)}[operator]
    return rf"\left({latex_l}\right) {operator} ({latex_r})", f"({code_l}) {sign} ({code_r})", compute


TERMS = st.recursive(
    NUMERALS.map(lambda text: (text, text, Fraction(text))),
    lambda terms: st.builds(join, terms, terms, st.sampled_from(["+", "-", r"\cdot", "", "frac"]))
    | terms.map(lambda t: (rf"-\left[{t[0]}\right]", f"-({t[1]})", -t[2]))
    | terms.map(lambda t: (rf"\bigl({t[0]}\bigr)^2", f"({t[1]}) ** 2", t[2] ** 2)),
    max_leaves=8)


def close(computed: float, exact: Fraction, size: float) -> bool:
    return abs(computed - float(exact)) <= 1e-9 * max(abs(float(exact)), size)


@examples
@given(TERMS)
def test_arithmetic_agrees_with_exact_fractions(term):
    latex, code, exact = term
    assume(abs(exact) < 10 ** 12)
    [chain] = parse_latex(latex)
    in_latex, in_code = chain.sides[0].evaluate({}), parse_code(code).sides[0].evaluate({})
    assert in_latex == in_code == eval(code)
    assert close(float(in_latex), exact, 1e6)


SUMS = st.lists(st.tuples(st.sampled_from("+-"), NUMERALS), min_size=2, max_size=6)


@examples
@given(SUMS)
def test_sums_without_parentheses_go_from_left_to_right(terms):
    source = " ".join(f"{sign} {numeral}" for sign, numeral in terms)
    expected = sum(Fraction(sign + numeral) for sign, numeral in terms)
    for side in (parse_latex(source)[0].sides[0], parse_code(source).sides[0]):
        assert close(float(side.evaluate({})), expected, 1e4)


@st.composite
def true_chains(draw):
    """a·b ± c = its value to so many decimals, where another last digit would be wrong."""
    a, b, c = (draw(st.integers(-99, 99)) for _ in range(3))
    d, places = draw(st.integers(1, 12)), draw(st.integers(0, 5))
    exact = Fraction(a * b, d) + c
    shown = f"{float(exact):.{places}f}"
    assume(abs(abs(Fraction(shown) - exact) * 10 ** places - Fraction(1, 2)) > Fraction(1, 1000))
    assume(places or exact.denominator == 1)
    return a, b, c, d, shown


@st.composite
def with_a_wrong_digit(draw, source: str, start: int = 0):
    """The source with one of its digits after ``start`` changed."""
    place = draw(st.sampled_from([i for i, sign in enumerate(source) if sign.isdigit() and i >= start]))
    digit = draw(st.sampled_from([digit for digit in "0123456789" if digit != source[place]]))
    return source[:place] + digit + source[place + 1:]


def agrees(source: str, read) -> bool:
    chain = read(source)
    return agree(*chain.sides, "=", {}, {}) is None


@examples
@given(true_chains(), st.data())
def test_every_wrong_digit_of_a_result_is_found(chain, data):
    a, b, c, d, shown = chain
    for source, read in ((rf"\frac{{{a} \cdot ({b})}}{{{d}}} + ({c}) = {shown}", read_latex),
                         (f"{a} * ({b}) / {d} + ({c}) = {shown}", parse_code)):
        assert agrees(source, read)
        start = source.rindex("=")
        wrong = data.draw(with_a_wrong_digit(source, start))
        assume(float(wrong[start + 1:]) != float(source[start + 1:]))       # -0.0 and 0.0
        assert not agrees(wrong, read)


@examples
@given(st.integers(1, 99), st.integers(1, 99), st.integers(1, 99), st.data())
def test_every_wrong_digit_of_exact_arithmetic_is_found(a, b, c, data):
    source = f"{a} * {b} + {c} = {a * b + c}"
    assert agrees(source, parse_code)
    assert not agrees(data.draw(with_a_wrong_digit(source)), parse_code)


@examples
@given(st.text(alphabet=r"\{}[]()|&^_=+-*/.,'xWE01 $", max_size=30))
def test_nothing_breaks_the_reader(source):
    for read in (parse_latex, parse_code):
        try:
            read(source)
        except FormulaError as error:
            assert 0 <= error.position <= len(source)
