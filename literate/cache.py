"""Files that spare work when it is asked for again: whole and as they were written, or as good as not there.

Nothing hangs on them: where one cannot be written, that is said in a line, and the work is done again next
time.
"""

import functools
import hashlib
import os
import pickle
import sys
import tempfile
from pathlib import Path
from typing import Any

from literate.findings import ROOT, Finding


@functools.cache
def fingerprint(*packages: str) -> str:
    """A digest that changes with the code of these packages of the engine; of all of it if none is named."""
    folders = [ROOT / "literate" / package for package in packages] or [ROOT / "literate"]
    files = sorted(path for folder in folders for kind in ("*.py", "*.lark") for path in folder.rglob(kind))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def cache_folder(name: str) -> Path:
    """The folder for what is kept under the name: in .cache/, or where the variable LITERATE_CACHE says."""
    return Path(os.environ.get("LITERATE_CACHE") or ROOT / ".cache", name)


class Cache:
    """Values kept in a folder, each under a key: any text that changes with whatever they depend on.

    Several processes may use one folder at once.
    """

    def __init__(self, folder: Path):
        self.folder = folder

    def get(self, key: str) -> Any:
        """What is kept under the key; None where nothing is, or where a bit of it is not as it was put."""
        try:
            seal, _, data = self._path(key).read_bytes().partition(b"\n")
        except OSError:
            return None
        return pickle.loads(data) if seal == _seal(key, data) else None

    def put(self, key: str, value: Any) -> None:
        """Keep the value, which must be picklable; where that can't be, a line on stderr says so once."""
        data = pickle.dumps(value)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(self._path(key), _seal(key, data) + b"\n" + data)
        except OSError as error:
            problem = f"nothing can be kept here ({error.strerror or error}); the work goes on."
            _say_once(Finding(self.folder, 1, problem, "Free some room or give yourself the right to write."))

    def _path(self, key: str) -> Path:
        return self.folder / hashlib.sha256(key.encode()).hexdigest()[:32]


def _seal(key: str, data: bytes) -> bytes:
    return hashlib.sha256(key.encode() + b"\0" + data).hexdigest().encode()


@functools.cache
def _say_once(finding: Finding) -> None:
    print(finding, file=sys.stderr)


def write_whole(path: Path, data: bytes, mode: int | None = None) -> None:
    """Write beside the file, then rename: a reader, even after an interruption, sees all or nothing.

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
