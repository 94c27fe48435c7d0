"""A page is proven once; whatever its proof depends on makes it be proven again."""

import pytest
from book_maker import output

from literate.claims import proof
from literate.programs import run_cache


@pytest.fixture
def page(book, monkeypatch):
    monkeypatch.setenv("LITERATE_CACHE", str(book.folder / "kept"))
    return book.page(book.program("411_1.py", "print(7)\n") + "\n" + output("7"))


def test_a_proven_page_is_known(page):
    assert not proof.was_proven(page)
    proof.remember(page)
    assert proof.was_proven(page)


def test_a_verdict_that_cannot_be_kept_is_given_again(book, page, capsys):
    (book.folder / "kept").write_text("a file")
    proof.remember(page)
    assert not proof.was_proven(page)
    assert "nothing can be kept here" in capsys.readouterr().err


def test_another_digit_on_the_page_is_another_page(book, page):
    assert proof.verdict_key(book.page(page.page.text.replace("\n7", "\n8"))) != proof.verdict_key(page)


def test_another_program_is_another_page(book, page):
    before = proof.verdict_key(page)
    book.program("411_1.py", "print(8)\n")
    assert proof.verdict_key(book.page(page.page.text)) != before


@pytest.mark.parametrize("what", ["engine", "version"])
def test_another_checker_or_version_is_another_page(page, monkeypatch, what):
    before = proof.verdict_key(page)
    run_cache.run_key.cache_clear()
    if what == "engine":
        monkeypatch.setattr(proof, "fingerprint", lambda: "other")
    else:
        monkeypatch.setattr(run_cache.platform, "python_version", lambda: "9.9")
    assert proof.verdict_key(page) != before
    run_cache.run_key.cache_clear()
