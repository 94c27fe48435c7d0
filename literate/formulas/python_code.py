"""Python in inline code and remarks → the trees of :mod:`literate.formulas.expressions`.

Python's own parser reads them and Python computes them, so that everything means what it means there.
"""

import ast
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, lru_cache, partial

import numpy as np

from literate.formulas.expressions import Apply, Constant, Expr, FormulaError, Matrix, Value, Variable
from literate.formulas.notation import Chain, all_read, chain_of, matrix_of, negated, number_at
from literate.formulas.operators import maximum, minimum

RELATIONS = {"<=": "≤", ">=": "≥", "!=": "≠"}
BRACKET_OR_RELATION = re.compile(r"[(\[]|[)\]]|[=!<>]=|[=<>≈≤≥≠←]")
CONSTANTS = {
    "inf": math.inf, "nan": math.nan, "np.inf": math.inf, "np.nan": math.nan,
    "np.pi": math.pi, "np.e": math.e}
OPERATIONS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%",
              ast.MatMult: "@", ast.Pow: "^", ast.Lt: "<", ast.Gt: ">", ast.LtE: "<=", ast.GtE: ">=",
              ast.Eq: "==", ast.NotEq: "!="}
ATTRIBUTES = ("T", "shape", "size", "ndim")
FUNCTIONS = {"abs", "len", "round", "sum", "max", "min", "np.linalg.norm", *(f"np.{name}" for name in (
    "sum prod mean std max min argmax argmin dot diff diag round float32 float64 array".split()))}
FUNCTIONS |= {f"np.{name}" for name, function in vars(np).items()
              if isinstance(function, np.ufunc) and function.nout == 1}
"""What can be called: of NumPy what works on each element, and what is named here."""

ARRAY = re.compile(r"(?<![\w\])])\[[-+.\deinaf\s\[\]]*\]")
BETWEEN_ELEMENTS = re.compile(r"(?<=[\d.\]fn])\s(?=\s*(?:[-+]?[\d.]|[-+]?inf|nan|\[))")
"""An array as NumPy prints it, and the blanks where Python has commas."""


@lru_cache(maxsize=65536)
def parse_code(source: str) -> Chain:
    """The chain that inline code states, as in ``2 * 3 + 3 * 4 + 1 = 19``.

    Between its sides stand = ≈ < ≤ ≥ > ≠ == or ←. Raises FormulaError where it cannot be read, or where a
    digit of it is part of no number or name.
    """
    chain = chain_of(source, 0, len(source), top_relations(source), partial(read_side, source))
    all_read(source, [node for side in chain.sides for node in side.walk])
    return chain


def top_relations(source: str) -> Iterator[tuple[int, int, str]]:
    """Where relations outside of brackets start and end, and which they are."""
    depth = 0
    for match in BRACKET_OR_RELATION.finditer(source):
        if match[0] in "([":
            depth += 1
        elif match[0] in ")]":
            depth -= 1
        elif depth == 0:
            yield *match.span(), RELATIONS.get(match[0], match[0])


def read_side(source: str, start: int, end: int) -> Expr:
    """The side that stands at ``start`` to ``end`` of the source."""
    start += len(source[start:end]) - len(source[start:end].lstrip())
    text = source[start:end].rstrip()
    python = ARRAY.sub(lambda array: BETWEEN_ELEMENTS.sub(",", array[0]), text)
    if strange := re.search(r"[^\0-\x7f]", text):         # also digits and names that look like others
        raise FormulaError(f"“{strange[0]}” is no sign of Python's here")
    try:
        tree = ast.parse(python.replace("\n", " "), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        position = min(end, start + max(0, (getattr(error, "offset", 0) or 1) - 1))
        rest = source[position:end][:12]
        raise FormulaError(f"“{rest}” is not expected there" if rest else "it ends too early") from None
    return Reader(text, start).read(tree.body)


class Reader:
    """Makes nodes of Python's for the text of a side that begins at ``start`` of the source."""

    def __init__(self, text: str, start: int):
        self.text, self.begin = text, start

    def place(self, node: ast.expr) -> tuple[int, int]:
        """Where the node stands in the source."""
        return self.begin + node.col_offset, self.begin + (node.end_col_offset or 0)

    def written(self, node: ast.expr) -> str:
        """The node as the source has it."""
        return self.text[node.col_offset:node.end_col_offset]

    def read(self, node: ast.expr) -> Expr:
        """The tree that the node says; FormulaError if it is no arithmetic of numbers and arrays."""
        match node:
            case ast.Constant(value=int() | float()) if not isinstance(node.value, bool):
                return number_at(self.written(node), *self.place(node))
            case ast.Name() | ast.Attribute() if self.written(node) in CONSTANTS:
                return Constant(CONSTANTS[self.written(node)])
            case ast.Name():
                name = self.written(node)
                return Variable(*self.place(node), name, ((name, ()),))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return negated(self.read(operand), self.place(node)[0])
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self.read(operand)
            case ast.List(elts=items) | ast.Tuple(elts=items) if items and self.written(node)[0] in "[(":
                return rows([self.read(item) for item in items])
            case (ast.BinOp(left=left, op=op, right=right)
                  | ast.Compare(left=left, ops=[op], comparators=[right])) if type(op) in OPERATIONS:
                return self.applied(node, OPERATIONS[type(op)], [left, right])
            case ast.Subscript(value=array, slice=index):
                indices = index.elts if isinstance(index, ast.Tuple) else [index]
                return self.applied(node, f"[{self.written(index)}]", [array, *indices])
            case ast.Attribute(value=owner, attr=name) if name in ATTRIBUTES:
                return self.applied(node, f".{name}", [owner])
            case ast.Call(func=function, args=arguments, keywords=[]) if arguments:
                if (name := self.written(function)) not in FUNCTIONS:
                    raise FormulaError(f"“{name}(…)” is no function that could be checked")
                return replace(self.applied(node, name, arguments), spans=(self.place(function),))
        raise FormulaError(f"“{self.written(node)}” is no arithmetic that could be checked")

    def applied(self, node: ast.expr, symbol: str, parts: list[ast.expr]) -> Apply:
        """What Python does at the node, with a parameter in the place of each of its parts."""
        code, parameters = self.written(node), [f"part{number}" for number in range(len(parts))]
        for part, parameter in reversed([*zip(parts, parameters)]):
            start, end = part.col_offset - node.col_offset, part.end_col_offset - node.col_offset
            code = code[:start] + parameter + code[end:]
        return Apply(symbol, computed_in_floats(f"lambda {', '.join(parameters)}: ({code})"),
                     tuple(map(self.read, parts)))


@cache
def computed_in_floats(code: str) -> Callable[..., Value]:
    """Python's own function of one or several numbers or arrays, with its value in float64: a comparison is 1
    where it holds, 0 elsewhere. Behind the first, whole numbers are integers: indices, decimals to round to.
    """
    function = eval(code, {"np": np, "max": maximum, "min": minimum})      # Python's own take no matrix
    return lambda first, *more: np.asarray(function(first, *map(whole, more)), np.float64)[()]


def whole(value: Value) -> Value | np.int64:
    """A whole number as an integer; others, and arrays, as they are."""
    return np.int64(value) if value.ndim == 0 and abs(value) < 2**53 and value == np.floor(value) else value


def rows(items: list[Expr]) -> Expr:
    """A list or tuple: one row, or the rows of a matrix."""
    nested = all(isinstance(item, Matrix) and item.shape[0] == 1 for item in items)
    return matrix_of([item.children for item in items] if nested else [items])
