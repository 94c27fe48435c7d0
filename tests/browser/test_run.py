"""Run: what a program prints on a page, what stays of it, what it reaches, and how what has no end ends."""

import os

import pytest
from playwright.sync_api import expect

MINUTE = 60_000
PROGRAM = "p411_1"
REACH = """
import js
from pyodide.ffi import run_sync
from pyodide.code import run_js

async def stored():
    await js.caches.open('a')

def attempt(name, action):
    try:
        result = action()
        if hasattr(result, 'then'):
            result.then(lambda _: print(name, 'reached'), lambda _: print(name, 'failed'))
        else:
            print(name, 'reached')
    except BaseException:
        print(name, 'failed')

attempt('importScripts', lambda: js.importScripts('{here}assets/js/copy.js'))
attempt('indexedDB', lambda: js.indexedDB.open('a'))
attempt('XMLHttpRequest', lambda: ask('{here}'))
attempt('another host', lambda: ask('https://example.org/'))
attempt('eval', lambda: run_js('1'))
attempt('localStorage', lambda: js.localStorage)
attempt('document', lambda: js.document)
"""


@pytest.fixture(scope="module")
def has_run(book_site):
    """Whether the site has what runs programs; where all can be had, it must."""
    if not (book_site / "assets" / "run").exists():
        assert os.environ.get("CI") != "true"
        pytest.skip("Pyodide's files can't be had here: the site has no Run.")


@pytest.fixture
def page(has_run, open_page, book_address):
    page = open_page(f"{book_address}en/411/")
    page.locator(f"[data-run={PROGRAM}]").click()
    expect(panel(page).get_by_role("status")).to_contain_text("Equal to the proven", timeout=2 * MINUTE)
    return page


def panel(page):
    return page.locator(".run-panel:visible")


def run(page, text):
    """What a program prints on the page, and how the page says that it ended."""
    box = panel(page).get_by_role("textbox")
    box.fill(text)
    box.press("Control+Enter")
    button = panel(page).get_by_role("button", name="Run")
    expect(button).to_be_enabled(timeout=2 * MINUTE)
    now = panel(page).locator("pre[role=group]").first
    return now.text_content(), panel(page).get_by_role("status").text_content()


def test_one_run_leaves_nothing_to_the_next(page):
    seen = ("import sys, random, os, numpy as np\n"
            "print(np.get_printoptions()['precision'], np.geterr()['divide'], 'x' in globals(), "
            "'marked' in vars(np), 'here' in os.listdir(), 'decoy' in sys.modules, np.sum([1]))\n")
    first, _ = run(page, seen)
    run(page, "import sys, numpy as np\nx = 1\nnp.set_printoptions(precision=2)\nnp.seterr(all='raise')\n"
              "np.marked = 1\nopen('here', 'w')\n"
              "sys.modules['decoy'] = np\nnp.sum = None\nsys.stdout = None\n")
    assert first == "8 warn False False False False 1\n"
    assert run(page, seen)[0] == first


def test_what_has_no_end_is_ended_and_the_next_runs(page):
    assert "printed more than can be shown" in run(page, "while True:\n    print('x' * 99)\n")[1]
    output, said = run(page, "print(6 * 7)\n")
    assert output == "42\n" and "different" in said


def test_a_change_is_kept_linked_and_taken_back(page, open_page):
    text = panel(page).get_by_role("textbox").input_value().replace("0.01", "0.15")
    _, said = run(page, text)
    assert "different" in said and panel(page).locator("mark").count() > 5
    panel(page).get_by_role("button", name="Copy a link").click()
    page.wait_for_function("location.hash.startsWith('#run=')")
    other = open_page(page.url)
    expect(panel(other).get_by_role("textbox")).to_have_value(text)
    assert panel(other).locator("pre[role=group]").count() == 0         # it doesn't run by itself
    page.goto(page.url.partition("#")[0])
    page.locator(f"[data-run={PROGRAM}]").click()
    expect(panel(page).get_by_role("textbox")).to_have_value(text)
    panel(page).get_by_role("button", name="Back").click()
    assert "0.01" in panel(page).get_by_role("textbox").input_value()
