"""The step viewer in a real browser, on a page with nothing else but the site's theme."""

import functools
import re
import shutil
from pathlib import Path

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from literate.programs.pool import Pool
from literate.programs.program import SNIPPETS, Program
from literate.viewer import trace
from literate.viewer.rounding import NUMBER

ROOT = Path(__file__).parents[2]
FIRST_LOAD = 10 * 1024          # bytes that a page with closed viewers may load for them, not compressed
PAIRS = {"411_1": "411_2", "412_1": "412_2", "413_1": "413_2", "414_1": "414_2", "415_1": "415_2",
         "416_1": "416_2", "416_3": "416_4", "416_5": "416_6",
         "417_1": "417_2", "417_3": "417_4", "417_5": "417_6"}
PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>Viewer</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="main.css"><link rel="stylesheet" href="palette.css">
<script type="module" src="assets/js/step-viewer/index.js"></script></head>
<body data-md-color-scheme="{scheme}" data-md-color-primary="indigo">
<main class="md-typeset" style="margin: 1rem"><h1>Viewer</h1>{viewers}</main></body></html>"""
VIEWER = '<step-viewer src="traces/{}.json"><p>A static table.</p></step-viewer>'


FILES = [Program(path.name, path.read_text("utf-8"), path) for path in sorted(SNIPPETS.glob("*.py"))]
LONGER = Program("411_1.py", FILES[0].text.replace("range(2)", "range(200)"), FILES[0].path)
PROGRAMS = {trace.name_of(program): program for program in [*FILES, LONGER]}


@functools.cache
def runs():
    """The run of each program, by the trace's name."""
    done = Pool().run(PROGRAMS.values())
    return {name: done[program.text] for name, program in PROGRAMS.items()}


@pytest.fixture(scope="module")
def folder(folder):
    """The traces of all programs, each with its twin's values."""
    twins = PAIRS | {second: first for first, second in PAIRS.items()}
    for name, program in PROGRAMS.items():
        twin = twins.get(name)
        twin = twin and (PROGRAMS[twin], runs()[twin])
        trace.write(folder / "traces" / f"{name}.json", program, runs()[name], twin)
    return folder


@pytest.fixture
def visit(open_page, address, folder):
    """Opens a page with these programs' viewers, and the one that the link leads to."""
    def visit(*names, link="", language="en", scheme="default", **options):
        page_name = f"{'+'.join(names)}-{language}-{scheme}.html"
        viewers = "\n".join(VIEWER.format(name) for name in names)
        text = PAGE.format(language=language, scheme=scheme, viewers=viewers)
        (folder / page_name).write_text(text, "utf-8")
        page = open_page(f"{address}{page_name}{'#why=' if link else ''}{link}", **options)
        if link:
            page.locator(".viewer").wait_for()
        return page
    return visit


# ---- reading and moving -------------------------------------------------------------------------------

def arithmetic(page):
    """The arithmetic shown, in one line."""
    return page.locator(".sides").evaluate("e => [...e.children].map(part => part.textContent).join('')")


def matrix(page, part, name):
    """The element of the value called `name` among those that the line reads or makes."""
    title = page.locator("b", has_text=re.compile(f"^{name}$"))
    return page.locator(f".{part} .value:not(.twin)").filter(has=title)


def cells(page, part, name):
    return matrix(page, part, name).locator("[role=gridcell]").all_inner_texts()


def lit(page):
    """The read elements that take part, as `X[0,0]`."""
    return page.locator(".reads .lit").evaluate_all("all => all.map(cell => cell.ariaLabel.split(' = ')[0])")


def line(page, text):
    return page.get_by_role("option", name=text, exact=True)


def scrubber(page):
    return page.get_by_role("slider")


def moment(page):
    return page.locator(".transport output").inner_text()


def trail(page):
    return page.locator(".trail li").all_inner_texts()


def expect_link(page, link):
    page.wait_for_function("link => location.hash === link", arg=f"#why={link}")


# ---- numbers ------------------------------------------------------------------------------------------

READ_CELLS = """([lines, epochs]) => {
  const root = document.querySelector("step-viewer").shadowRoot;
  const range = root.querySelector("input[type=range]");
  const rows = lines.map((text) =>
    [...root.querySelectorAll(".line")].find((row) => row.querySelector("code").textContent === text));
  return epochs.map((epoch) => {
    range.value = epoch;
    range.dispatchEvent(new Event("input"));
    return rows.flatMap((row) => {
      row.click();
      return [...root.querySelectorAll(".reads [role=gridcell]")].map((cell) => cell.textContent);
    });
  });
}"""


