"""A page shows a program's drawing as long as it is the one that the page was written for."""

import pytest
from examples import rows, tables

from literate.accept import accept


@pytest.fixture
def shown(book):
    """A page with a program and what is said below it."""
    return lambda text, program: book.page(f"{book.program('411_1.py', program)}\n{text}\n")


@pytest.fixture
def described(book, shown):
    """The text of a page with a drawing, with the remark that `make accept` wrote."""
    page = shown("![A line.](figures/411_1.svg)", tables(__file__)["program"])
    text, refused = accept(page, book.runs(page))
    assert refused == [] and text.startswith(f"{page.page.text.rstrip()}<!-- drawing ")
    return text


def test_the_same_drawing_holds(book, described):
    assert book.findings(book.page(described)) == []


@pytest.mark.parametrize("changed", rows(__file__, "changed"))
def test_another_drawing_is_found(book, shown, described, changed):
    found, = book.findings(shown(described.splitlines()[-1], changed))
    assert found.startswith("docs/411.md:5: what 411_1.py draws now isn't") and "`make accept`" in found


@pytest.mark.parametrize("text, message", rows(__file__, "wrong"))
def test_a_remark_stands_behind_each_drawing_of_a_program_and_nowhere_else(book, shown, text, message):
    found, = book.findings(shown(text, tables(__file__)["program"]))
    assert message in found
