"""Formulas below a program hold when its variables have their values, and each of their digits is proven."""

import pytest
from book_maker import output
from examples import rows, tables


@pytest.fixture
def findings(book):
    """What is found wrong with a text below the program."""
    page = book.program("411_1.py", tables(__file__)["program"]) + "\n" + output("y : 3.5")
    return lambda text: book.findings(book.page(f"{page}\n{text}\n"))


@pytest.mark.parametrize("text", rows(__file__, "right"))
def test_what_is_right_is_not_found(findings, text):
    assert findings(f"It is {text}.") == []


@pytest.mark.parametrize("text", rows(__file__, "wrong"))
def test_a_digit_that_nothing_proves_is_found(findings, text):
    assert findings(f"It is {text}.")


@pytest.mark.parametrize("formula, other", rows(__file__, "elements"))
def test_a_formula_in_small_letters_is_of_all_elements_of_the_capitals(book, formula, other):
    matrices = tables(__file__)["matrices"]
    assert book.findings(book.page(f"{matrices}\n$${formula}$$\n")) == []
    found, = book.findings(book.page(f"{matrices}\n$${other}$$\n"))
    assert found.startswith("docs/411.md:12: ")
