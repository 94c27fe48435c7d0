"""Exercises on a page: what they accept, and that whatever is wrong with one is found."""

import pytest
from book_maker import FENCE, output
from editions import first_difference

from literate.accept import accept
from literate.mutation import page_mutants, unnoticed

PROGRAM = "E = 9.0\nfor epoch in range(2):\n    E = E / 2\n    print(E)\n"
EDIT = f'{FENCE}diff title="411_1.py"\n-    E = E / 2\n+    E = E / 4\n{FENCE}\n\n'
NUMBER = (f"<!-- exercise: a-quarter -->\n\nWhat is `E`?\n\n{EDIT}<!-- hint -->\n\nDivide.\n\n"
          "<!-- answer -->\n\n"
          "- [x] 2.25<!-- = E, epoch 0 -->\n- [ ] 4.5<!-- = 9 / 2 -->\n    That is half.\n\n"
          "<!-- solution -->\n\nIt is `9 / 4 = 2.25`.\n\n<!-- done -->\n")
CHOICE = (f"<!-- exercise: smaller -->\n\nWhat happens?\n\n{EDIT}<!-- choose -->\n\n"
          "- [x] It falls. <!-- if E < 9, epoch 1 -->\n    Yes.\n"
          "- [ ] It grows. <!-- if E > 9, epoch 1 -->\n\n"
          "<!-- hint -->\n\nDivide.\n\n<!-- solution -->\n\nIt falls.\n\n<!-- done -->\n")
BUG = (f"<!-- exercise: bug -->\n\nIt should print a sum.\n\n"
       f"{FENCE}python\na = 2\nprint(a * 3)\n{FENCE}\n\n{output('6')}\n"
       "<!-- choose -->\n\n- [ ] `a = 2`\n- [x] `print(a * 3)`\n    A product.\n\n<!-- hint -->\n\nRead.\n\n"
       f"<!-- solution -->\n\nSo:\n\n{FENCE}diff\n-print(a * 3)\n+print(a + 3)\n{FENCE}\n\n{output('5')}\n"
       "<!-- done -->\n")


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


WRONG = {
    "a number given that is only another exercise's": (f"{NUMBER}\n{CHOICE}", "What happens?",
        "With 2.25<!-- given -->, what happens?", "2.25 is given"),
    "a number given that is only a result": (NUMBER, "What is `E`?", "With 2.25<!-- given -->, what is `E`?",
        "2.25 is given"),
    "a wrong answer": (NUMBER, "[x] 2.25", "[x] 2.26", "the page says 2.26"),
    "an answer that nothing proves": (NUMBER, "2.25<!-- = E, epoch 0 -->", "2<!-- 2 = turns -->", "repeats"),
    "an answer that is a fraction": (NUMBER, "2.25<!-- = E, epoch 0 -->", "9/4<!-- = E, epoch 0 -->",
        "no plain number"),
    "a wrong answer like the right one": (NUMBER, "4.5<!-- = 9 / 2 -->", "2.250<!-- = 9 / 4 -->",
        "taken for"),
    "wrong answers that are one": (NUMBER, "- [ ] 4.5<!-- = 9 / 2 -->\n",
        "- [ ] 4.5<!-- = 9 / 2 -->\n- [ ] 4.500<!-- = 9 / 2 -->\n", "taken for"),
    "two right answers": (NUMBER, "[ ]", "[x]", "2 right answers"),
    "a mark that is missing": (NUMBER, "<!-- hint -->\n", "", "in this order"),
    "an end that is missing": (NUMBER, "<!-- done -->\n", "", "in this order"),
    "text among the answers": (NUMBER, "- [ ] 4.5", "Or 4.5", "answers are written"),
    "a mark outside": (NUMBER, "<!-- done -->\n", "<!-- done -->\n\n<!-- hint -->\n",
        "outside of an exercise"),
    "a name that is there twice": (NUMBER, "<!-- done -->\n", f"<!-- done -->\n\n{NUMBER}",
        "two exercises a-quarter"),
    "a condition that does not hold": (CHOICE, "if E < 9", "if E < 0.1", "does not hold"),
    "a condition that holds of a wrong one": (CHOICE, "if E > 9", "if E > 0.1", "holds in"),
    "a condition on nothing": (CHOICE, "if E < 9", "if F < 9", "compares nothing"),
    "a right one without proof": (CHOICE, " <!-- if E < 9, epoch 1 -->", "", "nothing proves"),
    "one option": (CHOICE, "- [ ] It grows. <!-- if E > 9, epoch 1 -->\n", "", "nothing to choose"),
    "a line that is none": (BUG, "- [x] `print(a * 3)`", "- [x] `print(a, 3)`", "is no line"),
    "a correction of another line": (BUG, "-print(a * 3)\n+print(a + 3)", "-a = 2\n+a = 1", "not the line"),
    "a correction that changes nothing": (BUG, "+print(a + 3)", "+print(a + 4)", "prints what the wrong one"),
}


@pytest.mark.parametrize("text, old, new, said", WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_found(book, page, text, old, new, said):
    assert text.count(old) >= 1
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
    found = first_difference(page(CHOICE), other)
    assert "the exercise smaller (-x)" in found.problem
