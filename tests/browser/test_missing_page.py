"""The page for addresses that lead nowhere, as deep as they may be."""

import pytest
from examples import few_first
from playwright.sync_api import expect


@pytest.fixture(params=[("", "ko"), pytest.param(("en/", "en"), marks=pytest.mark.rest)], ids=["ko", "en"])
def language(request):
    """The folder of a language, and the language."""
    return request.param


@pytest.mark.parametrize("address", few_first(
    ["nowhere", "nowhere/", "411/nowhere/deeper.html", "labs/lab_99/"], ["411/nowhere/deeper.html"]))
def test_it_is_whole_at_any_depth(chromium, book_address, language, address):
    page = chromium.new_page()
    answers = []
    page.on("response", lambda response: answers.append((response.status, response.url)))
    page.goto(f"{book_address}{language[0]}{address}", wait_until="load")
    assert answers.pop(0)[0] == 404
    assert answers and [answer for answer in answers if answer[0] >= 400] == []
    expect(page.locator("html")).to_have_attribute("lang", language[1])
    expect(page.locator(".md-header")).to_have_css("position", "sticky")        # the styles have come
    page.close()


def test_home_is_one_link_away_in_each_language(open_page, book_address, language):
    for link, home in (("a.md-button", language[0]), ("section[lang] a", "" if language[0] else "en/")):
        page = open_page(f"{book_address}{language[0]}nowhere/deeper/")
        page.locator(f"article {link}").click()
        page.wait_for_url(book_address + home)


@pytest.mark.parametrize("folder, field, leads_to", [
    ("", 1, "en"), pytest.param("en/", 1, "ko", marks=pytest.mark.rest),
    pytest.param("", 0, "ko", marks=pytest.mark.rest)])
def test_searching_from_there(open_page, book_address, folder, field, leads_to):
    page = open_page(f"{book_address}{folder}nowhere/deeper/")
    page.locator("article input").nth(field).fill("Adam")
    page.keyboard.press("Enter")
    expect(page.locator(".md-search__input")).to_have_value("Adam")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", leads_to)


def test_a_host_s_only_page_speaks_first_to_who_read_in_another_language(chromium, book_address):
    page = chromium.new_page()
    only = {"body": page.request.get(f"{book_address}nowhere").text(), "content_type": "text/html"}
    titles = {"nowhere/": "찾는 페이지가 없습니다", "en/nowhere/": "This page doesn't exist"}
    for address, expected in titles.items():
        page.route("**/nowhere/", lambda route: route.fulfill(status=404, **only))
        page.goto(book_address + address)
        expect(page.locator("article :is(h1, h2)").first).to_contain_text(expected)
    page.close()
