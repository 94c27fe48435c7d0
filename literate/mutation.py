"""Is the proof any good? Falsify each number of the book, one digit or word at a time, and demand that the check notices.

``make mutate`` does so for every digit and number word that a page shows, every number in every program and every digit
in a figure, and keeps the outcome (:mod:`literate.mutation_record`) for the report; ``make test`` does so for a fixed sample
and for all figures. A mutant is killed when a finding names the line that was changed (for a program: any page at all;
for a figure: the text).
What survives is listed, and must have its reason in :data:`SURVIVORS`.
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

from literate.claims import words
from literate.claims.check import check
from literate.claims.reader import Chapter, Claim, parse, programs_of, read
from literate.findings import ROOT, Finding, shown_path
from literate.labels import labels
from literate.mutation_record import Entry, checker, record, state_of
from literate.pages.blocks import Fence, blocks
from literate.pages.spans import hidden
from literate.parallel import map_in_processes
from literate.programs.pool import NOT_RUN, Pool
from literate.programs.program import SNIPPETS, Program, load_program
from literate.programs.run import Run
from literate.programs.run_cache import RunCache

SURVIVORS: dict[str, str] = {
    r'from="[\d_]*⟨\d⟩[\d_]*\.py"': "from",
    r"4\d\d_⟨\d⟩\.py: ": "twin",
    r"\$\\beta_⟨\d⟩\$": "name",
    r"verbose=⟨0⟩": "verbose",
    r"markersize=\d*⟨\d⟩": "size",
    r"^ps = np\.random\..*⟨\d⟩": "points",
    r"^Es = .*⟨\d⟩|^plt\.plot\(p, .*⟨\d⟩": "curve",
    r"≈ [\d.]*⟨\d⟩[\d.]*×`<!-- bench": "ratio",
    r"^python snippets/.*⟨\d⟩": "command",
}
"""Mutants that may survive, as a regular expression for the line with the digit in ⟨⟩: the name of the reason, which
is written out in the report of each language."""


@dataclass(frozen=True)
class Mutant:
    """One digit, or a number word of that ``length``, changed at ``offset`` of the text of ``path``.

    ``kind`` is the kind of claim it stands in.
    """

    path: Path
    offset: int
    line: int
    kind: str
    new: str
    length: int = 1

    @property
    def end(self) -> int:
        return self.offset + self.length

    def apply(self, text: str) -> str:
        """The text with the digit or word changed."""
        return text[:self.offset] + self.new + text[self.end:]

    def describe(self, text: str) -> str:
        line = text.split("\n")[self.line - 1].strip()
        old = text[self.offset:self.end]
        return f"{shown_path(self.path)}:{self.line}: {self.kind}: {old} → {self.new} in: {line[:90]}"

    def reason(self, text: str) -> str:
        """The name of the reason why the mutant may survive; "" if it may not."""
        line = words.marked(text, self.offset, self.end)
        return next((reason for pattern, reason in SURVIVORS.items() if re.search(pattern, line)), "")


def other_digit(digit: str, seed: object) -> str:
    """Another digit, always the same for the same place."""
    return random.Random(repr(seed)).choice([d for d in "0123456789" if d != digit])


def page_mutants(chapter: Chapter) -> Iterator[Mutant]:
    """One for each digit and each number word that a reader of the page sees."""
    text = chapter.text
    for block in blocks(text):
        if isinstance(block, Fence):
            visible = [(block.start, block.end)]
        else:
            _, start, end = block
            visible = outside([(a + start, b + start) for a, b in hidden(text[start:end])], start, end)
        for first, last in visible:
            for match in re.finditer(r"[0-9]", text[first:last]):
                offset = first + match.start()
                claim = claim_at(chapter, offset)
                # The same in both editions, so that a falsified program is run once for both.
                seed = (claim.text, offset - claim.start) if claim else offset
                yield Mutant(chapter.path, offset, text.count("\n", 0, offset) + 1, claim.kind if claim else "prose",
                             other_digit(match[0], (chapter.path.name, seed)))
        if not isinstance(block, Fence):
            for word in words.found(text, start, end):
                new = words.another(word.text, random.Random(f"{chapter.path.name} {word.start}"))
                yield Mutant(chapter.path, word.start, text.count("\n", 0, word.start) + 1, "word", new, len(word.text))


def outside(spans: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """What of start…end no span covers."""
    edges = [start, *(edge for span in sorted(spans) for edge in span), end]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2]) if a < b]


def claim_at(chapter: Chapter, offset: int) -> Claim | None:
    return next((claim for claim in chapter.claims if claim.start <= offset < claim.end), None)


def program_mutants(program: Program) -> Iterator[Mutant]:
    """One for each digit of each number in the program."""
    for match in re.finditer(r"(?<![A-Za-z_])\d", program.text):
        if re.search(r"[A-Za-z_]\d*$", program.text[:match.start()]):
            continue            # a part of a name, such as beta_1
        yield Mutant(program.path, match.start(), program.text.count("\n", 0, match.start()) + 1, "program",
                     other_digit(match[0], (program.name, match.start())))


def survives_on_page(mutant: Mutant, chapter: Chapter, runs: dict[str, Run]) -> bool:
    """Whether the check finds nothing wrong with the claim that the mutant changed.

    A digit of a program (an edit, or a program written on the page) may be noticed anywhere on the page.
    """
    around = claim_at(chapter, mutant.offset)
    lines = range(mutant.line, mutant.line + 1)
    if around:
        lines = range(around.line, around.line + 1 + chapter.text.count("\n", around.start, around.end))
        if any(finding.line in lines for finding in findings_alone(mutant, chapter, around, runs)):
            return False
    lines = table_around(chapter.text, mutant.line) or lines
    anywhere = mutant.kind in ("edit", "inline")
    changed = chapter.with_text(mutant.apply(chapter.text))
    if any(anywhere or finding.line in lines for finding in changed.findings):
        return False
    for claim in sorted(changed.claims, key=lambda c: not c.start <= mutant.offset < c.end):
        if all(p.text in runs for p in (claim.program, claim.twin) if p):
            if any(anywhere or finding.line in lines for finding in check(changed, claim, runs)):
                return False
    return True


def findings_alone(mutant: Mutant, chapter: Chapter, claim: Claim, runs: dict[str, Run]) -> list[Finding]:
    """What is found wrong with the changed claim by itself: mostly enough, and the page need not be read again."""
    place = mutant.offset - chapter.text.rfind(claim.text, claim.start, claim.end)
    source = chapter.text[claim.start:claim.end]
    simple = claim.kind in ("output", "math", "code") and "default" not in claim.options and claim.text in source
    if not simple or not 0 <= place < len(claim.text):
        return []
    return check(chapter, replace(claim, text=claim.text[:place] + mutant.new + claim.text[place + 1:]), runs)


def table_around(text: str, line: int) -> range | None:
    """The lines of the table that begins at ``line``: its heads name the programs that its rows quote."""
    lines = text.split("\n")
    if not lines[line - 1].startswith("|") or line >= len(lines) or not re.match(r"\|[-:|\s]+$", lines[line]):
        return None
    last = next((n for n in range(line, len(lines)) if not lines[n].startswith("|")), len(lines))
    return range(line, last + 1)


def survives_in_program(mutant: Mutant, program: Program, chapters: list[Chapter], runs: dict[str, Run]) -> bool:
    """Whether no page notices that the program is another."""
    def load(name: str) -> Program:
        return replace(program, text=mutant.apply(program.text)) if name == program.name else load_program(name)

    for chapter in chapters:
        changed = parse(chapter.text, chapter.path, load)
        if changed.findings:
            return False
        if any(check(changed, claim, runs) for claim in changed.claims
               if all(p.text in runs for p in (claim.program, claim.twin) if p)):
            return False
    return True


def new_programs(mutants: Iterable[Mutant], chapters: dict[Path, Chapter], runs: dict[str, Run],
                 further: bool = False) -> list[Program]:
    """Programs that only the mutants have: edits, programs written on pages, questions for a library's default.

    Of each mutant the one that was changed; with ``further`` those, too, that later edits of the page make of it.
    """
    found: dict[str, Program] = {}
    for mutant in mutants:
        chapter = chapters[mutant.path]
        claim = claim_at(chapter, mutant.offset)
        if claim and (claim.kind in ("edit", "inline") or "default" in claim.options):
            changed = chapter.with_text(mutant.apply(chapter.text))
            claim = claim_at(changed, mutant.offset)
            programs = changed.programs if further or not claim else [claim.program]
            found |= {program.text: program for program in programs if program.text not in runs}
    return list(found.values())


def run_mutants(programs: list[Program], say: Callable[[str], None]) -> dict[str, Run]:
    """Runs of falsified programs; they are kept apart from the book's own."""
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


