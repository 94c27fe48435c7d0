"""The optimizer explorer in a real browser, on a page with nothing else but the site's theme."""

import functools
import re

import pytest
from examples import rows, tables
from explorer_fixtures import PHONE, at, desk, visit  # noqa: F401
from explorer_reading import ball, centre, column, field, press, query_at_rest, row, step, values
from playwright.sync_api import expect
from training_loops import run, text

from .conftest import script

PROGRAMS = {"gd": "424_3.py", "momentum": "431_1.py", "adagrad": "432_1.py", "rmsprop": "433_1.py",
            "adam": "434_1.py"}


@functools.cache
def printed(rule):
    """What the rule's program prints as p, line by line."""
    return re.findall(r"^p : (.*)$", run(text(PROGRAMS[rule])).stdout, re.M)


# ---- numbers ------------------------------------------------------------------------------------------

@pytest.mark.parametrize("rule", PROGRAMS)
def test_table_shows_what_the_program_prints(at, rule):
    assert column(at(f"?table={rule}&at=16")) == ["-5.0", *printed(rule)]


def test_first_step_of_adam_is_explained(at):
    lines = at("?table=adam&at=1").locator(".arithmetic dt, .arithmetic dd").all_inner_texts()
    assert lines == tables(__file__)["adam"]


def test_distance_from_the_lowest_point(at):
    page = at("?at=16")
    away = {name: row(page, name, "away") for name in ("Gradient", "Momentum", "AdaGrad", "Adam")}
    assert away == {"Gradient": "distance 4.6e-5", "Momentum": "distance 0.012", "AdaGrad": "distance 0.6",
                    "Adam": "distance 0.84"}


def test_every_digit_on_demand(at):
    page = at("?table=adam&at=3")
    short = column(page, "M")[3]
    page.get_by_label("Show every digit").check()
    long = column(page, "M")[3]
    assert short == "-2.46657" and long.startswith("-2.4665") and len(long) > 15
    assert query_at_rest(page) == "?at=3&digits=all"


def test_ravine_shows_and_names_both_coordinates(at):
    page = at("?surface=ravine&table=gd&steps=1&at=1")
    assert column(page, "x, y") == ["-5\n2", "-4.75\n-1"]
    named = page.locator("tbody tr").last.locator("span").evaluate_all(
        "all => all.map(e => getComputedStyle(e, '::before').content)")
    assert named == ['"x "', '"y "'] * 2
    assert page.locator(".arithmetic dt, .arithmetic dd").all_inner_texts() == [
        "dEdx = a * x", "= 0.1 * (-5) = -0.5", "x = x - lr * dEdx", "= -5 - 0.5 * (-0.5) = -4.75",
        "dEdy = b * y", "= 3 * 2 = 6", "y = y - lr * dEdy", "= 2 - 0.5 * 6 = -1"]
    assert [head.split("\n")[0] for head in page.locator("thead th").all_inner_texts()] == \
        ["step", "dEdx, dEdy", "x, y"]


def test_coordinates_are_as_short_as_their_slopes(at):
    page = at("?surface=ravine&table=gd&lr=0.7&at=16")
    assert "-2.2" in " ".join(column(page, "x, y")).split()         # y: -2.1999999999999993, in full
    assert max(len(each) for cell in column(page, "x, y") for each in cell.split("\n")) <= len("-1.23456")


def test_each_direction_of_the_ravine_has_its_own_average(at):
    lines = at("?surface=ravine&table=rmsprop&at=1").locator(".arithmetic dt").all_inner_texts()
    assert lines[1:3] == ["hx = rho * hx + (1 - rho) * dEdx ** 2", "x = x - lr / np.sqrt(hx) * dEdx"]
    assert lines[4:] == ["hy = rho * hy + (1 - rho) * dEdy ** 2", "y = y - lr / np.sqrt(hy) * dEdy"]


# ---- stepping -----------------------------------------------------------------------------------------

def test_steps_both_ways(at):
    page, seen = at("?at=3"), []
    for way in ("step forward", "step back", "step back", "To the start", "step back"):
        press(page, way)
        seen.append(step(page))
    assert seen == ["4", "3", "2", "start", "start"]
    expect(page.locator(".arithmetic")).to_contain_text("Nothing has moved yet")


