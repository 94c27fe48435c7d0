"""The step viewer shows what the programs computed, and every arithmetic it shows comes out as shown."""

import functools
import gzip
import json
import math
import re
from bisect import bisect_left
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from javascript import javascript
from programs import run, text

from literate.programs.pool import Pool
from literate.programs.program import SNIPPETS, Program
from literate.programs.run import Run
from literate.programs.syntax import imports_tensorflow
from literate.viewer import trace
from literate.viewer.rounding import NUMBER, shown

HERE = Path(__file__).parent
EDITS = [("411_1.py", 2, 20), ("411_1.py", 2, 200), ("411_2.py", 2, 20), ("415_1.py", 2, 200),
         ("424_2.py", 2, 4), ("424_2.py", 2, 8), ("424_2.py", 2, 16)]
PAIRS = {411: [1], 412: [1], 413: [1], 414: [1], 415: [1], 416: [1, 3, 5], 417: [1, 3, 5]}
TWINS = {f"{page}_{n}": f"{page}_{n + 1}" for page, numbers in PAIRS.items() for n in numbers}
LARGEST_FILE = 60 * 1024        # bytes, compressed as a server sends it


def edited(name, old, new):
    return Program(name, text(name, (f"range({old})", f"range({new})")), SNIPPETS / name)


SNIPPET_PROGRAMS = [Program(path.name, text(path.name), path) for path in sorted(SNIPPETS.glob("*.py"))]
PROGRAMS = {trace.name_of(p): p for p in [*SNIPPET_PROGRAMS, *(edited(*edit) for edit in EDITS)]}
NUMPY = [name for name, program in PROGRAMS.items() if not imports_tensorflow(program.text)]


@functools.cache
def runs():
    """The run of each program, by the trace's name."""
    done = Pool().run(PROGRAMS.values())
    return {name: done[program.text] for name, program in PROGRAMS.items()}


@functools.cache
def traces():
    return {name: trace.build(program, runs()[name], twin_of(name)) for name, program in PROGRAMS.items()}


def twin_of(name):
    """The TensorFlow program that computes the same, and its run; None where this isn't a pair's first."""
    stem, *count = name.split("-")
    twin = "-".join([TWINS.get(stem, ""), *count])
    return (PROGRAMS[twin], runs()[twin]) if twin in PROGRAMS else None


@pytest.fixture(scope="session")
def texts():
    """What the browser's script makes of each trace: see trace_texts.mjs."""
    return dict(zip(traces(), show(*traces().values()), strict=True))


def show(*built):
    return javascript("data.map(texts.textsOf)", built, texts="../../../tests/helpers/trace_texts.mjs")


def made_up(program):
    """The trace of a program that is in no book, and its run."""
    done = run(program)
    return trace.build(Program("made_up.py", program, HERE / "made_up.py"), done), done


# ---- values -------------------------------------------------------------------------------------------

@pytest.mark.parametrize("name", PROGRAMS)
def test_cells_show_the_values_of_the_run(name, texts):
    """Each cell is its recorded value, rounded at the last digit shown."""
    recorded = {}
    for v in runs()[name].variables:
        entries = recorded.setdefault((v.name, v.line, v.values.shape[1:]), [])
        entries += zip(v.order.tolist(), v.epochs.tolist(), v.values.reshape(len(v.order), -1).tolist())
    shown_cells = {}
    for binding, cells in zip(traces()[name]["bindings"], texts[name]["cells"], strict=True):
        entries = shown_cells.setdefault((binding["name"], binding["line"], tuple(binding["shape"])), [])
        entries += zip(np.cumsum(binding["order"]).tolist(), np.cumsum(binding["epoch"]).tolist(), cells)
    assert shown_cells.keys() == recorded.keys()
    for key, entries in recorded.items():
        for (_, epoch, values), (_, at, cells) in zip(sorted(entries), sorted(shown_cells[key]), strict=True):
            assert epoch == at and all(map(is_rounded, values, cells)), (key, epoch)


@pytest.mark.parametrize("name", PROGRAMS)
def test_print_lines_show_what_the_program_printed(name, texts):
    assert texts[name]["printed"] == NUMBER.findall(runs()[name].stdout)


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_trace_is_small(name):
    data = json.dumps(traces()[name], ensure_ascii=False, separators=(",", ":")).encode()
    assert len(gzip.compress(data, mtime=0)) <= LARGEST_FILE


# ---- arithmetic ---------------------------------------------------------------------------------------

