"""A program runs as a reader would run it, and every value its names take is known."""

import shutil
import sys
from pathlib import Path

import pytest

from literate.programs.program import load_program
from literate.programs.run import Pool


def run(book, text, name="p.py"):
    book.program(name, text)
    program = load_program(name, book.folder / "snippets")
    return Pool(book.cache).run([program])[text]


def test_nothing_leaks_from_one_program_to_the_next(book):
    text = "import numpy as np\nnp.set_printoptions(precision=1)\nprint(np.array([1 / 3]))\n"
    first = run(book, text, "a.py")
    second = run(book, "import numpy as np\nprint(np.array([1 / 3]))\n", "b.py")
    assert (first.stdout, second.stdout) == ("[0.3]\n", "[0.33333333]\n")


def test_values_after_every_line(book):
    result = run(book, "x = 1\nfor i in range(3):\n    x = 2 * x\n    y = (x,\n         3)[0]\nz = x + y\n")
    assert [result.at("x", epoch) for epoch in (-1, 0, 1, 2)] == [1, 2, 4, 8]
    assert (result.first("x"), result.last("x"), result.last("z")) == (1, 8, 16)
    assert [entry[2] for entry in result.timeline["y"]] == [2, 4, 8]


def test_arrays_are_copied_when_they_are_bound_or_changed(book):
    result = run(book, "import numpy as np\nx = np.zeros(2)\nx[0] = 5\nx = x + 0\n")
    assert [entry[2].tolist() for entry in result.timeline["x"]] == [[0, 0], [5, 0], [5, 0]]


def test_the_program_is_main_and_alone_in_its_folder(book):
    result = run(book, "import os, sys\nprint(__name__, os.listdir('.'), os.path.basename(sys.argv[0]))\n")
    assert result.stdout == "__main__ [] p.py\n"


def test_files_that_a_program_makes_for_a_while_are_removed(book):
    folder = run(book, "import tempfile\nprint(tempfile.mkdtemp())\n").stdout.strip()
    assert Path(folder).is_absolute() and not Path(folder).exists()


def test_figures_are_caught_without_a_screen_and_the_same_bytes_every_time(book):
    text = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.xlabel('p')\nplt.show()\nprint('shown')\n"
    first = run(book, text)
    [again] = Pool(book.cache).run_afresh([load_program("p.py", book.folder / "snippets")])
    assert (first.stdout, first.stderr, first.error) == ("shown\n", "", "")
    figure, = first.figures
    assert figure.startswith(b"<?xml") and b"<dc:date>" not in figure and again.figures == (figure,)


@pytest.mark.skipif(not shutil.which("false"), reason="needs a program that ends at once")
def test_where_programs_cannot_be_run_nothing_is_said_of_them(book, monkeypatch):
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    with pytest.raises(ChildProcessError, match="cannot be run"):
        run(book, "print(1)\n")
