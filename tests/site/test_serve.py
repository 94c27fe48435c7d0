"""The server that shows a draft while it is written: single pages by the process that has all, else a new
one."""

import http.client
import os
import re
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from site_maker import write

from literate.findings import ROOT
from literate.site import serve
from literate.site.languages import CONFIGS


class Server(serve.Server):
    """One whose builds are made here: ``builds`` tells whether the next succeed, ``asks`` whether single
    pages do."""

    def __init__(self, root, folder, port=0):
        super().__init__(root, folder, port)
        self.builds, self.asks, self.done = [], [], []

    def build(self):
        self.done.append("all")
        self.end_preview()
        if not self.builds or self.builds.pop(0):
            write(self.folder / f"{len(self.done)}", {"index.html": self.page(), "404.html": "missing"})
            self.preview = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
            self.root = str(self.folder / f"{len(self.done)}")

    def ask(self, changed):
        self.done.append(sorted(path.name for path in changed))
        shown = not self.asks or self.asks.pop(0)
        if shown:
            write(Path(self.root), {"index.html": self.page()})
        return shown

    def page(self):
        return "<p>" + (self.project / "docs" / "ko" / "index.md").read_text("utf-8")

    def end_preview(self):
        if self.preview:
            self.preview.communicate(b"\n")
            self.preview = None


@pytest.fixture
def server(tmp_path):
    """A server of a small project."""
    write(tmp_path / "project", {
        "docs/ko/index.md": "one", "docs/ko/labs/a.py": "", "snippets/a.py": "", "mkdocs.yml": ""})
    made = Server(tmp_path / "project", tmp_path)
    yield made
    made.shutdown()


@pytest.mark.parametrize("changed, done", [
    ({"docs/ko/index.md": "two"}, ["all", ["index.md"]]),
    ({"snippets/a.py": "two", "docs/ko/index.md": "two"}, ["all", ["a.py", "index.md"]]),
    ({"docs/ko/new.md": "two"}, ["all", "all"]),
    ({"docs/ko/labs/a.py": "two"}, ["all", "all"]),
    ({"mkdocs.yml": "two", "docs/ko/index.md": "two"}, ["all", "all"]),
    (dict.fromkeys(["docs/ko/.#index.md", "docs/ko/index.md~", "docs/ko/__pycache__/a.pyc", "README.md"], ""),
     ["all"]),
])
def test_what_is_built_after_a_change(server, changed, done):
    server.update()
    write(server.project, changed)
    server.update()
    server.update()
    assert server.done == done


def test_a_page_that_goes_is_a_change(server):
    server.update()
    (server.project / "docs" / "ko" / "labs" / "a.py").unlink()
    server.update()
    assert server.done == ["all", "all"]


def test_where_a_page_cannot_be_built_by_itself_all_is(server, capsys):
    server.asks = [False]
    server.update()
    write(server.project, {"docs/ko/index.md": "two"})
    server.update()
    assert server.done == ["all", ["index.md"], "all"]
    assert "docs/ko/index.md changed." in capsys.readouterr().err


def test_a_failure_leaves_the_last_good_site_until_the_next_change(server, capsys):
    server.builds = [True, False, True]
    server.update()
    for text, state in (("[", "stays as it was"), ("", "Read it at")):
        write(server.project, {"mkdocs.yml": text})
        server.update()
        assert state in capsys.readouterr().err
        assert Path(server.root, "index.html").read_text("utf-8") == "<p>one"
    assert server.done == ["all", "all", "all"]


def test_an_open_page_is_told_of_a_change(server):
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
    assert get("/nowhere/") == (404, "missing") and get("/../project/docs/ko/index.md")[0] == 404
    status, page = get("/")
    epoch = re.search(r"livereload\((\d+), \d+\);", page)[1]
    assert status == 200 and page.startswith("<p>one")
    write(server.project, {"docs/ko/index.md": "two"})
    assert int(get(f"/livereload/{epoch}/1")[1]) > int(epoch)
    assert get("/")[1].startswith("<p>two")


def test_the_process_that_builds_is_asked_in_lines(tmp_path):
    made = serve.Server(tmp_path, tmp_path, 0)
    echo = "import sys\nfor line in sys.stdin: print('shown' if 'a.md' in line else line, flush=True)"
    made.preview = subprocess.Popen([sys.executable, "-c", echo], text=True,
                                    stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert made.ask({tmp_path / "a.md"}) and not made.ask({tmp_path / "b.md"})
    made.preview.kill()
    assert not made.ask({tmp_path / "a.md"})
    made.shutdown()


def test_port_in_use(tmp_path, capsys):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert serve.serve(tmp_path, str(port)) == 1
    said = capsys.readouterr().err
    assert re.fullmatch(f"Port {port} is in use: .*make serve PORT=.*\n", said)


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
    lines = (done.stdout + done.stderr).splitlines()
    said, = [line for line in lines if line and not line.startswith("INFO")]
    assert "make site" in said and "Traceback" not in said