@pytest.mark.parametrize("name", [name for name, program in PROGRAMS.items() if "print(" in program.text])
def test_print_lines_show_what_the_program_printed(visit, name):
    """The cells themselves, in all epochs of a short program and some of a long one; test_trace.py has all."""
    lines = [text for text in PROGRAMS[name].text.split("\n") if text.strip().startswith("print(")]
    printed = NUMBER.findall(runs()[name].stdout)
    count = max(runs()[name].epochs) + 1 or 1
    size = len(printed) // count
    epochs = range(count) if count <= 20 else [0, 1, 2, 99, count - 1]
    page = visit(name, link=name)
    expected = [printed[epoch * size:(epoch + 1) * size] for epoch in epochs]
    assert page.evaluate(READ_CELLS, [lines, list(epochs)]) == expected


def test_an_element_shows_its_arithmetic_with_the_numbers_put_in(visit):
    page = visit("411_1", link="411_1,e0,Wb,0,1")
    assert arithmetic(page) == "Wb[0,1] = X[0,0]·Yb[0,1] = 2 × 60.000 = 120.000"
    assert lit(page) == ["X[0,0]", "Yb[0,1]"]
    assert cells(page, "reads", "X") == ["2", "3"] and cells(page, "reads", "Yb") == ["-8.000", "60.000"]
    assert cells(page, "makes", "Wb") == ["-16.000", "120.000", "-24.000", "180.000"]
    assert matrix(page, "makes", "Wb").locator(".shape").inner_text() == "2×2"


@pytest.mark.parametrize(("link", "text"), [
    ("434_1,e0,p", "p = p − lr·M / (√V + eps) = -5 − 0.5 × (-3.000) / (√9.000 + 1e-08) = -4.500000001666667"),
    ("434_1,e0,M", "M = m / (1 − beta_1^t) = -0.300 / (1 − 0.9¹) = -3.000"),
    ("432_1,e0,p", "p = p − (lr / √h)·dEdp = -5 − (0.5 / √9) × (-3) = -4.5"),
    ("432_1,e0,DpE", "dEdp = p + 2 = -5 + 2 = -3"),         # a link from before the names changed
    ("417_5,e0,H,0,0", "H[0,0] = H[0,0]·(H[0,0] > 0) = 0.378 × (0.378 > 0) = 0.378 × 1 = 0.378"),
    ("421_1,Es,3", "Es[3] = (ps[3] + 2)² / 2 = (-5.8678 + 2)² / 2 = 7.480"),
])
def test_arithmetic_of_other_programs(visit, link, text):
    assert arithmetic(visit(link.split(",")[0], link=link)) == text


def test_where_a_weight_comes_from_after_200_epochs(visit):
    page = visit("411_1-200", link="411_1-200,e199,W,0,1")
    assert cells(page, "makes", "W") == ["4.143", "-3.571", "5.714", "-6.857"]
    assert page.locator(".growth p").inner_text() == "5 − 1.200 − 1.032 − 0.888 − 5.451 = -3.571"
    page.locator(".growth button").nth(2).click()
    assert moment(page) == "epoch 1 / 199"
    assert arithmetic(page) == "W[0,1] = W[0,1] − lr·Wb[0,1] = 3.800 − 0.01 × 103.200 = 2.768"
    page.keyboard.press("Escape")
    page.locator(".growth button").first.click()
    assert (page.locator(".stage h3 code").inner_text(), cells(page, "makes", "W")) == \
        ("W = np.array([[3, 5], [4, 6]])", ["3", "5", "4", "6"])
    assert trail(page) == ["W[0,1] (epoch 199)", "W[0,1]"]


# ---- closed and open ----------------------------------------------------------------------------------

def test_a_closed_viewer_is_a_button_and_loads_little(visit):
    page = visit("411_1", "411_2")
    sizes = page.evaluate("performance.getEntriesByType('resource').map(r => [r.name, r.decodedBodySize])")
    loaded = [(name.rsplit("/", 1)[1], size) for name, size in sizes if "/js/" in name or "/traces/" in name]
    assert {name for name, _ in loaded} == {"index.js", "data.js", "labels.en.json"}
    assert sum(size for _, size in loaded) <= FIRST_LOAD
    assert page.get_by_role("button").all_inner_texts() == ["Line by line", "Line by line"]
    assert not page.get_by_text("A static table.").first.is_visible()


