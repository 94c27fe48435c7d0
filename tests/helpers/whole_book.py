"""The whole book as a site: the pages it must have, how it is built, and a host that serves it."""

import functools
import http.server
import os
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from literate.findings import ROOT
from literate.site.languages import folder_of, languages

PUBLISHED = "https://host.example/book/"       # below a folder of the host, as on GitHub Pages
MISSING = "404.html"
REPRESENTATIVE = {"", "411/", "en/415/", "en/explorer/", "labs/lab_41/", "en/404.html"}
"""Addresses of pages that have all that pages can have; `make test` drives no others."""


def addresses():
    """Every page of the book by its address below the site: "", "411/", "en/labs/lab_41/", "en/404.html"."""
    found = []
    for code in languages(ROOT):
        sources = ROOT / "docs" / code
        names = [path.relative_to(sources).with_suffix("").as_posix()
                 for path in [*sources.rglob("*.md"), *(sources / "labs").glob("*.py")]]
        pages = ["" if name == "index" else f"{name}/" for name in [*names, "report"]]
        found += [folder_of(code) + page for page in sorted([*pages, MISSING])]
    return found


def each_page(addresses):
    """The pages as parameters of a test that takes long: those that are not representative are the rest."""
    assert set(addresses) >= REPRESENTATIVE
    return [pytest.param(address, id=address or "index", marks=() if address in REPRESENTATIVE else pytest.mark.rest)
            for address in addresses]


def build(folder):
    """Build the book into ``folder`` as it is published at PUBLISHED."""
    command = [sys.executable, "-m", "literate.site.build", "build", "--to", str(folder)]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "SITE_URL": PUBLISHED}, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600, check=False)
    assert done.returncode == 0, done.stdout


class Host(http.server.SimpleHTTPRequestHandler):
    """A folder of files at ``start``, and the nearest 404 page above an address that leads nowhere."""

    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript", ".woff2": "font/woff2"}

    def __init__(self, *arguments, start, **options):
        self.start = start
        super().__init__(*arguments, **options)

    def translate_path(self, path):
        path = urlsplit(path).path
        return super().translate_path(path.removeprefix(self.start) if path.startswith(self.start) else "outside")

    def send_error(self, code, message=None, explain=None):
        folders = [Path(self.translate_path(self.path)), *Path(self.translate_path(self.path)).parents]
        page = next((folder / MISSING for folder in folders if (folder / MISSING).is_file()), None)
        if code != 404 or page is None:
            return super().send_error(code, message, explain)
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.read_bytes())

    def copyfile(self, source, outputfile):
        with suppress(ConnectionError):         # a page that is left before it is whole
            super().copyfile(source, outputfile)

    def log_message(self, *arguments):
        pass


@contextmanager
def served(folder, start="/"):
    """The address of ``folder`` on a host of this machine, where it lies at the path ``start``."""
    handler = functools.partial(Host, directory=folder, start=start)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{start}"
        server.shutdown()
