"""A run is kept whole, under all that it depends on."""

import io

import numpy as np
import pytest
from examples import rows
from test_run import run

from literate.programs import machine
from literate.programs.machine import run_key
from literate.programs.program import SNIPPETS, Program
from literate.programs.run import Pool


@pytest.fixture
def runs_afresh(book):
    """Whether a program, given by its text, is run and not taken from the cache."""
    def runs_afresh(text, name="p.py"):
        Pool(book.cache, progress=(ran := io.StringIO())).run([Program(name, text, book.folder / "p.py")])
        return bool(ran.getvalue())
    return runs_afresh


def test_a_kept_run_is_the_run(book):
    text = "import numpy as np\nx = np.float32([1.5])\nfor i in range(2):\n    x = x * 2\nprint(x)\ndel x\n"
    first, again = run(book, text), run(book, text)
    assert first is not again and again.stdout == first.stdout == "[6.]\n"
    assert again.timeline.keys() == first.timeline.keys()
    assert again.unrecorded == first.unrecorded and again.unrecorded[0][1] == "x"
    assert all(np.array_equal(a[2], b[2]) and a[2].dtype == b[2].dtype
               for name in first.timeline for a, b in zip(first.timeline[name], again.timeline[name]))


def test_a_changed_program_runs_again_and_an_unchanged_one_does_not(runs_afresh):
    assert [runs_afresh(text) for text in ("x = 1\n", "x = 1\n", "x = 2\n")] == [True, False, True]


def test_a_fence_runs_again_on_another_page_and_not_on_another_line(runs_afresh):
    assert [runs_afresh("x = 1\n", name) for name in ("1.md:3", "1.md:5", "2.md:5")] == [True, False, True]


def test_a_failed_run_is_not_kept(runs_afresh):
    assert runs_afresh("raise SystemExit(1)\n") and runs_afresh("raise SystemExit(1)\n")


@pytest.mark.parametrize("text, package, depends", rows(__file__, "versions"))
def test_the_key_holds_the_versions_of_what_computes(text, package, depends, monkeypatch):
    program = Program("p.py", text, SNIPPETS / "p.py")
    before = run_key(program)
    version = machine.installed_version
    monkeypatch.setattr(machine, "installed_version",
                        lambda name: "other" if name == package else version(name))
    assert (run_key(program) != before) == depends
