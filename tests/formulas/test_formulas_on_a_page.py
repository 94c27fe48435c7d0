"""Formulas below a program hold when its variables have their values, and each of their digits is proven."""

import pytest
from book_maker import FENCE, output

from literate.programs.run_cache import RunCache

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
    book.cache = RunCache()            # the project's own, since all pages here share their run
    page = book.program("411_1.py", PROGRAM) + "\n" + output("y : 3.5")
    return lambda text: book.findings(book.page(f"{page}\n{text}\n"))


RIGHT = {
    "a formula in every epoch": "$E = 2 h$",
    "a formula that names no variable first": "$2 h = 36 y$",
    "a formula with numbers": r"$h \leftarrow h + 9 = 0 + 9 = 9$",
    "a formula of a variable bound once": r"$\alpha = 2 \alpha - \alpha$",
    "an element": "$W_{0,1} = 21$",
    "an element as a symbol": "$w_{01}$",
    "an element beside a huge one": "`mixed[0,0] = 1`",
    "a rounding with a neighbour as near": "`1 / 8 ≈ 0.12`",
    "a square with another root": "`(5.5 - 6) ** 2 = 0.25`",
    "digits as Python prints them": "`0.1 + 0.2 = 0.30000000000000004`",
    "a large integer": "`12345678901 + 4 = 12345678905`",
    "two formulas": r"$E = 2 h \quad h \leftarrow h + 9$",
    "a slice": "`W[-1:] = [[4, 6]]`",
    "a function of NumPy": "`np.float64(lr) = 0.5`",
    "a power": "`10 ** -2 = 0.0100`",
}

WRONG = {
    "an epoch that is none": "$E_{725} = 126$",
    "an epoch that is none, as a symbol": "$E_{725}$",
    "an epoch beside an unknown name": "$E_{725} = Q$",
    "an epoch beside another index": "$y_{725}^{(0)} = 0.5$",
    "an earlier step that is not the last": "$y_{t-725} = 0$",
    "an element that is none": "$W_{7,25}$",
    "an element beside an unknown name": "$W_{7,25} = Q$",
    "an index after a thin space": r"$Q_{\,725}$",
    "a derivative by an unknown": r"$\frac{\partial E}{\partial W_{725}}$",
    "the base of a logarithm": r"$y = \log_{725}(h)$",
    "the base of a logarithm of an unknown": r"$y = \log_{725}(Q)$",
    "an index at a function": r"$y = \tanh_{725}(Q)$",
    "several arguments": r"$y = \exp(Q, 725)$",
    "an argument that is a name": "$E(h_{725}) = y$",
    "a sum of an unknown": r"$y = \sum_{i=725}^{N} Q_i$",
    "a sum that states nothing": r"$\sum_{i=725}^{n} Y_i$",
    "a sum without an end": r"$y = \sum_{z=725} Y_z$",
    "a sum to a part of a term": r"$\sum_{i=1}^{2.725} Y_i = 3$",
    "a sum of one number": r"$725 = \sum_i 725$",
    "a label of a label": r"$\underbrace{y}_{\underbrace{h}_{725}}$",
    "a label of an unknown": r"$\underbrace{y}_{\underbrace{Q}_{725}} = Q$",
    "a colour": r"$y = \color{725} lr$",
    "a blank": r"$y = lr \hspace{725em}$",
    "a class": r"$y = \class{725}{lr}$",
    "columns of an environment": r"$\begin{alignedat}{7} y &= lr \end{alignedat}$",
    "what follows the end of a row": r"$\begin{aligned} y &= lr \\[7.25pt] E &= 2 h \end{aligned}$",
    "columns of an array": r"$y = \begin{array}{c7} Q \end{array}$",
    "a sign as text": r"$\text{-}0.5 = 0.5$",
    "a point as text": r"$\text{.}5 = 5$",
    "a unit as text": r"$lr = 0.5 \text{ \%}$",
    "a point before a thin space": r"$.\, 5 = 5$",
    "the point of a bracket that is not shown": r"$\left.5\right. = lr$",
    "a relation in parentheses": r"$y = (h \to 725)$",
    "a variable bound once": r"$\alpha = \alpha + 725$",
    "an update of a variable bound once": r"$\alpha \leftarrow \alpha + 725 = 725$",
    "a matrix bound once": "$W = W + 725 = 7.25$",
    "symbols that hold at the start only": "$h + E = 725 h$",
    "numbers of the end where the names agree before": "$2 y = y + y = 7$",
    "data of a binding before the loop, computed": "$h = 9 - 9 = 0$",
    "a bound": "$E < 725$", "a bound on the left": "$725 > E$", "a weak bound": r"$E \le 725$",
    "what it is not": r"$y \ne 725$", "what it is not, as code": "`y != 725`", "a bound as code": "`y < 725`",
    "a bound at the end of a chain": "`y = 3.5 < 725`", "a comparison alone": "`(y < 725)`",
    "a comparison as a number": "`(y < 725) * 2 = 2`", "comparisons that agree": "`(y < 725) = (y < 724)`",
    "a bound on twins from the left": "`725 > max|411_1.py - 411_1.py|`",
    "a factor of zero": r"$0 \cdot 725 = 0$", "a factor of zero as code": "`y = 3.5 + 0 * 725`",
    "the smaller one": r"$\max(0.5, -725) = 0.5$", "the smaller one as code": "`max(3.5, -725) = y`",
    "a relation inside": r"$\alpha (\alpha < 725) = 0.5$", "what becomes nan": "`none * 725 = nan`",
    "nan and a number": "`none = none + 725`", "a number too large for a float": "`1e725 = np.inf`",
    "the tenth digit": r"$0.12345678901 + 0 = 0.12345678902 + 0$",
    "the eleventh digit of an integer": r"$12345678901 = 12345678905 + 0$",
    "the last digit of two computed sides": r"$0.3 \cdot 0.9 \approx 0.1 \cdot 3.1$",
    "digits that no float has": "`lr = 0.50000000000000000725`",
    "digits that no float has, in LaTeX": "$lr = 0.50000000000000000725$",
    "an integer that no float is": "`100000000000000002 = 10 ** 17 + 1`",
    "an element hidden by a huge one": "`mixed[0,0] = 7.25`",
    "an argument of an unknown function": "`f(725) = y`",
    "the name of an unknown function": "`np.log725(y) = y`",
    "a slice that begins outside": "`W[-725:] = [[1, 21], [4, 6]]`",
    "an epoch of no name": "`epoch 5: 3 + 4 = 7`",
    "an operand with too many digits": "`0.59327001 * 0.5 ≈ 0.2966`",
    "an operand whose neighbour is rounded alike": "`4 * 58.6667 ≈ 234.667`",
}


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_what_is_right_is_not_found(findings, text):
    assert findings(f"It is {text}.") == []


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG)
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