@pytest.mark.parametrize("name", NUMPY)
def test_every_number_of_a_numpy_program_is_explained(name, texts):
    made = [b for b in traces()[name]["bindings"] if b["kind"] == "made"]
    count = sum(len(b["order"]) * len(b["values"]) for b in made)
    assert count == traces()[name]["explained"] == len(texts[name]["arithmetic"]) > 0
    assert traces()[name]["unexplained"] == 0


@pytest.mark.parametrize("name", NUMPY)
def test_the_recording_run_computes_what_the_ordinary_run_did(name):
    """Each explanation, done with all digits of what it names, gives the recorded value."""
    done = runs()[name]
    history = {n: ([order for order, _, _ in entries], [value for _, _, value in entries])
               for n, entries in done.timeline.items()}
    for binding in traces()[name]["bindings"]:
        variables = [v for v in done.variables if (v.name, v.line) == (binding["name"], binding["line"])]
        for order, value in ((o, x) for v in variables for o, x in zip(v.order.tolist(), v.values)):
            def read(leaf):
                other, element = leaf.split(":")
                orders, values = history[other]
                return float(values[bisect_left(orders, order) - 1].ravel()[int(element)])
            for node, true in zip(binding.get("why", []), value.ravel().tolist()):
                got, size = compute(node, read)
                assert abs(got - true) <= 1e-14 * size, (binding["name"], binding["line"], order)


def compute(node, read):
    """An explanation's value, and the largest magnitude on the way to it."""
    if isinstance(node, str):
        return read(node), abs(read(node))
    if not isinstance(node, tuple | list):
        return node, abs(node)
    parts = [compute(part, read) for part in node[1:]]
    do = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b,
          "**": lambda a, b: a ** b, ">": lambda a, b: a > b, "neg": lambda a: -a, "max": max,
          "exp": math.exp, "log": math.log, "tanh": math.tanh, "sqrt": math.sqrt}
    value = do[node[0]](*(value for value, _ in parts))
    return value, max(abs(value), *(size for _, size in parts))


@pytest.mark.parametrize("name", NUMPY)
def test_every_arithmetic_shown_comes_out_as_shown(name, texts):
    for *_, label, (_, numbers, resolved), result, _, sentence in texts[name]["arithmetic"]:
        assert sentence.startswith(f"{label} = ") and sentence.endswith(result)
        for side in filter(None, (numbers, resolved)):
            assert is_shown(evaluate(side), result), sentence


@pytest.mark.parametrize("name", NUMPY)
def test_operands_show_their_values_and_no_fewer_digits_than_their_cells(name, texts):
    """The cell's digits are those printed; an operand has at least as many, and rounds to the same."""
    cells = texts[name]["cells"]
    for *_, operands, sentence in texts[name]["arithmetic"]:
        for binding, index, leaf, operand in operands:
            cell = cells[binding][index][int(leaf.split(":")[1])]
            operand = plain(operand)
            assert digits(operand) >= digits(cell) and is_rounded(float(operand), cell), sentence


@pytest.mark.parametrize("name", NUMPY)
def test_operands_are_what_the_line_read(name, texts):
    done, bindings = runs()[name], traces()[name]["bindings"]
    orders = [np.cumsum(b["order"]).tolist() for b in bindings]
    history = {n: [order for order, _, _ in entries] for n, entries in done.timeline.items()}
    for binding, _, index, *_, operands, sentence in texts[name]["arithmetic"]:
        for source, at, leaf, _ in operands:
            other = leaf.split(":")[0]
            before = history[other][bisect_left(history[other], orders[binding][index]) - 1]
            assert bindings[source]["name"] == other and orders[source][at] == before, sentence


@pytest.mark.parametrize("name", NUMPY)
def test_sums_of_changes_add_up_from_the_first_value_to_the_last(name, texts):
    bindings, cells = traces()[name]["bindings"], texts[name]["cells"]
    for binding, element, index, text, count, summed in texts[name]["growth"]:
        made = bindings[binding]
        history = [(b["line"], b["order"][0], [Decimal(cell[element]) for cell in shown_cells])
                   for b, shown_cells in zip(bindings, cells) if b["name"] == made["name"]]
        first, *later = [value for *_, values in sorted(history) for value in values]
        left, _, result = text.partition(" = ")
        terms = list(map(Decimal, re.sub(" ([−+]) ", r" \1", left).replace("−", "-").split(" ")))
        ends = [sum(terms[:k + 1]) for k in range(len(terms))]
        assert ends[:4] == [first, *later][:min(4, len(ends))], text
        assert ends[-1] == Decimal(result) == later[count - 1] == Decimal(cells[binding][index][element]), text
        assert summed == (count - 3 if count > 4 else 0)


