"""Exercises on a page: what they accept, and that whatever is wrong with one is found."""

import pytest
from editions import first_difference
from examples import rows, tables

from literate.accept import accept
from literate.mutation import page_mutants, unnoticed

PROGRAM = "E = 9.0\nfor epoch in range(2):\n    E = E / 2\n    print(E)\n"
NUMBER, CHOICE, BUG = tables(__file__)["texts"].values()


@pytest.fixture
def page(book):
    """A page with a program and an exercise below it."""
    def page(text, name="411.md"):
        return book.page(f"# 4.1.1\n\n{book.program('411_1.py', PROGRAM)}\n## Try\n\n{text}", name)
    return page


@pytest.mark.parametrize("text", [
    NUMBER, CHOICE, BUG, f"{NUMBER}\n{CHOICE}\n{BUG}\nThen `E = E / 2`.\n",
    NUMBER.replace("4.5<!-- = 9 / 2", "2.26<!-- = E + 0.01, epoch 0"),
], ids=["number", "choice", "bug", "all, and the program as it was below them", "one off"])
def test_an_exercise_that_holds(book, page, text):
    assert book.findings(page(text)) == []


@pytest.mark.parametrize("texts, old, new, said", rows(__file__, "wrong"))
def test_what_is_wrong_is_found(book, page, texts, old, new, said):
    text = "\n".join(tables(__file__)["texts"][name] for name in texts.split(", "))
    assert old in text
    found = book.findings(page(text.replace(old, new, 1)))
    assert any(said in finding for finding in found), found


@pytest.mark.parametrize("text", [NUMBER, BUG], ids=["number", "bug"])
def test_every_digit_is_noticed(book, page, text):
    reading = page(text)
    mutants = [mutant for mutant in page_mutants(reading) if mutant.text.index("## Try") < mutant.offset]
    assert len(mutants) > 5
    assert unnoticed(mutants, {reading.page.path: reading}, book.runs(reading)) == []


def test_accept_brings_the_answer_up_to_date(book, page):
    reading = page(NUMBER.replace("[x] 2.25", "[x] 7.25"))
    text, refused = accept(reading, book.runs(reading))
    assert "[x] 2.25<!--" in text and refused == []


def test_editions_have_the_same_right_answer(page):
    other = page(CHOICE.replace("[x]", "[?]").replace("[ ]", "[x]").replace("[?]", "[ ]"), "412.md")
    assert "the exercise smaller (-x)" in first_difference(page(CHOICE), other).problem
