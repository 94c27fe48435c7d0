"""Exercises in a real browser: solved as a reader does, wrong answers first, by keyboard."""

import json

import element_page
import pytest
from examples import few_first, tables
from playwright.sync_api import expect

from literate.labels import labels

SHEETS = '<link rel="stylesheet" href="assets/book.css">'
PHONE = {"viewport": {"width": 320, "height": 640}, "has_touch": True}
NUMBER, CHOICE = tables(__file__)["number"], tables(__file__)["choice"]


@pytest.fixture
def visit(open_page, address, folder):
    """Opens a page with two exercises: `visit("ko", scheme="slate", viewport=…)`."""
    def visit(language="en", scheme="default", wait=True, above="", **options):
        progress, words = (json.dumps(labels(language)[part]) for part in ("progress", "exercise"))
        link = '<a class="md-nav__link" href="?">here</a>'
        body = (f'{SHEETS}<div class="md-nav--primary" style="position: static">{link}</div>'
                f'{above}{NUMBER}{CHOICE}'
                f'<script id="progress-labels" type="application/json">{progress}</script>'
                f'<script id="exercise-labels" type="application/json">{words}</script>'
                '<script type="module" src="assets/js/exercises/index.js"></script>')
        name = element_page.write(folder, "exercises", "solved.js", body, language, scheme)
        page = open_page(address + name, **options)
        page.set_default_timeout(9000)
        if wait and options.get("java_script_enabled", True):
            page.get_by_role("button").first.wait_for()
        return page
    return visit


def said(page, number=0):
    return page.get_by_role("status").nth(number)


def test_a_number_wrong_answers_first(visit):
    page = visit()
    solution = page.locator(".exercise-answer").first
    expect(solution).to_be_hidden()
    page.get_by_label("Your answer").focus()
    for typed, text in [("", "Give an answer"), ("three", "not a number"), ("−3,32", "sign"),
                        ("6.64", "twice"), ("2.68", "Not yet.Uphill"), ("9", "The hint helps"),
                        ("1 + 2.32", "That is right")]:
        page.get_by_label("Your answer").fill(typed)
        assert solution.get_attribute("open") is None
        page.keyboard.press("Enter")
        expect(said(page)).to_contain_text(text)
    expect(solution.get_by_text("Because.")).to_be_visible()
    expect(page.locator(".exercise-title").first).to_contain_text("solved")


def test_a_choice_by_keyboard(visit):
    page = visit()
    first = page.get_by_role("radio").first
    first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(said(page, 1)).to_contain_text("Not this.")
    expect(said(page, 1)).not_to_contain_text("Is it?")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(said(page, 1)).to_contain_text("That is right")


def test_what_is_solved_is_kept_and_counted_in_the_contents(visit):
    page = visit()
    page.get_by_label("Your answer").fill("3.32")
    page.get_by_role("button", name="Check").first.click()
    page.reload()
    title = page.locator(".exercise-title").first
    expect(title).to_contain_text("solved")
    page.get_by_label("Your answer").fill("2.68")
    page.keyboard.press("Enter")
    expect(title).not_to_contain_text("solved")         # beside what is said of a wrong answer
    name = page.url.rpartition("/")[2].removesuffix(".html")
    kept = json.loads(page.evaluate("localStorage.getItem('exercises')"))
    assert kept == {name: {"all": 2, "done": ["exercise-rate"]}}
    count = page.locator(".md-nav__link .solved-count")
    assert count.text_content() == "✓ 1/2" and count.get_attribute("title") == "1 of 2 exercises solved"


def test_a_button_forgets_what_is_solved(visit):
    page = visit(above="<article><start-links></start-links></article>")
    page.get_by_label("Your answer").fill("3.32")
    page.keyboard.press("Enter")
    expect(page.locator(".solved-total")).to_contain_text("You have solved 1 of the 2")
    page.get_by_role("button", name="Forget my progress").click()
    expect(page.locator(".solved-total, .solved-count")).to_have_count(0)
    assert page.evaluate("localStorage.getItem('exercises')") is None
    page.reload()
    expect(page.get_by_label("Your answer")).to_be_visible()
    expect(page.locator(".exercise-title").first).not_to_contain_text("solved")


def test_the_form_comes_when_a_reader_comes_near(visit, watched):
    page = visit(wait=False, above='<div style="height: 300vh"></div>')
    page.wait_for_load_state("networkidle")
    loaded = {url.rpartition("/")[2] for url in watched.requests}
    assert "index.js" in loaded and loaded.isdisjoint({"forms.js", "progress.js"})
    page.mouse.wheel(0, 1500)
    expect(page.get_by_label("Your answer")).to_be_visible()


def test_without_scripts_everything_is_folded(visit):
    page = visit(java_script_enabled=False)
    expect(page.get_by_text("Because.")).to_be_hidden()
    page.get_by_text("Answer").first.click()
    expect(page.get_by_text("Because.")).to_be_visible()
    expect(page.locator(".exercise-options")).to_be_visible()


@pytest.mark.parametrize("options", few_first([{}, PHONE], [PHONE]), ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", element_page.SCHEMES)
def test_axe_finds_nothing(visit, scheme, options):
    page = visit("ko", scheme, **options)
    page.get_by_role("textbox").fill("-3.32")
    page.get_by_role("button").first.click()
    page.get_by_role("radio").last.check()
    page.get_by_role("button").last.click()
    assert element_page.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
