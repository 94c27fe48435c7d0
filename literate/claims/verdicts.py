"""Pages that were proven, remembered: nothing about them has to be proven again while nothing has changed.

A page's verdict is kept under ``.cache/verdicts/`` by its text, the runs of its programs (their text, the versions
of what they import, the platform) and everything in this package that reads, runs or checks. Only "nothing wrong"
is kept; a page with a finding is checked every time.
"""

from __future__ import annotations

import functools
import hashlib

from literate.cache import Cache, cache_folder, fingerprint
from literate.claims.check import check
from literate.claims.completeness import unaccounted
from literate.claims.reader import Chapter
from literate.findings import ROOT, Finding
from literate.programs import drift
from literate.programs.run import Run
from literate.programs.run_cache import run_key


@functools.cache
def engine() -> str:
    """What of this project a verdict depends on: this package, how pages are rendered, and the pinned versions."""
    files = [ROOT / "mkdocs.yml", ROOT / "requirements.txt"]
    configured = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
    return configured + fingerprint() + drift.machine_differences()


def key(chapter: Chapter) -> str:
    """What the page's verdict depends on."""
    return "\0".join([engine(), chapter.path.name, chapter.text, *map(run_key, chapter.programs)])


def kept() -> Cache:
    """Where verdicts are kept."""
    return Cache(cache_folder("verdicts"))


def proven(chapter: Chapter) -> bool:
    """Whether the page, as it stands, was proven before."""
    return kept().get(key(chapter)) is not None


def remember(chapter: Chapter) -> None:
    """Keep that nothing is wrong with the page as it stands."""
    kept().put(key(chapter), b"")


def findings(chapter: Chapter, runs: dict[str, Run]) -> list[Finding]:
    """Everything that is wrong with the page, given the runs of its programs; checked only if it wasn't proven before."""
    if not chapter.findings and proven(chapter):
        return []
    found = chapter.findings + [f for claim in chapter.claims for f in check(chapter, claim, runs)] + unaccounted(chapter)
    if not found:
        remember(chapter)
    return found
