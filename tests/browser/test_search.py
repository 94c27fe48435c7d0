"""What readers type into the search, and the page that they find first."""

import pytest
from examples import tables
from playwright.sync_api import expect

from literate.site.languages import folder_of

from .conftest import script


@pytest.mark.parametrize("language, pages", tables(__file__).items())
def test_the_page_a_reader_looks_for_comes_first(open_page, book_address, language, pages):
    wanted = {query: page for page, queries in pages.items() for query in queries}
    page = open_page(book_address + folder_of(language))
    page.locator(".md-search__input").click()
    assert page.evaluate(script("search"), list(wanted)) == wanted


@pytest.mark.parametrize("edition, query", [("", "왜 transpose"), ("", "nan"), ("", "편향 기울기 합"),
                                            ("en/", "axis"), ("en/", "loss is nan")])
def test_a_hit_is_short_and_shows_the_word_found(open_page, book_address, edition, query):
    page = open_page(f"{book_address}{edition}41/", viewport={"width": 360, "height": 740})
    page.locator(".md-header [for=__search]").first.click()
    page.locator(".md-search__input").fill(query)
    page.locator("article.md-search-result__article").first.wait_for()
    found = page.evaluate(script("hits"))
    assert len(found) > 4 and [hit for hit in found if not all(hit)] == []


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
    leads.first.press("Enter")
    page.wait_for_url("**/questions/")
