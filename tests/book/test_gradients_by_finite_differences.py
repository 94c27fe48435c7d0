"""Every gradient that the programs of 4.1 compute is how fast their error changes, measured.

The programs' own lines are run forward twice, with one number moved a little up and a little down. That needs
none of the formulas of the way back.
"""

import numpy as np
import pytest
from gradients import PROGRAMS, turns

EPSILON = float(np.finfo(float).eps)
STEP = EPSILON ** (1 / 3)       # where the two errors of a central difference are about equally small


def slope(turn, gradient, index):
    """(E(x + h) − E(x − h)) / 2h for one element x, and how far that can be from dE/dx.

    The curve's third derivative, of the order of one here, makes an error of h²/6 times it; the rounding of E
    one of a few ε·E/h.
    """
    errors = []
    end = turn.loop.targets.index("E") + 1
    for step in (STEP, -STEP):
        names = turn.loop.lines(turn.before, 0, gradient.line)
        moved = np.array(names[gradient.of], float)
        moved[index] += step
        errors.append(turn.loop.lines(names | {gradient.of: moved}, gradient.line, end)["E"])
    return (errors[0] - errors[1]) / (2 * STEP), STEP ** 2 + 8 * EPSILON * max(errors) / STEP


@pytest.mark.parametrize("program", PROGRAMS)
def test_gradients(program):
    for turn in turns(program):
        for gradient in turn.gradients:
            moved = turn.loop.lines(turn.before, 0, gradient.line)[gradient.of]
            assert gradient.value.shape == np.shape(moved)
            for index, value in np.ndenumerate(gradient.value):
                measured, accuracy = slope(turn, gradient, index)
                assert abs(measured - value) <= accuracy, f"turn {turn.number}: {gradient}, {index}"


def test_every_formula_of_the_way_back_is_measured():
    gradients = [gradient for program in PROGRAMS for gradient in turns(program)[0].gradients]
    measured = {(gradient.of, gradient.line) for gradient in gradients}
    assert {of for of, _ in measured} == {"X", "W", "B", "Y", "I", "WH", "BH", "H", "WO", "BO", "O"}
    assert {("H", 1), ("H", 2), ("O", 3), ("O", 4)} <= measured       # before the activation, and after it
