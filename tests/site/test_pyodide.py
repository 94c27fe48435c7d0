"""Where Python for the pages comes from: the listed bytes only, from the first that has them, or no Run."""

import hashlib
import re

import pytest

from literate.findings import ROOT
from literate.site import pyodide
from literate.site.configuration import BuildFailed

SCRIPTS = ROOT / "docs" / "assets" / "js" / "run"
BYTES = {"a.js": b"a", "b.whl": b"b"}


@pytest.fixture(autouse=True)
def two_files(monkeypatch):
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in BYTES.items()}
    monkeypatch.setattr(pyodide, "digests", lambda: digests)
    monkeypatch.delenv("CI", raising=False)


def source(**files):
    """A source that has these files; ``asked`` has what it was asked for."""
    def give(names):
        give.asked = names
        yield from ((name, data) for name, data in files.items() if name in names)
    give.asked = None
    return give


def test_each_source_is_asked_for_what_those_before_it_lack(tmp_path):
    first, second, third = source(**{"a.js": b"a"}), source(**BYTES), source()
    assert pyodide.obtain(tmp_path / "kept", [first, second, third]) == tmp_path / "kept"
    assert (first.asked, second.asked, third.asked) == (["a.js", "b.whl"], ["b.whl"], None)
    assert {name: (tmp_path / "kept" / name).read_bytes() for name in BYTES} == BYTES


def test_wrong_bytes_are_refused_wherever_they_are(tmp_path, capsys):
    (tmp_path / "a.js").write_bytes(b"changed")
    assert pyodide.obtain(tmp_path, [source(**{"a.js": b"wrong", "b.whl": b"b"})]) is None
    said = capsys.readouterr().err
    assert "give: the wrong bytes of a.js are refused." in said and "can't be had here" in said
    assert pyodide.obtain(tmp_path, [source(**BYTES)]) == tmp_path


def test_a_source_that_fails_is_passed_over(tmp_path):
    def broken(names):
        raise OSError("no network")
    assert pyodide.obtain(tmp_path, [broken, source(**BYTES)]) == tmp_path


def test_where_all_can_be_had_all_must_be_there(tmp_path, monkeypatch):
    monkeypatch.setenv("CI", "true")
    with pytest.raises(BuildFailed, match="2 files of Pyodide"):
        pyodide.obtain(tmp_path, [source()])


def test_the_folder_of_the_environment(tmp_path, monkeypatch):
    (tmp_path / "a.js").write_bytes(b"a")
    monkeypatch.setenv("PYODIDE", str(tmp_path))
    assert dict(pyodide.from_folder(["a.js", "b.whl"])) == {"a.js": b"a"}


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_version_that_is_told_is_that_of_the_file(language):
    told = re.findall(r"NumPy (\d+\.\d+)", (SCRIPTS / f"labels.{language}.json").read_text("utf-8"))
    files = [name for name in pyodide.listed()["numpy"] if name.startswith("numpy-")]
    assert set(told) == {name.split("-")[1].rpartition(".")[0] for name in files}
