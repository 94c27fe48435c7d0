"""NumPy's programs and their TensorFlow twins compute the same numbers, as far as float32 can tell.

NumPy computes in float64, TensorFlow in float32, so the twins must differ. How much they may is derived here,
from the unit roundoff u = 2⁻²⁴ and the very magnitudes of the run:

1. One turn of the loop. Started from the same weights, float32 arithmetic ends up to δ away from them: the
   bound that running error analysis gives for the program's own lines (rounding.py), with the data and the
   learning rate as float32 stores them. Most of δ is u·|W|, the rounding of the updated weight itself.
2. What becomes of it. A difference e in the weights is, a turn later, J e, where J is the derivative of the
   turn; the next δ comes on top: e' = J e + δ. So after k turns weight i is off by at most
       Σ_j Σ_m |(J_(k-1) ··· J_(j+1))_im| δ_(j,m),
   plus what storing the first weights in float32 began with. Along the gradients J contracts (by 0.86 a turn
   in 411), across them it is the identity, and there the roundings of all turns add up.
3. What is printed is a function of the weights: its derivative times that sum, plus its own roundings.
4. The error E is a function of the output: what the bound of the output makes of it, plus its own roundings.
   Here no term may be left out, for where the output meets its target the derivative of the error is zero.
   Both sides have the same scale: Keras's MeanSquaredError is the mean over the outputs, and so is the E of
   411 to 416; its CategoricalCrossentropy is the sum that E is in 417. Keras takes the logarithm of the sum
   of the exponentials where NumPy takes that of the output: one subtraction more, but no quotient and one
   exponential less, whose roundings weigh at least as much as long as E is below 1.

Terms of the order u² are left out; so are float64's own roundings, which are 2⁻²⁹ of float32's.
A bound must allow for all roundings being the worst and none cancelling another. That they cancel is why
the measured differences are smaller, and why a bound much closer to them cannot be proven.
"""

import functools
import re

import numpy as np
import pytest
import witnessing
from examples import rows
from rounding import Rounded, sigmoid
from training_loops import Loop, pages, printed, run, states, text, twin_of, undrawn

from literate.programs.program import SNIPPETS

ODD = [path.name for path in sorted(SNIPPETS.glob("41[1-7]_[13579].py"))
       if "plt.show" not in path.read_text("utf-8")]
PAIRS = [*((name, twin_of(name)) for name in ODD), ("417_5.py", "418_1.py"), ("417_5.py", "418_2.py")]


def versions(numpy, twin):
    """The texts of both programs, each time the pages compare them: 411's turn 2, 20 and 200 times."""
    if twin.startswith("418"):
        return [(text(numpy), text(twin))]
    claims = [claim for page in pages()[0] for claim in page.claims if claim.kind == "twins"]
    return [(c.program.text, c.twin.text) for c in claims if (c.program.name, c.twin.name) == (numpy, twin)]


def run_of(program):
    return pages()[1].get(program) or run(program)


# --- the bound ----------------------------------------------------------------------------------------------


def flat(names, wanted):
    """The elements of the ``wanted`` names in a row."""
    return np.concatenate([np.ravel(names[name]).astype(float) for name in wanted])


def derivative(loop, names, wanted, step=1e-6):
    """d(wanted after the turn) / d(state before it), by central differences."""
    columns = []
    for name in loop.state:
        for index in range(np.size(names[name])):
            move = np.zeros(np.shape(names[name]))
            move.flat[index] = step
            above, below = (loop.turn(names | {name: names[name] + by}) for by in (move, -move))
            columns.append((flat(above, wanted) - flat(below, wanted)) / (2 * step))
    return np.array(columns).T


def own_roundings(loop, names, wanted):
    """How far one turn in float32, from these weights, can end from the exact one."""
    stored = {name: Rounded.stored(names[name]) for name in loop.constants}
    after = loop.turn(names | stored | {name: Rounded(names[name]) for name in loop.state})
    return np.concatenate([after[name].error.ravel() for name in wanted])


