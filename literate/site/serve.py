"""Shows a draft of the site on this machine, keeps it as the files are, and reloads the open page.

A page or program that changes is built again by itself; for any other change all is, but changes of the code
that builds count when it is started again. What is wrong is said in the terminal and on the page. A build
that fails says why, and the site stays as it was.
"""

import re
import signal
import socket
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from literate.site.build import BuildFailed, Site
from literate.site.policy import with_policy

WATCHED = ("docs", "snippets", "labels", "literate/site/theme", "figures", "mkdocs.yml", "mkdocs.en.yml")
LEFT_BEHIND = re.compile(r"/(?:\.[^/]*|[^/]*~|__pycache__/[^/]*)$")
SECONDS = 0.2           # between two looks at the watched files
Seen = dict[Path, tuple[int, int]]


def serve(root: Path, port: str) -> int:
    """Build and show the site until interrupted; gives the exit status."""
    try:
        socket.create_server(("127.0.0.1", int(port))).close()         # before a long build, not after it
    except (ValueError, OverflowError):
        print(f"{port!r} is no port: choose a number, as in `make serve PORT=8001`.", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"Port {port}: {error.strerror}. Choose another: `make serve PORT=8001` or "
              "`python book.py serve --port 8001`.", file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    place = root / ".cache"
    place.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="serve-", dir=place, ignore_cleanup_errors=True) as folder:
        server = Server(root, Path(folder), int(port))
        try:
            server.update()
            server.serve()
        except KeyboardInterrupt:
            print("Stopped.", file=sys.stderr)
        finally:
            server.shutdown()
    return 0


class Server(LiveReloadServer):
    """mkdocs' server, with builds of the project below ``root``, made in ``folder``."""

    def __init__(self, root: Path, folder: Path, port: int):
        super().__init__(self.update, "127.0.0.1", port, root=str(folder / "none"), polling_interval=SECONDS)
        self.project, self.folder = root, folder
        self.seen: Seen = {}
        self.site: Site | None = None           # None where the last build failed
        self.read = ""                          # the address of the page that was asked for last
        self.error_handler = self.error_page
        for name in WATCHED:
            if (root / name).exists():
                self.watch(str(root / name))

    def update(self) -> None:
        """Show the site as the files are now."""
        before, self.seen, shown = self.seen, snapshot(self.project), self._visible_epoch
        changed = {path for path, _ in before.items() ^ self.seen.items()}
        if not changed:
            return
        if before:
            print(f"{min(changed).relative_to(self.project)} changed.", file=sys.stderr)
        there = before.keys() & self.seen.keys()
        single = all(path in there and is_source(path, self.project) for path in changed)
        try:
            if not (self.site and single and self.site.rebuild(changed, self.read, self.publish)):
                self.site = None
                site = Site(self.project, Path(tempfile.mkdtemp(dir=self.folder)), draft=True)
                site.build()
                self.site, self.root = site, str(site.out)
        except Exception as failure:        # a figure's, or of what builds: the site is there all the same
            self.site, is_known = None, isinstance(failure, BuildFailed | OSError)
            print(failure if is_known else traceback.format_exc(), file=sys.stderr)
        self._wanted_epoch += self._visible_epoch > shown      # then there is something newer than published
        if before:
            self.print_address()

    def server_activate(self) -> None:
        super().server_activate()
        self.print_address()

    def print_address(self) -> None:
        """Say where the site is shown, and whether it is as the files are."""
        state = "Read it at {} (Ctrl-C ends)." if self.site else "{} stays as it was: mend the above."
        print(state.format(self.url), file=sys.stderr)

    def serve_request(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        if (address := environ["PATH_INFO"]).endswith("/"):
            self.read = address[1:]
        return super().serve_request(environ, start_response)

    def publish(self) -> None:
        """Let browsers load what is built by now; they do so again when all is."""
        with self._epoch_cond:
            self._visible_epoch = self._wanted_epoch
            self._epoch_cond.notify_all()

    def _inject_js_into_html(self, content: bytes, epoch: float) -> bytes:
        """A page with the script that reloads it, which the page's policy allows then."""
        return with_policy(super()._inject_js_into_html(content, epoch).decode()).encode()

    def error_page(self, code: int) -> bytes | None:
        """The site's page for an address that leads nowhere."""
        page = Path(self.root, "404.html")
        return page.read_bytes() if code == 404 and page.is_file() else None


def is_source(path: Path, root: Path) -> bool:
    """Whether a file is a page or a program, of which single ones can be built again."""
    return path.suffix == ".md" and path.parent.parent == root / "docs" or path.parent == root / "snippets"


def snapshot(root: Path) -> Seen:
    """When each file that a build depends on last changed, and its size; without what editors and Python
    leave behind."""
    files = (path for name in WATCHED for path in [root / name, *(root / name).rglob("*")])
    return {path: (stat.st_mtime_ns, stat.st_size) for path in files
            if path.is_file() and not LEFT_BEHIND.search(path.as_posix()) and (stat := path.stat())}
