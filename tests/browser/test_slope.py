"""The slope explorer in a real browser, on a page with nothing else but the site's style sheets."""

import re

import element_page
import pytest
from examples import few_first, rows
from playwright.sync_api import expect

import figures

SHEETS = "".join(f'<link rel="stylesheet" href="assets/{name}.css">' for name in ("book", "figures"))
PHONE = {"viewport": {"width": 320, "height": 640}, "has_touch": True}


@pytest.fixture
def visit(open_page, address, folder):
    """Opens a page with the explorer: `visit(language="ko", scheme="slate", viewport=…)`."""
    def visit(language="en", scheme="default", **options):
        body = f"{SHEETS}<slope-explorer><p>{figures.draw('414_slope', language)}</p></slope-explorer>"
        name = element_page.write(folder, "slope", "slope-explorer/index.js", body, language, scheme)
        page = open_page(address + name, **options)
        if options.get("java_script_enabled", True):
            page.get_by_role("slider").wait_for()
        return page
    return visit


def said(page):
    """What the lines above the curve say: weight, error and slope."""
    return [text.replace("−", "-") for text in page.locator(".slope text:has(tspan)").all_text_contents()]


def drawn_slope(page):
    """The slope of the tangent as it is drawn, by the ticks of both axes."""
    (x1, y1), (x2, y2) = corners(page.locator(".slope .stroke").get_attribute("d"))
    ticks = {text.text_content(): (float(text.get_attribute("x")), float(text.get_attribute("y")))
             for text in page.locator(".slope text:not(:has(tspan))").all()}
    (left, _), (right, _), (_, low), (_, high) = (ticks[name] for name in ("2", "7", "0", "25"))
    return (y2 - y1) / (high - low) * 25 / ((x2 - x1) / (right - left) * 5)


def corners(path):
    numbers = list(map(float, re.findall(r"-?[\d.]+", path)))
    return list(zip(numbers[::2], numbers[1::2]))


def test_it_begins_as_the_picture(visit):
    page = visit()
    assert said(page) == ["weight 3", "error 9", "slope -12"]
    expect(page.locator("slope-explorer > p")).to_be_hidden()
    expect(page.get_by_text("a larger weight makes the error smaller")).to_be_visible()


@pytest.mark.parametrize("keys, lines", rows(__file__, "keys"))
def test_the_arrow_keys_move_weight_numbers_and_tangent(visit, keys, lines):
    page = visit()
    page.keyboard.press("Tab")
    for key in keys:
        page.keyboard.press(key)
    assert said(page) == lines
    assert drawn_slope(page) == pytest.approx(float(lines[2].split()[1]))
    assert page.get_by_role("slider").get_attribute("aria-valuetext").replace("−", "-") == ", ".join(lines)


def test_a_finger_on_the_drawing_moves_the_weight_below_it(visit):
    page = visit()
    box = page.locator(".slope .figure").bounding_box()
    share = (36 + (6 - 1.4) / 6.2 * 306) / 360
    page.mouse.move(box["x"] + share * box["width"], box["y"] + 50)
    page.mouse.down()
    assert said(page)[0] == "weight 6"
    page.mouse.move(box["x"] + 0.1 * box["width"], box["y"] + 50)
    page.mouse.up()
    page.mouse.move(box["x"] + share * box["width"], box["y"] + 50)
    assert said(page)[0] == "weight 2"


def test_at_the_lowest_point_the_slope_is_0(visit):
    page = visit("ko")
    page.get_by_role("slider").fill("4.5")
    assert said(page) == ["가중치 4.5", "오차 0", "기울기 0"]
    assert drawn_slope(page) == 0
    expect(page.get_by_text("기울기가 0입니다")).to_be_visible()


def test_without_scripts_and_on_paper_there_is_the_picture(visit):
    page = visit(java_script_enabled=False)
    expect(page.locator("slope-explorer > p .figure")).to_be_visible()
    page = visit()
    page.emulate_media(media="print")
    expect(page.locator("slope-explorer > p .figure")).to_be_visible()
    expect(page.locator(".slope")).to_be_hidden()


HEIGHT = "document.querySelector('slope-explorer').getBoundingClientRect().height"


@pytest.mark.parametrize("language", few_first(["ko", "en"], ["ko"]))
@pytest.mark.parametrize("width", few_first([320, 412, 1200, 1920], [320]))
def test_nothing_below_moves_when_the_script_has_run(visit, language, width):
    page = visit(language, viewport={"width": width, "height": 800})
    live = page.evaluate(HEIGHT)
    page.evaluate("""() => {
      document.querySelector("slope-explorer").classList.remove("live");
      document.querySelector(".slope").hidden = true;
    }""")
    assert abs(page.evaluate(HEIGHT) - live) < 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("options", few_first([{}, PHONE], [PHONE]), ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", element_page.SCHEMES)
def test_axe_finds_nothing(visit, scheme, options):
    assert element_page.violations(visit("ko", scheme, **options)) == []
