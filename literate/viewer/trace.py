"""A program + its run → what the step viewer shows: every variable after every line, and how it was computed.

The values are those of the ordinary run. Each statement is run once more on recording scalars (recording.py)
to learn how an element is computed; an explanation counts only where its arithmetic gives the recorded value.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import functools
import hashlib
import html
import json
import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from literate.programs.program import Program, ProgramMissing, load_program
from literate.programs.run import BEFORE_LOOP, Run, Variable, gap, without_leading_ones
from literate.programs.syntax import epoch_loop, imports_tensorflow, statements_by_line
from literate.viewer.rounding import NONE, NUMBER, Column, Operand, choose, form_of, shown
from literate.viewer.symbolic import (
    COMPARISONS,
    Node,
    Unexplained,
    definitions,
    evaluate,
    explain,
    inner,
    leaves,
)

LARGEST = 64        # elements: a larger array is shown by its first few, and says so
EXCERPT = 12
MOST_TO_RECORD = 1024       # elements of an operand; a product of larger ones takes seconds to record
MOST_OPERANDS = 48          # in one arithmetic: more than anyone reads
AGREEMENT = 64              # units in the last place of the largest number involved


@dataclass
class Line:
    """A statement: the lines it stands on, the variables it reads and makes, and what else it needs."""

    node: ast.stmt
    first: int
    last: int
    reads: list[str]
    makes: list[str]
    unknown: bool           # whether it needs objects that no record holds: a model, an optimizer


@dataclass
class Binding:
    """What one line made of one name, each time it ran: a column an element."""

    variable: Variable
    line: Line
    columns: list[Column]
    why: list[Node | None]
    digits: list[str]
    kind: str = "made"      # or data, loop

    @property
    def shape(self) -> tuple[int, ...]:
        return self.variable.values.shape[1:]


def name_of(program: Program) -> str:
    """The name of the program's trace: ``411_1``; ``411_1-200`` with that many epochs; else with a mark."""
    stem = Path(program.name).stem
    try:
        original = load_program(program.name).text
    except ProgramMissing:
        original = ""
    if program.text == original:
        return stem
    counts = [_count(text) for text in (original, program.text)]
    if all(counts) and counts[0][0] == counts[1][0]:
        return f"{stem}-{counts[1][1]}"
    return f"{stem}-{hashlib.sha256(program.text.encode()).hexdigest()[:6]}"


@functools.lru_cache(maxsize=4096)
def _count(text: str) -> tuple[str, int] | None:
    """The program without its ``range(N)``, and that N; None where its loop counts otherwise."""
    tree = ast.parse(text)
    match epoch_loop(tree):
        case ast.For(iter=ast.Call(func=ast.Name("range"), args=[ast.Constant(int(count)) as argument])):
            argument.value = None
            return ast.dump(tree), count
    return None


def write(path: Path, program: Program, run: Run, twin: tuple[Program, Run] | None = None) -> dict:
    """Build the trace and write it for the browser; gives it."""
    trace = build(program, run, twin)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(written(trace), encoding="utf-8")
    return trace


def written(trace: dict) -> str:
    """The trace as browsers read it."""
    return json.dumps(trace, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def build(program: Program, run: Run, twin: tuple[Program, Run] | None = None) -> dict:
    """The trace as JSON holds it; docs/assets/js/step-viewer/trace.js reads it.

    ``twin`` is another program, with its run, that computes the same (the TensorFlow one): its values at the
    end of each epoch come along, with the largest difference. Raises ValueError where the run failed.
    """
    if run.error:
        raise ValueError(f"{program.name} has no trace: {run.error}")
    return _Builder(program, run).trace(twin)


def read_lines(tree: ast.Module, run: Run) -> dict[int, Line]:
    """The module-level statements that read or make a recorded variable, by their first line."""
    recorded = set(run.timeline)
    made: dict[int, list[str]] = {}
    for v in run.variables:             # in place, under another name or in a function: more than the line binds
        made.setdefault(v.line, []).append(v.name)
    nodes: dict[int, ast.stmt] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt):
            nodes.setdefault(node.lineno, node)
    known = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)} | set(dir(builtins))
    known |= {(alias.asname or alias.name).partition(".")[0] for node in tree.body
              if isinstance(node, ast.Import | ast.ImportFrom) for alias in node.names}
    lines = {}
    for statement in {s.first: s for s in statements_by_line(tree).values()}.values():
        node = nodes[statement.first]
        names = _names_read(node)
        makes = list(dict.fromkeys((*statement.names, *made.get(statement.first, ()))))
        reads, makes = ([name for name in part if name in recorded] for part in (names, makes))
        if reads or makes:
            unknown = bool(set(names) - recorded - known)
            lines[statement.first] = Line(node, statement.first, statement.last, reads, makes, unknown)
    return lines


