"""A program + its run → what the step viewer shows: each variable after each line, and how it was computed.

The values are those of the ordinary run. Each statement is run once more on symbolic scalars (symbolic.py) to
learn how an element is computed; an explanation counts only where its arithmetic gives the recorded value.
"""

import ast
import contextlib
import hashlib
import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from types import CodeType

import numpy as np

from literate.programs.history import BEFORE_LOOP, Run, Variable, gap, without_leading_ones
from literate.programs.program import Program, ProgramMissing, load_program
from literate.programs.syntax import epoch_loop, imports_tensorflow
from literate.viewer import symbolic
from literate.viewer.rounding import CHOICES, FULL, MOST, NONE, NUMBER, Series, form_of, shortest, shown
from literate.viewer.statements import Line, read_lines
from literate.viewer.symbolic import Node, walk

LARGEST = 64        # elements: a larger array is shown by its first few, and says so
EXCERPT = 12
MOST_TO_RECORD = 1024       # elements of an operand; a product of larger ones takes seconds to follow
CHANGES_SHOWN = 3           # of a sum of changes, as docs/assets/js/step-viewer/trace.js spells them out
MOST_OPERANDS = 48          # in one arithmetic: more than anyone reads
AGREEMENT = 64              # units in the last place of the largest number involved
COUNT = re.compile(r"(?m)^(?P<head>for \w+ in range\()(?P<count>\d+)(?=\):)")


def build(program: Program, run: Run, twin: tuple[Program, Run] | None = None) -> dict:
    """The trace as JSON holds it; docs/assets/js/step-viewer/trace.js reads it.

    ``twin`` is another program, with its run, that computes the same (the TensorFlow one): its values at the
    end of each epoch come along, with the largest difference.
    """
    tree = ast.parse(program.text)
    lines = read_lines(tree, run)
    bindings = explained_bindings(tree, lines, run)
    epochs = sorted(epoch for epoch in run.epochs if epoch >= 0)
    loop = epoch_loop(tree)
    trace: dict[str, object] = heading(program) | {
        "source": program.text.rstrip("\n").split("\n"),
        "loop": [ast.unparse(loop.target), loop.lineno, loop.body[-1].end_lineno] if loop else None,
        "epochs": epochs,
        "lines": [[line.first, line.reads, line.makes] for line in lines.values()],
        "bindings": [packed(binding) for binding in bindings],
    }
    if twin:
        made = {b.variable.name: b.form for b in bindings if b.line.kind == "made"}
        trace["twin"] = packed_twin(run, made, *twin, epochs)
    return trace


