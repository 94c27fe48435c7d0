"""Shows the built site on this machine, builds it again whenever a file changes, and reloads the open page.

A build is a process of its own, so that changes of the code that builds count as well, and goes into a new
folder that takes the old one's place when it is whole. One that fails says why; the last good site stays.
"""

from __future__ import annotations

import contextlib
import errno
import http.server
import io
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from literate.site.languages import folder_of, language_of, languages

WATCHED = ("docs", "snippets", "literate", "figures", "mkdocs.yml", "mkdocs.en.yml")
VERSION = "/livereload"
RELOAD = """
<script type="module">
  const shown = "{version}";
  setInterval(async () => {{
    if (document.hidden) return;
    const now = await fetch("{address}").then(answer => answer.text()).catch(() => shown);
    if (now !== shown) location.reload();
  }}, 1000);
</script>
"""
WAITING = """<!doctype html><html lang="ko"><meta charset="utf-8"><title>TensorFlow 내부 동작 이해하기</title>
<p>책을 만들고 있습니다. 다 되면 이 페이지가 저절로 열립니다. 오래 걸리면 명령을 실행한 창을 보십시오.</p>
<p lang="en">The book is being built and opens here when it is done. See the terminal if it takes long.</p>
</html>
"""


class Server(http.server.ThreadingHTTPServer):
    """Serves the folder ``site``; ``version`` is another for each. Raises OSError if the port is taken."""

    daemon_threads = True
    # On Windows this would let two servers have one port.
    allow_reuse_address = os.name != "nt"

    def __init__(self, site: Path, codes: list[str], port: int):
        self.site, self.codes = site, codes
        self.lock = threading.Lock()
        self.version = str(time.time_ns())
        super().__init__(("127.0.0.1", port), Handler)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"

    def replace(self, new: Path) -> None:
        """Show the site in the folder ``new`` from now on, as the folder ``site``."""
        with self.lock:
            replace_folder(self.site, new)
            self.version = str(time.time_ns())


def replace_folder(folder: Path, new: Path) -> None:
    """Put ``new``, a folder in a temporary one, in the place of ``folder``, which may not be there yet.

    Raises OSError; then ``folder`` is as it was.
    """
    old = new.with_name("old")
    if folder.exists():
        folder.rename(old)
    try:
        shutil.move(new, folder)
    except OSError:
        if old.exists():
            shutil.rmtree(folder, ignore_errors=True)
            old.rename(folder)
        raise


class Handler(http.server.SimpleHTTPRequestHandler):
    """Answers a browser: files, pages with a script that reloads them, the language's own 404 page."""

    protocol_version = "HTTP/1.1"
    # Not the system's table, which on Windows may call a script plain text.
    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {
        ".css": "text/css", ".html": "text/html", ".ico": "image/x-icon", ".js": "text/javascript",
        ".json": "application/json", ".mjs": "text/javascript", ".png": "image/png", ".svg": "image/svg+xml",
        ".woff2": "font/woff2", ".xml": "application/xml", ".zip": "application/zip"}

    server: Server

    def __init__(self, request, client_address, server: Server):
        super().__init__(request, client_address, server, directory=str(server.site))

    def send_head(self) -> io.BufferedIOBase | None:
        with self.server.lock:      # a site is replaced between two answers, never within one
            address, path = urlsplit(self.path).path, Path(self.translate_path(self.path))
            if address == VERSION:
                return self.answer(HTTPStatus.OK, self.server.version.encode(), "text/plain")
            if path.is_dir() and not address.endswith("/"):
                return super().send_head()      # redirects
            path = path / "index.html" if path.is_dir() else path
            if path.is_file():
                return self.answer(HTTPStatus.OK, path.read_bytes(), self.guess_type(path))
            return self.missing()

    def missing(self) -> io.BytesIO:
        """The 404 page of the language that the address is in, or, without a site, that there will be one."""
        language = language_of(urlsplit(self.path).path.lstrip("/"), self.server.codes)
        page = self.server.site / folder_of(language) / "404.html"
        if page.is_file():
            return self.answer(HTTPStatus.NOT_FOUND, page.read_bytes())
        return self.answer(HTTPStatus.SERVICE_UNAVAILABLE, WAITING.encode())

    def answer(self, status: HTTPStatus, body: bytes, kind: str = "text/html") -> io.BytesIO:
        """Send the head of an answer; gives its body, a page's with the script that reloads it."""
        if kind == "text/html":
            body += RELOAD.format(version=self.server.version, address=VERSION).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind + ("; charset=utf-8" if kind.startswith("text/") else ""))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args) -> None:
        """A page's many requests would hide the findings."""


