"""Formulas in LaTeX → the trees of :mod:`literate.formulas.expressions`.

``latex.lark`` says what is read, the builder below what it means: neighbours are multiplied as matrices, and
names are mathematics' own.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache, partial

import numpy as np
from lark import Lark, Token, Transformer, UnexpectedInput, v_args

from literate.formulas.expressions import INDEXES, Apply, Chain, Expr, FormulaError, Number, Variable
from literate.formulas.notation import chain_of, matrix_of, number_at
from literate.formulas.operators import OPERATIONS, total

NAMES = {
    r"\alpha": "lr", r"\eta": "lr", r"\epsilon": "eps", r"\varepsilon": "eps", r"\hatm": "M", r"\hatv": "V",
    "g": "dEdp"}
"""What programs call a thing that mathematics calls so. A name is looked up first as it is written."""

RELATION = re.compile(r"\\(?:approx|leq?|geq?|leftarrow)(?![A-Za-z])|[=<>≈≤≥≠←]")
BETWEEN_CHAINS = re.compile(r"\\q?quad(?![A-Za-z])|\Z")


@lru_cache(maxsize=65536)
def parse_latex(source: str) -> tuple[Chain, ...]:
    """The chains that a formula or display in LaTeX states, in their order, \\quad or \\qquad between them.

    Raises FormulaError where the formula cannot be read, or where a digit of it is part of no number or name.
    """
    chains, start = [], 0
    for between in BETWEEN_CHAINS.finditer(source):
        end = between.start()
        if source[start:end].strip():
            chains.append(chain_of(source, start, end, RELATION.finditer(source, start, end), read_side))
        start = between.end()
    return tuple(chains)


def read_side(text: str, start: int) -> Expr:
    """The side with this text, which starts there in the source."""
    try:            # between bars of which one opens, one closes
        return parser().parse(" " * start + re.sub(r"\|([^|]*)\|", r"⟨\1⟩", text))
    except UnexpectedInput as error:
        if getattr(getattr(error, "token", None), "type", "") == "$END":
            raise FormulaError("it ends too early") from None
        unread = re.match(r"\\[A-Za-z]+|.{0,12}", text[error.pos_in_stream - start:], re.DOTALL)[0]
        raise FormulaError(f"“{unread}” is not expected there") from None


@cache
def parser() -> Lark:
    return Lark.open("latex.lark", rel_to=__file__, start="side", parser="lalr", transformer=Builder())


@v_args(inline=True)
class Builder(Transformer):
    """Makes nodes of mathematics in LaTeX: one method a rule of the grammar, one for all OPERATIONS."""

    def __default__(self, operation: str, operands: list, meta: object) -> object:
        if operation not in OPERATIONS:     # Lark's own, of what stands there any number of times
            return super().__default__(operation, operands, meta)
        return Apply(operation.replace("_", " "), OPERATIONS[operation], tuple(operands))

    def number(self, token: Token) -> Number:
        return number_at(token, token.start_pos, token.end_pos)

    def name(self, token: Token) -> Variable:
        """A variable with all that it may be called in a program, first what it most likely is."""
        base, _, below = re.sub(r"[{}\s]", "", token).partition("_")
        below = below if below[:1].isdigit() else below.replace(",", "")
        written = f"{base}_{below}" if below else base
        root = NAMES.get(base, base.removeprefix("\\"))
        roots = [root, root.upper()] if re.fullmatch("[a-z]", root) else [root]     # y_i is an element of Y
        candidates = [(written, ()), *(found for each in roots for found in candidates_for(each, below))]
        return Variable(token.start_pos, token.end_pos, written, tuple(dict.fromkeys(candidates)))

    def derivative(self, of: Variable, by: Variable) -> Variable:
        """What programs call dE/dp or ∂E/∂W: dEdp, Wb."""
        written = f"d{of.name}/d{by.name}"
        candidates = [(form.format(key), element) for form in ("dEd{}", "{}b") if of.name == "E"
                      for key, element in by.candidates]
        return replace(by, name=written, candidates=((written, ()), *candidates))

    def called(self, function: Token, argument: Expr) -> Variable:
        key = f"{function}(·)"
        return Variable(function.start_pos, function.end_pos, key, ((key, ()),), (argument,))

    def negative(self, minus: Token, operand: Expr) -> Expr:
        """The operand with its minus, which belongs to a number that follows at once."""
        if isinstance(operand, Number) and operand.start == minus.end_pos and not np.signbit(operand.number):
            return replace(operand, number=-operand.number, start=minus.start_pos)
        return Apply("minus", np.negative, (operand,))

    def juxtaposed(self, left: Expr, right: Expr) -> Expr:
        if isinstance(right, Number):
            raise FormulaError("nothing stands between a factor and this number: write \\cdot")
        return Apply("the product", OPERATIONS["the_product"], (left, right))

    def series(self, *parts) -> Expr:
        """Σ of the last part, an expression, over the letters of a token before it if there is one."""
        *below, term = parts
        letters = re.sub(r"[_{},\s]", "", "".join(below))
        counted = {letter for node in term.walk if isinstance(node, Variable)
                   for _, element in node.candidates for letter in element}
        if not set(letters) <= counted & set(INDEXES):
            raise FormulaError(f"the terms of the sum have no “{letters}” that counts elements")
        return Apply("the sum", partial(total, letters), (term,))

    def row(self, *cells: Expr) -> tuple[Expr, ...]:
        return cells

    def matrix(self, *rows: tuple[Expr, ...]) -> Apply:
        return matrix_of(rows)


def candidates_for(root: str, below: str) -> Iterator[tuple[str, tuple[int | str, ...]]]:
    """The keys, each with an element, that ``root`` with the subscript ``below`` may stand for.

    Letters of INDEXES count elements, and so do digits that are no part of the name. Other letters are.
    """
    if set(below) <= set(INDEXES):
        yield root, tuple(below)
    elif re.fullmatch(r"\d+(,\d+)*", below):
        yield f"{root}_{below}", ()
        yield root, tuple(map(int, below.split(",") if "," in below else below))
    elif below.isalnum():
        yield root + below, ()
