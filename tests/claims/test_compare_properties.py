"""In output as Python and NumPy print it, any changed digit is found, and named with its line."""

import math
import random
import re

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from literate.claims.output import printed_lines, shown_part, wrong_line

examples = settings(derandomize=True, deadline=None, max_examples=40)

FLOATS = st.floats(width=32) | st.floats() | st.sampled_from([-0.0, 1e-05, 1e16, 1e-300, math.nan, math.inf,
                                                              -math.inf, 0.1 + 0.2, 5.0])
INTEGERS = st.integers(-10 ** 6, 10 ** 6)
SCALARS = FLOATS.map(repr) | FLOATS.map(str) | INTEGERS.map(str)
SCALARS |= FLOATS.map(lambda x: f"{x:.3f}") | FLOATS.map(lambda x: f"{x:8.2e}")
SCALARS |= FLOATS.map(lambda x: repr(np.float64(x))) | FLOATS.map(lambda x: f"{x:+.10g}")


def compare(shown: str, printed: str) -> int | None:
    return wrong_line(shown.split("\n"), printed_lines(printed))


@st.composite
def arrays(draw) -> str:
    """An array as NumPy prints it, perhaps with a ``...`` for what it leaves out."""
    rows, columns = draw(st.integers(1, 4)), draw(st.sampled_from([1, 2, 3, 40]))
    kind = draw(st.sampled_from([np.float64, np.float32, np.int64]))
    cells = draw(st.lists(INTEGERS if kind is np.int64 else st.floats(-1e6, 1e6, width=32), min_size=6,
                          max_size=6))
    array = np.resize(np.array(cells, kind), (rows, columns))
    options = {"threshold": draw(st.sampled_from([5, 1000])), "edgeitems": 2,
               "linewidth": draw(st.sampled_from([40, 75])),
               "suppress": draw(st.booleans()), "precision": draw(st.integers(0, 8))}
    with np.printoptions(**options):
        return str(array) if draw(st.booleans()) else repr(array)


@st.composite
def outputs(draw) -> str:
    """What a program may print: a line for each number, arrays over several lines, columns."""
    rows = st.lists(SCALARS, min_size=2, max_size=4).map(lambda row: "".join(f"{cell:>14}" for cell in row))
    lines = SCALARS.map("x : {}".format) | arrays().map("W =\n{}".format)
    parts = draw(st.lists(lines | st.sampled_from(["", " ", "epoch = 3"]) | rows, min_size=1, max_size=5))
    return "\n".join(parts) + "\n"


@examples
@given(outputs())
@example("[0. 1. ... 8. 9.]\n")
@example("[[1]\n ...\n [2]]\n")
@example("\n\n")
def test_what_is_printed_is_the_same(printed):
    assert compare(printed.removesuffix("\n"), printed) is None


@st.composite
def cut(draw) -> tuple[str, str]:
    """What is printed, and the same with ``...`` for some of its lines."""
    printed = draw(outputs())
    lines = printed.removesuffix("\n").split("\n")
    first = draw(st.integers(0, len(lines)))
    last = draw(st.integers(first, len(lines)))
    return printed, "\n".join([*lines[:first], "...", *lines[last:]])


@examples
@given(cut())
def test_three_dots_stand_for_any_lines(pair):
    printed, shown = pair
    assert compare(shown, printed) is None
    lines = printed_lines(printed)
    assert wrong_line(shown_part(shown.split("\n"), lines), lines) is None


@settings(examples, max_examples=100)
@given(cut(), st.randoms(use_true_random=False))
@example(("x : 1e-05\n", "x : 1e-05"), random.Random(1))
@example(("x : 1e-05\n", "x : 1e-05"), random.Random(2))
@example(("[0. 1. ... 8. 9.]\n", "[0. 1. ... 8. 9.]"), random.Random(3))
def test_another_digit_or_a_missing_sign_point_blank_or_bracket_is_found(pair, chance):
    printed, shown = pair
    line, text = chance.choice([*enumerate(shown.split("\n"))])
    found = [*re.finditer(r"\d|[-+.e \[\]]|nan|inf", text)]
    if not found or text == "...":
        return
    sign = chance.choice(found)
    other = str((int(sign[0]) + chance.randint(1, 9)) % 10) if sign[0].isdigit() else ""
    wrong = text[:sign.start()] + other + text[sign.end():]
    if wrong == "...":          # without its blank, NumPy's " ..." stands for any lines
        return
    lines = shown.split("\n")
    assert compare("\n".join([*lines[:line], wrong, *lines[line + 1:]]), printed) is not None


@examples
@given(outputs(), outputs())
def test_only_the_same_is_the_same(printed, other):
    shown = other.removesuffix("\n")
    if "..." not in shown.split("\n"):
        assert (compare(shown, printed) is None) == (other == printed)


@examples
@given(outputs())
def test_a_line_too_many_or_too_few_is_found(printed):
    shown = printed.removesuffix("\n")
    for one, other in ((f"{shown}\nx", printed), (f"x\n{shown}", printed), (shown, f"{printed}x\n"),
                       (shown, f"x\n{printed}")):
        assert compare(one, other) is not None
