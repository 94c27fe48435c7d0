"""Python in inline code and remarks → the trees of :mod:`literate.formulas.expressions`.

Python's own parser reads them, and everything means what Python and NumPy mean by it.
"""

import ast
import math
import re
from collections.abc import Iterator
from functools import lru_cache, partial

import numpy as np

from literate.formulas.expressions import Apply, Constant, Expr, FormulaError, Matrix, Value, Variable
from literate.formulas.notation import Chain, all_read, chain_of, matrix_of, negated, number_at
from literate.formulas.operators import ATTRIBUTES, CODE_FUNCTIONS, CODE_OPERATIONS

RELATIONS = {"<=": "≤", ">=": "≥", "!=": "≠"}
BRACKET_OR_RELATION = re.compile(r"[(\[]|[)\]]|[=!<>]=|[=<>≈≤≥≠←]")
CONSTANTS = {
    "inf": math.inf, "nan": math.nan, "np.inf": math.inf, "np.nan": math.nan,
    "np.pi": math.pi, "np.e": math.e}
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
            case (ast.BinOp(left=left, op=op, right=right)
                  | ast.Compare(left=left, ops=[op], comparators=[right])) if type(op) in CODE_OPERATIONS:
                return Apply(*CODE_OPERATIONS[type(op)], (self.read(left), self.read(right)))
            case ast.List(elts=items) | ast.Tuple(elts=items) if items and self.written(node)[0] in "[(":
                return rows([self.read(item) for item in items])
            case ast.Subscript(value=array, slice=index):
                return self.element(self.read(array), index)
            case ast.Attribute(value=owner, attr=name) if name in ATTRIBUTES:
                return Apply(f".{name}", ATTRIBUTES[name], (self.read(owner),))
            case ast.Call(func=function, args=arguments, keywords=[]):
                return self.call(function, arguments)
        raise FormulaError(f"“{self.written(node)}” is no arithmetic that could be checked")

    def call(self, function: ast.expr, arguments: list[ast.expr]) -> Expr:
        """A function of CODE_FUNCTIONS at its arguments."""
        name = self.written(function)
        if name in CODE_FUNCTIONS and arguments:
            values = tuple(self.read(argument) for argument in arguments)
            return Apply(name, CODE_FUNCTIONS[name], values, (self.place(function),))
        raise FormulaError(f"“{name}(…)” is no function that could be checked")

    def element(self, array: Expr, index: ast.expr) -> Expr:
        """``array[index]``: the indices are integers, or expressions that give integers."""
        indices = index.elts if isinstance(index, ast.Tuple) else [index]
        return Apply(f"[{self.written(index)}]", lambda value, *places: value[tuple(map(whole, places))],
                     (array, *map(self.read, indices)))


def rows(items: list[Expr]) -> Expr:
    """A list or tuple: one row, or the rows of a matrix."""
    nested = all(isinstance(item, Matrix) and item.shape[0] == 1 for item in items)
    return matrix_of([item.children for item in items] if nested else [items])


def whole(value: Value) -> int:
    """An index; ValueError for what is none."""
    if np.size(value) != 1 or value != np.floor(value):
        raise ValueError("no integer")
    return int(value)
