"""What runs elsewhere: on every push, every night and every week, with all that tests look for."""

import os
import re
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from book_maker import output
from examples import rows
from mkdocs.utils.yaml import yaml_load

from literate import pytest_plugin
from literate.claims.proof import findings_of
from literate.findings import ROOT
from literate.programs import machine
from literate.site.notebook import COLAB

WORKFLOWS = ROOT / ".github" / "workflows"
CI = ROOT / ".ci" / "run"
TOOLS = {"node": "nodejs", "java": "default-jre-headless", "make": "make",
         "chromium-headless-shell": "chromium-headless-shell"}
"""Programs that the tests start, and the packages that have them."""


@pytest.mark.parametrize("name, trigger, steps", rows(__file__, "steps"))
def test_workflows(name, trigger, steps):
    text = (WORKFLOWS / name).read_text("utf-8")
    assert f"\n  {trigger}" in text
    jobs = yaml_load(text)["jobs"].values()
    done = [step.get("run") or step.get("uses") for job in jobs for step in job["steps"]]
    assert [step for step in done if step in steps] == steps
    assert "deploy-pages" not in text or name == "nightly.yml"


def test_the_weekly_run_is_red_where_the_book_drifts_and_says_so_in_its_summary():
    text = (WORKFLOWS / "drift.yml").read_text("utf-8")
    assert "LITERATE_DRIFT: fails" in text and "shell: bash" in text   # ends with any part of a pipe
    assert re.search(r"if: always\(\)", text) and ">> \"$GITHUB_STEP_SUMMARY\"" in text


@pytest.mark.parametrize("line, sections", rows(__file__, "findings"))
def test_the_weekly_run_tells_what_reads_tensorflow_s_inside_from_all_else(line, sections):
    patterns = re.findall(r"grep -E -A 8 '([^']+)'", (WORKFLOWS / "drift.yml").read_text("utf-8"))
    assert [bool(re.search(pattern, line)) for pattern in patterns] == sections


def test_one_job_may_write_and_pushes_the_notebooks_of_what_was_published():
    files = {path.name: yaml_load(path.read_text("utf-8")) for path in WORKFLOWS.glob("*.yml")}
    jobs = {(name, job): settings for name, file in files.items() for job, settings in file["jobs"].items()}
    permissions = [*files.values(), *(job for job in jobs.values() if "permissions" in job)]
    assert [each["permissions"]["contents"] for each in permissions].count("write") == 1
    job = jobs["nightly.yml", "notebooks"]
    assert (job["needs"], job["permissions"]) == ("publish", {"contents": "write"})
    assert "/blob/notebooks/" in COLAB and job["steps"][-1]["run"].rstrip().endswith(" notebooks")
    assert "REPOSITORY: ${{ github.repository }}" in (WORKFLOWS / "nightly.yml").read_text("utf-8")


def test_the_weekly_run_takes_the_newest_generators():
    [pattern] = re.findall(r"sed -i -E 's/(.+)/\\1/'", (WORKFLOWS / "drift.yml").read_text("utf-8"))
    pins = (ROOT / "tests" / "generators" / "requirements.txt").read_text("utf-8")
    assert re.findall(r"^\w.*==", re.sub(f"(?m){pattern}", r"\1", pins), re.MULTILINE) == []
    assert {"properdocs", "zensical"} <= {*re.findall(f"(?m){pattern}", pins)}


def test_all_programs_that_tests_look_for_are_known():
    texts = [path.read_text("utf-8") for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__)]
    assert {name for text in texts for name in re.findall(r'which\("([\w-]+)"\)', text)} <= {*TOOLS, "false"}


@pytest.mark.skipif(os.name == "nt", reason="needs bash")
@pytest.mark.parametrize("tool", TOOLS)
def test_what_is_missing_is_installed(tmp_path, tool):
    """With apt-get, id and the other tools as programs that only say what they are asked for."""
    said = {"id": "echo 0", "fc-list": "echo font", "mktemp": f"echo {tmp_path}/log", "head": "cat",
            **{name: f'echo {name} "$@" >> {tmp_path}/asked' for name in ("apt-get", "make")}}
    for name in {*TOOLS, *said, "python3", "tail"} - {tool}:
        (tmp_path / name).write_text(f"#!/bin/sh\n{said.get(name, '')}\n")
        (tmp_path / name).chmod(0o755)
    for name in ("bash", "sh", "dirname", "cat"):
        (tmp_path / name).symlink_to(f"/bin/{name}" if Path(f"/bin/{name}").exists() else f"/usr/bin/{name}")
    subprocess.run([tmp_path / "bash", CI], env={"PATH": str(tmp_path)}, capture_output=True, timeout=60)
    asked = (tmp_path / "asked").read_text()
    assert re.search(rf"apt-get install .* {TOOLS[tool]}$", asked, re.MULTILINE)
    tests = ["make test", "make test ARGS=tests -m rest -n auto --dist worksteal"]
    assert [line for line in asked.splitlines() if line.startswith("make ")] == tests * (tool != "make")


@pytest.mark.parametrize("strict", [False, True])
def test_drift_is_a_warning_here_and_a_failure_where_it_is_looked_for(book, monkeypatch, strict):
    monkeypatch.setattr(machine, "differences", lambda: "numpy 2.4.6 → 2.5.0")
    monkeypatch.setenv("LITERATE_DRIFT", "fails" if strict else "")
    program = book.program("411_1.py", "print(f'x = {1.2344:.3f}')\n")
    reading = book.page(program + "\n" + output("x = 1.235"))
    session = pytest_plugin.Session({reading: findings_of(reading, reading.claims, book.runs(reading))})
    with pytest.warns(pytest.PytestWarning, match="numpy 2.4.6 → 2.5.0"):
        said = session.evaluate(SimpleNamespace(parsed=reading))
    assert bool(said) == strict
