"""What is kept to spare work is whole or not believed; where it cannot be kept, the work goes on."""

import errno
import json
import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import pytest
from book_maker import output

from literate import cache as keep
from literate.claims import verdicts
from literate.findings import ROOT
from literate.programs.program import Program
from literate.programs.run import Cache, Pool
from literate.site import build as site
from literate.viewer import traces

GOOD = "print('fine')\n"
LOOP = Program("411_1.py", "x = 1.5\nfor epoch in range(2):\n    x = 2 * x\n    print('x =', x)\n", Path("411_1.py"))


@pytest.fixture(autouse=True)
def said_anew():
    keep.say_once.cache_clear()


def full(*arguments):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def forbidden(*arguments, **options):
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


FAILURES = {"disk full": ("replace", full), "cannot write": ("replace", forbidden)}


@pytest.mark.parametrize("name, failure", FAILURES.values(), ids=FAILURES)
def test_runs_go_on_where_they_cannot_be_kept(book, monkeypatch, capsys, name, failure):
    page = book.page(book.program("411_1.py", GOOD) + "\n" + output("fine") + "\n" + book.program("411_2.py", "print(1)\n"))
    monkeypatch.setattr(keep.os, name, failure)
    assert book.findings(page) == []
    assert [p.name for p in book.cache.folder.iterdir()] == []
    finding, = book.cache.findings
    assert "cannot be kept" in str(finding) and str(finding).startswith(book.cache.folder.as_posix())
    assert capsys.readouterr().err.count("nothing can be kept here") == 1


def test_runs_go_on_where_the_folder_is_none(book):
    book.cache.folder.write_text("a file")
    page = book.page(book.program("411_1.py", GOOD) + "\n" + output("fine"))
    assert book.findings(page) == [] == book.findings(page)


def test_a_verdict_that_cannot_be_kept_is_given_again(book, tmp_path, capsys):
    (tmp_path / "file").write_text("")
    page = book.page(book.program("411_1.py", GOOD) + "\n" + output("fine"))
    verdicts.remember(page, tmp_path / "file" / "verdicts")
    assert not verdicts.proven(page, tmp_path / "file" / "verdicts")
    assert "nothing can be kept here" in capsys.readouterr().err
    verdicts.remember(page, tmp_path / "verdicts")
    assert verdicts.proven(page, tmp_path / "verdicts")


@pytest.fixture
def traced(tmp_path, monkeypatch):
    """``read()`` gives the trace of a program, ``kept()`` its file."""
    monkeypatch.setattr(traces, "FOLDER", tmp_path / "traces")
    runs = Pool(Cache(tmp_path / "runs")).run([LOOP])
    return (lambda: traces.read(LOOP, None, runs)), lambda: next((tmp_path / "traces").iterdir())


@pytest.mark.parametrize("damage", [lambda whole: b"", lambda whole: whole[:-1], lambda whole: whole.replace(b"1.5", b"2.5")])
def test_a_damaged_trace_is_built_anew(traced, damage):
    read, kept = traced
    right = read()
    whole = kept().read_bytes()
    assert b"1.5" in whole
    kept().write_bytes(damage(whole))
    assert read() == right and kept().read_bytes() == whole


def test_a_trace_is_read_where_none_can_be_kept(traced, tmp_path):
    (tmp_path / "traces").write_text("a file")
    assert json.dumps(traced[0]())


def many(folder, number):
    for turn in range(50):
        keep.keep(Path(folder, "one"), keep.sealed(bytes([number]) * 100_000, "same"))
        data = keep.unsealed(Path(folder, "one"), "same")
        assert data and len(set(data)) == 1


def test_two_processes_keep_one_file_at_once(tmp_path):
    processes = [multiprocessing.get_context("spawn").Process(target=many, args=(str(tmp_path), n)) for n in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert [path.name for path in tmp_path.iterdir()] == ["one"]


def test_two_proofs_at_once_on_one_cache(tmp_path):
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "docs/ko/421.md"]
    environment = os.environ | {"LITERATE_CACHE": str(tmp_path / "runs"), "LITERATE_VERDICTS": str(tmp_path / "verdicts")}
    both = [subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate(timeout=300)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert {path.suffix for path in (tmp_path / "runs").iterdir()} == {".run"}


def test_a_site_that_cannot_be_built_here_says_so_in_a_line(tmp_path, capsys):
    (tmp_path / ".cache").write_text("a file")
    assert site.build_command(tmp_path, None, draft=False) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1 and said[0].startswith("The site was not built: ") and ".cache" in said[0]


@pytest.mark.parametrize("step", ["build", "replace_folder"])
@pytest.mark.parametrize("failure", [full, forbidden])
def test_a_site_that_finds_no_room_says_so_in_a_line(tmp_path, monkeypatch, capsys, failure, step):
    monkeypatch.setattr(site, "build", lambda *arguments: None)
    monkeypatch.setattr(site, step, failure)
    assert site.build_command(tmp_path, None, draft=False) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert list((tmp_path / ".cache").iterdir()) == []
