"""What a first visit costs over the wire, compressed as a static host does, and that nothing moves then."""

import gzip
import re
from operator import gt
from urllib.parse import urlsplit

import pytest
import whole_book
from examples import few_first

from bench.wire import first_visit, host
from literate.findings import ROOT
from literate.site.languages import languages

from .conftest import script

HEAVIEST = 3                        # pages of each language that are opened
LIMITS = 100, 200                   # KiB, without fonts and with them
PHONE = {"viewport": {"width": 412, "height": 823}, "is_mobile": True, "has_touch": True}
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}    # B/s
COMES_SLOWLY = ["411/", "en/415/", "424/", "explorer/", "labs/lab_41/"]


def heaviest(site, code):
    """The pages of a language whose HTML and images are largest, and the one whose scripts are."""
    def size(page):
        text = (site / page / "index.html").read_text("utf-8")
        images = [(site / page / name).read_bytes() for name in re.findall(r'<img [^>]*src="([^":]+)"', text)]
        return sum(len(gzip.compress(each)) for each in [text.encode(), *images])

    pages = [page for page in whole_book.addresses()
             if whole_book.language_of(page) == code and not page.endswith(whole_book.MISSING)]
    return {*sorted(pages, key=size)[-HEAVIEST:], *(page for page in pages if page.endswith("explorer/"))}


@pytest.fixture(scope="module", params=few_first(languages(ROOT), ["ko"]))
def visits(request, chromium, book_site):
    """The first visits to the heaviest pages of one language."""
    pages = sorted(heaviest(book_site, request.param))
    with host(book_site, urlsplit(whole_book.PUBLISHED).path) as server:
        return {page: first_visit(chromium, server, page) for page in pages}


def test_a_page_weighs_little(visits):
    weights = {page: (visit.weight, visit.weight_with_fonts) for page, visit in visits.items()}
    assert {page: both for page, both in weights.items() if any(map(gt, both, LIMITS))} == {}


def test_the_search_waits_until_it_is_opened(visits):
    names = [name for visit in visits.values() for name, _ in visit.sent]
    assert [name for name in names if "search_index" in name or "lunr" in name] == []


def test_nothing_moves_while_a_page_comes_slowly(chromium, book_address):
    """The pages come at the same time, each as slowly as if it were alone."""
    contexts = {page: chromium.new_context(**PHONE) for page in COMES_SLOWLY}
    tabs = {page: context.new_page() for page, context in contexts.items()}
    for page, tab in tabs.items():
        contexts[page].new_cdp_session(tab).send("Network.emulateNetworkConditions", SLOW)
        tab.add_init_script(script("watch_moves"))
        tab.goto(book_address + page, wait_until="commit")
    moved = {}
    for page, tab in tabs.items():
        tab.wait_for_load_state("networkidle")
        moved[page] = tab.evaluate("moved")
        contexts[page].close()
    assert moved == dict.fromkeys(COMES_SLOWLY, [])
