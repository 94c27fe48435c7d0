"""The scripts write numbers as Python does, and the arithmetic that they show gives what is shown."""

import math
import random
import struct

import numpy as np
import pytest
from examples import few_first
from javascript import javascript
from test_optimizers import OPTIMIZERS, RULES, SECTION, random_settings

from literate.viewer.rounding import shown

NUMBERS = "shared/numbers.js"


def doubles():
    """Doubles of every kind: ordinary, halves that tie, next to powers of ten, any bits at all."""
    some = random.Random(0)
    ties = [n / 2 ** k for k in range(1, 12) for n in (1, 3, 5, 7, 2 ** k + 1, 999)]
    halves = [some.randint(-2 ** 22, 2 ** 22) / 2 ** some.randint(1, 20) for _ in range(2000)]
    powers = [math.nextafter(10.0 ** k, way) for k in range(-8, 17) for way in (0, 10.0 ** k, math.inf)]
    bits = [struct.unpack("<d", some.randbytes(8))[0] for _ in range(2000)]
    usual = [round(some.uniform(-200, 200), some.randrange(9)) for _ in range(1000)]
    small = [some.gauss(0, 1) * 10.0 ** some.randrange(-12, 3) for _ in range(1000)]
    plain = [some.uniform(-10, 10) * 10.0 ** some.randint(-9, 18) for _ in range(2000)]
    edges = [0.0, 1e-4, 9.999e-5, 1e-5, 1e15, 1e16, 123456789012345680.0, 5e-324, 1.0000005,
             999999.5, 99999.95, 9.9999995e-5, *map(float, range(20))]
    every = [*ties, *halves, *powers, *bits, *usual, *small, *plain, *edges]
    return [sign * value for value in every for sign in (1, -1)] + [math.inf, -math.inf, math.nan]


def differing(got, expected, values):
    return [row for row in zip(values, got, expected, strict=True) if row[1] != row[2]]


def test_floats_are_written_as_python_writes_them():
    values = doubles()
    got = javascript("data.map(numbers.repr)", values, numbers=NUMBERS)
    assert differing(got, map(str, values), values) == []


@pytest.mark.parametrize("digits", [2, 6])
def test_rounding_is_pythons(digits):
    """Also of numbers halfway between two, of which powers of two make many."""
    values = [value for value in doubles() if math.isfinite(value)]
    got = javascript(f"data.map((x) => numbers.rounded(x, {digits}))", values, numbers=NUMBERS)
    assert differing(map(float, got), (float(f"{value:.{digits}g}") for value in values), values) == []


@pytest.mark.parametrize(("form", "extra"), [
    ("f3", 0), ("f3", 2), ("f8", 9), ("a3", 0), ("a3", 1), ("a3", 10), ("a2", 0), ("r", 0), ("f3", 99)])
def test_a_value_of_a_trace_is_written_as_python_writes_it(form, extra):
    values = doubles()
    got = javascript(f"data.map((x) => numbers.shown(x, '{form}', {extra}))", values, numbers=NUMBERS)
    assert differing(got, (shown(value, form, extra) for value in values), values) == []


ARITHMETIC = """data.map(([rule, surface, settings, t, axis, allDigits]) =>
  optimizers.explain(rule, surface, optimizers.run(rule, surface, settings), t, axis, settings)
    .map((line) => [line.target, ...text.arithmetic(line, allDigits)]))"""


@pytest.mark.parametrize("all_digits", few_first([False, True], [False]))
def test_shown_arithmetic_gives_the_shown_result(all_digits):
    some = random.Random("arithmetic")
    settings = [random_settings(some) for _ in range(200)] + [SECTION, {**SECTION, "start": -2}]
    cases = [[rule, surface, each, some.randint(1, each["steps"]), axis, all_digits] for rule in RULES
             for each in settings for surface, axis in [("bowl", 0), ("ravine", 0), ("ravine", 1)]]
    answers = javascript(ARITHMETIC, cases, optimizers=OPTIMIZERS, text="optimizer-explorer/arithmetic.js")
    names = {"np": np, "nan": np.float64("nan"), "inf": np.float64("inf")}
    for case, lines in zip(cases, answers, strict=True):
        for target, expression, result in lines:
            with np.errstate(all="ignore"):
                value = float(eval(expression, names))
            assert agrees(value, result, all_digits), (case, target, expression, value, result)


def agrees(value, shown, all_digits):
    """Whether `shown` is `value` to the digits shown: all, six, or from a million on two."""
    if not math.isfinite(value) or float(shown) == 0 or all_digits:
        return value == pytest.approx(float(shown), rel=1e-13 if all_digits else 0, abs=0, nan_ok=True)
    last = math.floor(math.log10(abs(float(shown)))) - (1 if "e+" in shown else 5)
    return abs(value - float(shown)) <= 0.5000001 * 10.0 ** last
