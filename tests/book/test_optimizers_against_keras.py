"""The optimizer programs of 4.3 against tf.keras.optimizers, step by step, on variables in float64.

Where the two are not the same rule, one line of the program is changed to Keras's rule, and then they agree:
so it is that difference and nothing else.
"""

import functools

import numpy as np
import pytest
import witnessing
from training_loops import run_all, text, undrawn

STEPS = 16
ROUNDING = 8 * np.finfo(float).eps      # a few operations a step, on numbers up to 5

# Keras adds epsilon under the root.
UNDER_THE_ROOT = ("np.sqrt(h)", "np.sqrt(h + 1e-7)")

# Keras hands Adam's decay rates to its power function as float32.
FLOAT32_POWERS = [("beta_1 ** t", "float(np.float32(beta_1)) ** t"),
                  ("beta_2 ** t", "float(np.float32(beta_2)) ** t")]

# Keras corrects the bias of the step's size, after adding epsilon to √v: in the program's terms, a larger
# epsilon.
EPSILON_FIRST = ("(np.sqrt(V) + eps)", "(np.sqrt(V) + eps / np.sqrt(v / V))")

EXACT = [("beta_1 = 0.9\n", "beta_1 = 0.875\n"), ("beta_2 = 0.999\n", "beta_2 = 1 - 2 ** -10\n")]
NO_EPSILON = ("eps = 1e-8\n", "eps = 0\n")


SAME = [
    ("SGD", "424_3.py", []),
    ("Momentum", "431_1.py", []),
    ("Adagrad", "432_1.py", []),
    ("RMSprop", "433_1.py", []),
    ("Adam with exact decay rates, without epsilon", "434_1.py", [*EXACT, NO_EPSILON]),
]
DOCUMENTED = [
    ("Adagrad from its default accumulator", "432_1.py", [("h = 0\n", "h = float(np.float32(0.1))\n")]),
    ("Adagrad with its default epsilon", "432_1.py", [UNDER_THE_ROOT]),
    ("RMSprop with its default epsilon", "433_1.py", [UNDER_THE_ROOT]),
    ("Adam without epsilon", "434_1.py", [NO_EPSILON, *FLOAT32_POWERS]),
    ("Adam with exact decay rates", "434_1.py", [*EXACT, EPSILON_FIRST]),
    ("Adam", "434_1.py", [*FLOAT32_POWERS, EPSILON_FIRST]),
]


def undocumented(edits):
    """Those of the edits that do not bring a program nearer to Keras."""
    return [edit for edit in edits if edit in (*EXACT, NO_EPSILON)]


@functools.cache
def runs():
    """The run of each program by its text, as the tests edit them."""
    edited = [text(program, *edits) for _, program, edits in SAME + DOCUMENTED]
    edited += [text(program, *undocumented(edits)) for _, program, edits in DOCUMENTED]
    edited += [text("434_1.py", EPSILON_FIRST), text("434_1.py", *FLOAT32_POWERS)]
    return dict(zip(edited, run_all([undrawn(each) for each in edited])))


def distance(case, program, *edits):
    """How far the edited program is from Keras in its worst step."""
    done = runs()[text(program, *edits)]
    points = np.array([done.at("p", step) for step in range(STEPS)], float)
    theirs = np.ravel(witnessing.answer("keras_steps")[case])
    assert points.shape == theirs.shape
    return np.abs(points - theirs).max()


@pytest.mark.parametrize("case, program, edits", SAME)
def test_the_same_rule_gives_the_same_steps(case, program, edits):
    assert distance(case, program, *edits) <= ROUNDING


@pytest.mark.parametrize("case, program, edits", DOCUMENTED)
def test_a_documented_difference_is_the_only_one(case, program, edits):
    assert distance(case, program, *undocumented(edits)) > 100 * ROUNDING
    assert distance(case, program, *edits) <= ROUNDING


def test_most_of_adams_difference_is_float32_and_a_little_is_epsilon():
    both = distance("Adam", "434_1.py")
    from_powers = distance("Adam", "434_1.py", EPSILON_FIRST)
    from_epsilon = distance("Adam", "434_1.py", *FLOAT32_POWERS)
    assert from_powers > 50 * from_epsilon > 500 * ROUNDING
    assert both == pytest.approx(from_powers + from_epsilon, rel=1e-6)
