"""Each digit of a formula, in LaTeX or in code, decides whether it holds, or the digit is found undetermined.

The first part puts wrong numbers anywhere into formulas made at random; the second hides numbers where
nothing could be compared with them.
"""

import re
from fractions import Fraction

import pytest
from examples import rows
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from literate.formulas.agreement import agree, undetermined_digits
from literate.formulas.expressions import FormulaError, Unknown
from literate.formulas.latex import parse_latex
from literate.formulas.python_code import parse_code


def problems(source: str, notation: str = "math", env=None) -> list[str]:
    """What is wrong with a formula that says something."""
    env = env or {}
    try:
        chains = parse_latex(source) if notation == "math" else [parse_code(source)]
        for chain in chains:
            for left, right, relation in zip(chain.sides, chain.sides[1:], chain.relations):
                if wrong := agree(left, right, relation, env, env):
                    return [f"does not hold: {wrong.relation}"]
            if not chain.relations or (found := [*undetermined_digits(chain, [env], [env])]):
                return found if chain.relations else ["it states nothing"]
    except (FormulaError, Unknown) as error:
        return [f"cannot be read or has no value: {error}"]
    return []


# --- formulas made at random --------------------------------------------------------------------------------

examples = settings(derandomize=True, deadline=None, max_examples=75)
"""A formula is a text with a place {} for each of its numbers, and what it is worth where these are given."""

NUMBER = ("{}", lambda number: number)


def combined(pattern: str, compute, *parts):
    """A formula of several: ``pattern`` has a place § for each, ``compute`` takes their values."""
    texts = iter(text for text, _ in parts)
    text = re.sub("§", lambda _: next(texts), pattern.replace("{", "{{").replace("}", "}}"))
    counts = [part.count("{}") for part, _ in parts]

    def value(*numbers):
        starts = [sum(counts[:k]) for k in range(len(parts))]
        return compute(*(part[1](*numbers[a:a + n]) for part, a, n in zip(parts, starts, counts)))

    return text, value


FORMS = {
    "math": {
        "(§ + §)": lambda a, b: a + b, "(§ - §)": lambda a, b: a - b, r"(§ \cdot §)": lambda a, b: a * b,
        r"\frac{§}{§}": lambda a, b: a / b, r"\max(§, §)": max, r"\min(§, §)": min,
        r"\begin{bmatrix} § & § \end{bmatrix} \begin{bmatrix} 1 \\ 1 \end{bmatrix}": lambda a, b: a + b,
        r"\left[ § \right] / (§)": lambda a, b: a / b, "(§)^2": lambda a: a * a, "(-§)": lambda a: -a,
        r"{§}^{2}": lambda a: a * a, r"\sqrt{(§)^2}": abs},
    "code": {
        "(§ + §)": lambda a, b: a + b, "(§ - §)": lambda a, b: a - b, "(§ * §)": lambda a, b: a * b,
        "(§) / (§)": lambda a, b: a / b, "max(§, §)": max, "np.minimum(§, §)": min,
        "np.sum([§, §])": lambda a, b: a + b, "([§, §] @ [[1], [1]])[0,0]": lambda a, b: a + b,
        "(§) * ((§) > 2)": lambda a, b: a * (b > 2), "(§) ** 2": lambda a: a * a, "(-§)": lambda a: -a,
        "abs(§)": abs,
        "np.sqrt((§) ** 2)": abs, "[[2, §]][0,1]": lambda a: a,
        "max([1, §])": lambda a: max(1, a)}}


def formulas(notation: str) -> st.SearchStrategy:
    """Formulas of up to four numbers."""
    forms = FORMS[notation]

    def larger(parts: st.SearchStrategy) -> st.SearchStrategy:
        return st.sampled_from([*forms]).flatmap(lambda form: st.tuples(*[parts] * form.count("§")).map(
            lambda chosen: combined(form, forms[form], *chosen)))

    return st.recursive(st.just(NUMBER), larger, max_leaves=4)


NUMERALS = st.integers(0, 12).map(str) | st.decimals(0, 12, places=1).map("{:f}".format)


@st.composite
def true_formulas(draw, notation: str) -> tuple[str, list[str], object]:
    """A formula ≈ result that holds, with places for its numbers; these; what they are worth together."""
    text, value = draw(formulas(notation))
    numbers = draw(st.lists(NUMERALS, min_size=text.count("{}"), max_size=text.count("{}")))
    try:
        exact = value(*map(Fraction, numbers))
    except ZeroDivisionError:
        assume(False)
    assume(abs(exact) < 10 ** 6)
    shown = f"{float(exact):.{draw(st.integers(0, 6))}f}"
    return rf"{text} ≈ {{}}", [*numbers, shown], value


def is_true(numbers: list[str], value) -> bool:
    """Whether the result, the last of the numbers, is a rounding of what the others give."""
    try:
        exact = value(*map(Fraction, numbers[:-1]))
    except ZeroDivisionError:
        return False
    whole, _, decimals = numbers[-1].partition(".")
    unit = Fraction(1, 10 ** len(decimals))
    if not decimals and int(whole):
        unit = 10 ** (len(whole) - len(whole.rstrip("0")))
    return abs(exact - Fraction(numbers[-1])) <= unit * Fraction(501, 1000)


@pytest.mark.parametrize("notation", FORMS)
@examples
@given(st.data())
def test_no_wrong_digit_in_a_formula_is_passed_over(notation, data):
    """A true formula is passed, or a digit found undetermined; one with a wrong digit is never passed."""
    text, numbers, value = data.draw(true_formulas(notation))
    faults = problems(text.format(*numbers), notation)
    assert not any("does not hold" in str(problem) or "be read" in str(problem) for problem in faults)
    for index, number in enumerate(numbers):
        for place, digit in enumerate(number):
            for other in set("0123456789") - {digit} if digit.isdecimal() else ():
                wrong = number[:place] + other + number[place + 1:]
                changed = [*numbers[:index], wrong, *numbers[index + 1:]]
                formula = text.format(*changed)
                assert is_true(changed, value) or problems(formula, notation), formula


@pytest.mark.parametrize("source, digit", [
    ("max(3, -7) = 3", "-7 in `max(3, -7)`"),
    ("0 * 7 = 0", "7 in `0 * 7`"), ("0.59327001 * 0.5 ≈ 0.2966", "0.59327001 in `0.59327001 * 0.5`"),
])
def test_an_undetermined_digit_is_named(source, digit):
    [problem] = problems(source, "code")
    assert f"of {digit} would do as well: nothing proves it" in problem


@pytest.mark.parametrize("source", ["1 < x", "x < 2", "x <= 2", "x != 9", "2 > x", "x ≥ 1"])
def test_a_bound_leaves_its_digits_open(source):
    [problem] = problems(source, "code", {"x": 1.5})
    assert "leaves open which digits are right" in problem


@pytest.mark.parametrize("pattern", rows(__file__, "hiding"))
@pytest.mark.parametrize("place", range(3), ids=["left", "middle", "right"])
def test_a_number_that_nothing_is_compared_with_is_found_anywhere(pattern, place):
    sides = ["4 + 1", "1 + 4", "5"]
    assert problems(" = ".join(sides)) == []
    sides[place] = pattern.replace("§", sides[place])
    assert problems(" = ".join(sides))
