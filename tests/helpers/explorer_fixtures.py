"""Pages with an optimizer explorer in a real browser."""

import element_page
import pytest

SCRIPT = "optimizer-explorer/element.js"
PHONE = {"viewport": {"width": 360, "height": 640}, "has_touch": True, "is_mobile": True}
ELEMENT = '<optimizer-explorer id="it"><p>A static table.</p></optimizer-explorer>'


@pytest.fixture
def visit(open_page, address, folder):
    """Opens a page of its own: `visit("?lr=1.9", language="ko")`."""
    def visit(query="", language="en", scheme="default", **options):
        name = element_page.write(folder, "explorer", SCRIPT, ELEMENT, language, scheme)
        page = open_page(f"{address}{name}{query}", **options)
        if options.get("java_script_enabled", True):
            page.locator(".explorer .start").wait_for(state="attached")
        return page
    return visit


@pytest.fixture(scope="module")
def desk(chromium, address, folder):
    """One page for all tests that want an explorer with some settings."""
    name = element_page.write(folder, "desk", SCRIPT, ELEMENT)
    with element_page.with_paused_time(chromium, address + name) as page:
        yield page


RENEW = """([query, attributes]) => {
  history.replaceState(null, "", location.pathname + query);
  const element = Object.assign(document.createElement("optimizer-explorer"), { id: "it" });
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  document.querySelector("optimizer-explorer").replaceWith(element);
}"""


def renew(page, query, **attributes):
    """Puts another explorer into the page, with this query and these attributes."""
    page.evaluate(RENEW, [query, attributes])
    page.locator(".explorer .start").wait_for(state="attached")
    return page


@pytest.fixture
def at(desk):
    """The desk with another explorer: `at("?lr=1.9", rules="adam")`."""
    def at(query="", **attributes):
        desk.clock.run_for(1_000)       # the one before has told the address where it was
        return renew(desk, query, **attributes)
    return at
