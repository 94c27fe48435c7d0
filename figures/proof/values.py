"""What values stand where in a figure: said again, apart from the code that draws, by the programs' runs."""

from __future__ import annotations

import functools
import re
from collections.abc import Container
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cached_property
from typing import Any

import numpy as np

from figures import runs
from literate.claims.remark import LOWERED, RAISED

FUNCTIONS = {
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)), "tanh": np.tanh, "relu": lambda x: np.maximum(x, 0),
    "softmax": lambda x: np.exp(x) / np.exp(x).sum(),
}
SLOPES = {
    "sigmoid": lambda x: np.exp(-x) / (1 + np.exp(-x)) ** 2, "tanh": lambda x: 1 / np.cosh(x) ** 2,
    "relu": lambda x: np.where(x > 0, 1.0, 0.0),
}
SINGLE = {"Y": ["X @ W + B"], "E": ["np.sum((Y - T) ** 2) / n"], "Yb": ["2 * (Y - T) / n"],
          "Xb": ["Yb @ W.T"], "Wb": ["X.T @ Yb"], "Bb": ["Yb"]}


def two_layers(hidden: str = "", output: str = "") -> dict[str, list[str]]:
    """With these activations: for each name what it becomes in an epoch, one after the other."""
    shares = output == "softmax"
    back = [f"Ob * slope_{output}(H @ WO + BO)"] if output else []
    return {
        "H": ["I @ WH + BH"] + ([f"{hidden}(H)"] if hidden else []),
        "O": ["H @ WO + BO"] + ([f"{output}(O)"] if output else []),
        "E": ["-np.sum(T * np.log(O))" if shares else "np.sum((O - T) ** 2) / n"],
        "Ob": ["O - T"] if shares else ["2 * (O - T) / n", *back],
        "Hb": ["Ob @ WO.T"] + ([f"Hb * slope_{hidden}(I @ WH + BH)"] if hidden else []),
        "WOb": ["H.T @ Ob"], "BOb": ["Ob"], "WHb": ["I.T @ Hb"], "BHb": ["Hb"],
    }


STAGES = two_layers("sigmoid", "softmax") | {"O": ["H @ WO + BO", "np.exp(O - O.max())", "O / O.sum()"]}

GRAPH = two_layers() | {"IWH": ["I @ WH"], "HWO": ["H @ WO"]}

# Of each figure of matrices and networks: the program, what it does in an epoch, what has up to 4 decimals.
NETWORKS: dict[str, tuple[Any, ...]] = {
    "41_": ("411_1", SINGLE), "411_": ("411_1", SINGLE), "412_": ("412_1", SINGLE), "413_": ("413_1", SINGLE),
    "415_graph": ("415_1", GRAPH, GRAPH), "415_forward": ("415_1", GRAPH, GRAPH),
    "415_weights": ("415_1", GRAPH, GRAPH), "415_hidden": ("415_1", GRAPH, {"Ob"}),
    "414_": ("414_1", SINGLE), "4110_": ("414_1", SINGLE), "415_": ("415_1", two_layers()),
    "416_sigmoid": ("416_1", two_layers("sigmoid", "sigmoid")),
    "416_tanh": ("416_3", two_layers("tanh", "tanh")), "416_relu": ("416_5", two_layers("relu", "relu")),
    "417_softmax": ("417_1", STAGES), "417_": ("417_1", two_layers("sigmoid", "softmax")),
    "418_network": ("417_5", two_layers("relu", "softmax")),
    "418_tape": ("418_2", two_layers("relu", "softmax")),
}


