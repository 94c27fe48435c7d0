"""A page is proven once; whatever its proof depends on makes it be proven again."""

import pytest
from book_maker import output

from literate.claims import verdicts
from literate.programs import run


@pytest.fixture
def page(book):
    return book.page(book.program("411_1.py", "print(7)\n") + "\n" + output("7"))


def test_a_proven_page_is_known(page, tmp_path):
    assert not verdicts.proven(page, tmp_path / "kept")
    verdicts.remember(page, tmp_path / "kept")
    assert verdicts.proven(page, tmp_path / "kept")


def test_another_digit_on_the_page_is_another_page(page):
    assert verdicts.key(page.with_text(page.text.replace("\n7", "\n8"))) != verdicts.key(page)


def test_another_program_is_another_page(book, page):
    before = verdicts.key(page)
    book.program("411_1.py", "print(8)\n")
    assert verdicts.key(page.with_text(page.text)) != before


@pytest.mark.parametrize("what", ["engine", "version"])
def test_another_checker_or_version_is_another_page(page, monkeypatch, what):
    before = verdicts.key(page)
    run.key.cache_clear()
    if what == "engine":
        monkeypatch.setattr(verdicts, "engine", lambda: "other")
    else:
        monkeypatch.setattr(run.platform, "python_version", lambda: "9.9")
    assert verdicts.key(page) != before
    run.key.cache_clear()