def _names_read(node: ast.stmt) -> list[str]:
    """The names that the statement itself reads, in the order of the text; not what is inside its body."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return []
    found = [node.target] if isinstance(node, ast.AugAssign) else []
    todo = [node]
    while todo:
        part = todo.pop()
        todo += [child for child in ast.iter_child_nodes(part) if not isinstance(child, ast.stmt)]
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load):
            found.append(part)
    found.sort(key=lambda part: (part.lineno, part.col_offset))
    return list(dict.fromkeys(part.id for part in found if isinstance(part, ast.Name)))


class _Builder:
    """Reads one run."""

    def __init__(self, program: Program, run: Run):
        self.program, self.run = program, run
        self.tree = ast.parse(program.text)
        self.printed = NUMBER.findall(run.stdout)
        self.lines = read_lines(self.tree, run)
        self.definitions = definitions(self.tree)
        self.loop = epoch_loop(self.tree)
        self.orders = {name: [order for order, _, _ in entries] for name, entries in run.timeline.items()}
        self.bindings = [self.binding(v) for v in run.variables if v.line in self.lines]
        self.bindings.sort(key=lambda b: (b.variable.line, b.variable.order[0]))
        places = {(b.variable.name, order): (b, k) for b in self.bindings
                  for k, order in enumerate(b.variable.order.tolist())}
        self.sources = {name: [places[name, order] for order in orders]
                        for name, orders in self.orders.items()}
        for binding in self.bindings:
            self.explain(binding)

    # --- bindings -----------------------------------------------------------------------------------------

    def binding(self, variable: Variable) -> Binding:
        """The variable's columns, not yet explained."""
        line = self.lines[variable.line]
        size = int(np.prod(variable.values.shape[1:]))
        kept = size if size <= LARGEST else EXCERPT
        kind = "loop" if isinstance(line.node, ast.For) else "made" if line.reads or line.unknown else "data"
        form = form_of(variable.values, kind == "data", self.printed)
        flat = variable.values.reshape(len(variable.order), size)
        return Binding(variable, line, [Column(flat[:, k], form) for k in range(kept)],
                       [None] * kept, [NONE * len(variable.order)] * kept, kind)

    # --- explanations -------------------------------------------------------------------------------------

    def explain(self, binding: Binding) -> None:
        """Learn how each element is computed, and with how many digits that is shown."""
        if binding.kind != "made":
            return
        sources = {name: self.sources_of(name, binding) for name in self.orders}
        shapes = {name: groups[0][0].shape for name, groups in sources.items() if groups}
        for element, node in enumerate(self.record(binding, shapes)):
            if sum(1 for _ in leaves(node)) > MOST_OPERANDS:
                continue
            count = len(binding.variable.order)
            operands = {text: self.operand(text, sources, shapes, count) for text in leaves(node)}
            binding.why[element] = node
            binding.digits[element] = digits_of(binding.columns[element], node, operands)

    def sources_of(self, name: str, binding: Binding) -> list[tuple[Binding, np.ndarray, np.ndarray]]:
        """The bindings that the line reads ``name`` from, when it did, and which of their values."""
        found: dict[int, tuple[Binding, list[int], list[int]]] = {}
        for time, start in enumerate(binding.variable.order.tolist()):
            position = bisect_left(self.orders[name], start)
            if position:
                source, index = self.sources[name][position - 1]
                _, times, indices = found.setdefault(id(source), (source, [], []))
                times.append(time)
                indices.append(index)
        return [(source, np.array(times), np.array(indices)) for source, times, indices in found.values()]

    def record(self, binding: Binding, shapes: dict[str, tuple[int, ...]]) -> list[Node]:
        """The origin of each element that is kept; none where the statement can't be followed."""
        name, node = binding.variable.name, binding.line.node
        if not isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign) \
                or any(math.prod(shapes.get(read, ())) > MOST_TO_RECORD for read in binding.line.reads):
            return []
        try:
            shape, nodes = explain(node, self.definitions, shapes, [name])[name]
        except Unexplained:
            return []
        return nodes[:len(binding.columns)] if shape == binding.shape else []

    def operand(self, text: str, sources: dict, shapes: dict, count: int) -> Operand:
        """One element as the line reads it each time; not where it has another shape, or isn't kept."""
        name, _, element = text.partition(":")
        return Operand([(source.columns[int(element)], times, index) for source, times, index in sources[name]
                        if source.shape == shapes[name] and int(element) < len(source.columns)], count)

    # --- what the browser gets ----------------------------------------------------------------------------

    def trace(self, twin: tuple[Program, Run] | None) -> dict:
        """Everything, as JSON holds it."""
        digits = [code for b in self.bindings if b.kind == "made" for text in b.digits for code in text]
        epochs = sorted({epoch for v in self.run.variables for epoch in v.epochs.tolist() if epoch >= 0})
        trace = {
            "program": self.program.name, "name": name_of(self.program), "library": library(self.program),
            "source": self.program.text.rstrip("\n").split("\n"),
            "loop": [self.loop.target.id, self.loop.lineno, self.loop.body[-1].end_lineno] if self.loop else None,
            "epochs": epochs,
            "lines": [[line.first, line.last, line.reads, line.makes] for line in self.lines.values()],
            "bindings": [packed(binding) for binding in self.bindings],
            "explained": len(digits) - digits.count(NONE), "unexplained": digits.count(NONE),
        }
        if twin:
            made = dict.fromkeys(b.variable.name for b in self.bindings if b.kind == "made")
            trace["twin"] = packed_twin(self.run, made, *twin, epochs)
        return trace


