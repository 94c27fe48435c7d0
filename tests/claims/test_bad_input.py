"""What is wrong with a page or a program gives one finding with its place, and the rest goes on."""

import pytest
from book_maker import output
from examples import rows

from literate.claims.reader import read


@pytest.fixture
def neighbour(book):
    """A page with nothing wrong, to see that it is still checked."""
    return book.page(book.program("good.py", "print('fine')\n") + "\n" + output("fine"), "412.md")


def one_finding(book, neighbour, page, **limits):
    """The only finding of the broken page; the neighbour has none, and a wrong neighbour would have one."""
    before = {p: p.read_bytes() for p in book.folder.rglob("*.*") if p.is_file() and "cache" not in p.parts}
    found = book.findings(page, neighbour, **limits)
    assert len(found) == 1, found
    assert {p: p.read_bytes() for p in before} == before
    wrong_neighbour = book.page(neighbour.page.text.replace("\nfine", "\nfime"), "413.md")
    assert [f.split(": ")[0] for f in book.findings(wrong_neighbour)] == ["docs/413.md:6"]
    return found[0]


@pytest.mark.parametrize("program, message, detail", rows(__file__, "programs"))
def test_a_program_that_goes_wrong(book, neighbour, program, message, detail):
    page = book.page(book.program("411_1.py", program))
    found = one_finding(book, neighbour, page, seconds=2.0, bytes=100_000)
    assert found.startswith("docs/411.md:1: ")
    assert message in found and detail in found


def test_a_program_that_is_not_utf8(book, neighbour):
    page = book.page(book.program("411_1.py", b"x = 1\n# \xff\n"))
    assert "docs/411.md:1: snippets/411_1.py:2: is not UTF-8." in one_finding(book, neighbour, page)


@pytest.mark.parametrize("text, line, message", rows(__file__, "pages"))
def test_a_page_that_goes_wrong(book, neighbour, text, line, message):
    book.program("twice.py", "print(1)\nprint(1)\n")
    book.program("bound.py", "x = 1\nx = 1\nx = 2\nimport re\n")
    found = one_finding(book, neighbour, book.page(text))
    assert found.startswith(f"docs/411.md:{line}: ")
    assert message in found


def test_a_page_that_is_not_utf8(book, neighbour):
    page = book.page("")
    page.page.path.write_bytes(b"fine\n\xff\n")
    found = one_finding(book, neighbour, read(page.page.path))
    assert "docs/411.md:2: no page is written with '\\ufffd'." in found
