"""How Python in inline code and remarks is read: it means what Python and NumPy mean by it, or is refused."""


import numpy as np
import pytest
from examples import rows
from hypothesis import given, settings
from hypothesis import strategies as st

from literate.formulas.expressions import FormulaError
from literate.formulas.python_code import parse_code

ENV = {"x": 3.0, "y": np.array([[1.0, 2.0]]), "W": np.array([[3.0, 5.0], [4.0, 6.0]]), "lr": 0.5, "n": 2,
       "v": np.array([2.0, 7.0, 1.0])}

examples = settings(derandomize=True, deadline=None)


@pytest.mark.parametrize("source", rows(__file__, "as_python"))
def test_code_means_what_python_means_by_it(source):
    env = {**ENV, "X": np.ones((3, 2))}
    expected = np.asarray(eval(source, {"np": np, **env}), dtype=float)
    for side in parse_code(source).sides:
        np.testing.assert_array_equal(np.squeeze(side.evaluate(env)), np.squeeze(expected))


@pytest.mark.parametrize("source, expected", rows(__file__, "arrays"))
def test_arrays_are_read_as_python_and_as_numpy_print_them(source, expected):
    [side] = parse_code(source).sides
    np.testing.assert_allclose(np.squeeze(side.evaluate(ENV)), expected, rtol=1e-15)


@pytest.mark.parametrize("source, texts, relations", rows(__file__, "relations"))
def test_relations_outside_of_brackets_part_the_sides(source, texts, relations):
    chain = parse_code(source)
    assert (chain.texts, chain.relations, chain.source) == (tuple(texts), tuple(relations), source)


@pytest.mark.parametrize("source", rows(__file__, "refused"))
def test_what_is_no_arithmetic_is_refused(source):
    with pytest.raises(FormulaError):
        parse_code(source)


@pytest.mark.parametrize("source, written", rows(__file__, "places"))
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
