"""A formula in small letters speaks of the elements of the matrices with these names in capitals, and is proven for all."""

import pytest
from book_maker import FENCE

PROGRAM = f"""\
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
HOLDS = [
    r"y_j = \sum_i x_i w_{ij} + b_j",
    r"\frac{\partial E}{\partial w_{ij}} = x_i \frac{\partial E}{\partial y_j}",
    r"2 y_j = 2 \sum_i x_i w_{ij} + 2 b_j",
]


@pytest.mark.parametrize("formula", HOLDS)
def test_holds(book, formula):
    assert book.findings(book.page(f"{PROGRAM}$${formula}$$\n")) == []


@pytest.mark.parametrize("formula", [
    HOLDS[0].replace("+ b_j", "- b_j"), HOLDS[1].replace("= x_i", "= - x_i"), HOLDS[2].replace("2 b_j", "3 b_j")])
def test_does_not_hold(book, formula):
    found = book.findings(book.page(f"{PROGRAM}$${formula}$$\n"))
    assert len(found) == 1 and found[0].startswith("docs/411.md:12: ")
