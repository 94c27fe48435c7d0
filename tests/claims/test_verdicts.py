"""A page is proven once; whatever its proof depends on makes it be proven again."""

import pytest
from book_maker import output

from literate.claims import verdicts
from literate.programs import run_cache


@pytest.fixture
def page(book, monkeypatch):
    monkeypatch.setenv("LITERATE_CACHE", str(book.folder / "kept"))
    return book.page(book.program("411_1.py", "print(7)\n") + "\n" + output("7"))


def test_a_proven_page_is_known(page):
    assert not verdicts.proven(page)
    verdicts.remember(page)
    assert verdicts.proven(page)


def test_a_verdict_that_cannot_be_kept_is_given_again(book, page, capsys):
    (book.folder / "kept").write_text("a file")
    verdicts.remember(page)
    assert not verdicts.proven(page)
    assert "nothing can be kept here" in capsys.readouterr().err


def test_another_digit_on_the_page_is_another_page(page):
    assert verdicts.key(page.with_text(page.text.replace("\n7", "\n8"))) != verdicts.key(page)


def test_another_program_is_another_page(book, page):
    before = verdicts.key(page)
    book.program("411_1.py", "print(8)\n")
    assert verdicts.key(page.with_text(page.text)) != before


@pytest.mark.parametrize("what", ["engine", "version"])
def test_another_checker_or_version_is_another_page(page, monkeypatch, what):
    before = verdicts.key(page)
    run_cache.run_key.cache_clear()
    if what == "engine":
        monkeypatch.setattr(verdicts, "engine", lambda: "other")
    else:
        monkeypatch.setattr(run_cache.platform, "python_version", lambda: "9.9")
    assert verdicts.key(page) != before
    run_cache.run_key.cache_clear()
