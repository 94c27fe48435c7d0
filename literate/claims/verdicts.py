"""Pages that were proven, remembered: nothing about them has to be proven again while nothing has changed.

A page's verdict is kept under ``.cache/verdicts/`` by its text, the runs of its programs (their text, the versions
of what they import, the platform) and everything in this package that reads, runs or checks. Only "nothing wrong"
is kept; a page with a finding is checked every time.
"""

from __future__ import annotations

import functools
import hashlib
import os
from pathlib import Path

from literate.cache import fingerprint, keep
from literate.claims.check import check
from literate.claims.completeness import unaccounted
from literate.claims.reader import Chapter
from literate.findings import ROOT, Finding
from literate.programs import drift as machine
from literate.programs import run

FOLDER = Path(os.environ.get("LITERATE_VERDICTS", run.CACHE.parent / "verdicts"))


@functools.cache
def engine() -> str:
    """What of this project a verdict depends on: this package, how pages are rendered, and the pinned versions."""
    files = [ROOT / "mkdocs.yml", ROOT / "requirements.txt"]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest() + fingerprint() + machine.differences()


def key(chapter: Chapter) -> str:
    """The name under which the page's verdict is kept."""
    parts = [engine(), chapter.path.name, chapter.text, *(run.key(program) for program in chapter.programs)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def proven(chapter: Chapter, folder: Path = FOLDER) -> bool:
    """Whether the page, as it stands, was proven before."""
    return (folder / key(chapter)).exists()


def remember(chapter: Chapter, folder: Path = FOLDER) -> None:
    """Keep that nothing is wrong with the page as it stands."""
    keep(folder / key(chapter), b"")


def findings(chapter: Chapter, runs: dict[str, run.Run]) -> list[Finding]:
    """Everything that is wrong with the page, given the runs of its programs; checked only if it wasn't proven before."""
    if not chapter.findings and proven(chapter):
        return []
    found = chapter.findings + [f for claim in chapter.claims for f in check(chapter, claim, runs)] + unaccounted(chapter)
    if not found:
        remember(chapter)
    return found
