"""Every page of the book in a real browser: for everybody, on every screen, with nothing from elsewhere."""

import functools
from dataclasses import dataclass

import judged
import pytest
import whole_book
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from literate.claims.reader import read
from literate.findings import ROOT
from literate.programs.program import SNIPPETS
from literate.site.languages import language_of, languages

from .conftest import CLICK_AND_TAKE, COPY, TAKE, Watched

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
SCHEMES = {"light": "default", "dark": "slate"}

# Marks what looks like something before it: words of a program, and parts of a formula, of the same kind in
# the same surroundings. Contrast takes a millisecond a word, and large pages have thousands.
MARK_ALIKE = """() => {
  const seen = new Set();
  const look = e => e.matches("article") ? "" :
    [look(e.parentElement), e.tagName, e.getAttribute("class"), e.getAttribute("style"), e.id[0]].join();
  const mark = e => {
    let alike = [...e.children].map(mark).every(Boolean) && e.tagName !== "A";
    if ([...e.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim())) {
      alike &&= seen.has(look(e));
      seen.add(look(e));
    }
    e.toggleAttribute("data-alike", alike);
    return alike;
  };
  document.querySelectorAll("article :is(.highlight code, math)").forEach(mark);
}"""
AUDIT = """async rules => {
  const folded = await axe.run({ runOnly: ["target-size"], resultTypes: ["violations"] });
  document.querySelectorAll("details").forEach(details => { details.open = true; });
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)));  // what scrolls is known
  const exclude = [["[data-alike]"]];
  const open = await axe.run({ exclude }, { runOnly: rules, resultTypes: ["violations"] });
  return [...folded.violations, ...open.violations];
}"""
# Elements of a page that scroll, but for the page itself.
SCROLLING = """() => [...document.body.querySelectorAll("*")].filter(e => {
  const { overflowX, overflowY, visibility } = getComputedStyle(e);
  const scrolls = /auto|scroll/;
  return visibility === "visible" && e.clientWidth > 0 && (
    scrolls.test(overflowX) && e.scrollWidth > e.clientWidth + 1 ||
    scrolls.test(overflowY) && e.scrollHeight > e.clientHeight + 1);
})"""
# Those among them that a keyboard doesn't reach, or that have no name.
OUT_OF_REACH = f"""() => ({SCROLLING})()
  .filter(e => e.checkVisibility())         // what is folded is made a stop when it is opened
  .filter(e => !(e.tabIndex === 0 && e.role && e.ariaLabel) && !e.querySelector("a[href], button"))
  .map(e => e.outerHTML.slice(0, 200))"""
# Where boxes of code begin that stand in no card and no list.
BEGIN = """() => [...new Set([...document.querySelectorAll("article :is(.highlight, .listing)")]
  .filter(e => e.checkVisibility() && !e.closest("li, .exercise, details:not(.listing)"))
  .map(e => Math.round(e.getBoundingClientRect().left)))]"""
MOVING = """() => [...document.querySelectorAll("*")].filter(e => {
  const { transitionDuration, animationName, animationDuration, scrollBehavior } = getComputedStyle(e);
  const longest = durations => Math.max(...durations.split(",").map(parseFloat));
  return longest(transitionDuration) > 0.01 || scrollBehavior === "smooth" ||
    animationName !== "none" && longest(animationDuration) > 0.01;
}).map(e => e.outerHTML.slice(0, 100))"""


