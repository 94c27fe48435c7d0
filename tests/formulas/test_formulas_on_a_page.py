"""Formulas below a program hold when its variables have their values, and each of their digits is proven."""

import pytest
from book_maker import FENCE, output
from examples import rows

PROGRAM = """\
import numpy as np
h = 0
W = np.array([[1, 21], [4, 6]])
mixed = np.array([[1, 1e20]])
lr = 0.5
none = float('nan')
y = 0
Y = np.array([[1.0, 2.0]])
for epoch in range(7):
    h = h + 9
    y = y + lr
    E = h * 2.0
print('y :', y)
"""


@pytest.fixture
def findings(book):
    """What is found wrong with a text below the program."""
    page = book.program("411_1.py", PROGRAM) + "\n" + output("y : 3.5")
    return lambda text: book.findings(book.page(f"{page}\n{text}\n"))


@pytest.mark.parametrize("text", rows(__file__, "right"))
def test_what_is_right_is_not_found(findings, text):
    assert findings(f"It is {text}.") == []


@pytest.mark.parametrize("text", rows(__file__, "wrong"))
def test_a_digit_that_nothing_proves_is_found(findings, text):
    assert findings(f"It is {text}.")


# --- elements ----------------------------------------------------------------------------------------------

MATRICES = f"""\
{FENCE}python
import numpy as np

X = np.array([[2., 3.]])
W = np.array([[3., 5., 8.], [4., 6., 9.]])
B = np.array([[1., 2., 3.]])
Y = X @ W + B
Yb = np.array([[7., 8., 9.]])
Wb = X.T @ Yb
{FENCE}

"""
ELEMENTS = [
    r"y_j = \sum_i x_i w_{ij} + b_j",
    r"\frac{\partial E}{\partial w_{ij}} = x_i \frac{\partial E}{\partial y_j}",
    r"2 y_j = 2 \sum_i x_i w_{ij} + 2 b_j",
]


@pytest.mark.parametrize("formula", ELEMENTS)
def test_a_formula_in_small_letters_is_of_all_elements_of_the_capitals(book, formula):
    assert book.findings(book.page(f"{MATRICES}$${formula}$$\n")) == []


@pytest.mark.parametrize("formula", [
    ELEMENTS[0].replace("+ b_j", "- b_j"), ELEMENTS[1].replace("= x_i", "= - x_i"),
    ELEMENTS[2].replace("2 b_j", "3 b_j")])
def test_a_formula_of_elements_that_does_not_hold_is_found(book, formula):
    found = book.findings(book.page(f"{MATRICES}$${formula}$$\n"))
    assert len(found) == 1 and found[0].startswith("docs/411.md:12: ")
