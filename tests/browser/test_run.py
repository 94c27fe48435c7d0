"""Run: what a program prints on a page, what stays of it, what it reaches, and how what has no end ends."""

import json
import re
import shutil
from contextlib import contextmanager

import numpy as np
import pytest
from examples import tables
from playwright.sync_api import expect

from bench.wire import host
from literate.site.offline import convert

from .conftest import Watched, opening, script

MINUTE = 60_000
PROGRAM = "p411_1"
REFUSED = "https://host.example/"           # what a program asks for and doesn't get
SEEN, CHANGE = tables(__file__)["seen"], tables(__file__)["change"]
# What became of each attempt is printed, of a promise by the next program.
REACH = tables(__file__)["reach"]


@contextmanager
def started(chromium, address):
    """A page at this site, on which Python runs already."""
    watched = Watched()
    with opening(chromium, watched) as open_page:
        page = open_page(f"{address}en/411/index.html")
        start(page)
        expect(panel(page).get_by_role("status")).to_contain_text("Equal to the checked", timeout=2 * MINUTE)
        yield page
    assert [problem for problem in watched.problems if not problem.endswith(": csp")] == []
    assert set(watched.elsewhere(address)) <= {REFUSED}


@pytest.fixture(scope="module")
def opened(has_run, chromium, book_address):
    """One for all tests: starting takes longest."""
    with started(chromium, book_address) as page:
        yield page


@pytest.fixture
def page(opened):
    """That page; a change of the test's is taken back."""
    yield opened
    if panel(opened).get_by_role("button", name="Back").is_enabled():
        press(opened, "Back")


def start(page):
    page.locator(f"button[data-run={PROGRAM}]").click()
    expect(panel(page)).to_be_visible()


def panel(page):
    return page.locator(".run-panel:visible")


def text_of(page):
    return panel(page).get_by_role("textbox")


def press(page, name):
    panel(page).get_by_role("button", name=name).click()


def run(page, text):
    """What a program prints on the page, and what the page says of it."""
    text_of(page).fill(text)
    text_of(page).press("Control+Enter")
    expect(panel(page).get_by_role("button", name="Run")).to_be_enabled(timeout=2 * MINUTE)
    return (panel(page).locator("pre[role=group]").first.text_content(),
            panel(page).get_by_role("status").text_content())


def test_one_run_leaves_nothing_to_the_next(page):
    seen = SEEN.replace("FIRST", str(np.random.RandomState(0).random()))
    before, _ = run(page, seen)
    assert run(page, CHANGE)[0] == ""
    assert run(page, seen)[0] == before
    assert before == "8 warn False False False False 1 None False\n"


def test_the_seconds_of_a_run_are_counted(page):
    clock = panel(page).locator(".run-clock")
    expect(clock).to_be_hidden()
    text_of(page).fill("import time\ntime.sleep(1.8)\n")
    text_of(page).press("Control+Enter")
    expect(clock).to_have_text("1 s")
    expect(clock).to_be_hidden()


def test_a_program_has_a_button_or_says_once_why_it_has_none(has_run, book_site):
    page = (book_site / "en" / "411" / "index.html").read_text("utf-8")
    bars = re.findall(r'<(?:step-viewer|p class="bar").*?<(?:noscript|/p)>', page, re.DOTALL)
    assert {(bar.count("<button"), bar.count(' title="')) for bar in bars} == {(1, 0), (0, 1)}


@pytest.mark.parametrize("is_phone", [True, pytest.param(False, marks=pytest.mark.rest)])
def test_keys_are_spoken_of_where_there_are_some(has_run, open_page, book_address, is_phone):
    page = open_page(f"{book_address}411/", is_mobile=is_phone, has_touch=is_phone)
    start(page)
    expect(panel(page).locator(".run-hint")).to_be_visible(visible=not is_phone)


def test_no_verdict_stands_beside_a_text_changed_since(page):
    assert "the change made different" in run(page, "print(1)\n")[1]
    text_of(page).fill("print(2)\n")
    expect(panel(page).get_by_role("status")).to_contain_text("Changed since it was run")


