"""A page shows a program's drawing as long as it is the one that it was written for."""

import pytest

from literate.accept import accept

PROGRAM = "import matplotlib.pyplot as plt\nplt.plot([1, 2], linewidth=3)\nplt.show()\n"
IMAGE = "![A line.](figures/411_1.svg)"


@pytest.fixture
def shown(book):
    """A page with a program and what is said below it."""
    return lambda text, program=PROGRAM: book.page(f"{book.program('411_1.py', program)}\n{text}\n")


@pytest.fixture
def described(book, shown):
    """The image with a remark that `make accept` wrote."""
    page = shown(f"{IMAGE}<!-- drawing 0 -->")
    text, refused = accept(page, book.runs(page))
    assert refused == [] and text.startswith(page.page.text.partition("0 -->")[0])
    return text.splitlines()[-1]


def test_the_same_drawing_holds(book, shown, described):
    assert book.findings(shown(described)) == []


@pytest.mark.parametrize("changed", [PROGRAM.replace("3", "4"), PROGRAM.replace("[1, 2]", "[1, 2.001]")])
def test_another_drawing_is_found(book, shown, described, changed):
    found, = book.findings(shown(described, changed))
    assert found.startswith("docs/411.md:5: 411_1.py doesn't draw what it drew") and "`make accept`" in found


def test_a_program_that_draws_nothing_is_found_and_not_accepted(book, shown, described):
    page = shown(described, "x = 1\n")
    assert len(book.findings(page)) == 1
    assert len(accept(page, book.runs(page))[1]) == 1


@pytest.mark.parametrize("text, message", [
    (IMAGE, "nothing says which drawing of 411_1.py this page describes."),
    ("![A bowl.](figures/bowl.svg)<!-- drawing 1 -->", "can't stand behind figures/bowl.svg."),
    ("It is 7<!-- drawing 1 -->.", "can't stand behind 7."),
])
def test_a_remark_stands_behind_each_drawing_of_a_program_and_nowhere_else(book, shown, text, message):
    found, = book.findings(shown(text))
    assert message in found
