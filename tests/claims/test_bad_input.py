"""Everything that can be wrong with a page or a program gives one finding with its place; the rest goes on.
"""


import pytest
from book_maker import FENCE, output

GOOD = "print('fine')\n"


@pytest.fixture
def neighbour(book):
    """A page with nothing wrong, to see that it is still checked."""
    return book.page(book.program("good.py", GOOD) + "\n" + output("fine"), "412.md")


def one_finding(book, neighbour, page, **limits):
    """The only finding of the broken page; the neighbour has none, and a wrong neighbour would have one."""
    before = {p: p.read_bytes() for p in book.folder.rglob("*.*") if p.is_file() and "cache" not in p.parts}
    found = book.findings(page, neighbour, **limits)
    assert len(found) == 1, found
    assert {p: p.read_bytes() for p in before} == before
    wrong_neighbour = book.page(neighbour.page.text.replace("\nfine", "\nfime"), "413.md")
    assert [f.split(": ")[0] for f in book.findings(wrong_neighbour)] == ["docs/413.md:6"]
    return found[0]


PROGRAMS = {
    "raises": ("x = 1\nraise ValueError('no number')\n", "411_1.py fails: ValueError: no number (",
               "snippets/411_1.py:2"),
    "does not parse": ("x = 1\ny = = 2\n", "411_1.py fails: SyntaxError: invalid syntax (",
                       "snippets/411_1.py:2"),
    "never ends": ("while True:\n    pass\n", "it did not end within 2 seconds", ""),
    "floods": ("while True:\n    print('a line of text')\n", "it wrote more than 100,000 bytes", ""),
    "os._exit(0)": ("import os\nprint('fine', flush=True)\nos._exit(0)\n",
                    "ended its own process with status 0", ""),
    "os._exit(3)": ("import os\nos._exit(3)\n", "ended its own process with status 3", ""),
    "kills itself": ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n", "ended by signal 9", ""),
    "exits": ("import sys\nsys.exit(2)\n", "it exits with 2", "snippets/411_1.py:2"),
    "warns": ("import warnings\nwarnings.warn('old')\n", "411_1.py writes to stderr", "UserWarning: old"),
}


@pytest.mark.parametrize("program, message, detail", PROGRAMS.values(), ids=PROGRAMS)
def test_a_program_that_goes_wrong(book, neighbour, program, message, detail):
    page = book.page(book.program("411_1.py", program))
    found = one_finding(book, neighbour, page, seconds=2.0, bytes=100_000)
    assert found.startswith("docs/411.md:1: ")
    assert message in found and detail in found


def test_a_program_that_is_not_utf8(book, neighbour):
    page = book.page(book.program("411_1.py", b"x = 1\n# \xff\n"))
    assert "docs/411.md:1: snippets/411_1.py:2: is not UTF-8." in one_finding(book, neighbour, page)


def fence(info, *lines):
    return "\n".join([FENCE + info, *lines, FENCE, ""])


PAGES = {
    "a missing include": (fence('python title="none.py"', '--8<-- "none.py"'), 1,
                          "there is no snippets/none.py"),
    "an include that climbs out": (fence('python title="../a.py"', '--8<-- "../a.py"'), 1,
                                   "names no file of snippets/ itself"),
    "a title that is not the file's": (fence('python title="x.py"', '--8<-- "good.py"'), 1,
                                       "the title is not the name"),
    "an origin that is missing": (fence('python {title="good.py" from="no.py"}', '--8<-- "good.py"'), 1,
                                  "there is no"),
    "an old line that is not there": (fence('diff title="good.py"', "-print('bad')", "+print(1)"), 2,
                                      "is not in good.py"),
    "an old line that is there twice": (fence('diff title="twice.py"', "-print(1)", "+print(2)"), 2,
                                        "stands 2 times"),
    "an edit that changes nothing": (fence('diff title="good.py"', "-print('fine')", "+print('fine')"), 2,
                                     "changes nothing"),
    "an edit that says not where": (fence('diff title="good.py"', "+print(1)"), 2, "without saying where"),
    "an edit with a stray line": (fence('diff title="good.py"', "print(1)"), 2, "begins with neither"),
    "a note with no program": ("- `print(x)`: note\n", 1, "no program is shown above"),
    "an output with no program": ("\n" + output("1"), 2, "an output stands before any program"),
    "a fence nobody claims": (fence("text", "a"), 1, "nobody claims this fence (```text)"),
    "a fence with an unknown attribute": (fence('python {titel="a"}'), 1, '`titel="a"` is not understood'),
    "an illustration with no reason": (fence("bash { .illustration }", "ls"), 1, "gives no reason"),
    "a fence that never closes": (FENCE + "output\n1\n", 1, "never closed"),
    "a comment that hides a fence": ("<!--\n" + output("1") + "-->\n", 1, "hides a fence"),
}


@pytest.mark.parametrize("text, line, message", PAGES.values(), ids=PAGES)
def test_a_page_that_goes_wrong(book, neighbour, text, line, message):
    book.program("twice.py", "print(1)\nprint(1)\n")
    found = one_finding(book, neighbour, book.page(text))
    assert found.startswith(f"docs/411.md:{line}: ")
    assert message in found


@pytest.mark.parametrize("quote, message",
    [("x = 3", "quotes no line"), ("x = 1", "quotes 2 lines"), ("x =", "quotes no line")])
def test_a_note_must_quote_one_whole_line(book, neighbour, quote, message):
    shown = book.program("411_1.py", "x = 1\nx = 1\nx = 2\n")
    found = one_finding(book, neighbour, book.page(f"{shown}\n- `{quote}`: note\n"))
    assert found.startswith("docs/411.md:5: ") and message in found


def test_a_page_that_is_not_utf8(book, neighbour):
    page = book.page("")
    page.page.path.write_bytes(b"fine\n\xff\n")
    from literate.claims.reader import read
    assert "docs/411.md:2: the page is not UTF-8." in one_finding(book, neighbour, read(page.page.path))