def survivors_of(mutants: list[Mutant], chapters: dict[Path, Chapter], runs: dict[str, Run],
                 say: Callable[[str], None] = lambda text: None) -> list[Mutant]:
    """Those of the page mutants that no check notices."""
    runs = runs | run_mutants(new_programs(mutants, chapters, runs), say)
    alive = judged(mutants, chapters, runs, say)
    if further := new_programs(alive, chapters, runs, further=True):
        alive = judged(alive, chapters, runs | run_mutants(further, say), say)
    return alive


def judged(mutants: list[Mutant], chapters: dict[Path, Chapter], runs: dict[str, Run],
           say: Callable[[str], None]) -> list[Mutant]:
    """The mutants that the check does not notice, given the runs of what they changed; with all processors if many."""
    def lives(mutant: Mutant) -> bool:
        return survives_on_page(mutant, chapters[mutant.path], runs)

    alive = []
    for done, (mutant, is_alive) in enumerate(zip(mutants, map_in_processes(lives, mutants, least=1000)), 1):
        alive += [mutant] if is_alive else []
        if done % 5000 == 0 or done == len(mutants) > 999:
            say(f"  judged {done}/{len(mutants)}: {done - len(alive)} killed")
    return sorted(alive, key=lambda m: (m.path, m.offset))


