"""Claims as pytest items: a parser for Sybil, whose regions are a page's programs with what is claimed of them.

A page that was proven before and has not changed since is not proven again (:mod:`literate.claims.verdicts`).
One item is one program (as a file, edited, or written on the page) and every claim that speaks of it; the page's
own form is one more, and a page that was proven is that alone. All programs that the collected items need run
together, before the first item; where there are many items, these are then checked by all processors at once.
"""

from __future__ import annotations

import functools
import os
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from sybil import Document, Example, Region, Sybil

from literate.claims import verdicts
from literate.claims.check import check
from literate.claims.completeness import unaccounted
from literate.claims.reader import Chapter, Claim, programs_of, read
from literate.findings import ROOT, Finding
from literate.parallel import map_in_processes
from literate.programs.pool import Pool
from literate.programs.program import Program
from literate.programs.run import Run


class Page:
    """A page and how far its proof has come: ``proven`` if it was before, ``open`` parts still to be checked."""

    def __init__(self, chapter: Chapter):
        self.chapter = chapter
        self.proven = not chapter.findings and verdicts.proven(chapter)
        self.open = 1

    def close(self, findings: list[Finding]) -> None:
        """A part of the page is checked: remember the page if it was the last, and nothing is wrong."""
        self.open -= not findings
        if self.open == 0:
            verdicts.remember(self.chapter)


class Group:
    """The claims of one page that speak of one program. ``page`` is shared by the groups of a page."""

    def __init__(self, page: Page, claims: list[Claim]):
        self.page, self.chapter, self.claims = page, page.chapter, claims


def findings_of(part: Page | Group, runs: dict[str, Run]) -> list[Finding]:
    """What is wrong with the claims about one program, or with the way a page is written: its form, and digits that
    no claim accounts for."""
    if isinstance(part, Page):
        return part.chapter.findings + unaccounted(part.chapter)
    return [f for claim in part.claims for f in check(part.chapter, claim, runs)]


class Findings:
    """The findings of each part of a page, found when asked for or, of many parts, before."""

    FEW = 99            # parts that are checked as soon by this process alone

    def __init__(self, runs: dict[str, Run]):
        self.runs = runs
        self.found: dict[int, list[Finding]] = {}

    def of(self, part: Page | Group) -> list[Finding]:
        found = self.found.get(id(part))
        return findings_of(part, self.runs) if found is None else found

    def find(self, parts: list[Page | Group]) -> None:
        """Check them by all processors, if it is worth it."""
        if len(parts) > self.FEW:
            found = map_in_processes(functools.partial(findings_of, runs=self.runs), parts)
            self.found = {id(part): findings for part, findings in zip(parts, found)}


class ClaimParser:
    """Yields a region for each program of a page, and one for the page itself, which holds what reading it found."""

    def __init__(self, findings: Findings):
        self.findings = findings

    def __call__(self, document: Document) -> Iterator[Region]:
        page = Page(read(Path(document.path)))
        yield Region(0, 0, page, self.evaluate_page)
        for group in () if page.proven else groups(page):
            first = group.claims[0]
            yield Region(first.start, first.end, group, self.evaluate)

    def evaluate_page(self, example: Example) -> str | None:
        """What is wrong with the way the page is written."""
        page = example.parsed
        if page.proven:
            return None
        findings = self.findings.of(page)
        page.close(findings)
        return report(findings)

    def evaluate(self, example: Example) -> str | None:
        """What is wrong with the claims about one program."""
        group = example.parsed
        findings = self.findings.of(group)
        for finding in findings:
            if finding.drift:
                warnings.warn(pytest.PytestWarning(str(finding)), stacklevel=1)
        group.page.close(findings)
        strict = os.environ.get("LITERATE_DRIFT") == "fails"         # .github/workflows/drift.yml
        return report([f for f in findings if strict or not f.drift])


def groups(page: Page) -> list[Group]:
    """The page's claims by the program they speak of, in page order; they are open parts of the page."""
    found: dict[str | None, list[Claim]] = {}
    for claim in page.chapter.claims:
        found.setdefault(claim.program.text if claim.program else None, []).append(claim)
    page.open += len(found)
    return [Group(page, claims) for claims in found.values()]


def report(findings: list[Finding]) -> str | None:
    """Findings as one text, in line order; None where there are none."""
    return "\n".join(str(f) for f in sorted(findings, key=lambda f: f.line)) or None


class Plugin:
    """Runs what the collected pages need before the first test."""

    def __init__(self, findings: Findings):
        self.findings = findings

    @pytest.hookimpl(trylast=True)
    def pytest_collection_finish(self, session: pytest.Session) -> None:
        if session.config.option.collectonly:
            return
        examples = (getattr(item, "example", None) for item in session.items)
        parts = [e.parsed for e in examples if e is not None]
        parts = [part for part in parts if isinstance(part, Group) or isinstance(part, Page) and not part.proven]
        programs = [p for part in parts if isinstance(part, Group) for p in programs_of(part.claims)]
        terminal = session.config.pluginmanager.get_plugin("terminalreporter")

        def show(program: Program, run: Run, done: int, total: int) -> None:
            if terminal:
                state = "failed" if run.error else f"{run.seconds:.1f} s"
                terminal.write_line(f"ran {done}/{total} {program.name} ({state})")

        self.findings.runs |= Pool(report=show).run(programs)
        self.findings.find(parts)


def install(config: pytest.Config) -> None:
    """Make pytest collect the pages below docs/."""
    findings = Findings({})
    config.pluginmanager.register(Plugin(findings), "literate")
    config.pluginmanager.register(Collector(findings), "literate-pages")


class Collector:
    """Sybil's collection of Markdown files."""

    def __init__(self, findings: Findings):
        self.pytest_collect_file = Sybil(parsers=[ClaimParser(findings)], patterns=["*.md"], path=str(ROOT / "docs")).pytest()
