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

FIRST = """\
lr = 0.5
y = 0
for epoch in range(7):
    y = y + lr
print('y :', y, y)
"""
SECOND = """\
lr = 0.25
z = [0, 9]
for epoch in range(9):
    z[1] = z[1] - lr
done = -lr * z[0] * 2 ** 10 >= 1e3
a1 = a2 = 1
a3 = (a1 + 1, a2 + 1)
print('z :', z)
print('float32 -0. 1e-05 1,000 x-3 4.1.2 50%', .125)
"""
PRINTED = ["y : 3.5 3.5", "z : [0, 6.75]\nfloat32 -0. 1e-05 1,000 x-3 4.1.2 50% 0.125"]


@pytest.fixture
def wrong(book):
    """What is wrong with a page that has a text at its end, in a section there, or before one of its
    programs.
    """
    programs = [book.program("411_1.py", FIRST), book.program("412_1.py", SECOND)]
    first, second = (f"{program}\n{output(printed)}" for program, printed in zip(programs, PRINTED))

    def found(text: str, before: str = "") -> list[str]:
        parts = {"": [first, second, text], "first": [text, first, second], "second": [first, text, second],
                 "section": [first, second, f"## The end\n\n{text}"]}[before]
        return book.findings(book.page("\n".join(parts) + "\n"))

    return found


# --- quotes -------------------------------------------------------------------------------------------------

QUOTES = {
    "the nearest program": "It has `range(9)`.",
    "the nearest output": "It prints `[0, 6.75]`.",
    "a line": "It has `lr = 0.25`.",
    "another program named in its remark": "It has `range(7)`<!-- 411_1.py -->.",
    "another program's line": "It has `lr = 0.5`<!-- 411_1.py -->.",
    "another program's output": "It prints `y : 3.5`<!-- 411_1.py -->.",
    "an operation": "It has `2 ** 10`.",
    "a name": "It is `float32`.",
    "a name of NumPy": "It is `np.float32`.",
    "a program of the page": "See `411_1.py`.",
}


@pytest.mark.parametrize("text", QUOTES.values(), ids=QUOTES)
def test_a_quote_of_what_is_meant_holds(wrong, text):
    assert wrong(text) == []


@pytest.mark.parametrize("text, place, right", [
    ("It has `range(9)`.", "second", False), ("It has `range(9)`.", "", True),
                                                ("`y = 0` is first.", "first", True),
    ("It has `range(7)`.", "first", True), ("It has `range(9)`.", "first", False)])
def test_a_quote_speaks_of_the_nearest_program(wrong, text, place, right):
    assert (not wrong(text, place)) == right


def test_a_section_without_a_program_may_quote_the_whole_page(wrong):
    assert wrong("It has `y + lr`, `z[1] - lr` and `2 ** 10`.", "section") == []
    assert wrong("It has `range(7)`.", "section") and wrong("It has `lr = 0.5`.", "section")


FALSE_QUOTES = {
    "of another program": "It has `range(7)`.",
    "of another program's output": "It prints `y : 3.5`.",
    "of this output, of another program by its remark": "It prints `0, 6.75`<!-- 411_1.py -->.",
    "of another's line": "It has `lr = 0.5`<!-- 412_1.py -->.",
    "of a program without it": "It has `2 ** 10`<!-- 411_1.py -->.",
    "of one index of two": "It has `[1]`.",
    "of one name of two": "It has `a1 + 1`.",
    "that begins with a point": "It is `.75`.",
    "that begins with an exponent's sign": "It is `-05`.",
    "that ends with a letter of a number": "It is `1e`.",
    "that begins within a name": "It is `32 -0.`.",
    "that begins within an operator": "It has `* 10`.",
    "that begins within a comparison": "It has `= 1e3`.",
    "that begins with a comma": "It is `,000`.",
    "that ends before a percent sign": "It is `4.1.2 50`.",
    "that ends within a longer number": "It is `x-3 4.1`.",
    "without the sign of a name": "It has `lr * z[0]`.",
    "over two lines": "It is `6.75]\nfloat32`.",
    "of a function of NumPy": "It is `np.log10`.",
    "of a name of NumPy with digits": "It is `int16`.",
    "of a program that there is not": "See [`412_9.py`](412.md).",
    "of a moment": "It has `range(9)`<!-- epoch 0 -->.",
    "of a value": "It has `range(9)`<!-- = lr -->.",
}


