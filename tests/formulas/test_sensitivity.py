"""Each digit of a formula, in LaTeX or in code, decides whether it holds, or the digit is found undetermined.

The first part puts wrong numbers anywhere into formulas made at random; the second hides numbers where
nothing could be compared with them.
"""

import re
from collections.abc import Iterable
from fractions import Fraction

import pytest
from examples import rows, tables
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from literate.formulas.agreement import agree, undetermined_digits
from literate.formulas.expressions import FormulaError, Unknown
from literate.formulas.latex import parse_latex
from literate.formulas.python_code import parse_code

FORMS = tables(__file__)["forms"]


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

examples = settings(derandomize=True, deadline=None, max_examples=40)


def filled(text: str, parts: Iterable[str]) -> str:
    """The text with one of the parts in place of each §."""
    texts = iter(parts)
    return re.sub("§", lambda _: next(texts), text)


def formulas(notation: str) -> st.SearchStrategy:
    """Formulas of up to four numbers, each with the same in Python; § stands for the numbers."""
    def larger(parts: st.SearchStrategy) -> st.SearchStrategy:
        return st.sampled_from([*FORMS[notation].items()]).flatmap(lambda form: st.tuples(
            *[parts] * form[0].count("§")).map(lambda chosen: tuple(map(filled, form, zip(*chosen)))))

    return st.recursive(st.just(("§", "§")), larger, max_leaves=4)


def worth(python: str, numbers: list[str]) -> Fraction:
    """What the formula is worth where these are its numbers."""
    return eval(filled(python, (f"Fraction('{number}')" for number in numbers)))


NUMERALS = st.integers(0, 12).map(str) | st.decimals(0, 12, places=1).map("{:f}".format)


@st.composite
def true_formulas(draw, notation: str) -> tuple[str, list[str], str]:
    """A formula ≈ result that holds, with places for its numbers; these; the formula in Python."""
    text, python = draw(formulas(notation))
    numbers = draw(st.lists(NUMERALS, min_size=text.count("§"), max_size=text.count("§")))
    try:
        exact = worth(python, numbers)
    except ZeroDivisionError:
        assume(False)
    assume(abs(exact) < 10 ** 6)
    shown = f"{float(exact):.{draw(st.integers(0, 6))}f}"
    return f"{text} ≈ §", [*numbers, shown], python


def is_true(numbers: list[str], python: str) -> bool:
    """Whether the result, the last of the numbers, is a rounding of what the others give."""
    try:
        exact = worth(python, numbers[:-1])
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
    text, numbers, python = data.draw(true_formulas(notation))
    faults = problems(filled(text, numbers), notation)
    assert not any("does not hold" in str(problem) or "be read" in str(problem) for problem in faults)
    for index, number in enumerate(numbers):
        for place, digit in enumerate(number):
            for other in set("0123456789") - {digit} if digit.isdecimal() else ():
                wrong = number[:place] + other + number[place + 1:]
                changed = [*numbers[:index], wrong, *numbers[index + 1:]]
                formula = filled(text, changed)
                assert is_true(changed, python) or problems(formula, notation), formula


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