def digits_of(column: Column, node: Node, operands: dict[str, Operand]) -> str:
    """The digits each arithmetic is shown with; none for those that don't give the recorded value."""
    parts = [node, *(part for part in inner(node) if part[0] in COMPARISONS)]

    def compute(values: list[np.ndarray]) -> list[np.ndarray]:
        known = dict(zip(operands, values))
        return [np.broadcast_to(evaluate(part, known.__getitem__), len(column.values)) for part in parts]

    values, true = [operand.values() for operand in operands.values()], column.values
    with np.errstate(invalid="ignore"):
        got = compute(values)[0]
        largest = np.max(np.abs([got, true, *values]), axis=0)
        agrees = np.abs(got - true) <= AGREEMENT * column.precision * largest
    agrees |= (got == true) | np.isnan(got) & np.isnan(true)
    known = np.all([operand.known for operand in operands.values()], axis=0)
    return choose(column, list(operands.values()), compute, agrees & known)


def packed(binding: Binding) -> dict:
    """A binding as JSON holds it: what is the same every time is written once."""
    variable = binding.variable
    return {
        "line": variable.line, "name": variable.name, "shape": list(binding.shape), "kind": binding.kind,
        "form": binding.columns[0].form if binding.columns else "i",
        "order": differences(variable.order), "epoch": differences(np.maximum(variable.epochs, BEFORE_LOOP)),
        "values": packed_columns(binding.columns),
    } | ({"why": binding.why, "digits": ["".join(once(digits)) for digits in binding.digits]}
         if binding.kind == "made" else {})


def packed_columns(columns: list[Column]) -> list[Sequence[float | str]]:
    """The values of each element, with as many digits as are ever shown."""
    return [once([numeral(value, column.form) for value in column.stored()]) for column in columns]


def packed_twin(run: Run, names: Iterable[str], program: Program, other: Run, epochs: list[int]) -> dict:
    """The twin's values at the end of each epoch, and the largest difference from the program's own."""
    printed = NUMBER.findall(other.stdout)
    values = {}
    for name in names:
        pairs = [(at_end(run, name, epoch), at_end(other, name, epoch)) for epoch in epochs]
        if any(a is None or b is None or without_leading_ones(a.shape) != without_leading_ones(b.shape) or a.size > LARGEST for a, b in pairs):
            continue
        theirs = np.array([b.ravel() for _, b in pairs])
        form = form_of(theirs, False, printed)
        columns = [Column(theirs[:, k], form) for k in range(theirs.shape[1])]
        values[name] = {"shape": list(pairs[0][1].shape), "form": form,
                        "values": packed_columns(columns),
                        "difference": once([numeral(float(f"{gap(*pair):.1e}"), "a2") for pair in pairs])}
    return {"program": program.name, "name": name_of(program), "library": library(program),
            "variables": values}


def first_steps(trace: dict, caption: str, count: int = 3) -> str:
    """What each line of the loop makes in its first turns, as an HTML table for readers without scripts."""
    if not trace["loop"]:
        return ""
    name, first, last = trace["loop"]
    epochs = trace["epochs"][:count]
    rows: dict[int, dict[int, str]] = {}
    for binding in trace["bindings"]:
        if first <= binding["line"] <= last and binding["kind"] == "made":
            for index, epoch in enumerate(np.cumsum(binding["epoch"]).tolist()):
                if epoch in epochs:
                    cells = rows.setdefault(binding["line"], {})
                    cells[epoch] = ", ".join(filter(None, [cells.get(epoch), grid(binding, index)]))
    heads = "".join(f"<th>{html.escape(name)} {epoch}</th>" for epoch in epochs)
    body = "".join(f"<tr><th><code>{html.escape(trace['source'][line - 1].strip())}</code></th>"
                   + "".join(f"<td>{cells.get(epoch, '')}</td>" for epoch in epochs) + "</tr>"
                   for line, cells in sorted(rows.items()))
    return f"<table><caption>{html.escape(caption)}</caption><thead><tr><th></th>{heads}</tr></thead>" \
           f"<tbody>{body}</tbody></table>"


def grid(binding: dict, index: int) -> str:
    """A value as text, a line a row."""
    values = [column[0 if len(column) == 1 else index] for column in binding["values"]]
    texts = [shown(float(value), binding["form"]) for value in values]
    width = (binding["shape"] or [1])[-1]
    return "<br>".join(" ".join(texts[k:k + width]) for k in range(0, len(texts), width))


def library(program: Program) -> str:
    """What the program computes with, as its readers call it."""
    return "TensorFlow" if imports_tensorflow(program.text) else "NumPy"


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
