"""Where there is no room or no right to write, one line says that there is no site."""

import errno
import os

import pytest

from literate.site import build as site


def full(*arguments):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def forbidden(*arguments, **options):
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


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
