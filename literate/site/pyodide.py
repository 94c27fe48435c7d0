"""Python for the pages: Pyodide's files, from wherever the very same bytes can be had, and what starts them.

``run/files.toml`` lists them with their digests. The folder that PYODIDE in the environment names is asked
first, then the cache, Pyodide's own distribution, and an index of Python's packages.
"""

import functools
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from filelock import FileLock

from literate.cache import cache_folder, write_whole
from literate.programs import figure_backend
from literate.site.configuration import BuildFailed
from literate.site.policy import digest_of

OWN = Path(__file__).with_name("run")
FRAME = "frame.html"
GROUPS = ("core", "numpy", "matplotlib")
SECONDS = 20            # that a source may keep silent
Files = Iterator[tuple[str, bytes]]


@functools.cache
def listed() -> dict:
    """What ``run/files.toml`` says."""
    return tomllib.loads((OWN / "files.toml").read_text("utf-8"))


def digests() -> dict[str, str]:
    """The SHA-256 of each file by its name."""
    return {name: digest for group in GROUPS for name, digest in listed()[group].items()}


# --- where they come from -------------------------------------------------------------------


def from_folder(names: list[str], folder: str = "") -> Files:
    """Files below a folder; if none is given, the one that PYODIDE names. Raises OSError."""
    below = folder or os.environ.get("PYODIDE")
    for path in Path(below).rglob("*") if below else ():
        if path.name in names:
            yield path.name, path.read_bytes()


def from_distribution(names: list[str]) -> Files:
    """Files from where Pyodide publishes them. Raises OSError."""
    for name in names:
        with urllib.request.urlopen(listed()["distribution"] + name, timeout=SECONDS) as answer:
            yield name, answer.read()


def from_index(names: list[str]) -> Files:
    """Files of a package of Python's index. Raises OSError, SubprocessError."""
    pip = [sys.executable, "-m", "pip", "install", listed()["index"], "--no-deps", "--only-binary=:all:",
           "--no-compile", "--no-cache-dir", "--retries=0", "--target"]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([*pip, folder], check=True, capture_output=True, timeout=600)
        yield from from_folder(names, folder)


SOURCES = (from_folder, from_distribution, from_index)


def obtain(folder: Path | None = None, sources: Iterable = SOURCES) -> Path | None:
    """The folder, of the cache if none is named, with all files; None where they can't be had, which is said
    in a line. Bytes that are not those listed are refused.

    Raises BuildFailed instead where everything has to be there (CI in the environment).
    """
    folder = folder or cache_folder("pyodide")
    with suppress(OSError):                 # no room, no right
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "lock"):
            for source in sources:
                if missing := lacking(folder):
                    fill(folder, source, missing)
    if not (missing := lacking(folder)):
        return folder
    problem = f"literate/site/run/files.toml: {len(missing)} files of Pyodide can't be had here"
    if os.environ.get("CI") == "true":
        raise BuildFailed(f"{problem}.\n    Name a folder that has them in the variable PYODIDE.")
    print(f"{problem}: the site is built without Run.", file=sys.stderr)
    return None


def fill(folder: Path, source: Callable[[list[str]], Files], names: list[str]) -> None:
    """Put into the folder what a source has of the files wanted; says what is refused."""
    with suppress(OSError, subprocess.SubprocessError):
        for name, data in source(names):
            if hashlib.sha256(data).hexdigest() == digests()[name]:
                write_whole(folder / name, data, 0o644)
            else:
                print(f"{source.__name__}: the wrong bytes of {name} are refused.", file=sys.stderr)


def lacking(folder: Path) -> list[str]:
    """The names of the files that the folder doesn't have as they are listed."""
    return [name for name, digest in digests().items()
            if not (folder / name).is_file() or sha256_of(folder / name) != digest]


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


# --- what the site has of it ----------------------------------------------------------------


def add(folder: Path, site: Path) -> None:
    """Put the files from ``folder`` and what starts them into the site, with a list of who needs which."""
    to = site / "assets" / "run"
    to.mkdir(parents=True)
    script = (OWN / "frame.js").read_text("utf-8")
    frame = (OWN / FRAME).read_text("utf-8")
    (to / FRAME).write_text(frame.format(digest=digest_of(script), script=script), "utf-8", newline="")
    own = [OWN / "worker.js", OWN / "runner.py", OWN / "licences.txt", Path(figure_backend.__file__)]
    for path in [*own, *(folder / name for name in digests())]:
        shutil.copyfile(path, to / path.name)
    needed = {group: [*listed()[group]] for group in GROUPS}
    needed["core"] += [path.name for path in own if path.suffix != ".txt"]
    # Part of its digest in the address tells a file from an older one, so that browsers may keep it.
    about = {group: {name: {"size": (to / name).stat().st_size, "digest": sha256_of(to / name)[:12]}
                     for name in names} for group, names in needed.items()}
    (to / "files.json").write_text(json.dumps(about), "utf-8")
