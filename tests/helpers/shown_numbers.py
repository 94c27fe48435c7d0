"""Numbers and arithmetic as the step viewer writes them, read as a reader with a calculator does."""

import math
import re
from fractions import Fraction

RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
SIGNS = {ord("×"): "*", ord("−"): "-", ord("^"): "**", ord("≥"): ">=", ord("≤"): "<="}
FUNCTIONS = {name: getattr(math, name) for name in ("exp", "log", "sqrt", "tanh")}
HALF = 0.5 + 1e-9               # of the last digit shown


def evaluate(side, number=float):
    """What a calculator gives for the text; with ``number`` Fraction exactly, but for functions."""
    python = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda m: f"**{m[0].translate(RAISED)}", side)
    python = re.sub(r"√(\d[\d.]*(?:e[+-]\d+)?)", r"sqrt(\1)", python).replace("√(", "sqrt(")
    python = re.sub(r"\|([^|]*)\|", r"abs(\1)", python).translate(SIGNS)
    python = re.sub(r"\d+(?:\.\d+)?(?:e[+-]?\d+)?", lambda m: f"number('{m[0]}')", python)
    return eval(python, {**FUNCTIONS, "number": number, "nan": math.nan, "inf": math.inf})


def decimals(number):
    """How many there are, or what counts as such in a number with an exponent."""
    mantissa, _, exponent = number.partition("e")
    return len(mantissa.partition(".")[2]) - int(exponent or 0)


def is_rounded(true, number):
    """Whether the text is the value to the last digit shown."""
    near = float(number)
    return near == true or math.isnan(true) or abs(true - near) <= 10.0 ** -decimals(number) * HALF


def is_exact(side, result):
    """Whether the side gives the number shown and no other; with functions in it, as far as floats tell."""
    if re.search("[a-z√]", re.sub(r"\de[+-]\d", "", side)):
        return float(evaluate(side)) == float(result)
    return evaluate(side, Fraction) == Fraction(result)


def assert_it_comes_out(arithmetic):
    """Each arithmetic gives its result: exactly, or to the digits shown where it says so."""
    for *_, label, (_, numbers, resolved), sign, result, _, sentence in arithmetic:
        assert sentence.startswith(f"{label} = ") and sentence.endswith(f" {sign} {result}")
        for side in filter(None, (numbers, resolved)):
            assert is_exact(side, result) if sign == "=" else is_rounded(evaluate(side), result), sentence
