"""Lets pytest collect the claims of docs/; how they are read and checked is literate's business."""

from literate import pytest_plugin as doctests


def pytest_configure(config):
    doctests.install(config)
