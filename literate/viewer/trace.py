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
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from types import CodeType

import numpy as np

from literate.programs.program import Program, ProgramMissing, load_program
from literate.programs.run import BEFORE_LOOP, Run, Variable, gap, without_leading_ones
from literate.programs.syntax import epoch_loop, imports_tensorflow
from literate.viewer import symbolic
from literate.viewer.rounding import NONE, NUMBER, Reading, Series, choose_digits, form_of, shortest, shown
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
    end of each epoch come along, with the largest difference. Raises ValueError where the run failed.
    """
    if run.error:
        raise ValueError(f"{program.name} has no trace: {run.error}")
    tree = ast.parse(program.text)
    lines = read_lines(tree, run)
    bindings = explained_bindings(tree, lines, run)
    epochs = sorted({epoch for v in run.variables for epoch in v.epochs.tolist() if epoch >= 0})
    loop = epoch_loop(tree)
    trace: dict[str, object] = {
        "program": program.name, "name": name_of(program), "library": library(program),
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
        turns = COUNT.search(program.text)
        if turns and COUNT.sub(r"\g<head>", program.text) == COUNT.sub(r"\g<head>", original):
            return f"{stem}-{turns['count']}"
    return f"{stem}-{hashlib.sha256(program.text.encode()).hexdigest()[:6]}"


def library(program: Program) -> str:
    """What the program computes with, as its readers call it."""
    return "TensorFlow" if imports_tensorflow(program.text) else "NumPy"


# --- bindings and how they are explained ------------------------------------------------------------------


@dataclass
class Binding:
    """What one line made of one name, each time it ran: for each element values, origin and digits."""

    variable: Variable
    line: Line
    form: str
    columns: list[Reading]
    explained: list[tuple[Node | None, str]] = field(default_factory=list)

    @property
    def shape(self) -> tuple[int, ...]:
        return self.variable.values.shape[1:]


class History:
    """One variable through the whole run, in the order of time: a series for each element that is kept."""

    def __init__(self, entries: list[tuple[int, int, np.ndarray]], forms: list[str]):
        self.orders = np.array([order for order, _, _ in entries])
        self.shapes = [value.shape for _, _, value in entries]
        rows = [value.ravel()[:kept(value.shape)].tolist() for _, _, value in entries]
        columns = zip_longest(*rows, fillvalue=math.nan)
        self.series = [Series(np.array(column, np.float64), forms) for column in columns]

    def readings(self, orders: np.ndarray, shape: tuple[int, ...]) -> list[Reading]:
        """Each element of values of this shape, as they were made at these orders."""
        at = np.searchsorted(self.orders, orders)
        return [Reading(series, at) for series in self.series[:kept(shape)]]


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
    histories = {name: History(entries, [form_at[name, order] for order, _, _ in entries])
                 for name, entries in run.timeline.items()}
    bindings = [Binding(v, lines[v.line], form, histories[v.name].readings(v.order, v.values.shape[1:]))
                for v, form in zip(variables, forms)]
    called = symbolic.definitions(tree)
    for binding in bindings:
        if binding.line.kind == "made":
            explain_binding(binding, histories, called)
    write_copies_alike([series for history in histories.values() for series in history.series])
    return bindings


def write_copies_alike(series: list[Series]) -> None:
    """Keep a value with as many digits wherever it stands, as in ``BOb = 1 * Ob``: compressed, a copy that
    reads the same takes no room."""
    keys = [list(zip(one.values.tolist(), one.forms)) for one in series]
    needed: dict[tuple[float, str], int] = {}
    for one, own in zip(series, keys):
        for key, digits in zip(own, one.needed.tolist()):
            needed[key] = max(digits, needed.get(key, 0))
    for one, own in zip(series, keys):
        one.needed = np.array([needed[key] for key in own], int)


def explain_binding(binding: Binding, histories: dict[str, History], called: CodeType) -> None:
    """Learn how each element is computed, and with how many digits that is shown."""
    order = binding.variable.order
    times = {name: np.searchsorted(history.orders, order) - 1 for name, history in histories.items()}
    shapes = {name: histories[name].shapes[at[at >= 0][0]] for name, at in times.items() if at.max() >= 0}
    binding.explained = [(None, NONE * len(order))] * len(binding.columns)
    for element, node in enumerate(origins(binding, shapes, called)):
        leaves = [part for part in walk(node) if isinstance(part, str)]
        if len(leaves) > MOST_OPERANDS:
            continue
        operands, known = {}, np.ones(len(order), bool)
        for name, index in (leaf.split(":") for leaf in leaves):
            history, at = histories[name], times[name]
            if int(index) < kept(shapes[name]):
                operands[f"{name}:{index}"] = Reading(history.series[int(index)], at)
                known &= (at >= 0) & [history.shapes[k] == shapes[name] for k in at]
            else:
                known[:] = False
        digits = digits_of(binding, element, node, operands, known) if known.any() else NONE * len(order)
        binding.explained[element] = node, digits
        if adds_to(f"{binding.variable.name}:{element}", node):
            binding.columns[element].keep_first(CHANGES_SHOWN)


def adds_to(operand: str, node: Node) -> bool:
    """Whether the expression is the operand plus or minus something."""
    match node:
        case ("+" | "-", left, right):
            return left == operand or node[0] == "+" and right == operand
    return False


def origins(binding: Binding, shapes: dict[str, tuple[int, ...]], called: CodeType) -> list[Node]:
    """The origin of each element that is kept; none where the statement can't be followed."""
    name, node = binding.variable.name, binding.line.node
    if not isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign) \
            or any(math.prod(shapes.get(read, ())) > MOST_TO_RECORD for read in binding.line.reads):
        return []
    try:
        shape, nodes = symbolic.explain(node, called, shapes, name)
    except symbolic.Unexplained:
        return []
    return nodes[:len(binding.columns)] if shape == binding.shape else []


