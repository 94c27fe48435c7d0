"""Python in inline code and remarks → the trees of :mod:`literate.formulas.expressions`.

Python's own parser reads them and Python computes them, so that everything means what it means there.
"""

import ast
import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

import numpy as np

from literate.formulas.expressions import Apply, Chain, Expr, FormulaError, Number, Value, Variable
from literate.formulas.notation import NUMBER, chain_of, matrix_of, number_at

RELATION = re.compile(r"[=!<>]=|[=<>≈≤≥≠←]")
IN_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
CONSTANTS = ("np.inf", "np.nan", "np.pi", "np.e")
OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.MatMult, ast.Pow, ast.USub,
             ast.UAdd, ast.Lt, ast.Gt, ast.LtE, ast.GtE, ast.Eq, ast.NotEq)
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
    return chain_of(source, 0, len(source), RELATION.finditer(without_brackets(source)), read_side)


def without_brackets(source: str) -> str:
    """The source with dots in the place of what stands in brackets."""
    outside = IN_BRACKETS.sub(lambda inside: "." * len(inside[0]), source)
    return outside if outside == source else without_brackets(outside)


def read_side(text: str, start: int) -> Expr:
    """The side with this text, which starts there in the source."""
    if strange := re.search(r"[^\0-\x7f]", text):         # also digits and names that look like others
        raise FormulaError(f"“{strange[0]}” is no sign of Python's here")
    python = ARRAY.sub(lambda array: BETWEEN_ELEMENTS.sub(",", array[0]), text).replace("\n", " ")
    try:
        tree = ast.parse(python, mode="eval")
    except (SyntaxError, ValueError) as error:
        raise FormulaError(f"Python says {error.args[0]}") from None
    return read(tree.body, text, start)


def read(node: ast.expr, text: str, start: int) -> Expr:
    """What a node of the text says, which begins at ``start`` of the source: a matrix where it is rows of
    cells; else what Python computes of the numbers and names in it.
    """
    if isinstance(node, ast.List | ast.Tuple) and node.elts and text[node.col_offset] in "([":
        rows = [row.elts if isinstance(row, ast.List) else [] for row in node.elts]
        return matrix_of([[read(cell, text, start) for cell in row]
                          for row in (rows if all(rows) else [node.elts])])
    reader = Reader(text, start)
    code = ast.unparse(reader.visit(node))
    if code == "part[0]":
        return reader.parts[0]
    return Apply(reader.written(node), computed_in_floats(code), tuple(reader.parts), tuple(reader.spans))


class Reader(ast.NodeTransformer):
    """Puts parameters into the places of the numbers and names in arithmetic; collects these ``parts``, and
    where the functions stand that are called (``spans``).
    """

    def __init__(self, text: str, start: int):
        self.text, self.begin = text, start
        self.parts: list[Number | Variable] = []
        self.spans: list[tuple[int, int]] = []

    def written(self, node: ast.expr) -> str:
        """The node as the source has it."""
        return self.text[node.col_offset:node.end_col_offset]

    def visit(self, node: ast.AST) -> Any:
        """The node with parameters; FormulaError if it is no arithmetic of numbers and arrays."""
        if not isinstance(node, ast.expr):      # an operator
            return node
        written = self.written(node)
        place = self.begin + node.col_offset, self.begin + len(written) + node.col_offset
        match node:
            case _ if NUMBER.fullmatch(written):
                return self.part(number_at(written, *place))
            case ast.Attribute() if written in CONSTANTS:
                return node
            case ast.Name():
                return self.part(Variable(*place, written, ((written, ()),)))
            case ast.List(elts=[_, *_] as items):
                return called("np.array", ast.List([self.visit(item) for item in items]))
            case (ast.UnaryOp(op=op) | ast.BinOp(op=op) | ast.Compare(ops=[op])) if isinstance(op, OPERATORS):
                return self.generic_visit(node)
            case ast.Subscript(value=array, slice=index):
                array, indices = self.visit(array), index.elts if isinstance(index, ast.Tuple) else [index]
                whole = [called("whole", self.visit(index)) for index in indices]
                return ast.Subscript(array, ast.Tuple(whole) if len(whole) > 1 else whole[0])
            case ast.Attribute(value=owner, attr=name) if name in ATTRIBUTES:
                return ast.Attribute(self.visit(owner), name)
            case ast.Call(func=function, args=[first, *more], keywords=[]):
                if (name := self.written(function)) not in FUNCTIONS:
                    raise FormulaError(f"“{name}(…)” is no function that could be checked")
                self.spans.append((place[0], place[0] + len(name)))
                return called(name, self.visit(first), *(called("whole", self.visit(each)) for each in more))
        raise FormulaError(f"“{written}” is no arithmetic that could be checked")

    def part(self, part: Number | Variable) -> ast.Name:
        """The parameter for a number or name."""
        self.parts.append(part)
        return ast.Name(f"part[{len(self.parts) - 1}]")


def called(function: str, *arguments: ast.expr) -> ast.expr:
    return ast.Call(ast.Name(function), list(arguments), [])


@cache
def computed_in_floats(code: str) -> Callable[..., Value]:
    """What Python computes of its parameters ``part``, in float64: a comparison is 1 where it holds, 0
    elsewhere.
    """
    function = eval(f"lambda *part: {code}", {"np": np, "whole": whole})
    return lambda *values: np.asarray(function(*values), np.float64)[()]


def whole(value: Value) -> Value | np.int64:
    """A whole number as an integer, for indices and decimals to round to; others, and arrays, as they are."""
    return np.int64(value) if np.ndim(value) == 0 and abs(value) < 2**53 and value % 1 == 0 else value