class Moments:
    """The values that the first epoch of a program gives each name, one after the other.

    ``definitions`` work them out from the program's data; they are the run's where that has the name.
    """

    def __init__(self, program: str, definitions: dict[str, list[str]], fine: Container[str] = ()):
        self.run, self.fine = runs.run(program), fine
        self.data = {name: np.atleast_2d(entries[0][2]) for name, entries in self.run.timeline.items()
                     if entries[0][1] < 0 and entries[0][2].dtype.kind in "fi" and name != "lr"}
        names = self.data | {"np": np, "n": self.data["T"].size} | FUNCTIONS
        names |= {f"slope_{name}": slope for name, slope in SLOPES.items()}
        self.defined: dict[str, list[np.ndarray]] = {name: [value] for name, value in self.data.items()}
        self.known: dict[str, list[np.ndarray]] = {}
        for name, expressions in definitions.items():
            for expression in expressions:
                names[name] = eval(expression, {}, names)
                self.defined.setdefault(name, []).append(np.atleast_2d(names[name]))

    def _recorded(self, name: str, value: np.ndarray) -> np.ndarray:
        """The value as the run has it, which is the same but for rounding."""
        if name not in self.run.timeline:
            return value
        entries = [np.atleast_2d(v) for _, epoch, v in self.run.timeline[name] if epoch <= 0]
        alike = (v for v in entries if v.shape == value.shape)
        return next(v for v in alike if np.allclose(v, value, rtol=1e-5, atol=1e-7))

    def of(self, name: str) -> list[np.ndarray]:
        """All values of a name, or with .T of its transpose."""
        if name not in self.known:
            plain = name.removesuffix(".T")
            values = [self._recorded(plain, value) for value in self.defined[plain]]
            self.known[name] = [value.T for value in values] if plain != name else values
        return self.known[name]

    def places(self, name: str, value: np.ndarray) -> int:
        """Decimals: of data as many for all that are no integers, otherwise as many as the value needs."""
        name = name.removesuffix(".T")
        data = self.data.get(name)
        if data is None:
            return decimals(value, 4 if name in self.fine else 3)
        return self.data_places if data.dtype.kind == "f" else 0

    @cached_property
    def data_places(self) -> int:
        """How many decimals the data need that are no integers."""
        return max(decimals(array) for array in self.data.values() if array.dtype.kind == "f")


@functools.cache
def network_of(figure: str) -> Moments:
    """The moments of the program that a figure of matrices is of."""
    return Moments(*next(found for start, found in NETWORKS.items() if figure.startswith(start)))


# --- the bowl ---------------------------------------------------------------------------------------------

PROGRAMS = {
    "gd": ("424_3",), "gd from the right": ("424_2", "range(2)", "range(16)"), "momentum": ("431_1",),
    "adagrad": ("432_1",), "rmsprop": ("433_1",), "adam": ("434_1",),
    "adam for long": ("434_1", "range(16)", "range(200)"),
}


def height(p):
    """The bowl at p, a number or an array, as section 4.2.1 gives it."""
    return (p + 2) ** 2 / 2


@functools.cache
def start(program: str) -> tuple[float, float]:
    """Where a program begins, and the slope there."""
    run = runs.run(program)
    return float(run.first("p")), float(run.first("dEdp"))


@functools.cache
def places(*program: str) -> list[float]:
    """p before the first step and after each, of a program and perhaps an edit (the old text and the new)."""
    return [float(value) for _, _, value in runs.run(*program).timeline["p"]]


def places_at_rate(program: str, rate: float) -> list[float]:
    """The same with another learning rate."""
    return places(program, f"lr = {runs.run(program).first('lr')}", f"lr = {rate}")


def pauses(ps: list[float], few: int, near: float = 0.001) -> tuple[int, int]:
    """The last of a few steps, and the first from which on p is nearer to the lowest point than ``near``."""
    return few - 1, next(k for k in range(len(ps)) if all(abs(p + 2) < near for p in ps[k:]))


def shares(moments: Moments) -> list[tuple[int, float, float]]:
    """The first and the last epoch, and what each gives the right answer and the error."""
    run, right = moments.run, moments.data["T"].argmax()
    last = max(epoch for _, epoch, _ in run.timeline["E"])
    return [(epoch, float(run.at("O", epoch)[0, right]), float(run.at("E", epoch))) for epoch in (0, last)]


# --- how numbers are written ------------------------------------------------------------------------------


def decimals(values: np.ndarray | float, most: int = 3) -> int:
    """How many the values need, and ``most``, three as the programs print, if fewer do not do."""
    numbers = np.ravel(values).tolist()
    return next((k for k in range(most) if all(abs(n - round(n, k)) < 1e-9 for n in numbers)), most)


@functools.cache
def written(value: float, places: int | None = None) -> str:
    """A number with so many decimals (or those it needs), rounded from its exact binary value."""
    places = decimals(value) if places is None else places
    rounded = Decimal(float(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)
    return f"{rounded if rounded else abs(rounded):.{places}f}".replace("-", "−")


def bracketed(text: str) -> str:
    """A number's text as a later operand: (−8)."""
    return f"({text})" if text.startswith("−") else text


def power(exponent: int) -> str:
    """A power of ten: 0.01, and 10⁻⁵ where that has many digits."""
    return written(10.0 ** exponent) if -4 < exponent < 4 else f"10{str(exponent).translate(RAISED)}"


def read(text: str) -> float:
    """The number that a text is."""
    digits, *raised = re.split("(?<=^10)(?=[⁻⁰¹²³⁴-⁹])", text)
    return float(digits.replace("−", "-")) ** int("".join(raised).translate(LOWERED) or 1)


def decimals_of(text: str) -> int:
    """How many decimals the text of a number has."""
    return len(text.partition(".")[2])