def test_where_a_weight_after_200_epochs_comes_from(texts):
    (line,) = [b for b, binding in enumerate(traces()["411_1-200"]["bindings"])
               if binding["name"] == "W" and binding["kind"] == "made"]
    sums = {(element, index): text for b, element, index, text, *_ in texts["411_1-200"]["growth"] if b == line}
    assert sums[1, 199] == "5 − 1.200 − 1.032 − 0.888 − 5.451 = -3.571"
    assert sums[1, 3] == "5 − 1.200 − 1.032 − 0.888 − 0.763 = 1.117"
    assert len(sums) == 4 * 199


RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
SIGNS = {ord("×"): "*", ord("−"): "-", ord("^"): "**", ord("≥"): ">=", ord("≤"): "<="}


def plain(operand):
    """`2` where an exponent is raised, `³` → 3."""
    return operand.translate(RAISED)


def evaluate(side):
    """What a calculator gives for the text."""
    python = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda m: f"**{plain(m[0])}", side)
    python = re.sub(r"√(\d[\d.]*(?:e[+-]\d+)?)", r"sqrt(\1)", python).replace("√(", "sqrt(")
    python = re.sub(r"\|([^|]*)\|", r"abs(\1)", python).translate(SIGNS)
    return float(eval(python, {name: getattr(math, name) for name in ("exp", "log", "sqrt", "tanh")}))


def unit(shown):
    mantissa, _, exponent = shown.partition("e")
    return 10.0 ** (int(exponent or 0) - len(mantissa.partition(".")[2]))


def digits(shown):
    """The decimals, or what counts as such in a number with an exponent."""
    mantissa, _, exponent = shown.partition("e")
    return len(mantissa.partition(".")[2]) - int(exponent or 0)


def is_rounded(true, shown):
    """Whether the text is the value to the last digit shown."""
    return float(shown) == true or math.isnan(true) or abs(true - float(shown)) <= unit(shown) * (0.5 + 1e-9)


def is_shown(value, result):
    """Whether the value rounds to the text, and not by luck; or, with all digits shown, is equal to it."""
    return value == float(result) or abs(value - float(result)) < unit(result) * 0.4999


@pytest.mark.parametrize(("value", "form", "extra", "text"), [
    (60.0, "f3", 0, "60.000"), (19, "i", 0, "19"), (0.01, "r", 0, "0.01"), (-2.0, "r", 0, "-2.0"),
    (0.00324, "a3", 0, "0.00324"), (0.00324, "a3", 2, "0.0032400"), (1.1e-11, "a3", 0, "1.10e-11"),
    (0.09996, "a3", 0, "0.100"), (0.0625, "f3", 0, "0.062"), (-0.0001, "f3", 0, "-0.000"),
    (math.nan, "f3", 0, "nan"),
])
def test_a_number_is_shown_in_its_form(value, form, extra, text):
    assert shown(value, form, extra) == text


# ---- programs that are in no book ------------------------------------------------------------------------

MADE_UP = """\
import numpy as np

def swish(x):
    return x / (1 + np.exp(-x))

A = np.array([[1.5, -2.0, 0.25], [0.5, 3.0, -1.0]])
b = np.array([0.1, -0.2, 0.3])
low, high = 0.0, 1.0

for turn in range(1, 4):
    A = swish(A) - np.mean(A, axis=0)
    b += np.maximum(A[0], 0) * (b <= high)
    c = np.dot(A, b) ** 2 + np.abs(A).sum(axis=1)
    low, high = high, low + 1
    d = np.log(np.sqrt(high + 4))
    n = A.shape[1]
    e = A[0] - (b - (c[0] - d)) / (2 / (high + 3)) * (d / (1 - c[1]))
    print(turn, c[0])
"""


def test_a_new_program_gets_its_trace_for_nothing():
    built, _ = made_up(MADE_UP)
    assert (built["unexplained"], built["explained"]) == (0, 3 * (6 + 3 + 2 + 2 + 1 + 1 + 3))
    assert built["epochs"] == [1, 2, 3]
    for *_, (_, numbers, resolved), result, _, sentence in show(built)[0]["arithmetic"]:
        for side in filter(None, (numbers, resolved)):
            assert is_shown(evaluate(side), result), sentence


def test_a_statement_that_swaps_reads_both_before_it_binds_one():
    built, _ = made_up(MADE_UP)
    low, = [b for b in built["bindings"] if b["name"] == "low" and b["kind"] == "made"]
    assert low["why"] == ["high:0"] and low["values"] == [[1.0, 1.0, 2.0]]