def test_without_scripts_what_stands_inside_is_shown(visit):
    page = visit("411_1", java_script_enabled=False)
    expect(page.get_by_text("A static table.")).to_be_visible()


def test_it_opens_at_the_first_computation_and_closes(visit):
    page = visit("411_1", language="ko")
    button = page.get_by_role("button", name="한 줄씩 보기")
    button.click()
    expect(page.get_by_role("region", name="411_1.py 한 줄씩 보기")).to_be_visible()
    assert arithmetic(page) == "Y[0,0] = X[0,0]·W[0,0] + X[0,1]·W[1,0] + B[0,0] = 2 × 3 + 3 × 4 + 1 = 19"
    page.get_by_role("button", name="접기").click()
    expect(page.locator(".viewer")).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")


def test_a_trace_that_cannot_be_loaded_says_so_and_can_be_tried_again(visit, folder):
    page = visit("later")
    page.get_by_role("button").click()
    expect(page.get_by_role("status")).to_have_text("The record could not be loaded. Press again to retry.")
    shutil.copy(folder / "traces" / "411_1.json", folder / "traces" / "later.json")
    page.get_by_role("button").click()
    expect(page.locator(".viewer")).to_be_visible()


# ---- time ---------------------------------------------------------------------------------------------

def test_stepping_forward_and_back(visit):
    page = visit("411_1", link="411_1,e0,E")
    forward = page.get_by_role("button", name="One step forward")
    back = page.get_by_role("button", name="One step back")
    assert (moment(page), cells(page, "makes", "E")) == ("epoch 0 / 1", ["1832.000"])
    forward.click()
    assert (moment(page), cells(page, "makes", "E")) == ("epoch 1 / 1", ["1354.947"])
    expect(forward).to_be_disabled()
    forward.click(force=True)
    assert moment(page) == "epoch 1 / 1"
    back.click()
    back.click(force=True)
    assert (moment(page), cells(page, "makes", "E")) == ("epoch 0 / 1", ["1832.000"])


def test_scrubbing_both_ways(visit):
    page = visit("412_1", link="412_1,e0,Y,0,2")
    seen = {}
    for epoch in [0, 3, 199, 57, 3, 0]:
        scrubber(page).fill(str(epoch))
        assert moment(page) == f"epoch {epoch} / 199"
        shown = (arithmetic(page), cells(page, "makes", "Y"), cells(page, "reads", "W"))
        assert seen.setdefault(epoch, shown) == shown
    assert seen[0][1] == ["39", "58", "86"] and seen[199][1] == ["27.000", "-30.000", "179.000"]
    assert seen[0] != seen[3] != seen[57]


def test_dragging_on_the_curve_scrubs(visit):
    page = visit("412_1", link="412_1,e0,Y,0,2")
    box = page.locator(".plot").bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 1, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, y, steps=3)
    page.mouse.up()
    assert moment(page) in ("epoch 99 / 199", "epoch 100 / 199")


def test_playing_goes_to_the_end_and_stops(visit):
    page = visit("411_1", link="411_1,e0,E")
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("() => document.querySelector('step-viewer').shadowRoot"
                           ".querySelector('.transport output').textContent === 'epoch 1 / 1'")
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_playing_can_be_paused(visit):
    page = visit("412_1", link="412_1,e0,E")
    page.get_by_role("button", name="Play").click()
    page.get_by_role("button", name="Pause").click()
    stopped = moment(page)
    page.wait_for_timeout(200)
    assert moment(page) == stopped != "epoch 199 / 199"


def test_a_program_without_a_loop_has_no_scrubber(visit):
    page = visit("421_1", link="421_1")
    expect(page.locator(".transport")).to_be_hidden()
    assert "first 12 of 1,000" in page.locator(".makes figcaption").inner_text()


# ---- lines and elements -------------------------------------------------------------------------------

def test_choosing_a_line_shows_what_it_reads_and_makes(visit):
    page = visit("415_1", link="415_1")
    line(page, "Hb = Ob @ WO.T").click()
    assert page.locator(".reads figcaption b").all_inner_texts() == ["Ob", "WO"]
    assert page.locator(".makes figcaption b").all_inner_texts()[0] == "Hb"
    line(page, "lr = 0.01").click()
    assert arithmetic(page) == "lr = 0.01"
    assert "Written in the program" in page.locator(".origin").inner_text()


