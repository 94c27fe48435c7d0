"""Calling the site's JavaScript modules from tests, to compare them with Python and NumPy."""

import json
import shutil
import subprocess

from lacking import lacks

from literate.findings import ROOT

SCRIPTS = ROOT / "docs" / "assets" / "js"
# JSON has no word for nan and infinities: on their way they are texts with a mark.
ANSWER = """
const marked = (_, x) => (typeof x === "number" && !Number.isFinite(x) ? `@${x}` : x);
process.stdout.write(JSON.stringify(answer, marked).replace(/"@(-?[NI]\\w+)"/g, "$1"));
"""


def node(*arguments: object, text: str = "") -> subprocess.CompletedProcess:
    """Node.js with these arguments and this input; without Node.js the test is skipped, in CI it fails."""
    program = shutil.which("node") or lacks("Scripts are tested with Node.js: apt install nodejs.")
    return subprocess.run([program, *arguments], input=text, capture_output=True, encoding="utf-8", cwd=ROOT)


def javascript(expression: str, data: object = None, **modules: str):
    """What an expression of JavaScript gives for ``data``, with modules of docs/assets/js by the names given.

    ``javascript("data.map(numbers.repr)", [0.5], numbers="shared/numbers.js")`` is ``["0.5"]``. Numbers
    that are whole come back as int up to 16 digits, -0.0 as 0.
    """
    imports = [f'import * as {name} from "{(SCRIPTS / path).as_uri()}";' for name, path in modules.items()]
    # As a program's text, Python's NaN, Infinity and -0.0 mean themselves.
    lines = [*imports, f"const data = {json.dumps(data)};", f"const answer = {expression};", ANSWER]
    done = node("--input-type=module", text="\n".join(lines))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout, parse_int=lambda text: int(text) if len(text) < 16 else float(text))