def snapshot(root: Path) -> dict[str, tuple[int, int]]:
    """When each watched file last changed, and its size; without what editors and Python leave behind."""
    seen = {}
    for path in watched_files(root):
        with contextlib.suppress(OSError):        # gone since it was listed
            stat = os.stat(path)
            seen[path] = (stat.st_mtime_ns, stat.st_size)
    return seen


def watched_files(root: Path) -> Iterator[str]:
    """The paths of all files that a build depends on."""
    for name in WATCHED:
        if (root / name).is_file():
            yield str(root / name)
        for folder, folders, files in os.walk(root / name):
            folders[:] = [f for f in folders if f != "__pycache__" and not f.startswith(".")]
            kept = [f for f in files if not f.startswith(".") and not f.endswith("~")]
            yield from (os.path.join(folder, f) for f in kept)


def changes(before: dict, now: dict) -> list[str]:
    """The files that came, went or changed."""
    return sorted(path for path in before.keys() | now.keys() if before.get(path) != now.get(path))


def keep_built(root: Path, server: Server, build: Callable[[Path], bool], pause: float = 0.5) -> None:
    """Build, and build again whenever a watched file changes, until interrupted.

    ``build(folder)`` makes a site in a folder that isn't there yet, and tells whether it did.
    """
    while True:
        seen = snapshot(root)
        try:
            build_once(root, server, build)
        except OSError as error:        # a full disk, or somebody ran `make clean`
            print(f"The site cannot be put in place: {error.filename}: {error.strerror}; the next change tries again.",
                  file=sys.stderr)
        while not (changed := changes(seen, snapshot(root))):
            time.sleep(pause)
        print(f"{os.path.relpath(changed[0], root)} changed.", file=sys.stderr)


def build_once(root: Path, server: Server, build: Callable[[Path], bool]) -> None:
    """Build, and show what was built, or say that the last good site stays. Raises OSError."""
    (root / ".cache").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="serve-", dir=root / ".cache", ignore_cleanup_errors=True) as folder:
        if build(Path(folder, "site")):
            server.replace(Path(folder, "site"))
            print(f"Read it at {server.address} (Ctrl-C ends).", file=sys.stderr)
        elif server.site.exists():
            print(f"{server.address} still shows the last good site.", file=sys.stderr)


def serve(root: Path, port: str, draft: bool) -> int:
    """Build and show the site until interrupted; gives the exit status."""
    try:
        server = Server(root / "site", languages(root), int(port))
    except (ValueError, OverflowError):
        print(f"{port!r} is no port: choose a number, as in `make serve PORT=8001`.", file=sys.stderr)
        return 2
    except OSError as error:
        print(port_problem(error, int(port)), file=sys.stderr)
        return 1
    command = [sys.executable, "-m", "literate.site.build", "build", *(["--draft"] if draft else []), "--to"]
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        keep_built(root, server, lambda folder: subprocess.call([*command, str(folder)], cwd=root) == 0)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
    server.shutdown()
    return 0


def port_problem(error: OSError, port: int) -> str:
    """One line on why the port can't be had, and what to do."""
    why = {errno.EADDRINUSE: "is in use", errno.EACCES: "is reserved for the system"}.get(error.errno)
    other = port + 1 if why and 1024 <= port < 65535 else 8001
    return (f"Port {port} {why or f'cannot be had ({error.strerror})'}: choose another, "
            f"`make serve PORT={other}` or `python book.py serve --port {other}`.")
