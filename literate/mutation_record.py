"""What ``make mutate`` found last, file by file, kept in mutations.json beside this module; the report shows it.

An entry counts as long as its page, with the programs on it, or its program reads as it did then. It also says which
code judged, so that the report can tell where that is no longer the code that there is; and it is sealed, so that a
count that was edited by hand does not count.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from literate.cache import fingerprint
from literate.claims.reader import Chapter
from literate.findings import ROOT, shown_path
from literate.programs.program import SNIPPETS, Program

RECORD = Path(__file__).with_suffix(".json")


@dataclass(frozen=True)
class Entry:
    """How many digits of a file were falsified, how many of them the check noticed, and how many more have a reason.

    ``state`` is a digest of what was falsified, ``day`` the day on which it was, ``checker`` a digest of the code that
    judged, and ``seal`` one of all these.
    """

    state: str
    day: str
    digits: int
    noticed: int
    explained: int
    checker: str = ""
    seal: str = ""

    def sealed(self) -> Entry:
        """The entry with its seal."""
        return replace(self, seal=state(*map(str, asdict(replace(self, seal="")).values())))

    @property
    def is_whole(self) -> bool:
        """Whether the counts can be what was found: they add up, and nothing was changed after the entry was sealed."""
        parts = (self.noticed, self.explained, self.digits - self.noticed - self.explained)
        return min(parts) >= 0 and (not (self.seal or self.checker) or self == self.sealed())


@dataclass(frozen=True)
class Summary:
    """The entries of several files together.

    ``changed`` counts the files whose entry is missing or out of date, ``earlier`` those that other code judged.
    """

    digits: int = 0
    noticed: int = 0
    explained: int = 0
    changed: int = 0
    earlier: int = 0
    first_day: str = ""


def state(*texts: str) -> str:
    """A digest that changes with any of the texts."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


def checker() -> str:
    """A digest of the code that reads, runs and judges."""
    return fingerprint()[:16]


def state_of(file: Chapter | Program) -> str:
    """The digest of a page, with its programs, or of a program."""
    return state(file.text, *(program.text for program in file.programs) if isinstance(file, Chapter) else ())


def recorded(path: Path = RECORD) -> dict[str, Entry]:
    """The entries by their file's name; none where nothing was recorded."""
    if not path.exists():
        return {}
    return {name: Entry(**values) for name, values in json.loads(path.read_text("utf-8")).items()}


def record(entries: dict[str, Entry], path: Path = RECORD) -> None:
    """Keep the entries beside those of other files, a line for each, and drop those of files that are gone."""
    kept = {name: entry for name, entry in (recorded(path) | entries).items() if (ROOT / name).exists()}
    lines = [f"{json.dumps(name)}: {json.dumps(asdict(kept[name]))}" for name in sorted(kept)]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8", newline="\n")


def summary(chapters: Iterable[Chapter], entries: dict[str, Entry]) -> Summary:
    """What the entries say of some pages and of the programs shown on them."""
    files: dict[str, Chapter | Program] = {}
    for chapter in chapters:
        files[shown_path(chapter.path)] = chapter
        files |= {shown_path(claim.program.path): claim.program for claim in chapter.claims
                  if claim.kind == "program" and claim.program.path.parent == SNIPPETS}
    valid = [entry for name, file in files.items() if (entry := entries.get(name))
             and entry.state == state_of(file) and entry.is_whole]
    return Summary(sum(e.digits for e in valid), sum(e.noticed for e in valid), sum(e.explained for e in valid),
                   len(files) - len(valid), sum(e.checker != checker() for e in valid), min((e.day for e in valid), default=""))
