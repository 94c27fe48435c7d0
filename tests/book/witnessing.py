"""What TensorFlow says, for tests to compare with: all in one process, and kept until something changes."""

from __future__ import annotations

import functools
import json
from pathlib import Path

import gradients
import optimizers
from training_loops import HERE, run_all


@functools.cache
def statements() -> dict[str, str]:
    """What each witness prints, by its name."""
    files = sorted((Path(__file__).parent / "witnesses").glob("*.py"))
    texts = {path.stem: path.read_text(encoding="utf-8") for path in files}
    texts["gradient_tape"] = texts["gradient_tape"].replace("CASES = {}", f"CASES = {gradients.cases()}")
    texts["keras_steps"] = (HERE / "keras_steps.py").read_text(encoding="utf-8").replace(
        "json.load(sys.stdin)", repr([list(case) for case in optimizers.CASES.values()]))
    return dict(zip(texts, (run.stdout for run in run_all(list(texts.values()), "witness.py"))))


def ulps() -> dict[str, float]:
    """How far TensorFlow's float32 functions are from the exact ones."""
    lines = statements()["float32_functions"].splitlines()
    return {name: float(number) for name, number in map(str.split, lines)}


@functools.cache
def tape() -> dict[str, dict[str, list]]:
    """The gradients of :func:`gradients.cases`."""
    return json.loads(statements()["gradient_tape"])


@functools.cache
def keras_points() -> dict[str, list[list[float]]]:
    """The points after every step of :data:`optimizers.CASES`."""
    return dict(zip(optimizers.CASES, json.loads(statements()["keras_steps"])))
