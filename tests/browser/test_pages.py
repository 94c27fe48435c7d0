"""Every page of the book in a real browser: for everybody, on every screen, with nothing from elsewhere."""

import functools
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

import judged
import pytest
import whole_book
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from literate.findings import ROOT
from literate.site.languages import folder_of, languages

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
SCHEMES = {"light": "default", "dark": "slate"}
LANGUAGES = languages(ROOT)

# Marks what looks like something before it: words of a program, and parts of a formula, of the same kind in the
# same surroundings. Contrast takes a millisecond a word, and large pages have thousands.
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
AUDIT = """rules => {
  window.audit = axe.run({ exclude: [["[data-alike]"]] }, { runOnly: rules, resultTypes: ["violations"] });
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
  .filter(e => !(e.tabIndex === 0 && e.role && e.ariaLabel) && !e.querySelector("a[href], button"))
  .map(e => e.outerHTML.slice(0, 200))"""
# Elements that stand out of the window, and in no box that scrolls or is closed.
CUT = """() => {
  const held = e => e && e !== document.body && (
    getComputedStyle(e).overflowX !== "visible" || getComputedStyle(e).position === "fixed" || held(e.parentElement));
  return [...document.querySelectorAll("main *, footer *")]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !held(e))
    .map(e => e.outerHTML.slice(0, 200));
}"""
MOVING = """() => [...document.querySelectorAll("*")].filter(e => {
  const { transitionDuration, animationName, animationDuration, scrollBehavior } = getComputedStyle(e);
  const longest = durations => Math.max(...durations.split(",").map(parseFloat));
  return longest(transitionDuration) > 0.01 || scrollBehavior === "smooth" ||
    animationName !== "none" && longest(animationDuration) > 0.01;
}).map(e => e.outerHTML.slice(0, 100))"""


class Shown:
    """A page of the book, at ``address`` below the site, in the browser, and what came of opening it."""

    def __init__(self, address, pages):
        self.address, self.pages, self.page = address, pages, pages["light"]
        self.evaluate = self.page.evaluate
        self.requests, self.problems, self.audited = [], [], False

    def open(self, at):
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("requestfailed", lambda request: self.problems.append(request.url))
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("response", lambda answer: self.problems.append(answer.url) if answer.status >= 400 else None)
        for page in self.pages.values():
            page.goto(at + self.address, wait_until="load")

    def violations(self, scheme, site):
        """What axe finds. Both schemes are looked at together, since that takes two processors half the time."""
        place = judged.place(file_of(site, self.address).read_bytes(), look_of(site), axe_script(), *RULES,
                             MARK_ALIKE, AUDIT, scheme)
        if not self.audited and place.exists():
            return []
        if not self.audited:
            self.audited = True
            for page in self.pages.values():
                page.set_viewport_size(DESK)
                page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")
                page.evaluate(MARK_ALIKE)
                page.evaluate(axe_script())
                page.evaluate(AUDIT, RULES)
        found = self.pages[scheme].evaluate("window.audit")["violations"]
        if not found:
            judged.keep(place)
        return found


@pytest.fixture(scope="module")
def contexts(chromium):
    """A reader of each scheme who wants nothing to move."""
    contexts = {scheme: chromium.new_context(viewport=DESK, reduced_motion="reduce", color_scheme=scheme)
                for scheme in SCHEMES}
    yield contexts
    for context in contexts.values():
        context.close()


@pytest.fixture(scope="module", params=whole_book.each_page(whole_book.addresses()))
def shown(request, contexts, book_address):
    """Each page of the book in turn, opened once for all that is tested of it."""
    shown = Shown(request.param, {scheme: context.new_page() for scheme, context in contexts.items()})
    shown.open(book_address)
    yield shown
    for page in shown.pages.values():
        page.close()


@functools.cache
def axe_script():
    """Axe, as a page runs it."""
    return Axe().axe_script


@functools.cache
def look_of(site):
    """The site's styles and scripts, which decide with a page's HTML how the page looks."""
    return b"".join(path.read_bytes() for path in sorted(site.rglob("*")) if path.suffix in (".css", ".js"))


@functools.cache
def parsed(path):
    return Anatomy(path.read_text("utf-8"))


