"""Is the proof any good? Falsify each number of the book, one digit at a time, and demand that the check
notices.

``make mutate`` does so for every digit that a page shows or says when asked, every number in every program
and every digit in a figure, and keeps the outcome (:mod:`literate.mutation_record`) for the report; ``make
test`` does so for a fixed sample and for all figures. A mutant is noticed when a finding names the line that
was changed (for a program: any page at all; for a figure: the text). What goes unnoticed is listed, and must
have its reason in :data:`REASONS`.
"""

from __future__ import annotations

import argparse
import datetime
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from literate.cache import fingerprint
from literate.claims import proof
from literate.claims.claim import Reading, Runs, programs_of
from literate.claims.reader import read, read_text
from literate.findings import ROOT, shown_path
from literate.labels import labels
from literate.mutation_record import Entry, load_record, save_record, state_of
from literate.parallel import map_in_processes
from literate.programs.pool import NOT_RUN, Pool
from literate.programs.program import SNIPPETS, Program, load_program
from literate.programs.run import Run
from literate.programs.run_cache import RunCache

REASONS: dict[str, str] = {
    r'from="[\d_]*⟨\d⟩[\d_]*\.py"': "from",
    r"4\d\d_⟨\d⟩\.py -->|−8<!-- = Y\[0,0\] - T\[0,0\], epoch 0, 41⟨1⟩_1\.py -->": "twin",
    r"\$\\beta_⟨\d⟩\$": "name",
    r"verbose=⟨0⟩": "verbose",
    r"'#[0-9a-f]*⟨\d⟩[0-9a-f]*'": "colour",
    r"markersize=\d*⟨\d⟩": "size",
    r"^ps = np\.random\..*⟨\d⟩": "points",
    r"^Es = .*⟨\d⟩|^plt\.plot\(p, .*⟨\d⟩": "curve",
    r"⟨\d⟩[\d.,]*<!-- (?:≈ )?bench": "ratio",
    r"^python snippets/.*⟨\d⟩": "command",
}
"""Mutants that may go unnoticed, as a regular expression for the line with the digit in ⟨⟩: the name of the
reason, which is written out in the report of each language."""

Say = Callable[[str], None]


@dataclass(frozen=True)
class Mutant:
    """The digit at ``offset`` of the text of ``path`` changed; ``kind`` is that of the claim it stands in."""

    path: Path
    offset: int
    line: int
    kind: str
    new: str

    def apply(self, text: str) -> str:
        """The text with the digit changed."""
        return text[:self.offset] + self.new + text[self.offset + 1:]

    def describe(self, text: str) -> str:
        """Where it is and what it changes, for a person."""
        line = text.split("\n")[self.line - 1].strip()
        return f"{shown_path(self.path)}:{self.line}: {self.kind}: {text[self.offset]} → {self.new} in: {line[:90]}"

    def reason(self, text: str) -> str:
        """The name of the reason why the mutant may go unnoticed; "" if it may not."""
        begin, end = text.rfind("\n", 0, self.offset) + 1, text.find("\n", self.offset)
        line = f"{text[begin:self.offset]}⟨{text[self.offset]}⟩{text[self.offset + 1:end if end >= 0 else len(text)]}"
        return next((reason for pattern, reason in REASONS.items() if re.search(pattern, line)), "")


def other_digit(digit: str, seed: object) -> str:
    """Another digit, always the same for the same place."""
    return random.Random(repr(seed)).choice([d for d in "0123456789" if d != digit])


# --- pages --------------------------------------------------------------------------------------------------


def page_mutants(reading: Reading) -> Iterator[Mutant]:
    """One for each digit of the page that a claim accounts for and that isn't free."""
    text, seen = reading.page.text, set()
    for claim in reading.claims:
        for offset in claim.falsify():
            if offset in seen:
                continue
            seen.add(offset)
            in_remark = claim.remark and offset >= claim.end - claim.remark.length
            # The same in both editions, so that a falsified program is run once for both.
            new = other_digit(text[offset], (reading.page.path.name, (claim.text, offset - claim.start)))
            yield Mutant(reading.page.path, offset, reading.page.line_at(offset), "remark" if in_remark
                         else claim.kind, new)


def goes_unnoticed(mutant: Mutant, reading: Reading, runs: Runs) -> bool:
    """Whether the check finds nothing wrong with the claim that the mutant changed.

    A digit of a program (an edit, or a program written on the page) may be noticed anywhere on the page.
    """
    claim, text = reading.claim_at(mutant.offset), reading.page.text
    lines = range(claim.line, claim.line + 1 + text.count("\n", claim.start, claim.end))
    alone = claim.with_source(mutant.apply(text)[claim.start:claim.end])
    if alone and all(program.text in runs for program in alone.programs) and any(
            finding.line in lines for finding in alone.check(reading, runs)):
        return False
    lines = table_around(text, mutant.line) or lines
    changed = read_text(mutant.apply(text), reading.page.path, reading.load)
    near = [c for c in changed.claims if c.start <= mutant.offset < c.end]
    rest = [c for c in changed.claims if c not in near]
    found = (finding for claims in ([], near, rest)
             for finding in (proof.findings_of(changed, tuple(claims), runs) if claims else changed.findings))
    return not any(claim.shows_program or finding.line in lines for finding in found)


