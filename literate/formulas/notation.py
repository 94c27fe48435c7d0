"""Formulas as pages write them → the trees of :mod:`literate.formulas.expressions`.

``latex.lark`` and ``code.lark`` say what is read; the two builders below say what it means. In LaTeX,
neighbours are multiplied as matrices and names are mathematics' own; in code, everything means what Python
and NumPy mean by it.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache, partial

import numpy as np
from lark import Lark, Token, Transformer, UnexpectedInput, v_args

from literate.formulas.expressions import (
    INDEXES,
    Applied,
    Apply,
    At,
    Chain,
    Constant,
    Expr,
    FormulaError,
    Function,
    Key,
    Labelled,
    Matrix,
    Number,
    Outside,
    Series,
    TwinDifference,
    Value,
    Variable,
)
from literate.formulas.operators import (
    ATTRIBUTES,
    CODE_FUNCTIONS,
    CODE_OPERATIONS,
    COMPARISONS,
    LATEX_FUNCTIONS,
    LATEX_OPERATIONS,
    magnitude,
    product,
    raised,
    taken,
    transposed,
    unchanged,
)
from literate.pages.spans import DIGIT

NAMES = {
    r"\alpha": "lr", r"\eta": "lr", r"\rho": "rho", r"\beta_1": "beta_1", r"\beta_2": "beta_2",
    r"\epsilon": "eps", r"\varepsilon": "eps", r"\hat m": "M", r"\hat v": "V", "E'": "dEdp", "g": "dEdp"}
"""What programs call a thing that mathematics calls so. A name is looked up first as it is written."""

RELATIONS = {
    ":=": "=", "<=": "≤", ">=": "≥", "!=": "≠", r"\approx": "≈", r"\lt": "<", r"\gt": ">", r"\le": "≤",
    r"\leq": "≤", r"\ge": "≥", r"\geq": "≥", r"\ne": "≠", r"\neq": "≠", r"\leftarrow": "←", r"\gets": "←",
    r"\rightarrow": "→", r"\to": "→"}
RELATION = re.compile(r"\\(?!q?quad)[a-z]+|[:<>!=≈≤≥≠←→]+")


@lru_cache(maxsize=65536)
def parse_latex(source: str) -> tuple[Chain, ...]:
    """The chains that a formula or display in LaTeX states, in their order.

    A part that begins with a relation goes on with the chain before it. A brace's label says what the part
    over it is, so that makes a chain too. Raises FormulaError where the formula cannot be read.
    """
    chains = [chain for stated in _parse(latex_parser(), source) for chain in (stated, *labels_in(stated))]
    all_read(source, [node for chain in chains for side in chain.sides for node in side.walk])
    return tuple(replace(chain, source=source) for chain in chains)


def labels_in(chain: Chain) -> Iterator[Chain]:
    """What the labels of braces in a chain state, and the labels in these."""
    for node in (node for side in chain.sides for node in side.walk if isinstance(node, Labelled)):
        for label in node.label:
            stated = Chain((node.children[0], *label.sides), ("=", *label.relations), (node.start, *label.positions))
            yield stated
            yield from labels_in(Chain(label.sides))


@lru_cache(maxsize=65536)
def parse_code(source: str) -> Chain:
    """The chain that inline code states, as in ``epoch 1: E = 7.2``; FormulaError if it cannot be read."""
    chain = _parse(code_parser(), source)
    all_read(source, [node for side in chain.sides for node in side.walk], chain.spans)
    return replace(chain, source=source)


def all_read(source: str, nodes: list[Expr], spans: tuple[tuple[int, int], ...] = ()) -> None:
    """FormulaError if a digit of the source is part of no node: nothing would ever compare it."""
    read = {place for span in (*spans, *(span for node in nodes for span in node.spans)) for place in range(*span)}
    for match in DIGIT.finditer(source):
        if match.start() not in read:
            raise FormulaError(f"the digit {match[0]} has no meaning there", match.start())


@cache
def latex_parser() -> Lark:
    return Lark.open("latex.lark", rel_to=__file__, start="display", parser="lalr",
                     transformer=LatexBuilder(), postlex=Bars())


@cache
def code_parser() -> Lark:
    return Lark.open("code.lark", rel_to=__file__, start="claim", parser="lalr", transformer=CodeBuilder())


def _parse(parser: Lark, source: str) -> tuple[Chain, ...] | Chain:
    try:
        return parser.parse(source)
    except UnexpectedInput as error:
        token = getattr(error, "token", None)
        position = len(source) if token is not None and token.type == "$END" else error.pos_in_stream
        rest = source[position:position + 12]
        problem = f"“{rest}” is not expected there" if rest else "it ends too early"
        raise FormulaError(problem, position) from None


# --- what both notations share ------------------------------------------------------------------------------


def number_at(text: str, start: int, end: int) -> Number | Constant:
    """The number written ``text``, in any notation of Python, NumPy or LaTeX."""
    plain = re.sub(r"\{,\}|\\,|_", "", text).replace("−", "-")
    if not math.isfinite(float(plain)):
        return Constant(float(plain))
    if Decimal(plain) != Decimal(repr(float(plain))):
        raise FormulaError(f"{text} has more digits than a program's number", start)
    mantissa, _, exponent = plain.partition("e")
    decimals = mantissa.partition(".")[2]
    return Number(float(plain), len(decimals) - int(exponent or 0), not decimals, start, end)


def numbers_in(token: Token, pattern: str = r"\d+(?:\.\d+)?") -> Iterator[Number | Constant]:
    """The numbers that stand somewhere in a token."""
    for match in re.finditer(pattern, token):
        yield number_at(match[0], token.start_pos + match.start(), token.start_pos + match.end())


def span_of(*tokens: Token) -> tuple[int, int]:
    """Where the tokens stand, from the first to the last."""
    return min(token.start_pos for token in tokens), max(token.end_pos for token in tokens)


def relation_in(token: Token) -> tuple[str, int]:
    """The relation in a token that may have white space and & around it, and its position."""
    match = RELATION.search(token)
    return RELATIONS.get(match[0], match[0]), token.start_pos + match.start()


def chain_of(parts: tuple[Expr | Token, ...]) -> Chain:
    """The sides and relations among the parts of a formula."""
    relations = [relation_in(part) for part in parts if isinstance(part, Token) and part.type == "RELATION"]
    return Chain(tuple(part for part in parts if isinstance(part, Expr)),
                 tuple(symbol for symbol, _ in relations), tuple(position for _, position in relations))


def of_elements(node: Expr) -> Expr:
    """Under max and Σ, the bars around a vector mean its elements' and not its length."""
    if isinstance(node, Apply) and node.function is magnitude:
        return replace(node, function=np.abs)
    return node


