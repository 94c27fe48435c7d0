"""The optimizer explorer by keyboard, by ear, on a phone, and without scripts."""

import element_page
import pytest
from examples import tables
from explorer_fixtures import PHONE, at, desk, renew, visit  # noqa: F401
from explorer_reading import ball, field, step, values
from playwright.sync_api import expect

from .conftest import script

# ---- keyboard and spoken ------------------------------------------------------------------------------


def test_everything_is_reached_by_tab_in_reading_order(visit):
    page, names = visit("?rules=gd,adam"), []
    while not names or names[-1]:
        page.keyboard.press("Tab")
        names.append(page.evaluate(script("focused_control")))
    assert names[:-1] == tables(__file__)["tab_order"]


def test_by_keyboard_alone(at):
    page = at("?rules=gd")

    def keys(role, name, *keys):
        page.get_by_role(role, name=name).focus()
        for key in keys:
            page.keyboard.press(key)
    for key, start in {"ArrowRight": "-4.9", "ArrowLeft": "-5", "PageUp": "-4", "Shift+ArrowDown": "-5",
                       "Home": "-6", "End": "2"}.items():
        keys("slider", "Start: drag it", key)
        assert values(page, "start") == [start]
        assert ball(page).get_attribute("aria-valuetext") == f"p {start}"
    keys("slider", "Step shown", "Home", "ArrowRight")
    assert step(page) == "1"
    keys("checkbox", "Adam", "Space")
    keys("slider", "lr learning rate", "ArrowRight")
    assert values(page, "lr") == ["0.55"]
    keys("radio", "Adam", "ArrowLeft")
    expect(page.get_by_role("radio", name="Gradient descent")).to_be_focused()
    keys("radio", "Bowl", "ArrowRight")
    keys("slider", "Start: drag it", "ArrowUp")
    assert ball(page).get_attribute("aria-valuetext") == "x -5, y 2.1"


def test_the_step_is_announced_once_it_rests(at):
    page = at()
    page.evaluate(script("note_said"))
    for t in ("3", "4", "5", "6"):
        page.get_by_role("slider", name="Step shown").fill(t)
    page.clock.run_for(2_000)
    assert page.evaluate("said") == ["Step 6, Adam p -2.1804"]


# ---- contrast, phones, no scripts ----------------------------------------------------------------------

@pytest.mark.parametrize("scheme", element_page.SCHEMES)
def test_no_accessibility_violation(visit, scheme):
    page = visit(scheme=scheme)
    for query in ("?at=5", "?surface=ravine&turned=45&at=9", "?lr=x&start=-2&rules=adagrad,gd", "?lr=9"):
        assert element_page.violations(renew(page, query), "#it") == []


def test_on_a_phone_the_drawing_stays_while_its_settings_pass(visit):
    page = visit("?at=16", **PHONE)
    field(page, "beta_1").evaluate("e => e.scrollIntoView({ block: 'end' })")
    top, below = (page.locator(name).bounding_box() for name in (".map", "#exact-beta_1"))
    assert 0 < top["y"] < top["y"] + top["height"] < below["y"] < 640
    page.locator(".step-table").evaluate("e => e.scrollIntoView()")
    top = page.locator(".map").bounding_box()
    assert top["y"] + top["height"] < 0


def test_on_a_phone_the_learning_rate_is_right_above_the_drawing(visit):
    page = visit(**PHONE)
    rate, drawing = (page.locator(place).bounding_box() for place in ("#exact-lr", ".map"))
    assert rate["y"] < drawing["y"] < drawing["y"] + drawing["height"] < rate["y"] + 400


def test_on_a_phone_the_calculation_of_a_step_is_right_below_the_drawing(visit):
    page = visit(**PHONE)
    renew(page, "?at=1")
    track, calculation, settings = (page.locator(place).bounding_box()
                                    for place in (".track-box", ".arithmetic", ".controls"))
    assert track["y"] + track["height"] < calculation["y"] < track["y"] + track["height"] + 200
    assert calculation["y"] + calculation["height"] <= settings["y"]


def test_labels_follow_the_page_and_nothing_scrolls_sideways_on_a_phone(visit):
    page = visit(language="ko", **PHONE)
    for query in ("", "?surface=ravine", "?lr=9&digits=all"):
        renew(page, query)
        assert page.evaluate("document.documentElement.scrollWidth") == 360
    expect(page.get_by_role("button", name="한 걸음 앞으로")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_static_table_stands_where_no_script_runs(visit, scripts):
    assert visit(java_script_enabled=scripts).get_by_text("A static table.").is_visible() != scripts