def test_the_step_viewer_stands_above_it_and_not_under_it(page):
    page.set_viewport_size({"width": 1400, "height": 900})          # where notes stand beside the program
    viewer = page.locator("step-viewer").first
    viewer.get_by_role("button", name="Line by line").click()
    viewer.locator(".transport").wait_for()
    between = "panel => panel.getBoundingClientRect().top - document.querySelector('step-viewer')" \
        ".getBoundingClientRect().bottom"                           # at once: opening scrolls the page
    assert panel(page).evaluate(between) >= 0
    viewer.get_by_role("button", name="Close").click()


def test_an_error_is_printed_as_python_prints_it(page):
    printed, said = run(page, "print(1)\nx = 1 / 0\n")
    assert printed == ('1\nTraceback (most recent call last):\n  File "411_1.py", line 2, in <module>\n'
                       "    x = 1 / 0\n        ~~^~~\nZeroDivisionError: division by zero\n")
    assert "ended with an error" in said


def test_a_change_is_kept_linked_and_taken_back(page):
    text = text_of(page).input_value().replace("0.01", "0.15")
    assert "different" in run(page, text)[1] and panel(page).locator("mark").count() > 5
    press(page, "Copy a link")
    expect(page).to_have_url(re.compile("#run="))
    with page.context.new_page() as other:
        other.goto(page.url)
        expect(text_of(other)).to_have_value(text)
        assert other.locator(".run-result pre, iframe").count() == 0        # it doesn't run by itself
        text_of(other).press("x")
        expect(other).not_to_have_url(re.compile("#run="))          # which carried another text
        other.goto("about:blank")
        other.goto(page.url[:-5])
        expect(other.locator("h1 + p")).to_contain_text("damaged")
        other.goto(page.url.partition("#")[0])
        start(other)
        expect(text_of(other)).to_have_value(text)          # kept in the browser
    press(page, "Back")
    assert "0.01" in text_of(page).input_value()


def test_by_keyboard(page):
    text_of(page).fill("")
    text_of(page).press("Tab")
    assert text_of(page).input_value() == "    "
    text_of(page).press("Escape")
    text_of(page).press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Run"


def reach(page, address):
    """What became of each attempt of a program to reach something."""
    said = run(page, REACH.format(here=address, refused=REFUSED))[0]
    said += run(page, "import js\nfor name in js.later:\n    print(name)\n")[0]
    return dict(line.rsplit(" ", 1) for line in said.splitlines())


def test_a_program_reaches_nothing(page, book_address):
    ends = reach(page, book_address)
    assert set(ends.values()) == {"failed"} and len(ends) == 10


@pytest.mark.rest
def test_nor_does_it_where_the_zip_is_served(has_run, chromium, book_site, tmp_path):
    shutil.copytree(book_site, tmp_path / "site")
    convert(tmp_path / "site")
    with host(tmp_path / "site") as server, started(chromium, server.address) as page:
        assert set(reach(page, server.address).values()) == {"failed"}


@pytest.mark.rest
def test_what_has_no_end_is_ended_and_the_next_runs(page):
    assert "printed more than can be shown" in run(page, "while True:\n    print('x' * 99)\n")[1]
    assert "didn't come to an end" in run(page, "while True:\n    pass\n")[1]
    assert run(page, "print(6 * 7)\n")[0] == "42\n"


@pytest.mark.rest
def test_every_program_prints_in_the_browser_what_is_proven(page, book_address, book_site):
    texts = {}
    for path in sorted(book_site.glob("runs/*.json")):
        texts |= {program["text"]: program for program in json.loads(path.read_text("utf-8")).values()}
    programs = [program for program in texts.values() if program["printed"] is not None]
    printed = page.evaluate(script("run_all"), [f"{book_address}assets/js/run/engine.js", programs])
    wrong = [(program["name"], program["printed"], now) for program, now in zip(programs, printed)
             if now != program["printed"]]
    assert wrong == [] and len(programs) > 50
