"""What readers type into the search, and the page that they find first."""

import functools
from urllib.parse import unquote

import pytest
from examples import rows, tables
from playwright.sync_api import expect

from literate.site.languages import folder_of

from .conftest import Watched, opening, script


@pytest.fixture(scope="module")
def search(chromium, book_address):
    """Types a query on a page and gives the page, which stays open for the next: `search("en/", "axis")`."""
    watched = Watched()
    with opening(chromium, watched) as open_page:
        @functools.cache
        def opened(address, width):
            page = open_page(book_address + address, viewport={"width": width, "height": 740})
            page.locator(".md-search__input" if width > 1000 else ".md-header [for=__search]").first.click()
            return page

        def search(address, query, width=1200):
            page = opened(address, width)
            page.locator(".md-search__input").fill("")
            expect(page.locator(".md-search-result__list > li")).to_have_count(0)
            page.locator(".md-search__input").fill(query)
            return page
        yield search
    assert watched.problems == []


@pytest.mark.parametrize("language, pages", tables(__file__)["pages"].items())
def test_the_page_a_reader_looks_for_comes_first(search, language, pages):
    wanted = {query: page for page, queries in pages.items() for query in queries}
    assert search(folder_of(language), "").evaluate(script("search"), list(wanted)) == wanted


@pytest.mark.parametrize("edition, query, place, text", rows(__file__, "first_hits"))
def test_the_first_hit_shows_why_it_is_the_first(search, edition, query, place, text):
    hit = search(edition, query).locator(".md-search-result__list > li").first.locator("> a").last
    expect(hit).to_contain_text(text)
    assert unquote(hit.get_attribute("href")).endswith(f"/{edition}{place}")


def test_of_several_words_only_pages_with_all_are_found_and_counted(search):
    page = search("en/", "matmul: Input operand 1 has a mismatch")
    expect(page.locator(".md-search-result__meta")).to_have_text("one page")
    expect(page.locator(".md-search-result__list > li")).to_have_count(1)


@pytest.mark.parametrize("edition, query", [("", "왜 transpose"), ("", "nan"), ("", "과적합"),
                                            ("", "편향 기울기 합"), ("en/", "axis"), ("en/", "loss is nan")])
def test_a_hit_is_short_and_shows_the_word_found(search, edition, query):
    page = search(f"{edition}41/", query, width=360)
    page.locator("article.md-search-result__article").first.wait_for()
    found = page.evaluate(script("hits"))
    assert found and [hit for hit in found if not all(hit)] == []


def test_where_nothing_is_found_other_pages_lead_on(open_page, book_address):
    page = open_page(f"{book_address}411/")
    page.locator(".md-search__input").click()
    leads = page.locator(".search-leads a")
    expect(leads.first).to_be_visible()
    page.locator(".md-search__input").fill("역전파")
    expect(leads.first).to_be_hidden()
    page.locator(".md-search__input").fill("qwertz")
    expect(page.locator(".md-search-result__meta")).to_contain_text("찾는 말이 없습니다")
    expect(leads).to_have_count(3)
    page.locator(".md-search__input").press("Enter")           # opens none of them, and sends no form
    expect(page.locator(".md-search__input")).to_have_value("qwertz")
    assert page.url == f"{book_address}411/"
    leads.first.press("Enter")
    page.wait_for_url("**/questions/")


@pytest.mark.parametrize("query, place", [
    ("loss nan", "errors/#overflow-encountered-in-exp-loss-nan"),
    pytest.param("epoch", "411/#in-numpy", marks=pytest.mark.rest)])
def test_enter_opens_the_first_hit_and_waits_for_it(open_page, book_address, query, place):
    page = open_page(f"{book_address}en/411/")
    held = []
    page.route("**/search_index.json", lambda route: held.append(route))
    with page.expect_request("**/search_index.json"):
        page.locator(".md-search__input").click()
    page.locator(".md-search__input").fill(query)
    page.locator(".md-search__input").press("Enter")
    held[0].continue_()
    page.wait_for_url(f"**/en/{place}*")
