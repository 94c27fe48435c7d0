"""Files that spare work when it is asked for again: whole and as they were written, or as good as not there.

Nothing hangs on them: where one cannot be written, that is said in a line, and the work is done again next time.
"""

from __future__ import annotations

import functools
import hashlib
import os
import sys
import tempfile
from pathlib import Path

from literate.findings import ROOT, shown_path


@functools.cache
def fingerprint(*packages: str) -> str:
    """A digest that changes with the code of these packages of the engine; of all of it where none is named."""
    engine = ROOT / "literate"
    folders = [engine / package for package in packages] or [engine]
    files = sorted(path for folder in folders for path in folder.rglob("*")
                   if path.is_file() and path.suffix in (".py", ".lark"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def keep(path: Path, data: bytes) -> str:
    """Write the file; "", or why it can't be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)
    except OSError as error:
        say_once(path.parent, error.strerror or str(error))
        return error.strerror or str(error)
    return ""


def write_whole(path: Path, data: bytes, mode: int | None = None) -> None:
    """Write beside the file, then rename: a reader, and who comes after an interruption, sees all of it or nothing.

    ``mode`` is who may read and write it; None: its owner. Raises OSError.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        if mode is not None:
            os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@functools.cache
def say_once(folder: Path, why: str) -> None:
    """A line on what cannot be kept."""
    print(f"{shown_path(folder)}: nothing can be kept here ({why}): going on without; free some room or give "
          "yourself the right to write.", file=sys.stderr)


def sealed(data: bytes, about: str) -> bytes:
    """The data with a checksum of them and of what they are about."""
    return digest(data, about) + b"\n" + data


def unsealed(path: Path, about: str) -> bytes | None:
    """The data that were sealed into the file; None where they are about something else, or not what they were."""
    try:
        seal, _, data = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return data if seal == digest(data, about) else None


def digest(data: bytes, about: str) -> bytes:
    return hashlib.sha256(about.encode() + b"\0" + data).hexdigest().encode()