def table_around(text: str, line: int) -> range | None:
    """The lines of the table that begins at ``line``: its heads name the programs that its rows quote."""
    lines = text.split("\n")
    if not lines[line - 1].startswith("|") or line >= len(lines) or not re.match(r"\|[-:|\s]+$", lines[line]):
        return None
    last = next((n for n in range(line, len(lines)) if not lines[n].startswith("|")), len(lines))
    return range(line, last + 1)


def new_programs(mutants: Iterable[Mutant], readings: dict[Path, Reading], runs: Runs,
                 further: bool = False) -> list[Program]:
    """Programs that only the mutants have: edits, programs written on pages, questions for a library's
    default.

    Of each mutant the one that was changed; with ``further`` those, too, that later edits of the page make of
    it.
    """
    found: dict[str, Program] = {}
    for mutant in mutants:
        reading = readings[mutant.path]
        claim = reading.claim_at(mutant.offset)
        if claim.shows_program and claim.kind != "program" or claim.kind == "default":
            changed = read_text(mutant.apply(reading.page.text), mutant.path, reading.load)
            there = changed.claim_at(mutant.offset)
            programs = changed.programs if further or not there else there.programs
            found |= {program.text: program for program in programs if program.text not in runs}
    return list(found.values())


def unnoticed(mutants: list[Mutant], readings: dict[Path, Reading], runs: Runs,
              say: Say = lambda text: None) -> list[Mutant]:
    """Those of the page mutants that no check notices."""
    runs = {**runs, **run_all(new_programs(mutants, readings, runs), say)}
    alive = judge(mutants, readings, runs, say)
    if further := new_programs(alive, readings, runs, further=True):
        alive = judge(alive, readings, runs | run_all(further, say), say)
    return alive


def judge(mutants: list[Mutant], readings: dict[Path, Reading], runs: Runs, say: Say) -> list[Mutant]:
    """The mutants that go unnoticed, given the runs of what they changed; with all processors if many."""
    def lives(mutant: Mutant) -> bool:
        return goes_unnoticed(mutant, readings[mutant.path], runs)

    alive = []
    for done, (mutant, is_alive) in enumerate(zip(mutants, map_in_processes(lives, mutants, least=1000)), 1):
        alive += [mutant] if is_alive else []
        if done % 5000 == 0 or done == len(mutants) > 999:
            say(f"  judged {done}/{len(mutants)}: {done - len(alive)} noticed")
    return sorted(alive, key=lambda m: (m.path, m.offset))


# --- programs -----------------------------------------------------------------------------------------------


def program_mutants(program: Program) -> Iterator[Mutant]:
    """One for each digit of each number in the program."""
    for match in re.finditer(r"(?<![A-Za-z_])\d", program.text):
        if re.search(r"[A-Za-z_]\d*$", program.text[:match.start()]):
            continue            # a part of a name, such as beta_1
        yield Mutant(program.path, match.start(), program.text.count("\n", 0, match.start()) + 1, "program",
                     other_digit(match[0], (program.name, match.start())))


def goes_unnoticed_everywhere(mutant: Mutant, program: Program, readings: list[Reading], runs: Runs) -> bool:
    """Whether no page notices that the program is another."""
    def load(name: str) -> Program:
        return replace(program, text=mutant.apply(program.text)) if name == program.name else load_program(name)

    for reading in readings:
        changed = read_text(reading.page.text, reading.page.path, load)
        if changed.findings or proof.findings_of(changed, changed.claims, runs):
            return False
    return True


def run_all(programs: list[Program], say: Say) -> dict[str, Run]:
    """Runs of falsified programs; they are kept apart from the book's own. Raises SystemExit where they
    cannot be run.
    """
    def report(program: Program, run: Run, done: int, total: int) -> None:
        if done % 25 == 0 or done == total:
            say(f"  ran {done}/{total} falsified programs")

    with tempfile.TemporaryDirectory() as folder:
        pool = Pool(RunCache(Path(folder)), seconds=30, report=report)
        runs = pool.run(programs)
        lost = [program for program in programs if runs[program.text].error == NOT_RUN]
        runs |= Pool(pool.cache, seconds=30).run(lost)
    if any(runs[program.text].error == NOT_RUN for program in lost):
        raise SystemExit("Falsified programs could not be run, so nothing can be said of them: see whether the machine "
                         "has room, leave literate/ alone meanwhile, and start again.")
    return runs


def falsify_programs(readings: dict[Path, Reading], runs: Runs, programs: dict[Path, Program],
                     say: Say) -> tuple[list[Mutant], list[Mutant]]:
    """All mutants of the programs, and those that go unnoticed."""
    mutants = [mutant for program in programs.values() for mutant in program_mutants(program)]
    needed = {text: replace(programs[mutant.path], text=text) for mutant in mutants
              if (text := mutant.apply(programs[mutant.path].text))}
    say(f"running {len(needed)} falsified programs")
    runs = {**runs, **run_all(list(needed.values()), say)}
    pages = {path: [r for r in readings.values() if any(p.name == program.name for p in r.programs)]
             for path, program in programs.items()}
    return mutants, [m for m in mutants if goes_unnoticed_everywhere(m, programs[m.path], pages[m.path],
                                                                     runs)]


