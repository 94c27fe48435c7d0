"""Formulas in LaTeX → the trees of :mod:`literate.formulas.expressions`.

``latex.lark`` says what is read, the builder below what it means: neighbours are multiplied as matrices, and
names are mathematics' own.
"""

import math
import re
from collections.abc import Iterator
from functools import cache, lru_cache, partial

import numpy as np
from lark import Lark, Token, Transformer, UnexpectedInput, v_args

from literate.formulas.expressions import INDEXES, Apply, Constant, Expr, FormulaError, Number, Variable
from literate.formulas.notation import Chain, all_read, chain_of, matrix_of, negated, number_at
from literate.formulas.operators import LATEX_FUNCTIONS, LATEX_OPERATIONS, product, total

NAMES = {
    r"\alpha": "lr", r"\eta": "lr", r"\epsilon": "eps", r"\varepsilon": "eps", r"\hat m": "M", r"\hat v": "V",
    "g": "dEdp"}
"""What programs call a thing that mathematics calls so. A name is looked up first as it is written."""

RELATIONS = {
    r"\approx": "≈", r"\lt": "<", r"\gt": ">", r"\le": "≤", r"\leq": "≤", r"\ge": "≥", r"\geq": "≥",
    r"\ne": "≠", r"\neq": "≠", r"\leftarrow": "←", r"\gets": "←"}
RELATION = re.compile(r"\\(?:approx|lt|gt|leq?|geq?|neq?|leftarrow|gets)(?![A-Za-z])|[=<>≈≤≥≠←]")
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
            signs = [(*match.span(), RELATIONS.get(match[0], match[0]))
                     for match in RELATION.finditer(source, start, end)]
            chains.append(chain_of(source, start, end, signs, partial(read_side, source)))
        start = between.end()
    all_read(source, [node for chain in chains for side in chain.sides for node in side.walk])
    return tuple(chains)


def read_side(source: str, start: int, end: int) -> Expr:
    """The side that stands at ``start`` to ``end`` of the source."""
    text = re.sub(r"\|([^|]*)\|", r"⟨\1⟩", source[start:end])        # which bars open, which close
    try:
        return parser().parse(" " * start + text)
    except UnexpectedInput as error:
        token = getattr(error, "token", None)
        position = end if token is not None and token.type == "$END" else error.pos_in_stream
        unread = re.match(r"\\[A-Za-z]+|.{0,12}", source[position:end], re.DOTALL)[0]
        raise FormulaError(f"“{unread}” is not expected there" if unread else "it ends too early") from None


@cache
def parser() -> Lark:
    return Lark.open("latex.lark", rel_to=__file__, start="side", parser="lalr", transformer=Builder())


