"""A trace is kept as it was built, and built anew where it cannot be kept or was damaged."""

import json
from pathlib import Path

import pytest

from literate.programs.pool import Pool
from literate.programs.program import Program
from literate.viewer import trace_files

LOOP = Program("411_1.py", "x = 1.5\nfor epoch in range(2):\n    x = 2 * x\n    print('x =', x)\n",
               Path("411_1.py"))


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Gives the trace of a program."""
    monkeypatch.setenv("LITERATE_CACHE", str(tmp_path))
    runs = Pool().run([LOOP])
    return lambda: trace_files.read(LOOP, None, runs)


@pytest.mark.parametrize("damage", [lambda whole: b"", lambda whole: whole[:-1],
                                    lambda whole: whole.replace(b"1.5", b"2.5")])
def test_a_damaged_trace_is_built_anew(read, tmp_path, damage):
    right = read()
    kept, = (tmp_path / "traces").iterdir()
    whole = kept.read_bytes()
    assert b"1.5" in whole
    kept.write_bytes(damage(whole))
    assert read() == right and kept.read_bytes() == whole


def test_a_trace_is_read_where_none_can_be_kept(read, tmp_path):
    (tmp_path / "traces").write_text("a file")
    assert json.dumps(read())


@pytest.mark.parametrize("text, is_viewed", [
    ("for epoch in range(2):\n    print(epoch)\n", True),
    ("for name in ['a', 'b']:\n    print(name)\n", False),
    ("def show(x):\n    print(x)\nfor epoch in range(2):\n    show(epoch)\n", False),
    ("def double(x):\n    return 2 * x\nfor epoch in range(2):\n    print(double(epoch))\n", True),
])
def test_a_viewer_is_for_programs_that_count_and_print_themselves(text, is_viewed):
    assert trace_files.has_loop(text) == is_viewed