def letters_in(node: Expr) -> set[int | str]:
    """What counts elements in ``node``, as a subscript or by itself."""
    variables = [part for part in node.walk if isinstance(part, Variable)]
    return {part.name for part in variables if part.name in tuple(INDEXES)} | {
        letter for part in variables for _, element in part.candidates for letter in element}


@dataclass(frozen=True)
class Comparison:
    """A relation as a function: 1 where it holds, 0 elsewhere."""

    relation: str
    position: int

    def __call__(self, a: Value, b: Value) -> Value:
        return np.float64(COMPARISONS[self.relation](a, b))


@v_args(inline=True)
class Builder(Transformer):
    """Makes nodes of what stands the same in both notations."""

    operations: dict[str, Callable[..., Value]]
    to_the_power: Callable[[Value, Value], Value]

    def number(self, token: Token) -> Expr:
        return number_at(token, token.start_pos, token.end_pos)

    def negative(self, minus: Token, operand: Expr) -> Expr:
        if isinstance(operand, Number) and operand.start == minus.end_pos and not np.signbit(operand.number):
            return replace(operand, number=-operand.number, start=minus.end_pos - 1)
        return Apply("minus", operator.neg, (operand,))

    def unchanged(self, *parts: Expr) -> Expr:
        return parts[-1]

    def operation(self, left: Expr, operator: Token, *signed: Expr | Token) -> Expr:
        right = self.negative(*signed) if len(signed) > 1 else signed[0]
        symbol = "@" if "@" in operator else str(operator)
        if operator.type != "TIMES":                # the end of a row may stand before the sign
            symbol = operator[-1].replace("−", "-")
        return Apply(symbol, self.operations[symbol], (left, right))

    def power(self, base: Expr, exponent: Expr) -> Expr:
        if base == Constant(math.e):
            return Apply("exp", np.exp, (exponent,))
        return Apply("^", self.to_the_power, (base, exponent))

    def parenthesis(self, node: Expr) -> Expr:
        return Apply("( )", unchanged, (node,)) if isinstance(node, Number) else node

    def absolute(self, *parts: Expr) -> Expr:
        return Apply("|…|", magnitude, tuple(part for part in parts if isinstance(part, Expr)))

    def comparison(self, left: Expr, relation: Token, right: Expr) -> Expr:
        symbol, position = relation_in(relation)
        if symbol not in COMPARISONS:
            return Outside(f"“{symbol}” inside of parentheses", (left, right))
        return Apply(symbol, Comparison(symbol, position), (left, right))

    def rows(self, rows: list[tuple[Expr, ...]], start: int) -> Expr:
        if len({len(row) for row in rows}) != 1:
            raise FormulaError("the rows of the matrix are not equally long", start)
        return Matrix((len(rows), len(rows[0])), tuple(cell for row in rows for cell in row))


