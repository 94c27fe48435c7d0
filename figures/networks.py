"""Networks, drawn from the input down to the target, with the matrices of each row beside it."""

from __future__ import annotations

from itertools import chain, zip_longest

import numpy as np

from figures.layers import Names
from figures.matrices import Matrix, draw_equals, draw_named, width_of_equals
from figures.runs import bindings, data_places, run, start
from figures.style import LABEL, NUMBER, WIDTH, Sheet, advance, number, role, width_of
from literate.programs.history import Run

NODE = 26           # height of a node
APART = 10          # between the matrices of the column
BIAS_ARROW = 12
EDGE = 16           # above and below the picture, to the middle of the first and last row


def network(program: str, layers: tuple[Names, ...], activations: tuple[str, ...] = ()) -> str:
    """A program's network in its first epoch, with its error; ``activations`` are the functions' names."""
    figure = _Network(run(program), layers)
    figure.draw_nodes(figure.input)
    for layer, activation in zip_longest(layers, activations):
        figure.draw_layer(layer, activation)
    figure.draw_error()
    return figure.sheet.svg(figure.y + EDGE)


class _Network:
    """Draws row by row; ``y`` is the height of the latest row of nodes."""

    def __init__(self, values: Run, layers: tuple[Names, ...]):
        self.sheet, self.run, self.y = Sheet(), values, float(EDGE)
        places = data_places(values)
        self.data = {name: Matrix(name, start(values, name), places=places.get(name)) for name in places}
        self.input = self.data["X" if "X" in self.data else "I"]
        self.results = {layer.output: [Matrix(layer.output, v) for v in bindings(values, layer.output)]
                        for layer in layers}
        rows = [self.input, self.data["T"], *chain(*self.results.values())]
        biases = max(_widest(self.data[layer.bias]) for layer in layers)
        self.node_width = max(38, max(map(_widest, rows)) + 13)
        self.bias_space = 1.1 * biases + BIAS_ARROW + 10    # digits are wider in some fonts
        self.pitch = max(68, self.node_width + self.bias_space)
        self._place(max(row.values.shape[1] for row in rows), [*self.data.values(), *rows])

    def _place(self, most: int, matrices: list[Matrix]) -> None:
        """Centre the network and the column of matrices beside it as one picture."""
        left = self.bias_space + (most - 1) * self.pitch + self.node_width
        names = width_of_equals(m.name for m in matrices)
        free = WIDTH - left - names - 6 - max(m.width for m in matrices)
        gap = min(30.0, free * 2 / 3)
        margin = (free - gap) / 2
        self.centre = margin + self.bias_space + self.node_width / 2 + (most - 1) * self.pitch / 2
        self.equals = margin + left + gap + names

    def xs(self, count: int) -> np.ndarray:
        """The middles of a row of so many nodes."""
        return self.centre + self.pitch * (np.arange(count) - (count - 1) / 2)

    def draw_nodes(self, matrix: Matrix, style: str = "node") -> None:
        """A row of nodes at the present height, and its matrix beside it."""
        radius = NODE / 2 if role(matrix.name) == "role-y" else 5
        for x, text in zip(self.xs(matrix.values.shape[1]), matrix.texts[0]):
            self.sheet.rectangle(x - self.node_width / 2, self.y - NODE / 2, self.node_width, NODE, radius,
                                 f"{style} {role(matrix.name)}".strip())
            self.sheet.text(x, self.y, text, "middle", NUMBER, "number")
        draw_named(self.sheet, self.equals, self.y, matrix)

    def draw_layer(self, layer: Names, activation: str | None) -> None:
        """Edges with their weights, biases, the nodes they lead to; then the activation, if there is one."""
        weights, bias, sums = self.data[layer.weights], self.data[layer.bias], self.results[layer.output][0]
        first = self.y + self.input.height / 2 + APART + weights.height / 2
        second = first + weights.height / 2 + APART + bias.height / 2
        below = second + bias.height / 2 + APART + sums.height / 2
        draw_named(self.sheet, self.equals, first, weights)
        draw_named(self.sheet, self.equals, second, bias)
        self._draw_edges(weights, below)
        self.y = below
        self._draw_biases(bias)
        self.draw_nodes(sums, "node sum" if activation else "node")
        if activation:
            self._draw_activation(layer, activation)

    def _draw_edges(self, weights: Matrix, below: float) -> None:
        """Each weight on its edge, where all weights stand evenly apart, in the matrix' order."""
        sources, targets = (self.xs(n) for n in weights.values.shape)
        share = 1 / (len(targets) + 1)
        top, bottom = self.y + NODE / 2, below - NODE / 2
        for source in sources:
            for target in targets:
                self.sheet.line(source, top, target, bottom, "stroke thin role-w")
        y = top + share * (bottom - top)
        for source, texts in zip(sources, weights.texts):
            for target, text in zip(targets, texts):
                x, width = source + share * (target - source), advance(text, NUMBER)
                self.sheet.rectangle(x - width / 2 - 2, y - 8, width + 4, 16, 3, "paper")
                self.sheet.text(x, y, text, "middle", NUMBER, "number role-w")

    def _draw_biases(self, bias: Matrix) -> None:
        for x, text in zip(self.xs(bias.values.shape[1]), bias.texts[0]):
            edge = x - self.node_width / 2
            self.sheet.text(edge - BIAS_ARROW - 4, self.y, text, "end", NUMBER, "number role-b")
            self.sheet.arrow(edge - BIAS_ARROW, self.y, edge - 1, self.y, "role-b")

    def _draw_activation(self, layer: Names, activation: str) -> None:
        """One box a node, or one for all where each result depends on every sum, as with softmax."""
        result = self.results[layer.output][-1]
        xs, middle, below = self.xs(result.values.shape[1]), self.y + 38, self.y + 76
        half = max(self.node_width, width_of(activation, LABEL) + 10) / 2
        boxes = [(xs[0], xs[-1])] if activation == "softmax" else [(x, x) for x in xs]
        for x in xs:
            self.sheet.arrow(x, self.y + NODE / 2, x, middle - 12)
            self.sheet.arrow(x, middle + 11, x, below - NODE / 2 - 1)
        for left, right in boxes:
            self.sheet.rectangle(left - half, middle - 11, right - left + 2 * half, 22, 3, "function")
            self.sheet.text((left + right) / 2, middle, activation, "middle")
        self.y = below
        self.draw_nodes(result)

    def draw_error(self) -> None:
        """The targets, each below its output, and the error."""
        above = self.y + NODE / 2
        self.y += NODE + 18
        for x in self.xs(self.data["T"].values.shape[1]):
            self.sheet.line(x, above, x, self.y - NODE / 2, "stroke thin dotted")
        self.draw_nodes(self.data["T"])
        self.y += 34
        draw_equals(self.sheet, self.equals, self.y, "E")
        self.sheet.text(self.equals + 6, self.y, number(self.run.first("E")), "start", NUMBER, "number")


def _widest(matrix: Matrix) -> float:
    return max(advance(text, NUMBER) for row in matrix.texts for text in row)
