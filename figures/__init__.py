"""The site's figures, drawn as SVG from the values of the programs' runs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from figures.activations import RELU, SIGMOID, TANH, curves, passes
from figures.networks import Layer, network
from figures.layers import Names, forward, to_input, to_weights, twins

FIGURES: dict[str, Callable[[str], str]] = {}


def _networks() -> dict[str, Callable[[str], str]]:
    single = (Layer("W", "B", "Y"),)
    hidden = lambda first="", second="": (Layer("WH", "BH", "H", first), Layer("WO", "BO", "O", second))
    plain = {f"{n}_network": partial(network, program=f"{n}_1", layers=single) for n in (411, 412, 413, 414)}
    return plain | {
        "415_network": partial(network, program="415_1", layers=hidden()),
        "416_network": partial(network, program="416_1", layers=hidden("sigmoid", "sigmoid")),
        "417_network": partial(network, program="417_1", layers=hidden("sigmoid", "softmax")),
    }


FIGURES |= _networks()


LAYER = Names("X", "W", "B", "Y")
HIDDEN, OUTPUT = Names("I", "WH", "BH", "H"), Names("H", "WO", "BO", "O")
FIGURES |= {
    "41_forward": partial(forward, program="411_1", layers=(LAYER,)),
    "41_backward": partial(twins, program="411_1", layers=(LAYER,), complete=True),
    "41_input": partial(to_input, program="411_1", layer=LAYER),
    "41_weights": partial(to_weights, program="411_1", layers=(LAYER,)),
    "415_forward": partial(forward, program="415_1", layers=(HIDDEN, OUTPUT)),
    "415_backward": partial(twins, program="415_1", layers=(HIDDEN, OUTPUT)),
    "415_hidden": partial(to_input, program="415_1", layer=OUTPUT),
    "415_weights": partial(to_weights, program="415_1", layers=(OUTPUT, HIDDEN)),
}
FIGURES |= {f"416_{a.key}_passes": partial(passes, program=n, hidden=a, output=a) for n, a in (("416_1", SIGMOID), ("416_3", TANH), ("416_5", RELU))}
FIGURES |= {f"416_{a.key}_curve": partial(curves, program=n, activation=a) for n, a in (("416_1", SIGMOID), ("416_3", TANH), ("416_5", RELU))}
FIGURES |= {"417_passes": partial(passes, program="417_1", hidden=SIGMOID, output=None)}


def names() -> list[str]:
    """The names of all figures, in the order of the chapter."""
    return sorted(FIGURES)


def draw(name: str, language: str) -> str:
    """The figure as an SVG element to stand inside a page, its labels in ``language`` ("ko" or "en").

    Raises KeyError for an unknown name or language.
    """
    return FIGURES[name](language)
