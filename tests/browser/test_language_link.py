"""The other language opens where the reader is."""

import pytest

from .conftest import script

HEADINGS = "article :is(h2, h3)[id]"


def choose(page, language):
    """Follow the link to a language. A pointer's click may scroll first, when the menu is slow to open."""
    page.locator(f'.md-select__link[hreflang="{language}"]').dispatch_event("click")


@pytest.mark.parametrize("start, language, number", [
    ("411/", "en", 4), pytest.param("en/435/", "ko", 6, marks=pytest.mark.rest)])
def test_the_section_that_is_read_opens(open_page, book_address, start, language, number):
    page = open_page(book_address + start)
    page.locator(HEADINGS).nth(number).evaluate("heading => heading.scrollIntoView()")
    choose(page, language)
    page.wait_for_url(lambda address: ("/en/" in address) == (language == "en"))
    page.wait_for_load_state("load")
    assert page.evaluate(script("is_at_heading"), [HEADINGS, number]) == {"id": True, "near": True}


def test_the_top_of_a_page_opens_the_top(open_page, book_address):
    page = open_page(f"{book_address}411/")
    choose(page, "en")
    page.wait_for_url("**/en/411/")
    assert page.evaluate("scrollY") == 0


@pytest.mark.parametrize("state", ["411/#why=411_1,e1,W,0,1", "explorer/?lr=0.3"])
def test_what_is_looked_at_is_the_same(open_page, book_address, state):
    page = open_page(book_address + state)
    page.locator(".viewer, optimizer-explorer canvas, optimizer-explorer svg").first.wait_for()
    choose(page, "en")
    page.wait_for_url(f"**/en/{state}")


def test_a_viewer_out_of_sight_has_no_say(open_page, book_address):
    page = open_page(f"{book_address}411/#why=411_1,e1,W,0,1")
    page.locator(".viewer").wait_for()
    page.locator(HEADINGS).last.evaluate("heading => heading.scrollIntoView()")
    choose(page, "en")
    page.wait_for_url(lambda address: "/en/411/" in address and "#why" not in address)
