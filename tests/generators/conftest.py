"""The generators that could follow mkdocs, installed beside .venv, which keeps mkdocs."""

import hashlib
import os
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from filelock import FileLock
from lacking import lacks

from literate.findings import ROOT

HERE = Path(__file__).parent
PINS = HERE / "requirements.txt"
RUN = partial(subprocess.run, cwd=ROOT, text=True, check=False,
              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


@pytest.fixture(scope="session")
def run_beside(tmp_path_factory):
    """A function that runs Python code, given as text, where these generators can be imported."""
    folder = ROOT / ".cache" / f"generators-{hashlib.sha256(PINS.read_bytes()).hexdigest()[:8]}"
    folder.parent.mkdir(exist_ok=True)
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            install(tmp_path_factory.mktemp("generators"), folder)
    path = os.pathsep.join(map(str, [folder, HERE, ROOT]))

    def run(code, **environment):
        environment |= {"PYTHONPATH": path}
        done = RUN([sys.executable, "-c", code], timeout=600, env={**os.environ, **environment})
        assert done.returncode == 0, done.stdout

    return run


def install(new, folder):
    """Install what is pinned as ``folder``, by way of the folder ``new``: whole, or not there."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
    done = RUN([*pip, "--target", new / "packages", "-r", PINS])
    if done.returncode:
        lacks(f"{PINS.relative_to(ROOT)} can't be installed: {done.stdout}")
    shutil.move(new / "packages", folder)