# --- LaTeX --------------------------------------------------------------------------------------------------


class Bars:
    """Tells bars that open from those that close, which follow an operand where a bar is open."""

    always_accept = ("BAR",)
    openers = {"LPAR", "LSQB", "LBRACE", "BEGIN_MATRIX", "_OPEN_SET"}
    closers = {"RPAR", "RSQB", "RBRACE", "END_MATRIX", "_CLOSE_SET"}
    before_operand = openers | {
        "OPEN_BAR", "PLUS", "MINUS", "TIMES", "RELATION", "FUNCTION", "SUM", "_COMMA", "_AND", "_ROW"}

    def process(self, tokens: Iterator[Token]) -> Iterator[Token]:
        open_bars, before = [0], None
        for token in tokens:
            if token.type == "BAR":
                closes = open_bars[-1] and before not in self.before_operand
                token.type = "CLOSE_BAR" if closes else "OPEN_BAR"
            open_bars[-1] += (token.type == "OPEN_BAR") - (token.type == "CLOSE_BAR")
            if token.type in self.openers:
                open_bars.append(0)
            elif token.type in self.closers and len(open_bars) > 1:
                open_bars.pop()
            before = token.type
            yield token


@v_args(inline=True)
class LatexBuilder(Builder):
    """Makes nodes of mathematics in LaTeX."""

    operations = LATEX_OPERATIONS
    to_the_power = staticmethod(raised)

    def display(self, *chains: Chain) -> tuple[Chain, ...]:
        joined: list[Chain] = []
        for chain in chains:
            if len(chain.sides) > len(chain.relations):
                joined.append(chain)
            elif joined:
                last = joined.pop()
                joined.append(Chain(last.sides + chain.sides, last.relations + chain.relations,
                                    last.positions + chain.positions))
            else:
                raise FormulaError(f"nothing stands left of “{chain.relations[0]}”", chain.positions[0])
        return tuple(joined)

    def formula(self, *parts: Expr | Token) -> Chain:
        match parts:                    # a condition behind a formula, "(n = 2)", states something by itself
            case (Apply(function=Comparison() as comparison, children=sides),):
                return Chain(sides, (comparison.relation,), (comparison.position,))
        return chain_of(parts)

    def juxtaposed(self, left: Expr, right: Expr) -> Expr:
        if isinstance(right, Number) and not any(isinstance(part, Outside) for part in left.walk):
            raise FormulaError("nothing stands between a factor and this number: write \\cdot", right.start)
        return Apply("a product", product, (left, right))

    def series(self, *parts: Expr | Token) -> Expr:
        *bounds, term = parts[1:]
        below = next((subscript(part) for part in bounds if isinstance(part, Token)), "")
        above = tuple(part for part in bounds if isinstance(part, Expr))
        letters, _, first = below.partition("=")
        letters = letters.replace(",", "")
        used = set(INDEXES) & letters_in(term)
        if (not set(letters) <= (used or set(INDEXES)) or bool(above) != first.isdigit()
                or len(letters) > 1 and above):
            return Outside(f"a sum over “{below}” of such terms", tuple(outside_parts(parts[1:])))
        spans = tuple(span_of(part) for part in bounds if isinstance(part, Token))
        return Series(tuple(letters), int(first) if above else None, (of_elements(term), *above), spans)

    def call(self, function: Token, *parts: Expr | Token) -> Expr:
        *scripts, operand = parts
        name = re.search(r"[A-Za-z]+(?=\}?$)", function)[0].lower()
        is_extreme = name in ("max", "min")
        for script in scripts:
            power_of = isinstance(script, Number) and script.number > 0         # tanh^{-1} is something else
            counts = is_extreme and isinstance(script, Token) and set(subscript(script)) <= set(INDEXES)
            if not power_of and not counts:
                return Outside(f"“{function}” with what is written at it", tuple(outside_parts(parts)))
        several = isinstance(operand, Outside) and operand.reason == LISTED
        if several and not is_extreme:
            return Outside(f"“{function}” of several things", operand.children)
        arguments = operand.children if several else (operand,)
        if is_extreme or name == "sum":
            arguments = tuple(map(of_elements, arguments))
        node: Expr = Apply(name, LATEX_FUNCTIONS[name], arguments)
        for power in scripts:
            node = self.power(node, power) if isinstance(power, Number) else node
        return node

    def transposed(self, node: Expr, _: Token) -> Expr:
        return Apply("the transpose", transposed, (node,))

    def listed(self, *parts: Expr) -> Expr:
        return Outside(LISTED, tuple(part for part in parts if isinstance(part, Expr)))

    def row_vector(self, *cells: Expr) -> Expr:
        return self.rows([cells], 0)

    def constant(self, token: Token) -> Expr:
        return Constant({"e": math.e, r"\pi": math.pi, r"\infty": math.inf, "∞": math.inf}.get(token)
                        or float(re.sub(r"\\[a-z]+|[{}]", "", token)))

    def fraction(self, _: Token, above: Expr, below: Expr) -> Expr:
        match above, below:
            case (Apply(children=(Variable(name="d" | "partial" as d), Variable() as of), function=multiply),
                  Apply(children=(Variable(name=e), Variable() as by))) if d == e and multiply is product:
                return derivative(of, by)
        return Apply("/", LATEX_OPERATIONS["/"], (above, below))

    def digits_fraction(self, token: Token) -> Expr:
        return Apply("/", LATEX_OPERATIONS["/"], tuple(numbers_in(token, r"\d")))

    def root(self, _: Token, *parts: Expr) -> Expr:
        *degree, radicand = parts
        if degree:
            return self.power(radicand, Apply("/", np.divide, (Constant(1.0), *degree)))
        return Apply("a root", np.sqrt, (radicand,))

    def labelled(self, brace: Token, node: Expr, _: Token, label: tuple[Chain, ...]) -> Expr:
        return Labelled((node,), label, brace.start_pos)

    def row(self, *cells: Expr) -> tuple[Expr, ...]:
        return cells

    def matrix(self, begin: Token, *rows: tuple[Expr, ...] | Token) -> Expr:
        return self.rows(list(rows[:-1]), begin.start_pos)

    def outside(self, token: Token) -> Expr:
        return Outside(f"“{token}”", tuple(numbers_in(token)))

    def name(self, base: Token, *scripts: Token) -> Expr:
        script = {token.type: token for token in scripts}
        prime = re.sub(r"\^\{?\\prime\}?", "'", script.get("PRIME", ""))
        above = script.get("SUPERSCRIPT", "").strip("^{}() ")
        below = subscript(script.get("SUBSCRIPT", ""))
        return variable(base_name(base), prime, below, above, span_of(base, *scripts))

    def applied(self, function: Token, argument: Expr) -> Expr:
        if isinstance(argument, Variable):          # E(p) is E at the p that the environment has
            return variable(function[0], function[1:], "", "", span_of(function))
        return Applied(Function(NAMES.get(function, str(function))), (argument,))


