"""What tests try: rows beside the test, those of test_quotes.py in test_quotes.yaml; a few of many alike."""

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


def few_first(names, few):
    """The names as parameters of a test that takes long; all but the few are the rest."""
    return [pytest.param(name, marks=() if name in few else pytest.mark.rest) for name in names]


def first_of_each_kind(names, kind):
    """The names as parameters of a test that takes long; all but the first of each kind are the rest."""
    kinds = [kind(name) for name in names]
    return [pytest.param(name, marks=pytest.mark.rest if kinds.index(each) < place else ())
            for place, (name, each) in enumerate(zip(names, kinds))]
