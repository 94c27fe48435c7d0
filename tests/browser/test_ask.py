"""What a number is of, asked by pointer, touch and keyboard, on a page with the site's styles and scripts."""

import gzip
import json
import re
from pathlib import Path

import element_page
import pytest
from examples import few_first, tables
from playwright.sync_api import expect

from literate.findings import ROOT

from .conftest import script

PAGE = Path(__file__).with_suffix(".html").read_text("utf-8")
ANSWERS = tables(__file__)["answers"]
# Page → the way to the site, the way to the first page of the language, the page's answers.
PAGES = {"en/411": ("../../", "..", "en/asks/411.json"), "411": ("../", "..", "asks/411.json"),
         "": ("", ".", "asks/index.json"), "labs/lab_41": ("../../", "../..", "asks/labs/lab_41.json")}
OF_E, OF_O = "E, epoch 0, 411_1.py", "O[0,0], at the end, 416_1.py, exactly 0.64932"
LAZY = re.compile(r"/(?:shared/(?!data\.).*|ask\.css|asks/.*)$")
PHONE = {"viewport": {"width": 320, "height": 568}, "has_touch": True}


@pytest.fixture(scope="module")
def folder(folder):
    """The page at each kind of address, and its answers."""
    for page, (root, base, answers) in PAGES.items():
        (folder / page).mkdir(parents=True, exist_ok=True)
        language = "en" if page.startswith("en/") else "ko"
        text = PAGE.format(language=language, root=root, base=base, wide="<mi>W</mi><mo>+</mo>" * 40)
        (folder / page / "index.html").write_text(text, "utf-8")
        (folder / answers).parent.mkdir(parents=True, exist_ok=True)
        (folder / answers).write_text(json.dumps(ANSWERS), "utf-8")
    return folder


@pytest.fixture
def visit(open_page, address):
    """Opens the page: in English, or where another address is said."""
    def visit(page="en/411/", **options):
        return open_page(f"{address}{page}", **options)
    return visit


def answer(page):
    return page.locator(".answer")


def point(page, selector):
    """Points at an element until it answers, and gives the element."""
    number = page.locator(selector)
    number.hover()
    expect(answer(page)).to_be_visible()
    return number


INTRO, OTHER = "#intro > .asked >> nth=0", "#intro > .asked >> nth=1"


# ---- what is said ---------------------------------------------------------------------------------------

def test_pointing_says_what_a_number_is_of(visit):
    page = visit()
    for selector, line in [
        (INTRO, f"{OF_E} See the arithmetic"),
        (OTHER, f"{OF_O} See the arithmetic"),
        ("#intro > code", "2 * 3 + 1, computed as written"),
        ("#intro > .asked >> nth=3", "A customary value. Momentum: Sutskever et al. 2013"),
        ("span.arithmatex mn >> nth=1", f"{OF_O} See the arithmetic"),
        ("td .asked", f"{OF_E} See the arithmetic"),
    ]:
        page.locator(selector).hover()
        expect(page.get_by_role("status")).to_have_text(line)      # what screen readers are told
        assert answer(page).locator("p").all_inner_texts() == [line]
        expect(page.locator(".asking")).to_have_count(1)
        assert page.locator(selector).evaluate("e => e.matches('.asking')")


@pytest.mark.parametrize("page", few_first(PAGES, ["labs/lab_41"]))
def test_each_page_has_its_answers_in_its_language(visit, watched, address, page):
    tab, file = visit(f"{page}/" if page else ""), PAGES[page][2]
    point(tab, INTRO)
    assert address + file in watched.requests
    expect(answer(tab)).to_contain_text("See the arithmetic" if page.startswith("en/") else "계산 과정 보기")


def test_an_answer_leads_to_the_step_viewer(visit, address):
    page = visit()
    page.evaluate("globalThis.came = 0; addEventListener('hashchange', () => came += 1)")
    for times in (1, 2):                                # the second time the address is that already
        point(page, INTRO)
        answer(page).get_by_role("link").click()
        expect(answer(page)).to_be_hidden()
        page.wait_for_function("times => came === times", arg=times)
        assert page.url == f"{address}en/411/#why=411_1,e0,E"
    point(page, OTHER)
    answer(page).get_by_role("link").click()
    page.wait_for_url(f"{address}en/416/#why=416_1,e199,O,0,0")


def test_the_focus_goes_along_to_the_step_viewer(visit):
    page = visit()
    press(page, "Tab")
    expect(answer(page)).to_be_visible()
    press(page, "Enter", "Enter")
    page.wait_for_function("document.activeElement.matches('step-viewer')")


@pytest.mark.parametrize("selector", ["h1 .asked", "a .asked"])
def test_headings_and_links_are_not_asked(visit, watched, selector):
    page = visit()
    page.locator(selector).hover()
    page.locator(selector).dispatch_event("click")
    assert answer(page).count() == 0 and not any(map(LAZY.search, watched.requests))


