"""Pages as pytest items: a parser for Sybil, to which a page is one region.

All programs that the collected pages need run together, before the first item; then all processors prove the
pages, but for those that were proven before and have not changed since (:mod:`literate.claims.proof`).
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
        """The page, as one region."""
        yield Region(0, 0, read(Path(document.path)), self.evaluate)

    def evaluate(self, example: Example) -> str | None:
        """What is wrong with a page, as one text in line order; None where nothing is."""
        findings = self.found.get(example.parsed, ())
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
        examples = (getattr(item, "example", None) for item in session.items)
        pages = [example.parsed for example in examples if example and not proof.was_proven(example.parsed)]
        terminal = session.config.pluginmanager.get_plugin("terminalreporter")
        runs = (Pool(report=print_progress(terminal)) if terminal else Pool()).run(programs_of(pages))
        self.found = dict(zip(pages, map_in_processes(functools.partial(proof.prove, runs=runs), pages)))


def pytest_configure(config: pytest.Config) -> None:
    """Make pytest collect the pages."""
    config.pluginmanager.register(Session(), "literate")
