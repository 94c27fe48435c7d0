"""The copy buttons for everybody: by keyboard, with a name, and only where there are scripts."""

import re

import pytest
from playwright.sync_api import expect

from literate.site.languages import folder_of

from .conftest import COPY, TAKE


@pytest.fixture
def open_section(open_page, book_address):
    """Opens a page of the book that may read the clipboard."""
    def open_section(code, stem):
        address = book_address + folder_of(code) + ("" if stem == "index" else f"{stem}/")
        page = open_page(address, permissions=["clipboard-read", "clipboard-write"])
        page.evaluate(TAKE)
        return page
    return open_section


def test_copying_by_keyboard(open_section):
    page = open_section("ko", "411")
    page.locator(f"#e411_1 {COPY}").focus()
    page.keyboard.press("Enter")
    assert "range(20)" in page.evaluate(TAKE)


@pytest.mark.parametrize("code, title", [
    ("ko", "고친 프로그램을 통째로 복사"), ("en", "Copy the whole edited program")])
def test_the_button_of_an_edit_says_what_it_copies(open_section, code, title):
    page = open_section(code, "411")
    button = page.locator(f"#e411_1 {COPY}")
    button.hover()
    assert button.get_attribute("title") == title


def test_an_output_is_copied_as_shown(open_section):
    page = open_section("ko", "index")
    page.locator(f".highlight:not(.program, .edit) {COPY}").first.click()
    assert page.evaluate(TAKE) == "[[ 27. -30.]]"


def test_there_is_one_button_wherever_a_reader_has_come(open_section):
    page = open_section("ko", "411")
    blocks = page.locator("pre > code").all()
    assert blocks
    for block in blocks:
        block.scroll_into_view_if_needed()
        frame = block.locator("xpath=..")
        expect(frame).to_have_attribute("id", re.compile("__code"))        # the theme's script was there
        assert frame.locator("button").count() == 1


def test_without_scripts_there_is_none(open_page, book_address):
    page = open_page(f"{book_address}411/", java_script_enabled=False)
    assert page.locator("pre > code").count() > 1 and not page.locator(f"{COPY}:visible").count()
