"""Pages as pytest items: a parser for Sybil, whose regions are a page's programs with what stands below each.

A page that was proven before and has not changed since (:mod:`literate.claims.proof`) is one item. All
programs that the collected pages need run together, before the first item; then all processors prove the
pages.
"""

import functools
import os
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sybil import Document, Example, Region, Sybil

from literate.claims import proof
from literate.claims.claim import Reading, programs_of
from literate.claims.reader import read
from literate.findings import ROOT, Finding
from literate.pages.page import Page
from literate.parallel import map_in_processes
from literate.programs.pool import Pool


@dataclass(frozen=True, eq=False)
class Part:
    """The lines of a page from one of its programs to the next; the first part begins with the page. A page
    that was proven before is one part without lines, and is not read.
    """

    page: Reading | None
    lines: range


@dataclass(eq=False)
class Session:
    """What is wrong with each of the collected pages; Sybil collects Markdown files below docs/."""

    found: dict[Reading, list[Finding]] = field(default_factory=dict)

    def __post_init__(self):
        self.pytest_collect_file = Sybil(parsers=[self.parse], patterns=["*.md"],
                                         path=str(ROOT / "docs")).pytest()

    def parse(self, document: Document) -> Iterator[Region]:
        """A region for the head of a page and for each of its programs."""
        path = Path(document.path)
        if proof.was_proven(Page(path, document.text)):
            yield Region(0, 0, Part(None, range(0)), self.evaluate)
            return
        page = read(path)
        starts = [0, *(claim.start for claim in page.claims if claim.shows_program and claim.start)]
        first = [page.page.line_at(start) for start in starts]
        for start, line, after in zip(starts, [0, *first[1:]], [*first[1:], page.page.text.count("\n") + 2]):
            yield Region(start, start, Part(page, range(line, after)), self.evaluate)

    def evaluate(self, example: Example) -> str | None:
        """What is wrong with a part, as one text in line order; None where nothing is."""
        part = example.parsed
        findings = [finding for finding in self.found.get(part.page, ()) if finding.line in part.lines]
        for finding in findings:
            if finding.drift:
                warnings.warn(pytest.PytestWarning(str(finding)), stacklevel=1)
        strict = os.environ.get("LITERATE_DRIFT") == "fails"         # .github/workflows/drift.yml
        wrong = sorted((f for f in findings if strict or not f.drift), key=lambda finding: finding.line)
        return "\n".join(map(str, wrong)) or None

    @pytest.hookimpl(trylast=True)
    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Run what the collected pages need, and prove them."""
        if session.config.option.collectonly:
            return
        parts = (example.parsed for item in session.items if (example := getattr(item, "example", None)))
        pages = list(dict.fromkeys(part.page for part in parts if isinstance(part, Part) and part.page))
        terminal = session.config.pluginmanager.get_plugin("terminalreporter")
        runs = Pool(progress=terminal).run(programs_of(pages))
        self.found = dict(zip(pages, map_in_processes(functools.partial(proof.prove, runs=runs), pages)))


def pytest_configure(config: pytest.Config) -> None:
    """Make pytest collect the pages."""
    config.pluginmanager.register(Session(), "literate")
