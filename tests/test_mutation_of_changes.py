"""What has changed since it was falsified last is falsified again."""

import subprocess
import sys
from dataclasses import replace

import pytest

from literate import mutation, mutation_record
from literate.findings import ROOT
from literate.mutation_record import Entry, state_of
from literate.programs.program import SNIPPETS, load_program


def test_what_the_record_has_not_as_it_is_has_changed(tmp_path, monkeypatch):
    monkeypatch.setattr(mutation_record, "record_path", lambda: tmp_path / "record.json")
    files = {SNIPPETS / name: load_program(name) for name in ("411_1.py", "412_1.py", "413_1.py")}
    same, other, new = files
    entry = Entry(state_of(files[same]), "2026-02-03", 1, 1, 0)
    mutation_record.save_record({"snippets/411_1.py": entry, "snippets/412_1.py": replace(entry, state="other")})
    assert mutation.chosen_files(files, [], changed=True) == {other, new}
    assert mutation.chosen_files(files, [other], changed=False) == {other}
    assert mutation.chosen_files(files, [], changed=False) == {same, other, new}


@pytest.mark.rest
def test_whatever_has_changed_is_noticed():
    command = [sys.executable, "-m", "literate", "mutate", "--changed"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0, done.stdout[-10_000:]
