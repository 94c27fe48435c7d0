"""How fast training goes where it can be worked out by hand, and when it runs away.

One layer, one example: a step changes the output by -lr (|x|² + 1) Yb, and Yb is 2 (Y - T) / n. So every step
multiplies Y - T by 1 - lr (2/n)(|x|² + 1), and the weights move only along Xᵀ, to the nearest ones that
answer T.
"""

import numpy as np
import pytest
import training_loops
from training_loops import Loop, text, undrawn

ONE_LAYER = {"411_1.py": 0.86, "412_1.py": 0.80, "413_1.py": 0.72, "414_1.py": 0.90}
ROUNDING = 64 * np.finfo(float).eps


def run(name, lr, turns):
    """The program with another learning rate and number of turns; its data, and its run."""
    number = text(name).partition("range(")[2].partition(")")[0]
    edited = text(name, ("lr = 0.01\n", f"lr = {lr!r}\n"), (f"range({number})", f"range({turns})"))
    return Loop(edited).start, training_loops.run(edited)


def rate(data, lr):
    """What a step multiplies Y - T by, as the docstring says."""
    return 1 - lr * 2 / data["T"].shape[1] * (np.sum(data["X"] ** 2) + 1)


@pytest.mark.parametrize("name, factor", ONE_LAYER.items())
def test_every_step_multiplies_the_distance_from_the_target(name, factor):
    data, done = run(name, 0.01, 200)
    assert rate(data, 0.01) == pytest.approx(factor, abs=1e-15)
    distances = [done.at("Y", turn) - data["T"] for turn in range(200)]
    for before, after in zip(distances, distances[1:]):
        np.testing.assert_allclose(after, factor * before, rtol=0, atol=ROUNDING * np.abs(data["T"]).max())


@pytest.mark.parametrize("name", ONE_LAYER)
def test_training_ends_at_the_weights_nearest_to_the_first(name):
    data, done = run(name, 0.01, 1000)
    X, W, B = (np.array(data[part], float) for part in "XWB")
    missing = (data["T"] - X @ W - B) / (np.sum(X ** 2) + 1)
    nearest, *_ = np.linalg.lstsq(np.append(X, [[1]], 1), data["T"] - X @ W - B)     # the shortest way there
    np.testing.assert_allclose(np.append(X.T, [[1]], 0) @ missing, nearest, rtol=1e-12)
    np.testing.assert_allclose(done.last("W"), W + X.T @ missing, rtol=1e-11)
    np.testing.assert_allclose(done.last("B"), B + missing, rtol=1e-11)


@pytest.mark.parametrize("name", ONE_LAYER)
def test_the_largest_learning_rate(name):
    """A hundredth below it the distance shrinks, a hundredth above it it grows, at the rate foretold."""
    data, _ = run(name, 0.01, 200)
    largest = float(data["T"].shape[1] / (np.sum(data["X"] ** 2) + 1))
    assert name != "411_1.py" or largest == 1 / 7
    for factor in (0.99, 1.01):
        lr = factor * largest
        data, done = run(name, lr, 200)
        first, last = (np.abs(done.at("Y", turn) - data["T"]).max() for turn in (0, 199))
        assert last / first == pytest.approx(abs(rate(data, lr)) ** 199, rel=1e-9)
        assert (last < first) == (factor < 1)


BOWL_RATES = [0.1, 0.5, 1, 1.9, 2, 2.1]


@pytest.fixture(scope="module")
def bowl_runs():
    texts = [undrawn(text("424_3.py", ("lr = 0.5", f"lr = {lr}"))) for lr in BOWL_RATES]
    return dict(zip(BOWL_RATES, training_loops.run_all(texts)))


@pytest.mark.parametrize("lr", BOWL_RATES)
def test_a_step_down_the_bowl_multiplies_the_distance_by_1_minus_lr(lr, bowl_runs):
    positions = np.array([bowl_runs[lr].at("p", step) for step in range(-1, 16)], float)
    np.testing.assert_allclose(positions[1:] + 2, (1 - lr) * (positions[:-1] + 2), rtol=0,
                               atol=ROUNDING * np.abs(positions).max())
