"""The sigmoid network is Matt Mazur's: "A Step by Step Backpropagation Example" (2015), mattmazur.com.

With his learning rate, and with the biases left alone, 416_1.py must come to the numbers that he published.
For two outputs his error, half the sum of the squares, is ours, their mean.
"""

import numpy as np
import pytest
import training_loops
from training_loops import text

ALONE = [("    BH = BH - lr * BHb\n", ""), ("    BO = BO - lr * BOb\n", "")]


@pytest.fixture(scope="module")
def run():
    return training_loops.run(text("416_1.py", ("lr = 0.01", "lr = 0.5"), *ALONE))


def as_published(values, published):
    """The values, row by row, with as many decimals as each of the published ones has."""
    decimals = [len(number.partition(".")[2]) for number in published.split()]
    return " ".join(f"{value:.{places}f}" for value, places in zip(np.ravel(values), decimals, strict=True))


@pytest.mark.parametrize("name, published", [
    ("H", "0.593269992 0.596884378"),
    ("O", "0.75136507 0.772928465"),
    ("E", "0.298371109"),
    ("WO", "0.35891648 0.511301270 0.408666186 0.561370121"),
    ("WH", "0.149780716 0.24975114 0.19956143 0.29950229"),
])
def test_the_first_turn(run, name, published):
    assert as_published(run.at(name, 0), published) == published


@pytest.mark.parametrize("layer, published", [("H", "0.3775"), ("O", "1.105905967")])
def test_what_the_first_node_of_a_layer_adds_up(run, layer, published):
    before_the_activation = next(value for _, epoch, value in run.timeline[layer] if epoch == 0)
    assert as_published(before_the_activation[0, :1], published) == published


def test_the_error_after_one_turn_is_not_the_one_that_is_copied_everywhere(run):
    """He has 0.291027924 there. His own weights, above, give what the program gives."""
    WO = [[0.35891648, 0.511301270], [0.408666186, 0.561370121]]
    WH = [[0.149780716, 0.24975114], [0.19956143, 0.29950229]]
    H = 1 / (1 + np.exp(-(np.array([0.05, 0.10]) @ WH + 0.35)))
    O = 1 / (1 + np.exp(-(H @ WO + 0.60)))
    from_his_weights = np.sum((O - [0.01, 0.99]) ** 2) / 2
    assert as_published(from_his_weights, "0.29102777") == "0.29102777"
    assert as_published(run.at("E", 1), "0.29102777") == "0.29102777"
