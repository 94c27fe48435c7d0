"""Formulas below a program hold when its variables have their values, and each of their digits is proven."""

import pytest
from book_maker import FENCE, output

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


RIGHT = [
    "$E = 2 h$", "$2 h = 36 y$", r"$h \leftarrow h + 9 = 0 + 9 = 9$", r"$\alpha = 2 \alpha - \alpha$",
    "$W_{0,1} = 21$", "$w_{01}$", "`mixed[0,0] = 1`", "`1 / 8 ≈ 0.12`", "`(5.5 - 6) ** 2 = 0.25`",
    "`0.1 + 0.2 = 0.30000000000000004`", "`12345678901 + 4 = 12345678905`",
    r"$E = 2 h \quad h \leftarrow h + 9$", "`W[-1] = [4, 6]`", "`np.float64(lr) = 0.5`",
    "`10 ** -2 = 0.0100`",
]

WRONG = [
    "$E_{725} = 126$", "$E_{725}$", "$E_{725} = Q$", "$y_{725}^{(0)} = 0.5$", "$y_{t-725} = 0$",
    "$W_{7,25}$", "$W_{7,25} = Q$", r"$Q_{\,725}$", r"$\frac{\partial E}{\partial W_{725}}$",
    r"$y = \log_{725}(h)$", r"$y = \log_{725}(Q)$", r"$y = \tanh_{725}(Q)$", r"$y = \exp(Q, 725)$",
    "$E(h_{725}) = y$", r"$y = \sum_{i=725}^{N} Q_i$", r"$\sum_{i=725}^{n} Y_i$", r"$y = \sum_{z=725} Y_z$",
    r"$\sum_{i=1}^{2.725} Y_i = 3$", r"$725 = \sum_i 725$", r"$\underbrace{y}_{\underbrace{h}_{725}}$",
    r"$\underbrace{y}_{\underbrace{Q}_{725}} = Q$", r"$y = \color{725} lr$", r"$y = lr \hspace{725em}$",
    r"$y = \class{725}{lr}$", r"$\begin{alignedat}{7} y &= lr \end{alignedat}$",
    r"$\begin{aligned} y &= lr \\[7.25pt] E &= 2 h \end{aligned}$",
    r"$y = \begin{array}{c7} Q \end{array}$", r"$\text{-}0.5 = 0.5$", r"$\text{.}5 = 5$",
    r"$lr = 0.5 \text{ \%}$", r"$.\, 5 = 5$", r"$\left.5\right. = lr$", r"$y = (h \to 725)$",
    r"$\alpha = \alpha + 725$", r"$\alpha \leftarrow \alpha + 725 = 725$", "$W = W + 725 = 7.25$",
    "$h + E = 725 h$", "$2 y = y + y = 7$", "$h = 9 - 9 = 0$", "$E < 725$", "$725 > E$", r"$E \le 725$",
    r"$y \ne 725$", "`y != 725`", "`y < 725`", "`y = 3.5 < 725`", "`(y < 725)`", "`(y < 725) * 2 = 2`",
    "`(y < 725) = (y < 724)`", "`725 > max|411_1.py - 411_1.py|`", r"$0 \cdot 725 = 0$",
    "`y = 3.5 + 0 * 725`", r"$\max(0.5, -725) = 0.5$", "`max(3.5, -725) = y`",
    r"$\alpha (\alpha < 725) = 0.5$", "`none * 725 = nan`", "`none = none + 725`", "`1e725 = np.inf`",
    "$0.12345678901 + 0 = 0.12345678902 + 0$", "$12345678901 = 12345678905 + 0$",
    r"$0.3 \cdot 0.9 \approx 0.1 \cdot 3.1$", "`lr = 0.50000000000000000725`",
    "$lr = 0.50000000000000000725$", "`100000000000000002 = 10 ** 17 + 1`", "`mixed[0,0] = 7.25`",
    "`f(725) = y`", "`np.log725(y) = y`", "`W[-725:] = [[1, 21], [4, 6]]`", "`epoch 5: 3 + 4 = 7`",
    "`0.59327001 * 0.5 ≈ 0.2966`", "`4 * 58.6667 ≈ 234.667`",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_not_found(findings, text):
    assert findings(f"It is {text}.") == []


@pytest.mark.parametrize("text", WRONG)
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