@dataclass
class Shown:
    """A page of the book, at ``address`` below the site, in the browser, and what came of opening it."""

    address: str
    page: Page
    watched: Watched

    def note_missing(self, answer):
        """That the host had no file to answer with."""
        if answer.status >= 400:
            self.watched.problems.append(f"{answer.url}: {answer.status}")

    def violations(self, scheme, viewport):
        """What axe finds, and where: with folds closed what is too small to be pressed, and all unfolded."""
        self.page.set_viewport_size(viewport)
        self.page.emulate_media(color_scheme=scheme)
        self.page.locator(f"body[data-md-color-scheme={SCHEMES[scheme]}]").wait_for()
        self.page.evaluate(MARK_ALIKE)
        self.page.evaluate(axe_script())
        found = self.page.evaluate(AUDIT, RULES)
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
    shown = Shown(request.param, reader.new_page(), Watched())
    shown.watched.watch(shown.page)
    shown.page.on("response", shown.note_missing)
    shown.page.goto(book_address + request.param, wait_until="load")
    yield shown
    shown.page.close()


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
def test_no_accessibility_rule_is_broken(shown, scheme, viewport, book_site):
    html = whole_book.file_of(book_site, shown.address).read_bytes()
    asked = [axe_script(), *RULES, MARK_ALIKE, AUDIT, scheme, str(viewport)]
    place = judged.place(html, look_of(book_site), *asked)
    if not place.exists():
        assert shown.violations(scheme, viewport) == []
        judged.keep(place)


def test_whatever_scrolls_can_be_reached_and_has_a_name(shown):
    for viewport in (DESK, PHONE):
        shown.page.set_viewport_size(viewport)
        shown.page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        assert shown.page.evaluate(OUT_OF_REACH) == [], viewport


def test_code_goes_from_edge_to_edge_of_a_phone(shown):
    shown.page.set_viewport_size(PHONE)
    assert shown.page.evaluate(BEGIN) in ([], [0])


def test_nothing_moves_where_that_is_not_wanted(shown):
    assert shown.page.evaluate(MOVING) == []


def test_nothing_comes_from_another_host_and_nothing_is_missing(shown, book_address):
    assert (shown.watched.elsewhere(book_address), shown.watched.problems) == ([], [])


def test_copying_gives_the_programs_as_they_run(shown):
    code = language_of(shown.address, languages(ROOT))
    stem = shown.address.removeprefix("en/").strip("/") or "index"
    path = ROOT / "docs" / code / f"{stem}.md"
    claims = read(path).claims if path.exists() else []
    programs = [(SNIPPETS / claim.program.name).read_bytes().decode() if claim.kind == "program"
                else claim.program.text for claim in claims if claim.shows_program]
    shown.page.evaluate(TAKE)
    buttons = shown.page.query_selector_all(f".highlight:is(.program, .edit) {COPY}")
    assert [button.evaluate(CLICK_AND_TAKE) for button in buttons] == programs


@pytest.mark.parametrize("edition", ["", "en/"])
def test_the_first_section_is_nine_screens_and_names_each_exercise(open_page, book_address, edition):
    page = open_page(f"{book_address}{edition}411/", viewport=PHONE)
    folds = page.locator("details:has(> .exercise) > summary")
    expect(folds).to_have_count(page.locator(".exercise").count())
    assert all(fold.is_visible() for fold in folds.all())
    assert page.evaluate("document.documentElement.scrollHeight") <= 9 * PHONE["height"]


@pytest.mark.parametrize("edition", ["", "en/"])
def test_a_phone_shows_play_and_the_explorers_drawing_at_once(open_page, book_address, edition):
    page = open_page(f"{book_address}{edition}explorer/", viewport={"width": 360, "height": 740})
    stage = page.locator(".stage").bounding_box()       # both
    assert stage["y"] + stage["height"] < 740


def test_what_is_loaded_later_comes_from_here_too(open_page, watched, book_address):
    page = open_page(f"{book_address}en/explorer/")
    page.locator(".md-search__input").press_sequentially("momentum")
    expect(page.locator(".md-search-result__item").first).to_be_attached()
    page.locator("optimizer-explorer .start").first.wait_for(state="attached")
    page.goto(f"{book_address}en/411/")
    page.locator("step-viewer .open").first.click()
    page.locator("step-viewer .viewer").first.wait_for()
    assert len(watched.requests) > 20 and watched.elsewhere(book_address) == []
