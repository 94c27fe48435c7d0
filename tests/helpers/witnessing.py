"""What TensorFlow says, for tests to compare with: all asked at once, since starting it takes seconds."""

from __future__ import annotations

import functools
import json
from pathlib import Path

import gradients
import keras_cases
from filelock import FileLock
from training_loops import run_all

from literate.cache import cache_folder
from literate.claims.default import QUESTION
from literate.programs.program import Program
from literate.programs.run import Run

FOLDER = Path(__file__).parent / "witnesses"
ASKED = ["SGD.momentum", "SGD.nesterov", "SGD.none", "None.momentum"]      # as DefaultClaim calls defaults


@functools.cache
def runs() -> dict[str, Run]:
    """The run of each witness, by its name; the library is asked for defaults as well. Runs are kept."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.py"))}
    for name, cases in (("gradient_tape", gradients.cases()), ("keras_steps", keras_cases.CASES)):
        texts[name] = texts[name].replace("CASES = {}", f"CASES = {cases}")
    questions = [Program(name, QUESTION.format(owner=owner, argument=argument), FOLDER)
                 for name in ASKED for owner, _, argument in [name.partition(".")]]
    cache_folder("").mkdir(exist_ok=True)
    with FileLock(cache_folder("witnesses.lock")):      # other processes find what one has asked
        done = run_all(list(texts.values()), "witness.py", *questions)
    return dict(zip(texts, done))


def ulps() -> dict[str, float]:
    """How far TensorFlow's float32 functions are from the exact ones."""
    lines = runs()["float32_functions"].stdout.splitlines()
    return {name: float(number) for name, number in map(str.split, lines)}


@functools.cache
def tape() -> dict[str, dict[str, list]]:
    """The gradients of :func:`gradients.cases`."""
    return json.loads(runs()["gradient_tape"].stdout)


@functools.cache
def keras_points() -> dict[str, list[list[float]]]:
    """The points after every step of :data:`keras_cases.CASES`."""
    return json.loads(runs()["keras_steps"].stdout)