@pytest.mark.parametrize("text", FALSE_QUOTES.values(), ids=FALSE_QUOTES)
def test_a_false_quote_is_found(wrong, text):
    assert wrong(text)


# --- sentences that name a program --------------------------------------------------------------------------

@pytest.mark.parametrize("text", [
    "In `412_1.py` it is `lr = 0.25`. In `411_1.py` there is another.",
                                  "Unlike `411_1.py`, `412_1.py` has `range(9)`.",
    "In `411_1.py` it is `lr = 0.5`<!-- 411_1.py -->.", "| a | b |\n|---|---|\n| `412_1.py` | `lr = 0.25` |",
    "In `411_1.py` it is `float32`, see [4.1.2](412.md).", "In `411_1.py` it is 0.5<!-- = lr, 411_1.py -->.",
    "In `412_1.py` it is 0.25<!-- = lr -->, in `411_1.py` 0.5<!-- = lr, 411_1.py -->."])
def test_a_sentence_that_names_the_program_meant_holds(wrong, text):
    assert wrong(text) == []


@pytest.mark.parametrize("text", [
    "In `411_1.py` it is `lr = 0.25`.", "It is `lr = 0.25` in `411_1.py`.", "`411_1.py` has `range(9)`.",
    "`411_1.py` prints `0.125`.", "`411_1.py` takes 9<!-- = turns --> steps.", "In `411_1.py`: $lr = 0.25$",
    "| a | b |\n|---|---|\n| `411_1.py` | `lr = 0.25` |", "In `411_1.py` it is 0.25<!-- = lr -->."])
def test_a_sentence_that_names_another_program_is_found(wrong, text):
    assert wrong(text)


# --- columns of tables --------------------------------------------------------------------------------------

@pytest.mark.parametrize("head, row, right", [
    ("| `411_1.py` | `412_1.py` |", "| `lr = 0.5` | `lr = 0.25` |", True),
    ("| a | `411_1.py` | b |", "|| `lr = 0.5` ||", True),
    ("| a | **`411_1.py`**, first |", "| \\| | `lr = 0.5` |", True),
    ("| `411_1.py` |", "| `lr = 0.5` – `y = 0`, once |", True),
    ("| `411_1.py` | `412_1.py` |", "| `lr = 0.25` | `lr = 0.25` |", False),
    ("| a | `411_1.py` | b |", "|| `lr = 0.25` ||", False),
    ("| a | **`411_1.py`**, first |", "| x | `lr = 0.25` |", False),
    ("| a | `411_1.py` |", "| \\| | `lr = 0.25` |", False),
    ("| a | `411_1.py` |", "| `|` | `lr = 0.25` |", False)])
def test_a_column_quotes_the_program_in_its_head(wrong, head, row, right):
    assert (not wrong(f"{head}\n{re.sub('[^|]+', '---', head)}\n{row}")) == right


# --- bare numbers -------------------------------------------------------------------------------------------

@pytest.mark.parametrize("number", ["6.75", "-0.", "1e-05", "1,000", "0.125", "50%"])
def test_a_number_of_the_output_holds(wrong, number):
    assert wrong(f"It is `{number}`.") == []


@pytest.mark.parametrize("number", [
    "3.5", "0.", "-3", "32", "05", "1", "4.1", "50", "+0.125", "0,6.75", "000"])
def test_a_part_of_a_number_is_not_the_number(wrong, number):
    assert wrong(f"It is `{number}`.")


def test_a_number_of_another_output_is_found(wrong):
    assert wrong("It is `0.125`<!-- 411_1.py -->.")


# --- years, sections, names ---------------------------------------------------------------------------------

@pytest.mark.parametrize("text", [
    "It is Mazur's 2015 article.", "Matt Mazur가 2015년에 썼습니다.", "Hinton wrote in 2012 of it.",
                                  "It is float32.",
    "This is chapter 4 of a course.", "딥러닝 강좌의 4장입니다.",
    "See [section 4.1.2](412.md#a), [4.1.2절](412.md) and [4.1.10](4110.md)."])
def test_a_year_or_a_section_that_is_right_holds(wrong, text):
    assert wrong(text) == []


