"""Rows of examples beside the test that tries them: those of test_quotes.py stand in test_quotes.yaml."""

import functools
from pathlib import Path

import pytest
import yaml


@functools.cache
def tables(test):
    """All that stands beside a test's file, by its name."""
    return yaml.load(Path(test).with_suffix(".yaml").read_text("utf-8"), yaml.CSafeLoader)


def rows(test, *names):
    """The rows of tables as parameters of a test: of a row that is a list, each part is one.

    The keys of a table that is a mapping name its rows.
    """
    found = []
    for table in (tables(test)[name] for name in names):
        named = table.items() if isinstance(table, dict) else ((None, row) for row in table)
        found += [pytest.param(*(row if isinstance(row, list) else [row]), id=name) for name, row in named]
    return found
