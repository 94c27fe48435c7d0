"""The graph of a network's computation: on each edge a value going forward and a gradient coming back."""

from __future__ import annotations

from figures.labels import LABELS
from figures.layers import ENOUGH, Names
from figures.matrices import Matrix, draw_equals, draw_named
from figures.runs import data_places, run, start
from figures.style import LABEL, NAME, NUMBER, Sheet, decimals, number

TRUNK = 192             # where the operations stand
LANE = 4                # from the middle of an edge to each of its arrows
BESIDE = 12             # from the trunk to the matrices beside it
LEAF, LEAF_EQUALS = 6, 59        # where the edges of weights and biases begin, and where their "=" ends
HALF = 11               # of an operation's height
ROOM = 10               # between the rows of the trunk and those of the leaves
EDGE = 4


def graph(language: str, program: str, layers: tuple[Names, ...]) -> str:
    """Product and sum of each layer down to the error; weights, biases and targets come in from the left."""
    figure = _Graph(program)
    figure.draw_legend(LABELS[language])
    figure.y = EDGE + 12
    figure.label(layers[0].input, None)
    top = EDGE
    for layer in layers:
        back = layer.output + "b"
        top = figure.operation("@", layer.weights, top)
        figure.label(f"{layer.input} {layer.weights}", back)
        top = figure.operation("+", layer.bias, top)
        figure.label(layer.output, back)
    figure.operation("{E}", "T", top)
    return figure.finish()


class _Graph:
    """Draws downwards; ``y`` is the middle of the latest row of matrices."""

    def __init__(self, program: str):
        self.sheet, self.run, self.y = Sheet(), run(program), 0.0

    def matrix(self, name: str) -> Matrix:
        """A variable of the first epoch, or the product of two of them."""
        first, *second = (start(self.run, part) for part in name.split())
        value = first @ second[0] if second else first
        return Matrix(name, value, places=data_places(self.run).get(name, decimals(value.ravel(), ENOUGH)))

    def draw_legend(self, labels: dict[str, str]) -> None:
        """Which arrows go forward, and which come back."""
        for k, (name, style) in enumerate((("forward", ""), ("backward", "dashed"))):
            y = EDGE + 64 + 22 * k
            self.sheet.arrow(TRUNK + 46 + 30 * k, y, TRUNK + 76 - 30 * k, y, style)
            self.sheet.text(TRUNK + 84, y, labels[name])

    def label(self, name: str, back: str | None) -> None:
        """What goes down an edge of the trunk stands left of it, what comes up on the right."""
        value = self.matrix(name)
        draw_named(self.sheet, TRUNK - BESIDE - value.width - 6, self.y, value)
        if back:
            draw_named(self.sheet, TRUNK + BESIDE + 34, self.y, self.matrix(back))

    def operation(self, sign: str, leaf: str, top: float) -> float:
        """An operation below the latest row, the edge that leads to it from ``top``, and the one of its leaf.

        Gives the lower end of the operation; ``y`` is then the next row's.
        """
        value = self.matrix(leaf)
        back = leaf + "b" if leaf + "b" in self.run.timeline else None
        y = self.y + 12 + ROOM + value.height + LANE + 6
        self.sheet.arrow(TRUNK - LANE, top, TRUNK - LANE, y - HALF)
        if top > EDGE:                                      # the input needs no gradient
            self.sheet.arrow(TRUNK + LANE, y - HALF, TRUNK + LANE, top, "dashed")
        self.sheet.rectangle(TRUNK - 13, y - HALF, 26, 2 * HALF, 3, "function")
        self.sheet.text(TRUNK, y, sign, "middle", NAME if sign == "@" else LABEL)
        lane = LANE if back else 0
        self.sheet.arrow(LEAF, y - lane, TRUNK - 13, y - lane)
        draw_named(self.sheet, LEAF_EQUALS, y - lane - 6 - value.height / 2, value)
        bottom = y + HALF
        if back:
            self.sheet.arrow(TRUNK - 13, y + LANE, LEAF, y + LANE, "dashed")
            draw_named(self.sheet, LEAF_EQUALS, y + LANE + 8 + value.height / 2, self.matrix(back))
            bottom = y + LANE + 8 + value.height
        self.y = bottom + ROOM + 12
        return y + HALF

    def finish(self) -> str:
        """The error below the last operation."""
        y = self.y + 14
        self.sheet.arrow(TRUNK, self.y - 20, TRUNK, y - 12)
        draw_equals(self.sheet, TRUNK - 2, y, "E")
        self.sheet.text(TRUNK + 4, y, number(self.run.first("E")), "start", NUMBER, "number")
        return self.sheet.svg(y + 12 + EDGE)
