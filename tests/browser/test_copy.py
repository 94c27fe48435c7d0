"""The copy button gives what runs: programs as their files, edits as the whole program that they make."""

import re

import pytest
from playwright.sync_api import expect

from literate.claims.reader import read
from literate.findings import ROOT
from literate.programs.program import SNIPPETS
from literate.site.languages import folder_of, languages

OFTEN = [("ko", "411"), ("en", "415")]
PAGES = [pytest.param(code, path.stem, marks=() if (code, path.stem) in OFTEN else pytest.mark.rest)
         for code in languages(ROOT) for path in sorted((ROOT / "docs" / code).glob("*.md"))]
BLOCKS = ".highlight:is(.program, .edit)"
COPY = "[data-md-type=copy]"
TAKE = """async () => {
  const text = await navigator.clipboard.readText();
  await navigator.clipboard.writeText("nothing was copied");
  return text;
}"""
CLICK_AND_TAKE = f"async (button) => {{ button.click(); return ({TAKE})(); }}"


@pytest.fixture
def open_section(open_page, book_address):
    """Opens a page of the book that may read the clipboard."""
    def open_section(code, stem):
        address = book_address + folder_of(code) + ("" if stem == "index" else f"{stem}/")
        page = open_page(address, permissions=["clipboard-read", "clipboard-write"])
        page.evaluate(TAKE)
        return page
    return open_section


def programs_on(code, stem):
    """The text of each program, edited program and inline program of a page, as it is run."""
    claims = read(ROOT / "docs" / code / f"{stem}.md").claims
    return [(SNIPPETS / claim.program.name).read_bytes().decode() if claim.kind == "program"
            else claim.program.text for claim in claims if claim.kind in ("program", "edit", "inline")]


@pytest.mark.parametrize("code, stem", PAGES)
def test_copying_gives_the_program_as_it_runs(open_section, code, stem):
    page = open_section(code, stem)
    buttons = page.query_selector_all(f"{BLOCKS} {COPY}")
    assert [button.evaluate(CLICK_AND_TAKE) for button in buttons] == programs_on(code, stem)


def test_copying_by_keyboard(open_section):
    page = open_section("ko", "411")
    page.locator(f"#e411_1 {COPY}").focus()
    page.keyboard.press("Enter")
    assert "range(20)" in page.evaluate(TAKE)


@pytest.mark.parametrize("code, title", [("ko", "고친 프로그램을 통째로 복사"), ("en", "Copy the whole edited program")])
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
