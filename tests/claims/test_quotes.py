"""Attempts to quote another program's numbers, and to call a number a year, a section or a library's that it
is not.

The page shows 411_1.py, which learns with 0.5 in seven epochs, and then 412_1.py, which learns with 0.25 in
nine. Each text stands at the end of the page, below the latter's output, unless it says where. Beside each
group stands the same said rightly.
"""

import re

import pytest
import witnessing
from book_maker import output
from examples import rows, tables

PRINTED = ["y : 3.5 3.5", "z : [0, 6.75]\nfloat32 -0. 1e-05 1,000 x-3 4.1.2 50% 0.125"]


@pytest.fixture
def wrong(book):
    """What is wrong with a page that has a text at its end, in a section there, or before one of its
    programs.
    """
    programs = [book.program(name, tables(__file__)[name]) for name in ("411_1.py", "412_1.py")]
    first, second = (f"{program}\n{output(printed)}" for program, printed in zip(programs, PRINTED))

    def found(text: str, before: str = "") -> list[str]:
        parts = {"": [first, second, text], "first": [text, first, second], "second": [first, text, second],
                 "section": [first, second, f"## The end\n\n{text}"]}[before]
        return book.findings(book.page("\n".join(parts) + "\n"))

    return found


@pytest.mark.parametrize("text", rows(__file__, "quotes", "program_meant", "numbers", "references"))
def test_what_is_right_is_not_found(wrong, text):
    assert wrong(text) == []


@pytest.mark.parametrize("text", rows(__file__, "false_quotes", "another_program", "parts_of_numbers",
                                      "false_references"))
def test_what_is_wrong_is_found(wrong, text):
    assert wrong(text)


@pytest.mark.parametrize("text, place, right", rows(__file__, "places"))
def test_a_quote_speaks_of_the_nearest_program(wrong, text, place, right):
    assert (not wrong(text, place)) == right


def test_a_section_without_a_program_may_quote_the_whole_page(wrong):
    assert wrong("It has `y + lr`, `z[1] - lr` and `2 ** 10`.", "section") == []
    assert wrong("It has `range(7)`.", "section") and wrong("It has `lr = 0.5`.", "section")


@pytest.mark.parametrize("head, row, right", rows(__file__, "columns"))
def test_a_column_quotes_the_program_in_its_head(wrong, head, row, right):
    assert (not wrong(f"{head}\n{re.sub('[^|]+', '---', head)}\n{row}")) == right


@pytest.mark.parametrize("number, name, right", rows(__file__, "sections"))
def test_a_section_is_that_of_the_file_it_stands_in_or_its_link_leads_to(book, number, name, right):
    assert len(book.findings(book.page(f"# {number} Title\n", name))) == (not right)
    assert len(book.findings(book.page(f"[section {number}]({name})\n", "index.md"))) == (not right)


@pytest.fixture(scope="module")
def asked():
    """Keras has been asked for the defaults, with all else that tests ask TensorFlow."""
    return witnessing.runs()


@pytest.mark.parametrize("text", rows(__file__, "library_values"))
def test_a_default_or_a_usual_value_holds(wrong, asked, text):
    assert wrong(text) == []


@pytest.mark.parametrize("text", rows(__file__, "false_library_values"))
def test_another_default_or_usual_value_is_found(wrong, asked, text):
    assert wrong(text)
