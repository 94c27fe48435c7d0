"""What is kept to spare work is whole or not believed; where it cannot be kept, the work goes on."""

import errno
import multiprocessing

import pytest

from literate import cache
from literate.cache import Cache, cache_folder
from literate.findings import ROOT

FAILURES = {"disk full": OSError(errno.ENOSPC, "No space left on device"),
            "cannot write": PermissionError(errno.EACCES, "Permission denied")}
DAMAGES = {
    "empty": lambda whole: b"", "nonsense": lambda whole: b"nonsense", "cut": lambda whole: whole[:-1],
    "another digit": lambda whole: whole.replace(b"1.5", b"2.5"), "more": lambda whole: b"1.5\n" + whole,
}


@pytest.fixture
def kept(tmp_path):
    cache._say_once.cache_clear()
    return Cache(tmp_path / "kept")


def test_data_are_kept_under_their_key(kept):
    kept.put("one", b"1.5\n")
    kept.put("none", b"")
    assert [kept.get(key) for key in ("one", "none", "other")] == [b"1.5\n", b"", None]


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damaged_data_are_not_believed(kept, damage):
    kept.put("one", b"x = 1.5\n")
    path, = kept.folder.iterdir()
    path.write_bytes(damage(path.read_bytes()))
    assert kept.get("one") is None
    kept.put("one", b"x = 1.5\n")
    assert kept.get("one") == b"x = 1.5\n"


def test_data_of_another_key_are_not_believed(kept):
    kept.put("one", b"1.5")
    kept.put("two", b"2.5")
    one, two = (kept._path(key) for key in ("one", "two"))
    one.write_bytes(two.read_bytes())
    assert kept.get("one") is None


@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
def test_where_nothing_can_be_kept_a_line_says_so_once(kept, failure, monkeypatch, capsys):
    def fail(*arguments):
        raise failure
    monkeypatch.setattr(cache.os, "replace", fail)
    kept.put("one", b"1.5")
    kept.put("two", b"2.5")
    assert kept.get("one") is None and not list(kept.folder.iterdir())
    assert capsys.readouterr().err.startswith(
        f"{kept.folder.as_posix()}:1: nothing can be kept here ({failure.strerror}); the work goes on.\n")


def test_the_folder_may_be_a_file(kept, capsys):
    kept.folder.write_text("a file")
    kept.put("one", b"1.5")
    assert kept.get("one") is None and "nothing can be kept here" in capsys.readouterr().err


def test_the_folder_is_looked_up_when_it_is_needed(tmp_path, monkeypatch):
    monkeypatch.delenv("LITERATE_CACHE", raising=False)
    assert cache_folder("runs") == ROOT / ".cache" / "runs"
    monkeypatch.setenv("LITERATE_CACHE", str(tmp_path))
    assert cache_folder("runs") == tmp_path / "runs"


def put_and_get(folder, number):
    for _ in range(50):
        Cache(folder).put("one", bytes([number]) * 100_000)
        data = Cache(folder).get("one")
        assert data and len(set(data)) == 1


def test_processes_use_one_folder_at_once(tmp_path):
    processes = [multiprocessing.get_context("spawn").Process(target=put_and_get, args=(tmp_path, n))
                 for n in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert len(list(tmp_path.iterdir())) == 1
