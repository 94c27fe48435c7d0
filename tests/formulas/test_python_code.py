"""How Python in inline code and remarks is read: it means what Python and NumPy mean by it, or is refused."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from literate.formulas.expressions import FormulaError
from literate.formulas.python_code import parse_code

ENV = {"x": 3.0, "y": np.array([[1.0, 2.0]]), "W": np.array([[3.0, 5.0], [4.0, 6.0]]), "lr": 0.5, "n": 2,
       "v": np.array([2.0, 7.0, 1.0])}

examples = settings(derandomize=True, deadline=None)


@pytest.mark.parametrize("source", [
    "2 * (19 - 27) / 2", "-2 ** 2", "2 ** -1", "2 ** 3 ** 2", "1 - 2 - 3", "7 / 2 / 2", "- -3", "+x",
    "1_000 + .5", "1e-05", "7.2e-5 * 2.", "y @ W", "y.T @ y", "y.T * y", "W[0,1]", "W[1]", "W[-1, 0]",
    "W.T[0]", "(W @ y.T)[1, 0]", "np.sum((y - 1) ** 2) / y.shape[1]", "np.exp(-x)",
    "np.sqrt(x) + np.log(x)", "np.tanh(y)", "abs(-x)", "max(1, x)", "min(x, 2)", "np.max(y)",
    "np.maximum(y, 1.5)", "(x > 2) * 1", "y * (y > 1)",
    "[1, 2] @ W", "np.array([[1, 2], [3, 4]]) + W", "x", "lr", "np.square(x)", "np.inf",
    "np.pi * x", "(x)", "(2 -1)", "W[0,0] -1", "W[n -1, 0] - 1", "x -1", "y.size + y.ndim",
    "np.float64(x) / 3", "sum(v)", "len(W)", "round(lr / 3, 2)",
    "round(x)",
    "np.round(W / 7, 3)", "v[n]", "v[n - 2]", "v[np.argmin(v)]", "np.argmax(v)", "7 // n", "7 % 4",
    "np.float32(0.1)",
    "(W <= 4) + (W >= 5)", "(W == 5) * 2 + (W != 5)", "max(W[0]) - min(v)",
    "np.linalg.norm(v)",
    "X.T.shape[0]", "np.max(np.abs(W - 4))",
    "np.ceil(-np.log10(x / 7))", "np.spacing(1)", "np.floor(x / 2) + np.log2(8)",
])
def test_code_means_what_python_means_by_it(source):
    env = {**ENV, "X": np.ones((3, 2))}
    expected = np.asarray(eval(source, {"np": np, **env}), dtype=float)
    for side in parse_code(source).sides:
        np.testing.assert_array_equal(np.squeeze(side.evaluate(env)), np.squeeze(expected))


@pytest.mark.parametrize("source, expected", [
    ("[[4. -2.5]\n [6 7]]", [[4, -2.5], [6, 7]]), ("[ 1.  nan -inf]", [1, math.nan, -math.inf]),
    ("[[19 30]]", [19, 30]),
    ("[0.48076 -0.48076]", [0.48076, -0.48076]), ("[[ 1.060]]", 1.06), ("(1, 2)", [1, 2]), ("(2,)", 2),
    ("y.shape", [1, 2]),
    ("[1 - 2]", -1),
])
def test_arrays_are_read_as_python_and_as_numpy_print_them(source, expected):
    [side] = parse_code(source).sides
    np.testing.assert_allclose(np.squeeze(side.evaluate(ENV)), expected, rtol=1e-15)


@pytest.mark.parametrize("source, texts, relations", [
    ("Y == T", ("Y", "T"), ("==",)), ("1 <= 2 != 3 >= 2", ("1", "2", "3", "2"), ("≤", "≠", "≥")),
    ("X", ("X",), ()),
    ("(x > 2) * 1 = 1", ("(x > 2) * 1", "1"), ("=",)), ("W[0,1] ≈ 5 ≥ x", ("W[0,1]", "5", "x"), ("≈", "≥")),
    (" a\n= b", ("a", "b"), ("=",)), ("a ← b", ("a", "b"), ("←",)),
])
def test_relations_outside_of_brackets_part_the_sides(source, texts, relations):
    chain = parse_code(source)
    assert (chain.texts, chain.relations, chain.source) == (texts, relations, source)


@pytest.mark.parametrize("source", [
    "a = ", "epoch: E = 1", "epoch 1: E = 7.2", "413_1.py: lr = 0.01",
    "max|411_1.py - 411_2.py| < 2e-06", "max|1 - y| = 1", "print('p :', p)",
    "model.fit(x)", "2 ^ 3",
    "np.sum(W, axis=1)",
    "[[1, 2], [3]]", "for epoch in range(2):", "a = 1, b = 2", "|x", "x y", "",
    "= 3",
    "range(200)", "open(x)", "오차 * 2 = 3", "x３", "2 · 3", "2 − 3", "10⁻⁸",
    "0x10", "3j",
    "'3'", "True",
    "(y = 3)", "x if 3 else 4", "[x for x in v]", "1 < (2 < x < 3)", "v[::2]",
    "W[:, 1]", "W[0:1]", "v[:n]", "y.sum()", "np.abs(W - 4).max()", "v.argmax()",
    "x and 3", "W[1, None]",
    "lambda: 3", "x.real", "v[1:2](3)", "f'{3}'", "(x := 3)", "2 if", "[]",
    "1e999999999999",
    "0.1000000000000000055511151231257827", "f(725)", "np.log725(y)", "x = 1 # 7",
    "3 .real",
])
def test_what_is_no_arithmetic_is_refused(source):
    with pytest.raises(FormulaError):
        parse_code(source)


@pytest.mark.parametrize("source, written", [
    ("W[0,1] = -3.571", ["0", "1", "-3.571"]),
    ("Y = [[19. -30.5]]", ["19.", "-30.5"]),
    ("10 ** -8 < 1e-05", ["10", "-8", "1e-05"]), ("a = 1_000", ["1_000"]),

    ("[[1, -2], [3, 4]]", ["1", "-2", "3", "4"]), ("2 - -3 - 4", ["2", "-3", "4"]), ("- 3", ["3"]),
])
def test_numbers_know_their_place(source, written):
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
