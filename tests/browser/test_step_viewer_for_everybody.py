"""The step viewer with a screen reader, by touch, on a phone, and for who sees no colours."""

import re

import element_page
import pytest
from examples import few_first
from playwright.sync_api import expect
from viewer_fixtures import at, library, pages, visit  # noqa: F401
from viewer_reading import arithmetic, line

from .conftest import script


@pytest.mark.parametrize("width", few_first([1200, 360], [360]))
@pytest.mark.parametrize("scheme", element_page.SCHEMES)
@pytest.mark.parametrize("language", ["ko", pytest.param("en", marks=pytest.mark.rest)])
def test_no_accessibility_rule_is_broken(visit, language, scheme, width):
    link = {"ko": "416_1,e3,Ob,0,1", "en": "434_1,e0,p"}[language]
    page = visit(link.split(",")[0], link=link, language=language, scheme=scheme,
                 viewport={"width": width, "height": 900}, reduced_motion="reduce",
                 color_scheme="dark" if scheme == "slate" else "light")
    cell = page.locator(".makes [role=gridcell]").first
    assert cell.evaluate("e => getComputedStyle(e).transitionDuration") == "0s"
    page.locator(".ways button").first.click()
    assert element_page.violations(page) == []


def test_it_fits_a_phone_and_tapping_chooses(visit):
    page = visit("412_1", "417_1", "421_1", "434_1", "411_1", has_touch=True,
                 viewport={"width": 360, "height": 740})
    page.get_by_role("button").nth(4).wait_for()
    for viewer in page.locator("step-viewer").all():
        viewer.get_by_role("button").tap()
        viewer.locator(".viewer").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    boxes = page.locator(":is(button, [role=gridcell], .line):visible").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect()).map(({ width, height }) => [width, height])")
    assert min(height for _, height in boxes) >= 24 and min(width for width, _ in boxes) >= 20
    line(viewer, "Bb = 1 * Yb").tap()
    viewer.locator(".makes [role=gridcell]").nth(1).tap()
    assert arithmetic(viewer) == "Bb[0,1] = 1·Yb[0,1] = 1 × 60.000 = 60.000"


@pytest.mark.parametrize(("width", "height"), [(360, 640), pytest.param(1350, 900, marks=pytest.mark.rest)])
def test_pressed_open_it_has_the_line_and_its_arithmetic_in_sight(visit, width, height):
    page = visit("437_1", viewport={"width": width, "height": height}, reduced_motion="reduce")
    button = page.get_by_role("button", name="Line by line")
    button.wait_for()
    page.add_style_tag(content="body { padding-block: 500px }")
    button.press("Enter")
    page.locator(".transport").wait_for()
    page.wait_for_function("() => scrollY")
    parts = page.evaluate(script("parts_of_viewer"))
    line_top, line_bottom, lines_top, lines_bottom, sides_top, sides_bottom, bar, _ = parts
    assert 0 < lines_top <= line_top < line_bottom <= lines_bottom < bar
    assert 0 < sides_top < sides_bottom <= bar
    assert page.evaluate("document.activeElement.shadowRoot.activeElement.ariaExpanded") == "true"


def test_what_is_said_of_the_curve_is_there_in_full(at):
    said = at("411_1,e0,Y,0,0").locator(".legend")
    words = "lowest 19, highest 30, grey: other elements"
    assert said.locator("span").all_inner_texts() == ["Y[0,0] = 19", words]
    assert said.evaluate("e => e.scrollWidth <= e.clientWidth")


def test_sign_is_told_by_hue_and_size_by_strength(at):
    colours = at("411_1,e0,Wb,0,1").locator(".makes [role=gridcell]").evaluate_all(
        "all => all.map(e => getComputedStyle(e).backgroundColor)")
    small_negative, positive, negative, large_positive = colours
    assert len(set(colours)) == 4
    alpha = {colour: float(re.search(r"/ ([\d.]+)", colour)[1]) for colour in colours}
    assert alpha[small_negative] < alpha[negative] < alpha[positive] < alpha[large_positive]
    (red, _, blue), (warm, _, cold) = (
        map(float, re.search(r"srgb ([\d. ]+) /", colour)[1].split()) for colour in (positive, negative))
    assert blue > red and warm > cold


@pytest.mark.parametrize(("style", "is_covered"), [
    ("", False), (".desk * { scroll-margin-block: 0 !important }", True)])
def test_the_scrubber_stays_in_sight_and_covers_nothing_that_is_focused(visit, style, is_covered):
    page = visit("416_1", link="416_1,e3,WO,0,1", viewport={"width": 360, "height": 640})
    page.locator("step-viewer").evaluate("""(viewer, style) => viewer.shadowRoot.append(
        Object.assign(document.createElement("style"), { textContent: style }))""", style)
    covered = []
    for _ in range(12):
        page.keyboard.press("Tab")
        expect(page.locator(".transport")).to_be_in_viewport(ratio=1)
        covered.append(page.evaluate(script("is_covered")))
    assert any(covered) == is_covered
