"""Pages as pytest items, which Sybil collects.

All programs that the collected pages need run together, before the first item; then all processors prove the
pages. One that was proven before and has not changed since (:mod:`literate.claims.proof`) is not read.
"""

import functools
import os
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from sybil import Document, Example, Region, Sybil

from literate.claims import proof
from literate.claims.claim import Reading, programs_of
from literate.claims.reader import read
from literate.findings import ROOT, Finding
from literate.pages.page import Page
from literate.parallel import map_in_processes
from literate.programs.run import Pool


class Session:
    """What is wrong with each of the collected pages; Sybil collects Markdown files below docs/."""

    def __init__(self, found: dict[Reading, list[Finding]] | None = None):
        self.found = found or {}
        self.pytest_collect_file = Sybil(parsers=[self.parse], patterns=["*.md"],
                                         path=str(ROOT / "docs")).pytest()

    def parse(self, document: Document) -> Iterator[Region]:
        """The page as one region, with what was read of it unless it was proven before."""
        path = Path(document.path)
        page = None if proof.was_proven(Page(path, document.text)) else read(path)
        yield Region(0, 0, page, self.evaluate)

    def evaluate(self, example: Example) -> str | None:
        """What is wrong with a page, as one text in line order; None where nothing is."""
        findings = sorted(self.found.get(example.parsed, ()), key=lambda finding: finding.line)
        for finding in findings:
            if finding.drift:
                warnings.warn(pytest.PytestWarning(str(finding)), stacklevel=1)
        strict = os.environ.get("LITERATE_DRIFT") == "fails"         # .github/workflows/drift.yml
        return "\n".join(str(finding) for finding in findings if strict or not finding.drift) or None

    @pytest.hookimpl(trylast=True)
    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Run what the collected pages need, and prove them."""
        if session.config.option.collectonly:
            return
        examples = (getattr(item, "example", None) for item in session.items)
        pages = [example.parsed for example in examples if example and example.parsed]
        terminal = session.config.pluginmanager.get_plugin("terminalreporter")
        try:
            runs = Pool(progress=terminal).run(programs_of(pages))
            found = map_in_processes(functools.partial(proof.prove, runs=runs), pages)
        except ChildProcessError as error:
            pytest.exit(str(error), pytest.ExitCode.INTERNAL_ERROR)
        self.found = dict(zip(pages, found))


def pytest_configure(config: pytest.Config) -> None:
    """Make pytest collect the pages."""
    config.pluginmanager.register(Session(), "literate")
