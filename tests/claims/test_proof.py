"""A page is proven once; whatever its proof depends on makes it be proven again."""

import pytest
from book_maker import output

from literate.claims import proof
from literate.claims.reader import read_text
from literate.programs import machine


@pytest.fixture
def page(book, monkeypatch):
    monkeypatch.setenv("LITERATE_CACHE", str(book.folder / "kept"))
    return book.page(book.program("411_1.py", "print(7)\n") + "\n" + output("7"))


def changed(page, old="", new=""):
    """The key of the verdict on the page, read again, with something else on it."""
    return key(read_text(page.page.text.replace(old, new), page.page.path, page.load))


def key(page):
    return proof.verdict_key(page.page, page.load)


def was_proven(page):
    return proof.was_proven(page.page, page.load)


def test_a_proven_page_is_known(page, book, monkeypatch):
    runs = book.runs(page)
    assert not was_proven(page) and proof.prove(page, runs) == [] and was_proven(page)
    monkeypatch.setattr(proof, "findings_of", None)         # nothing is checked again
    assert proof.prove(page, runs) == []


@pytest.mark.parametrize("text", ["`7 = 8`\n", "It is 77.\n", "~~~\n"])
def test_a_page_with_a_finding_is_not_remembered(page, book, text):
    wrong = read_text(page.page.text + text, page.page.path, page.load)
    assert proof.prove(wrong, book.runs(page)) and not was_proven(wrong)


def test_a_verdict_that_cannot_be_kept_is_given_again(book, page, capsys):
    (book.folder / "kept").write_text("a file")
    proof.remember(page)
    assert not was_proven(page)
    assert "nothing can be kept here" in capsys.readouterr().err


def test_another_digit_on_the_page_is_another_page(page):
    assert changed(page) == key(page) != changed(page, "\n7", "\n8")


def test_another_program_is_another_page(book, page):
    before = key(page)
    book.program("411_1.py", "print(8)\n")
    assert changed(page) != before


def test_a_page_whose_program_has_an_odd_name_is_not_remembered(book, page):
    odd = book.page(book.program("a-1.py", "print(7)\n") + "\n" + output("7"))
    assert proof.prove(odd, book.runs(odd)) == [] and not was_proven(odd)


@pytest.mark.parametrize("module, name, other", [
    (proof, "fingerprint", lambda: "other"), (machine, "differences", lambda: "Darwin arm64"),
    (machine.platform, "python_version", lambda: "9.9")], ids=["engine", "machine", "version"])
def test_another_checker_machine_or_version_is_another_page(page, monkeypatch, module, name, other):
    before = key(page)
    monkeypatch.setattr(module, name, other)
    assert key(page) != before
