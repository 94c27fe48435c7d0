"""What a program's text says before it runs: statements, names they bind, the loop over epochs, imports."""

import ast
import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

TENSORFLOW = {"tensorflow", "keras"}         # packages that compute with each other
COUNTERS = ("epoch", "step")        # a loop with such a variable counts, whatever others there are
SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)      # what is inside has names of its own


@dataclass(frozen=True)
class Statement:
    """The first line of one module-level statement (of a loop or with: its head) and the names it binds.

    Of several on one line ``node`` is the first, or the one that the others are in.
    """

    node: ast.stmt
    first: int
    names: tuple[str, ...]


def statements_by_line(tree: ast.Module) -> dict[int, Statement]:
    """The innermost module-level statement on each line; function and class bodies are not the module's."""
    found: dict[int, Statement] = {}
    for node in module_level(tree.body):        # inner ones over those that they are in
        inner = [*inner_statements(node)]
        last = min(s.lineno for s in inner) - 1 if inner else node.end_lineno
        statement = Statement(node, node.lineno, bound_names(node, inner))
        if before := found.get(node.lineno):        # a = 1; b = 2
            statement = Statement(before.node, before.first, before.names + statement.names)
        found.update(dict.fromkeys(range(statement.first, max(last, node.lineno) + 1), statement))
    return found


def module_level(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a body and those inside them, but for what is in functions and classes."""
    for node in body:
        yield node
        if not isinstance(node, SCOPES):
            yield from module_level(inner_statements(node))


def inner_statements(node: ast.AST) -> Iterator[ast.stmt]:
    """The statements one level below: a loop's, those of each branch, of each ``except`` and ``case``."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            yield child
        elif isinstance(child, (ast.ExceptHandler, ast.match_case)):
            yield from inner_statements(child)


def bound_names(node: ast.stmt, inner: Sequence[ast.stmt] = ()) -> tuple[str, ...]:
    """The names that a statement binds, in order; not those bound by the statements ``inner`` inside it."""
    if isinstance(node, (*SCOPES, ast.Import, ast.ImportFrom)):
        return ()
    names: dict[str, None] = {}
    todo: list[ast.AST] = [node]
    while todo:
        part = todo.pop(0)
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
            names[part.id] = None
        todo += [child for child in ast.iter_child_nodes(part)
                 if child not in inner and not isinstance(child, (ast.comprehension, ast.Lambda))]
    return tuple(names)


def epoch_loop(tree: ast.Module) -> ast.For | None:
    """The program's loop over epochs or steps: its one ``for NAME in …``, or the one whose NAME is such.

    None where a number would not tell one turn from all others: of a loop inside another statement, which may
    run again, or of one that binds its NAME anew. None, too, of a loop on one line, whose turns cannot be
    told apart.
    """
    loops = [(node, node.target.id) for node in module_level(tree.body)
             if isinstance(node, ast.For) and isinstance(node.target, ast.Name)]
    loops = [(loop, name) for loop, name in loops if name in COUNTERS] or loops
    if len(loops) != 1:
        return None
    loop, name = loops[0]
    is_bound_anew = any(name in bound_names(node) for node in loop.body)
    return loop if loop in tree.body and loop.body[0].lineno > loop.lineno and not is_bound_anew else None


@functools.cache
def imported_packages(text: str) -> frozenset[str]:
    """The top-level packages that a program imports; none where it is no Python."""
    try:
        nodes = list(ast.walk(ast.parse(text)))
    except (SyntaxError, ValueError):
        return frozenset()
    modules = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    modules += [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    return frozenset(module.partition(".")[0] for module in modules)


def imports_tensorflow(text: str) -> bool:
    """Whether a program imports TensorFlow or Keras, which takes seconds."""
    return bool(TENSORFLOW & imported_packages(text))