def test_pointing_previews_and_leaving_restores(visit):
    page = visit("411_1", link="411_1,e0,Wb,0,1")
    page.locator(".makes [role=gridcell]").nth(2).hover()
    assert arithmetic(page) == "Wb[1,0] = X[0,1]·Yb[0,0] = 3 × (-8.000) = -24.000"
    assert lit(page) == ["X[0,1]", "Yb[0,0]"]
    page.locator("h1").hover()
    assert arithmetic(page) == "Wb[0,1] = X[0,0]·Yb[0,1] = 2 × 60.000 = 120.000"


def test_pointing_at_an_operand_marks_it_everywhere(visit):
    page = visit("411_1", link="411_1,e0,Wb,0,1")
    page.locator(".ways button", has_text="Yb[0,1]").hover()
    assert page.locator(".marked").all_inner_texts()[0] == "60.000"
    assert page.locator(".operand.marked").all_inner_texts() == ["Yb[0,1]", "60.000"]


def test_tapping_chooses(visit):
    page = visit("411_1", link="411_1,e0,Wb,0,1", viewport={"width": 360, "height": 740}, has_touch=True)
    page.locator(".makes [role=gridcell]").nth(0).tap()
    assert arithmetic(page) == "Wb[0,0] = X[0,0]·Yb[0,0] = 2 × (-8.000) = -16.000"
    line(page, "Bb = 1 * Yb").tap()
    assert arithmetic(page) == "Bb[0,0] = 1·Yb[0,0] = 1 × (-8.000) = -8.000"


def test_going_on_leads_back_to_the_data(visit):
    page = visit("411_1", link="411_1,e1,W,0,1")
    for operand in ["Wb[0,1]", "Yb[0,1]", "Y[0,1]", "W[0,1]", "Wb[0,1]", "X[0,0]"]:
        page.locator(".ways button", has_text=re.compile(re.escape(operand) + " =")).click()
    last = ["Yb[0,1]", "Y[0,1]", "W[0,1] (epoch 0)", "Wb[0,1]", "X[0,0]"]
    assert trail(page) == ["W[0,1] (epoch 1)", "…", *last]
    assert arithmetic(page) == "X[0,0] = 2" and not page.locator(".ways").count()
    page.keyboard.press("Escape")
    assert arithmetic(page) == "Wb[0,1] = X[0,0]·Yb[0,1] = 2 × 60.000 = 120.000"
    page.locator(".trail button").first.click()
    assert (moment(page), trail(page)) == ("epoch 1 / 1", [])
    assert arithmetic(page) == "W[0,1] = W[0,1] − lr·Wb[0,1] = 3.800 − 0.01 × 103.200 = 2.768"


def test_a_line_that_did_not_run_says_so(visit, folder):
    program = "p = 1.5\nfor i in range(3):\n    if i == 1:\n        q = p * 2\n    p = p + 1\n"
    run = Pool().run([made := Program("some.py", program, ROOT / "some.py")])[program]
    trace.write(folder / "traces" / "some.json", made, run)
    page = visit("some", link="some,e1,q")
    assert arithmetic(page) == "q = p·2 = 2.500 × 2 = 5.000"
    scrubber(page).fill("2")
    expect(page.locator(".empty")).to_have_text("This line did not run in this turn of the loop.")


# ---- keyboard, speech ---------------------------------------------------------------------------------

def test_everything_by_keyboard(visit):
    page = visit("411_1")
    press = page.keyboard.press
    press("Tab")
    press("Enter")
    page.locator(".viewer").wait_for()
    for _ in range(4):
        press("Tab")
    press("ArrowRight")
    assert moment(page) == "epoch 1 / 1"
    press("Tab")
    for _ in range(3):
        press("ArrowDown")
    assert page.locator(".stage h3 code").inner_text() == "Wb = X.T @ Yb"
    press("Tab"), press("Tab"), press("Tab")
    press("ArrowRight"), press("ArrowDown")
    assert arithmetic(page) == "Wb[1,1] = X[0,1]·Yb[0,1] = 3 × 51.600 = 154.800"
    press("Home")
    assert arithmetic(page).startswith("Wb[1,0] = ")
    press("Shift+Tab"), press("ArrowRight"), press("Enter")
    assert arithmetic(page) == "Yb[0,1] = 2·(Y[0,1] − T[0,1]) / 2 = 2 × (21.600 − (-30)) / 2 = 51.600"
    assert page.evaluate("document.activeElement.shadowRoot.activeElement.ariaLabel") == "Yb[0,1] = 51.600"
    press("Escape")
    assert arithmetic(page).startswith("Wb[1,0] = ")


