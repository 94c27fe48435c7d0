"""Claims as pytest items: a parser for Sybil, whose regions are a page's programs with what is claimed of them.

A page that was proven before and has not changed since is not proven again (:mod:`literate.verdicts`).
One item is one program (as a file, edited, or written on the page) and every claim that speaks of it; the page's
own form is one more, and a page that was proven is that alone. All programs that the collected items need run
together, before the first item.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from sybil import Document, Example, Region, Sybil

from literate import verdicts
from literate.chapter import ROOT, Chapter, Claim, Finding, Program, programs_of, read
from literate.check import check
from literate.rendered import unaccounted
from literate.run import Pool, Run


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


class ClaimParser:
    """Yields a region for each program of a page, and one for the page itself, which holds what reading it found."""

    def __init__(self, runs: dict[str, Run]):
        self.runs = runs

    def __call__(self, document: Document) -> Iterator[Region]:
        page = Page(read(Path(document.path)))
        yield Region(0, 0, page, self.evaluate_page)
        for group in () if page.proven else groups(page):
            first = group.claims[0]
            yield Region(first.start, first.end, group, self.evaluate)

    def evaluate_page(self, example: Example) -> str | None:
        """What is wrong with the way the page is written: its form, and digits that no claim accounts for."""
        page = example.parsed
        if page.proven:
            return None
        findings = page.chapter.findings + unaccounted(page.chapter)
        page.close(findings)
        return report(findings)

    def evaluate(self, example: Example) -> str | None:
        """What is wrong with the claims about one program."""
        group = example.parsed
        findings = [f for claim in group.claims for f in check(group.chapter, claim, self.runs)]
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
    """Runs what the collected pages need before the first test, and says what the cache had to report."""

    def __init__(self, runs: dict[str, Run]):
        self.runs = runs

    @pytest.hookimpl(trylast=True)
    def pytest_collection_finish(self, session: pytest.Session) -> None:
        if session.config.option.collectonly:
            return
        examples = (getattr(item, "example", None) for item in session.items)
        groups = [e.parsed for e in examples if e is not None and isinstance(e.parsed, Group)]
        programs = [p for group in groups for p in programs_of(group.claims)]
        terminal = session.config.pluginmanager.get_plugin("terminalreporter")

        def show(program: Program, run: Run, done: int, total: int) -> None:
            if terminal:
                state = "failed" if run.error else f"{run.seconds:.1f} s"
                terminal.write_line(f"ran {done}/{total} {program.name} ({state})")

        pool = Pool(report=show)
        self.runs |= pool.run(programs)
        for finding in pool.cache.findings:
            session.config.issue_config_time_warning(pytest.PytestWarning(str(finding)), 1)


def install(config: pytest.Config) -> None:
    """Make pytest collect the pages below docs/."""
    runs: dict[str, Run] = {}
    config.pluginmanager.register(Plugin(runs), "literate")
    config.pluginmanager.register(Collector(runs), "literate-pages")


class Collector:
    """Sybil's collection of Markdown files."""

    def __init__(self, runs: dict[str, Run]):
        self.pytest_collect_file = Sybil(parsers=[ClaimParser(runs)], patterns=["*.md"], path=str(ROOT / "docs")).pytest()
