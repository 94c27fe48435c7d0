"""The optimizers that the site computes in JavaScript are those of the programs, and TensorFlow's.

The rules to compare with aren't typed again: the programs of snippets/ are run with other constants
in them, on other surfaces where a test says so.
"""

import math
import random
from fractions import Fraction

import numpy as np
import pytest
import witnessing
from javascript import javascript
from keras_cases import ANYWHERE
from training_loops import Loop, run, text

PROGRAMS = {"gd": "424_3.py", "momentum": "431_1.py", "adagrad": "432_1.py", "rmsprop": "433_1.py",
            "adam": "434_1.py"}
SECTION = {"start": -5, "x": -5, "y": 2, "lr": 0.5, "m": 0.5, "rho": 0.9, "beta_1": 0.9, "beta_2": 0.999,
           "eps": 1e-8, "a": 0.1, "b": 3, "turned": False, "steps": 16}
RULES = list(PROGRAMS)
OPTIMIZERS = "optimizer-explorer/optimizers.js"
RUN = "data.map((each) => optimizers.run(...each))"


# ---- the programs with other constants ----------------------------------------------------------------

def steps_of(rule, slope="p + 2"):
    """A function from settings and a start to what the program's names have after each turn of its loop."""
    loop = Loop(text(PROGRAMS[rule], ("dEdp = p + 2", f"dEdp = {slope}")))

    def run(settings, p):
        names = settings | loop.start | {name: settings[name] for name in loop.constants} | {"p": p}
        turns = []
        with np.errstate(all="ignore"):
            for turn in range(settings["steps"]):
                names = loop.turn(names | {"i": turn})
                turns.append(names)
        return turns
    return run


def random_settings(random):
    """Settings as a reader may type them: mostly sensible, some extreme, some with few digits."""
    digits = random.choice([1, 2, 4, 17])

    def number(value):
        return round(value, digits)
    return {
        "start": number(random.choice([random.uniform(-8, 4), random.uniform(-1000, 1000), -2.0])),
        "x": number(random.uniform(-8, 8)),
        "y": number(random.uniform(-8, 8)),
        "lr": number(random.choice([random.uniform(0, 4), 10 ** random.uniform(-4, 2)])),
        "m": number(random.uniform(0, 1)),
        "rho": number(random.uniform(0, 0.94)),
        "beta_1": number(random.uniform(0, 0.94)),
        "beta_2": random.choice([0.9, 0.99, 0.999, 0.9999, random.random()]),
        "eps": random.choice([0.0, 1e-8, 10 ** random.uniform(-10, 1)]),
        "a": number(random.uniform(0.06, 1)),
        "b": number(random.uniform(0.2, 6)),
        "turned": random.random() < 0.5,
        "steps": random.randint(1, 60),
    }


def values(rounds, name, axis):
    """A variable of the program after every round, for one coordinate."""
    return [float(np.atleast_1d(scope[name])[axis]) for scope in rounds]


def assert_same(rows, rounds, memory, settings):
    """Every row shows what the program's variables are after that round, to 1e-12."""
    assert len(rows) == len(rounds) + 1 == settings["steps"] + 1
    for axis in range(len(rows[0]["point"])):
        for name in ("p", "dEdp", *memory):
            shown = [row["scopes"][axis][name] for row in rows[1:]]
            np.testing.assert_allclose(shown, values(rounds, name, axis), rtol=1e-12, atol=0,
                                       err_msg=f"{name}[{axis}] with {settings}")
        assert [row["point"][axis] for row in rows[1:]] == pytest.approx(
            [row["scopes"][axis]["p"] for row in rows[1:]], rel=0, abs=0, nan_ok=True)


MEMORY = {"gd": [], "momentum": ["v"], "adagrad": ["h"], "rmsprop": ["h"], "adam": ["m", "v", "M", "V"]}


# ---- against the programs -----------------------------------------------------------------------------

def runs(cases):
    """The rows of each rule, surface and settings."""
    return javascript(RUN, cases, optimizers=OPTIMIZERS)


@pytest.mark.parametrize("rule", RULES)
def test_the_sections_settings_print_what_the_program_prints(rule):
    rows, = runs([[rule, "bowl", SECTION]])
    assert "".join(f"p : {float(row['point'][0])}\n" for row in rows[1:]) == (
        run(text(PROGRAMS[rule])).stdout)


