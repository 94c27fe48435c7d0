"""What is wrong with a page, given the runs of its programs; nothing is proven again while nothing has
changed.

A page's verdict is kept by its text, the runs of its programs (their text, the versions of what they import,
the platform) and everything in this package that reads, runs or checks. Only "nothing wrong" is kept; a page
with a finding is checked every time.
"""

from literate.cache import Cache, cache_folder, fingerprint
from literate.claims.claim import Claim, Reading, Runs
from literate.claims.completeness import unproven_digits
from literate.findings import ROOT, Finding
from literate.programs import drift
from literate.programs.run_cache import run_key

SETTINGS = ("mkdocs.yml", "requirements.txt", "sources.toml")


def verdict_key(reading: Reading) -> str:
    """What the page's verdict depends on."""
    settings = [(ROOT / name).read_text("utf-8") for name in SETTINGS]
    return "\0".join([fingerprint(), *settings, drift.machine_differences(), reading.page.path.name,
                      reading.page.text,
                      *(run_key(program) for program in reading.programs)])


def was_proven(reading: Reading) -> bool:
    """Whether the page, as it stands, was proven before."""
    return not reading.findings and Cache(cache_folder("verdicts")).get(verdict_key(reading)) is not None


def remember(reading: Reading) -> None:
    """Keep that nothing is wrong with the page as it stands."""
    Cache(cache_folder("verdicts")).put(verdict_key(reading), b"")


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
    if was_proven(reading):
        return []
    found = [*form_findings(reading), *findings_of(reading, reading.claims, runs)]
    if not found:
        remember(reading)
    return found