def digits_of(binding: Binding, element: int, node: Node, operands: dict[str, Reading],
              known: np.ndarray) -> str:
    """The digits each arithmetic of the element is shown with; none where it doesn't give the recorded value.

    ``known`` says at which times all its operands are. Tolerance: AGREEMENT units in the last place, for
    NumPy may add in another order than the arithmetic is written in.
    """
    result, dtype = binding.columns[element], binding.variable.values.dtype
    parts = [node, *(part for part in walk(node)
                     if isinstance(part, tuple) and part[0] in symbolic.COMPARISONS)]

    def compute(values: list[np.ndarray]) -> list[np.ndarray]:
        named = dict(zip(operands, values))
        return [np.broadcast_to(symbolic.evaluate(part, named.__getitem__), len(known)) for part in parts]

    values, true = [operand.values() for operand in operands.values()], result.values()
    precision = np.finfo(dtype if dtype.kind == "f" else np.float64).eps
    with np.errstate(invalid="ignore"):
        got = compute(values)[0]
        largest = np.max(np.abs([got, true, *values]), axis=0)
        agrees = np.abs(got - true) <= AGREEMENT * float(precision) * largest
    agrees |= (got == true) | np.isnan(got) & np.isnan(true)
    return choose_digits(result, list(operands.values()), agrees & known, compute)


# --- what the browser gets --------------------------------------------------------------------------------


def packed(binding: Binding) -> dict:
    """A binding as JSON holds it: what is the same every time is written once."""
    variable = binding.variable
    return {
        "line": variable.line, "name": variable.name, "shape": list(binding.shape), "kind": binding.line.kind,
        "form": binding.form,
        "order": differences(variable.order), "epoch": differences(np.maximum(variable.epochs, BEFORE_LOOP)),
        "values": [once([numeral(column.series.shortest(at), binding.form) for at in column.at])
                   for column in binding.columns],
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
        ends = [(at_end(run, name, epoch), at_end(other, name, epoch)) for epoch in epochs]
        pairs = [(a, b) for a, b in ends
                 if a is not None and b is not None and a.size <= LARGEST
                 and without_leading_ones(a.shape) == without_leading_ones(b.shape)]
        if len(pairs) < len(epochs) or not pairs:
            continue
        mine, theirs = map(np.array, zip(*pairs))
        form = form_of(theirs, False, printed)
        line = max((v.line for v in other.variables if v.name == name and v.epochs.max() >= 0), default=None)
        columns = [once([None if form == own and shown(a, form) == shown(b, form)
                         else numeral(shortest(float(b), form), form) for a, b in zip(*column)])
                   for column in zip(*(side.reshape(len(epochs), -1).T for side in (mine, theirs)))]
        values[name] = {"shape": list(theirs.shape[1:]), "form": form, "line": line, "values": columns,
                        "difference": once([numeral(float(f"{gap(*pair):.1e}"), "a2") for pair in pairs])}
    return {"program": program.name, "name": name_of(program), "library": library(program),
            "variables": values}


def at_end(run: Run, name: str, epoch: int) -> np.ndarray | None:
    """The value when the epoch is over, of a name that the loop binds in that epoch."""
    if any(at == epoch for _, at, _ in run.timeline.get(name, ())):
        with contextlib.suppress(KeyError):
            return run.at(name, epoch)
    return None


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