class Anatomy(HTMLParser):
    """What tests want of a page's HTML: its tags, ids and links."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.title, self.reading = [], "", ""
        self.feed(text)
        self.ids = {attributes["id"] for _, attributes in self.tags if "id" in attributes}
        self.links = [attributes["href"] for tag, attributes in self.tags if tag == "a" and "href" in attributes]

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self.reading = tag

    def handle_data(self, data):
        self.title += data if self.reading == "title" else ""

    def handle_endtag(self, tag):
        self.reading = ""

    def all(self, tag, **attributes):
        """The attributes of the elements of this tag that have these attributes among theirs."""
        return [have for name, have in self.tags if name == tag and attributes.items() <= have.items()]


def file_of(folder, address):
    return folder / address / "index.html" if not address.endswith(whole_book.MISSING) else folder / address


@pytest.fixture(params=whole_book.addresses(), ids=lambda address: address or "index")
def html(request, book_site):
    """The address of each page in turn, and its HTML."""
    return request.param, parsed(file_of(book_site, request.param))


# --- in the browser -----------------------------------------------------------------------


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_accessibility_rule_is_broken(shown, scheme, book_site):
    assert shown.pages[scheme].locator(f"body[data-md-color-scheme={SCHEMES[scheme]}]").count() == 1
    assert [f"{violation['id']}: {node['html'][:200]} {node['failureSummary']}"
            for violation in shown.violations(scheme, book_site) for node in violation["nodes"]] == []


def test_whatever_scrolls_can_be_reached_and_has_a_name(shown):
    for viewport in (DESK, PHONE):
        shown.page.set_viewport_size(viewport)
        shown.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        assert shown.evaluate(OUT_OF_REACH) == [], viewport


def test_it_fits_a_phone(shown):
    shown.page.set_viewport_size(PHONE)
    assert shown.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert shown.evaluate(CUT) == []


def test_twins_stand_below_each_other_on_a_phone(shown):
    shown.page.set_viewport_size(PHONE)
    left = shown.page.locator(".twins figure").evaluate_all("all => all.map(e => e.getBoundingClientRect().left)")
    assert len(set(left)) <= 1


def test_nothing_moves_where_that_is_not_wanted(shown):
    assert shown.evaluate(MOVING) == []


def test_nothing_comes_from_another_host_and_nothing_is_missing(shown, book_address):
    elsewhere = [url for url in shown.requests if not url.startswith((book_address, "data:", "blob:"))]
    assert (elsewhere, shown.problems) == ([], [])


def test_what_is_loaded_later_comes_from_here_too(open_page, watched, book_address):
    page = open_page(f"{book_address}en/explorer/")
    page.locator(".md-search__input").press_sequentially("momentum")
    expect(page.locator(".md-search-result__item").first).to_be_attached()
    page.locator("optimizer-explorer .start").first.wait_for(state="attached")
    page.goto(f"{book_address}en/411/")
    page.locator("step-viewer button").first.click()
    page.locator("step-viewer .viewer").first.wait_for()
    assert len(watched.requests) > 20 and watched.elsewhere(book_address) == []


# --- in the HTML --------------------------------------------------------------------------


def test_there_are_no_other_pages(book_site):
    there = {path.relative_to(book_site).as_posix().removesuffix("index.html") for path in book_site.rglob("*.html")}
    assert there == set(whole_book.addresses())


def test_headings_are_in_order(html):
    levels = [int(tag[1]) for tag, _ in html[1].tags if tag in ("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert [pair for pair in zip(levels, levels[1:], strict=False) if pair[1] > pair[0] + 1] == []


def test_the_page_says_its_language(html):
    address, page = html
    [root] = page.all("html")
    assert root["lang"] == ("en" if address.startswith("en/") else "ko")


def test_titles_differ_and_so_do_descriptions(book_site):
    pages = [parsed(file_of(book_site, address)) for address in whole_book.addresses()]
    titles = [page.title for page in pages]
    descriptions = [description["content"] for page in pages for description in page.all("meta", name="description")]
    assert sorted(set(titles)) == sorted(titles) and sorted(set(descriptions)) == sorted(descriptions)
    assert len(titles) == len(descriptions) == len(whole_book.addresses())
    assert all(titles) and min(map(len, descriptions)) >= 30


def test_search_engines_are_told_the_address_and_the_translation(html, book_site):
    address, page = html
    name = address.removeprefix("en/")
    there = [code for code in LANGUAGES if file_of(book_site, folder_of(code) + name).exists()]
    translations = {link["hreflang"]: link["href"] for link in page.all("link") if "hreflang" in link}
    canonical = [link["href"] for link in page.all("link", rel="canonical")]
    if name == whole_book.MISSING:
        assert (canonical, translations) == ([], {})
    else:
        assert canonical == [whole_book.PUBLISHED + address]
        assert translations == {code: whole_book.PUBLISHED + folder_of(code) + name for code in there}


def test_links_and_their_anchors_lead_somewhere(html, book_site):
    address, page = html
    at = urljoin(whole_book.PUBLISHED, address)
    dead = []
    for link in page.links:
        target, _, anchor = urljoin(at, link).partition("#")
        target = target.partition("?")[0]
        if not target.startswith(whole_book.PUBLISHED):
            dead += [link] if urlsplit(target).netloc == urlsplit(whole_book.PUBLISHED).netloc else []
            continue
        path = book_site / unquote(target.removeprefix(whole_book.PUBLISHED))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file() or not leads(unquote(anchor), path):
            dead.append(link)
    assert dead == []


def leads(anchor, path):
    """Whether there is this anchor in the file: an id, or a program with a viewer."""
    if not anchor or path.suffix != ".html":
        return not anchor
    if anchor.startswith("why="):
        viewers = [viewer["src"].rpartition("/")[2] for viewer in parsed(path).all("step-viewer")]
        return f"{anchor.removeprefix('why=').partition(',')[0]}.json" in viewers
    return anchor in parsed(path).ids