def test_what_could_not_be_loaded_is_asked_for_again(visit, watched):
    page = visit()
    page.route("**/asks/*", lambda route: route.fulfill(status=404))
    point(page, INTRO)
    assert answer(page).inner_text() == "What this number is of could not be loaded."
    page.unroute("**/asks/*")
    page.locator(OTHER).hover()
    expect(answer(page)).to_contain_text(OF_O)


# ---- what it costs --------------------------------------------------------------------------------------

def test_nothing_is_loaded_before_the_first_question(visit, watched):
    page = visit()
    assert [url for url in watched.requests if LAZY.search(url)] == []
    point(page, INTRO)
    assert len([url for url in watched.requests if LAZY.search(url)]) == 8
    point(page, OTHER)
    assert len([url for url in watched.requests if LAZY.search(url)]) == 8


def test_what_waits_for_the_first_question_is_small():
    _, title, after = (ROOT / "docs/assets/js/keyboard.js").read_text().partition("/* ---- numbers that can")
    assert title and len(gzip.compress(after.encode())) < 1024


# ---- the pointer ----------------------------------------------------------------------------------------

@pytest.fixture
def timed(visit):
    """The page, with a clock that goes only when a test says so, and an answer that was pointed at."""
    page = visit()
    page.clock.install()
    page.locator(INTRO).hover()
    page.clock.run_for(1000)
    expect(answer(page)).to_be_visible()
    page.clock.pause_at(page.evaluate("Date.now() + 1000"))
    return page


def test_the_pointer_may_go_to_the_answer_and_stay(timed):
    answer(timed).hover()
    timed.clock.run_for(60_000)
    expect(answer(timed)).to_be_visible()


def test_an_answer_goes_when_the_pointer_leaves(timed):
    timed.mouse.move(600, 500)
    timed.clock.run_for(100)
    expect(answer(timed)).to_be_visible()              # so long may the way to the answer take
    timed.clock.run_for(1000)
    expect(answer(timed)).to_be_hidden()
    expect(timed.get_by_role("status")).to_have_text("")


def stays_quiet(page, milliseconds=60_000):
    page.clock.run_for(milliseconds)
    expect(answer(page)).to_be_hidden()


def test_what_is_no_question(timed):
    timed.keyboard.press("Escape")
    timed.locator(OTHER).hover()
    stays_quiet(timed, 100)                                         # the pointer hasn't rested yet
    timed.mouse.move(600, 500)
    stays_quiet(timed)
    # of a formula, results are asked, not names
    timed.locator("span.arithmatex mi").hover()
    stays_quiet(timed)
    timed.locator(OTHER).click(button="right")                      # for the browser's menu
    timed.mouse.move(600, 500)
    stays_quiet(timed)


def test_what_scrolls_under_the_pointer_does_not_take_the_place_of_what_the_keyboard_asks(timed):
    timed.keyboard.press("Escape")
    timed.locator(INTRO).focus()
    timed.keyboard.press("ArrowRight")
    timed.clock.run_for(1000)
    expect(answer(timed)).to_contain_text(OF_O)
    timed.locator("#intro > code").hover()
    timed.clock.run_for(60_000)
    expect(answer(timed)).to_contain_text(OF_O)


def test_text_is_marked_and_copied_as_without_answers(visit):
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    expect(page.get_by_role("button", name="Line by line")).to_be_visible()      # a part of the text
    taken = []
    for asks in (False, True):
        if asks:
            point(page, INTRO)
        page.keyboard.press("Control+a")
        page.keyboard.press("Control+c")
        taken.append(page.evaluate("navigator.clipboard.readText()"))
    assert taken[0] == taken[1] and "The error is 1832, then 0.649." in taken[0]
    page.mouse.move(0, 400)
    box = page.locator(OTHER).bounding_box()
    page.mouse.dblclick(box["x"] + 5, box["y"] + 5)
    assert page.evaluate("String(getSelection())").strip() == "0.649"


# ---- touch ----------------------------------------------------------------------------------------------

def test_a_tap_asks_and_a_tap_elsewhere_ends_it(visit):
    page = visit(**PHONE)
    page.locator(INTRO).tap()
    expect(answer(page)).to_contain_text(OF_E)
    answer(page).tap(position={"x": 5, "y": 5})
    page.locator(OTHER).tap()
    expect(answer(page)).to_contain_text(OF_O)
    page.get_by_text("Far below").tap()     # near a number, a browser takes that for touched
    expect(answer(page)).to_be_hidden()


def test_a_tap_on_a_formula_asks_for_all_of_it(visit):
    page = visit(**PHONE)
    page.locator("span.arithmatex mi").tap()
    expect(answer(page).locator("p")).to_have_count(2)


@pytest.mark.parametrize("size", few_first([(320, 568), (320, 256)], [(320, 256)]))
def test_no_answer_leaves_a_small_window(visit, size):
    page = visit(viewport={"width": size[0], "height": size[1]}, has_touch=True)
    for number in page.locator("p > .asked, div.asked, td > .asked").all():
        number.scroll_into_view_if_needed()
        number.evaluate("e => e.click()")
        expect(answer(page)).to_be_visible()
        box = answer(page).bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= size[0]
        assert box["y"] >= 48 and box["y"] + box["height"] <= size[1]
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        page.keyboard.press("Escape")


