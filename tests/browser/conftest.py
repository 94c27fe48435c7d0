"""What tests in a browser share: the browser, the book as a host serves it, pages that are watched."""

import re
import shutil
from contextlib import contextmanager
from importlib.metadata import files
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import whole_book
from lacking import lacks
from playwright.sync_api import Error, expect, sync_playwright

from bench.wire import host
from literate.findings import ROOT
from literate.site.chromium import FLAGS, browser_path

COPY = "[data-md-type=copy]"
TAKE = """async () => {
  const text = await navigator.clipboard.readText();
  await navigator.clipboard.writeText("nothing was copied");
  return text;
}"""
CLICK_AND_TAKE = f"async (button) => {{ button.click(); return ({TAKE})(); }}"
UNFOLD = "document.querySelectorAll('details:not(.proof)').forEach(e => e.open = true); scrollTo(0, 0)"
SETTLED = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))"

expect.set_options(timeout=30_000)      # as actions have: a busy machine is slow, not wrong


def script(name):
    """A file of scripts/, as pages run it: mostly a function."""
    return Path(__file__).with_name("scripts").joinpath(f"{name}.js").read_text("utf-8")


def unfolded(page):
    """The page from its top, with everything unfolded but proofs, and its first step viewer open."""
    page.evaluate(UNFOLD)
    if page.locator("step-viewer").count() and not page.locator("step-viewer .viewer").count():
        page.locator("step-viewer .open").first.click()
        page.locator("step-viewer .viewer").first.wait_for()
    return page


def on_screen(page, width):
    """What a reader doesn't see of the page at this width, and gets no sign of."""
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate(SETTLED)
    return page.evaluate(script("on_screen"))


@pytest.fixture(scope="session")
def chromium():
    """The system's Chromium or Chrome; without a window, if it is there, which opens pages twice as fast."""
    path = shutil.which("chromium-headless-shell") or browser_path()
    with sync_playwright() as playwright:
        try:
            where = {"executable_path": path} if path else {"channel": "chrome"}
            browser = playwright.chromium.launch(args=FLAGS, **where)
        except Error:
            lacks("Tests in a browser need Chromium, and none starts: apt install chromium-headless-shell.")
        yield browser
        browser.close()


class Watched:
    """What happened on the pages of a test."""

    def __init__(self):
        self.requests, self.problems = [], []

    def watch(self, page):
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", self.said)
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("requestfailed", self.failed)

    def said(self, message):
        if "Content Security Policy" in message.text:
            self.problems.append(message.text)

    def failed(self, request):
        if request.failure != "net::ERR_ABORTED":           # the reader went on before it came
            self.problems.append(f"{request.url}: {request.failure}")

    def elsewhere(self, address):
        """The requests that went to another host than the one of ``address``."""
        asked = [url for url in self.requests if not url.startswith(("data:", "blob:"))]
        return [url for url in asked if urlsplit(url).netloc != urlsplit(address).netloc]


@pytest.fixture
def watched():
    """The requests of the test's pages. Errors of scripts and requests that fail, fail the test."""
    watched = Watched()
    yield watched
    assert watched.problems == []


def opener(chromium, watched):
    """Opens an address, with options for the browser's context: `open_page(address, has_touch=True)`."""
    contexts = []

    def open_page(address, **options):
        contexts.append(chromium.new_context(**{"viewport": {"width": 1200, "height": 900}, **options}))
        page = contexts[-1].new_page()
        watched.watch(page)
        page.goto(address, wait_until="load")
        return page
    yield open_page
    for context in contexts:
        context.close()


opening, open_page = contextmanager(opener), pytest.fixture(opener)     # of several tests, of one


@pytest.fixture(scope="session")
def has_run(book_site):
    """What runs programs must be there where all can be had."""
    if not (book_site / "assets" / "run").exists():
        lacks("Pyodide's files can't be had here: the site has no Run.")


@pytest.fixture(scope="session")
def book_address(book_site):
    """Where the whole book is served, as a host does that publishes it."""
    with host(book_site, urlsplit(whole_book.PUBLISHED).path) as server:
        yield server.address


@pytest.fixture(scope="module")
def folder(tmp_path_factory, request):
    """A folder for pages of a module's own, with the site's assets and Material's style sheets."""
    folder = tmp_path_factory.mktemp(request.module.__name__.rpartition("_")[2])
    shutil.copytree(ROOT / "docs" / "assets", folder / "assets")
    for path in files("mkdocs-material"):
        if match := re.search(r"assets/stylesheets/(main|palette)\.\w+\.min\.css$", str(path)):
            shutil.copy(path.locate(), folder / f"{match[1]}.css")
    return folder


@pytest.fixture(scope="module")
def address(folder):
    """Where the module's folder is served."""
    with host(folder) as server:
        yield server.address
