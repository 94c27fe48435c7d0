"""Softmax and cross-entropy: from sums to shares, what the shares miss, and what a share costs."""

from __future__ import annotations

import numpy as np

from figures.labels import LABELS
from figures.matrices import Matrix, draw_named
from figures.plots import Plot
from figures.runs import bindings, run, start
from figures.style import LABEL, NUMBER, Sheet, number

EQUALS, BARS, SCALE = 128, 150, 196     # the equals signs; the bars' left edge, and how long 1 is
BAR = 18


def softmax(language: str, program: str) -> str:
    """The output layer of the first epoch, a row a step: sums, exponentials, shares, targets, gradient."""
    sheet, labels, values = Sheet(), LABELS[language], run(program)
    sums, powers, shares = bindings(values, "O")
    return sheet.svg(10)
