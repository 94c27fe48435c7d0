"""Graphs made at random, whose gradients the tape of 4.4.4 and TensorFlow's have to find alike."""

import numpy as np

LEAVES, SHAPE = 3, (2, 2)
KINDS = ["+", "-", "*", "@", "sigmoid"]


def start(seed: int) -> list[np.ndarray]:
    """Matrices to begin with, of numbers between −1 and 1."""
    return list(np.random.default_rng(seed).uniform(-1, 1, (LEAVES, *SHAPE)))


def cases() -> dict[str, tuple]:
    """The steps and leaves of graphs, as witnesses/random_graphs.py takes them."""
    choose, found = np.random.default_rng(0), {}
    for seed in range(40):
        kinds = choose.choice(KINDS, choose.integers(1, 9))
        steps = [[str(kind), *choose.integers(0, 99, 2).tolist()] for kind in kinds]
        found[str(seed)] = steps, [leaf.tolist() for leaf in start(seed)]
    return found