def test_scrubbing_both_ways(at):
    page = at()
    for t in (12, 5, 9):
        page.get_by_role("slider", name="Step shown").fill(str(t))
        assert step(page) == str(t)
        assert row(page, "Momentum", "place") == f"p {float(printed('momentum')[t - 1]):.6g}"
    assert query_at_rest(page) == "?at=9"


def test_picking_a_step_in_the_drawing_and_in_the_table(at):
    page = at()
    box = page.locator(".picker").bounding_box()
    page.mouse.click(box["x"] + 5, box["y"] + box["height"] / 2)
    assert step(page) == "8"
    page.locator("tbody tr").nth(2).click()
    assert step(page) == "2"


@pytest.mark.parametrize("motion, glides", [("reduce", False), ("no-preference", True)])
def test_playing_to_the_end(at, motion, glides):
    page = at("?steps=2&at=0")
    page.emulate_media(reduced_motion=motion)
    page.evaluate(script("watch_moment"))
    press(page, "Play")
    page.clock.run_for(600)
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    page.clock.run_for(1_000)
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    moments = page.evaluate("moments")
    assert step(page) == "2" and moments == sorted(moments)
    assert any(moment % 1 for moment in moments) == glides


def test_the_race_has_not_begun_until_the_reader_says_so(at):
    page = at()
    page.clock.run_for(5_000)
    assert step(page) == "start" and page.locator("svg.plot .ball").count() == 2 * len(PROGRAMS)
    assert column(page) == ["-5.0", *[""] * 16]
    press(page, "Play")
    page.clock.run_for(10_000)
    expect(page.get_by_role("button", name="Play again")).to_be_visible()
    assert query_at_rest(page) == "?at=16"
    field(page, "steps").fill("30")
    assert query_at_rest(page) == "?steps=30&at=30"     # who has seen the end still sees it
    press(page, "Play again")
    page.clock.run_for(700)
    assert step(page) == "2"                            # the nearest
    press(page, "Pause")
    page.clock.run_for(2_000)
    assert step(page) == "2"
    press(page, "step back")
    assert [*map(bool, column(page))] == [*[True] * 3, *[False] * 28]   # what was played stays
    field(page, "lr").fill("0.4")
    assert all(column(page))                            # who changes something sees the way ahead


def test_the_way_ahead_shows_what_a_setting_changes_until_the_race_begins(at):
    page = at("?rules=gd,adam")
    ahead = page.locator("svg.plot .ahead")
    press(page, "step forward", "step back")
    page.get_by_label("Show every digit").check()
    expect(ahead).to_have_count(0)
    field(page, "lr").fill("0.3")
    expect(ahead).to_have_count(4)
    before = ahead.first.get_attribute("d")
    field(page, "lr").fill("0.4")
    assert ahead.first.get_attribute("d") != before and step(page) == "start"
    press(page, "Back to this page")
    expect(ahead).to_have_count(0)
    field(page, "lr").fill("0.4")
    press(page, "Play")
    page.clock.run_for(100)
    expect(ahead).to_have_count(0)


# ---- the start ----------------------------------------------------------------------------------------

def drop_at(page, p):
    """The pixel of a place on the bowl's axis, from the axis's own numbers."""
    def tick(label):
        return centre(page.locator("svg.plot text", has_text=re.compile(f"^{label}$")).first)[0]
    return tick("−4") + (p + 4) * (tick("0") - tick("−4")) / 4


def drag(page, *places):
    """Drags the ball with the mouse."""
    page.mouse.move(*centre(ball(page).locator(".ring")))
    page.mouse.down()
    for x, y in places:
        page.mouse.move(x, y, steps=4)
    page.mouse.up()


def test_dragging_the_ball(at):
    page = at()
    drag(page, (drop_at(page, -1), 200), (drop_at(page, 0.5), 200))
    start, = values(page, "start")
    assert float(start) == pytest.approx(0.5, abs=0.03) and float(column(page)[0]) == float(start)
    assert column(page, "dEdp")[1] == str(float(f"{float(start) + 2:.6g}"))
    assert query_at_rest(page) == f"?start={start}"


