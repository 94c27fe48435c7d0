"""A claim and its run → what is wrong, if anything is.

A function for each kind of claim; :data:`CHECKS` says which. All take the chapter, the claim and the run of the
claim's program, and give findings: none when the claim holds.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from itertools import zip_longest

from literate.claims import values
from literate.claims.reader import Chapter, Claim
from literate.findings import Finding, shown_path
from literate.programs import drift
from literate.programs.run import Run


def check(chapter: Chapter, claim: Claim, runs: dict[str, Run]) -> list[Finding]:
    """What is wrong with the claim, given the runs of the page's programs by their text."""
    run = runs.get(claim.program.text) if claim.program else None
    if claim.kind in CHECKS:
        return list(CHECKS[claim.kind](chapter, claim, run))
    if claim.kind == "twins":
        return list(check_twins(chapter, claim, run, runs[claim.twin.text]))
    if other := values.program_named_beside(chapter, claim):
        problems = [f"{claim.text.strip()} speaks of {claim.program.name}, but its sentence of {other}, so name it in front"]
    elif claim.kind == "code":
        problems = values.check_code(chapter, claim, run, runs)
    elif claim.kind == "math":
        problems = values.check_math(chapter, claim, run, runs)
    elif claim.kind == "word":
        problems = values.check_statement(chapter, claim, run, runs)
    elif claim.kind == "number":
        problems = values.check_number(chapter, claim)
    else:
        return []
    return [Finding(chapter.path, claim.line, f"{problem}.", REMEDIES[claim.kind], isinstance(problem, values.Drift))
            for problem in problems]


REMEDIES = {
    "code": "Give the value that the run gave; CONTRIBUTING.md says how a number is written.",
    "math": "Give the numbers of the run, or name the program's variables; CONTRIBUTING.md says how.",
    "word": "Write the word for what the run gave, or a remark that states it; CONTRIBUTING.md says how.",
    "number": "Write it as inline code that a run proves, or in words; CONTRIBUTING.md says how.",
}


def check_program(chapter: Chapter, claim: Claim, run: Run) -> Iterator[Finding]:
    """The program ran to its end and wrote nothing to stderr of its own."""
    name = claim.program.name
    where = f"{shown_path(claim.program.path)}:{claim.program.first_line + max(run.error_line, 1) - 1}"
    if run.error:
        detail = indent("\n".join(run.traceback.strip().splitlines()[-6:]))
        edited = " after the edit" if claim.kind == "edit" else ""
        yield Finding(chapter.path, claim.line, f"{name} fails{edited}: {run.error} ({where}).",
                      f"Mend the program.\n{detail}".rstrip())
    elif run.stderr.strip():
        detail = indent("\n".join(run.stderr.strip().splitlines()[-6:]))
        yield Finding(chapter.path, claim.line, f"{name} writes to stderr.", f"Readers see this too:\n{detail}")


def check_twins(chapter: Chapter, claim: Claim, run: Run, twin: Run) -> Iterator[Finding]:
    """Both programs print the same lines: digit for digit, but for an integer's missing decimals and brackets."""
    if run.error or twin.error:
        return
    ours, theirs = (words_of_lines(r.stdout) for r in (run, twin))
    pairs = zip_longest(ours, theirs, fillvalue=["no more lines"])
    different = next((pair for pair in pairs if not same_words(*pair)), None)
    if different:
        a, b = map(" ".join, different)
        yield Finding(chapter.path, claim.line, f"{claim.program.name} prints {a} where {claim.twin.name} prints {b}.",
                      "The twins must print the same numbers.")


def words_of_lines(printed: str) -> list[list[str]]:
    """The words of each line that has any, brackets aside."""
    return [words for line in printed.split("\n") if (words := line.replace("[", " ").replace("]", " ").split())]


def same_words(ours: list[str], theirs: list[str]) -> bool:
    return len(ours) == len(theirs) and all(
        a == b or re.fullmatch(r"-?\d+", a) and re.fullmatch(rf"{a}\.0*", b) for a, b in zip(ours, theirs))


def check_output(chapter: Chapter, claim: Claim, run: Run) -> Iterator[Finding]:
    """The output shown equals what was printed, character for character."""
    if run.error:
        return          # said once, where the program stands
    wrong = compare(claim.text, run.stdout)
    if wrong and drift.machine_differences() and not compare(claim.text, run.stdout, drift.lines_agree):
        line, diff = wrong
        yield Finding(chapter.path, claim.line + 1 + line, f"{claim.program.name} rounds a last digit otherwise here "
                      f"({drift.machine_differences()}).", indent(diff).strip(), drift=True)
    elif wrong:
        line, diff = wrong
        yield Finding(chapter.path, claim.line + 1 + line, f"{claim.program.name} prints something else.",
                      f"`make accept` writes what it prints:\n{indent(diff)}")


def indent(text: str) -> str:
    return "\n".join("    " + line for line in text.splitlines())


def compare(shown: str, printed: str, same: Callable[[str, str], bool] = str.__eq__) -> tuple[int, str] | None:
    """None if ``shown`` is ``printed``; a line ``...`` stands for any number of lines. ``same`` compares two lines.

    Otherwise the index of the first line of ``shown`` that differs, and a diff of just the part around it.
    Nothing is trimmed but the line end that closes the last line.
    """
    want = shown.split("\n")
    got = printed.removesuffix("\n").split("\n")
    parts: list[tuple[int, list[str]]] = [(0, [])]
    for number, line in enumerate(want):
        if line == "...":
            parts.append((number + 1, []))
        else:
            parts[-1][1].append(line)
    position = 0
    for index, (start, part) in enumerate(parts):
        last = index == len(parts) - 1
        if index == 0:
            found = 0 if _same(part, got if last else got[:len(part)], same) else None
        elif last:
            found = len(got) - len(part)
            found = found if found >= position and _same(part, got[found:], same) else None
        else:
            starts = range(position, len(got) - len(part) + 1)
            found = next((s for s in starts if _same(part, got[s:s + len(part)], same)), None)
        if found is None:
            at = 0 if index == 0 else (max(len(got) - len(part), position) if last else _nearest(part, got, position))
            actual = got[at:] if last else got[at:at + len(part)]
            return _difference(start, part, actual)
        position = found + len(part)
    return None


def _same(part: list[str], lines: list[str], same: Callable[[str, str], bool]) -> bool:
    return len(part) == len(lines) and all(map(same, part, lines))


def _nearest(part: list[str], got: list[str], position: int) -> int:
    """Where ``part`` fits best, for a diff that shows only what matters."""
    starts = range(position, max(len(got) - len(part), position) + 1)
    return max(starts, key=lambda s: sum(a == b for a, b in zip(part, got[s:])), default=position)


def _difference(start: int, part: list[str], actual: list[str]) -> tuple[int, str]:
    """The first line that differs, and the lines around it as a short diff."""
    first = next((i for i, (a, b) in enumerate(zip(part, actual)) if a != b), min(len(part), len(actual)))
    diff = list(difflib.unified_diff(part, actual, "shown", "printed", lineterm="", n=1))[2:]
    if len(diff) > 12:
        diff = diff[:12] + [f"… and {len(diff) - 12} more lines"]
    return start + min(first, max(len(part) - 1, 0)), "\n".join(diff)


CHECKS: dict[str, Callable[[Chapter, Claim, Run], Iterator[Finding]]] = {
    "program": check_program,
    "edit": check_program,
    "inline": check_program,
    "output": check_output,
}
