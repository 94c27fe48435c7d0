"""The tape of 4.4.4 finds in graphs made at random what tf.GradientTape and differences find."""

import functools
import operator
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import whole_book
from hypothesis import given, settings
from hypothesis import strategies as st
from random_graphs import KINDS, LEAVES, SHAPE, cases, start
from witnessing import answer

from literate.findings import ROOT

OPERATORS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "@": operator.matmul}
STEP = 1e-6             # of central differences: their error is about STEP² and u / STEP, u = 2⁻⁵³
# A graph is a list of steps, each an operation and which of the tensors so far it takes.
STEPS = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 99), st.integers(0, 99)),
                 min_size=1, max_size=8)
SEEDS = st.integers(0, 2 ** 16)


@functools.cache
def own_tape() -> str:
    """The program of the page, as its last edit leaves it, up to where it uses its tape."""
    claims = whole_book.reading(ROOT / "docs" / "ko" / "444.md").claims
    *_, program = [c.program.text for c in claims if c.shows_program and not c.inside
                   and c.program.name == "444_1.py"]
    return program.partition("\nI, T = ")[0]


def forward(steps: list, tensors: list, sigmoid: Callable) -> Any:
    """The last of the tensors that the steps make, one after the other."""
    for kind, i, j in steps:
        a, b = tensors[i % len(tensors)], tensors[j % len(tensors)]
        tensors = [*tensors, OPERATORS[kind](a, b) if kind in OPERATORS else sigmoid(a)]
    return tensors[-1]


def by_own_tape(steps: list, leaves: list[np.ndarray], mend: Callable[[str], str] = str) -> list[np.ndarray]:
    """The gradients of the mean of the last tensor for the leaves."""
    names: dict = {}
    exec(mend(own_tape()), names)
    tensors = [names["Tensor"](leaf) for leaf in leaves]
    names["backward"](forward(steps, tensors, lambda tensor: tensor.sigmoid()).mean())
    return [tensor.gradient for tensor in tensors]


def by_differences(steps: list, leaves: list[np.ndarray]) -> list[np.ndarray]:
    """The same, measured."""
    def error(moved: np.ndarray) -> float:
        return float(forward(steps, list(moved), lambda x: 1 / (1 + np.exp(-x))).mean())

    values, found = np.array(leaves), np.zeros((LEAVES, *SHAPE))
    for place in np.ndindex(values.shape):
        nudge = np.zeros(values.shape)
        nudge[place] = STEP
        found[place] = (error(values + nudge) - error(values - nudge)) / (2 * STEP)
    return list(found)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(STEPS, SEEDS)
def test_gradients_are_those_of_differences(steps, seed):
    leaves = start(seed)
    measured = by_differences(steps, leaves)
    scale = 1 + np.abs(measured).max()
    np.testing.assert_allclose(by_own_tape(steps, leaves), measured, rtol=0, atol=1e-6 * scale)


def test_gradients_are_those_of_tensorflow():
    for name, (steps, leaves) in cases().items():
        found = by_own_tape(steps, list(map(np.array, leaves)))
        np.testing.assert_allclose(found, answer("random_graphs")[name], rtol=1e-12, atol=1e-13,
                                   err_msg=str(steps))


@pytest.mark.parametrize("old, new", [
    ("tensor.gradient += rule", "tensor.gradient = rule"), ("lambda g: -g", "lambda g: g"),
    ("g * other.value", "g * self.value"), ("self.value.T @ g", "g @ self.value.T"),
    ("g * h * (1 - h)", "g * h * (1 + h)"), (" / self.value.size", ""), ("reversed(tape)", "tape")])
def test_a_wrong_rule_is_noticed(old, new):
    steps = [("*", 0, 1), ("-", 3, 2), ("@", 4, 3), ("sigmoid", 5, 0), ("*", 6, 4)]
    leaves = start(1)

    def mend(text: str) -> str:
        assert old in text
        return text.replace(old, new)

    assert not np.allclose(by_own_tape(steps, leaves, mend), by_differences(steps, leaves), atol=1e-4)
    assert np.allclose(by_own_tape(steps, leaves), by_differences(steps, leaves), atol=1e-6)