def test_where_the_reader_is_gets_announced(visit):
    page = visit("411_1", link="411_1,e0,Wb,0,1")
    scrubber(page).fill("1")
    expect(page.locator(".spoken")).to_have_text("epoch 1. Wb[0,1] = X[0,0]·Yb[0,1] = 2 × 51.600 = 103.200")


def test_grids_and_their_cells_have_names(visit):
    page = visit("411_1", link="411_1,e0,Wb,0,1")
    grid = page.get_by_role("grid", name="Wb 2×2")
    expect(grid.get_by_role("gridcell", name="Wb[0,1] = 120.000")).to_have_attribute("aria-selected", "true")
    assert grid.locator("[tabindex='0']").count() == 1


# ---- addresses ----------------------------------------------------------------------------------------

@pytest.mark.parametrize("link", [
    "411_1,e1,W,0,1", "411_1,e1,W@7,1,0", "411_1,e0,Y,0,0", "411_1,e1,E", "421_1,Es,3"])
def test_an_address_restores_what_was_seen(visit, link):
    """Going elsewhere changes the address; the old one leads back to the same."""
    page = visit(link.split(",")[0], link=link)
    expect(page.locator(".problem")).to_be_hidden()
    seen = page.locator(".stage").inner_text()
    page.locator(".line").first.click()
    page.wait_for_function("link => location.hash !== link", arg=f"#why={link}")
    assert page.locator(".stage").inner_text() != seen
    page.evaluate("hash => { location.hash = hash; }", f"#why={link}")
    page.wait_for_function("seen => document.querySelector('step-viewer').shadowRoot"
                           ".querySelector('.stage').innerText === seen", arg=seen)


def test_the_address_follows_the_reader(visit):
    page = visit("416_1", link="416_1")
    line(page, "H = I @ WH + BH").click()
    page.locator(".makes [role=gridcell]").nth(1).click()
    scrubber(page).fill("12")
    expect_link(page, "416_1,e12,H@15,0,1")
    line(page, "H = 1 / (1 + np.exp(-H))").click()
    expect_link(page, "416_1,e12,H,0,0")


@pytest.mark.parametrize(("link", "problem"), [
    ("411_1,e7,W,0,1", "The address asks for epoch 7; the record has only 0 to 1."),
    ("411_1,e0,Q,0,1", "No line makes “Q”, which the address asks for; the view starts from the beginning."),
    ("411_1,e0,W@13,0,1", "No line makes “W@13”, which the address asks for; the view starts from the beginning."),
    ("411_1,e0,W,0,9", "The address asks for W[0,9], which doesn’t exist; the first element is shown."),
    ("411_1,e0,W,0", "The address asks for W[0], which doesn’t exist; the first element is shown."),
    ("411_1,e0,W,x,1", "“x” in the address can’t be read; the view starts from the beginning."),
    ("411_1,epoch=3", "“epoch=3” in the address can’t be read; the view starts from the beginning."),
    ("411_1,e0,%3Cimg%3E", "“<img>” in the address can’t be read; the view starts from the beginning."),
])
def test_an_address_that_leads_nowhere_falls_back_with_a_note(visit, link, problem):
    page = visit("411_1", link=link)
    expect(page.locator(".problem")).to_have_text(problem)
    assert " = " in arithmetic(page) and moment(page) == "epoch 0 / 1"
    line(page, "Bb = 1 * Yb").click()
    expect(page.locator(".problem")).to_be_hidden()


@pytest.mark.parametrize(("link", "problem"), [
    ("#why=999_1,e0", "The address names “999_1”, a program that isn’t on this page."),
    ("#why=%E0%A4%A", "“#why=%E0%A4%A” in the address can’t be read; the view starts from the beginning."),
])
def test_an_address_of_no_program_on_the_page_is_noted_once(visit, link, problem):
    page = visit("411_1", "412_1")
    page.evaluate("hash => { location.hash = hash; }", link)
    expect(page.get_by_text(problem)).to_have_count(1)
    assert not page.locator(".viewer").count()


def test_other_fragments_are_left_alone(visit):
    page = visit("411_1")
    page.evaluate("location.hash = '#section'")
    page.wait_for_timeout(100)
    assert not page.locator(".viewer").count()
    assert page.locator("[role=status]").inner_text() == ""


