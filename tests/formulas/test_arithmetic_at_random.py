"""Arithmetic at random: both notations agree with exact fractions, and find each wrong digit of a result."""

import contextlib
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from literate.formulas.agreement import agree
from literate.formulas.expressions import FormulaError
from literate.formulas.latex import parse_latex
from literate.formulas.python_code import parse_code

examples = settings(derandomize=True, deadline=None)
NUMERALS = st.decimals(0, 999, places=2).map(lambda d: f"{d:f}") | st.integers(0, 99).map(str)


def join(left, right, operator):
    """Two terms, each (LaTeX, code, value), as one; the left one where the value is not defined."""
    (latex_l, code_l, a), (latex_r, code_r, b) = left, right
    if operator == "frac":
        return (rf"\frac{{{latex_l}}}{{{latex_r}}}", f"({code_l}) / ({code_r})", a / b) if b else left
    sign, compute = {"+": ("+", a + b), "-": ("-", a - b), r"\cdot": ("*", a * b), "": ("*", a * b)}[operator]
    return rf"\left({latex_l}\right) {operator} ({latex_r})", f"({code_l}) {sign} ({code_r})", compute


TERMS = st.recursive(
    NUMERALS.map(lambda text: (text, text, Fraction(text))),
    lambda terms: st.builds(join, terms, terms, st.sampled_from(["+", "-", r"\cdot", "", "frac"]))
    | terms.map(lambda t: (rf"-\left[{t[0]}\right]", f"-({t[1]})", -t[2]))
    | terms.map(lambda t: (rf"({t[0]})^2", f"({t[1]}) ** 2", t[2] ** 2)),
    max_leaves=8)


@examples
@given(TERMS)
def test_arithmetic_agrees_with_exact_fractions(term):
    latex, code, exact = term
    assume(abs(exact) < 10 ** 12)
    [chain] = parse_latex(latex)
    in_latex, in_code = chain.sides[0].evaluate({}), parse_code(code).sides[0].evaluate({})
    assert in_latex == in_code == eval(code)
    assert float(in_latex) == pytest.approx(float(exact), rel=1e-9, abs=1e-3)


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


def agrees(source: str, latex: bool) -> bool:
    """Whether the two sides agree; not, if Python has no such number as 07."""
    try:
        chain = parse_latex(source)[0] if latex else parse_code(source)
    except FormulaError:
        return False
    return agree(*chain.sides, "=", {}, {}) is None


@examples
@given(true_chains(), st.data())
def test_every_wrong_digit_of_a_result_is_found(chain, data):
    a, b, c, d, shown = chain
    for source, latex in ((rf"\frac{{{a} \cdot ({b})}}{{{d}}} + ({c}) = {shown}", True),
                          (f"{a} * ({b}) / {d} + ({c}) = {shown}", False)):
        assert agrees(source, latex)
        place = data.draw(st.sampled_from([k for k, sign in enumerate(shown, len(source) - len(shown))
                                           if sign.isdigit()]))
        digit = data.draw(st.sampled_from("0123456789"))
        wrong = source[:place] + digit + source[place + 1:]
        assume(float(wrong[-len(shown):]) != float(shown))                  # nor -0.0 for 0.0
        assert not agrees(wrong, latex)


@examples
@given(st.text(alphabet=r"\{}[]()|&^_=+-*/.,:'#xWE01 $é²", max_size=30))
def test_nothing_breaks_the_readers(source):
    for read in (parse_latex, parse_code):
        with contextlib.suppress(FormulaError):
            read(source)
