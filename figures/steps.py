"""One training step as the graph of its operations: what 442_2 prints of TensorFlow's own, drawn."""

from __future__ import annotations

import re
from typing import NamedTuple

from figures.labels import LABELS
from figures.runs import run
from figures.style import LABEL, NUMBER, WIDTH, Sheet, number, width_of
from literate.programs.program import load_program

LINE = re.compile(r"#(?P<number>\d+) +(?P<kind>\w+) +(?P<inputs>\S.*?) +"
                  r"(?P<value>\[.*\]|-?[\d.]+) +(?P<name>\S+)$", re.MULTILINE)
WHO = {"gradient_tape": "tape", "mean_squared_error": "loss", "sgd": "optimizer"}       # all else: the layer
NAMES = {2: "Y", 7: "E", 18: "Yb", 20: "Wb", 19: "Bb"}      # what 411_1 calls the result of an operation
FORWARD, MIDDLE, WEIGHTS, BACKWARD, BIAS = 86, 192, 216, 298, 310       # the middles of the columns
LAYER, LOSS = 298, 464          # where the layer's operations end, and the loss's begin
PITCH, HIGH, STRIP = 46, 20, 38     # a row, a box, and what stands behind two lines of 411_1
STRIPS = {4: [(10, "W = W - lr * Wb"), (28, "B = B - lr * Bb")],
          168: [(10, "Wb = X.T @ Yb"), (28, "Bb = 1 * Yb"), (19, "Y = X @ W + B")],
          338: [(28, "Yb = 2 * (Y - T) / Y.shape[1]"), (10, "E = np.sum((Y - T) ** 2) / Y.shape[1]")]}
COLUMNS = {FORWARD: [3, 4, 5, 6, 7], MIDDLE: [16, 0, 0, 9, 10, 11, 12], BACKWARD: [17, 15, 14, 13, 8]}
PLACES = {1: (FORWARD, LAYER - 50), 2: (FORWARD, LAYER), 20: (WEIGHTS, LAYER), 19: (BIAS, LAYER),
          21: (WEIGHTS, 150), 22: (BIAS, 150), 18: (BACKWARD, LOSS - 48),
          **{number: (x, LOSS + row * PITCH) for x, column in COLUMNS.items()
             for row, number in enumerate(column) if number}}


class Operation(NamedTuple):
    """A line of the program's output: an operation's type, inputs, result, and who asked for it."""

    kind: str
    inputs: list[str]
    rows: list[str]             # of its result, as they are drawn
    who: str

    @property
    def half(self) -> float:
        """Half the width of its box."""
        return width_of(self.kind, LABEL) / 2 + 6.5


def operations() -> dict[int, Operation]:
    """The operations that give real numbers, by their numbers."""
    found = {}
    for line in LINE.finditer(run("442_2").stdout):
        rows = re.findall(r"\[[^\[\]]*\]", line["value"]) or [f"{float(line['value']):g}"]
        found[int(line["number"])] = Operation(line["kind"], line["inputs"].split(),
                                               [row.replace("-", "−") for row in rows],
                                               WHO.get(line["name"].partition("/")[0], "layer"))
    return found


def step(language: str) -> str:
    """The step: forward down the left, backward up the right, the update on top."""
    figure = _Step(LABELS[language])
    figure.draw_edges()
    figure.draw_lines()
    figure.draw_operations()
    figure.draw_legend()
    return figure.sheet.svg(LOSS + 7 * PITCH + 8)