@v_args(inline=True)
class Builder(Transformer):
    """Makes nodes of mathematics in LaTeX: one method a rule of the grammar."""

    def number(self, token: Token) -> Expr:
        return number_at(token, token.start_pos, token.end_pos)

    def constant(self, token: Token) -> Expr:
        return Constant(math.e if token == "e" else math.pi)

    def name(self, base: Token, below: Token | None = None) -> Expr:
        return variable(base_name(base), subscript(below or ""), (base.start_pos, (below or base).end_pos))

    def applied(self, function: Token, argument: Expr) -> Expr:
        at = function.start_pos, function.end_pos
        if isinstance(argument, Variable):          # E(p) is E at the p that the environment has
            return variable(str(function), "", at)
        return Variable(*at, f"{function}(·)", ((f"{function}(·)", ()),), (argument,))

    def negative(self, minus: Token, operand: Expr) -> Expr:
        return negated(operand, minus.start_pos)

    def parenthesis(self, node: Expr) -> Expr:
        return Apply("( )", lambda value: value, (node,)) if isinstance(node, Number) else node

    def absolute(self, node: Expr) -> Expr:
        return applied_to("|…|", node)

    def transposed(self, node: Expr) -> Expr:
        return applied_to("the transpose", node)

    def operation(self, left: Expr, sign: Token, right: Expr) -> Expr:
        return applied_to(str(sign), left, right)

    def juxtaposed(self, left: Expr, right: Expr) -> Expr:
        if isinstance(right, Number):
            raise FormulaError("nothing stands between a factor and this number: write \\cdot")
        return Apply("a product", product, (left, right))

    def power(self, base: Expr, exponent: Expr) -> Expr:
        if base == Constant(math.e):
            return Apply("exp", np.exp, (exponent,))
        return applied_to("^", base, exponent)

    def fraction(self, above: Expr, below: Expr) -> Expr:
        """A derivative where both begin with d or ∂, else a quotient."""
        match above, below:
            case (Apply(children=(Variable(name="d" | "partial" as d), Variable() as of), function=multiply),
                  Apply(children=(Variable(name=e), Variable() as by))) if d == e and multiply is product:
                return derivative(of, by)
        return applied_to("/", above, below)

    def root(self, radicand: Expr) -> Expr:
        return Apply("a root", np.sqrt, (radicand,))

    def call(self, function: Token, *arguments: Expr) -> Expr:
        if len(arguments) > 1 and function not in (r"\max", r"\min"):
            raise FormulaError(f"{function} is of one number")
        return Apply(str(function), LATEX_FUNCTIONS[function], arguments)

    def series(self, *parts: Expr | Token) -> Expr:
        """Σ of the last part, over the letters below it if there are any."""
        *below, term = parts
        letters = subscript(below[0]) if below else ""      # type: ignore[arg-type]
        counted = {letter for node in term.walk if isinstance(node, Variable)
                   for _, element in node.candidates for letter in element}
        if not set(letters) <= counted & set(INDEXES):
            raise FormulaError(f"the terms of the sum have no “{letters}” that counts elements")
        return Apply("a sum", partial(total, letters), (term,))

    def row(self, *cells: Expr) -> tuple[Expr, ...]:
        return cells

    def matrix(self, begin: Token, *rows: tuple[Expr, ...]) -> Expr:
        return matrix_of(rows)


def applied_to(symbol: str, *operands: Expr) -> Apply:
    """An operation of LaTeX's."""
    return Apply(symbol, LATEX_OPERATIONS[symbol], operands)


def subscript(token: str) -> str:
    """What a subscript says; commas part indices."""
    said = re.sub(r"[{}\s]", "", token[1:])
    return said if said[:1].isdigit() else said.replace(",", "")


def base_name(token: Token) -> str:
    """A name as it is looked up: ``\\hat{m}`` is ``\\hat m``."""
    return re.sub(r"\\hat\s*\{?\s*(\\?[A-Za-z]+)\s*\}?", r"\\hat \1", token)


def variable(base: str, below: str, span: tuple[int, int]) -> Variable:
    """The variable with all that it may be called in a program, first what it most likely is."""
    written = f"{base}_{below}" if below else base
    root = NAMES.get(base, base.removeprefix("\\"))
    candidates = [*candidates_for(root, below)]
    if re.fullmatch("[a-z]", root):
        candidates += candidates_for(root.upper(), below)       # y_i is an element of Y
    name = candidates[0][0] if candidates else written
    return Variable(*span, name, tuple(dict.fromkeys([(written, ()), *candidates])))


def candidates_for(root: str, below: str) -> Iterator[tuple[str, tuple[int | str, ...]]]:
    """The keys, each with an element, that ``root`` with the subscript ``below`` may stand for.

    Letters of INDEXES count elements, and so do digits that are no part of the name. Other letters are.
    """
    if not below:
        yield root, ()
    elif set(below) <= set(INDEXES):
        yield root, tuple(below)
    elif re.fullmatch(r"\d+(,\d+)+", below):
        yield root, tuple(map(int, below.split(",")))
    elif re.fullmatch(r"\d+", below):
        yield f"{root}_{below}", ()
        yield root, tuple(map(int, below))
    elif below.isalnum():
        yield root + below, ()


def derivative(of: Variable, by: Variable) -> Variable:
    """What programs call dE/dp or ∂E/∂W: dEdp, Wb."""
    written = f"d{of.name}/d{by.name}"
    candidates: list[tuple[str, tuple[int | str, ...]]] = []
    if of.name == "E":
        candidates = [(form.format(key), element)
                      for form in ("dEd{}", "{}b") for key, element in by.candidates]
    scalar = by.name.islower() and not any(element for _, element in by.candidates)
    name = candidates[0 if scalar else -1][0] if candidates else written
    return Variable(by.start, by.end, name, ((written, ()), *candidates))