LISTED = "a list in parentheses"


def subscript(token: str) -> str:
    """What a subscript says, without the marks that only set it."""
    return re.sub(r"\\(?:mathrm|mathsf|text)\b|\\[,;:!> ]|[\\{}\s]", "", token[1:])


def outside_parts(parts: tuple[Expr | Token, ...]) -> Iterator[Expr]:
    """What notation outside the language is made of: expressions, and the numbers in its scripts."""
    for part in parts:
        yield from [part] if isinstance(part, Expr) else numbers_in(part)


def base_name(token: Token) -> str:
    """A name without what only sets its type: ``\\mathrm{lr}`` is lr, ``\\hat{m}`` is ``\\hat m``."""
    if token.type == "WORD":
        return token[token.index("{") + 1:-1].strip().replace("\\_", "_")
    if token.type == "ACCENTED":
        return " ".join(re.fullmatch(r"(\\[a-z]+?)\s*\{?\s*(\\?[A-Za-z]+)\s*\}?", token).groups())
    return str(token)


def variable(base: str, prime: str, below: str, above: str, span: tuple[int, int]) -> Variable:
    """The variable with all that it may be called in a program, first what it most likely is."""
    written = base + prime + (f"_{below}" if below else "") + (f"^{above}" if above else "")
    root = NAMES.get(base + prime, base.removeprefix("\\") + prime)
    if written in NAMES:
        candidates = [(NAMES[written], ())]
    elif above.isdecimal():
        candidates = [] if DIGIT.search(below) else [(At(root + below.replace(",", ""), int(above)), ())]
    else:
        small = root == base and base.islower() and len(base) == 1
        candidates = [*candidates_for(root + above, below, small)]
        if small:
            candidates += candidates_for(base.upper() + above, below, small)
    name = candidates[0][0] if candidates else written
    return Variable(name, tuple(dict.fromkeys([(written, ()), *candidates])), *span)


