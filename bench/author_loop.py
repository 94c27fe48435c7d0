"""How soon an author sees a change, with ``make serve`` running: from saving a file to the answer with the
new page.

The book is copied, served, and changed there as an author would. A browser's request for news is answered
when the page is built anew; then the page is fetched, and has what was changed. The longest run of a program
for this is taken off. ``make bench ARGS=author_loop``.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from string import ascii_letters

from literate.findings import ROOT

PARTS = ("docs", "snippets", "labels", "literate", "figures", "mkdocs.yml", "mkdocs.en.yml",
         "requirements.txt", "sources.toml")
LIMIT = 1.5             # seconds, beyond the longest run of a program
TURNS = 5
EPOCH = re.compile(r"livereload\((\d+), \d+\);")
RAN = re.compile(r"ran .* \((\d+\.\d) s;")


class Loop:
    """A copy of the book that is served: ``save`` changes a file, and gives the seconds until the page shows
    it."""

    def __init__(self, folder: Path):
        self.folder = folder
        for name in PARTS:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
            elif (ROOT / name).is_file():
                shutil.copy(ROOT / name, folder / name)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        command = [sys.executable, "-m", "literate", "serve", "--port", str(self.port)]
        self.server = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True,
                                       env=os.environ | {"LITERATE_CACHE": str(ROOT / ".cache")})
        self.said_until("Read it at")

    def said_until(self, end: str) -> str:
        """What the terminal shows until a line with ``end``."""
        said = ""
        for line in self.server.stderr:
            said += line
            if end in line:
                return said
        sys.exit(f"The server ended:\n{said}")

    def get(self, address: str) -> str:
        """The answer of the server."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{address}", timeout=120) as answer:
            return answer.read().decode()

    def save(self, name: str, text: str, page: str, shows: str = "") -> tuple[float, str]:
        """Save the file; gives the seconds until ``page`` shows what it must, and what the terminal says
        meanwhile.

        Without anything to be shown, these are the seconds until the terminal says that it can be read.
        """
        shown = self.get(page)
        started = time.perf_counter()
        (self.folder / name).write_text(text, "utf-8")
        while shows not in shown:
            self.get(f"livereload/{EPOCH.search(shown)[1]}/1")
            shown = self.get(page)
        seen = time.perf_counter()
        said = self.said_until("Read it at")
        return (seen if shows else time.perf_counter()) - started, said


def changes(loop: Loop) -> Iterator[tuple[str, float, str]]:
    """What is changed in turn: its name, the seconds until it is seen, and what the terminal says."""
    page, program = "docs/ko/411.md", "snippets/411_1.py"
    text, code = ((loop.folder / name).read_text("utf-8") for name in (page, program))
    digit = re.search(r"```output\n.*?(\d)", text, re.DOTALL).span(1)
    wrong = text[:digit[0]] + str(9 - int(text[slice(*digit)])) + text[digit[1]:]
    for turn in "abcde"[:TURNS]:
        yield "a sentence", *loop.save(page, f"{text}\n\nNew: {turn}.\n", "411/", f"New: {turn}.")
    for _ in range(TURNS):
        yield "a number made wrong", *loop.save(page, wrong, "411/", "docs/ko/411.md:")
        loop.save(page, text, "411/")
    for _ in range(TURNS):
        new = "".join(random.choices(ascii_letters, k=20))      # what has run before would not run again
        yield "a program", *loop.save(program, f"{code}# {new}\n", "411/", new)
    style = loop.folder / "docs" / "assets" / "book.css"
    yield "anything else", *loop.save("docs/assets/book.css", f"{style.read_text('utf-8')}\n", "411/")


def main() -> int:
    """1 where an author waits longer than LIMIT."""
    with tempfile.TemporaryDirectory() as folder:
        loop = Loop(Path(folder))
        found: dict[str, list[float]] = {}
        try:
            for name, took, said in changes(loop):
                ran = max(map(float, RAN.findall(said)), default=0)
                found.setdefault(name, []).append(took - ran)
                if name == "a number made wrong" and "docs/ko/411.md:" not in said:
                    sys.exit(f"The terminal doesn't name the wrong number:\n{said}")
        finally:
            loop.server.terminate()
            loop.server.wait()
    for name, times in found.items():
        print(f"{name:20} {median(times):5.2f} s  (at most {max(times):.2f} s)")
    return int(any(median(times) > LIMIT for name, times in found.items() if name != "anything else"))


if __name__ == "__main__":
    sys.exit(main())