def test_the_link_can_be_copied(visit, address):
    page = visit("411_1", link="411_1,e1,W,0,1", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy a link to this view").click()
    expect(page.get_by_role("button", name="Link copied.")).to_be_visible()
    expected = f"{address}411_1-en-default.html#why=411_1,e1,W,0,1"
    assert page.evaluate("navigator.clipboard.readText()") == expected


# ---- twins --------------------------------------------------------------------------------------------

@pytest.mark.parametrize("name", PAIRS)
def test_the_twin_s_values_stand_beside(visit, name):
    """In the first, a middle and the last epoch, with the largest difference of all elements."""
    mine, theirs = runs()[name], runs()[PAIRS[name]]
    page = visit(name, link=name)
    for variable in ("E", "WO" if "WO" in mine.timeline else "W"):
        epochs = sorted({epoch for _, epoch, _ in mine.timeline["E"]})
        for epoch in (epochs[0], epochs[len(epochs) // 2], epochs[-1]):
            page.evaluate("hash => { location.hash = hash; }", f"#why={name},e{epoch},{variable}")
            expect(page.locator(".stage h3 code")).to_contain_text(f"{variable} = ")
            expect(page.locator(".transport output")).to_have_text(f"epoch {epoch} / {epochs[-1]}")
            twin = page.locator(".twin")
            gap = abs(mine.at(variable, epoch).astype(float) - theirs.at(variable, epoch).astype(float)).max()
            shown = re.search(r"largest difference (\S+)", twin.locator("figcaption").inner_text())[1]
            assert float(shown) == pytest.approx(gap, rel=0.051)
            shown_values = np.array(twin.locator("[role=cell]").all_inner_texts(), float)
            assert np.abs(shown_values - theirs.at(variable, epoch).ravel()).max() <= 0.0005 + 1e-9


def test_the_twin_leads_to_the_arithmetic(visit):
    page = visit("411_1", "411_2", link="411_2,e1,W,0,1")
    viewers = page.locator("step-viewer")
    assert "Computed inside a library" in viewers.nth(1).locator(".origin").inner_text()
    viewers.nth(1).get_by_role("button", name="See the arithmetic in 411_1.py").click()
    expect(viewers.nth(0).locator(".stage h3 code")).to_have_text("W = W - lr * Wb")
    assert arithmetic(viewers.nth(0)) == "W[0,1] = W[0,1] − lr·Wb[0,1] = 3.800 − 0.01 × 103.200 = 2.768"


# ---- for everybody ------------------------------------------------------------------------------------

@pytest.mark.parametrize("width", [1200, 360])
@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize(("language", "link"), [("ko", "416_1,e3,Ob,0,1"), ("en", "434_1,e0,p")])
def test_no_accessibility_rule_is_broken(visit, language, scheme, width, link):
    page = visit(link.split(",")[0], link=link, language=language, scheme=scheme,
                 viewport={"width": width, "height": 900}, reduced_motion="reduce",
                 color_scheme="dark" if scheme == "slate" else "light")
    page.locator(".ways button").first.click()
    result = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert [(v["id"], node["html"]) for v in result.response["violations"] for node in v["nodes"]] == []


@pytest.mark.parametrize("name", ["411_1", "412_1", "417_1", "421_1", "434_1"])
def test_it_fits_a_phone(visit, name):
    page = visit(name, link=name, viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    boxes = page.locator(":is(button, [role=gridcell], .line):visible").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect()).map(({ width, height }) => [width, height])")
    assert min(height for _, height in boxes) >= 24 and min(width for width, _ in boxes) >= 20


def test_nothing_moves_by_itself_where_motion_is_reduced(visit):
    page = visit("411_1", link="411_1", reduced_motion="reduce")
    cell = page.locator(".makes [role=gridcell]").first
    assert cell.evaluate("e => getComputedStyle(e).transitionDuration") == "0s"


def test_sign_is_told_by_hue_and_size_by_strength(visit):
    page = visit("411_1", link="411_1,e0,Wb,0,1")
    colours = page.locator(".makes [role=gridcell]").evaluate_all(
        "all => all.map(e => getComputedStyle(e).backgroundColor)")
    small_negative, positive, negative, large_positive = colours
    assert len(set(colours)) == 4
    alpha = {colour: float(re.search(r"/ ([\d.]+)", colour)[1]) for colour in colours}
    assert alpha[small_negative] < alpha[negative] < alpha[positive] < alpha[large_positive]
    (red, _, blue), (warm, _, cold) = (
        map(float, re.search(r"srgb ([\d. ]+) /", colour)[1].split()) for colour in (positive, negative))
    assert blue > red and warm > cold
