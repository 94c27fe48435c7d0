"""Answers to the labs' exercises: the page says of each what the notebook's own check says."""

import contextlib
import io
import itertools
import json
import re

import matplotlib
import numpy as np
import pytest
from javascript import javascript
from matplotlib import pyplot as plt
from test_labs import EXERCISES, HANGUL, LABS, NAMES, cells_of, tagged

from literate.findings import ROOT
from literate.site import labs


def function(head, result, lines=""):
    return f"def {head}:\n{lines}    return {result}"


def valley(result):
    return function("valley_slope(p)", f"np.array([{result}])", "    x, y = p\n")


NEARER, SAME, FARTHER = 0, 1, 2
PREDICTED = "prediction = {1: %s, 1.5: %s, 1.9: %s, 2: %s, 2.1: %s}"
EVERY_PREDICTION = [(PREDICTED % chosen, [("NEARER", "SAME", "FARTHER").index(one) for one in chosen])
                    for chosen in itertools.product(("NEARER", "SAME", "FARTHER"), repeat=5)]

# By lab and exercise, right and wrong answers: as code in the notebook, and as what a reader types or, by its
# index, chooses on the page; None where the page's fields leave no room for it.
ANSWERS = {
    ("lab_41", 0): [
        ("factors = {'4.1.2': 0.8, '4.1.3': 0.72, '4.1.4': 0.9}", ["0.8", "0,72", ".9"]),
        ("factors = {'4.1.2': 1 - 0.02 / 3 * 30, '4.1.3': 1 - 0.02 * 14, '4.1.4': 1 - 0.02 * 5}",
         ["1 - 0.02 / 3 * 30", "1−0,02·14", "1 - 0.02(2**2 + 1)"]),
        ("factors = {'4.1.2': 0.8, '4.1.3': 0.86, '4.1.4': 0.9}", ["0.8", "0.86", "0.9"]),
        ("factors = {'4.1.2': 0.7, '4.1.3': 0.72, '4.1.4': 0.9}", ["0.7", "0.72", "0.9"]),
        ("factors = {'4.1.2': 0.806, '4.1.3': 0.72, '4.1.4': 1.9}", ["0.806", "0.72", "1.9"]),
        ("factors = {'4.1.2': 0.8, '4.1.3': 0.72, '4.1.4': -0.9}", ["+0.8", "0.72", "-0.9"])],
    ("lab_41", 1): [
        ("suspect = 'Ob'", [0]), ("suspect = 'Hb'", [1]), ("suspect = 'WOb'", [2]), ("suspect = 'BOb'", [3]),
        ("suspect = 'WHb'", [4]), ("suspect = 'BHb'", [5]), ("suspect = 'WO'", None)],
    ("lab_41", 2): [
        (function("softplus_slope(a)", "1 - np.exp(-a)"), ["1 - np.exp(-a)"]),
        (function("softplus_slope(a)", "(np.exp(a) - 1) / np.exp(a)"), ["(e^a - 1)/e**a"]),
        (function("softplus_slope(a)", "a * (1 - a)"), ["a (1 - a)"]),
        (function("softplus_slope(a)", "sigmoid(a)"), ["1 / (1 + exp(-a))"]),
        (function("softplus_slope(a)", "1 - np.exp(a)"), ["1 - exp(a)"])],
    ("lab_42", 0): EVERY_PREDICTION,
    ("lab_42", 1): [(f"steps = {number}", [str(number)]) for number in (*range(-3, 80), 35.9, 36.5)],
    ("lab_42", 2): [(f"best = {number}", [str(number)])
                    for number in ("0.1", "0.17", "0.18", "0.1818", "0.182", "0.19", "0.2", "2 / 11",
                                   "2 / (1 + 10)", "-1")],
    ("lab_43", 0): [*((f"winner = {name}", [number]) for number, name in enumerate(
        ("descent", "momentum", "adagrad", "rmsprop", "adam"))), ("winner = 'rmsprop'", None)],
    ("lab_43", 1): [
        (valley("-2 * (1 - x) - 400 * x * (y - x ** 2), 200 * (y - x ** 2)"),
         ["-2(1 - x) - 400x(y - x^2)", "200 * (y - x**2)"]),
        (valley("2 * (x - 1) + 400 * x ** 3 - 400 * x * y, 200 * y - 200 * x ** 2"),
         ["2(x−1) + 400x^3 − 400·x·y", "200y - 200x²"]),
        (valley("2 * (x - 1), 200 * (y - x ** 2)"), ["2(x - 1)", "200(y - x^2)"]),
        (valley("-2 * (1 - x) - 400 * x * (y - x ** 2), 200 * y"),
         ["-2(1 - x) - 400 x (y - x^2)", "200 y"])],
    ("lab_43", 2): [
        ("rule, lr = momentum, 0.003", [1, 3]), ("rule, lr = momentum, 0.001", [1, 1]),
        ("rule, lr = descent, 0.01", [0, 5]), ("rule, lr = adam, 0.3", [4, 9]),
        ("rule, lr = adagrad, 1", [2, 10]), ("rule, lr = rmsprop, 0.02", [3, 6]),
        ("rule, lr = 'momentum', 0.003", None)],
    ("lab_44", 0): [
        (function("slope(x)", "1 / (1 + abs(x)) ** 2"), ["1 / (1 + |x|)²"]),
        (function("slope(x)", "(1 + abs(x)) ** -2"), ["(1 + tf.abs(x)) ** -2"]),
        (function("slope(x)", "1 / (1 + abs(x))"), ["1/(1+abs(x))"]),
        (function("slope(x)", "x / (1 + abs(x)) ** 2"), ["x / (1 + abs(x))^2"]),
        (function("slope(x)", "1 / (1 + x) ** 2"), ["1/(1+x)^2"])],
    ("lab_44", 1): [
        ("mended_step = make_step", [0]),
        *((function("mended_step(W, B)", f"{made}(lambda data, target: update(W, B, {read}, lr=0.3))"), given)
          for made, read, given in (("tf.function", "X[:], T[:]", [1]), ("", "data, target", None),
                                       ("tf.function", "data, target", [3])))],
    ("lab_44", 2): [
        ("rate = python_rate", [0]), (function("rate(epoch)", "tf.constant(0.5)"), [1]),
        (function("rate(epoch)", "tf.constant(0.5 / (1 + epoch))"), [2]),
        (function("rate(epoch)", "float(0.5 / (1 + epoch))"), [3])],
}