def candidates_for(root: str, below: str, small: bool) -> Iterator[tuple[Key, tuple[int | str, ...]]]:
    """The keys, each with an element, that ``root`` with the subscript ``below`` may stand for.

    Letters of INDEXES count elements; so do numbers with a comma, and the digits at a small letter where the
    matrix has that name in capitals. Other numbers count epochs or steps. Other letters are part of the name.
    """
    letters = below.replace(",", "")
    if not below:
        yield root, ()
    elif set(letters) <= set(INDEXES):
        yield root, tuple(letters)
    elif re.fullmatch(r"\d+(,\d+)+", below):
        yield root, tuple(map(int, below.split(",")))
    elif below.isdecimal():
        if str(int(below)) == below and (not small or root.islower()):
            yield At(root, int(below)), ()
        if small:
            yield root, tuple(map(int, below))
        yield f"{root}_{below}", ()
    elif below == "t":                          # at this step
        yield root, ()
    elif letters.isalnum():
        yield root + letters, ()
        yield f"{root}_{letters}", ()
    else:
        yield At(root, below), ()


def derivative(of: Variable, by: Variable) -> Variable:
    """What programs call dE/dp or ∂E/∂W: dEdp, Wb."""
    written = f"d{of.name}/d{by.name}"
    candidates: list[tuple[Key, tuple[int | str, ...]]] = []
    if of.name == "E":
        keys = [(key, element) for key, element in by.candidates if isinstance(key, str)]
        candidates = [(form.format(key), element) for form in ("dEd{}", "{}b") for key, element in keys]
    scalar = isinstance(by.name, str) and by.name.islower() and not any(element for _, element in by.candidates)
    name = candidates[0 if scalar else -1][0] if candidates else written
    return Variable(name, ((written, ()), *candidates), by.start, by.end)


