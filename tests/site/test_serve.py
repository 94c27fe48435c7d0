"""The server that shows a draft while it is written: pages that change by themselves, else all."""

import errno
import http.client
import os
import re
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from examples import rows
from site_maker import write

from literate.findings import ROOT
from literate.labels import labels
from literate.site import serve
from literate.site.build import BuildFailed
from literate.site.drawings import is_drawn
from literate.site.languages import CONFIGS
from literate.site.policy import with_policy

EPOCH = re.compile(r"livereload\((\d+), \d+\);")


class Site:
    """One that is built here: ``builds`` has what the next raise, ``single`` whether pages can be built by
    themselves."""

    done, builds, single = [], [], []
    goes_on = threading.Event()

    def __init__(self, root, folder, draft):
        self.root, self.out = root, folder / "site"

    def build(self):
        self.done.append("all")
        if self.builds and (failure := self.builds.pop(0)):
            raise failure
        write(self.out, {"404.html": "missing"})
        self.show()

    def rebuild(self, changed, read, publish):
        self.done.append(sorted(path.name for path in changed))
        self.show()
        if read == "411/":
            publish()
            assert self.goes_on.wait(60)
            write(self.out, {"412/index.html": "two, too"})
        return not self.single or self.single.pop(0)

    def show(self):
        write(self.out, {"index.html": "<p>" + (self.root / "docs" / "ko" / "index.md").read_text("utf-8")})


def figures_imported():
    """The names of modules of figures/."""
    return [name for name in sys.modules if name.partition(".")[0] == "figures"]


@pytest.fixture
def server(tmp_path, monkeypatch):
    """A server of a small project."""
    monkeypatch.setattr(serve, "Site", Site)
    Site.done, Site.builds, Site.single = [], [], []
    for name in figures_imported():
        monkeypatch.setitem(sys.modules, name, sys.modules[name])       # which are forgotten meanwhile
    write(tmp_path / "project", {
        "docs/ko/index.md": "one", "docs/ko/labs/a.py": "", "snippets/a.py": "", "mkdocs.yml": ""})
    made = serve.Server(tmp_path / "project", tmp_path, 0)
    yield made
    made.shutdown()


@pytest.mark.parametrize("changed, done", rows(__file__, "changes"))
def test_what_is_built_after_a_change(server, changed, done):
    server.update()
    for name, text in changed.items():
        write(server.project, {name: text}) if text is not None else (server.project / name).unlink()
    server.update()
    server.update()
    assert Site.done == done


def test_where_a_page_cannot_be_built_by_itself_all_is(server, capsys):
    Site.single = [False]
    server.update()
    write(server.project, {"docs/ko/index.md": "two"})
    server.update()
    assert Site.done == ["all", ["index.md"], "all"]
    assert "docs/ko/index.md changed." in capsys.readouterr().err


def test_where_all_is_built_figures_and_labels_are_read_anew(server):
    server.update()
    for changed, is_new in (("docs/ko/index.md", False), ("mkdocs.yml", True)):
        was_drawn, words = is_drawn("411_network"), labels("ko")
        write(server.project, {changed: "two"})
        server.update()
        assert was_drawn and (labels("ko") is not words) == (figures_imported() == []) == is_new


@pytest.mark.parametrize("failure, said", [
    (BuildFailed("mkdocs.yml:1: wrong"), "mkdocs.yml:1: wrong\n"),
    (OSError(errno.ENOSPC, "No space left on device"), "No space left on device\n"),
    (KeyError("a figure's own"), "Traceback"),
])
def test_a_failure_leaves_the_last_good_site_until_the_next_change(server, capsys, failure, said):
    Site.builds = [None, failure, None]
    server.update()
    for text, parts in (("[", (said, "stays as it was")), ("", ("Read it at",))):
        write(server.project, {"mkdocs.yml": text})
        server.update()
        told = capsys.readouterr().err
        assert all(part in told for part in parts) and ("Traceback" in told) == ("Traceback" in parts)
        assert Path(server.root, "index.html").read_text("utf-8") == "<p>one"
    assert Site.done == ["all", "all", "all"]


@pytest.fixture
def get(server):
    """What a running server answers: status and text."""
    def get(address):
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=60)
        connection.request("GET", address)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    ready = threading.Event()
    activate = server.server_activate
    server.server_activate = lambda: (activate(), ready.set())
    server.update()
    threading.Thread(target=server.serve, daemon=True).start()
    assert ready.wait(60)
    return get


def test_the_page_that_is_read_is_shown_before_others_are_built(server, get):
    write(server.site.out, {"411/index.html": "</body>"})
    epoch = int(EPOCH.search(get("/411/")[1])[1])
    write(server.project, {"docs/ko/index.md": "two"})
    first = int(get(f"/livereload/{epoch}/1")[1])
    assert first > epoch and get("/index.html")[1].startswith("<p>two") and get("/412/")[0] == 404
    Site.goes_on.set()
    assert int(get(f"/livereload/{first}/1")[1]) > first and get("/412/")[1].startswith("two, too")


def test_an_open_page_is_told_of_a_change(server, get):
    assert get("/nowhere/") == (404, "missing") and get("/../project/docs/ko/index.md")[0] == 404
    status, page = get("/")
    epoch = EPOCH.search(page)[1]
    assert status == 200 and page.startswith("<p>one")
    write(server.project, {"docs/ko/index.md": "two"})
    assert int(get(f"/livereload/{epoch}/1")[1]) > int(epoch)
    assert get("/")[1].startswith("<p>two")
    page = with_policy('<meta charset="utf-8"><script>own()</script></body>')
    write(Path(server.root), {"page.html": page})
    page = get("/page.html")[1]
    assert "livereload(" in page and page == with_policy(page) and page.count("<meta") == 2     # it may run


def test_port_in_use(tmp_path, capsys):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert serve.serve(tmp_path, str(port)) == 1
    assert re.fullmatch(f"Port {port}: .*make serve PORT=.*\n", capsys.readouterr().err)


@pytest.mark.parametrize("port", ["eighty", "99999", "-1"])
def test_no_port(tmp_path, capsys, port):
    assert serve.serve(tmp_path, port) == 2
    assert "is no port" in capsys.readouterr().err


@pytest.mark.parametrize("config, command", [
    ("mkdocs.yml", "build"), *(pytest.param(*row, marks=pytest.mark.rest) for row in [
        ("mkdocs.yml", "serve"), ("mkdocs.en.yml", "build"), ("mkdocs.en.yml", "serve")])])
def test_mkdocs_by_itself_says_what_builds_the_book(tmp_path, command, config):
    assert config in CONFIGS.values()
    mkdocs = Path(sys.executable).with_name("mkdocs.exe" if os.name == "nt" else "mkdocs")
    options = ["--site-dir", str(tmp_path / "site")] if command == "build" else ["--dev-addr", "127.0.0.1:0"]
    done = subprocess.run([mkdocs, command, "--strict", "--config-file", config, *options], cwd=ROOT,
                          text=True, capture_output=True, timeout=120,
                          env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    assert done.returncode == 1 and not (tmp_path / "site").exists()
    said = done.stdout + done.stderr
    assert "make site" in said and "Traceback" not in said
