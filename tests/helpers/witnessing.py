"""What TensorFlow says, for tests to compare with: all asked at once, since starting it takes seconds."""

from __future__ import annotations

import functools
import json
from pathlib import Path

import gradients
import keras_cases
import random_graphs
from examples import tables
from filelock import FileLock
from training_loops import run_all, text

from literate.cache import cache_folder
from literate.claims.default import QUESTION
from literate.programs.history import Run
from literate.programs.program import Program

FOLDER = Path(__file__).parent / "witnesses"
SAY = "op_callbacks.remove_op_callback(note)\nprint(json.dumps(executed))\n"
ASKED = ["SGD.momentum", "SGD.nesterov", "SGD.none", "None.momentum"]      # as DefaultClaim calls defaults


@functools.cache
def runs(*others: Program) -> dict[str, Run]:
    """The run of each witness, by its name; the library is asked for defaults as well, and other programs run
    along. Runs are kept.
    """
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.py"))}
    for name, cases in (("gradient_tape", gradients.cases()), ("keras_steps", keras_cases.CASES),
                        ("random_graphs", random_graphs.cases())):
        texts[name] = texts[name].replace("CASES = {}", f"CASES = {cases}")
    texts["step"] = step_of(text("411_2.py"))
    questions = [Program(name, QUESTION.format(owner=owner, argument=argument), FOLDER)
                 for name in ASKED for owner, _, argument in [name.partition(".")]]
    cache_folder("").mkdir(exist_ok=True)
    with FileLock(cache_folder("witnesses.lock")):      # other processes find what one has asked
        done = run_all(list(texts.values()), "witness.py", *questions, *others)
    return dict(zip(texts, done))


def step_of(twin: str) -> str:
    """A program of the first training step of TensorFlow's, that prints each operation and its values."""
    note, step = tables(__file__)["note"], tables(__file__)["step"]
    if "model.compile" not in twin:
        before, _, loop = twin.partition("for i in range(16):\n")
        step = "for i in range(1):\n" + loop.partition("    p = ")[0]
        return f"{before}optimizer.build([variable]){note}{step}{SAY}"
    before = twin.partition("model.compile")[0]
    values = "X" if "\nX = " in before else "I"
    return f"{before}optimizer.build(model.trainable_variables){note}{step.replace('VALUES', values)}{SAY}"


def executed(twin: str) -> list:
    """The operations of the program's first training step, each with its values, in their order."""
    runs()                                              # asks for 411's, too
    done, = run_all([step_of(twin)], "witness.py")
    return json.loads(done.stdout.strip().split("\n")[-1])


def ulps() -> dict[str, float]:
    """How far TensorFlow's float32 functions are from the exact ones."""
    lines = runs()["float32_functions"].stdout.splitlines()
    return {name: float(number) for name, number in map(str.split, lines)}


@functools.cache
def answer(name: str):
    """What the witness prints as JSON."""
    return json.loads(runs()[name].stdout)
