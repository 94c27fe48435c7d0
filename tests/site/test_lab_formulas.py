"""Every formula of a lab holds in the lab's own run, and would not with another digit.

A formula's names have the values that variables of the lab have at some moment of a call of one of its
functions, or those that an expression gives there. One that states nothing, such as a factor in a sentence,
has the value that the run has for it.
"""

import contextlib
import functools
import re
import sys
from collections import ChainMap

import numpy as np
import pytest
from examples import tables
from test_labs import FIRST_LAB, NAMES, cells_of, executing, pieces, quiet, solved

from literate.formulas.agreement import agree
from literate.formulas.expressions import FormulaError, Unknown
from literate.formulas.latex import parse_latex
from literate.pages.spans import DIGIT

RELATION = re.compile(r"[=<>≈]|\\(?:leftarrow|approx|leq?|geq?)(?![A-Za-z])")
WITNESSES = tables(__file__)


def helpers(space):
    """What the witnesses may call beside the lab's own functions."""
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


@functools.cache
def variables(language, name):
    """A lab's variables when it is over, all solutions put in."""
    with quiet():
        *_, (_, space) = executing(solved(cells_of(language, name)))
    return space | helpers(space)


def formulas(cells):
    """Each formula that states something or has a number in it, in the order of the texts."""
    found = [piece.text for cell in cells for piece in pieces(cell) if piece.kind in ("math", "display")]
    return [" ".join(text.split()) for text in found if DIGIT.search(text) or RELATION.search(text)]


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
    found |= {f"{name}(·)": value for name, value in found.items() if callable(value)}
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


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("name", FIRST_LAB)
def test_formulas_hold_in_the_run(language, name):
    space = variables(language, name)
    wrong = [formula for formula in formulas(cells_of(language, name))
             if not holds(formula, *values(WITNESSES[name].get(formula, {}), space))]
    assert wrong == []


@pytest.mark.parametrize("name", FIRST_LAB)
def test_no_formula_holds_with_another_digit(name):
    alive = []
    for formula, witness in WITNESSES[name].items():
        given = values(witness, variables("ko", name))
        for match in re.finditer(r"\d", formula):
            changed = [formula[:match.start()] + digit + formula[match.end():] for digit in "0123456789"]
            alive += [other for other in changed if other != formula and holds(other, *given)]
    assert alive == []


@pytest.mark.parametrize("name", NAMES)
def test_every_witness_has_its_formula(name):
    assert set(WITNESSES[name]) - set(formulas(cells_of("ko", name))) == set()
