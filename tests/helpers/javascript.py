"""Calling the site's JavaScript modules from tests."""

import json
import math
import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
MODULES = HERE.parents[1] / "docs" / "assets" / "js"


@pytest.fixture(scope="session")
def call(tmp_path_factory):
    """Calls functions of docs/assets/js: `call([(module, function, *arguments), …])`."""
    node = shutil.which("node")
    if not node and os.environ.get("CI") == "true":
        pytest.fail("Node.js is needed to test docs/assets/js and isn't installed. Install it in .ci/run.")
    if not node:
        pytest.skip("docs/assets/js is tested with Node.js, which isn't installed: apt install nodejs.")
    folder = tmp_path_factory.mktemp("modules")
    shutil.copytree(MODULES, folder, dirs_exist_ok=True)
    (folder / "package.json").write_text('{"type": "module"}')

    with subprocess.Popen([node, HERE / "call_modules.mjs", folder], text=True, encoding="utf-8",
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        def ask(calls):
            request = json.dumps([(module, name, encode(arguments)) for module, name, *arguments in calls])
            process.stdin.write(request + "\n")
            process.stdin.flush()
            answer = process.stdout.readline()
            assert answer, "Node.js stopped; its message stands above."
            return json.loads(answer, object_hook=decode, parse_int=float)
        yield ask
        process.stdin.close()


def encode(value):
    if isinstance(value, (list, tuple)):
        return [encode(each) for each in value]
    if isinstance(value, dict):
        return {name: encode(each) for name, each in value.items()}
    if isinstance(value, float) and (not math.isfinite(value) or str(value) == "-0.0"):
        return {"float": str(value)}
    return value


def decode(value):
    return float(value["float"]) if set(value) == {"float"} else value
