"""The step viewer in a real browser, on pages with nothing else but the site's theme."""

import re

import numpy as np
import pytest
from examples import few_first
from playwright.sync_api import expect
from traced import FEW, PROGRAMS, TWINS, runs
from viewer_fixtures import at, library, pages, visit  # noqa: F401
from viewer_reading import arithmetic, cells, line, lit, moment, scrub, source, trail

from literate.viewer.rounding import NUMBER

from .conftest import script

FIRST_LOAD = 10 * 1024          # bytes that a page with closed viewers may load for them, not compressed
BACK_TO_THE_START = "the view starts from the beginning."


# ---- numbers ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", few_first(
    [name for name, program in PROGRAMS.items() if "print(" in program.text], FEW))
def test_print_lines_show_what_the_program_printed(at, name):
    """The cells themselves, in all epochs of a short program and some of a long one: see test_trace.py."""
    lines = [text for text in PROGRAMS[name].text.split("\n") if text.strip().startswith("print(")]
    printed = NUMBER.findall(runs()[name].stdout)
    count = max(runs()[name].epochs) + 1 or 1
    size = len(printed) // count
    epochs = range(count) if count <= 20 else [0, 1, 2, count // 2, count - 1]
    expected = [printed[epoch * size:(epoch + 1) * size] for epoch in epochs]
    assert at(name).evaluate(script("cells"), [lines, list(epochs)]) == expected


def test_an_element_shows_its_arithmetic_with_the_numbers_put_in(at):
    viewer = at("411_1,e0,Wb,0,1")
    assert arithmetic(viewer) == "Wb[0,1] = X[0,0]·Yb[0,1] = 2 × 60.000 = 120.000"
    assert lit(viewer) == ["X[0,0]", "Yb[0,1]"]
    assert cells(viewer, "reads", "X") == ["2", "3"] and cells(viewer, "reads", "Yb") == ["-8.000", "60.000"]
    assert cells(viewer, "makes", "Wb") == ["-16.000", "120.000", "-24.000", "180.000"]
    grid = viewer.get_by_role("grid", name="Wb 2×2")
    cell = grid.get_by_role("gridcell", name="Wb[0,1] = 120.000")
    expect(cell).to_have_attribute("aria-selected", "true")
    assert grid.locator("[tabindex='0']").count() == 1


def test_line_by_line_from_an_epoch_into_the_next_and_back(at):
    viewer = at("411_1,e0,B,0,0")
    on, back = (viewer.get_by_role("button", name=name) for name in ("Next line", "Previous line"))
    for _ in range(5):                              # past what is printed
        on.click()
    assert (source(viewer), moment(viewer)) == ("for epoch in range(2):", "epoch 1 (0–1)")
    back.click()
    assert (source(viewer), moment(viewer)) == ("print(' B =', B)", "epoch 0 (0–1)")
    at("411_1,e0,X,0,0")
    expect(back).to_have_attribute("aria-disabled", "true")
    back.evaluate("button => button.click()")
    assert source(viewer).startswith("X = ")


def test_where_a_plain_number_comes_from(at):
    viewer = at("412_1,e0,Yb,0,1")
    assert arithmetic(viewer).endswith(" / 3 = 2 × (58 − (-30)) / 3 ≈ 58.667")
    expect(viewer.locator(".sizes")).to_have_text("Y.shape[1] = 3 (columns of Y)")
    expect(at("412_1,e0,W,0,1").locator(".sizes")).to_be_hidden()


def test_where_a_weight_comes_from_after_200_epochs(at):
    viewer = at("411_1-200,e199,W,0,1")
    assert viewer.locator(".growth p").inner_text() == "5 − 1.200 − 1.032 − 0.888 = 1.880 (epoch 2, line 20)"
    viewer.locator(".growth button").nth(2).click()
    assert moment(viewer) == "epoch 1 (0–199)"
    assert arithmetic(viewer) == "W[0,1] = W[0,1] − lr·Wb[0,1] = 3.800 − 0.01 × 103.200 = 2.768"
    viewer.page.keyboard.press("Escape")
    viewer.locator(".growth button").first.click()
    assert source(viewer) == "W = np.array([[3, 5], [4, 6]])"
    assert trail(viewer) == ["W[0,1] (epoch 199)", "W[0,1]"]


# ---- closed and open ----------------------------------------------------------------------------------

def test_a_closed_viewer_is_a_button_and_loads_little(visit):
    page = visit("411_1", "411_2")
    page.get_by_role("button").nth(1).wait_for()
    sizes = page.evaluate("performance.getEntriesByType('resource').map(r => [r.name, r.decodedBodySize])")
    loaded = [(name.rsplit("/", 1)[1], size) for name, size in sizes if "/js/" in name or "/traces/" in name]
    assert sorted(name for name, _ in loaded) == ["data.js", "index.js", "labels.en.json"]
    assert sum(size for _, size in loaded) <= FIRST_LOAD
    assert page.get_by_role("button").all_inner_texts() == ["Line by line", "Line by line"]
    assert not page.get_by_text("A static table.").first.is_visible()


def test_without_scripts_what_stands_inside_is_shown(visit):
    expect(visit("411_1", java_script_enabled=False).locator("step-viewer p")).to_be_visible()


def test_it_opens_at_the_first_computation_and_closes(visit):
    page = visit("411_1", language="ko")
    button = page.get_by_role("button", name="한 줄씩 보기")
    button.click()
    expect(page.get_by_role("region", name="411_1.py 한 줄씩 보기")).to_be_visible()
    assert arithmetic(page) == "Y[0,0] = X[0,0]·W[0,0] + X[0,1]·W[1,0] + B[0,0] = 2 × 3 + 3 × 4 + 1 = 19"
    page.get_by_role("button", name="접기").click()
    expect(page.locator(".viewer")).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")


def test_a_trace_that_cannot_be_loaded_says_so_and_can_be_tried_again(visit, watched):
    page = visit("411_1")
    page.route("**/411_1.json", lambda route: route.fulfill(status=503))
    with page.expect_response("**/411_1.json"):
        page.get_by_role("button").click()
    expect(page.get_by_role("status")).to_have_text("The record could not be loaded. Press again to retry.")
    page.unroute("**/411_1.json")
    page.get_by_role("button").click()
    expect(page.locator(".viewer")).to_be_visible()
    watched.problems.clear()            # the answer of the host that refused


# ---- time ---------------------------------------------------------------------------------------------

def test_stepping_forward_and_back(at):
    viewer = at("411_1,e0,E")
    seen = []
    for direction in ("Next", "Next", "Previous", "Previous"):
        button = viewer.get_by_role("button", name=f"{direction} epoch")
        button.click(force=True)
        seen.append((moment(viewer), *cells(viewer, "makes", "E")))
    assert seen == [("epoch 1 (0–1)", "1354.947")] * 2 + [("epoch 0 (0–1)", "1832.000")] * 2
    expect(button).to_be_disabled()


def test_scrubbing_both_ways(at):
    viewer = at("412_1,e0,Y,0,2")
    seen = {}
    for epoch in [0, 3, 199, 57, 3, 0]:
        scrub(viewer, epoch)
        assert moment(viewer) == f"epoch {epoch} (0–199)"
        shown = (arithmetic(viewer), cells(viewer, "makes", "Y"), cells(viewer, "reads", "W"))
        assert seen.setdefault(epoch, shown) == shown
    assert seen[0][1] == ["39", "58", "86"] and seen[199][1] == ["27.000", "-30.000", "179.000"]
    assert seen[0] != seen[3] != seen[57]


def test_dragging_on_the_curve_scrubs(at):
    viewer = at("412_1,e0,Y,0,2")
    box, mouse = viewer.locator(".plot").bounding_box(), viewer.page.mouse
    y = box["y"] + box["height"] / 2
    mouse.move(box["x"] + 1, y)
    mouse.down()
    mouse.move(box["x"] + box["width"] / 2, y, steps=3)
    mouse.up()
    assert moment(viewer) in ("epoch 99 (0–199)", "epoch 100 (0–199)")


def test_playing_goes_to_the_end_and_can_be_paused(at):
    viewer = at("412_1,e0,E")
    viewer.get_by_role("button", name="Play").click()
    viewer.page.clock.run_for(600)
    viewer.get_by_role("button", name="Pause").click()
    stopped = moment(viewer)
    viewer.page.clock.run_for(5_000)
    assert moment(viewer) == stopped == "epoch 10 (0–199)"
    viewer.get_by_role("button", name="Play").click()
    viewer.page.clock.run_for(15_000)
    assert moment(viewer) == "epoch 199 (0–199)" and viewer.get_by_role("button", name="Play").is_visible()


def test_a_program_without_a_loop_has_no_scrubber(at):
    viewer = at("421_1")
    assert "first 12 of 1,000" in viewer.locator(".makes figcaption").inner_text()
    expect(viewer.locator(".transport")).to_be_hidden()


# ---- lines and elements -------------------------------------------------------------------------------

def test_choosing_a_line_shows_what_it_reads_and_makes(at):
    viewer = at("415_1")
    line(viewer, "Hb = Ob @ WO.T").click()
    assert viewer.locator(".reads figcaption b").all_inner_texts() == ["Ob", "WO"]
    assert viewer.locator(".makes figcaption b").all_inner_texts()[0] == "Hb"
    line(viewer, "lr = 0.01").click()
    assert arithmetic(viewer) == "lr = 0.01"
    assert "Written in the program" in viewer.locator(".origin").inner_text()


def test_a_line_that_tensorflow_computes_too_names_the_operations(at):
    said = at("411_1,e0,Y").locator(".operations")
    expect(said).to_have_text("TensorFlow gets it from MatMul, BiasAdd. All operations of a step (4.4.2)")
    expect(said.get_by_role("link")).to_have_attribute("href", "../442/")
    expect(at("416_3,e0,Hb").locator(".operations")).to_contain_text("TanhGrad.")
    expect(at("411_1,e0,lr").locator(".operations")).to_be_hidden()


def test_pointing_previews_and_marks_and_leaving_restores(at):
    viewer = at("411_1,e0,Wb,0,1")
    viewer.locator(".makes [role=gridcell]").nth(2).hover()
    assert arithmetic(viewer) == "Wb[1,0] = X[0,1]·Yb[0,0] = 3 × (-8.000) = -24.000"
    assert lit(viewer) == ["X[0,1]", "Yb[0,0]"]
    viewer.locator(".copy").hover()
    assert arithmetic(viewer) == "Wb[0,1] = X[0,0]·Yb[0,1] = 2 × 60.000 = 120.000"
    viewer.locator(".ways button", has_text="Yb[0,1]").hover()
    assert viewer.locator("[role=gridcell].marked").all_inner_texts() == ["60.000"]
    assert viewer.locator(".operand.marked").all_inner_texts() == ["Yb[0,1]", "60.000"]


def test_going_on_leads_back_to_the_data(at):
    viewer = at("411_1,e1,W,0,1")
    for operand in ["Wb[0,1]", "Yb[0,1]", "Y[0,1]", "W[0,1]", "Wb[0,1]", "X[0,0]"]:
        viewer.locator(".ways button", has_text=re.compile(re.escape(operand) + " =")).click()
    last = ["Yb[0,1]", "Y[0,1]", "W[0,1] (epoch 0)", "Wb[0,1]", "X[0,0]"]
    assert trail(viewer) == ["W[0,1] (epoch 1)", "…", *last]
    assert arithmetic(viewer) == "X[0,0] = 2" and not viewer.locator(".ways").count()
    viewer.page.keyboard.press("Escape")
    assert arithmetic(viewer) == "Wb[0,1] = X[0,0]·Yb[0,1] = 2 × 60.000 = 120.000"
    viewer.locator(".trail button").first.click()
    assert (moment(viewer), trail(viewer)) == ("epoch 1 (0–1)", [])
    assert arithmetic(viewer) == "W[0,1] = W[0,1] − lr·Wb[0,1] = 3.800 − 0.01 × 103.200 = 2.768"


def test_a_line_that_did_not_run_says_so(at):
    viewer = at("some,e1,q")
    assert arithmetic(viewer) == "q = p·2 = 2.500 × 2 = 5.000"
    scrub(viewer, 2)
    expect(viewer.locator(".empty")).to_have_text("This line did not run in this turn of the loop.")


# ---- keyboard, speech ---------------------------------------------------------------------------------

def test_everything_by_keyboard(visit):
    page = visit("411_1")

    def press(*keys):
        for key in keys:
            page.keyboard.press(key)
    page.get_by_role("button").wait_for()
    press("Tab", "Enter")
    page.locator(".viewer").wait_for()
    press("ArrowRight", "ArrowRight", "ArrowLeft", "Tab", "ArrowDown", "ArrowDown")
    assert source(page) == "Wb = X.T @ Yb"
    press(*["Tab"] * 12, "ArrowRight")
    assert moment(page) == "epoch 1 (0–1)"
    press(*["Shift+Tab"] * 4, "ArrowRight", "ArrowDown")
    assert arithmetic(page) == "Wb[1,1] = X[0,1]·Yb[0,1] = 3 × 51.600 = 154.800"
    press("Home")
    assert arithmetic(page).startswith("Wb[1,0] = ")
    press("Shift+Tab", "ArrowRight", "Enter")
    assert arithmetic(page) == "Yb[0,1] = 2·(Y[0,1] − T[0,1]) / 2 = 2 × (21.600 − (-30)) / 2 = 51.600"
    assert page.evaluate("document.activeElement.shadowRoot.activeElement.ariaLabel") == "Yb[0,1] = 51.600"
    press("Escape")
    assert arithmetic(page).startswith("Wb[1,0] = ")
    press("Escape")
    expect(page.locator(".viewer")).to_be_hidden()
    assert page.evaluate("document.activeElement.shadowRoot.activeElement.textContent") == "Line by line"


def test_numbers_of_an_arithmetic_have_the_same_digits_wherever_they_stand(at):
    viewer = at("415_1,e1,WO,0,0")
    assert arithmetic(viewer) == "WO[0,0] = WO[0,0] − lr·WOb[0,0] = 0.3965 − 0.01 × 0.3372 ≈ 0.393"
    assert viewer.locator(".reads .lit").all_inner_texts() == ["0.3965", "0.01", "0.3372"]
    assert viewer.locator(".ways .what").all_inner_texts() == [
        "WO[0,0] = 0.3965", "WOb[0,0] = 0.3372", "lr = 0.01"]
    assert viewer.locator(".makes [aria-selected=true]").inner_text() == "0.393"


def test_where_the_reader_is_gets_announced_once_it_rests(at):
    viewer = at("411_1,e0,Wb,0,1")
    scrub(viewer, 1)
    viewer.page.clock.run_for(1_000)
    said = "epoch 1. Wb[0,1] = X[0,0]·Yb[0,1] = 2 × 51.600 = 103.200"
    expect(viewer.locator(".spoken")).to_have_text(said)


# ---- addresses ----------------------------------------------------------------------------------------

def address_at_rest(viewer):
    """The address once nothing has moved for a while."""
    viewer.page.clock.run_for(1_000)
    return viewer.page.evaluate("location.hash")


@pytest.mark.parametrize("link", ["411_1,e1,W@7,1,0", "411_1,e1,E", "421_1,Es,3"])
def test_an_address_restores_what_was_seen(at, link):
    """Going elsewhere changes the address; the old one leads back to the same."""
    viewer = at(link)
    seen = viewer.locator(".stage").inner_text()
    viewer.locator(".line").first.click()
    assert address_at_rest(viewer) != f"#why={link}"
    assert viewer.locator(".stage").inner_text() != seen
    assert at(link).locator(".stage").inner_text() == seen
    expect(viewer.locator(".problem")).to_be_hidden()


def test_the_address_follows_the_reader(at):
    viewer = at("416_1")
    line(viewer, "H = I @ WH + BH").click()
    viewer.locator(".makes [role=gridcell]").nth(1).click()
    scrub(viewer, 12)
    assert address_at_rest(viewer) == "#why=416_1,e12,H@15,0,1"
    line(viewer, "H = 1 / (1 + np.exp(-H))").click()
    assert address_at_rest(viewer) == "#why=416_1,e12,H,0,0"


def test_an_address_brings_the_way_along(at):
    viewer = at("411_1,e1,W,0,1")
    for operand in ["Wb[0,1]", "Yb[0,1]"]:
        viewer.locator(".ways button", has_text=re.compile(re.escape(operand) + " =")).click()
    there = ["W[0,1] (epoch 1)", "Wb[0,1]", "Yb[0,1]"]
    assert trail(viewer) == there and address_at_rest(viewer) == "#why=411_1,e1,Yb,0,1;e1,W,0,1;e1,Wb,0,1"
    again = at("411_1,e1,Yb,0,1;e1,W,0,1;e1,Wb,0,1")
    assert trail(again) == there
    again.page.keyboard.press("Escape")
    again.locator(".trail button").first.click()
    assert arithmetic(again).startswith("W[0,1] = ")


@pytest.mark.parametrize(("link", "problem"), [
    ("e7,W,0,1", "The address asks for epoch 7; the record has only 0 to 1."),
    ("e0,%3Cimg%3E", f"“<img>” in the address can’t be read; {BACK_TO_THE_START}"),
])
def test_an_address_that_leads_nowhere_falls_back_with_a_note(at, link, problem):
    viewer = at(f"411_1,{link}")
    expect(viewer.locator(".problem")).to_have_text(problem)
    assert " = " in arithmetic(viewer) and moment(viewer) == "epoch 0 (0–1)"
    line(viewer, "Bb = 1 * Yb").click()
    expect(viewer.locator(".problem")).to_be_hidden()


def test_addresses_of_nothing_on_the_page(visit):
    page = visit("411_1", "412_1")
    page.get_by_role("button").nth(1).wait_for()
    page.evaluate(script("change_hash"), "#section")
    assert page.locator("[role=status]").all_inner_texts() == ["", ""]
    for link, problem in [
        ("#why=999_1,e0", "The address names “999_1”, a program that isn’t on this page."),
        ("#why=%E0%A4%A", f"“#why=%E0%A4%A” in the address can’t be read; {BACK_TO_THE_START}"),
    ]:
        page.evaluate(script("change_hash"), link)
        expect(page.get_by_text(problem)).to_have_count(1)
    assert not page.locator(".viewer").count()


def test_the_link_can_be_copied(visit):
    page = visit("411_1", link="411_1,e1,W,0,1", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy a link to this view").click()
    expect(page.get_by_role("button", name="Link copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url and "W,0,1" in page.url


# ---- twins --------------------------------------------------------------------------------------------

@pytest.mark.parametrize("name", few_first(TWINS, FEW))
def test_the_twin_s_values_stand_beside(at, name):
    """In the first, a middle and the last epoch, with the largest difference of all elements."""
    mine, theirs = runs()[name], runs()[TWINS[name]]
    epochs = sorted({epoch for _, epoch, _ in mine.timeline["E"]})
    for variable in ("E", "WO" if "WO" in mine.timeline else "W"):
        for epoch in (epochs[0], epochs[len(epochs) // 2], epochs[-1]):
            viewer = at(f"{name},e{epoch},{variable}")
            assert moment(viewer) == f"epoch {epoch} (0–{epochs[-1]})"
            twin, true = viewer.locator(".twin"), theirs.at(variable, epoch).astype(float)
            shown = re.search(r"largest difference (\S+)", twin.locator("figcaption").inner_text())[1]
            gap = abs(mine.at(variable, epoch).astype(float) - true).max()
            assert float(shown) == pytest.approx(gap, rel=0.051)
            values = np.array(twin.locator("[role=cell]").all_inner_texts(), float)
            assert np.abs(values - true.ravel()).max() <= 0.0005 + 1e-9


def test_the_twin_leads_to_the_arithmetic(visit):
    page = visit("411_1", "411_2", link="411_2,e1,W,0,1")
    viewers = page.locator("step-viewer")
    name = "The same number, with its arithmetic: 411_1.py, line 20, epoch 1"
    viewers.nth(1).get_by_role("button", name=name).click()
    expect(viewers.nth(0).locator(".stage h3 code")).to_have_text("W = W - lr * Wb")
    assert arithmetic(viewers.nth(0)) == "W[0,1] = W[0,1] − lr·Wb[0,1] = 3.800 − 0.01 × 103.200 = 2.768"