def test_dragging_in_the_ravine(at):
    page = at("?surface=ravine")
    x, y = centre(ball(page).locator(".ring"))
    drag(page, (x + 100, y + 80))
    x, y = values(page, "x", "y")
    assert float(x) > -4 and float(y) < 1


def test_dragging_the_ball_by_touch_does_not_scroll(visit):
    page = visit(**PHONE)
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
    assert float(values(page, "start")[0]) == pytest.approx(-3, abs=0.1)
    assert page.evaluate("scrollY") == 0


def test_a_press_on_the_surface_puts_the_ball_there(at):
    page = at()
    page.mouse.click(drop_at(page, -1), page.locator(".map").bounding_box()["y"] + 40)
    assert float(values(page, "start")[0]) == pytest.approx(-1, abs=0.03)
    expect(ball(page)).to_be_focused()


# ---- settings -----------------------------------------------------------------------------------------

def test_a_thing_to_try_waits_at_the_start_until_play(at):
    page = at("?lr=2&at=5&digits=all")
    press(page, "Out of the ravine")
    assert (values(page, "lr", "steps"), step(page)) == (["0.7", "16"], "start")
    assert query_at_rest(page) == "?lr=0.7&rules=gd&surface=ravine&digits=all"
    expect(page.locator("svg.plot .ahead")).to_have_count(0)
    press(page, "Play")
    page.clock.run_for(10_000)
    assert query_at_rest(page) == "?lr=0.7&at=16&rules=gd&surface=ravine&digits=all"
    chip = page.get_by_role("button", name="Out of the ravine")
    expect(chip).to_have_attribute("aria-pressed", "true")
    field(page, "lr").fill("0.6")
    expect(chip).to_have_attribute("aria-pressed", "false")


def test_what_the_page_says_of_a_thing_to_try_stands_above_the_drawing(at):
    page = at()
    page.evaluate("""() => { document.body.insertAdjacentHTML("beforeend",
      `<ul><li><a href="#it">contents</a></li>
      <li><a href="?surface=ravine&amp;rules=gd&amp;lr=0.7#it">Any name</a>: by <code>-1.1</code>.
      </li></ul>`);
      history.replaceState(null, "", "?surface=ravine&rules=gd&lr=0.7"); }""")
    said = page.locator(".sentence")
    expect(said).to_be_hidden()
    press(page, "Out of the ravine")
    expect(said).to_have_text("Any name: by -1.1.")
    field(page, "lr").fill("2")
    expect(said).to_be_hidden()


def test_a_rules_settings_stand_under_it(at):
    under = at().locator(".rule-row").evaluate_all(
        "rows => rows.map(row => [...row.querySelectorAll('.setting input[type=text]')].map(e => e.id))")
    assert under == [[], ["exact-m"], [], ["exact-rho"], ["exact-beta_1", "exact-beta_2", "exact-eps"]]


def test_coordinates_stand_in_columns(at):
    lefts = at("?surface=ravine&at=12").locator(".place").evaluate_all(
        "all => all.map(e => [...e.children].map(each => each.getBoundingClientRect().left))")
    assert len(lefts) == len(PROGRAMS) and all(row == lefts[0] for row in lefts) and lefts[0][0] < lefts[0][1]

def test_a_rule_can_be_added_and_left_out(at):
    page = at()
    page.get_by_role("checkbox", name="Adam").uncheck()
    assert query_at_rest(page) == "?rules=gd,momentum,adagrad,rmsprop"
    assert page.locator("svg.plot .adam").count() == 0 and field(page, "beta_1").is_hidden()
    for name in ("Gradient descent", "Momentum", "AdaGrad", "RMSProp"):
        page.get_by_role("checkbox", name=name).uncheck()
    expect(page.get_by_text("Choose at least one rule.")).to_be_visible()
    assert page.locator("table").is_hidden()


def test_a_page_for_one_rule_compares_it_with_plain_descent(at):
    page = at(rules="momentum", start="-5", steps="16")
    offered = [box.get_attribute("value") for box in page.get_by_role("checkbox").all()]
    assert offered == ["all", "gd", "momentum"]
    expect(page.locator(".table-title")).to_have_text("Momentum: the values of each step")


