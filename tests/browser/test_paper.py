"""Pages on paper: only what is to be read, black on white, with nothing cut off."""

import pytest
from examples import few_first

from tests.helpers.printed import hollow

from .conftest import script

PAPER = {"width": 673, "height": 1001}      # what A4 leaves between its margins, in CSS pixels
ADDRESSES = few_first(["411/", "en/417/", "en/436/", "labs/lab_42/"], ["411/"])
CONTROLS = ".md-header, .md-sidebar, .md-footer, .md-code__nav, .headerlink, step-viewer"


@pytest.fixture(scope="module", params=ADDRESSES)
def printed(request, chromium, book_address):
    """A page as somebody prints it who reads in the dark; nothing moves, so no colour is half changed."""
    context = chromium.new_context(color_scheme="dark", viewport=PAPER, reduced_motion="reduce")
    page = context.new_page()
    page.goto(book_address + request.param, wait_until="load")
    page.locator("body[data-md-color-scheme=slate]").wait_for()
    page.emulate_media(media="print")
    yield page
    context.close()


def test_controls_are_left_out(printed):
    assert printed.locator(f":is({CONTROLS}):visible").evaluate_all("all => all.map(e => e.className)") == []


def test_nothing_is_cut_off(printed):
    assert printed.evaluate("document.documentElement.scrollWidth") <= PAPER["width"]
    assert printed.evaluate(script("cut_on_paper")) == []


def test_folds_of_outputs_are_open(printed):
    lines = printed.locator(".output code:not(.exercise *)")
    assert lines.evaluate_all("all => all.every(e => e.checkVisibility())")
    assert not printed.locator(".fold-name:visible").count()


def test_texts_are_dark_on_white(printed):
    assert printed.evaluate("getComputedStyle(document.body).backgroundColor") in (
        "rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    contrasts = printed.evaluate(script("contrasts"))
    assert len(contrasts) > 10
    assert {what: contrast for what, contrast in contrasts.items() if contrast < 4.5} == {}


def test_links_can_be_told_from_text(printed):
    links = printed.locator("article p a[href]:visible:not(.proof a, .line, .md-button)")
    lines = links.evaluate_all("all => all.map(e => getComputedStyle(e).textDecorationLine)")
    assert set(lines) <= {"underline"}


def test_it_prints(printed):
    pdf = printed.pdf(format="A4", prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF") and pdf.count(b"/Type /Page\n") > 2
    assert hollow(pdf) == []
