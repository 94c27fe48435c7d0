"""What values stand where in a figure: said once more, apart from the code that draws, in terms of the programs' runs."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

import numpy as np

from figures import runs

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


def deep(hidden: str = "", output: str = "") -> dict[str, list[str]]:
    """Two layers with these activations: for each name what it becomes in an epoch, one after the other."""
    shares = output == "softmax"
    return {
        "H": ["I @ WH + BH"] + ([f"{hidden}(H)"] if hidden else []),
        "O": ["H @ WO + BO"] + ([f"{output}(O)"] if output else []),
        "E": ["-np.sum(T * np.log(O))" if shares else "np.sum((O - T) ** 2) / n"],
        "Ob": ["O - T"] if shares else ["2 * (O - T) / n"] + ([f"Ob * slope_{output}(H @ WO + BO)"] if output else []),
        "Hb": ["Ob @ WO.T"] + ([f"Hb * slope_{hidden}(I @ WH + BH)"] if hidden else []),
        "WOb": ["H.T @ Ob"], "BOb": ["Ob"], "WHb": ["I.T @ Hb"], "BHb": ["Hb"],
    }


STAGES = deep("sigmoid", "softmax") | {"O": ["H @ WO + BO", "np.exp(O - O.max())", "O / O.sum()"]}

# The program and what it does in an epoch, of each figure of matrices and networks.
NETWORKS = {
    "41_": ("411_1", SINGLE), "411_": ("411_1", SINGLE), "412_": ("412_1", SINGLE), "413_": ("413_1", SINGLE),
    "414_": ("414_1", SINGLE), "415_": ("415_1", deep()), "416_network": ("416_1", deep("sigmoid", "sigmoid")),
    "416_sigmoid": ("416_1", deep("sigmoid", "sigmoid")), "416_tanh": ("416_3", deep("tanh", "tanh")),
    "416_relu": ("416_5", deep("relu", "relu")), "417_softmax": ("417_1", STAGES),
    "417_": ("417_1", deep("sigmoid", "softmax")), "418_network": ("417_5", deep("relu", "softmax")),
    "418_tape": ("418_2", deep("relu", "softmax")),
}


class Moments:
    """The values that the first epoch of a program gives each name, one after the other.

    They are worked out from the program's data by ``definitions``, and taken from its run wherever it has the name.
    """

    def __init__(self, program: str, definitions: dict[str, list[str]]):
        self.run = runs.run(program)
        self.data = {name: np.atleast_2d(entries[0][2]) for name, entries in self.run.timeline.items()
                     if entries[0][1] < 0 and entries[0][2].dtype.kind in "fi" and name != "lr"}
        names = self.data | {"np": np, "n": self.data["T"].size} | FUNCTIONS
        names |= {f"slope_{name}": slope for name, slope in SLOPES.items()}
        self.defined: dict[str, list[np.ndarray]] = {name: [value] for name, value in self.data.items()}
        for name, expressions in definitions.items():
            for expression in expressions:
                names[name] = eval(expression, {}, names)
                self.defined.setdefault(name, []).append(np.atleast_2d(names[name]))

    def of(self, name: str) -> list[np.ndarray]:
        """All values of a name, or with .T of its transpose."""
        plain = name.removesuffix(".T")
        values = [self._recorded(plain, value) for value in self.defined[plain]]
        return [value.T for value in values] if plain != name else values

    def _recorded(self, name: str, value: np.ndarray) -> np.ndarray:
        if name not in self.run.timeline:
            return value
        entries = [np.atleast_2d(v) for _, epoch, v in self.run.timeline[name] if epoch <= 0]
        return next(v for v in entries if v.shape == value.shape and np.allclose(v, value, rtol=1e-5, atol=1e-7))

    def places(self, name: str, value: np.ndarray) -> int:
        """Decimals: of data as many for all that are no integers, otherwise as many as the value needs."""
        name = name.removesuffix(".T")
        if name not in self.data:
            return decimals(value)
        real = [array for array in self.data.values() if array.dtype.kind == "f"]
        return max(map(decimals, real)) if self.data[name].dtype.kind == "f" else 0


def network_of(figure: str) -> Moments:
    return Moments(*next(found for start, found in NETWORKS.items() if figure.startswith(start)))


def decimals(values: np.ndarray | float) -> int:
    """How many the values need, and three, as the programs print, if two do not do."""
    return next((k for k in range(3) if np.abs(values - np.round(values, k)).max() < 1e-9), 3)


def written(value: float, places: int | None = None) -> str:
    """A number with so many decimals (or those it needs), rounded from its exact binary value."""
    places = decimals(value) if places is None else places
    rounded = Decimal(float(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)
    return f"{abs(rounded) if not rounded else rounded:.{places}f}".replace("-", "−")


def decimals_of(text: str) -> int:
    return len(text.partition(".")[2])
