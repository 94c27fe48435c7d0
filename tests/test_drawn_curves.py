"""What the programs of the bowl draw, and print nothing of, is the bowl of their own errors E."""

import ast

import numpy as np
import pytest

from literate.chapter import SNIPPETS, load_program
from literate.run import Pool

NAMES = sorted(path.name for path in SNIPPETS.glob("4[23]*.py") if "Es =" in path.read_text("utf-8"))


def bowl(p):
    """The error at p, as section 4.2.1 gives it."""
    return (p + 2) ** 2 / 2


@pytest.fixture(scope="module")
def runs():
    programs = {name: load_program(name) for name in NAMES}
    found = Pool().run(programs.values())
    return {name: found[program.text] for name, program in programs.items()}


@pytest.mark.parametrize("name", NAMES)
def test_the_curve_is_the_bowl(runs, name):
    ps, es = runs[name].first("ps"), runs[name].first("Es")
    assert ps.size > 100 and ps.min() < -5 and ps.max() > 1
    np.testing.assert_allclose(es, bowl(ps), rtol=1e-12)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "421_1.py"])
def test_every_mark_lies_on_the_bowl(runs, name):
    heights = [call.args[1] for call in ast.walk(ast.parse(load_program(name).text))
               if isinstance(call, ast.Call) and ast.unparse(call.func) == "plt.plot" and ast.unparse(call.args[0]) == "p"]
    assert heights
    for height in heights:
        names = {node.id for node in ast.walk(height) if isinstance(node, ast.Name)}
        if "E" in names:                        # bound for the p of its step, which the run has just before it
            order, _, e = runs[name].timeline["E"][0]
            assert float(e) == bowl(float(runs[name].before("p", order)))
        else:
            assert names == {"p"} and eval(ast.unparse(height), {"p": -3.25}) == bowl(-3.25)