@pytest.mark.parametrize("text", [
    "It is Mazur's 2013 article.", "Hinton wrote in 2015 of it.", "It was in 2015.", "It is of 2015.",
    "Mazur is in 2015% of it.", "Mazur trains in 2015 steps.", "See chapter 44 of Mazur's book.",
                                  "It is int16.",
    "[4.1.3](412.md)", "[4.1.2, 4.1.3](412.md)", "[4.1.2](https://example.org/412.md)", "[4.1.2](412)",
    "[4.1.2%](412.md)", "[-4.1.2](412.md)", "[4.1.2배](412.md)", "[4.1.1][a]\n\n[a]: 411.md",
                                  "[4.1.2](411.md#412.md)",
    "[~4.1.2](412.md)"])
def test_another_year_or_section_is_found(wrong, text):
    assert wrong(text)


@pytest.mark.parametrize("number, name, right", [
    ("4.1", "41.md", True), ("4.1.1", "411.md", True), ("4.1.9", "419.md", True), ("4.1.10", "4110.md", True),
    ("4.1.1", "4110.md", False), ("4.1.10", "411.md", False), ("4.1.11", "4110.md", False),
                                                 ("4.1", "411.md", False),
    ("4.11", "411.md", False), ("4.1.100", "41100.md", False), ("4.110", "4110.md", False)])
def test_a_section_is_that_of_the_file_it_stands_in_or_its_link_leads_to(book, number, name, right):
    assert len(book.findings(book.page(f"# {number} Title\n", name))) == (not right)
    assert len(book.findings(book.page(f"[section {number}]({name})\n", "index.md"))) == (not right)


# --- values of libraries ------------------------------------------------------------------------------------

@pytest.fixture(scope="module")
def asked():
    """Keras has been asked for the defaults, with all else that tests ask TensorFlow."""
    return witnessing.runs()


@pytest.mark.parametrize("text", [
    "`SGD(momentum=0.0)`", "For SGD 0.01<!-- usual SGD.lr -->. For Adam 0.001<!-- usual Adam.lr -->.",
    "0.9<!-- usual Momentum.m -->", "1 × 10⁻⁸<!-- usual Adam.eps -->",
    "70<!-- ≈ bench keras_calls --> times"])
def test_a_default_or_a_usual_value_holds(wrong, asked, text):
    assert wrong(text) == []


@pytest.mark.parametrize("text", [
    "`SGD(momentum=-0.0)`", "`SGD(momentum=1e)`", "`SGD(momentum=0.0.0)`",
                                  "`SGD(momentum=0.1)`",
    "`m = 0.9`<!-- usual Momentum.m -->", "`m = 0.8`<!-- usual Momentum.m -->",
    "0.01<!-- usual Adam.lr -->", "0.001<!-- usual SGD.lr -->",
    "`m = 0.9.`<!-- usual Momentum.m -->", "`m = 9e`<!-- usual Momentum.m -->",
                                  "`m = -0.9`<!-- usual Momentum.m -->",
    "`m = 0.9, 7`<!-- usual Momentum.m -->", "`lr = 0.01`<!-- usual Adam.lr -->",
                                  "`lr = 0.001`<!-- usual SGD.lr -->",
    "`rho = 0.9`<!-- usual Momentum.m -->", "`m = 0.9`<!-- usual Momentum -->", "`m = 0.9`<!-- usual -->",
    "`lr > 0.01`<!-- usual SGD.lr -->", "0.8<!-- usual Momentum.m -->", "0.9<!-- usual Momentum.n -->",
    "−0.9<!-- usual Momentum.m -->", "−0.0<!-- default SGD.momentum -->", "0.0<!-- default SGD.momentum -->",
    "0.1<!-- default SGD.momentum -->", "0<!-- default SGD.nesterov -->", "0.0<!-- default SGD.none -->",
    "0.0<!-- default None.momentum -->",
    "70<!-- ≈ bench other --> times", "`70`<!-- ≈ bench keras_calls -->",
                                  "`SGD(momentum=0.0)`<!-- default SGD.momentum -->"])
def test_another_default_or_usual_value_is_found(wrong, asked, text):
    assert wrong(text)


@pytest.mark.parametrize("shown", ["SGD(nesterov=0)", "SGD(none=0.0)", "None(momentum=0.0)"])
def test_what_has_no_numeric_default_is_found(wrong, asked, shown):
    assert wrong(f"`{shown}`")
