"""A name's recorded value is the one it has, however it came by it, and never one of another moment."""

import ast
import sys
import textwrap

import numpy as np
import pytest
import witnessing
from examples import rows

from literate.programs.program import Program
from literate.programs.recorder import record
from literate.programs.run import Pool
from literate.programs.syntax import epoch_loop

LOOP = "import numpy as np\nW = np.array([1.0, 2.0])\nfor epoch in range(3):\n"


def run(text):
    """The run of a program in this process, which stays what it is."""
    main = sys.modules["__main__"]
    try:
        return record(text, "p.py")
    finally:
        sys.modules["__main__"] = main


def held(result, name, moments=(-1, 0, 1, 2, "end")):
    """What the name holds after these turns, -1 being before the first, and in the end; None for no value."""
    found = []
    for moment in moments:
        try:
            value = result.last(name) if moment == "end" else result.at(name, moment)
            found.append(np.asarray(value).tolist())
        except KeyError:
            found.append(None)
    return found


@pytest.mark.parametrize("program, values", rows(__file__, "histories"))
def test_a_value_is_that_of_its_moment(program, values):
    result = run(program)
    assert result.error == "" and {name: held(result, name) for name in values} == values


# --- changes in place ---

@pytest.mark.parametrize("change", rows(__file__, "changes"))
def test_every_change_is_seen(change):
    functions = "def step():\n    W[0] += 1\ndef bind():\n    global W\n    W = W + [1, 0]\n"
    result = run(functions + LOOP + textwrap.indent(f"{change}\nx = 0\n", "    "))
    assert result.error == "" and held(result, "W") == [[1, 2], [2, 2], [3, 2], [4, 2], [4, 2]]
    assert result.first("W").tolist() == [1, 2]


@pytest.mark.parametrize("program", ["import numpy as np\nW = np.array([1.0])\nW[0] = 5\nW[0] = 6\n",
                                     "W = [1]\nW = 1\nW = W + 4\nW = 6\n"])
def test_a_value_read_before_a_change_is_the_one_before_it(program):
    result = run(program)
    orders = [order for order, _, _ in result.timeline["W"]]
    assert [result.before("W", order) for order in orders[1:]] == [1, 5]


def test_variables_of_tensorflow():
    """They change when they are assigned to, and looking on leaves no trace on a tape."""
    assigned, taped = (witnessing.runs()[f"variable_{how}"] for how in ("that_is_assigned_to", "on_a_tape"))
    assert held(assigned, "W", range(-1, 4)) == [[1, 2], [5, 6], [6, 6], [9, 6], [8, 5]]
    assert held(assigned, "P", range(-1, 4)) == [[1, 2]] * 5
    assert (taped.stdout, taped.last("v")) == ("1\n", 5)


@pytest.mark.parametrize("end", ["W = [1.0, 2.0]\n    W.append(3.0)", "del W", "W = None",
                                 "W = np.zeros(10_001)", "W = W + 1j", "W = W.astype(str)", "lose()"])
@pytest.mark.parametrize("inside", [True, False])
def test_what_cannot_be_recorded_has_no_value_rather_than_an_old_one(end, inside):
    start = "def lose():\n    global W\n    del W\n" + LOOP
    end = f"    if epoch == 1:\n        {end.replace('    ', '        ')}\n        break\n" if inside else \
        "    V = W\n" + end.replace("    ", "") + "\n"
    result = run(start + end + "W2 = 0\n")
    assert result.error == "" and result.first("W").tolist() == [1, 2]
    assert held(result, "W", (0, 1, "end")) == [[1, 2], None if inside else [1, 2], None]


def test_a_name_that_is_bound_again_has_a_value_again():
    result = run("W = 1\nW = None\nx = 0\nW = 3\nW = 'three'\nW = 4\n")
    assert (result.first("W"), result.last("W")) == (1, 4)
    gap = result.timeline["x"][0][0]
    with pytest.raises(KeyError):
        result.before("W", gap)


# --- moments ---

@pytest.mark.parametrize("loop", rows(__file__, "no_epochs"))
def test_where_no_one_loop_counts_there_are_no_epochs(loop):
    result = run(f"W = 0\n{loop}\n")
    assert (result.error, [*result.epochs]) == ("", [-1])


@pytest.mark.parametrize("before, after", rows(__file__, "among_others"))
def test_a_loop_named_for_epochs_counts_among_others(before, after):
    loop = "for epoch in range(2):\n    for j in (1, 2):\n        W = W + j\n"
    result = run(f"W = 1\n{before}\n{loop}{after}\n")
    start = 8 if before else 1
    assert held(result, "W", (-1, 0, 1)) == [start, start + 3, start + 6]


def test_a_program_may_have_a_trace_function_of_its_own():
    result = run("import sys\nsys.settrace(lambda *arguments: None)\nW = 2\nW = 3\nsys.settrace(None)\n")
    assert (result.error, [value for _, _, value in result.timeline["W"]]) == ("", [2, 3])


def test_a_traceback_shows_the_program_alone():
    result = run("def turns():\n    yield 1\n    raise ValueError('late')\nfor k in turns():\n    W = 1\n")
    assert (result.error, result.error_line) == ("ValueError: late", 3)
    assert result.traceback.count("  File ") == result.traceback.count('  File "p.py"') == 2


@pytest.mark.parametrize("failing", ["x = 1 / 0", "sys.exit()"])
def test_what_fails_ends_no_looking_on(failing):
    result = run(f"import sys\nW = 1\ntry:\n    W = 2\n    {failing}\n"
                 "except BaseException as error:\n    W = 3\n    W = 4\nW = 5\n")
    assert [(v.line, v.values.tolist()) for v in result.variables if v.name == "W"] == \
        [(2, [1]), (4, [2]), (7, [3]), (8, [4]), (9, [5])]


@pytest.mark.parametrize("head", rows(__file__, "heads"))
def test_a_loop_that_goes_on_to_its_next_turn_early_does_so_at_its_head(head):
    result = run(f"W = 0\nfor epoch in range(3):\n    W = epoch\n{textwrap.indent(head, '    ')}")
    assert result.error == "" and held(result, "W") == [0, 10, 11, 12, 12]


def test_what_stands_first_stays_first():
    assert run('"""Doc."""\nfrom __future__ import annotations\nW: undefined = 1\nassert __doc__ == "Doc."\n'
               ).error == ""


def test_a_hidden_element_is_no_value():
    result = run("import numpy as np\nW = np.ma.masked_array([3.0, 4.0], mask=[True, False])\n")
    assert not result.error and "W" not in result.timeline


@pytest.mark.parametrize("loop", rows(__file__, "no_loop"))
def test_what_is_no_loop_over_epochs(loop):
    assert epoch_loop(ast.parse(loop)) is None


@pytest.mark.parametrize("program, lines", rows(__file__, "lines"))
def test_each_change_is_of_the_line_that_makes_it(program, lines):
    found = run(program).variables
    assert sorted([v.line, v.values.tolist()] for v in found if v.name == "W") == lines


@pytest.mark.rest
def test_tensorflow_rewrites_functions_of_the_edited_program_not_of_its_file(book):
    text = ("import tensorflow as tf\n@tf.function\ndef f(x):\n    if x > 0:\n        return x + {}\n"
            "    return x\nprint(f(tf.constant(1)).numpy())\n")
    path = book.folder / "p.py"
    path.write_text(text.format(1))
    edited = text.format(7)
    assert Pool(book.cache).run([Program("p.py", edited, path)])[edited].stdout == "8\n"