class _Step:
    """Draws edges first, so that lines of the program and boxes stand in front of them."""

    def __init__(self, labels: dict[str, str]):
        self.sheet, self.labels, self.operations = Sheet(), labels, operations()
        self.input = "{X} [" + " ".join(map(number, run("442_2").first("X")[0])) + "]"

    def draw_edges(self) -> None:
        """From each operation to those that take its result; from data and numbers to who takes them."""
        for place, operation in self.operations.items():
            (x, y), half = PLACES[place], operation.half
            for count, given in enumerate(operation.inputs):
                if given.startswith("#"):
                    self.draw_edge(int(given[1:]), place)
                elif given in "WBT":
                    self.sheet.arrow(36, y, x - half - 1, y)
                    self.sheet.text(32, y, f"{{{given}}}", "end", NUMBER)
                elif given[0] == "X":
                    self.draw_input(x, y, half, given)
                elif given != "lr":
                    below = place == 16 or (place, count) == (8, 0)
                    self.draw_number(place, f"{float(given):g}", below)
        for place in (21, 22):
            x, y = PLACES[place]
            self.sheet.arrow(x, y - HIGH / 2, x, 76, "by-optimizer")
        self.sheet.arrow(FORWARD, PLACES[7][1] + HIGH / 2, FORWARD, PLACES[7][1] + 34)
        self.sheet.arrow(MIDDLE, PLACES[12][1] + HIGH / 2, MIDDLE, PLACES[12][1] + 34, "by-tape")

    def draw_edge(self, source: int, target: int) -> None:
        """Straight, between the sides of two boxes that look at each other."""
        (x1, y1), (x2, y2) = PLACES[source], PLACES[target]
        if y1 == y2:
            x1, x2 = x1 + self.operations[source].half, x2 - self.operations[target].half - 1
        else:
            down = HIGH / 2 if y2 > y1 else -HIGH / 2
            y1, y2 = y1 + down, y2 - down * 1.1
        self.sheet.arrow(x1, y1, x2, y2, f"by-{self.operations[source].who}")

    def draw_input(self, x: float, y: float, half: float, given: str) -> None:
        """From the input on top; what the backward pass takes turned is a flag of the operation."""
        top = PLACES[1][1] - 30
        if x == FORWARD:
            return self.sheet.arrow(x, top + 9, x, y - HIGH / 2 - 1)
        beside = FORWARD + width_of(self.input, NUMBER) / 2 + 3
        self.sheet.arrow(beside, top + 3, x - half - 1, y - 4, "by-layer")
        self.sheet.text(x - half - 24, y - 38, "{X'}", "start", NUMBER)

    def draw_number(self, number: int, given: str, below: bool) -> None:
        """A number that the operation takes, beside its box or below it."""
        (x, y), half = PLACES[number], self.operations[number].half
        if below:
            self.sheet.arrow(x, y + 24, x, y + HIGH / 2 + 1)
            self.sheet.text(x, y + 31, given, "middle", NUMBER, "number")
        else:
            self.sheet.arrow(x + half + 14, y, x + half + 1, y)
            self.sheet.text(x + half + 17, y, given, "start", NUMBER, "number")

    def draw_lines(self) -> None:
        """The lines of 411_1 in front of what computes them, as they stand in that program."""
        program = [line.strip() for line in load_program("411_1.py").text.splitlines()]
        for top, lines in STRIPS.items():
            self.sheet.rectangle(0, top, WIDTH, STRIP, 4, "paper")
            self.sheet.rectangle(0, top, WIDTH, STRIP, 4, "band")
            for y, line in lines:
                left = line.startswith(("Y =", "E ="))
                self.sheet.text(8 if left else WIDTH - 8, top + y, program[program.index(line)],
                                "start" if left else "end")

    def draw_operations(self) -> None:
        """A box for each, in the colour of who asked for it, and its result on the way from it."""
        self.sheet.text(FORWARD, PLACES[1][1] - 30, self.input, "middle", NUMBER, "number")
        for one, operation in self.operations.items():
            self.draw_box(*PLACES[one], operation.kind, operation.half, operation.who)
            self.draw_result(one, operation)
        for x in (WEIGHTS, BIAS):
            self.draw_box(x, 65, "AssignSub…", 43, "optimizer")

    def draw_box(self, x: float, y: float, text: str, half: float, who: str) -> None:
        self.sheet.rectangle(x - half, y - HIGH / 2, 2 * half, HIGH, 4, "paper")
        self.sheet.rectangle(x - half, y - HIGH / 2, 2 * half, HIGH, 4, f"node by-{who}")
        self.sheet.text(x, y, text, "middle")

    def draw_result(self, one: int, operation: Operation) -> None:
        """Beside the arrow that leaves the box, with the name that the program has for it."""
        (x, y), rows = PLACES[one], list(operation.rows)
        if one in NAMES:
            rows = [f"{{{NAMES[one]}}}", *rows] if one == 20 else [f"{{{NAMES[one]}}} {rows[0]}"]
        if x in (WEIGHTS, BIAS):
            up = {20: 79, 19: 24, 21: 66, 22: 26}[one]
            side = ("start", x + 7) if x == WEIGHTS else ("end", x - 6)
        elif one == 18:
            up, side = 24, ("end", x - 20)
        elif one == 16:
            up, side = 15, ("middle", (x + BACKWARD) / 2)
        else:
            up, side = (30 if one == 17 else 24, ("end", x - 6)) if x == BACKWARD else (-24, ("start", x + 6))
        for k, row in enumerate(rows):
            self.sheet.text(side[1], y - up + 16 * k, row, side[0], NUMBER, "number")

    def draw_legend(self) -> None:
        """Who asked for the operations, and what becomes of those that nobody takes."""
        for k, who in enumerate(("layer", "loss", "tape", "optimizer")):
            self.sheet.rectangle(8, 58 + 24 * k, 18, 14, 4, f"node by-{who}")
            self.sheet.text(34, 65 + 24 * k, self.labels[who])
        self.sheet.text(MIDDLE, PLACES[12][1] + 43, self.labels["unused"], "middle", style="muted")