@pytest.mark.parametrize("statement", [
    "s = np.sort(W)",                           # NumPy moves the scalars without computing on them
    "s = np.where(W > 1, W, 0)",                # which branch is taken depends on the value
    "s = W if W[0] > 1 else 2 * W",
    "s = float(W[0]) + np.zeros(2)",
    "s = W + np.random.uniform(size=2)",        # the second time other numbers come
    "s = hidden.weights + W",
])
def test_what_cannot_be_explained_is_shown_without_arithmetic_and_counted(statement):
    built, done = made_up("import numpy as np\nimport types\n\nhidden = types.SimpleNamespace(weights=3)\n"
                          f"W = np.array([2.5, 1.25])\nfor i in range(2):\n    {statement}\n    t = W * i\n")
    s, = [b for b in built["bindings"] if b["name"] == "s"]
    assert set("".join(s["digits"])) == {"-"}
    assert (built["unexplained"], built["explained"]) == (4, 4)
    assert np.allclose([column[-1] for column in s["values"]], done.last("s"), atol=5e-4)


@pytest.mark.parametrize("head", ["@functools.cache\ndef step():", "def step(start=2 * W[0]):"])
def test_a_function_that_stands_on_more_than_numpy_is_not_followed(head):
    built, _ = made_up("import functools\nimport numpy as np\n\nW = np.array([2.5, 1.25])\n"
                       f"{head}\n    return 3\n\nfor i in range(2):\n    s = W + step()\n")
    s, = [b for b in built["bindings"] if b["name"] == "s"]
    assert (set("".join(s["digits"])), s["values"]) == ({"-"}, [[5.5], [4.25]])


@pytest.mark.parametrize("change, value", [("W[0] = 7", 7), ("W[0] = 1.5 + 1e-9", 1.5 + 1e-9)])
def test_a_change_in_place_is_a_step_of_its_own(change, value):
    built, done = made_up("import numpy as np\nW = np.array([1.5, 2.5])\n"
                          f"for i in range(2):\n    {change}\n    s = W * 2\n")
    changed, = [b for b in built["bindings"] if b["name"] == "W" and b["kind"] == "made"]
    assert (changed["line"], changed["why"][1]) == (4, "W:1") and done.at("W", 0).tolist() == [value, 2.5]
    assert (built["unexplained"], [line[3] for line in built["lines"]]) == (0, [["W"], ["i"], ["W"], ["s"]])


def test_another_name_of_a_changed_array_changes_with_it():
    built, _ = made_up("import numpy as np\nW = np.array([1.5, 2.5])\nV = W\n"
                       "for i in range(2):\n    W[0] = 7 + i\n    s = V * 2\n")
    changed, s = built["bindings"][-2:]
    assert (changed["name"], changed["line"], changed["values"]) == ("V", 5, [[7.0, 8.0], [2.5]])
    assert "-" not in "".join(s["digits"])


def test_an_arithmetic_that_is_off_by_less_than_is_shown_is_none():
    """The second call gives another number than the first, which a run of the statement alone cannot know."""
    built, _ = made_up("import numpy as np\nW = np.array([1.5, 2.5])\ndef drift(memory=[0.0]):\n    memory[0] += 1e-9\n"
                       "    return memory[0]\nfor i in range(2):\n    s = W + drift()\n")
    s, = [b for b in built["bindings"] if b["name"] == "s"]
    assert all(digits[0] != "-" == digits[1] for digits in s["digits"])


def test_what_comes_after_the_loop_is_outside_it():
    built, _ = made_up("W = 1.5\nfor i in range(2):\n    W = W * 2\nelse:\n    W = W + 1\nW = W + 2\n")
    assert [(b["line"], np.cumsum(b["epoch"]).tolist()) for b in built["bindings"] if b["name"] == "W"] == [
        (1, [-1]), (3, [0, 1]), (5, [-1]), (6, [-1])]
    assert built["loop"] == ["i", 2, 3] and built["epochs"] == [0, 1]


def test_a_print_line_shows_nothing_from_after_it():
    built, done = made_up("W = 1.5\nfor i in range(3):\n    print(W)\n    W = W * 2\nprint(W)\nW = W + 1\nprint(W)\n")
    assert show(built)[0]["printed"] == NUMBER.findall(done.stdout) == ["1.5", "3.0", "6.0", "12.0", "13.0"]


def test_of_a_large_array_the_first_elements_are_kept():
    for binding in traces()["421_1"]["bindings"]:
        assert (binding["shape"], len(binding["values"])) == ([1000], 12)


def test_long_sums_are_not_spelled_out():
    built, _ = made_up("import numpy as np\nx = np.arange(60.0)\ns = np.sum(x)\n")
    assert built["bindings"][1]["digits"] == ["-"] and built["unexplained"] == 1