def book() -> tuple[dict[Path, Chapter], dict[str, Run]]:
    """The pages by their path, and the runs of all that they show."""
    chapters = {path: read(path) for path in sorted((ROOT / "docs").rglob("*.md"))}
    return chapters, Pool().run([p for c in chapters.values() for p in programs_of(c.claims)])


def falsified_programs(chapters: dict[Path, Chapter], runs: dict[str, Run], paths: list[Path],
                       say: Callable[[str], None]) -> tuple[list[Mutant], list[Mutant], dict[Path, Program]]:
    """All mutants of the programs at ``paths``, those that survive, and the programs by path."""
    programs = {path: load_program(path.name) for path in paths}
    mutants = [m for program in programs.values() for m in program_mutants(program)]
    pages: dict[Path, list[Chapter]] = {}
    for path, program in programs.items():
        pages[path] = [c for c in chapters.values() if any(p.name == program.name for p in c.programs)]
    needed: dict[str, Program] = {}
    for mutant in mutants:
        program = programs[mutant.path]
        changed = replace(program, text=mutant.apply(program.text))
        needed[changed.text] = changed
    say(f"running {len(needed)} falsified programs")
    runs = runs | run_mutants(list(needed.values()), say)
    alive = [m for m in mutants if survives_in_program(m, programs[m.path], pages[m.path], runs)]
    return mutants, alive, programs


def falsified_figures(say: Callable[[str], None]) -> tuple[int, list[str]]:
    """How many digits the labels of all figures have, and those that could be others."""
    from figures.proof import falsify_all

    total, alive = falsify_all()
    say(f"{total} digits in figures")
    return total, alive


def main(arguments: list[str]) -> int:
    """Report killed/total by kind and every survivor; 1 where one has no reason."""
    options = argparse.ArgumentParser(prog="make mutate", description=__doc__.split("\n")[0])
    options.add_argument("paths", nargs="*", type=Path, help="pages and programs (default: all)")
    options.add_argument("--no-programs", action="store_true", help="only the pages")
    chosen = options.parse_args(arguments)
    started = time.monotonic()

    def say(text: str) -> None:
        print(f"{text} ({time.monotonic() - started:.0f} s)", flush=True)

    checker()               # of the code as it is now, before anybody changes it
    chapters, runs = book()
    wanted = {path.resolve() for path in chosen.paths}
    pages = [c for path, c in chapters.items() if not wanted or path.resolve() in wanted]
    mutants = [mutant for chapter in pages for mutant in page_mutants(chapter)]
    say(f"{len(mutants)} digits and number words on {len(pages)} pages")
    alive = [(m, chapters[m.path].text) for m in survivors_of(mutants, chapters, runs, say)]
    programs: dict[Path, Program] = {}
    if not chosen.no_programs:
        shown = {p.name for c in chapters.values() for p in c.programs}
        paths = [p for p in sorted(SNIPPETS.glob("*.py")) if p.name in shown and (not wanted or p.resolve() in wanted)]
        more, survived, programs = falsified_programs(chapters, runs, paths, say)
        mutants += more
        alive += [(m, programs[m.path].text) for m in survived]
    total, survived = Counter(m.kind for m in mutants), Counter(m.kind for m, _ in alive)
    in_figures, unnoticed = (0, []) if wanted else falsified_figures(say)
    if in_figures:
        total["figure"], survived["figure"] = in_figures, len(unnoticed)
    for kind in sorted(total):
        print(f"  {kind:12} {total[kind] - survived[kind]:6} of {total[kind]:6} killed")
    for mutant, text in alive:
        reason = labels("en")["report"]["reasons"].get(mutant.reason(text), "no reason is written for this")
        print(f"{mutant.describe(text)}\n    {reason}")
    for label in unnoticed:
        print(f"{label}\n    no reason is written for this")
    entries = outcome({c.path: c for c in pages} | programs, mutants, alive)
    record(entries)
    unexplained = len(alive) - sum(entry.explained for entry in entries.values()) + len(unnoticed)
    left = survived.total()
    say(f"{total.total() - left} of {total.total()} killed, {left} survive, {unexplained} of them without a reason")
    return 1 if unexplained else 0


def outcome(files: dict[Path, Chapter | Program], mutants: list[Mutant],
            alive: list[tuple[Mutant, str]]) -> dict[str, Entry]:
    """What to keep of each file that was falsified; ``alive`` pairs each survivor with its file's text."""
    total, left = Counter(m.path for m in mutants), Counter(m.path for m, _ in alive)
    explained = Counter(m.path for m, text in alive if m.reason(text))
    day = datetime.date.today().isoformat()
    return {shown_path(path): Entry(state_of(file), day, total[path], total[path] - left[path], explained[path],
                                    checker()).sealed() for path, file in files.items()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
