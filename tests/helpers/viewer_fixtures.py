"""Pages with step viewers in a real browser."""

import element_page
import pytest
from traced import PROGRAMS, made_up, trace_text

from literate.viewer import trace

VIEWER = '<step-viewer src="traces/{}.json"><noscript><p>A static table.</p></noscript></step-viewer>'
SOME = "p = 1.5\nfor i in range(3):\n    if i == 1:\n        q = p * 2\n    p = p + 1\n"


@pytest.fixture(scope="module")
def pages(folder):
    """The folder with the traces of all programs, with their twins' values, and of one that is in no book."""
    texts = {name: trace_text(name) for name in PROGRAMS} | {"some": trace.written(made_up(SOME)[0])}
    (folder / "traces").mkdir()
    for name, text in texts.items():
        (folder / "traces" / f"{name}.json").write_text(text, "utf-8")
    return folder


def write_page(folder, names, **options):
    """A page with these programs' viewers; gives its name."""
    viewers = "\n".join(map(VIEWER.format, names))
    return element_page.write(folder, f"{len(names)}-{names[0]}", "step-viewer/index.js", viewers, **options)


@pytest.fixture
def visit(open_page, address, pages):
    """Opens a page with these programs' viewers, and the one that the link leads to."""
    def visit(*names, link="", language="en", scheme="default", **options):
        page_name = write_page(pages, names, language=language, scheme=scheme)
        page = open_page(f"{address}{page_name}{'#why=' if link else ''}{link}", **options)
        if link:
            page.locator(".viewer").wait_for()
        return page
    return visit


@pytest.fixture(scope="module")
def library(chromium, address, pages):
    """One page with a viewer of every program, for all tests that look at what an address leads to."""
    name = write_page(pages, [*PROGRAMS, "some"])
    with element_page.with_paused_time(chromium, address + name) as page:
        yield page


FOLLOW = """([viewer, hash]) => {
  history.replaceState(null, "", hash);
  return customElements.whenDefined("step-viewer").then(() => viewer.follow());
}"""


@pytest.fixture
def at(library):
    """The viewer that a link leads to, when it is there: `at("411_1,e0,E")`."""
    def at(link):
        viewer = library.locator(f'step-viewer[src="traces/{link.split(",")[0]}.json"]')
        viewer.locator(".open").wait_for()
        library.clock.run_for(1_000)        # a viewer that was looked at before has told the address so
        library.evaluate(FOLLOW, [viewer.element_handle(), f"#why={link}"])
        return viewer
    return at
