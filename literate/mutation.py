"""Is the proof any good? Falsify each number of the book, one digit at a time, and demand that it notices.

``make mutate`` does so for every digit that a page shows or says when asked, every number in every program
and every digit in a figure, and keeps the outcome, file by file, for the report; ``make
test`` does so for a fixed sample and for all figures. A mutant is noticed when something is found wrong with
the claim or the paragraph that it stands in (of a program: with any page that shows it). What goes unnoticed
is listed, and must have its reason in sources.toml.
"""

from __future__ import annotations

import argparse
import datetime
import functools
import hashlib
import itertools
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from literate.cache import write_whole
from literate.claims import proof
from literate.claims.claim import Claim, Reading, Runs, programs_of
from literate.claims.reader import read, read_text
from literate.claims.sources import sources
from literate.findings import ROOT, shown_path
from literate.labels import labels
from literate.parallel import map_in_processes
from literate.programs.pool import Pool
from literate.programs.program import SNIPPETS, Program, load_program
from literate.programs.run import Run

ASCII_DIGIT = re.compile("[0-9]")
NEED_RUNS = ("program", "edit", "inline", "default")
"""Kinds of mutants that make another program."""

Files = dict[Path, Reading | Program]
Say = Callable[[str], None]


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
        is_changed = program.path == mutant.path
        return replace(program, text=mutant.changed) if is_changed else program

    if reading := readings.get(mutant.path):
        yield read_text(mutant.changed, mutant.path, reading.load)
        return
    for reading in readings.values():
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


def unnoticed(mutants: list[Mutant], readings: dict[Path, Reading], runs: Runs,
              say: Say = lambda text: None) -> list[Mutant]:
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
        say(f"{len(mutants) - len(alive)} of {len(mutants)} noticed")
    return sorted(alive, key=lambda m: (m.path, m.offset))


def book() -> tuple[dict[Path, Reading], dict[str, Run]]:
    """What the pages claim by their path, and the runs of all that they show."""
    readings = {path: read(path) for path in sorted((ROOT / "docs").rglob("*.md"))}
    return readings, Pool().run(programs_of(readings.values()))


def chosen_files(files: Files, paths: list[Path], changed: bool) -> Files:
    """Those of the files that are named, or all; only those that have changed since they were falsified."""
    named = {path.resolve() for path in paths} or {*files}
    wanted = named & changed_files(files, load_record()) if changed else named
    return {path: file for path, file in files.items() if path in wanted}


def main(arguments: list[str], falsify_figures: Callable[[], tuple[int, list[str]]]) -> int:
    """Report noticed/total by kind and everything unnoticed; 1 where one of these has no reason.

    ``falsify_figures`` gives how many digits the labels of all figures have, and those that could be others.
    """
    options = argparse.ArgumentParser(prog="make mutate", description=__doc__.split("\n")[0])
    options.add_argument("paths", nargs="*", type=Path, help="pages and programs (default: all)")
    options.add_argument("--changed", action="store_true",
                         help="only what has changed since it was falsified last")
    chosen = options.parse_args(arguments)
    started = time.monotonic()

    def say(text: str) -> None:
        print(f"{text} ({time.monotonic() - started:.0f} s)", flush=True)

    readings, runs = book()
    shown = {program.path for reading in readings.values() for program in reading.programs}
    programs = {path: load_program(path.name) for path in sorted(SNIPPETS.glob("*.py")) if path in shown}
    files = chosen_files(readings | programs, chosen.paths, chosen.changed)
    mutants = [mutant for file in files.values()
               for mutant in (program_mutants(file) if isinstance(file, Program) else page_mutants(file))]
    say(f"{len(mutants)} digits in {len(files)} pages and programs")
    alive = unnoticed(mutants, readings, runs, say)
    in_figures, figures_alive = (0, []) if chosen.paths or chosen.changed else falsify_figures()
    total, left = Counter(m.kind for m in mutants), Counter(m.kind for m in alive)
    total["figure"], left["figure"] = in_figures, len(figures_alive)
    for kind in sorted(total):
        print(f"  {kind:12} {total[kind] - left[kind]:6} of {total[kind]:6} noticed")
    reasons = labels("en")["report"]["reasons"]
    named = [(mutant.describe(), reasons.get(mutant.reason)) for mutant in alive]
    named += [(label, None) for label in figures_alive]
    for mutant, reason in named:
        print(f"{mutant}\n    {reason or 'no reason is written for this'}")
    save_record(entries(files, mutants, alive))
    unexplained = sum(not reason for _, reason in named)
    say(f"{total.total() - len(named)} of {total.total()} noticed, {len(named)} not, "
        f"{unexplained} of these without a reason")
    return 1 if unexplained else 0


def entries(files: Files, mutants: list[Mutant], alive: list[Mutant]) -> dict[str, Entry]:
    """What to keep of each file that was falsified."""
    total, left = Counter(m.path for m in mutants), Counter(m.path for m in alive)
    explained = Counter(m.path for m in alive if m.reason)
    day = datetime.date.today().isoformat()
    return {shown_path(path): Entry(state_of(file), day, total[path], total[path] - left[path],
                                    explained[path]) for path, file in files.items()}


# --- what was found last: .cache/mutations.json, which the report shows and the nightly run publishes -------


@dataclass(frozen=True)
class Entry:
    """How many digits of a file were falsified, how many of them the check noticed, and how many more have a
    reason. ``state`` is a digest of what was falsified, ``day`` the day on which it was.
    """

    state: str
    day: str
    digits: int
    noticed: int
    explained: int


def record_path() -> Path:
    """Where the record is."""
    return ROOT / ".cache" / "mutations.json"


def state_of(file: Reading | Program) -> str:
    """The digest of a page, with its programs, or of a program."""
    texts = [file.page.text, *(program.text for program in file.programs)] if isinstance(file, Reading) else [
        file.text]
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


def changed_files(files: Files, entries: dict[str, Entry]) -> set[Path]:
    """Those of the files that no entry is of, as they are."""
    return {path for path, file in files.items()
            if (entry := entries.get(shown_path(path))) is None or entry.state != state_of(file)}


def load_record(path: Path | None = None) -> dict[str, Entry]:
    """The entries by their file's name; none where nothing was recorded."""
    try:
        kept = json.loads((path or record_path()).read_text("utf-8"))
    except FileNotFoundError:
        return {}
    return {name: Entry(**values) for name, values in kept.items()}


def save_record(entries: dict[str, Entry], path: Path | None = None) -> None:
    """Keep the entries beside those of other files, a line for each, and drop those of files that are gone.
    """
    path = path or record_path()
    kept = {name: entry for name, entry in (load_record(path) | entries).items() if (ROOT / name).exists()}
    lines = [f"{json.dumps(name)}: {json.dumps(asdict(kept[name]))}" for name in sorted(kept)]
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, ("{\n" + ",\n".join(lines) + "\n}\n").encode())


def summary(readings: Iterable[Reading], entries: dict[str, Entry]) -> tuple[Entry, int]:
    """What the entries say together of some pages and of the programs shown on them, since the first day; and
    how many of these have no entry, or have changed since.
    """
    files: Files = {}
    for reading in readings:
        files[reading.page.path] = reading
        files |= {claim.program.path: claim.program for claim in reading.claims
                  if claim.kind == "program" and claim.program.path.parent == SNIPPETS}
    valid = [entries[shown_path(path)] for path in files.keys() - changed_files(files, entries)]
    sums = (sum(getattr(entry, name) for entry in valid) for name in ("digits", "noticed", "explained"))
    return Entry("", min((e.day for e in valid), default=""), *sums), len(files) - len(valid)
