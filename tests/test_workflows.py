"""What runs elsewhere: on every push and pull request, with all that tests look for, and red where the book drifts."""

import os
import re
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from book_maker import output
from mkdocs.utils.yaml import yaml_load

from literate import pytest_plugin as doctests
from literate.findings import ROOT
from literate.programs import drift as machine

WORKFLOWS = ROOT / ".github" / "workflows"
CI = ROOT / ".ci" / "run"
TOOLS = {"node": "nodejs", "java": "default-jre-headless", "chromium": "chromium", "make": "make"}
"""Programs that the tests start, and the packages that have them."""


def workflow(name):
    """A workflow's triggers and its text."""
    text = (WORKFLOWS / name).read_text("utf-8")
    return yaml_load(text)[True], text          # YAML takes `on` for a truth value


def test_the_book_is_proven_on_every_branch_and_pull_request():
    triggers, text = workflow("test.yml")
    assert triggers["push"] in (None, {"branches": ["**"]}) and "pull_request" in triggers
    assert "- run: .ci/run" in text


def test_all_programs_that_tests_look_for_are_known():
    texts = [path.read_text("utf-8") for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__)]
    assert {name for text in texts for name in re.findall(r'which\("(\w+)"\)', text)} <= {*TOOLS, "false"}


@pytest.mark.skipif(os.name == "nt", reason="needs bash")
@pytest.mark.parametrize("tool", TOOLS)
def test_what_is_missing_is_installed(tmp_path, tool):
    """With apt-get, id and the other tools as programs that only say what they are asked for."""
    for name in {*TOOLS, "apt-get", "fc-list", "python3", "id", "tail", "mktemp", "head"} - {tool}:
        said = {"id": "echo 0", "fc-list": "echo font", "mktemp": f"echo {tmp_path}/log", "head": "cat"}.get(name, "")
        if name in ("apt-get", "make"):
            said = f'echo {name} "$@" >> {tmp_path}/asked'
        (tmp_path / name).write_text(f"#!/bin/sh\n{said}\n")
        (tmp_path / name).chmod(0o755)
    for name in ("bash", "sh", "dirname", "cat"):
        (tmp_path / name).symlink_to(f"/bin/{name}" if Path(f"/bin/{name}").exists() else f"/usr/bin/{name}")
    subprocess.run([tmp_path / "bash", CI], env={"PATH": str(tmp_path)}, capture_output=True, timeout=60)
    asked = (tmp_path / "asked").read_text()
    assert re.search(rf"apt-get install .* {TOOLS[tool]}$", asked, re.MULTILINE)
    assert ("make test" in asked) == (tool != "make")


@pytest.mark.parametrize("strict", [False, True])
def test_drift_is_a_warning_here_and_a_failure_where_it_is_looked_for(book, monkeypatch, strict):
    monkeypatch.setattr(machine, "differences", lambda: "numpy 2.4.6 → 2.5.0")
    monkeypatch.setenv("LITERATE_DRIFT", "fails" if strict else "")
    monkeypatch.setattr(doctests.verdicts, "remember", lambda chapter: None)
    page = doctests.Page(book.page(book.program("411_1.py", "print(f'x = {1.2344:.3f}')\n") + "\n" + output("x = 1.235")))
    parser = doctests.ClaimParser(doctests.Findings(book.runs(page.chapter)))
    group = next(group for group in doctests.groups(page) if group.claims[0].program)
    with pytest.warns(pytest.PytestWarning, match="numpy 2.4.6 → 2.5.0"):
        said = parser.evaluate(SimpleNamespace(parsed=group))
    assert bool(said) == strict


def test_the_weekly_run_is_red_where_the_book_drifts_and_says_so_in_its_summary():
    triggers, text = workflow("drift.yml")
    assert "schedule" in triggers
    assert "LITERATE_DRIFT: fails" in text and "shell: bash" in text      # which ends where any part of a pipe fails
    assert re.search(r"if: always\(\)", text) and ">> \"$GITHUB_STEP_SUMMARY\"" in text