# --- the book -----------------------------------------------------------------------------------------------


def book() -> tuple[dict[Path, Reading], dict[str, Run]]:
    """What the pages claim by their path, and the runs of all that they show."""
    readings = {path: read(path) for path in sorted((ROOT / "docs").rglob("*.md"))}
    return readings, Pool().run(programs_of([claim for r in readings.values() for claim in r.claims]))


def chosen_files(files: dict[Path, Reading | Program], paths: list[Path], changed: bool) -> set[Path]:
    """Those of the files that are named, or all; of ``changed`` ones, those that the record doesn't have as
    they are.
    """
    if changed:
        record = load_record()
        return {path for path, file in files.items()
                if shown_path(path) not in record or record[shown_path(path)].state != state_of(file)}
    named = {path.resolve() for path in paths}
    return {path for path in files if not named or path.resolve() in named}


def main(arguments: list[str], falsify_figures: Callable[[], tuple[int, list[str]]] | None = None) -> int:
    """Report noticed/total by kind and everything unnoticed; 1 where one of these has no reason.

    ``falsify_figures`` gives how many digits the labels of all figures have, and those that could be others.
    """
    options = argparse.ArgumentParser(prog="make mutate", description=__doc__.split("\n")[0])
    options.add_argument("paths", nargs="*", type=Path, help="pages and programs (default: all)")
    options.add_argument("--changed", action="store_true",
                         help="only what has changed since it was falsified last")
    options.add_argument("--no-programs", action="store_true", help="only the pages")
    chosen = options.parse_args(arguments)
    started = time.monotonic()
    engine = fingerprint()[:16]         # of the code as it is now, before anybody changes it

    def say(text: str) -> None:
        print(f"{text} ({time.monotonic() - started:.0f} s)", flush=True)

    readings, runs = book()
    shown = {p.name for r in readings.values() for p in r.programs}
    programs = {path: load_program(path.name) for path in sorted(SNIPPETS.glob("*.py")) if path.name in shown}
    wanted = chosen_files(readings | programs, chosen.paths, chosen.changed)
    pages = [reading for path, reading in readings.items() if path in wanted]
    mutants = [mutant for reading in pages for mutant in page_mutants(reading)]
    say(f"{len(mutants)} digits on {len(pages)} pages")
    alive = [(m, readings[m.path].page.text) for m in unnoticed(mutants, readings, runs, say)]
    programs = {} if chosen.no_programs else {path: program for path, program in programs.items()
                                              if path in wanted}
    if programs:
        more, survived = falsify_programs(readings, runs, programs, say)
        mutants += more
        alive += [(m, programs[m.path].text) for m in survived]
    everything = falsify_figures and not chosen.paths and not chosen.changed
    labels_falsified, figures_alive = falsify_figures() if everything else (0, [])
    unexplained = print_outcome(mutants, alive, labels_falsified, figures_alive)
    files: dict[Path, Reading | Program] = {reading.page.path: reading for reading in pages} | programs
    save_record(entries(files, mutants, alive, engine))
    total, left = len(mutants) + labels_falsified, len(alive) + len(figures_alive)
    say(f"{total - left} of {total} noticed, {left} not, {unexplained} of these without a reason")
    return 1 if unexplained else 0


def print_outcome(mutants: list[Mutant], alive: list[tuple[Mutant, str]], labels_falsified: int,
                  figures_alive: list[str]) -> int:
    """Print counts by kind, and each mutant that went unnoticed with its reason; gives how many have none."""
    total, survived = Counter(m.kind for m in mutants), Counter(m.kind for m, _ in alive)
    if labels_falsified:
        total["figure"], survived["figure"] = labels_falsified, len(figures_alive)
    for kind in sorted(total):
        print(f"  {kind:12} {total[kind] - survived[kind]:6} of {total[kind]:6} noticed")
    reasons = labels("en")["report"]["reasons"]
    for mutant, text in alive:
        print(f"{mutant.describe(text)}\n    {reasons.get(mutant.reason(text), 'no reason is written for this')}")
    for label in figures_alive:
        print(f"{label}\n    no reason is written for this")
    return sum(not mutant.reason(text) for mutant, text in alive) + len(figures_alive)


def entries(files: dict[Path, Reading | Program], mutants: list[Mutant], alive: list[tuple[Mutant, str]],
            engine: str) -> dict[str, Entry]:
    """What to keep of each file that was falsified; ``alive`` pairs each unnoticed mutant with its file's
    text.
    """
    total, left = Counter(m.path for m in mutants), Counter(m.path for m, _ in alive)
    explained = Counter(m.path for m, text in alive if m.reason(text))
    day = datetime.date.today().isoformat()
    return {shown_path(path): Entry(state_of(file), day, total[path], total[path] - left[path],
                                    explained[path], engine)
            for path, file in files.items()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
