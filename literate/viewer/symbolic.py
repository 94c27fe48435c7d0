"""Scalars that remember how they were computed: a statement run on them explains each element of its result.

An explanation is a number (a constant), a string ``"W:3"`` (element 3 of W, counted along its rows), or a
tuple of an operation's symbol and its operands: ``("-", "W:3", ("*", "lr:0", "Wb:3"))``.
"""

import ast
import math
import types
from collections.abc import Callable, Iterator
from functools import reduce
from typing import Any

import numpy as np

Node = float | str | tuple

SYMBOLS = {
    "add": "+", "subtract": "-", "multiply": "*", "divide": "/", "power": "**", "negative": "neg",
    "exp": "exp", "log": "log", "sqrt": "sqrt", "tanh": "tanh", "absolute": "abs",
    "maximum": "max", "minimum": "min",
    "greater": ">", "greater_equal": ">=", "less": "<", "less_equal": "<=",
}
COMPARISONS = (">", ">=", "<", "<=")
UFUNCS = {symbol: getattr(np, name) for name, symbol in SYMBOLS.items()}
IMPORTS = ("import numpy as np", "import math")     # may run to explain a statement: quick, without effects


def _follow(self, ufunc: np.ufunc, method: str, *inputs, out: tuple = (), **options):
    """What NumPy calls instead of its own loop: the same loop over origins."""
    inputs = [_plain(value) for value in inputs]
    if ufunc is np.matmul:
        result = np.matmul(*inputs)
    elif ufunc.__name__ in SYMBOLS:
        symbol = SYMBOLS[ufunc.__name__]
        loop = np.frompyfunc(lambda *parts: Scalar(_node(symbol, parts)), ufunc.nin, 1, identity=None)
        options = {name: value for name, value in options.items() if name in ("axis", "keepdims")}
        result = getattr(loop, method)(*inputs, **options)
    else:
        return NotImplemented
    if out:
        out[0][...] = result
        return out[0]
    return result.view(Array) if isinstance(result, np.ndarray) else result


class Scalar(np.lib.mixins.NDArrayOperatorsMixin):
    """A number's origin without its value; every operator and NumPy function on it gives another one."""

    __array_ufunc__ = _follow

    def __init__(self, node: Node):
        self.node = node

    def __bool__(self):
        raise TypeError("a branch depends on the value")


class Array(np.ndarray):
    """An array of such scalars. NumPy's own loops for objects would make a comparison a plain bool."""

    __array_ufunc__ = _follow


def _plain(value: object) -> np.ndarray:
    """The value as an array of objects that NumPy's own loops run over."""
    return np.asarray(value).astype(object).view(np.ndarray)


def _node(symbol: str, parts: tuple) -> Node:
    """An operation on origins; ``max(max(a, b), c)`` is one of three operands."""
    nodes = tuple(origin(part) for part in parts)
    if symbol in ("max", "min") and isinstance(nodes[0], tuple) and nodes[0][0] == symbol:
        return (*nodes[0], nodes[1])
    return (symbol, *nodes)


def origin(part: object) -> Node:
    """Where one computed number comes from. Raises TypeError where it is no number to calculate with."""
    if isinstance(part, Scalar):
        return part.node
    if not isinstance(part, int | float | np.number | np.bool_) or not math.isfinite(part):
        raise TypeError(f"{part!r} is no number to calculate with")
    return float(part) if isinstance(part, float | np.floating) else int(part)


def leaf(name: str, shape: tuple[int, ...]) -> Scalar | Array:
    """The variable ``name`` as an array of scalars, one an element; shape () gives a scalar."""
    flat = np.array([Scalar(f"{name}:{index}") for index in range(math.prod(shape))], object)
    return flat.reshape(shape).view(Array) if shape else flat[0]


def definitions(tree: ast.Module) -> types.CodeType:
    """What the program's statements call: its own functions, and NumPy under the program's name for it.

    Not decorated functions: what they run is another's.
    """
    body = [node for node in tree.body if ast.unparse(node) in IMPORTS
            or isinstance(node, ast.FunctionDef) and not node.decorator_list]
    return compile(ast.Module(body, []), "<definitions>", "exec")


def explain(statement: ast.stmt, definitions: types.CodeType, shapes: dict[str, tuple[int, ...]],
            made: str) -> tuple[tuple[int, ...], list[Node]]:
    """Run one statement on such scalars: the shape of what it calls ``made``, and each element's origin; none
    where it computes in a way that cannot be followed.

    ``shapes`` gives the shape of each variable that the statement may read.
    """
    names: dict[str, Any] = {}
    try:
        exec(definitions, names)
        names.update((name, leaf(name, shape)) for name, shape in shapes.items())
        exec(compile(ast.Module([statement], []), "<statement>", "exec"), names)
        return np.shape(names[made]), [origin(part) for part in _plain(names[made]).ravel()]
    except Exception:       # whatever a library raises when it meets a scalar it does not know
        return (), []


def evaluate(node: Node, value: Callable[[str], np.ndarray]) -> np.ndarray:
    """The expression in numbers; ``value`` gives an operand's, in float64, for many times at once."""
    if isinstance(node, str):
        return value(node)
    if not isinstance(node, tuple):
        return np.asarray(node, np.float64)
    operands = [evaluate(part, value) for part in node[1:]]
    ufunc = UFUNCS[node[0]]
    with np.errstate(all="ignore"):     # max and min may have more than two
        return np.asarray(reduce(ufunc, operands) if operands[1:] else ufunc(*operands), np.float64)


def walk(node: Node) -> Iterator[Node]:
    """The expression and all that it is made of, outermost first."""
    yield node
    if isinstance(node, tuple):
        for part in node[1:]:
            yield from walk(part)
