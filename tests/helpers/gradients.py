"""What the programs of 4.1 recorded as gradients of their error, and by what each of them differentiates.

A program overwrites the names of its layers: H is first what the layer adds up, then what its activation
makes of that, and Hb goes the same way back. So the gradient that is bound last belongs to the name as it was
bound first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from training_loops import Loop, run, states, text, twin_of

from literate.programs.history import Run
from literate.programs.program import SNIPPETS

PROGRAMS = [path.name for path in sorted(SNIPPETS.glob("41[1-7]_[1357].py"))]


@dataclass(frozen=True)
class Gradient:
    """dE / d``of``, where ``of`` is what that name holds when ``line`` lines of the loop are done."""

    of: str
    line: int
    value: np.ndarray

    def __str__(self) -> str:
        return f"{self.of}b, the slope at {self.of} after {self.line} lines"


@dataclass(frozen=True)
class Turn:
    """One turn of a program: what its names held before, and the gradients that it recorded."""

    loop: Loop
    number: int
    before: dict[str, object]
    gradients: list[Gradient]


def turns(name: str) -> list[Turn]:
    """The first two turns of the program, and the last."""
    loop, done = Loop(text(name)), run(text(name))
    before = states(loop, done)
    return [Turn(loop, number, before[number], recorded(loop, done, number, before[number]))
            for number in sorted({0, 1, len(before) - 1})]


def recorded(loop: Loop, run: Run, turn: int, before: dict[str, object]) -> list[Gradient]:
    """All gradients of one turn, and the input's, which no program needs, by the formula of 4.1."""
    forward = loop.targets[:loop.targets.index("E")]
    found = []
    for of in [*loop.state, *dict.fromkeys(forward)]:
        places = [line + 1 for line, target in enumerate(forward) if target == of] or [0]
        values = [value for _, epoch, value in run.timeline[of + "b"] if epoch == turn]
        ends = zip((places[0], places[-1]), reversed(values))
        found += [Gradient(of, place, value) for place, value in ends]
    layer, weights = ("Yb", "W") if "W" in loop.state else ("Hb", "WH")
    found.append(Gradient(loop.constants[0], 0, run.at(layer, turn) @ before[weights].T))
    return found


LAYERS = {"W": 0, "B": 0, "Y": 0, "WH": 0, "BH": 0, "H": 0, "WO": 1, "BO": 1, "O": 1}


def cases() -> dict[str, tuple]:
    """The turns of all programs as witnesses/gradient_tape.py takes them.

    What a layer's activation is and what the loss is, the program's TensorFlow twin says.
    """
    found = {}
    for program in PROGRAMS:
        twin = text(twin_of(program))
        dense = [line for line in twin.splitlines() if "Dense(" in line]
        activations = [re.search(r"activation='(\w+)'|$", line)[1] or "linear" for line in dense]
        loss = re.search(r"losses\.(\w+)\(\)", twin)[1]
        for turn in turns(program):
            names = [("W", "B")] if "W" in turn.before else [("WH", "BH"), ("WO", "BO")]
            layers = [[np.array(turn.before[part]).tolist() for part in layer] for layer in names]
            data, target = (turn.before[name].tolist() for name in (turn.loop.constants[0], "T"))
            found[f"{program} {turn.number}"] = data, target, layers, activations, loss
    return found


def key(gradient: Gradient, loop: Loop) -> str:
    """What witnesses/gradient_tape.py calls the gradient."""
    if gradient.of not in LAYERS:
        return "X"
    kind = gradient.of[0]
    if gradient.of in ("Y", "H", "O"):
        kind = "Z" if gradient.line == loop.targets.index(gradient.of) + 1 else "A"
    return f"{kind}{LAYERS[gradient.of]}"