@functools.cache
def bounds(program, wanted):
    """For each turn, how far each element of the ``wanted`` names may be from its twin's: an array."""
    loop, rows = Loop(program), []
    rounding_loop = Loop(re.sub(r"1 / \(1 \+ np\.exp\(-(\w)\)\)", r"sigmoid(\1)", program))
    turns = states(loop, run_of(program))
    size = len(flat(turns[0], loop.state))
    effect = np.eye(size)[None]             # effect[j]: what has become by now of the roundings of turn j
    roundings = Rounded.stored(flat(turns[0], loop.state)).error[None]
    for names in turns:
        both = derivative(loop, names, [*wanted, *loop.state])
        local = own_roundings(rounding_loop, names | {"sigmoid": sigmoid}, [*wanted, *loop.state])
        shown, step = both[:-size], both[-size:]
        rows.append(np.einsum("jim,jm->i", np.abs(shown @ effect), roundings) + local[:-size])
        effect = np.concatenate([step @ effect, np.eye(size)[None]])
        roundings = np.concatenate([roundings, local[None, -size:]])
    return np.array(rows)


@functools.cache
def bounds_of_the_error(program):
    """For each turn, how far E may be from the twin's: an array with one column."""
    loop, done, rows, output = Loop(program), run_of(program), [], printed(program)[0]
    line = loop.targets.index("E")
    known = {"np": np} | {name: Rounded.stored(loop.start[name]) for name in loop.constants}
    for turn, limits in enumerate(bounds(program, printed(program))):
        value = done.at(output, turn)
        names = known | {output: Rounded(value, limits[:value.size].reshape(value.shape))}
        rows.append([loop.lines(names, line, line + 1)["E"].error])
    return np.array(rows)


# --- the comparison -----------------------------------------------------------------------------------------


def differences(first, second, wanted):
    """For each turn, how far each element of the ``wanted`` names is from its twin's: an array."""
    assert first.epochs.keys() == second.epochs.keys()
    values = ([[flat({name: done.at(name, turn) for name in wanted}, wanted) for done in (first, second)]
               for turn in range(max(first.epochs) + 1)])
    return np.abs(np.subtract(*np.swapaxes(values, 0, 1)))


@pytest.fixture(autouse=True)
def accuracy_of_functions(monkeypatch):
    """TensorFlow's own accuracy, as its run showed it."""
    monkeypatch.setattr(Rounded, "ulps", witnessing.ulps())


def unexplained(numpy, twin, wanted, limits):
    """The worst of the differences that are larger than their limits; "" if none is."""
    found = differences(run_of(numpy), run_of(twin), wanted)
    assert found.shape == limits.shape
    assert found.any() or "float64" in twin         # else a program would be compared with itself
    turn, element = np.unravel_index(np.argmax(found - limits), found.shape)
    return "" if (found <= limits).all() else (
        f"in epoch {turn}, element {element} of {wanted} differs by {found[turn, element]:.3g}, "
        f"where float32 explains {limits[turn, element]:.3g}")


@pytest.mark.parametrize("pair", PAIRS, ids=" ".join)
def test_what_twins_print_and_their_error_differ_by_no_more_than_float32_explains(pair):
    compared = versions(*pair)
    assert compared
    for numpy, twin in compared:
        wanted = printed(twin)
        assert set(wanted) >= set(printed(numpy))
        assert unexplained(numpy, twin, wanted, bounds(numpy, wanted)) == ""
        assert unexplained(numpy, twin, ("E",), bounds_of_the_error(numpy)) == ""


@pytest.mark.parametrize("where, name, old, new", rows(__file__, "mistakes"))
def test_a_mistake_is_more_than_float32_explains(where, name, old, new):
    """A bound that lets mistakes through would be worth nothing."""
    numpy, twin = versions(name, twin_of(name))[-1]
    wanted = printed(twin) if where == "printed" else ("E",)
    limits = bounds(numpy, wanted) if where == "printed" else bounds_of_the_error(numpy)
    assert numpy.count(old) == 1
    found = unexplained(numpy.replace(old, new), twin, wanted, limits)
    assert "where float32 explains" in found


@pytest.mark.parametrize("section, limit", [("431", 1e-13), ("432", 1e-13), ("433", 1e-13), ("434", 2e-5)])
def test_both_descents_have_the_same_error_at_every_step(section, limit):
    """In float64, with E about 1 and few roundings a step; but Keras has Adam's rates in float32: see 435."""
    numpy, twin = (run_of(text(f"{section}_{number}.py")) for number in (1, 2))
    found = differences(numpy, twin, ("E",))
    assert len(found) == 16 and found.max() <= limit
    other = run_of(undrawn(text(f"{section}_1.py", ("lr = 0.5\n", "lr = 0.50001\n"))))
    assert differences(other, twin, ("E",)).max() > limit
