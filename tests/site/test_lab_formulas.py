"""Every formula of a lab holds in the lab's own run, and would not with another digit.

A formula's names have the values that variables of the lab have at some moment of a call of one of its
functions, or those that an expression gives there. One that states nothing, such as a factor in a sentence,
has the value that the run has for it.
"""

import contextlib
import io
import re
import sys
from collections import ChainMap

import matplotlib
import numpy as np
import pytest
from matplotlib import pyplot as plt
from test_labs import EVERY_LAB, LABS, NAMES, cells_of, solutions, with_answers

from literate.formulas.agreement import agree
from literate.formulas.expressions import FormulaError, Function, Unknown
from literate.formulas.latex import parse_latex
from literate.pages.blocks import Fence, blocks
from literate.pages.spans import DIGIT, spans

RELATION = re.compile(r"[=<>≈]|\\(?:leftarrow|approx|leq?|geq?)(?![A-Za-z])")
STEP = dict(call="train(**NETWORKS['4.1.2'])", n="Y.shape[1]")
SOFTPLUS = dict(call="softplus(np.array([-0.7, 1.3]))", a="returned")
RATE = dict(alpha="best")
STEPS = dict(alpha="0.2", n="steps", unless={"n": "steps - 1"})
POINT = "(-1.3, 0.7)"

# By lab, each formula with a number in it or a relation: ``call``, whose moments may be meant; ``value``,
# what a formula without a relation has there; ``unless``, names with which it must not hold. All else are
# names with their values.
WITNESSES = {
    "lab_41": {
        r"Y \leftarrow X (W - \alpha X^T Y_b) + (B - \alpha Y_b)": STEP,
        r"Y \leftarrow Y - \alpha (X X^T + 1) Y_b": STEP,
        r"Y_b = 2 (Y - T) / n": STEP,
        r"Y - T \leftarrow \left(1 - \frac{2 \alpha}{n} (X X^T + 1)\right) (Y - T)": STEP,
        r"\frac{E(w + h) - E(w - h)}{2 h}": dict(
            w="START['WH'][0, 0]", h="1e-5", value="backward(START)['WH'][0, 0]",
            E="lambda w: forward(START | {'WH': np.array([[w, .25], [.20, .30]])})[2]"),
        r"a = \log(1 + e^x)": SOFTPLUS,
        r"\frac{1}{1 + e^{-x}} = \frac{e^x}{1 + e^x}": dict(call="sigmoid(np.array([-0.7, 1.3]))"),
        r"e^a = 1 + e^x": SOFTPLUS,
        r"e^a - 1": dict(SOFTPLUS, value="sigmoid(x) * np.exp(returned)"),
        r"\frac{e^x}{1 + e^x} = \frac{e^a - 1}{e^a} = 1 - e^{-a}": SOFTPLUS,
    },
    "lab_42": {
        # The error is the area under the slope, a triangle that begins at the bottom.
        r"E = \frac{k}{2} (p + 2)^2 \qquad \frac{dE}{dp} = k (p + 2)": dict(
            call="descend(0.05, p=-4.7, k=3, steps=2)", E="dEdp * (p - descend(0.3, steps=200)[-1]) / 2"),
        r"p + 2": dict(call="descend(0.05, p=-4.7, k=3, steps=2)", value="dEdp / k"),
        r"3 \cdot (1 - \alpha)^n < 0.001": STEPS,
        r"n > \frac{\log (0.001 / 3)}{\log (1 - \alpha)}": STEPS,
        r"|1 - \alpha|": dict(alpha="1.3", value="factor(1.3, k=1)"),
        r"|1 - 10 \alpha|": dict(alpha="0.13", value="factor(0.13, k=10)"),
        r"1": dict(value="lowest(lambda lr: factor(lr, k=1))"),
        r"2": dict(value="next(lr for lr in prediction if np.isclose(factor(lr, k=1), 1) and lr > 0)"),
        r"3": dict(value="descend(0.3, steps=200)[-1] - descend(0.3)[0]"),
        r"10": dict(value="(1 - factor(0.01, k=10)) / (1 - factor(0.01, k=1))"),
        r"1 - \alpha": dict(RATE, value="factor(best, k=1)"),
        r"10 \alpha - 1": dict(RATE, value="factor(best, k=10)"),
        r"1 - \alpha = 10 \alpha - 1 \qquad \alpha = \frac{2}{1 + 10}": dict(alpha="lowest(slower)"),
    },
    "lab_43": {
        r"E = \frac{1}{2} (0.1\, x^2 + 3\, y^2)": dict(call=f"ravine({POINT})", E="returned"),
        r"E = (1 - x)^2 + 100\, (y - x^2)^2": dict(call=f"valley({POINT})", E="returned"),
        r"30": dict(value="ravine((0, 1)) / ravine((1, 0))"),
        r"0.0": dict(value="defaultdict(float)['v']"),
        r"2 x": dict(call="valley_slope((-1.3, 1.7))", value="-(returned[0] + 2 * (1 - x)) / returned[1]"),
        r"-2 x": dict(call="valley_slope((-1.3, 1.7))", value="(returned[0] + 2 * (1 - x)) / returned[1]"),
        r"1": dict(value="slope(lambda p: p[1] - p[0] ** 2, np.array([-1.3, 0.7]))[1]"),
        r"1 - x": dict(call=f"valley({POINT})", value="np.sqrt(returned - 100 * (y - x * x) ** 2)"),
        r"y - x^2": dict(call=f"valley({POINT})", value="-np.sqrt((returned - (1 - x) ** 2) / 100)"),
        r"2 (1 - x) \cdot (-1)": dict(call="valley_slope((-1.3, 1.69))", value="returned[0]"),
        r"\frac{dE}{dx} = -2 (1 - x) - 400\, x (y - x^2) \qquad \frac{dE}{dy} = 200\, (y - x^2)": {
            "call": f"valley_slope({POINT})", "dE/dx": "returned[0]", "dE/dy": "returned[1]"},
    },
    "lab_44": {
        r"y = \frac{x}{1 + |x|}": dict(call="value(-0.7)", y="returned"),
        r"y = 1 - \frac{1}{1 + x}": dict(call="value(np.array([0.7, 1.3]))", y="returned"),
        r"\frac{1}{(1 + |x|)^2}": dict(call="slope(-0.7)", value="returned"),
    },
}


