"""A page with nothing but one of the site's elements and the theme's style sheets."""

from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGE = Path(__file__).with_suffix(".html").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]      # of axe
SCHEMES = ["default", pytest.param("slate", marks=pytest.mark.rest)]


def write(folder, name, script, body, language="en", scheme="default"):
    """Write the page; gives its file's name."""
    page = folder / f"{name}-{language}-{scheme}.html"
    page.write_text(PAGE.format(language=language, scheme=scheme, script=script, body=body), "utf-8")
    return page.name


def violations(page, context=None):
    """What axe finds wrong with the page, or with what a selector finds in it."""
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(Axe().axe_script)
    run = "async (asked) => (await axe.run(...asked)).violations"
    where = [context] if context else []
    found = page.evaluate(run, [*where, {"runOnly": RULES, "resultTypes": ["violations"]}])
    return [(violation["id"], node["html"]) for violation in found for node in violation["nodes"]]


@contextmanager
def with_paused_time(chromium, address):
    """The page at the address; its time passes when a test says so, errors of its scripts fail the test."""
    page = chromium.new_page(viewport={"width": 1200, "height": 900})
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.clock.install()
    page.goto(address)
    page.clock.pause_at("2100-01-01")
    yield page
    page.close()
    assert problems == []
