"""Every page of the book in a real browser: for everybody, on every screen, with nothing from elsewhere."""

import functools
from types import SimpleNamespace

import judged
import pytest
import whole_book
from axe_playwright_python.sync_playwright import Axe
from element_page import RULES
from examples import few_first
from playwright.sync_api import expect

from literate.findings import ROOT
from literate.programs.program import SNIPPETS

from .conftest import CLICK_AND_TAKE, COPY, SETTLED, TAKE, Watched, on_screen, script, unfolded

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
SCHEMES = {"light": "default", "dark": "slate"}


def violations(page, scheme, viewport):
    """What axe finds, and where: with folds closed what is too small to be pressed, and all unfolded."""
    page.set_viewport_size(viewport)
    page.emulate_media(color_scheme=scheme)
    page.locator(f"body[data-md-color-scheme={SCHEMES[scheme]}]").wait_for()
    page.evaluate(script("mark_alike"))
    page.evaluate(axe_script())
    found = page.evaluate(script("audit"), RULES)
    return [f"{violation['id']}: {node['html'][:200]} {node['failureSummary']}"
            for violation in found for node in violation["nodes"]]


@pytest.fixture(scope="module")
def reader(chromium):
    """Of all the pages; wants nothing to move, so that no colour is seen half changed."""
    permissions = ["clipboard-read", "clipboard-write"]
    context = chromium.new_context(viewport=DESK, reduced_motion="reduce", permissions=permissions)
    yield context
    context.close()


@pytest.fixture(scope="module", params=whole_book.each_page())
def shown(request, reader, book_address):
    """Each page of the book in turn, opened once for all that is tested of it."""
    page, watched = reader.new_page(), Watched()
    watched.watch(page)
    page.on("response", lambda answer: answer.ok or watched.problems.append(f"{answer.url}: {answer.status}"))
    page.goto(book_address + request.param, wait_until="load")
    yield SimpleNamespace(address=request.param, page=page, watched=watched)
    page.close()


@pytest.fixture
def page(shown):
    """That page, unfolded."""
    return unfolded(shown.page)


@functools.cache
def axe_script():
    """Axe, as a page runs it."""
    return Axe().axe_script


@functools.cache
def look_of(site):
    """The site's styles and scripts, which decide with a page's HTML how the page looks."""
    return b"".join(path.read_bytes() for path in sorted(site.rglob("*")) if path.suffix in (".css", ".js"))


@pytest.mark.parametrize("viewport", [pytest.param(DESK, id="desk"),
                                      pytest.param(PHONE, id="phone", marks=pytest.mark.rest)])
@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.rest)])
@pytest.mark.parametrize("shown", whole_book.each_page({"411/"}), indirect=True)
def test_no_accessibility_rule_is_broken(shown, scheme, viewport, book_site):
    html = whole_book.file_of(book_site, shown.address).read_bytes()
    asked = [axe_script(), *RULES, script("mark_alike"), script("audit"), scheme, str(viewport)]
    place = judged.place(html, look_of(book_site), *asked)
    if not place.exists():
        assert violations(shown.page, scheme, viewport) == []
        judged.keep(place)


def test_whatever_scrolls_can_be_reached_and_has_a_name(page):
    for viewport in (DESK, PHONE):
        page.set_viewport_size(viewport)
        page.evaluate(SETTLED)
        assert page.evaluate(script("out_of_reach")) == [], viewport


def test_code_goes_from_edge_to_edge_of_a_phone(page):
    page.set_viewport_size(PHONE)
    assert page.evaluate(script("code_edges")) in ([], [0])


def test_nothing_moves_where_that_is_not_wanted(page):
    assert page.evaluate(script("moving")) == []


def test_nothing_comes_from_another_host_and_nothing_is_missing(shown, book_address):
    assert (shown.watched.elsewhere(book_address), shown.watched.problems) == ([], [])


def test_copying_gives_the_programs_as_they_run(shown):
    code = whole_book.language_of(shown.address)
    stem = shown.address.removeprefix("en/").strip("/") or "index"
    path = ROOT / "docs" / code / f"{stem}.md"
    claims = whole_book.reading(path).claims if path.exists() else []
    programs = [(SNIPPETS / claim.program.name).read_bytes().decode() if claim.kind == "program"
                else claim.program.text for claim in claims if claim.shows_program]
    shown.page.evaluate(TAKE)
    buttons = shown.page.query_selector_all(f".highlight:is(.program, .edit) {COPY}")
    assert [button.evaluate(CLICK_AND_TAKE) for button in buttons] == programs


@pytest.mark.parametrize("widths", few_first([(320, 1350), (360, 768, 1024, 1920)], [(320, 1350)]), ids=str)
def test_nothing_is_cut_or_covered_without_a_sign(page, widths):
    assert {width: wrong for width in widths if (wrong := on_screen(page, width))} == {}


@pytest.mark.parametrize("edition", ["", pytest.param("en/", marks=pytest.mark.rest)])
def test_the_first_section_is_nine_screens_and_names_each_exercise(open_page, book_address, edition):
    page = open_page(f"{book_address}{edition}411/", viewport=PHONE)
    folds = page.locator("details:has(> .exercise) > summary")
    expect(folds).to_have_count(page.locator(".exercise").count())
    assert all(fold.is_visible() for fold in folds.all())
    assert page.evaluate("document.documentElement.scrollHeight") <= 9 * PHONE["height"]


@pytest.mark.parametrize("edition", ["", pytest.param("en/", marks=pytest.mark.rest)])
def test_a_phone_shows_play_and_the_explorers_drawing_at_once(open_page, book_address, edition):
    stage = open_page(f"{book_address}{edition}explorer/", viewport=PHONE).locator(".stage").bounding_box()
    assert stage["y"] + stage["height"] < PHONE["height"]


def test_what_is_loaded_later_comes_from_here_too(open_page, watched, book_address):
    page = open_page(f"{book_address}en/explorer/")
    page.locator(".md-search__input").press_sequentially("momentum")
    expect(page.locator(".md-search-result__item").first).to_be_attached()
    page.locator("optimizer-explorer .start").first.wait_for(state="attached")
    page.goto(f"{book_address}en/411/")
    page.locator("step-viewer .open").first.click()
    page.locator("step-viewer .viewer").first.wait_for()
    assert len(watched.requests) > 20 and watched.elsewhere(book_address) == []