def test_numbers_that_JSON_has_no_word_for():
    built, _ = made_up("import numpy as np\nold = np.seterr(all='ignore')\nx = np.array([0.0])\n"
                       "for i in range(2):\n    y = 1 / x\n    z = y - y\n")
    y, z = built["bindings"][-2:]
    assert (y["values"], z["values"]) == ([["inf"]], [["nan"]])
    assert json.loads(json.dumps(built, allow_nan=False)) and built["unexplained"] == 0


def test_a_failed_run_has_no_trace():
    with pytest.raises(ValueError, match="no.py has no trace: NameError"):
        trace.build(Program("no.py", "x = y\n", HERE / "no.py"), Run(error="NameError: y"))


# ---- twins, names, files ---------------------------------------------------------------------------------

@pytest.mark.parametrize("name", TWINS)
def test_the_twin_s_values_and_the_largest_difference(name):
    twin, mine, theirs = traces()[name]["twin"], runs()[name], runs()[TWINS[name]]
    assert (twin["name"], twin["library"]) == (TWINS[name], "TensorFlow")
    assert set(twin["variables"]) == set(mine.timeline) & set(theirs.timeline) - {"X", "I", "T", "epoch"}
    for variable, packed in twin["variables"].items():
        for k, epoch in enumerate(traces()[name]["epochs"]):
            a, b = mine.at(variable, epoch).ravel(), theirs.at(variable, epoch).ravel()
            at = min(k, len(packed["difference"]) - 1)
            assert packed["difference"][at] == pytest.approx(np.max(np.abs(a - b.astype(float))), rel=0.051)
            for column, true in zip(packed["values"], b.tolist(), strict=True):
                assert is_rounded(true, shown(column[min(k, len(column) - 1)], packed["form"]))


@pytest.mark.parametrize("line, differences", [
    ("Y = 0.5", [0.25]), ("Y = 0.25 + epoch", [0.0, 1.0]), ("Y = float('nan')", ["inf"]), ("Y = np.array([[0.25]])", [0.0]),
    ("Y = np.array([0.25, 0.25])", None), ("Y = 'none'", None), ("Y = 0.25; del Y", None), ("if epoch: Y = 0.25", None),
    ("Y = np.full((3, 2), 0.25)", None),
])
def test_a_twin_that_has_no_such_number_is_not_close(line, differences):
    own = f"Y = x + {'np.zeros((2, 3))' if 'full' in line else 0}\n"
    own, other = ("import numpy as np\nx = 0.25\nfor epoch in range(2):\n    " + y for y in (own, f"{line}\n    z = 0\n"))
    mine, theirs = (Program("411_1.py", text, HERE / "411_1.py") for text in (own, other))
    twin = trace.build(mine, run(own), (theirs, run(other)))["twin"]
    assert twin["variables"].get("Y", {"difference": None})["difference"] == differences


@pytest.mark.parametrize(("program", "name"), [
    (edited("411_1.py", 2, 200), "411_1-200"),
    (Program("411_1.py", text("411_1.py"), SNIPPETS / "411_1.py"), "411_1"),
    (Program("none.py", "x = 1\n", SNIPPETS / "none.py"), "none-9e26bf"),
    (Program("411_1.py", text("411_1.py", ("lr = 0.01", "lr = 0.2")), SNIPPETS / "411_1.py"), "411_1-f7e162"),
])
def test_traces_of_edited_programs_have_names_of_their_own(program, name):
    assert trace.name_of(program) == name


def test_a_trace_is_written_as_it_is_built(tmp_path):
    built = trace.write(tmp_path / "traces" / "411_1.json", PROGRAMS["411_1"], runs()["411_1"])
    written = (tmp_path / "traces" / "411_1.json").read_text("utf-8")
    assert json.loads(written) == json.loads(json.dumps(built))


def test_readers_without_scripts_get_a_table_of_the_first_turns():
    table = trace.first_steps(traces()["411_1"], "처음 두 번")
    assert "<caption>처음 두 번</caption><thead><tr><th></th><th>epoch 0</th><th>epoch 1</th></tr>" in table
    assert "<th><code>Wb = X.T @ Yb</code></th><td>-16.000 120.000<br>-24.000 180.000</td>" \
           "<td>-13.760 103.200<br>-20.640 154.800</td>" in table
    assert "<th><code>Y = X @ W + B</code></th><td>19 30</td><td>20.120 21.600</td>" in table
    assert trace.first_steps(traces()["421_1"], "") == ""
