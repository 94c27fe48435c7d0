"""The slope that the site computes in JavaScript is the one that NumPy's program computes."""

import numpy as np
import pytest
from javascript import javascript

from figures import slopes
from figures.runs import run

ERROR = "slope-explorer/error.js"


def test_the_network_is_that_of_the_program():
    network = javascript("error.NETWORK", error=ERROR)
    names = {"input": "X", "weight": "W", "bias": "B", "target": "T"}
    assert network == {name: run("414_1").first(variable).item() for name, variable in names.items()}


@pytest.mark.parametrize("weight", [2, 3.7, 4.5, 7])
def test_error_and_slope_are_those_of_the_program_with_this_weight(weight):
    error, slope = javascript("[error.errorAt(data), error.slopeAt(data)]", weight, error=ERROR)
    begun = run("414_1", "W = np.array([[3]])", f"W = np.array([[{weight}]])")
    assert (error, slope) == (begun.first("E").item(), begun.first("Wb").item())


def test_the_slope_is_how_fast_the_error_grows():
    weights = np.linspace(2, 7, 51).tolist()
    found = "data.map((w) => [error.slopeAt(w), (error.errorAt(w + 1e-4) - error.errorAt(w - 1e-4)) / 2e-4])"
    slopes_found, measured = np.array(javascript(found, weights, error=ERROR)).T
    np.testing.assert_allclose(slopes_found, measured, atol=1e-6)


def test_the_picture_is_of_the_same_weights():
    assert javascript("error.WEIGHTS", error=ERROR) == {"from": slopes.WEIGHTS[0], "to": slopes.WEIGHTS[-1],
                                                        "step": pytest.approx(slopes.WEIGHTS[1] - 2)}


@pytest.mark.parametrize("weight", [2, 3, 4.5, 6.9])
def test_a_tangent_has_the_slope_and_stays_below_the_top(weight):
    both = ("[error.tangentAt(data, 1.1, 26), error.slopeAt(data), error.errorAt(data), "
            "error.triangleAt(data)]")
    ((x1, y1), (x2, y2)), slope, height, triangle = javascript(both, weight, error=ERROR)
    assert (y2 - y1) / (x2 - x1) == pytest.approx(slope) and max(y1, y2) <= 26
    assert y1 + slope * (weight - x1) == pytest.approx(height)
    assert triangle[0] == [weight, height] and triangle[1] == [weight, pytest.approx(height - abs(slope))]