def helpers(space):
    """What the expressions above may call beside the lab's own functions."""
    def factor(lr, k):
        """By how much the first step multiplies the distance to the bottom, in the run."""
        bottom = space["descend"](0.3, steps=200)[-1]
        before, after, *_ = np.abs(space["descend"](lr, k=k) - bottom)
        return after / before

    def lowest(function, low=0.0, high=1.0):
        """Where a function with one valley is lowest, by ternary search."""
        for _ in range(200):
            third = (high - low) / 3
            left, right = low + third, high - third
            low, high = (left, high) if function(left) > function(right) else (low, right)
        return low

    return {"factor": factor, "lowest": lowest}


@pytest.fixture(scope="module")
def spaces():
    """By lab, its variables when it is over, all solutions put in."""
    matplotlib.use("agg")
    found = {}
    with (pytest.MonkeyPatch.context() as patch, plt.rc_context(), np.printoptions(),
          np.errstate(all="ignore")):
        patch.setattr(plt, "show", lambda: plt.close("all"))
        for lab in LABS:
            cells = cells_of(*lab)
            space = {"__name__": "__main__"}
            for cell in with_answers(cells, dict(enumerate(solutions(cells)))):
                if cell.cell_type == "code":
                    with contextlib.redirect_stdout(io.StringIO()):
                        exec(compile(re.sub("^%", "#", cell.source), "<lab>", "exec"), space)
            found[lab] = space | helpers(space)
    return found


