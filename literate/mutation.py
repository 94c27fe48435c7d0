"""Is the proof any good? Falsify each number of the book, one digit at a time, and demand that it notices.

``make mutate`` does so for every digit that a page shows or says when asked and every number in every
program, and keeps the outcome for the report; ``make test`` does so for a fixed sample. (Those in figures are
falsified by tests/figures.) A mutant is noticed when something is found wrong with the claim or the paragraph
that it stands in (of a program: with any page that shows it). What goes unnoticed is listed, and must have
its reason in sources.toml.
"""

import argparse
import datetime
import functools
import itertools
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from literate.cache import Cache, cache_folder
from literate.claims import proof
from literate.claims.claim import Claim, Reading, Runs, programs_of
from literate.claims.reader import read, read_text
from literate.claims.sources import sources
from literate.findings import ROOT, shown_path
from literate.labels import labels
from literate.parallel import map_in_processes
from literate.programs.history import Run
from literate.programs.program import Program, load_program
from literate.programs.run import Pool

ASCII_DIGIT = re.compile("[0-9]")
NEED_RUNS = ("program", "edit", "inline", "default")
"""Kinds of mutants that make another program."""

Files = dict[Path, Reading | Program]


@dataclass(frozen=True)
class Mutant:
    """The digit at ``offset`` of the ``text`` of ``path`` changed; ``kind`` is the claim's."""

    path: Path
    text: str = field(repr=False)
    offset: int
    kind: str
    new: str

    @property
    def changed(self) -> str:
        """The text with the digit changed."""
        return self.text[:self.offset] + self.new + self.text[self.offset + 1:]

    def describe(self) -> str:
        """Where it is and what it changes, for a person."""
        above = self.text.count("\n", 0, self.offset)
        change = f"{self.text[self.offset]} → {self.new}"
        return f"{shown_path(self.path)}:{above + 1}: {self.kind}: {change} in: {self.line.strip()[:92]}"

    @property
    def line(self) -> str:
        """Its line, with the digit in ⟨⟩."""
        before, after = self.text[:self.offset], self.text[self.offset + 1:]
        return f"{before.rpartition(chr(10))[2]}⟨{self.text[self.offset]}⟩{after.partition(chr(10))[0]}"

    @property
    def reason(self) -> str:
        """The name of the reason why the mutant may go unnoticed; "" if it may not."""
        place = f"{self.path.name}: {self.line}"
        return next((reason for reason, patterns in sources()["unnoticed"].items()
                     if any(re.search(pattern, place) for pattern in patterns)), "")


def other_digit(digit: str, seed: object) -> str:
    """Another digit, always the same for the same place."""
    return random.Random(repr(seed)).choice([d for d in "0123456789" if d != digit])


def page_mutants(reading: Reading) -> Iterator[Mutant]:
    """One for each digit of the page that a claim accounts for and that isn't free."""
    text, path = reading.page.text, reading.page.path
    claims = {digit.start(): claim for claim in reversed(reading.claims) if claim.is_exact
              for digit in ASCII_DIGIT.finditer(text, claim.start, claim.end)}
    for offset, claim in sorted(claims.items()):
        in_remark = offset >= claim.end - len(claim.remark.comment)
        # The same in both editions, so that a falsified program is run once for both.
        new = other_digit(text[offset], (path.name, (claim.text, offset - claim.start)))
        yield Mutant(path, text, offset, "remark" if in_remark else claim.kind, new)


def program_mutants(program: Program) -> Iterator[Mutant]:
    """One for each digit of each number in the program."""
    for match in re.finditer(r"(?<![A-Za-z_])\d", program.text):
        if not re.search(r"[A-Za-z_]\d*$", program.text[:match.start()]):       # no part of a name: beta_1
            yield Mutant(program.path, program.text, match.start(), "program",
                         other_digit(match[0], (program.name, match.start())))


def changed_pages(mutant: Mutant, readings: dict[Path, Reading]) -> Iterator[Reading]:
    """The pages as they read with the mutant: its own, or all that show its program."""
    def load(name: str) -> Program:
        program = load_program(name)
        return replace(program, text=mutant.changed) if program.path == mutant.path else program

    if own := readings.get(mutant.path):
        yield read_text(mutant.changed, mutant.path, own.load)
    for reading in () if own else readings.values():
        if any(program.path == mutant.path for program in reading.programs):
            yield read_text(reading.page.text, reading.page.path, load)


def is_of(claim: Claim, mutant: Mutant) -> bool:
    """Whether the mutant changes the claim, or the program that it shows."""
    if claim.page.path == mutant.path:
        return claim.start <= mutant.offset < claim.end
    return claim.kind == "program" and claim.program.path == mutant.path


def goes_unnoticed(mutant: Mutant, readings: dict[Path, Reading], runs: Runs) -> bool:
    """Whether the check finds nothing wrong with any page that the mutant changes: with the claim or
    paragraph that it stands in, or anywhere where it makes another program.
    """
    text = mutant.changed
    start, end = text.rfind("\n\n", 0, mutant.offset) + 1, f"{text}\n\n".find("\n\n", mutant.offset)
    for page in changed_pages(mutant, readings):
        nearest_first = sorted(page.claims, key=lambda claim: not is_of(claim, mutant))
        spans = [(start, end), *((claim.start, claim.end) for claim in nearest_first if is_of(claim, mutant))]
        lines = {line for a, b in spans for line in range(page.page.line_at(a), page.page.line_at(b) + 1)}
        proofs = (proof.findings_of(page, (claim,), runs) for claim in nearest_first)
        if any(mutant.kind in NEED_RUNS or finding.line in lines
               for found in itertools.chain([page.findings], proofs) for finding in found):
            return False
    return True


