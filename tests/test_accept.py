"""``make accept`` writes what the runs gave, changes nothing else, and refuses where it cannot know."""

import pytest

from book_maker import FENCE, output
from literate import accept as module
from literate.accept import accept

PROGRAM = "import numpy as np\nW = np.array([[3, 5], [4, 6]])\nfor epoch in range(2):\n    E = 7.25 / (epoch + 1)\nprint('E', E)\n"


def accepted(book, text):
    page = book.page(text)
    return accept(page, book.runs(page))


@pytest.mark.parametrize("old, new", [
    ("`E = 3.10`", "`E = 3.62`"), ("`epoch 0: E = 1.0`", "`epoch 0: E = 7.2`"), ("`W[0,1] = 4`", "`W[0,1] = 5`"),
    ("`2 * 3 = 7`", "`2 * 3 = 6`"), ("`E = 1.00e-01`", "`E = 3.62e+00`"),
    (r"$W = \begin{bmatrix} 3 & 5 \\ 4 & 7 \end{bmatrix}$", r"$W = \begin{bmatrix} 3 & 5 \\ 4 & 6 \end{bmatrix}$"),
])
def test_numbers_are_rewritten_to_as_many_digits(book, old, new):
    before = f"머리 ~~말~~\r\n\n{book.program('411_1.py', PROGRAM)}\n오차는 {old}입니다.  \n\n\n끝"
    text, refused = accepted(book, before)
    assert (text, refused) == (before.replace(old, new), [])


@pytest.mark.parametrize("claim, message", [
    ("`2 * 3 = 7 = 6`", "more than one side"), ("`E = 3`", "which is no integer"), ("`E = Q = 1`", "Q has no value"),
    ("`1 = 2`", "more than one side"), ("`Q = 1.0`", "Q has no value"), ("`E < 1.0`", "no digits would make it hold"),
    (r"$W \leftarrow W - W = \begin{bmatrix} 1 & 0 \\ 0 & 0 \end{bmatrix}$", "W has no value"),     # it never happens
    (r"$W = \begin{bmatrix} 3 & 5 \end{bmatrix}$", "2 numbers are shown and there are 4"),
])
def test_what_is_ambiguous_is_refused(book, claim, message):
    before = f"{book.program('411_1.py', PROGRAM)}\n{claim}\n"
    text, refused = accepted(book, before)
    assert text == before
    assert len(refused) == 1 and message in str(refused[0]) and ":5: " in str(refused[0])


def test_outputs_keep_their_indentation_and_line_ends(book):
    before = book.program("411_1.py", PROGRAM) + f"\n1. item\n\n    {FENCE}output\r\n    old\r\n    {FENCE}\r\nend"
    text, refused = accepted(book, before)
    assert (text, refused) == (before.replace("    old\r\n", "    E 3.625\r\n"), [])


def test_a_page_that_is_right_is_left_alone(book):
    before = book.program("411_1.py", PROGRAM) + "\n" + output("E 3.625") + "\n`E = 3.625`\n"
    assert accepted(book, before) == (before, [])


def test_an_interrupted_write_leaves_the_page_whole(book, monkeypatch):
    page = book.page("old")

    def interrupted(source, target):
        raise KeyboardInterrupt

    monkeypatch.setattr(module.os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        module.replace_file(page.path, "new")
    assert page.path.read_text() == "old"
    assert [p.name for p in page.path.parent.iterdir()] == ["411.md"]