def formulas(cells):
    """Each formula that states something or has a number in it, in the order of the texts."""
    for cell in cells:
        if cell.cell_type == "markdown":
            for block in blocks(cell.source):
                found = [] if isinstance(block, Fence) else spans(cell.source, *block[1:])
                yield from (" ".join(piece.text.split()) for piece in found
                            if piece.kind in ("math", "display")
                            and (DIGIT.search(piece.text) or RELATION.search(piece.text)))


def moments(call, space):
    """The variables of the lab's functions at each line while ``call`` is evaluated; ``returned`` at the end
    of one."""
    seen = []

    def trace(frame, event, value):
        if frame.f_code.co_filename != "<lab>":
            return None
        if len(seen) < 40:
            seen.append(dict(frame.f_locals) | ({"returned": value} if event == "return" else {}))
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        eval(call, space)
    finally:
        sys.settrace(before)
    return seen


def values(witness, space):
    """The values of names at each moment that may be meant, and at those at which the formula must not hold.
    """
    names = {name: code for name, code in witness.items() if name not in ("call", "unless")}
    given = [ChainMap(evaluated(names, space, moment), moment)
             for moment in (moments(witness["call"], space) if "call" in witness else [{}])]
    unless = witness.get("unless")
    return given, values({**witness, **unless, "unless": None}, space)[0] if unless else []


def evaluated(names, space, moment):
    """The names whose expressions have a value at the moment; functions as formulas call them, \\alpha as the
    programs do."""
    found = {}
    for name, code in names.items():
        with contextlib.suppress(Exception):        # not all variables are there yet
            found[name] = eval(code, space, moment)
    found |= {Function(name): value for name, value in found.items() if callable(value)}
    return found | ({"lr": found["alpha"]} if "alpha" in found else {})


def holds(formula, given, unless):
    """Whether every part of the formula holds at some of the moments given, and not at one of ``unless``."""
    try:
        chains = parse_latex(formula)
    except FormulaError:
        return False
    return (all(any(agrees(chain, *pair) for pair in pairs(chain, given)) for chain in chains)
            and not any(agrees(chains[0], each, each) for each in unless))


def pairs(chain, given):
    """The values left and right; with ← the left ones are later, and a name of the left side is bound anew.
    """
    if "←" not in chain.relations:
        return ((each, each) for each in given)
    return ((after, before) for n, before in enumerate(given) for after in given[n + 1:]
            if any(after.get(name) is not before.get(name) for name in chain.sides[0].names))


def agrees(chain, left, right):
    """Whether the sides agree; a chain of one side has the value that is expected."""
    try:
        if len(chain.sides) == 1:
            value = chain.sides[0].evaluate(right)
            return "value" in right and bool(np.allclose(value, right["value"], rtol=1e-7, atol=0))
        envs = [left, *[right] * len(chain.relations)]
        return all(agree(a, b, relation, envs[n], right) is None
                   for n, (a, b, relation) in enumerate(zip(chain.sides, chain.sides[1:], chain.relations)))
    except (Unknown, FormulaError):
        return False


@EVERY_LAB
def test_formulas_hold_in_the_run(spaces, language, name):
    space = spaces[language, name]
    wrong = [formula for formula in formulas(cells_of(language, name))
             if not holds(formula, *values(WITNESSES[name].get(formula, {}), space))]
    assert wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_no_formula_holds_with_another_digit(spaces, name):
    alive = []
    for formula, witness in WITNESSES[name].items():
        given = values(witness, spaces["ko", name])
        for match in re.finditer(r"\d", formula):
            changed = [formula[:match.start()] + digit + formula[match.end():] for digit in "0123456789"]
            alive += [other for other in changed if other != formula and holds(other, *given)]
    assert alive == []


@pytest.mark.parametrize("name", NAMES)
def test_every_witness_has_its_formula(name):
    assert set(WITNESSES[name]) - set(formulas(cells_of("ko", name))) == set()
