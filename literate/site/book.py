"""The book as the site shows it: each page as it was read, the runs of its programs, and what is wrong with
it."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from literate.claims import proof
from literate.claims.claim import Reading
from literate.claims.reader import read
from literate.findings import Finding
from literate.pages.page import FRONT_MATTER
from literate.parallel import map_in_processes
from literate.programs.history import Run
from literate.programs.program import Program
from literate.programs.run import Pool


@dataclass
class Book:
    """Every page of all languages by its path, the run of each program by its text, and each page's findings.

    ``has_run``: the site has what runs programs on its pages.
    """

    readings: dict[Path, Reading] = field(default_factory=dict)
    runs: dict[str, Run] = field(default_factory=dict)
    findings: dict[Path, list[Finding]] = field(default_factory=dict)
    by_text: dict[str, Reading] = field(default_factory=dict)
    has_run: bool = False

    def read(self, paths: Iterable[Path], others: Iterable[Program] = ()) -> list[Finding]:
        """Read pages, again if need be, run their programs and check their claims; gives what is wrong.

        ``others`` run along with them, which takes less time than later.
        What only this machine rounds otherwise is printed, and is nothing wrong.
        """
        readings = [read(path) for path in paths]
        self.readings |= {reading.page.path: reading for reading in readings}
        self.by_text |= {key_of(reading.page.text): reading for reading in readings}
        programs = [*others, *(program for reading in readings for program in reading.programs)]
        self.runs |= Pool(progress=sys.stderr).run(programs)
        proofs = map_in_processes(partial(proof.prove, runs=self.runs), readings)
        for reading, found in zip(readings, proofs):
            for finding in (finding for finding in found if finding.drift):
                print(finding, file=sys.stderr)
            self.findings[reading.page.path] = [finding for finding in found if not finding.drift]
        return sorted((finding for reading in readings for finding in self.findings[reading.page.path]),
                      key=lambda finding: (str(finding.path), finding.line))

    def page_of(self, text: str) -> Reading | None:
        """The page that has this text, whatever white space and front matter it has; None where there is
        none."""
        return self.by_text.get(key_of(text))


def key_of(text: str) -> str:
    """What a page is known by: mkdocs takes its front matter off, and Python-Markdown normalizes its white
    space."""
    return " ".join(FRONT_MATTER.sub("", text, count=1).split())
