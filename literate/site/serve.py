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
from watchdog.utils.dirsnapshot import DirectorySnapshot

from literate.labels import labels
from literate.site import drawings
from literate.site.build import BuildFailed, Site
from literate.site.policy import with_policy

WATCHED = ("docs", "snippets", "labels", "literate/site/theme", "figures", "mkdocs.yml", "mkdocs.en.yml")
LEFT_BEHIND = re.compile(r"[/\\](?:\.[^/\\]*|[^/\\]*~|__pycache__[/\\][^/\\]*)$")
SECONDS = 0.1           # between two looks at the watched files


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
    sys.setswitchinterval(0.0005)       # so that a page is sent while others are built
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
        super().__init__(self.update, "127.0.0.1", port, root=str(folder / "none"))
        self.project, self.folder = root, folder
        self.seen: dict[str, tuple[float, int]] = {}
        self.site: Site | None = None           # None where the last build failed
        self.read = ""                          # the address of the page that was asked for last
        self.error_handler = self.error_page
        self._watched_paths = {str(root): 1}    # by _build_loop; without any, no page would be told

    def _build_loop(self) -> None:
        """Say where to read; until shut down, update when files have changed and did not since the last look.
        """
        self.print_address()
        seen = self.seen
        while not self._shutdown:
            with self._rebuild_cond:
                self._rebuild_cond.wait(SECONDS)
            before, seen = seen, snapshot(self.project)
            if seen == before != self.seen:
                self._wanted_epoch += 1         # who asks for a page waits until it is published
                self.update()
                self.publish()

    def update(self) -> None:
        """Show the site as the files are now."""
        before, self.seen = self.seen, snapshot(self.project)
        changed = {Path(path) for path, _ in before.items() ^ self.seen.items()}
        if not changed:
            return
        if before:
            print(f"{min(changed).relative_to(self.project)} changed.", file=sys.stderr)
        sources = {*self.project.glob("docs/*/*.md"), *self.project.glob("snippets/*")}
        single = changed <= sources and {*map(str, changed)} <= before.keys()
        try:
            if not (self.site and single and self.site.rebuild(changed, self.read, self.publish)):
                self.site = None
                labels.cache_clear()            # what is read once in a process may be otherwise now
                drawings.forget()
                site = Site(self.project, Path(tempfile.mkdtemp(dir=self.folder)), draft=True)
                site.build()
                self.site, self.root = site, str(site.out)
        except Exception as failure:        # a figure's, or of what builds: the site is there all the same
            self.site, is_known = None, isinstance(failure, BuildFailed | OSError)
            print(failure if is_known else traceback.format_exc(), file=sys.stderr)
        if before:
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
        """Let browsers load what is built by now."""
        with self._epoch_cond:
            self._wanted_epoch += 1             # it may not be the first that is published of one change
            self._visible_epoch = self._wanted_epoch
            self._epoch_cond.notify_all()

    def _inject_js_into_html(self, content: bytes, epoch: float) -> bytes:
        """A page with the script that reloads it, which the page's policy allows then."""
        return with_policy(super()._inject_js_into_html(content, epoch).decode()).encode()

    def error_page(self, code: int) -> bytes | None:
        """The site's page for an address that leads nowhere."""
        page = Path(self.root, "404.html")
        return page.read_bytes() if code == 404 and page.is_file() else None


def snapshot(root: Path) -> dict[str, tuple[float, int]]:
    """When each file that a build depends on last changed, and its size; without what editors and Python
    leave behind."""
    there = [DirectorySnapshot(str(root / name)) for name in WATCHED if (root / name).exists()]
    return {str(path): (each.mtime(path), each.size(path)) for each in there for path in each.paths
            if not (each.isdir(path) or LEFT_BEHIND.search(str(path)))}