def test_the_explorer_begins_with_the_sections_settings():
    settings = "optimizer-explorer/settings.js"
    defaults = javascript("settings.readAttributes({}).page.defaults", settings=settings)
    assert {name: defaults[name] for name in SECTION} == SECTION


def test_shown_lines_stand_in_the_programs():
    rules = javascript("optimizers.RULES", optimizers=OPTIMIZERS)
    slope, = javascript("optimizers.SURFACES.bowl.slopes({})", optimizers=OPTIMIZERS)
    assert {rule: rules[rule]["program"] for rule in rules} == PROGRAMS
    for rule, name in PROGRAMS.items():
        lines = [slope, *rules[rule]["lines"]]
        program = text(name).splitlines()
        assert [line["target"] for line in lines] == ["dEdp", *MEMORY[rule], "p"]
        assert [line for line in lines if f"    {line['target']} = {line['text']}" not in program] == []


STRAIGHT = "np.array([a * p[0], b * p[1]])"
TURNED = ("np.array([a * (p[0] + p[1]) + b * (p[0] - p[1]),"
          " a * (p[0] + p[1]) - b * (p[0] - p[1])]) / 2")


@pytest.mark.parametrize("rule", RULES)
def test_rules_run_down_both_surfaces_as_the_programs_do(rule):
    some = random.Random(rule)
    settings = [random_settings(some) for _ in range(100)]
    cases = [(rule, surface, each) for each in settings for surface in ("bowl", "ravine")]
    bowl, straight, turned = (steps_of(rule, slope) for slope in ("p + 2", STRAIGHT, TURNED))
    for (_, surface, each), rows in zip(cases, runs(cases), strict=True):
        start = np.float64(each["start"]) if surface == "bowl" else np.array([each["x"], each["y"]], float)
        program = bowl if surface == "bowl" else turned if each["turned"] else straight
        assert_same(rows, program(each, start), MEMORY[rule], each)


@pytest.mark.parametrize("rule", ["adagrad", "rmsprop"])
def test_start_on_the_minimum_is_nan_as_in_numpy(rule):
    settings = {**SECTION, "start": -2}
    rows, = runs([[rule, "bowl", settings]])
    assert all(math.isnan(row["point"][0]) for row in rows[1:])
    assert all(math.isnan(p) for p in values(steps_of(rule)(settings, -2), "p", 0))


def test_running_away_ends_in_nan_as_in_numpy():
    settings = {**SECTION, "lr": 100, "steps": 400}
    rows, = runs([["gd", "bowl", settings]])
    assert_same(rows, steps_of("gd")(settings, np.float64(-5)), [], settings)
    assert math.isnan(rows[-1]["point"][0])


# ---- against TensorFlow -------------------------------------------------------------------------------

def test_rules_match_tensorflow():
    theirs = witnessing.answer("keras_steps")
    for (name, case), rows in zip(ANYWHERE.items(), runs(list(ANYWHERE.values())), strict=True):
        np.testing.assert_allclose([row["point"] for row in rows[1:]], theirs[name], rtol=1e-11, atol=1e-12,
                                   err_msg=str(case))


# ---- what is said about the rules ---------------------------------------------------------------------

def test_power_is_correctly_rounded():
    some = random.Random(6)
    pairs = [(some.random(), some.randint(0, 400)) for _ in range(2000)]
    pairs = [(beta, t) for beta, t in pairs if beta ** t > 1e-290]
    pairs += [(beta, t) for beta in (0, 0.9, 0.99, 0.999, 0.9999) for t in range(401)]
    got = javascript("data.map((pair) => optimizers.power(...pair))", pairs, optimizers=OPTIMIZERS)
    assert got == [float(Fraction(beta) ** t) for beta, t in pairs]


def test_growth_is_the_largest_eigenvalue():
    some = random.Random(7)
    cases = [(rule, "bowl", {**random_settings(some), "start": 1})
             for _ in range(300) for rule in ("gd", "momentum")]
    growths = javascript("data.map((each) => optimizers.growth(...each))", cases, optimizers=OPTIMIZERS)
    for (rule, _, each), got in zip(cases, growths, strict=True):
        m = each["m"] if rule == "momentum" else 0
        step = np.array([[1 - each["lr"], m], [-each["lr"], m]])
        assert got == pytest.approx(np.abs(np.linalg.eigvals(step)).max(), rel=1e-6, abs=1e-8)
