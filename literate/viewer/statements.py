"""A program's module-level statements: where they stand, which recorded variables they read and make."""

import ast
import builtins
from dataclasses import dataclass

from literate.programs.history import Run
from literate.programs.syntax import statements_by_line


@dataclass
class Line:
    """A statement by its first line: the variables it reads and makes; its kind says whether it counts
    ("loop"), computes ("made"), or holds "data".
    """

    node: ast.stmt
    first: int
    reads: list[str]
    makes: list[str]
    kind: str


def read_lines(tree: ast.Module, run: Run) -> dict[int, Line]:
    """The module-level statements that read or make a recorded variable, by their first line."""
    recorded = set(run.timeline)
    known = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)} | set(dir(builtins))
    known |= {(alias.asname or alias.name).partition(".")[0] for node in tree.body
              if isinstance(node, ast.Import | ast.ImportFrom) for alias in node.names}
    known -= recorded
    lines: dict[int, Line] = {}
    for statement in dict.fromkeys(statements_by_line(tree).values()):
        names = names_read(statement.node)
        # In place, under another name or in a function, a line makes more than it binds.
        more = [v.name for v in run.variables if v.line == statement.first]
        makes = dict.fromkeys((*statement.names, *more))
        reads, makes = ([name for name in part if name in recorded] for part in (names, makes))
        if reads or makes:      # it may also read what no record holds: a model, an optimizer
            kind = "loop" if isinstance(statement.node, ast.For) else "made" if set(names) - known else "data"
            lines[statement.first] = Line(statement.node, statement.first, reads, makes, kind)
    return lines


def names_read(node: ast.stmt) -> list[str]:
    """The names that the statement itself reads, in the order of the text; not what is inside its body."""
    heads = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr | ast.withitem)]
    found = [part for head in heads for part in ast.walk(head)
             if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load)]
    if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
        found.append(node.target)
    found.sort(key=lambda part: (part.lineno, part.col_offset))
    return list(dict.fromkeys(part.id for part in found))
