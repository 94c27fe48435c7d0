"""The book with the keyboard alone: what Tab reaches, in which order, and what the keys do there."""

import pytest
from playwright.sync_api import expect

from literate.site.languages import folder_of

from .conftest import script

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
SIDEBAR = ".md-sidebar--primary"


@pytest.fixture
def open_section(open_page, book_address):
    """Opens section 4.1.1 of a language, for a reader who wants nothing to move."""
    def open_section(language="en", **options):
        options = {"viewport": DESK, "reduced_motion": "reduce", **options}
        return open_page(f"{book_address}{folder_of(language)}411/", **options)
    return open_section


def stops(page, last):
    """Where Tab leads, until it comes to what is of the kind ``last``."""
    found = []
    while not found or found[-1]["kind"] != last:
        assert len(found) < 120, f"Tab never reaches {last}."
        page.keyboard.press("Tab")
        found.append(page.evaluate(script("focused")))
    return found


@pytest.mark.parametrize("screen, order", [
    (DESK, "skip scheme languages language search contents sections copy viewer note"),
    pytest.param(PHONE, "skip menu scheme languages search scrolling copy viewer", marks=pytest.mark.rest),
])
def test_tab_leads_through_the_page_in_reading_order(open_section, screen, order):
    found = stops(open_section(viewport=screen), order.split()[-1])
    kinds = [stop["kind"] for stop in found]
    assert sorted(order.split(), key=kinds.index) == order.split()
    assert [stop["html"] for stop in found if not stop["seen"]] == []
    assert screen == DESK or "contents" not in kinds


def test_skipping_to_the_text(open_section):
    page = open_section()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(':target').tagName") == "H1"
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('article'))")


def test_changing_the_language(open_section, book_address):
    page = open_section("en")
    stops(page, "languages")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{book_address}411/")


def test_changing_the_scheme(open_section):
    page = open_section()
    stops(page, "scheme")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_copying_a_program(open_section):
    page = open_section(permissions=["clipboard-read", "clipboard-write"])
    page.locator("article [data-md-type=copy]").first.press("Enter")
    expect(page.locator(".md-dialog--active")).to_be_visible()          # the theme says that it has copied
    assert page.evaluate("navigator.clipboard.readText()").startswith("import numpy as np")


@pytest.mark.parametrize("note, lines", [("line 13", [13]), ("lines 17–18", [17, 18])])
def test_a_note_lights_its_lines_and_leads_there(open_section, note, lines):
    page = open_section()
    page.get_by_role("link", name=note, exact=True).first.focus()
    assert page.locator(".line-lit").evaluate_all("all => all.map(e => e.id)") == \
        [f"__codelineno-p411_1-{line}" for line in lines]
    page.keyboard.press("Enter")
    for line in lines:
        expect(page.locator(f"#__codelineno-p411_1-{line}")).to_be_in_viewport(ratio=1)
    page.evaluate("document.activeElement.blur()")
    expect(page.locator(".line-lit")).to_have_count(len(lines))


def test_a_note_stands_beside_its_program_where_there_is_room_and_a_line_lights_it(open_section):
    page = open_section(viewport={"width": 1350, "height": 900})
    program, notes = page.locator("#p411_1"), page.locator(".noted:has(#p411_1) .notes")
    assert notes.bounding_box()["x"] > program.bounding_box()["x"] + program.bounding_box()["width"]
    page.locator("#__codelineno-p411_1-13").hover()
    expect(page.locator("li.line-lit")).to_contain_text("13")
    page.mouse.move(0, 0)
    expect(page.locator(".line-lit")).to_have_count(0)


@pytest.fixture
def menu_of_a_phone(open_section):
    """A page on a phone whose menu was opened by keyboard."""
    page = open_section(viewport=PHONE)
    stops(page, "menu")
    menu = page.get_by_role("button", name="Contents")
    expect(menu).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(page.locator(f"{SIDEBAR} :focus")).to_have_count(1)
    return page


def test_the_menu_of_a_phone(menu_of_a_phone):
    page, menu = menu_of_a_phone, menu_of_a_phone.get_by_role("button", name="Contents")
    assert page.evaluate(script("focused"))["seen"]
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(page.locator(SIDEBAR)).to_be_hidden()


def test_a_part_of_the_menu_of_a_phone(menu_of_a_phone):
    page = menu_of_a_phone
    part = page.locator(f"{SIDEBAR} label.md-nav__link", has_text="Optimizers")
    for _ in range(120):
        if part.evaluate("e => e === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(part).to_have_attribute("aria-expanded", "true")


def test_leaving_the_menu_of_a_phone_closes_it(menu_of_a_phone):
    menu_of_a_phone.locator("article a").first.focus()
    expect(menu_of_a_phone.locator(SIDEBAR)).to_be_hidden()
