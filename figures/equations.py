"""Products of matrices, as figures show them: names above, shapes below, one element worked out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from figures.matrices import TRANSPOSED, Matrix, draw_equals, label, width_of_equals
from figures.style import NUMBER, WIDTH, Sheet, bracketed, number, width_of

EDGE = 4            # left and right of what is widest
SPACE = 7           # around an operator and between factors
CAPTION = 14        # from a matrix' edge to the middle of its name or shape
LINE = 24

Element = tuple[Matrix, int, int]   # a matrix, a row and a column of it


@dataclass(frozen=True)
class Equation:
    """``result = terms = result``: the terms are matrices and operators in reading order.

    ``products`` work out the result's marked element, the one in its corner: it is the sum of their products.
    """

    result: Matrix
    terms: tuple[Matrix | str, ...]
    products: tuple[tuple[Element, ...], ...] = ()

    @property
    def tallest(self) -> float:
        return max(term.height for term in self.terms if isinstance(term, Matrix))

    @property
    def inner(self) -> float:
        """The width of the terms, with the space before and after."""
        return sum(_width(term) + SPACE for term in self.terms) + SPACE

    @property
    def equals(self) -> float:
        return width_of("=", NUMBER)


def draw_equations(sheet: Sheet, y: float, equations: Sequence[Equation], apart: float = 22) -> float:
    """Equations below each other, the first equals signs aligned, from height y on; gives where they end."""
    names = width_of_equals(e.result.name for e in equations)
    tail = max(e.equals + SPACE + e.result.width for e in equations)
    wrapped = names + max(e.inner for e in equations) + tail > WIDTH
    width = names + max(max(e.inner, tail) if wrapped else e.inner + tail for e in equations)
    arithmetic = max((width_of(worked_out(e), NUMBER) for e in equations if e.products), default=0)
    width = max(width, min(names + SPACE + arithmetic, WIDTH - 2 * EDGE))
    left = (WIDTH - width) / 2 + names
    for count, equation in enumerate(equations):
        y = _draw(sheet, left, y + (apart if count else 0), equation, wrapped)
    return y


def _draw(sheet: Sheet, left: float, top: float, equation: Equation, wrapped: bool) -> float:
    """One equation whose first equals sign ends at ``left``; gives the height after it."""
    middle = top + 2 * CAPTION + equation.tallest / 2 - 6
    draw_equals(sheet, left, middle, equation.result.name)
    x = left + SPACE
    for term in equation.terms:
        if isinstance(term, Matrix):
            term.draw(sheet, x, middle)
            above = middle - equation.tallest / 2 - CAPTION
            sheet.text(x + term.width / 2, above, label(term.name), "middle")
            _draw_shape(sheet, x, middle, term, equation.tallest)
        else:
            sheet.text(x, middle, term, size=NUMBER)
        x += _width(term) + SPACE
    bottom = middle + equation.tallest / 2 + 2 * CAPTION - 6
    if wrapped:
        x, middle = left - equation.equals, bottom + 8 + equation.result.height / 2
        bottom = middle + equation.result.height / 2
    sheet.text(x, middle, "=", size=NUMBER)
    x += equation.equals + SPACE
    equation.result.draw(sheet, x, middle)
    if not wrapped:
        _draw_shape(sheet, x, middle, equation.result, equation.tallest)
    if not equation.products:
        return bottom
    line = worked_out(equation)
    start = min(left + SPACE, WIDTH - EDGE - width_of(line, NUMBER))
    sheet.text(start, bottom + LINE / 2 + 4, line, "start", NUMBER, "number")
    return bottom + LINE + 4


def _draw_shape(sheet: Sheet, x: float, y: float, matrix: Matrix, tallest: float) -> None:
    shape, below = "×".join(map(str, matrix.values.shape)), y + tallest / 2 + CAPTION
    sheet.text(x + matrix.width / 2, below, shape, "middle", style="muted shape")


def worked_out(equation: Equation) -> str:
    """The markup of the marked element's arithmetic: 2 · 3 + 3 · 4 + 1 = 19, in the roles' colours.

    Operands show as many digits as make the shown result right, and never fewer than their matrix does.
    The sign is ≈ where the shown operands and the shown result are not exactly equal.
    """
    shown = equation.result.texts[0][0]
    for places in range(17):
        texts = [[_operand(*element, places) for element in product] for product in equation.products]
        value = math.fsum(math.prod(map(_value, product)) for product in texts)
        if number(value, len(shown.partition(".")[2])) == shown:
            break
    terms = []
    for product, operands in zip(equation.products, texts):
        factors = [f"{{{matrix.name.rstrip(TRANSPOSED)}={bracketed(text) if terms or k else text}}}"
                   for k, ((matrix, _, _), text) in enumerate(zip(product, operands))]
        terms.append(" · ".join(factors))
    sign = "=" if math.isclose(value, _value(shown), rel_tol=1e-12) else "≈"
    return f"{' + '.join(terms)} {sign} {{{equation.result.name}={shown}}}"


def _operand(matrix: Matrix, row: int, column: int, places: int) -> str:
    """An element as its matrix shows it, or with more decimals where its value has them."""
    value, least = float(matrix.values[row, column]), len(matrix.texts[row][column].partition(".")[2])
    exact = (k for k in range(least, 18) if math.isclose(round(value, k), value, rel_tol=1e-12))
    return number(value, max(least, min(places, next(exact, places))))


def _value(text: str) -> float:
    return float(text.replace("−", "-"))


def _width(term: Matrix | str) -> float:
    return term.width if isinstance(term, Matrix) else width_of(term, NUMBER)
