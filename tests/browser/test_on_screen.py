"""What a reader sees of a page is all that there is, or says that there is more: see also test_pages.py."""

import numpy as np
import pytest
from examples import rows
from PIL import Image
from playwright.sync_api import expect

from .conftest import on_screen, script, unfolded


@pytest.fixture(scope="module")
def crowded(chromium, book_address):
    """A page that has everything, opened once for all tests that only look at it."""
    with chromium.new_context(reduced_motion="reduce") as context, context.new_page() as page:
        page.goto(f"{book_address}en/415/", wait_until="load")
        yield unfolded(page)


@pytest.mark.parametrize("style, wrong", rows(__file__, "wrong"))
def test_what_is_cut_or_covered_is_found(crowded, style, wrong):
    added = crowded.add_style_tag(content=style)
    seen = on_screen(crowded, 320)
    added.evaluate("style => style.remove()")
    assert [one for one in seen if one.startswith(wrong)]


@pytest.mark.parametrize(("style", "is_found"), [
    ("p {}", False),
    (".headerlink { display: inline-block !important } h2, h3 { text-wrap: wrap !important }", True)])
def test_the_link_of_a_heading_is_never_alone_in_a_line(open_page, book_address, style, is_found):
    page = unfolded(open_page(f"{book_address}en/errors/", viewport={"width": 340, "height": 900}))
    page.add_style_tag(content=style)
    assert bool(page.evaluate(script("links_alone"))) == is_found


# ---- the sign itself ------------------------------------------------------------------------------------

BOXES = {"a formula": "div.arithmatex", "a program": ".highlight.program pre > code"}


@pytest.mark.parametrize("scheme, name", [
    ("light", "default"), pytest.param("dark", "slate", marks=pytest.mark.rest)])
@pytest.mark.parametrize("box", BOXES.values(), ids=BOXES)
def test_an_edge_behind_which_there_is_more_is_shaded(crowded, tmp_path, box, scheme, name):
    crowded.set_viewport_size({"width": 260, "height": 900})
    crowded.emulate_media(color_scheme=scheme)
    crowded.locator(f"body[data-md-color-scheme={name}]").wait_for()
    wide = next(one for one in crowded.locator(box).all()
                if one.evaluate("e => e.scrollWidth > e.clientWidth + 20"))
    shades = []
    for end in (False, True):
        wide.evaluate("(e, end) => { e.scrollLeft = end ? e.scrollWidth : 0; }", end)
        wide.screenshot(path=tmp_path / "box.png")
        edge = np.asarray(Image.open(tmp_path / "box.png").convert("L"), float)[4:-4, -3:]
        shades.append(np.median(edge))
    with_more, at_end = shades
    assert abs(with_more - at_end) > 25, shades


def test_a_formula_of_many_sides_goes_on_in_rows_that_begin_with_a_relation(crowded):
    crowded.set_viewport_size({"width": 320, "height": 900})
    sides = crowded.locator("div.arithmatex", has_text="1.004625").first.locator(".side")
    lefts = sides.evaluate_all("all => all.map(e => Math.round(e.getBoundingClientRect().left))")
    assert len(lefts) > 2 and len(set(lefts)) == 1
    expect(sides.last).to_contain_text("0.927625")


def test_a_phone_shows_an_output_of_45_characters_whole(open_page, book_address):
    page = unfolded(open_page(f"{book_address}en/423/", viewport={"width": 360, "height": 740}))
    output = page.locator(".output code").first
    assert output.evaluate("e => e.scrollWidth == e.clientWidth")


def test_a_line_of_the_viewer_goes_on_in_a_row_that_begins_deeper(crowded):
    crowded.set_viewport_size({"width": 320, "height": 900})
    lines = crowded.locator(".lines")
    assert lines.evaluate("e => e.scrollWidth == e.clientWidth")
    rects = lines.locator("code", has_text="WH = np").evaluate("""e => {
      const range = document.createRange();
      range.selectNodeContents(e);
      return [...range.getClientRects()].map(({ left, top }) => [left, top]);
    }""")
    assert rects[0][0] < rects[-1][0] and rects[0][1] < rects[-1][1]


def test_without_scripts_nothing_leads_sideways_and_no_place_is_kept(open_page, book_address):
    page = open_page(f"{book_address}en/explorer/", java_script_enabled=False,
                     viewport={"width": 360, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    explorer, table = (page.locator(place).bounding_box()
                       for place in ("optimizer-explorer", "optimizer-explorer table"))
    assert explorer["height"] < table["height"] + 100
