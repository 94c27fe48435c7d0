"""Lets pytest collect the claims of docs/; how they are read and checked is literate's business."""

from literate.pytest_plugin import pytest_configure  # noqa: F401