def unnoticed(mutants: list[Mutant], readings: dict[Path, Reading], runs: Runs) -> list[Mutant]:
    """Those of the mutants that no check notices: first of what the programs do that they change, then of
    what these do as edited further down their pages.
    """
    alive = mutants
    for further in (False, True):
        changed = {program.text: program for mutant in alive if mutant.kind in NEED_RUNS
                   for page in changed_pages(mutant, readings) for claim in page.claims
                   if further or is_of(claim, mutant) for program in claim.programs}
        missing = {text: program for text, program in changed.items() if text not in runs}
        afresh = Pool(seconds=30, progress=sys.stderr).run_afresh([*missing.values()])
        runs = {**runs, **dict(zip(missing, afresh))}
        lives = functools.partial(goes_unnoticed, readings=readings, runs=runs)
        alive = [m for m, left in zip(alive, map_in_processes(lives, alive, least=1000)) if left]
        print(f"{len(mutants) - len(alive)} of {len(mutants)} noticed", file=sys.stderr)
    return sorted(alive, key=lambda m: (m.path, m.offset))


def book() -> tuple[dict[Path, Reading], dict[str, Run]]:
    """What the pages claim by their path, and the runs of all that they show."""
    readings = {path: read(path) for path in sorted((ROOT / "docs").rglob("*.md"))}
    return readings, Pool().run(programs_of(readings.values()))


def files_of(readings: Iterable[Reading]) -> Files:
    """The pages and the programs shown on them, by their paths."""
    files: Files = {}
    for reading in readings:
        files[reading.page.path] = reading
        files |= {claim.program.path: claim.program for claim in reading.claims if claim.kind == "program"}
    return files


def chosen_files(files: Files, paths: list[Path], changed: bool) -> Files:
    """Those of the files that are named, or all; only those that have changed since they were falsified."""
    named = {path.resolve() for path in paths} or {*files}
    return {path: file for path, file in files.items()
            if path in named and not (changed and outcomes().get(text_of(file)))}


def main(arguments: list[str]) -> int:
    """Report noticed/total by kind and everything unnoticed; 1 where one of these has no reason."""
    options = argparse.ArgumentParser(prog="make mutate", description=__doc__.split("\n")[0])
    options.add_argument("paths", nargs="*", type=Path, help="pages and programs (default: all)")
    options.add_argument("--changed", action="store_true", help="only what has changed since the last time")
    chosen = options.parse_args(arguments)
    readings, runs = book()
    files = chosen_files(files_of(readings.values()), chosen.paths, chosen.changed)
    mutants = [mutant for file in files.values()
               for mutant in (program_mutants(file) if isinstance(file, Program) else page_mutants(file))]
    print(f"{len(mutants)} digits in {len(files)} pages and programs")
    alive = unnoticed(mutants, readings, runs)
    for path, file in files.items():
        keep_outcome(file, *([mutant for mutant in each if mutant.path == path] for each in (mutants, alive)))
    total, left = Counter(m.kind for m in mutants), Counter(m.kind for m in alive)
    for kind in sorted(total):
        print(f"  {kind:12} {total[kind] - left[kind]:6} of {total[kind]:6} noticed")
    reasons = labels("en")["report"]["reasons"] | {"": "no reason is written for this"}
    for mutant in alive:
        print(f"{mutant.describe()}\n    {reasons[mutant.reason]}")
    unexplained = sum(not mutant.reason for mutant in alive)
    print(f"{len(mutants) - len(alive)} of {len(mutants)} noticed, {len(alive)} not, "
          f"{unexplained} of these without a reason")
    return 1 if unexplained else 0


# --- what was found last of each file, as it is, for the report ---------------------------------------------


def outcomes() -> Cache:
    """What became of each file, by its text: how many digits were falsified, how many of them the check
    noticed, how many more have a reason, and on which day that was.
    """
    return Cache(cache_folder("mutations"))


def text_of(file: Reading | Program) -> str:
    """What of a page, with its programs, or of a program was falsified."""
    return file.text if isinstance(file, Program) else "\0".join(
        [file.page.text, *(program.text for program in file.programs)])


def keep_outcome(file: Reading | Program, mutants: list[Mutant], alive: list[Mutant]) -> None:
    """Keep what became of a file's mutants, of which nothing noticed those that are ``alive``."""
    counts = {"digits": len(mutants), "noticed": len(mutants) - len(alive),
              "explained": sum(bool(mutant.reason) for mutant in alive)}
    outcomes().put(text_of(file), counts | {"day": datetime.date.today().isoformat()})


def summary(readings: Iterable[Reading]) -> dict[str, Any]:
    """What was found of some pages and of the programs shown on them together, since the first day; how many
    digits are ``left``, and how many files have ``changed`` and do not count.
    """
    files = files_of(readings)
    found = [outcome for file in files.values() if (outcome := outcomes().get(text_of(file)))]
    sums = {name: sum(outcome[name] for outcome in found) for name in ("digits", "noticed", "explained")}
    return sums | {"left": sums["digits"] - sums["noticed"], "changed": len(files) - len(found),
                   "day": min((outcome["day"] for outcome in found), default="")}