# ---- the keyboard ---------------------------------------------------------------------------------------

def press(page, *keys):
    """Presses keys and gives what has the focus after each."""
    found = []
    for key in keys:
        page.keyboard.press(key)
        found.append(page.evaluate(script("focused_number")))
    return found


def test_tab_stops_once_in_each_section(visit):
    page = visit()
    page.route("**/asks/*", lambda route: route.fulfill(status=404))    # an answer's link is a stop, too
    assert press(page, *["Tab"] * 5) == ["1832", "Here1832", "E=1832≈0.", "Y=W+W+W+W", "1832"]


def test_arrows_lead_from_number_to_number(visit):
    page = visit()
    press(page, "Tab")
    expect(answer(page)).to_be_visible()
    assert press(page, *["ArrowRight"] * 4) == ["0.649", "2*3+1=7", "0.9", "E=1832≈0."]
    expect(answer(page).locator("p")).to_have_text([
        f"1832: {OF_E} See the arithmetic", f"0.649: {OF_O} See the arithmetic", "← → other numbers"])
    assert press(page, *["ArrowLeft"] * 5) == ["0.9", "2*3+1=7", "0.649", "1832", "1832"]
    expect(answer(page)).to_contain_text(OF_E)


def test_arrows_scroll_a_wide_formula_to_its_end_first(visit):
    page = visit(viewport=PHONE["viewport"], reduced_motion="reduce")
    formula = page.locator("div.arithmatex")
    formula.focus()
    keys = 0
    while press(page, "ArrowRight") == ["Y=W+W+W+W"]:
        keys += 1
    assert keys > 1 and press(page, "ArrowLeft") == ["Y=W+W+W+W"]
    assert formula.evaluate("e => e.scrollLeft + e.clientWidth >= e.scrollWidth - 1")


def test_tab_goes_through_an_answer_as_if_it_stood_behind_its_number(visit):
    page = visit()
    press(page, "Tab")
    expect(answer(page)).to_be_visible()
    press(page, "ArrowRight")
    expect(answer(page)).to_contain_text(OF_O)
    assert press(page, "Tab", "Shift+Tab") == ["answer", "0.649"]
    expect(answer(page)).to_be_visible()
    assert press(page, "Enter", "Tab") == ["answer", "Here1832"]
    expect(answer(page)).to_be_hidden()
    assert page.locator("#intro [role]").count() == 1          # the section's first; 0.649 is text again
    assert press(page, "Shift+Tab", "ArrowRight") == ["1832", "0.649"]


def test_escape_gives_the_focus_back(visit):
    page = visit()
    press(page, "Tab")
    expect(answer(page)).to_be_visible()
    assert press(page, "Tab", "Escape") == ["answer", "1832"]
    expect(answer(page)).to_be_hidden()
    press(page, "Enter")
    expect(answer(page)).to_be_visible()
    press(page, "Escape", "Space")
    expect(answer(page)).to_be_visible()
    assert page.evaluate("scrollY") == 0


def test_the_number_in_focus_is_seen(visit):
    page = visit()
    page.locator("td .asked").evaluate("e => { scrollBy(0, e.getBoundingClientRect().top - 20); e.focus(); }")
    expect(answer(page)).to_be_visible()
    assert page.locator("td .asked").bounding_box()["y"] >= 48      # the page's header covers what is above
    assert press(page, "ArrowRight") == ["0.5"]
    expect(answer(page)).to_contain_text("Chosen for this book")
    expect(page.locator("#last .asked")).to_be_in_viewport()
    press(page, "ArrowLeft")
    expect(answer(page)).to_contain_text(OF_E)
    assert page.locator("td .asked").bounding_box()["y"] >= 48


# ---- every reader ---------------------------------------------------------------------------------------

def test_an_answer_is_accessible(visit):
    page = visit(reduced_motion="reduce")
    page.locator("span.arithmatex").focus()
    press(page, "ArrowLeft", "ArrowRight")
    expect(answer(page).locator(".hint")).to_be_visible()
    for scheme in ("default", "slate"):
        page.evaluate("scheme => { document.body.dataset.mdColorScheme = scheme; }", scheme)
        assert element_page.violations(page) == []


def test_nothing_moves_for_readers_who_want_that_and_paper_shows_no_answers(visit):
    page = visit(reduced_motion="reduce")
    page.locator(INTRO).focus()
    expect(answer(page)).to_be_visible()
    assert answer(page).evaluate("e => getComputedStyle(e).animationName") == "none"
    page.emulate_media(media="print")
    expect(answer(page)).to_be_hidden()
    assert page.locator(".asking").evaluate("e => getComputedStyle(e).textDecorationLine") == "none"


def test_without_scripts_numbers_are_text(visit, watched):
    page = visit(java_script_enabled=False)
    page.locator(INTRO).hover()
    assert answer(page).count() == 0 and page.locator("article [tabindex], article [role]").count() == 0
