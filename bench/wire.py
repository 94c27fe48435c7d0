"""What a first visit costs: a host of this machine sends as static hosts do, and counts what it sends."""

from __future__ import annotations

import gzip
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser

MISSING = "404.html"
COMPRESSED = {".html", ".css", ".js", ".mjs", ".json", ".svg", ".xml", ".txt", ".map", ".py", ".ipynb",
              ".wasm"}
TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".woff2": "font/woff2",
         ".ipynb": "application/json"}


class Host(http.server.ThreadingHTTPServer):
    """Serves the folder ``site`` at the path ``start``; ``sent`` has each answer's address and bytes."""

    daemon_threads = True

    def __init__(self, site: Path, start: str = "/"):
        self.site, self.start = site, start
        self.sent: list[tuple[str, int]] = []
        super().__init__(("127.0.0.1", 0), Answer)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}{self.start}"


class Answer(http.server.SimpleHTTPRequestHandler):
    """A file, compressed if it is text; else the page for what is missing, the nearest above the address."""

    server: Host
    protocol_version = "HTTP/1.1"
    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | TYPES

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        file = self.server.site / path.removeprefix(self.server.start).lstrip("/")
        file = file / "index.html" if path.endswith("/") else file
        found = path.startswith(self.server.start) and file.is_file()
        missing = (folder / MISSING for folder in file.parents)
        file = file if found else next(filter(Path.is_file, missing), None)
        body = wire_form(file, file.stat().st_mtime_ns) if file else b""
        head = [f"HTTP/1.1 {200 if found else 404} -", f"Content-Length: {len(body)}"]
        head += ["Cache-Control: max-age=600"] if found else []
        head += [f"Content-Type: {self.guess_type(file)}"] if file else []
        head += ["Content-Encoding: gzip"] if file and file.suffix in COMPRESSED else []
        answer = "\r\n".join([*head, "", ""]).encode() + body
        self.server.sent.append((path, len(answer)))
        with suppress(ConnectionError):         # a page that is left before it is whole
            self.wfile.write(answer)

    def log_message(self, *arguments) -> None:
        pass


@cache
def wire_form(file: Path, changed: int) -> bytes:
    """A file as it is sent; ``changed`` is when it was written."""
    body = file.read_bytes()
    return gzip.compress(body, 6, mtime=0) if file.suffix in COMPRESSED else body


@dataclass(frozen=True)
class Visit:
    """The host's answers, each file's address and bytes with headers, and the other hosts that were asked."""

    sent: list[tuple[str, int]]
    hosts: list[str]

    @property
    def weight(self) -> float:
        """KiB without fonts."""
        return sum(size for name, size in self.sent if not name.endswith(".woff2")) / 1024

    @property
    def weight_with_fonts(self) -> float:
        """KiB of all that was sent."""
        return sum(size for _, size in self.sent) / 1024


@contextmanager
def host(site: Path, start: str = "/") -> Iterator[Host]:
    """A running host."""
    with Host(site, start) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server
        server.shutdown()


def first_visit(browser: Browser, server: Host, page: str) -> Visit:
    """What happens when a browser with nothing in its cache opens ``page``, an address below the host's."""
    server.sent.clear()
    asked: list[str] = []
    context = browser.new_context()
    tab = context.new_page()
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(server.address + page, wait_until="networkidle")       # scripts load scripts
    context.close()
    own = urlsplit(server.address).netloc
    hosts = {urlsplit(url).netloc for url in asked if url.startswith("http")} - {own}
    return Visit(list(server.sent), sorted(hosts))
