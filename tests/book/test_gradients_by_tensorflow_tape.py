"""Every gradient that the programs of 4.1 compute is what tf.GradientTape finds, with the same weights.

The tape sees only the way forward, written in TensorFlow and in float64 (witnesses/gradient_tape.py), so all
that is left to differ is rounding.
"""

import numpy as np
import pytest
from gradients import PROGRAMS, key, turns
from witnessing import answer


@pytest.mark.parametrize("program", PROGRAMS)
def test_gradients(program):
    for turn in turns(program):
        found = answer("gradient_tape")[f"{program} {turn.number}"]
        compared = {key(gradient, turn.loop): gradient for gradient in turn.gradients}
        assert len(compared) == len(turn.gradients) and {"X", "W0", "B0", "Z0"} <= compared.keys()
        for name, gradient in compared.items():
            assert gradient.value.shape == np.shape(found[name])
            largest = np.abs(gradient.value).max()
            np.testing.assert_allclose(gradient.value, found[name], rtol=0, atol=1e-14 * max(largest, 1),
                                       err_msg=f"turn {turn.number}: {gradient}")
