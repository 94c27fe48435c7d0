"""Pages as pytest items: a parser for Sybil, whose regions are a page's programs with what is claimed of
them.

One item is one program (as a file, edited, or written on the page) and every claim that speaks of it; the
page's own form is one more, and a page that was proven before and has not changed since
(:mod:`literate.claims.proof`) is that alone. All programs that the collected items need run together, before
the first item; where there are many items, these are then checked by all processors at once.
"""

from __future__ import annotations

import functools
import os
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sybil import Document, Example, Region, Sybil

from literate.claims import proof
from literate.claims.claim import Claim, Reading, Runs, programs_of
from literate.claims.reader import read
from literate.findings import ROOT, Finding
from literate.parallel import map_in_processes
from literate.programs.pool import Pool
from literate.programs.program import Program
from literate.programs.run import Run

FEW = 99            # parts that are checked as soon by this process alone


@dataclass(eq=False)
class PageProof:
    """A page and how far its proof has come: ``parts`` counts those still to be checked."""

    reading: Reading
    proven: bool
    parts: int = 1

    def close(self, findings: list[Finding]) -> None:
        """A part of the page is checked: remember the page if it was the last, and nothing is wrong."""
        self.parts -= not findings
        if self.parts == 0:
            proof.remember(self.reading)


@dataclass(frozen=True, eq=False)
class Part:
    """The claims of a page that speak of one program; without claims, the page's own form."""

    page: PageProof
    claims: tuple[Claim, ...] = ()

    def findings(self, runs: Runs) -> list[Finding]:
        """What is wrong with it."""
        if not self.claims:
            return proof.form_findings(self.page.reading)
        return proof.findings_of(self.page.reading, self.claims, runs)


@dataclass
class Session:
    """What the collected parts need: the runs of their programs, and findings that were found before they are
    asked for.
    """

    runs: dict[str, Run] = field(default_factory=dict)
    found: dict[int, list[Finding]] = field(default_factory=dict)

    def parse(self, document: Document) -> Iterator[Region]:
        """A region for each program of a page, and one for the page itself, which holds what reading it
        found.
        """
        reading = read(Path(document.path))
        page = PageProof(reading, proof.was_proven(reading))
        parts = [] if page.proven else parts_of(page)
        page.parts += len(parts)
        yield Region(0, 0, Part(page), self.evaluate)
        for part in parts:
            yield Region(part.claims[0].start, part.claims[0].end, part, self.evaluate)

    def evaluate(self, example: Example) -> str | None:
        """What is wrong with a part, as one text in line order; None where nothing is."""
        part = example.parsed
        if part.page.proven:
            return None
        findings = self.found.get(id(part))
        findings = part.findings(self.runs) if findings is None else findings
        for finding in findings:
            if finding.drift:
                warnings.warn(pytest.PytestWarning(str(finding)), stacklevel=1)
        part.page.close(findings)
        strict = os.environ.get("LITERATE_DRIFT") == "fails"         # .github/workflows/drift.yml
        wrong = sorted((f for f in findings if strict or not f.drift), key=lambda finding: finding.line)
        return "\n".join(map(str, wrong)) or None

    @pytest.hookimpl(trylast=True)
    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Run what the collected pages need, and check many parts by all processors."""
        if session.config.option.collectonly:
            return
        examples = (getattr(item, "example", None) for item in session.items)
        parts = [e.parsed for e in examples if e is not None and isinstance(e.parsed, Part)
                 and not e.parsed.page.proven]
        terminal = session.config.pluginmanager.get_plugin("terminalreporter")

        def show(program: Program, run: Run, done: int, total: int) -> None:
            if terminal:
                state = "failed" if run.error else f"{run.seconds:.1f} s"
                terminal.write_line(f"ran {done}/{total} {program.name} ({state})")

        self.runs |= Pool(report=show).run(programs_of([claim for part in parts for claim in part.claims]))
        if len(parts) > FEW:
            found = map_in_processes(functools.partial(Part.findings, runs=self.runs), parts)
            self.found = {id(part): findings for part, findings in zip(parts, found)}


def parts_of(page: PageProof) -> list[Part]:
    """The page's claims by the program they speak of, in page order."""
    found: dict[str | None, list[Claim]] = {}
    for claim in page.reading.claims:
        found.setdefault(claim.program.text if claim.program else None, []).append(claim)
    return [Part(page, tuple(claims)) for claims in found.values()]


class Collector:
    """Sybil's collection of Markdown files below docs/."""

    def __init__(self, session: Session):
        self.pytest_collect_file = Sybil(parsers=[session.parse], patterns=["*.md"],
                                         path=str(ROOT / "docs")).pytest()


def pytest_configure(config: pytest.Config) -> None:
    """Make pytest collect the pages."""
    session = Session()
    config.pluginmanager.register(session, "literate")
    config.pluginmanager.register(Collector(session), "literate-pages")
