"""The optimizer explorer in a real browser, on a page with nothing else but the site's theme."""

import functools
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

ROOT = Path(__file__).parents[2]
SNIPPETS = ROOT / "snippets"
PROGRAMS = {"gd": "424_3.py", "momentum": "431_1.py", "adagrad": "432_1.py", "rmsprop": "433_1.py",
            "adam": "434_1.py"}
PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>Explorer</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="main.css"><link rel="stylesheet" href="palette.css">
<script type="module" src="assets/js/optimizer-explorer/element.js"></script></head>
<body data-md-color-scheme="{scheme}" data-md-color-primary="indigo">
<main class="md-typeset" style="margin: 1rem">
<h1>Explorer</h1><optimizer-explorer id="it" {attributes}><p>A static table.</p></optimizer-explorer>
</main></body></html>"""


@pytest.fixture(scope="module")
def folder(folder):
    """One page for each language and scheme."""
    for language in ("ko", "en"):
        for scheme in ("default", "slate"):
            for name, attributes in (("all", ""), ("one", 'rules="momentum" start="-5" steps="16"')):
                text = PAGE.format(language=language, scheme=scheme, attributes=attributes)
                (folder / f"{language}-{scheme}-{name}.html").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def visit(open_page, address):
    """Opens a page: `visit("?lr=1.9", language="ko")`."""
    def visit(query="", language="en", scheme="default", name="all", **options):
        page = open_page(f"{address}{language}-{scheme}-{name}.html{query}", **options)
        if options.get("java_script_enabled", True):
            page.locator(".explorer .start").wait_for(state="attached")
        return page
    return visit


# ---- reading the page ---------------------------------------------------------------------------------

def column(page, name="p"):
    """The cells of a column of the table, from the start on."""
    heads = page.locator("thead th").all_inner_texts()
    index = next(i for i, head in enumerate(heads) if head.split("\n")[0] == name)
    return page.locator(f"tbody tr > :nth-child({index + 1})").all_inner_texts()


def step(page):
    return page.locator("tr[aria-current=step] th").inner_text()


def ball(page):
    return page.get_by_role("slider", name="Start: drag it")


def field(page, name):
    return page.locator(f"#exact-{name}")


def centre(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def expect_query(page, text):
    page.wait_for_function("text => location.search === text", arg=text)


@functools.cache
def printed(program):
    """What a program prints as p, line by line."""
    done = subprocess.run([sys.executable, SNIPPETS / program], capture_output=True, text=True, timeout=120,
                          env={**os.environ, "MPLBACKEND": "agg"})
    return re.findall(r"^p : (.*)$", done.stdout, re.M)


# ---- numbers ------------------------------------------------------------------------------------------

@pytest.mark.parametrize("rule", PROGRAMS)
def test_table_shows_what_the_program_prints(visit, rule):
    page = visit(f"?table={rule}")
    assert column(page) == ["-5.0", *printed(PROGRAMS[rule])]


def test_first_step_of_adam_is_explained(visit):
    page = visit("?table=adam&at=1")
    lines = page.locator(".arithmetic dt, .arithmetic dd").all_inner_texts()
    assert lines == [
        "dEdp = p + 2", "= -5 + 2 = -3",
        "m = beta_1 * m + (1 - beta_1) * dEdp", "= 0.9 * 0 + (1 - 0.9) * (-3) = -0.3",
        "v = beta_2 * v + (1 - beta_2) * dEdp ** 2", "= 0.999 * 0 + (1 - 0.999) * (-3) ** 2 = 0.009",
        "M = m / (1 - beta_1 ** t)", "= -0.3 / (1 - 0.9 ** 1) = -3",
        "V = v / (1 - beta_2 ** t)", "= 0.009 / (1 - 0.999 ** 1) = 9",
        "p = p - lr * M / (np.sqrt(V) + eps)", "= -5 - 0.5 * (-3) / (np.sqrt(9) + 1e-8) = -4.5",
    ]


def test_distance_from_the_lowest_point(visit):
    page = visit()
    away = {name: page.locator(".rule-row", has_text=name).locator(".away").inner_text()
            for name in ("Gradient", "Momentum", "AdaGrad", "Adam")}
    assert away == {"Gradient": "distance 4.6e-5", "Momentum": "distance 0.012", "AdaGrad": "distance 0.6",
                    "Adam": "distance 0.84"}


def test_every_digit_on_demand(visit):
    page = visit("?table=adam")
    assert column(page, "M")[3] == "-2.46657"
    page.get_by_label("Show every digit").check()
    assert column(page, "M")[3].startswith("-2.4665")
    assert len(column(page, "M")[3]) > 15
    expect_query(page, "?digits=all")


def test_ravine_shows_both_coordinates(visit):
    page = visit("?surface=ravine&table=gd&steps=1")
    assert column(page) == ["-5.0\n2.0", "-4.75\n-1.0"]
    assert page.locator(".arithmetic dd").all_inner_texts() == [
        "= 0.1 * (-5) = -0.5", "= -5 - 0.5 * (-0.5) = -4.75", "= 3 * 2 = 6", "= 2 - 0.5 * 6 = -1"]


# ---- stepping -----------------------------------------------------------------------------------------

def test_steps_both_ways(visit):
    page = visit("?at=3")
    assert step(page) == "3"
    page.get_by_role("button", name="One step forward").click()
    assert step(page) == "4"
    for expected in ("3", "2"):
        page.get_by_role("button", name="One step back").click()
        assert step(page) == expected
    page.get_by_role("button", name="To the start").click()
    assert step(page) == "start"
    page.get_by_role("button", name="One step back").click()
    assert step(page) == "start"
    expect(page.locator(".arithmetic")).to_contain_text("Nothing has moved yet")


def test_scrubbing_both_ways(visit):
    page = visit()
    scrubber = page.get_by_role("slider", name="Step shown")
    for t in ("12", "5", "9"):
        scrubber.fill(t)
        assert step(page) == t
        assert page.locator(".rule-row", has_text="Momentum").locator(".place").inner_text() == str(
            float(f"{float(printed('431_1.py')[int(t) - 1]):.6g}"))
    expect_query(page, "?at=9")


def test_picking_a_step_in_the_drawing_and_in_the_table(visit):
    page = visit()
    box = page.locator(".picker").bounding_box()
    page.mouse.click(box["x"] + 5, box["y"] + box["height"] / 2)
    assert step(page) == "8"
    page.locator("tbody tr").nth(2).click()
    assert step(page) == "2"


@pytest.mark.parametrize("motion, glides", [("no-preference", True), ("reduce", False)])
def test_playing_to_the_end(visit, motion, glides):
    page = visit("?steps=2&at=0", reduced_motion=motion)
    page.evaluate("""() => {
      window.moments = [];
      const element = document.querySelector("optimizer-explorer");
      const look = () => { moments.push(element.moment); requestAnimationFrame(look); };
      look();
    }""")
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    assert step(page) == "2"
    moments = page.evaluate("moments")
    assert moments == sorted(moments)
    assert any(moment % 1 for moment in moments) == glides


def test_pausing(visit):
    page = visit("?at=0")
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("document.querySelector('optimizer-explorer').step >= 2")
    page.get_by_role("button", name="Pause").click()
    stopped = step(page)
    page.wait_for_timeout(900)
    assert step(page) == stopped


# ---- the start ----------------------------------------------------------------------------------------

def drop_at(page, p):
    """The pixel of a place on the bowl's axis, from the axis's own numbers."""
    def tick(label):
        return centre(page.locator("svg.plot text", has_text=re.compile(f"^{label}$")).first)[0]
    return tick("−4") + (p + 4) * (tick("0") - tick("−4")) / 4


def test_dragging_the_ball(visit):
    page = visit()
    page.mouse.move(*centre(ball(page).locator(".ring")))
    page.mouse.down()
    page.mouse.move(drop_at(page, -1), 200, steps=5)
    page.mouse.move(drop_at(page, 0.5), 200, steps=5)
    page.mouse.up()
    assert float(field(page, "start").input_value()) == pytest.approx(0.5, abs=0.03)
    start = float(column(page)[0])
    assert column(page, "dEdp")[1] == str(float(f"{start + 2:.6g}"))
    expect_query(page, f"?start={field(page, 'start').input_value()}")


def test_dragging_the_ball_by_touch_does_not_scroll(visit):
    page = visit(viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True)
    session = page.context.new_cdp_session(page)
    x, y = centre(ball(page).locator(".ring"))
    goal = drop_at(page, -3)

    def touch(kind, *points):
        points = [{"x": x, "y": y} for x, y in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    touch("touchStart", (x, y))
    for part in (0.25, 0.5, 0.75, 1):
        touch("touchMove", (x + (goal - x) * part, y + 60 * part))
    touch("touchEnd")
    assert float(field(page, "start").input_value()) == pytest.approx(-3, abs=0.1)
    assert page.evaluate("scrollY") == 0


def test_dragging_in_the_ravine(visit):
    page = visit("?surface=ravine")
    x, y = centre(ball(page).locator(".ring"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 100, y + 80, steps=4)
    page.mouse.up()
    assert float(field(page, "x").input_value()) > -4
    assert float(field(page, "y").input_value()) < 1


def test_a_press_on_the_surface_puts_the_ball_there(visit):
    page = visit()
    page.mouse.click(drop_at(page, -1), page.locator(".map").bounding_box()["y"] + 40)
    assert float(field(page, "start").input_value()) == pytest.approx(-1, abs=0.03)
    expect(ball(page)).to_be_focused()


# ---- keyboard and spoken ------------------------------------------------------------------------------

def test_everything_is_reached_by_tab_in_reading_order(visit):
    page = visit("?rules=gd,adam", name="all")
    names = []
    for _ in range(40):
        page.keyboard.press("Tab")
        names.append(page.evaluate("""() => {
          const { activeElement: e } = document.querySelector("optimizer-explorer").shadowRoot;
          if (e?.className === "table-scroll") return "(table)";
          return e && (e.getAttribute("aria-label") || e.labels?.[0]?.innerText || e.innerText);
        }"""))
        if names[-1] is None:
            break
    assert names[:-1] == [
        "Start: drag it, or move it with the arrow keys",
        "To the start", "One step back", "Play", "One step forward", "Step shown", "Bowl",
        "Gradient descent", "Momentum", "AdaGrad", "RMSProp", "Adam", "p start",
        "lr learning rate, slider", "lr learning rate",
        "beta_1 β₁, decay rate of m, slider", "beta_1 β₁, decay rate of m",
        "beta_2 β₂, decay rate of v, slider", "beta_2 β₂, decay rate of v",
        "eps ε, prevents 0/0, slider", "eps ε, prevents 0/0", "N steps, slider", "N steps",
        "Back to this page’s values", "Copy a link to these settings", "Adam", "Show every digit", "(table)",
    ]


def test_by_keyboard_alone(visit):
    page = visit("?rules=gd")
    ball(page).focus()
    for key, start in (("ArrowRight", "-4.9"), ("ArrowLeft", "-5"), ("PageUp", "-4"), ("Shift+ArrowDown", "-5"),
                       ("Home", "-6"), ("End", "2")):
        page.keyboard.press(key)
        assert field(page, "start").input_value() == start
        assert ball(page).get_attribute("aria-valuetext") == f"p {start}"
    page.get_by_role("slider", name="Step shown").focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    assert step(page) == "1"
    page.get_by_role("checkbox", name="Adam").focus()
    page.keyboard.press("Space")
    page.get_by_role("slider", name="lr learning rate").focus()
    page.keyboard.press("ArrowRight")
    assert field(page, "lr").input_value() == "0.55"
    page.get_by_role("radio", name="Adam").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("radio", name="Gradient descent")).to_be_focused()
    page.get_by_role("radio", name="Bowl").focus()
    page.keyboard.press("ArrowRight")
    ball(page).focus()
    page.keyboard.press("ArrowUp")
    assert ball(page).get_attribute("aria-valuetext") == "x -5, y 2.1"


def test_the_step_is_announced_once_it_rests(visit):
    page = visit()
    live = page.locator("[aria-live=polite]")
    page.evaluate("""() => {
      window.said = [];
      const live = document.querySelector("optimizer-explorer").shadowRoot.querySelector("[aria-live=polite]");
      new MutationObserver(() => said.push(live.textContent)).observe(live, { childList: true });
    }""")
    for t in ("3", "4", "5", "6"):
        page.get_by_role("slider", name="Step shown").fill(t)
    expect(live).to_have_text("Step 6, Adam p -2.1804")
    assert page.evaluate("said") == ["Step 6, Adam p -2.1804"]


# ---- settings -----------------------------------------------------------------------------------------

def test_a_rule_can_be_added_and_left_out(visit):
    page = visit()
    page.get_by_role("checkbox", name="Adam").uncheck()
    expect_query(page, "?rules=gd,momentum,adagrad,rmsprop")
    assert page.locator("svg.plot .adam").count() == 0
    assert field(page, "beta_1").is_hidden()
    for name in ("Gradient descent", "Momentum", "AdaGrad", "RMSProp"):
        page.get_by_role("checkbox", name=name).uncheck()
    expect(page.get_by_text("Choose at least one rule.")).to_be_visible()
    assert page.locator("table").is_hidden()


def test_a_page_for_one_rule_compares_it_with_plain_descent(visit):
    page = visit(name="one")
    assert [box.get_attribute("value") for box in page.get_by_role("checkbox").all()] == ["gd", "momentum", "all"]
    expect(page.locator(".table-title")).to_have_text("Momentum: the values of each step")


def test_exact_fields_say_why_not(visit):
    page = visit()
    field(page, "lr").fill("0,7")
    expect(field(page, "lr")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#complaint-lr")).to_have_text("not a number.")
    assert column(page)[1:] == printed("434_1.py")
    field(page, "lr").blur()
    assert field(page, "lr").input_value() == "0.5"
    field(page, "lr").fill("0.7")
    expect(page.locator("#complaint-lr")).to_be_hidden()
    assert column(page)[1].startswith("-4.3")


def test_address_holds_what_differs_and_reset_empties_it(visit):
    page = visit("?utm_source=class")
    field(page, "lr").fill("1.9")
    page.get_by_label("N steps, slider").fill("0")
    expect_query(page, "?lr=1.9&steps=1&utm_source=class")
    page.get_by_role("button", name="Back to this page").click()
    expect_query(page, "?utm_source=class")
    assert column(page)[1:] == printed("434_1.py")


def test_deep_link_restores_everything(visit):
    page = visit("?lr=0.3&rho=0.75&rules=rmsprop,adam&table=rmsprop&surface=ravine&x=3&y=-1.5&a=0.2&b=4&turned=45"
                 "&steps=30&at=7&digits=all&eps=1e-6")
    shown = {name: field(page, name).input_value() for name in ("lr", "rho", "x", "y", "a", "b", "steps", "eps")}
    assert shown == {"lr": "0.3", "rho": "0.75", "x": "3", "y": "-1.5", "a": "0.2", "b": "4", "steps": "30",
                     "eps": "0.000001"}
    assert step(page) == "7"
    for name in ("RMSProp", "Adam"):
        expect(page.get_by_role("checkbox", name=name)).to_be_checked()
    expect(page.get_by_role("checkbox", name="Momentum")).not_to_be_checked()
    expect(page.get_by_role("radio", name="RMSProp")).to_be_checked()
    expect(page.get_by_role("radio", name="Ravine")).to_be_checked()
    expect(page.get_by_label("Turn by 45°")).to_be_checked()
    assert page.locator(".notes").inner_text() == ""


def test_copied_link_opens_the_same(visit):
    page = visit("?lr=1.5&at=4", permissions=["clipboard-read", "clipboard-write"])
    field(page, "start").fill("-3")
    page.get_by_role("button", name="Copy a link").click()
    expect(page.locator("[aria-live=polite]")).to_have_text("Link copied.")
    assert page.evaluate("navigator.clipboard.readText()").endswith("-all.html?start=-3&lr=1.5&at=4#it")


def test_malformed_address_falls_back_with_a_note(visit):
    page = visit("?lr=fast&start=-4&steps=0&speed=2&rules=gd,sgd")
    note = page.get_by_role("alert")
    expect(note).to_be_visible()
    assert note.locator("li").all_inner_texts() == [
        "lr=fast not a number.", "steps=0 must be from 1 to 400.", "speed=2 there is no setting of this name.",
        "rules=gd,sgd must be one of gd, momentum, adagrad, rmsprop, adam."]
    assert (field(page, "lr").input_value(), field(page, "start").input_value()) == ("0.5", "-4")
    field(page, "lr").fill("1")
    expect(note).to_have_count(0)


# ---- where rules break down ---------------------------------------------------------------------------

@pytest.mark.parametrize("lr, factor", [("2.1", "1.1"), ("3", "2")])
def test_divergence_is_said(visit, lr, factor):
    page = visit(f"?rules=gd&lr={lr}")
    expect(page.locator(".rule-row", has_text="Gradient descent")).to_contain_text("diverges")
    expect(page.locator(".notes")).to_contain_text(f"multiplies the distance from the lowest point by {factor},")


def test_standing_still_is_said(visit):
    page = visit("?rules=gd&lr=2")
    expect(page.locator(".notes")).to_contain_text("does not converge")
    assert column(page)[1:3] == ["1.0", "-5.0"]


def test_divergence_stays_readable(visit):
    page = visit("?rules=gd,adam&lr=60&table=gd")
    assert column(page)[-1] == "-6.5e+28"
    assert page.locator(".rule-row", has_text="Gradient descent").locator(".place").inner_text() == "-6.5e+28"
    expect(page.locator(".runaway.gd text")).to_have_text("-6.5e+28")
    labels = page.locator("svg.plot text").all_text_contents()
    assert max(map(len, labels)) < 10
    assert page.locator(".runaway.adam").count() == 0


def test_overflow_is_explained(visit):
    page = visit("?rules=gd&lr=100&steps=400")
    assert column(page)[-1] == "nan"
    expect(page.locator(".notes")).to_contain_text("became inf")


@pytest.mark.parametrize("rule, name", [("adagrad", "AdaGrad"), ("rmsprop", "RMSProp")])
def test_start_on_the_minimum_is_explained(visit, rule, name):
    page = visit(f"?rules={rule},adam&start=-2&table={rule}")
    assert column(page) == ["-2.0"] + ["nan"] * 16
    note = page.locator(".notes")
    expect(note).to_contain_text(f"{name}: at step 1 the slope is 0")
    expect(note).to_contain_text("libraries add a small ε")
    assert page.locator(".notes > *").count() == 1


# ---- for everybody ------------------------------------------------------------------------------------

@pytest.mark.parametrize("query", [
    "?at=5", "?surface=ravine&turned=45&at=9", "?lr=x&start=-2&rules=adagrad,gd", "?lr=9"])
@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_no_accessibility_violation(visit, scheme, query):
    page = visit(query, scheme=scheme)
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    result = Axe().run(page, context="#it", options={"runOnly": rules})
    assert result.violations_count == 0, result.generate_report()


@pytest.mark.parametrize("language, label", [("ko", "한 걸음 앞으로"), ("en", "One step forward")])
def test_labels_follow_the_page(visit, language, label):
    page = visit(language=language)
    expect(page.get_by_role("button", name=label)).to_be_visible()


@pytest.mark.parametrize("query", ["", "?surface=ravine", "?lr=9&digits=all"])
def test_nothing_scrolls_sideways_on_a_phone(visit, query):
    page = visit(query, language="ko", viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_without_scripts_the_static_table_stands(visit):
    page = visit(java_script_enabled=False)
    expect(page.get_by_text("A static table.")).to_be_visible()


def test_with_scripts_the_static_table_is_replaced(visit):
    page = visit()
    expect(page.get_by_text("A static table.")).to_be_hidden()
