"""What falsifying found last, file by file: .cache/mutations.json, which the report shows and the nightly run
publishes.

An entry counts as long as its page, with the programs on it, or its program reads as it did then.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from literate.cache import write_whole
from literate.claims.claim import Reading
from literate.findings import ROOT, shown_path
from literate.programs.program import SNIPPETS, Program


@dataclass(frozen=True)
class Entry:
    """How many digits of a file were falsified, how many of them the check noticed, and how many more have a
    reason. ``state`` is a digest of what was falsified, ``day`` the day on which it was.
    """

    state: str
    day: str
    digits: int
    noticed: int
    explained: int


def record_path() -> Path:
    """Where the record is."""
    return ROOT / ".cache" / "mutations.json"


def state_of(file: Reading | Program) -> str:
    """The digest of a page, with its programs, or of a program."""
    texts = [file.page.text, *(program.text for program in file.programs)] if isinstance(file, Reading) else [
        file.text]
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


def load_record(path: Path | None = None) -> dict[str, Entry]:
    """The entries by their file's name; none where nothing was recorded."""
    try:
        kept = json.loads((path or record_path()).read_text("utf-8"))
    except FileNotFoundError:
        return {}
    return {name: Entry(**values) for name, values in kept.items()}


def save_record(entries: dict[str, Entry], path: Path | None = None) -> None:
    """Keep the entries beside those of other files, a line for each, and drop those of files that are gone.
    """
    path = path or record_path()
    kept = {name: entry for name, entry in (load_record(path) | entries).items() if (ROOT / name).exists()}
    lines = [f"{json.dumps(name)}: {json.dumps(asdict(kept[name]))}" for name in sorted(kept)]
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, ("{\n" + ",\n".join(lines) + "\n}\n").encode())


def summary(readings: Iterable[Reading], entries: dict[str, Entry]) -> tuple[Entry, int]:
    """What the entries say together of some pages and of the programs shown on them, since the first day; and
    how many of these have no entry, or have changed since.
    """
    files: dict[str, Reading | Program] = {}
    for reading in readings:
        files[shown_path(reading.page.path)] = reading
        files |= {shown_path(claim.program.path): claim.program for claim in reading.claims
                  if claim.kind == "program" and claim.program.path.parent == SNIPPETS}
    valid = [entries[name] for name, file in files.items()
             if name in entries and entries[name].state == state_of(file)]
    digits, noticed, explained = (sum(getattr(entry, name) for entry in valid)
                                  for name in ("digits", "noticed", "explained"))
    return Entry("", min((e.day for e in valid), default=""), digits, noticed, explained), len(files) - len(valid)
