"""What a page says of a name is compared with what it held at that moment, and at no other."""

import pytest
from examples import rows, tables

PROGRAM = tables(__file__)["program"]


@pytest.mark.parametrize("claim, right", rows(__file__, "moments"))
def test_a_page_states_values_of_their_moment(book, claim, right):
    fence = book.program("411_1.py", PROGRAM)
    assert (not book.findings(book.page(f"{fence}\n{claim}\n"))) == right


@pytest.mark.parametrize("formula", [r"W \leftarrow W - 1 = 0", r"W \leftarrow W - 1 = 5",
                                     r"W \leftarrow W - \alpha"])
@pytest.mark.parametrize("line, happens", [("W = W - 1", True), ("W -= 1", True), ("V = W - 1", False)])
def test_an_update_that_never_happens_is_none(book, formula, line, happens):
    fence = book.program("411_1.py", f"W = 1\nlr = 1\nfor epoch in range(2):\n    {line}\n")
    found = book.findings(book.page(f"{fence}\n$${formula}$$\n"))
    if happens:
        assert (not found) == ("5" not in formula)
    else:
        assert "no line of the program does" in found[0]


def test_names_bound_together_have_their_new_values_together(book):
    fence = book.program("411_1.py", "W, B = 3.0, 1.0\nlr = 0.5\nfor epoch in range(2):\n"
                                     "    W, B = W - lr * B, B - lr * W\n")
    right, wrong = (book.page(f"{fence}\n$$B \\leftarrow B - \\alpha W = {value}$$\n")
                    for value in ("-0.5", "-0.25"))
    assert book.findings(right) == [] and len(book.findings(wrong)) == 1


@pytest.mark.parametrize("formula, right", [
    ("2 W = W + 1 = 2", True), ("2 W = W + Y", False), ("2 W = W + Y = 6$$<!-- epoch 0 -->", True),
    ("2 W = W + Y = 10$$<!-- epoch 0 -->", False)])
def test_a_formula_for_no_variable_is_of_the_start_or_of_every_epoch(book, formula, right):
    """W and Y are both 3 when the first epoch is over, 5 and 4 when the second is."""
    fence = book.program("411_1.py", "W = 1\nfor epoch in range(2):\n    W, Y = 3 + 2 * epoch, 3 + epoch\n")
    end = "" if "$$" in formula else "$$"
    assert (not book.findings(book.page(f"{fence}\n$${formula}{end}\n"))) == right
