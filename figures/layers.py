"""The matrices of both passes: one layer's products, and each matrix beside its back-propagated twin."""

from __future__ import annotations

from dataclasses import dataclass

from figures.equations import Equation, draw_equations
from figures.labels import LABELS
from figures.matrices import TRANSPOSED, Matrix, draw_named, width_of_equals
from figures.runs import data_places, run, start
from figures.style import LABEL, WIDTH, Point, Sheet, decimals, number, width_of
from literate.programs.history import Run

EDGE = 4            # above and below a figure
ENOUGH = 4          # decimals with which sums, and products of what the matrices show, come out as shown


@dataclass(frozen=True)
class Names:
    """What a program calls one layer's input, weights, bias and output."""

    input: str
    weights: str
    bias: str
    output: str

    def all(self) -> tuple[str, str, str, str]:
        return self.input, self.weights, self.bias, self.output


SINGLE = Names("X", "W", "B", "Y")
HIDDEN, OUTPUT = Names("I", "WH", "BH", "H"), Names("H", "WO", "BO", "O")


def _matrix(values: Run, name: str, mark: tuple[int | None, int | None] | None = None,
            most: int = ENOUGH) -> Matrix:
    """A variable, or with ' its transpose, as the first epoch computes it, with at most so many decimals."""
    plain = name.rstrip(TRANSPOSED)
    array = start(values, plain)
    places = data_places(values).get(plain, decimals(array.ravel(), most))
    return Matrix(name, array.T if name != plain else array, mark, places)


def forward(program: str, layers: tuple[Names, ...]) -> str:
    """output = input @ weights + bias for each layer, and its first element worked out."""
    sheet, values = Sheet(), run(program)
    equations = []
    for layer in layers:
        x, w = _matrix(values, layer.input, (0, None)), _matrix(values, layer.weights, (None, 0))
        b = _matrix(values, layer.bias, (0, 0))
        products = (*(((x, 0, i), (w, i, 0)) for i in range(len(w.values))), ((b, 0, 0),))
        equations.append(Equation(_matrix(values, layer.output, (0, 0)), (x, w, "+", b), products))
    return sheet.svg(draw_equations(sheet, EDGE, equations) + EDGE)


def to_input(program: str, layer: Names) -> str:
    """The gradient goes back to the layer's input: Xb = Yb @ W.T, whether the program needs it or not."""
    sheet, values = Sheet(), run(program)
    back = _matrix(values, layer.output + "b", (0, None))
    transposed = _matrix(values, layer.weights + TRANSPOSED, (None, 0))
    bottom = _draw_transposition(sheet, EDGE, _matrix(values, layer.weights, (0, None)), transposed)
    products = tuple(((back, 0, j), (transposed, j, 0)) for j in range(len(transposed.values)))
    result = Matrix(layer.input + "b", back.values @ transposed.values, (0, 0))
    equation = Equation(result, (back, transposed), products)
    return sheet.svg(draw_equations(sheet, bottom + 22, [equation]) + EDGE)


def to_weights(program: str, layers: tuple[Names, ...]) -> str:
    """The gradient goes back to each layer's weights and bias: Wb = X.T @ Yb, Bb = 1 * Yb."""
    sheet, values = Sheet(), run(program)
    equations = []
    for layer in layers:
        x = _matrix(values, layer.input + TRANSPOSED, (0, None))
        back, unmarked = (_matrix(values, layer.output + "b", mark) for mark in ((None, 0), None))
        weights, bias = _matrix(values, layer.weights + "b", (0, 0)), _matrix(values, layer.bias + "b")
        products = (((x, 0, 0), (back, 0, 0)),)
        equations += [Equation(weights, (x, back), products), Equation(bias, ("1 ·", unmarked))]
    return sheet.svg(draw_equations(sheet, EDGE, equations) + EDGE)


def _draw_transposition(sheet: Sheet, y: float, matrix: Matrix, transposed: Matrix) -> float:
    """A matrix, an arrow, its transpose; gives the height after them."""
    widths, arrow = [width_of_equals([m.name]) + 6 for m in (matrix, transposed)], 50
    x = (WIDTH - sum(widths) - matrix.width - transposed.width - arrow) / 2 + widths[0] - 6
    middle = y + max(matrix.height, transposed.height) / 2
    draw_named(sheet, x, middle, matrix)
    x += 6 + matrix.width
    sheet.arrow(x + 12, middle, x + arrow - 12, middle)
    draw_named(sheet, x + arrow + widths[1] - 6, middle, transposed)
    return middle + max(matrix.height, transposed.height) / 2


def twins(language: str, program: str, layer: Names) -> str:
    """Each matrix of the forward pass with its twin of the same shape, and the way through both passes.

    The twin of the input, which the program leaves out, is there too.
    """
    values, labels = run(program), LABELS[language]
    gradient = start(values, layer.output + "b") @ start(values, layer.weights).T
    pairs = [(_matrix(values, layer.input), Matrix(layer.input + "b", gradient))]
    pairs += [(_matrix(values, name), _matrix(values, name + "b")) for name in layer.all()[1:]]
    return _draw_pairs(pairs, (labels["forward"], labels["backward"]), values)


def tape(program: str, layers: tuple[Names, ...]) -> str:
    """The variables that a tape watches, and the gradients that it gives back."""
    values = run(program)
    names = [name for layer in layers for name in (layer.weights, layer.bias)]
    pairs = [(_matrix(values, name), _matrix(values, name + "b", most=3)) for name in names]
    return _draw_pairs(pairs, ("tf.GradientTape()", "tape.gradient()"), values)


def _draw_pairs(pairs: list[tuple[Matrix, Matrix]], heads: tuple[str, str], values: Run) -> str:
    """Matrices on the left, twins on the right, the error below, around them the way down and up again."""
    sheet = Sheet()
    names = [width_of_equals(pair[0].name + suffix for pair in pairs) for suffix in ("", "b")]
    widths = [max(pair[side].width for pair in pairs) for side in (0, 1)]
    gap = min(28.0, WIDTH - 44 - sum(names) - sum(widths) - 12)
    left = (WIDTH - gap - sum(names) - sum(widths) - 12) / 2
    equals = (left + names[0], left + names[0] + 6 + widths[0] + gap + names[1])
    right = equals[1] + 6 + widths[1]
    sheet.text(left - 18, EDGE + 8, heads[0], "start", style="muted")
    sheet.text(right + 18, EDGE + 8, heads[1], "end", style="muted")
    y = top = EDGE + 24
    for matrix, twin in pairs:
        y += matrix.height / 2 + 6
        draw_named(sheet, equals[0], y, matrix)
        draw_named(sheet, equals[1], y, twin)
        y += matrix.height / 2 + 6
    draw_turn(sheet, (left - 14, top), (right + 14, top), y + 16, f"{{E}} = {number(values.first('E'))}")
    return sheet.svg(y + 16 + 10 + EDGE)


def draw_turn(sheet: Sheet, start: Point, end: Point, bottom: float, error: str) -> None:
    """From start on the left down, through the error, and up on the right to end."""
    (left, _), (right, _), corner = start, end, 8
    middle, half = (left + right) / 2, width_of(error, LABEL) / 2 + 9
    sheet.bend(start, (left, bottom), (left + corner, bottom), corner)
    sheet.arrow(left + corner, bottom, middle - half, bottom)
    sheet.text(middle, bottom, error, "middle")
    sheet.bend((middle + half, bottom), (right, bottom), (right, bottom - corner), corner, "stroke dashed")
    sheet.arrow(right, bottom - corner, *end, "dashed")
