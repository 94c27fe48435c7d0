"""Attempts to get a wrong number past the check: each must give a finding that names its line.

The program ends with y = 3.5 and prints 3.5 as its last word. Wherever an attack shows a reader another
number, it is 7.25, or made of the digits of the right ones. Beside each stands the same said rightly, where
that can be said: a check that finds everything wrong proves nothing.
"""

import pytest
from book_maker import output
from examples import rows, tables

PROGRAM = tables(__file__)["program"]
PRINTED = "[[1, 21], [4, 6]]\ny : 3.5\n- -8.25"
LINES = tables(__file__)["lines"]               # where not the first line is wrong, by the row's name


@pytest.fixture
def lines_found(book):
    """The lines, counted from where the text begins, of what is found wrong with a page that ends with a
    text.
    """
    page = book.program("411_1.py", PROGRAM) + "\n" + output(PRINTED)

    def found(text: str) -> list[int]:
        reading = book.page(f"{page}\n{text}\n")
        first = page.count("\n") + 1
        return [int(finding.split(":")[1]) - first for finding in book.findings(reading)]

    return found


@pytest.mark.parametrize("text", rows(__file__, "right"))
def test_what_is_right_is_not_found(lines_found, text):
    assert lines_found(text) == []


@pytest.mark.parametrize("text", rows(__file__, "claims", "digits", "markup"))
def test_what_is_wrong_is_found_on_its_line(lines_found, text, request):
    assert LINES.get(request.node.callspec.id, 1) in lines_found(text)
