"""The copy buttons for everybody: with a name, of all that is folded, and only where there are scripts."""

import re

import pytest
import whole_book
from playwright.sync_api import expect

from literate.findings import ROOT
from literate.site.languages import folder_of

from .conftest import CLICK_AND_TAKE, COPY


@pytest.fixture
def open_section(open_page, book_address):
    """Opens section 4.1.1 in a language; it may read the clipboard."""
    def open_section(code):
        return open_page(f"{book_address}{folder_of(code)}411/",
                         permissions=["clipboard-read", "clipboard-write"])
    return open_section


@pytest.mark.parametrize("code, title", [
    ("ko", "고친 프로그램을 통째로 복사"),
    pytest.param("en", "Copy the whole edited program", marks=pytest.mark.rest)])
def test_the_button_of_an_edit_says_what_it_copies(open_section, code, title):
    page = open_section(code)
    button = page.locator(f"#e411_1 {COPY}")
    page.locator("details:has(#e411_1)").evaluate("fold => fold.open = true")
    button.hover()
    assert button.get_attribute("title") == title


def test_outputs_are_copied_whole_where_their_middle_or_all_of_them_is_folded(open_section):
    page = open_section("ko")
    claims = whole_book.reading(ROOT / "docs" / "ko" / "411.md").claims
    buttons = page.locator(f".output:not(.exercise *) {COPY}").all()
    copies = [button.evaluate(CLICK_AND_TAKE) for button in buttons]
    assert copies == [claim.text for claim in claims if claim.kind == "output" and not claim.inside]


def test_there_is_one_button_wherever_a_reader_has_come(open_section):
    page = open_section("ko")
    blocks = page.locator(".highlight").all()
    assert blocks
    for block in blocks:
        first = block.locator("pre:has(> code)").first
        if first.is_visible():
            first.scroll_into_view_if_needed()
            expect(first).to_have_attribute("id", re.compile("__code"))        # the theme's script was there
        assert block.locator("button").count() == 1


def test_without_scripts_there_is_none(open_page, book_address):
    page = open_page(f"{book_address}411/", java_script_enabled=False)
    assert page.locator("pre > code").count() > 1
    assert not page.locator(f":is({COPY}, [data-run]):visible").count()
