"""Pages as pytest items: a parser for Sybil, for which each page is one region.

A page that was proven before and has not changed since (:mod:`literate.claims.proof`) is not read. All
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
from literate.programs.pool import Pool, print_progress


@dataclass(eq=False)
class Session:
    """What is wrong with each of the collected pages; Sybil collects Markdown files below docs/."""

    found: dict[Reading, list[Finding]] = field(default_factory=dict)

    def __post_init__(self):
        self.pytest_collect_file = Sybil(parsers=[self.parse], patterns=["*.md"],
                                         path=str(ROOT / "docs")).pytest()

    def parse(self, document: Document) -> Iterator[Region]:
        """The whole page as one region; one that was proven before is not read."""
        path = Path(document.path)
        is_proven = proof.was_proven(Page(path, document.text))
        yield Region(0, 0, None if is_proven else read(path), self.evaluate)

    def evaluate(self, example: Example) -> str | None:
        """What is wrong with a page, as one text in line order; None where nothing is."""
        strict = os.environ.get("LITERATE_DRIFT") == "fails"         # .github/workflows/drift.yml
        findings = sorted(self.found.get(example.parsed, ()), key=lambda finding: finding.line)
        for finding in findings:
            if finding.drift:
                warnings.warn(pytest.PytestWarning(str(finding)), stacklevel=1)
        return "\n".join(str(finding) for finding in findings if strict or not finding.drift) or None

    @pytest.hookimpl(trylast=True)
    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Run what the collected pages need, and prove them."""
        if session.config.option.collectonly:
            return
        examples = (item.example for item in session.items if hasattr(item, "example"))
        pages = [example.parsed for example in examples if isinstance(example.parsed, Reading)]
        terminal = session.config.pluginmanager.get_plugin("terminalreporter")
        runs = (Pool(report=print_progress(terminal)) if terminal else Pool()).run(programs_of(pages))
        self.found = dict(zip(pages, map_in_processes(functools.partial(proof.prove, runs=runs), pages)))


def pytest_configure(config: pytest.Config) -> None:
    """Make pytest collect the pages."""
    config.pluginmanager.register(Session(), "literate")