def test_exact_fields_say_why_not(at):
    page = at("?at=16")
    field(page, "lr").fill("0,7")
    expect(field(page, "lr")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#complaint-lr")).to_have_text("not a number.")
    assert column(page)[1:] == printed("adam")
    field(page, "lr").blur()
    assert values(page, "lr") == ["0.5"]
    field(page, "lr").fill("0.7")
    expect(page.locator("#complaint-lr")).to_be_hidden()
    assert column(page)[1].startswith("-4.3")


def test_address_holds_what_differs_and_reset_empties_it(at):
    page = at("?utm_source=class")
    field(page, "lr").fill("1.9")
    page.get_by_label("N steps, slider").fill("0")
    assert query_at_rest(page) == "?lr=1.9&steps=1&utm_source=class"
    press(page, "Back to this page")
    assert query_at_rest(page) == "?utm_source=class"
    page.locator("tbody tr").last.click()
    assert column(page)[1:] == printed("adam")


def test_deep_link_restores_everything(at):
    page = at("?lr=0.3&rho=0.75&rules=rmsprop,adam&table=rmsprop&surface=ravine&x=3&y=-1.5&a=0.2&b=4"
              "&turned=45&steps=30&at=7&digits=all&eps=1e-6")
    shown = values(page, "lr", "rho", "x", "y", "a", "b", "steps", "eps")
    assert shown == ["0.3", "0.75", "3", "-1.5", "0.2", "4", "30", "0.000001"] and step(page) == "7"
    checked = page.locator("input:checked").evaluate_all("all => all.map(e => e.labels[0].innerText)")
    assert checked == ["RMSProp", "Show every digit", "Ravine", "Turn by 45°", "RMSProp", "Adam"]
    assert page.locator(".notes").inner_text() == ""


def test_copied_link_opens_the_same(visit):
    page = visit("?lr=1.5&at=4", permissions=["clipboard-read", "clipboard-write"])
    field(page, "start").fill("-3")
    press(page, "Copy a link")
    said = page.get_by_text("Link copied.")
    expect(said).to_be_visible()
    assert said.evaluate("e => e.getBoundingClientRect().width") > 80
    assert page.evaluate("navigator.clipboard.readText()").endswith(".html?start=-3&lr=1.5&at=4#it")


def test_malformed_address_falls_back_with_a_note(at):
    page = at("?lr=fast&start=-4&steps=0&speed=2&rules=gd,sgd")
    note = page.get_by_role("alert")
    expect(note).to_be_visible()
    assert note.locator("li").all_inner_texts() == [
        "lr=fast not a number.", "steps=0 must be from 1 to 400.",
        "speed=2 there is no setting of this name.",
        "rules=gd,sgd must be one of gd, momentum, adagrad, rmsprop, adam."]
    assert values(page, "lr", "start") == ["0.5", "-4"]
    field(page, "lr").fill("1")
    expect(note).to_have_count(0)


# ---- where rules break down ---------------------------------------------------------------------------


@pytest.mark.parametrize("query, notes, last", rows(__file__, "breakdowns"))
def test_what_goes_wrong_is_said(at, query, notes, last):
    page = at(query)
    said = page.locator(".notes > *").all_inner_texts()
    assert len(said) == len(notes) and all(note in text for note, text in zip(notes, said))
    assert ("diverges" in row(page, "Gradient descent", "away")) == ("multiplies" in notes[0])
    page.locator("tbody tr").last.click()
    assert column(page)[len(column(page)) - len(last):] == last


def test_divergence_stays_readable(at):
    page = at("?rules=gd,adam&lr=60&table=gd&at=16")
    assert column(page)[-1] == row(page, "Gradient descent", "place").removeprefix("p ") == "-6.5e+28"
    expect(page.locator(".runaway.gd text")).to_have_text("-6.5e+28")
    assert max(map(len, page.locator("svg.plot text").all_text_contents())) < 10
    assert page.locator(".runaway.adam").count() == 0
