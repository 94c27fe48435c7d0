"""The zip for a classroom without a network: unpacked, everything works from the disk."""

import re
import shutil
import zipfile
from io import BytesIO
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from literate.site.offline import convert, zip_site

from .conftest import script

pytestmark = pytest.mark.rest
CLIPBOARD = ["clipboard-read", "clipboard-write"]


@pytest.fixture(scope="module")
def unpacked(book_site, tmp_path_factory):
    """The book as a teacher unpacks it, in a folder with a blank and Korean letters in its name."""
    site = tmp_path_factory.mktemp("dist") / "site"
    shutil.copytree(book_site, site)
    convert(site)
    classroom = site.with_name("교실 하나")
    with zipfile.ZipFile(BytesIO(zip_site(site, "book"))) as archive:
        archive.extractall(classroom)
    return classroom / "book"


@pytest.fixture
def visit(open_page, watched, unpacked):
    """Opens a page of the unpacked book without a network; what the console complains of fails the test."""
    def note(message):
        if message.type == "error":
            watched.problems.append(message.text)

    def visit(name, **options):
        page = open_page(f"{(unpacked / name.partition('#')[0]).as_uri()}{''.join(name.partition('#')[1:])}",
                         offline=True, **options)
        page.on("console", note)
        return page
    yield visit
    # A page that is left at once may not have started its search's worker yet.
    watched.problems = [problem for problem in watched.problems if not problem.startswith("blob:")]
    assert [url for url in watched.requests if not url.startswith(("file:", "data:", "blob:"))] == []


def pages(folder):
    return sorted(folder.rglob("*.html"))


# --- files ---


def test_every_address_leads_to_a_file(unpacked):
    missing = []
    for page in pages(unpacked):
        tags = re.findall(r"<[a-z][^<>]*>", page.read_text("utf-8"))
        for address in re.findall(r'\b(?:href|src)="([^":#?]+)[#?"]', " ".join(tags)):
            target = page.parent / unquote(address)
            brought = target.with_name(f"{target.name}.js")         # what a script brings instead
            if not (target.is_file() or brought.is_file()):
                missing.append(f"{page.relative_to(unpacked)}: {address}")
    assert missing == []
    assert len(pages(unpacked)) > 50


def test_nothing_is_left_that_a_disk_cannot_give(unpacked):
    texts = [page.read_text("utf-8") for page in pages(unpacked)]
    assert [text for text in texts if re.search('type="module"[^>]* src=|rel="modulepreload"', text)] == []
    assert list(unpacked.rglob("traces/*.json")) == []


# --- pages ---


@pytest.mark.parametrize("name", ["labs/lab_41", "report", "en/434"])
def test_pages_open(visit, name):
    page = visit(f"{name}/index.html")
    assert page.locator("h1").inner_text()
    assert "no-js" not in page.locator("html").get_attribute("class").split()


def test_the_font_of_formulas_is_there(visit):
    page = visit("411/index.html")
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('1em \"Book Math\"'))")


def test_links_open_pages(visit):
    page = visit("index.html", viewport={"width": 1400, "height": 900})     # where the header leads home
    page.locator("article a", has_text="4.1.1").first.click()
    page.wait_for_url("**/411/index.html")
    page.locator(".md-footer__link--next").click()
    page.wait_for_url("**/412/index.html")
    page.locator(".md-header__button.md-logo").first.click()
    page.wait_for_url("**/book/index.html")


def test_the_language_switch(visit):
    page = visit("415/index.html")
    page.locator('.md-select__link[hreflang="en"]').dispatch_event("click")
    page.wait_for_url("**/en/415/index.html")
    assert page.locator("html").get_attribute("lang") == "en"


# --- scripts ---


@pytest.mark.parametrize("way, query", [("", "활성화 함수를"), ("en/", "activation functions")])
def test_search(visit, way, query):
    page = visit(f"{way}index.html")
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").fill(query)
    page.locator(".md-search-result__link").first.click()
    page.wait_for_url(f"**/book/{way}416/index.html*")


def test_the_step_viewer(visit):
    page = visit("411/index.html#why=411_1,e0,Wb,0,1")
    sides = page.locator("step-viewer .sides")
    sides.wait_for()
    assert sides.evaluate("e => e.textContent") == "Wb[0,1] = X[0,0]·Yb[0,1] = 2 × 60.000 = 120.000"
    page.locator("step-viewer").get_by_role("slider").press("ArrowRight")
    page.wait_for_url(re.compile("#why=411_1,e1,"))
    assert "2 × 60.000" not in sides.evaluate("e => e.textContent")


def test_the_optimizer_explorer(visit):
    page = visit("en/explorer/index.html")
    ball = page.locator(".explorer .start")
    ball.wait_for(state="attached")
    ball.press("PageUp")
    page.wait_for_url(re.compile(r"\?start=-4$"))
    assert ball.get_attribute("aria-valuenow") == "-4"


def test_copying(visit):
    page = visit("413/index.html", permissions=CLIPBOARD)
    page.locator("#e413_1 [data-md-type=copy]").click()
    assert "lr = 0.005" in page.evaluate("navigator.clipboard.readText()")


def test_run_says_how_to_serve_the_folder(has_run, visit):
    page = visit("en/411/index.html")
    page.locator("[data-run]").first.click()
    expect(page.locator(".run-panel [role=status]")).to_contain_text("python -m http.server")
    assert page.locator("iframe").count() == 0          # which what runs would be in


def test_a_page_reaches_its_files_only(chromium, unpacked):
    with chromium.new_context(offline=True) as context, context.new_page() as page:
        page.goto((unpacked / "en/411/index.html").as_uri())
        rules = ["connect-src", "img-src", "script-src-elem", "script-src-elem"]
        assert page.evaluate(script("refusals")) == rules
