"""The code as tools see it: its style, mistakes that can be seen without running it, whether its types fit.
"""

import subprocess
import sys

import pytest

from literate.findings import ROOT


@pytest.mark.parametrize("tool", ["ruff check --quiet", "mypy --no-error-summary"])
def test_nothing_is_found(tool):
    done = subprocess.run([sys.executable, "-m", *tool.split()], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
