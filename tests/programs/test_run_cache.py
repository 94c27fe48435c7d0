"""A run is kept whole, under all that it depends on; a damaged one is made anew."""

import threading

import numpy as np
import pytest
from book_maker import output
from test_run import run

from literate.programs import run_cache
from literate.programs.pool import Pool
from literate.programs.program import SNIPPETS, Program
from literate.programs.run_cache import RunCache, run_key

GOOD = "print('fine')\n"


@pytest.fixture
def runs_afresh(book):
    """Whether a program, given by its text, is run and not taken from the cache."""
    def runs_afresh(text):
        ran = []
        program = Program("p.py", text, book.folder / "p.py")
        Pool(book.cache, report=lambda *what: ran.append(what)).run([program])
        return bool(ran)
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


def test_a_failed_run_is_not_kept(runs_afresh):
    assert runs_afresh("raise SystemExit(1)\n") and runs_afresh("raise SystemExit(1)\n")


@pytest.mark.parametrize("text, package, depends", [
    ("import numpy\n", "numpy", True), ("import math\n", "numpy", True), ("import math\n", "keras", False),
    ("import keras.layers\n", "tensorflow-cpu", True), ("from keras import layers\n", "keras", True),
    ("import tensorflow\n", "keras", True), ("import matplotlib.pyplot\n", "matplotlib", True),
    ("import numpy\n", "matplotlib", False), ("import =\n", "numpy", True),
])
def test_the_key_holds_the_versions_of_what_computes(text, package, depends, monkeypatch):
    program = Program("p.py", text, SNIPPETS / "p.py")
    before = run_key(program)
    run_key.cache_clear()
    version = run_cache.installed_version
    monkeypatch.setattr(run_cache, "installed_version",
                        lambda name: "other" if name == package else version(name))
    assert (run_key(program) != before) == depends
    run_key.cache_clear()


def test_a_damaged_run_is_made_anew(book, runs_afresh):
    assert runs_afresh(GOOD)
    kept, = book.cache.folder.iterdir()
    kept.write_bytes(kept.read_bytes()[:-1])
    assert runs_afresh(GOOD) and not runs_afresh(GOOD)


def test_runs_go_on_where_the_folder_is_none(book):
    book.cache.folder.write_text("a file")
    page = book.page(book.program("411_1.py", GOOD) + "\n" + output("fine"))
    assert book.findings(page) == [] == book.findings(page)


def test_two_runs_at_once_on_one_cache(book):
    program = Program("p.py", GOOD, book.folder / "p.py")
    results = []
    threads = [threading.Thread(target=lambda pool: results.append(pool.run([program])),
                                args=[Pool(RunCache(book.cache.folder))]) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [r[GOOD].stdout for r in results] == ["fine\n"] * 3
    assert len(list(book.cache.folder.iterdir())) == 1
