"""Traces of programs that are in no book, and the names of traces."""

import json
from pathlib import Path

import numpy as np
import pytest
from examples import rows, tables
from shown_numbers import assert_it_comes_out
from traced import counts, edited, made_up, shown_by_browsers
from training_loops import run, text

from literate.programs.program import SNIPPETS, Program
from literate.viewer import trace
from literate.viewer.rounding import NUMBER

IMPORT = "import numpy as np\n"
PROGRAMS = tables(__file__)["programs"]


def bindings(program, name):
    """What the lines of the program that make ``name`` made of it."""
    return [binding for binding in made_up(program)[0]["bindings"] if binding["name"] == name]


def test_a_new_program_gets_its_trace_for_nothing():
    built, _ = made_up(PROGRAMS["all sorts"])
    assert counts(built) == (3 * (6 + 3 + 2 + 2 + 1 + 1 + 3), 0) and built["epochs"] == [1, 2, 3]
    assert_it_comes_out(shown_by_browsers(json.loads(trace.written(built)))[0]["arithmetic"])


def test_a_statement_that_swaps_reads_both_before_it_binds_one():
    _, low = bindings(PROGRAMS["all sorts"], "low")
    assert low["why"] == ["high:0"] and low["values"] == [[1.0, 1.0, 2.0]]


@pytest.mark.parametrize("statement", rows(__file__, "unexplained"))
def test_what_cannot_be_explained_is_shown_without_arithmetic(statement):
    built, done = made_up(f"{IMPORT}import types\n\nhidden = types.SimpleNamespace(weights=3)\n"
                          f"W = np.array([2.5, 1.25])\nfor i in range(2):\n    {statement}\n    t = W * i\n")
    s, = [b for b in built["bindings"] if b["name"] == "s"]
    assert set("".join(s["digits"])) == {"-"} and counts(built) == (4, 4)
    assert np.allclose([column[-1] for column in s["values"]], done.last("s"), atol=5e-4)


@pytest.mark.parametrize("program, digits, values", rows(__file__, "uncertain"))
def test_no_arithmetic_is_shown_that_is_not_certain_or_too_long(program, digits, values):
    s, = bindings(program, "s")
    assert (s["digits"], s["values"]) == (digits, values)


@pytest.mark.parametrize("change, value", [("W[0] = 7", 7), ("W[0] = 1.5 + 1e-9", 1.5 + 1e-9)])
def test_a_change_in_place_is_a_step_of_its_own(change, value):
    built, done = made_up(f"{IMPORT}W = np.array([1.5, 2.5])\n"
                          f"for i in range(2):\n    {change}\n    s = W * 2\n")
    changed, = [b for b in built["bindings"] if b["name"] == "W" and b["kind"] == "made"]
    assert (changed["line"], changed["why"][1]) == (4, "W:1") and done.at("W", 0).tolist() == [value, 2.5]
    assert (counts(built)[1], [makes for *_, makes in built["lines"]]) == (0, [["W"], ["i"], ["W"], ["s"]])


def test_another_name_of_a_changed_array_changes_with_it():
    changed, s = (bindings(PROGRAMS["names of one array"], name)[-1] for name in "Vs")
    assert (changed["line"], changed["values"]) == (5, [[7.0, 8.0], [2.5]])
    assert "-" not in "".join(s["digits"])


def test_an_arithmetic_that_is_off_by_less_than_is_shown_is_none():
    """The second call gives another number than the first, which a run of the statement alone cannot know."""
    s, = bindings(PROGRAMS["another number the second time"], "s")
    assert all(digits[0] != "-" == digits[1] for digits in s["digits"])


def test_what_comes_after_the_loop_is_outside_it():
    built, _ = made_up(PROGRAMS["a loop with else"])
    assert [(b["line"], np.cumsum(b["epoch"]).tolist()) for b in built["bindings"] if b["name"] == "W"] == [
        (1, [-1]), (3, [0, 1]), (5, [-1]), (6, [-1])]
    assert built["loop"] == ["i", 2, 3] and built["epochs"] == [0, 1]


def test_a_print_line_shows_nothing_from_after_it():
    built, done = made_up(PROGRAMS["prints"])
    printed = shown_by_browsers(built)[0]["printed"]
    assert printed == NUMBER.findall(done.stdout) == ["1.5", "3.0", "6.0", "12.0", "13.0"]


def test_numbers_that_JSON_has_no_word_for():
    built, _ = made_up(PROGRAMS["infinity"])
    y, z = built["bindings"][-2:]
    assert (y["values"], z["values"]) == ([["inf"]], [["nan"]])
    assert json.loads(trace.written(built)) and counts(built)[1] == 0


@pytest.mark.parametrize("line, differences", [
    ("Y = 0.5", [0.25]), ("Y = 0.25 + epoch", [0.0, 1.0]), ("Y = float('nan')", ["inf"]),
    ("Y = np.array([[0.25]])", [0.0]), ("Y = np.array([0.25, 0.25])", None), ("Y = 'none'", None),
    ("Y = 0.25; del Y", None), ("if epoch: Y = 0.25", None), ("Y = np.full((3, 2), 0.25)", None),
])
def test_a_twin_that_has_no_such_number_is_not_close(line, differences):
    own = f"Y = x + {'np.zeros((2, 3))' if 'full' in line else 0}\n"
    own, other = (f"{IMPORT}x = 0.25\nfor epoch in range(2):\n    {y}" for y in (own, f"{line}\n    z = 0\n"))
    mine, theirs = (Program("411_1.py", each, Path("411_1.py")) for each in (own, other))
    twin = trace.build(mine, run(own), (theirs, run(other)))["twin"]
    assert twin["variables"].get("Y", {"difference": None})["difference"] == differences


FIRST = SNIPPETS / "411_1.py"


@pytest.mark.parametrize(("program", "name"), [
    (edited("411_1.py", 2, 200), "411_1-200"),
    (Program("411_1.py", text("411_1.py"), FIRST), "411_1"),
    (Program("none.py", "x = 1\n", SNIPPETS / "none.py"), "none-9e26bf"),
    (Program("411_1.py", text("411_1.py", ("lr = 0.01", "lr = 0.2")), FIRST), "411_1-f7e162"),
])
def test_traces_of_edited_programs_have_names_of_their_own(program, name):
    assert trace.name_of(program) == name
