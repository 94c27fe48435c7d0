"""Arithmetic at random: both notations agree with exact fractions, and find each wrong digit of a result."""

import contextlib
from fractions import Fraction

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


@examples
@given(st.lists(st.tuples(st.sampled_from("+-"), NUMERALS), min_size=2, max_size=6))
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
        start = source.rindex("=")
        wrong = data.draw(with_a_wrong_digit(source, start))
        assume(float(wrong[start + 1:]) != float(source[start + 1:]))       # -0.0 and 0.0
        assert not agrees(wrong, latex)


@examples
@given(st.integers(1, 99), st.integers(1, 99), st.integers(1, 99), st.data())
def test_every_wrong_digit_of_exact_arithmetic_is_found(a, b, c, data):
    source = f"{a} * {b} + {c} = {a * b + c}"
    assert agrees(source, latex=False)
    assert not agrees(data.draw(with_a_wrong_digit(source)), latex=False)


@examples
@given(st.text(alphabet=r"\{}[]()|&^_=+-*/.,:'#xWE01 $é²", max_size=30))
def test_nothing_breaks_the_readers(source):
    for read in (parse_latex, parse_code):
        with contextlib.suppress(FormulaError):
            read(source)
