"""What is wrong with a page, given the runs of its programs; nothing is proven again while nothing has
changed.

A page's verdict is kept by its text, what the runs of its programs depend on (their text, the versions of
what they import, the platform) and everything in this package that reads, runs or checks. Only "nothing
wrong" is kept; a page with a finding is checked every time.
"""

import re
from collections.abc import Callable
from contextlib import suppress

from literate.cache import Cache, cache_folder, fingerprint
from literate.claims.claim import Claim, Reading, Runs
from literate.claims.unclaimed_digits import unproven_digits
from literate.findings import ROOT, Finding
from literate.pages.page import Page
from literate.programs import machine
from literate.programs.program import Program, ProgramMissing, load_program

NAMED = re.compile(r"\w+\.py\b")
IMPORTED = re.compile(r"\b(?:import|from) +(\w+)")
SETTINGS = ("mkdocs.yml", "requirements.txt", "sources.toml")


def verdict_key(page: Page, load: Callable[[str], Program]) -> str:
    """What the page's verdict depends on. Reading the page takes longer than finding this, so programs and
    what they import are known by how the text names them, of which there may be more than the page shows.
    """
    parts = [page.path.name, page.text]
    for name in sorted(set(NAMED.findall(page.text))):
        with suppress(ProgramMissing):          # it is the name of something else
            parts += [name, load(name).text]
    imported = {package for text in parts for package in IMPORTED.findall(text)}
    parts += [machine.differences(), *machine.surroundings(imported)]
    return "\0".join([fingerprint(), *parts, *((ROOT / name).read_text("utf-8") for name in SETTINGS)])


def was_proven(page: Page, load: Callable[[str], Program] = load_program) -> bool:
    """Whether the page, as it stands, was proven before."""
    return Cache(cache_folder("verdicts")).get(verdict_key(page, load)) is not None


def remember(reading: Reading) -> None:
    """Keep that nothing is wrong with the page as it stands. Where NAMED finds not all of its programs,
    nothing is kept, since a change of the others would not be seen.
    """
    shown, named = {program.path for program in reading.programs}, set(NAMED.findall(reading.page.text))
    if all(path == reading.page.path or path.name in named for path in shown):
        Cache(cache_folder("verdicts")).put(verdict_key(reading.page, reading.load), b"")


def findings_of(reading: Reading, claims: tuple[Claim, ...], runs: Runs) -> list[Finding]:
    """What is wrong with some of the page's claims. What needs a program that was not run is left out."""
    return [finding for claim in claims if all(program.text in runs for program in claim.programs)
            for finding in claim.check(reading, runs)]


def form_findings(reading: Reading) -> list[Finding]:
    """What is wrong with the way a page is written, and digits that no claim accounts for."""
    return [*reading.findings, *unproven_digits(reading)]


def prove(reading: Reading, runs: Runs) -> list[Finding]:
    """Everything that is wrong with the page, given the runs of its programs; checked only if it wasn't
    proven before.
    """
    if was_proven(reading.page, reading.load):
        return []
    found = [*form_findings(reading), *findings_of(reading, reading.claims, runs)]
    if not found:
        remember(reading)
    return found
