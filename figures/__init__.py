"""The site's figures, drawn as SVG from the values of the programs' runs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from figures.activations import RELU, SIGMOID, TANH, curves, passes
from figures.answers import nearest
from figures.bowl import ball, move, step, tangent
from figures.descents import ADAGRAD, ADAM, MOMENTUM, PLAIN, RMSPROP, Descent, paths, rates, settling
from figures.errors import error_curves
from figures.graphs import graph
from figures.labels import LABELS
from figures.layers import HIDDEN, OUTPUT, SINGLE, forward, tape, to_input, to_weights, twins
from figures.networks import network
from figures.ravines import race
from figures.slopes import weight_slope
from figures.softmax import cost, shares
from figures.steps import step as step_of_operations


def wordless(function: Callable[..., str], **arguments) -> Callable[[str], str]:
    """A figure of names and numbers only, the same in every language."""
    return lambda language: function(**arguments)


ACTIVATIONS = ("sigmoid", "tanh", "ReLU")
DEEP = (HIDDEN, OUTPUT)
FROM_RIGHT = Descent("gd", "424_2", ("range(2)", "range(16)"))      # as the page's last edit has it
LONGER = ("range(2)", "range(200)")
LONG_ADAM = Descent("adam", "434_1", ("range(16)", "range(200)"))

FIGURES: dict[str, Callable[[str], str]] = {
    "41_forward": wordless(forward, program="411_1", layers=(SINGLE,)),
    "414_slope": partial(weight_slope, program="414_1"),
    "41_backward": partial(twins, program="411_1", layer=SINGLE),
    "41_weights": wordless(to_weights, program="411_1", layers=(SINGLE,)),
    "41_input": wordless(to_input, program="411_1", layer=SINGLE),
    "411_network": wordless(network, program="411_1", layers=(SINGLE,)),
    "411_errors": wordless(error_curves, programs=(("411_1", *LONGER),)),
    "4110_nearest": partial(nearest, program="414_1"),
    "412_network": wordless(network, program="412_1", layers=(SINGLE,)),
    "412_errors": wordless(error_curves, programs=(("412_1",),)),
    "413_network": wordless(network, program="413_1", layers=(SINGLE,)),
    "414_network": wordless(network, program="414_1", layers=(SINGLE,)),
    "415_network": wordless(network, program="415_1", layers=DEEP),
    "415_forward": wordless(forward, program="415_1", layers=DEEP),
    "415_graph": partial(graph, program="415_1", layers=DEEP),
    "415_hidden": wordless(to_input, program="415_1", layer=OUTPUT),
    "415_weights": wordless(to_weights, program="415_1", layers=(OUTPUT, HIDDEN)),
    "415_errors": wordless(error_curves, programs=(("415_1", *LONGER),)),
    "416_sigmoid_curve": partial(curves, program="416_1", activation=SIGMOID),
    "416_tanh_curve": partial(curves, program="416_3", activation=TANH),
    "416_relu_curve": partial(curves, program="416_5", activation=RELU),
    "416_sigmoid_passes": partial(passes, program="416_1", hidden=SIGMOID, output=SIGMOID),
    "416_errors": wordless(error_curves, programs=(("416_1",), ("416_3",), ("416_5",)), names=ACTIVATIONS),
    "417_network": wordless(network, program="417_1", layers=DEEP, activations=("sigmoid", "softmax")),
    "417_softmax": wordless(shares, program="417_1"),
    "417_cost": wordless(cost, program="417_1"),
    "417_passes": partial(passes, program="417_1", hidden=SIGMOID, output=None),
    "417_errors": wordless(error_curves, programs=(("417_1",), ("417_3",), ("417_5",)), names=ACTIVATIONS),
    "418_network": wordless(network, program="417_5", layers=DEEP, activations=("ReLU", "softmax")),
    "418_tape": wordless(tape, program="418_2", layers=DEEP),
    "421_bowl": wordless(ball),
    "422_left": wordless(move, p=0, to=-1),
    "422_slope": partial(tangent, program="424_2"),
    "423_right": wordless(move, p=-5, to=-4),
    "423_slope": partial(tangent, program="424_3"),
    "424_step": wordless(step, program="424_1"),
    "424_left": partial(paths, descents=(FROM_RIGHT,)),
    "424_right": partial(paths, descents=(PLAIN,)),
    "424_rates": partial(rates, program="424_3", steps=8),
    "43_paths": partial(paths, descents=(PLAIN, MOMENTUM, ADAGRAD, RMSPROP, ADAM), on_bowl=False),
    "431_path": partial(paths, descents=(PLAIN, MOMENTUM)),
    "432_path": partial(paths, descents=(PLAIN, ADAGRAD)),
    "433_path": partial(paths, descents=(PLAIN, RMSPROP)),
    "434_path": partial(paths, descents=(PLAIN, ADAM)),
    "434_settles": partial(settling, descent=LONG_ADAM, short=16, near=0.001),
    "436_ravines": race,
    "442_step": step_of_operations,
}


def names() -> list[str]:
    """The names of all figures, in the order of the chapter."""
    return list(FIGURES)


def draw(name: str, language: str) -> str:
    """The figure as an SVG element to stand inside a page, its labels in ``language`` ("ko" or "en").

    Raises KeyError for an unknown name or language.
    """
    if language not in LABELS:
        raise KeyError(language)
    return FIGURES[name](language)
