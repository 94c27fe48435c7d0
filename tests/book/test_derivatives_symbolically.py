"""The gradients of the programs, proven for all numbers: their lines run on symbols and SymPy differentiates.

The lines of the way back must give, as expressions, the derivatives of the error that the way forward gives.
ReLU is taken case by case: what goes into a node is positive, or negative.
"""

import ast
import itertools
import re

import numpy as np
import pytest
import sympy
from gradients import PROGRAMS
from training_loops import Loop, text

T = sympy.Symbol("t", real=True)
RELU = {"416_5.py": ("H", "O"), "417_5.py": ("H",)}             # the layers that have it
BOWL = ["424_1.py", "424_2.py", "424_3.py", "431_1.py", "432_1.py", "433_1.py", "434_1.py"]


class Exp(sympy.Function):
    """The exponential, kept as it is: SymPy's own gathers powers, and then equal parts look different."""

    def fdiff(self, argindex=1):
        return self


class SymbolicNumPy:
    """NumPy's functions as the programs call them, on arrays of symbols."""

    exp = np.vectorize(Exp, otypes=[object])
    log = np.vectorize(sympy.log, otypes=[object])
    tanh = np.vectorize(sympy.tanh, otypes=[object])
    sum = staticmethod(np.sum)

    def max(self, array):
        """Any number: softmax must not depend on it."""
        return sympy.Symbol("shift", real=True)


def symbols(name, shape, positive=(None, None)):
    """An array of symbols; ``positive`` says for each column whether its symbols are, or are negative."""
    array = np.empty(shape, object)
    for index in np.ndindex(shape):
        digits = "".join(map(str, index))
        array[index] = sympy.Symbol(name + digits, real=True, positive=positive[index[-1] % 2])
    return array


def turn(program, positive=None, target=None):
    """The loop, and its names before and after one turn; ``positive`` says what goes into the nodes."""
    lines = re.sub(r"\((\w) > 0\)", r"(1 * (\1 > 0))", text(program))
    loop, signs = Loop(lines), {}        # SymPy multiplies by 1 and 0, not by True and False
    if positive:
        hidden, output = positive[:2], positive[2:]
        signs = {"I": (True, True), "WH": hidden, "BH": hidden, "WO": output, "BO": output}
    names = {name: symbols(name, value.shape, signs.get(name, (None, None)))
             for name, value in loop.start.items() if isinstance(value, np.ndarray)}
    names |= {"np": SymbolicNumPy(), "lr": sympy.Symbol("lr")} | ({} if target is None else {"T": target})
    return loop, names, loop.turn(names)


def is_zero(expression):
    """Whether it vanishes, whatever the values of its functions are: as a fraction of polynomials in them."""
    functions = expression.atoms(Exp, sympy.tanh, sympy.log)
    for number, function in enumerate(sorted(functions, key=lambda f: (-sympy.count_ops(f), str(f)))):
        expression = expression.xreplace({function: sympy.Symbol(f"f{number}")})
    return sympy.expand(sympy.fraction(sympy.together(expression))[0]) == 0


def wrong(loop, before, after):
    """The elements of weights, biases and input whose gradient isn't the derivative of E."""
    layer, weights = ("Yb", "W") if "W" in loop.state else ("Hb", "WH")
    gradients = {name: after[name + "b"] for name in loop.state}
    gradients[loop.constants[0]] = after[layer] @ before[weights].T
    return [f"{name}{list(index)}" for name in gradients for index, value in np.ndenumerate(gradients[name])
            if not is_zero(sympy.diff(after["E"], before[name][index]) - value)]


@pytest.mark.parametrize("program", [name for name in PROGRAMS if name not in RELU])
def test_gradients_are_the_derivatives_of_the_error(program):
    target = np.array([[1 - T, T]]) if program.startswith("417") else None
    assert wrong(*turn(program, target=target)) == []


@pytest.mark.parametrize("program", RELU)
def test_with_relu_they_are_in_every_case(program):
    cases = itertools.product([True, False], repeat=2 * len(RELU[program]))
    for positive in cases:
        target = np.array([[1 - T, T]]) if program.startswith("417") else None
        signs = [*positive, *([None] * (4 - len(positive)))]
        assert wrong(*turn(program, signs, target)) == [], f"positive: {signs}"


def test_softmax_and_cross_entropy_need_targets_that_sum_to_one():
    _, before, after = turn("417_1.py")
    assert not is_zero(sympy.diff(after["E"], before["BO"][0, 0]) - after["BOb"][0, 0])


def test_a_wrong_gradient_is_noticed():
    loop, before, after = turn("416_1.py")
    after["WOb"] = after["WOb"].copy()
    after["WOb"][0, 1] *= 2
    assert wrong(loop, before, after) == ["WO[0, 1]"]


@pytest.mark.parametrize("program", BOWL)
def test_the_slope_of_the_bowl(program):
    p = sympy.Symbol("p")
    lines = [node for node in ast.walk(ast.parse(text(program))) if isinstance(node, ast.Assign)]
    E, dEdp = (eval(ast.unparse(node.value), {"p": p}) for name in ("E", "dEdp")
              for node in lines if node.targets[0].id == name)
    assert sympy.expand(sympy.diff(E, p) - dEdp) == 0
    assert sympy.solve(dEdp, p) == [-2]
