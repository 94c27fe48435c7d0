"""Every number in the graph of a step: what NumPy computes from 411_1's data, operation by operation."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from figures.proof.drawing import Drawing, Shape, Text
from figures.proof.values import SINGLE, Moments, written
from literate.programs.program import load_program

# The columns from left to right, each from the top: the results, and the numbers that an operation takes.
COLUMNS: list[list[tuple[str, list]]] = [
    [("X @ W", []), ("Y", []), ("T - Y", []), ("(T - Y) ** 2", []), ("np.array([E])", []), ("E", []),
     ("E", [1])],
    [("2 * (T - Y)", [2]), ("-E", []), ("-E", [1]), ("-E", [1]), ("-E", [1])],
    [("", []), ("lr * Wb", []), ("Wb", [])],
    [("Yb", []), ("-Yb", []), ("np.ones(n) / n", ["n"]), ("np.ones(n)", []), ("np.ones(1)", []),
     ("1", [1, 1])],
    [("", []), ("lr * Bb", []), ("Bb", [])],
]


def expected(drawing: Drawing) -> Iterator[tuple[Text, str, str]]:
    """Of each text with a number: the expression that it stands for, and what it must say."""
    moments = Moments("411_1", SINGLE)
    values = {name: moments.of(name)[0] for name in ("X", "W", "T", "Y", "Yb", "Wb", "Bb")}
    values |= {"n": values["T"].size, "lr": moments.run.first("lr"), "E": moments.of("E")[0].item(), "np": np}
    lines = [line.strip() for line in load_program("411_1.py").text.splitlines()]
    program = {re.sub(r"\d", "", line): line for line in lines}
    for text in drawing.texts:
        if " = " in text.says:
            yield text, "a line of 411_1", program.get(re.sub(r"\d", "", text.says), "no line")
        elif text.says.startswith("X ["):
            yield text, "X", f"X {rows(values['X'])[0]}"
    boxes = [box for box in drawing.having("node") if any(holds(box, text) for text in drawing.texts)]
    middles = sorted({round(float(box.middle[0]), 1) for box in boxes})
    for k, (x, column) in enumerate(zip(middles, COLUMNS, strict=True)):
        below = sorted((box for box in boxes if abs(box.middle[0] - x) < 0.1), key=lambda box: box.top)
        for box, (expression, numbers) in zip(below, column, strict=True):
            if expression:
                yield from results(drawing, box, expression, eval(expression, {}, values), k < 2)
            takes = [text for text in drawing.texts if "number" in text.classes and is_taken(box, text)]
            for text, number in zip(takes, numbers, strict=True):
                yield text, f"a number that {expression} takes", written(eval(str(number), {}, values))


def results(drawing: Drawing, box: Shape, expression: str, value: object,
            down: bool) -> Iterator[tuple[Text, str, str]]:
    """The texts beside the arrow that leaves a box, row by row; a name may stand before the first."""
    near = [text for text in drawing.texts if "number" in text.classes and re.search(r"\d", text.says)
            and is_beside(box, text, down)]
    for text, row in zip(sorted(near, key=lambda text: text.y), rows(value), strict=True):
        yield text, expression, re.match(r"(?:[A-Za-z]+ )?", text.says)[0] + row


def rows(value: object) -> list[str]:
    """A number, or each row of an array in brackets, as the figure writes them."""
    if np.ndim(value) == 0:
        return [written(value)]
    return [f"[{' '.join(written(element) for element in row)}]" for row in np.atleast_2d(value)]


def holds(box: Shape, text: Text) -> bool:
    """Whether the text stands in the middle of the box."""
    return text.anchor == "middle" and abs(text.x - box.middle[0]) < 0.1 and text.on_line(box.middle[1])


def is_taken(box: Shape, text: Text) -> bool:
    """Whether an arrow leads from the text into the box: it stands on its right, or right below."""
    right = text.on_line(box.middle[1]) and 0 < text.x - box.right < 20
    below = abs(text.x - box.middle[0]) < 0.1 and 15 < text.y - box.bottom < 25
    return bool(right or text.anchor == "middle" and below)


def is_beside(box: Shape, text: Text, down: bool) -> bool:
    """Whether the text is the result of the box: below or above it, or on its right above an arrow."""
    (x, y), apart = box.middle, text.y - box.middle[1]
    if text.anchor == "middle":
        return bool(abs(apart) < 17 and 0 < text.x - box.right < 60 and text.y < y)
    aside = 5 < text.x - x < 8 if text.anchor == "start" else 5 < x - text.x < 21
    reach = 72 if text.anchor == "start" and not down else 34          # two rows, above the weights
    return bool(aside and 10 < (apart if down else -apart) < reach)
