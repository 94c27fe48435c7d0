"""What a test needs and this machine lacks: the test is skipped, or fails where nothing may be."""

import os

import pytest


def lacks(what):
    """Say what is missing, and how to get it."""
    (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(what)