# --- inline code --------------------------------------------------------------------------------------------


@v_args(inline=True)
class CodeBuilder(Builder):
    """Makes nodes of Python's arithmetic."""

    operations = CODE_OPERATIONS
    to_the_power = staticmethod(np.power)

    def claim(self, *parts: Expr | Token) -> Chain:
        tokens = {part.type: part for part in parts if isinstance(part, Token)}
        moment, spans = None, tuple(span_of(tokens[kind]) for kind in ("MOMENT", "PROGRAM") if kind in tokens)
        if "MOMENT" in tokens:
            loop, turn = tokens["MOMENT"].rstrip(" :").split()
            moment = loop, int(turn)
        program = str(tokens["PROGRAM"]) if "PROGRAM" in tokens else None
        return replace(chain_of(parts), moment=moment, program=program, spans=spans)

    def name(self, token: Token) -> Expr:
        return Variable(str(token), ((str(token), ()),), *span_of(token))

    def constant(self, token: Token) -> Expr:
        return Constant(getattr(math, token.rpartition(".")[2]))

    def raised(self, base: Expr, digits: Token) -> Expr:
        plain = digits.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
        return self.power(base, number_at(plain, digits.start_pos, digits.end_pos))

    def call(self, function: Token, *arguments: Expr) -> Expr:
        if function not in CODE_FUNCTIONS:
            return Outside(f"“{function}(…)”", arguments)
        return Apply(str(function), CODE_FUNCTIONS[function], arguments, (span_of(function),))

    def element(self, array: Expr, *indices: Token) -> Expr:
        ends = [[int(end) if end.strip() else None for end in index.split(":")] for index in indices]
        key = tuple(slice(*pair) if len(pair) > 1 else pair[0] for pair in ends)
        return Apply(f"[{', '.join(indices)}]", partial(taken, key), (array,), (span_of(*indices),))

    def attribute(self, node: Expr, attribute: Token) -> Expr:
        return Apply(str(attribute), ATTRIBUTES[attribute], (node,))

    def vector(self, *items: Expr) -> Expr:
        if all(isinstance(item, Matrix) and item.shape[0] == 1 for item in items):
            return self.rows([item.children for item in items], 0)
        return self.rows([items], 0)

    def printed(self, token: Token) -> Expr:
        rows = [[self.printed_cell(cell[0], token.start_pos + row.start(1) + cell.start())
                 for cell in re.finditer(r"\S+", row[1])] for row in re.finditer(r"\[([^\[\]]*)\]", token)]
        return self.rows(rows, token.start_pos)

    def printed_cell(self, text: str, start: int) -> Expr:
        try:
            return number_at(text, start, start + len(text))
        except ValueError:
            problem = f"“{text}” is no number: an array without commas is read as NumPy prints it"
            raise FormulaError(problem, start) from None

    def largest(self, node: Expr) -> Expr:
        return Apply("max", np.max, (Apply("|…|", np.abs, (node,)),))

    def twins(self, first: Token, _: Token, second: Token) -> Expr:
        key = TwinDifference(str(first), str(second))
        return Variable(key, ((key, ()),), *span_of(first, second))
