"""Answers to the labs' exercises: the page says of each what the notebook's own check says."""

import functools
import itertools
import json
import re

import numpy as np
import pytest
from examples import few_first, tables
from javascript import javascript
from test_labs import EXERCISES, FIRST, FIRST_LAB, HANGUL, NAMES, cells_of, executing, quiet, tagged

from literate.findings import ROOT
from literate.site import labs


def answers_to(code, every=(), answers=()):
    """The answers to an exercise, as the file beside this one lists them: each as the notebook's code and the
    page's values."""
    places = code.count("%s")
    for chosen in itertools.product(range(len(every)), repeat=places) if every else ():
        yield code % tuple(every[number] for number in chosen), [*chosen]
    for answer in answers:
        put_in, typed = answer if isinstance(answer, list) else ([answer], [str(answer)])
        yield code % tuple(put_in), typed


ANSWERS = {(lab, number): [*answers_to(**exercise)]
           for lab, exercises in tables(__file__).items() for number, exercise in enumerate(exercises)}


@functools.cache
def variables(language, name):
    """The variables of a lab as they are before each answer, all answers left open; how it prints arrays."""
    with quiet():
        return [dict(space) for cell, space in executing(cells_of(language, name))
                if "answer" in cell.metadata.get("tags", [])], np.get_printoptions()


@functools.cache
def asked(language, name):
    """What the page of a lab asks, an exercise each."""
    path = ROOT / "docs" / language / "labs" / f"{name}.py"
    cells = labs.executed(path.read_text("utf-8"), path).cells
    return [json.loads(cell.metadata.printed) for cell in cells if cell.metadata.get("ask")]


def said(variables, cells, exercise, answer):
    """What the notebook's check says of an answer; "" where it is right."""
    space = dict(variables[exercise])
    exec(answer, space)
    try:
        exec(cells[tagged(cells, "check")[exercise]].source, space)
    except AssertionError as failure:
        return str(failure)
    return ""


@pytest.mark.parametrize("language", few_first(["ko", "en"], ["ko"]))
@pytest.mark.parametrize("name, exercise", [pytest.param(*each, marks=FIRST[each[0]]) for each in ANSWERS])
def test_the_page_says_of_an_answer_what_the_notebook_says(name, exercise, language):
    cells, answers = cells_of(language, name), ANSWERS[name, exercise]
    spaces, printing = variables(language, name)
    with quiet(), np.printoptions(**printing):
        expected = [said(spaces, cells, exercise, answer) for answer, _ in answers]
    assert "" in expected
    for message in set(expected) - {""}:
        assert message.endswith(".") and not re.search(r"[.!?]\s", message)
        assert bool(HANGUL.search(message)) == (language == "ko")
    given = [(values, message) for (_, values), message in zip(answers, expected) if values]
    judged = javascript("data.values.map((values) => lab.judgeLab(data.asked, values))",
                        {"asked": asked(language, name)[exercise], "values": [values for values, _ in given]},
                        lab="exercises/lab.js")
    assert judged == [{"right": False, "says": message} if message else {"right": True}
                      for _, message in given]


def test_every_exercise_is_answered():
    assert set(ANSWERS) == set(itertools.product(NAMES, range(EXERCISES)))


@pytest.mark.parametrize("name", FIRST_LAB)
def test_the_solution_is_among_what_the_page_can_be_told(name):
    for exercise in asked("en", name):
        assert exercise.get("verdicts", [0]).count(0) >= 1


@pytest.mark.parametrize("typed, off", [
    (["", "1", "1"], "empty"), (["one", "1", "1"], "illegible"), (["1/0", "1", "1"], "illegible"),
    (["alert(1)", "1", "1"], "illegible"), (["(1", "1", "1"], "illegible"), (["1)", "1", "1"], "illegible")])
def test_what_cannot_be_judged(typed, off):
    judged = javascript("lab.judgeLab(data.asked, data.typed)",
                        {"asked": asked("en", "lab_41")[0], "typed": typed}, lab="exercises/lab.js")
    assert judged == {"right": False, "off": off}