@pytest.fixture(scope="module")
def variables():
    """By lab, the variables as they are before each answer, all answers left open."""
    matplotlib.use("agg")
    found = {}
    with pytest.MonkeyPatch.context() as patch, plt.rc_context(), np.printoptions(), np.errstate():
        patch.setattr(plt, "show", lambda: plt.close("all"))
        for lab in LABS:
            space, found[lab] = {"__name__": "__main__"}, []
            for cell in cells_of(*lab):
                if "answer" in cell.metadata.get("tags", []):
                    found[lab].append(dict(space))
                if cell.cell_type == "code":
                    with contextlib.redirect_stdout(io.StringIO()):
                        exec(re.sub("^%", "#", cell.source), space)
        yield found


@pytest.fixture(scope="module")
def asked():
    """By language and lab, what its page asks, an exercise each."""
    def read(language, name):
        path = ROOT / "docs" / language / "labs" / f"{name}.py"
        cells = labs.executed(path.read_text("utf-8"), path).cells
        return [json.loads(cell.metadata.printed) for cell in cells if cell.metadata.get("ask")]

    return {lab: read(*lab) for lab in LABS}


def said(variables, cells, exercise, answer):
    """What the notebook's check says of an answer; "" where it is right."""
    space = dict(variables[exercise])
    exec(answer, space)
    with np.errstate(all="ignore"), contextlib.redirect_stdout(io.StringIO()):
        try:
            exec(cells[tagged(cells, "check")[exercise]].source, space)
        except AssertionError as failure:
            return str(failure)
    return ""


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("name, exercise", ANSWERS)
def test_the_page_says_of_an_answer_what_the_notebook_says(variables, asked, name, exercise, language):
    cells, answers = cells_of(language, name), ANSWERS[name, exercise]
    expected = [said(variables[language, name], cells, exercise, answer) for answer, _ in answers]
    assert "" in expected
    for message in set(expected) - {""}:
        assert message.endswith(".") and not re.search(r"[.!?]\s", message)
        assert bool(HANGUL.search(message)) == (language == "ko")
    given = [(values, message) for (_, values), message in zip(answers, expected) if values]
    judged = javascript("data.values.map((values) => lab.judgeLab(data.asked, values))",
                        {"asked": asked[language, name][exercise], "values": [values for values, _ in given]},
                        lab="exercises/lab.js")
    assert judged == [{"right": False, "says": message} if message else {"right": True}
                      for _, message in given]


def test_every_exercise_is_answered():
    assert set(ANSWERS) == set(itertools.product(NAMES, range(EXERCISES)))


@pytest.mark.parametrize("name", NAMES)
def test_the_solution_is_among_what_the_page_can_be_told(asked, name):
    for exercise in asked["en", name]:
        assert exercise.get("verdicts", [0]).count(0) >= 1


@pytest.mark.parametrize("typed, off", [
    (["", "1", "1"], "empty"), (["one", "1", "1"], "illegible"), (["1/0", "1", "1"], "illegible"),
    (["alert(1)", "1", "1"], "illegible"), (["(1", "1", "1"], "illegible"), (["1)", "1", "1"], "illegible")])
def test_what_cannot_be_judged(asked, typed, off):
    judged = javascript("lab.judgeLab(data.asked, data.typed)",
                        {"asked": asked["en", "lab_41"][0], "typed": typed}, lab="exercises/lab.js")
    assert judged == {"right": False, "off": off}