def written(trace: dict) -> str:
    """The trace as browsers read it."""
    return json.dumps(trace, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def name_of(program: Program) -> str:
    """The name of the program's trace: ``411_1``; ``411_1-200`` with that many epochs; else with a mark."""
    stem = Path(program.name).stem
    with contextlib.suppress(ProgramMissing):
        original = load_program(program.name).text
        if program.text == original:
            return stem
        if COUNT.sub(r"\g<head>", program.text) == COUNT.sub(r"\g<head>", original):
            return f"{stem}-{COUNT.findall(program.text)[0][1]}"
    return f"{stem}-{hashlib.sha256(program.text.encode()).hexdigest()[:6]}"


def heading(program: Program) -> dict[str, object]:
    """What the program and its trace are called, and the library it computes with."""
    return {"program": program.name, "name": name_of(program),
            "library": "TensorFlow" if imports_tensorflow(program.text) else "NumPy"}


# --- bindings and how they are explained ------------------------------------------------------------------


@dataclass
class Binding:
    """What one line made of one name, each time it ran: for each element a series, origin and digits.

    ``at`` says where in the series the line's own values are.
    """

    variable: Variable
    line: Line
    form: str
    at: np.ndarray
    columns: list[Series]
    explained: list[tuple[Node | None, str]] = field(default_factory=list)


class History:
    """One variable through the whole run, in the order of time: a series for each element that is kept."""

    def __init__(self, entries: list[tuple[int, int, np.ndarray]], forms: list[str], needed: dict):
        self.orders = np.array([order for order, _, _ in entries])
        self.shapes = [value.shape for _, _, value in entries]
        rows = [value.ravel()[:kept(value.shape)].tolist() for _, _, value in entries]
        columns = zip_longest(*rows, fillvalue=math.nan)
        self.series = [Series(np.array(column, np.float64), forms, needed) for column in columns]


def kept(shape: tuple[int, ...]) -> int:
    """How many elements of a value are shown."""
    size = math.prod(shape)
    return size if size <= LARGEST else EXCERPT


def explained_bindings(tree: ast.Module, lines: dict[int, Line], run: Run) -> list[Binding]:
    """What each line made of each name, with how it was computed and with how many digits that is shown."""
    printed = NUMBER.findall(run.stdout)
    variables = sorted(run.variables, key=lambda v: (v.line, v.order[0]))
    forms = [form_of(v.values, lines[v.line].kind == "data", printed) for v in variables]
    form_at = {(v.name, order): form for v, form in zip(variables, forms) for order in v.order.tolist()}
    needed: dict[tuple[float, str], int] = {}
    histories = {name: History(entries, [form_at[name, order] for order, _, _ in entries], needed)
                 for name, entries in run.timeline.items()}
    bindings = [Binding(v, lines[v.line], form, np.searchsorted(histories[v.name].orders, v.order),
                        histories[v.name].series[:kept(v.values.shape[1:])])
                for v, form in zip(variables, forms)]
    called = symbolic.definitions(tree)
    for binding in bindings:
        if binding.line.kind == "made":
            explain_binding(binding, histories, called)
    return bindings


def explain_binding(binding: Binding, histories: dict[str, History], called: CodeType) -> None:
    """Learn how each element is computed, and with how many digits that is shown; nothing of a statement that
    can't be followed.
    """
    name, order, statement = binding.variable.name, binding.variable.order, binding.line.node
    times = {name: np.searchsorted(history.orders, order) - 1 for name, history in histories.items()}
    shapes = {name: histories[name].shapes[at[at >= 0][0]] for name, at in times.items() if at.max() >= 0}
    alike = {name: (times[name] >= 0) & [histories[name].shapes[at] == shape for at in times[name]]
             for name, shape in shapes.items()}
    binding.explained = [(None, NONE * len(order))] * len(binding.columns)
    if not isinstance(statement, ast.Assign | ast.AugAssign | ast.AnnAssign) \
            or any(math.prod(shapes.get(read, ())) > MOST_TO_RECORD for read in binding.line.reads):
        return
    shape, nodes = symbolic.explain(statement, called, shapes, name)
    is_alike = shape == binding.variable.values.shape[1:]
    for element, node in enumerate(nodes[:len(binding.columns)] if is_alike else []):
        leaves = [(leaf, *leaf.split(":")) for leaf in walk(node) if isinstance(leaf, str)]
        if len(leaves) > MOST_OPERANDS or any(int(k) >= kept(shapes[read]) for _, read, k in leaves):
            continue
        operands = {leaf: (histories[read].series[int(k)], times[read]) for leaf, read, k in leaves}
        known = np.all([alike[read] for _, read, _ in leaves], axis=0)
        binding.explained[element] = node, digits_of(binding, element, node, operands, known)
        own = f"{name}:{element}"       # which may grow by changes, as trace.js shows them
        if isinstance(node, tuple) and (node[0] == "+" and own in node or node[:2] == ("-", own)):
            binding.columns[element].need({max(0, binding.at[0] - 1), *binding.at[:CHANGES_SHOWN]}, MOST)


def digits_of(binding: Binding, element: int, node: Node, operands: dict[str, tuple[Series, np.ndarray]],
              known: np.ndarray) -> str:
    """A code of CHOICES for each time: the fewest extra digits with which the element's arithmetic holds, or
    NONE where it doesn't give the recorded value.

    Digits are enough when the result comes out as shown and every comparison as it did in the run. Of the
    ``operands``, series with the places of the values read, ``known`` says at which times all are there.
    Tolerance: AGREEMENT units in the last place, for NumPy may add in another order than is written.
    """
    result, at, dtype = binding.columns[element], binding.at, binding.variable.values.dtype
    parts = [node, *(part for part in walk(node)
                     if isinstance(part, tuple) and part[0] in symbolic.COMPARISONS)]

    def computed(extra: int) -> list[np.ndarray]:
        """The arithmetic and each comparison in it with operands as shown with extra digits."""
        values = {leaf: series.rounded(extra)[0][then] for leaf, (series, then) in operands.items()}
        return [np.broadcast_to(symbolic.evaluate(part, values.__getitem__), len(at)) for part in parts]

    [got, *decided], true = computed(FULL), result.values[at]
    values = [series.values[then] for series, then in operands.values()]
    unit = AGREEMENT * float(np.finfo(dtype if dtype.kind == "f" else np.float64).eps)
    largest = np.abs(np.nan_to_num([got, true, *values])).max(axis=0)
    codes = np.where(known & np.isclose(got, true, rtol=0, atol=unit * largest, equal_nan=True), "", NONE)
    expected, margins = (part[at] for part in result.rounded(0))
    for code, extra in CHOICES.items():
        if not (codes == "").any():
            break
        got, *decisions = computed(extra)
        holds = np.isclose(got, expected, rtol=0, atol=margins, equal_nan=True)
        chosen = np.flatnonzero(np.all([codes == "", holds, *map(np.equal, decisions, decided)], axis=0))
        codes[chosen] = code
        for series, then in operands.values():
            series.need(then[chosen], extra)
    codes[codes == ""] = NONE
    return "".join(codes)


# --- what the browser gets --------------------------------------------------------------------------------


def packed(binding: Binding) -> dict:
    """A binding as JSON holds it: what is the same every time is written once."""
    variable = binding.variable
    return {
        "line": variable.line, "name": variable.name, "shape": list(variable.values.shape[1:]),
        "kind": binding.line.kind, "form": binding.form,
        "order": differences(variable.order), "epoch": differences(np.maximum(variable.epochs, BEFORE_LOOP)),
        "values": [once([numeral(series.shortest(at), binding.form) for at in binding.at])
                   for series in binding.columns],
    } | ({"why": [node for node, _ in binding.explained],
          "digits": ["".join(once(digits)) for _, digits in binding.explained]}
         if binding.line.kind == "made" else {})


def packed_twin(run: Run, forms: dict[str, str], program: Program, other: Run, epochs: list[int]) -> dict:
    """The twin's values at the end of each epoch, None where the program's own reads the same, and the
    largest difference from those.

    ``forms`` has the form of each variable of the program.
    """
    printed, values = NUMBER.findall(other.stdout), {}
    for name, own in forms.items():
        own_ends, ends = dict(at_ends(run, name)), dict(at_ends(other, name))
        pairs = [(own_ends[epoch], ends[epoch]) for epoch in epochs if epoch in own_ends and epoch in ends]
        alike = [without_leading_ones(a.shape) == without_leading_ones(b.shape) for a, b in pairs]
        if not pairs or len(pairs) < len(epochs) or pairs[0][0].size > LARGEST or not all(alike):
            continue
        mine, theirs = map(np.array, zip(*pairs))
        form = form_of(theirs, False, printed)
        line = max((v.line for v in other.variables if v.name == name and v.epochs.max() >= 0), default=None)
        columns = [once([None if form == own and shown(a, form) == shown(b, form)
                         else numeral(shortest(float(b), form), form) for a, b in zip(*column)])
                   for column in zip(*(side.reshape(len(epochs), -1).T for side in (mine, theirs)))]
        values[name] = {"shape": list(theirs.shape[1:]), "form": form, "line": line, "values": columns,
                        "difference": once([numeral(float(f"{gap(*pair):.1e}"), "a2") for pair in pairs])}
    return heading(program) | {"variables": values}


def at_ends(run: Run, name: str) -> Iterator[tuple[int, np.ndarray]]:
    """Each epoch in which the loop binds the name, with its value when the epoch is over, if it has one."""
    for epoch in {epoch for _, epoch, _ in run.timeline.get(name, ())}:
        with contextlib.suppress(KeyError):
            yield epoch, run.at(name, epoch)


def numeral(value: float, form: str) -> float | str:
    """The value for JSON, which has no word for inf and nan."""
    if not math.isfinite(value):
        return str(value)
    return int(value) if form == "i" else value


def once(values: Sequence) -> Sequence:
    """The values; just the first where all are the same."""
    return values[:1] if len(set(map(repr, values))) == 1 else values


def differences(numbers: np.ndarray) -> list[int]:
    """The first number, and by how much each of the others is larger than the one before it."""
    return np.diff(numbers.astype(int), prepend=0).tolist()
