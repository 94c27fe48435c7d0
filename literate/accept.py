"""Bring the outputs and numbers that pages show up to date with what the programs give: ``make accept``.

Changes nothing else, byte for byte, shows each change as a diff, and refuses where it cannot know what belongs
on the page. A file is replaced whole or not at all.
"""

from __future__ import annotations

import difflib
import math
import re
import sys
from pathlib import Path

import numpy as np

from literate.cache import write_whole
from literate.claims.check import check, compare
from literate.claims.reader import Chapter, Claim, programs_of, read
from literate.claims.values import values_meant
from literate.findings import ROOT, Finding, shown_path
from literate.formulas.expressions import FormulaError, Unknown, Unsupported
from literate.formulas.latex import parse_latex
from literate.formulas.python_code import parse_code
from literate.pages.blocks import FENCE
from literate.programs.pool import Pool, print_progress
from literate.programs.run import Run


def main(arguments: list[str]) -> int:
    """Accept for the pages named, or for all; 1 where something was refused."""
    paths = [Path(a) for a in arguments] or sorted((ROOT / "docs").rglob("*.md"))
    refused = [Finding(path, 1, "there is no such page.", "Name one below docs/.") for path in paths if not path.is_file()]
    chapters = [read(path) for path in paths if path.is_file()]
    pool = Pool(report=print_progress(sys.stdout))
    runs = pool.run([p for chapter in chapters for p in programs_of(chapter.claims)])
    changed = 0
    for chapter in chapters:
        text, findings = accept(chapter, runs)
        refused += chapter.findings + findings
        if text == chapter.text:
            continue
        if chapter.path.read_bytes() != chapter.text.encode():
            refused.append(Finding(chapter.path, 1, "the page was changed while its programs ran.", "Start again."))
            continue
        try:
            replace_file(chapter.path, text)
        except OSError as error:
            refused.append(Finding(chapter.path, 1, f"the page cannot be written: {error.strerror}."))
            continue
        changed += 1
        name = shown_path(chapter.path)
        sys.stdout.writelines(difflib.unified_diff(chapter.text.splitlines(True), text.splitlines(True), name, name, n=1))
    for finding in refused:
        print(finding)
    print(f"{changed} of {len(chapters)} pages changed" + (f", {len(refused)} places left alone" if refused else ""))
    return 1 if refused else 0


def accept(chapter: Chapter, runs: dict[str, Run]) -> tuple[str, list[Finding]]:
    """The page's text with its outputs as printed and its numbers as computed, and what was refused.

    It is gone through again where an output has changed: what speaks of that may be wrong only then.
    """
    text, refused = accept_once(chapter, runs)
    if text == chapter.text:
        return text, refused
    again = chapter.with_text(text)
    text, refused = accept_once(again, runs)
    before = {finding.problem for finding in chapter.findings}
    return text, [finding for finding in again.findings if finding.problem not in before] + refused


def accept_once(chapter: Chapter, runs: dict[str, Run]) -> tuple[str, list[Finding]]:
    """The text after one pass, each claim held against the page as it was before, and what was refused."""
    text, refused = chapter.text, []
    for claim in sorted(chapter.claims, key=lambda c: c.start, reverse=True):
        if claim.kind not in ("output", "code", "math"):
            continue
        found = check(chapter, claim, runs)
        if found and all(finding.drift for finding in found):
            continue                    # right on the machine that the page speaks of
        try:
            if claim.kind == "output":
                changes = new_output(chapter, claim, runs[claim.program.text])
            elif found:
                changes = new_numbers(chapter, claim, runs)
            else:
                continue
        except Refused as error:
            refused.append(Finding(chapter.path, claim.line, f"{error}.",
                                   "Nothing was changed here: decide, and write it by hand."))
            continue
        text = apply(text, changes)
    return text, refused


class Refused(Exception):
    """Why a claim is left as it stands."""


Change = tuple[int, int, str]           # first and last offset of what goes, and what comes in its place


def new_output(chapter: Chapter, claim: Claim, run: Run) -> list[Change]:
    """The output as printed. Raises Refused where the program fails, it is unclear which lines are shown, or no fence
    could show them."""
    if run.error:
        raise Refused(f"{claim.program.name} fails: {run.error}")
    if not compare(claim.text, run.stdout):
        return []
    try:
        body = shown_part(claim.text, run.stdout)
    except ValueError as error:
        raise Refused(str(error)) from None
    if "..." in run.stdout.split("\n"):
        raise Refused(f"{claim.program.name} prints a line `...`, which stands for other lines on a page")
    start, end = int(claim.options["start"]), int(claim.options["end"])
    changes = [(start, end, _indented(body, claim, chapter.text))]
    again = chapter.with_text(apply(chapter.text, changes))
    if not any(c.kind == "output" and c.start == claim.start and c.text == body for c in again.claims):
        raise Refused(f"{claim.program.name} prints a line that would end its fence")
    lines = range(claim.line, claim.line + body.count("\n") + 3)
    if wrong := [finding for finding in again.findings if finding.line in lines]:
        raise Refused(f"{claim.program.name} prints what no page can show: {wrong[0].problem.rstrip('.')}")
    return changes


def new_numbers(chapter: Chapter, claim: Claim, runs: dict[str, Run]) -> list[Change]:
    """The numbers of the one side that is written out, computed from the other, to as many digits as now.

    Raises Refused where more than one side could be the wrong one.
    """
    if special := {"usual", "bench", "default"} & claim.options.keys():
        raise Refused(f"`{claim.text}` is no value of the program's ({min(special)})")
    source, at = claim.text, chapter.text.index(claim.text, claim.start)
    try:
        chains = [parse_code(source)] if claim.kind == "code" else parse_latex(source)
    except FormulaError as error:
        raise Refused(f"`{source.strip()}` cannot be read: {error}") from None
    changes: list[Change] = []
    for chain in chains:
        written = [side for side in chain.sides if side.is_literal]
        computed = [side for side in chain.sides if not side.is_literal]
        if len(written) != 1 or not computed or any(side.is_numeric and side.numbers for side in computed[1:]):
            raise Refused(f"`{source.strip()}` has more than one side that could be wrong")
        if not set(chain.relations) <= {"=", "==", "≈", "←"}:
            raise Refused(f"`{source.strip()}` does not hold, and no digits would make it hold")
        values = values_meant(chapter, claim, chain, runs)
        try:
            value = np.ravel(computed[-1].evaluate(values))
        except (Unknown, Unsupported, FormulaError) as error:
            raise Refused(f"`{source.strip()}`: {error}") from None
        numbers = written[0].numbers
        if len(value) != len(numbers):
            raise Refused(f"`{source.strip()}`: {len(numbers)} numbers are shown and there are {len(value)}")
        changes += [(at + n.start, at + n.end, written_like(source[n.start:n.end], float(v)))
                    for n, v in zip(numbers, value)]
    again = chapter.with_text(apply(chapter.text, changes))
    if any(check(again, c, runs) for c in again.claims if c.start == claim.start):
        raise Refused(f"`{source.strip()}` does not hold, and no digits would make it hold")
    return [change for change in changes if chapter.text[change[0]:change[1]] != change[2]]


def apply(text: str, changes: list[Change]) -> str:
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def written_like(old: str, value: float) -> str:
    """``value`` with as many digits as ``old`` shows. Raises Refused where an integer would need decimals."""
    mantissa, exponent, _ = old.lower().partition("e")
    places = len(mantissa.partition(".")[2])
    if not math.isfinite(value):
        raise Refused(f"{old} is now {value!r}, and no digits say that")
    if exponent:
        return f"{value:.{places}e}"
    if "." not in mantissa and value != round(value):
        raise Refused(f"{old} is now {value!r}, which is no integer")
    new = f"{value:.{places}f}"
    return new if float(new) else new.removeprefix("-")


def shown_part(shown: str, printed: str) -> str:
    """What of ``printed`` the page shows: all, or as many lines before and after its ``...`` as now.

    Raises ValueError where lines stand between two ``...``: nothing says which of the new ones they are.
    """
    lines = printed.removesuffix("\n").split("\n")
    want = shown.split("\n")
    gaps = [number for number, line in enumerate(want) if line == "..."]
    if not gaps:
        return "\n".join(lines)
    if len(gaps) > 1:
        raise ValueError("lines between two `...` cannot be told apart")
    head, tail = want[:gaps[0]], want[gaps[0] + 1:]
    if len(head) + len(tail) > len(lines):
        return "\n".join(lines)
    return "\n".join([*lines[:len(head)], "...", *lines[len(lines) - len(tail):]])


def _indented(body: str, claim: Claim, text: str) -> str:
    """The body with the indentation and the line ends that the fence has on its page."""
    opening = text[claim.start:text.index("\n", claim.start)]
    indent = re.sub(r"[-*+]|\d+[.)]", lambda mark: " " * len(mark[0]), FENCE.match(opening.rstrip("\r"))["prefix"])
    end = "\r\n" if opening.endswith("\r") else "\n"
    return "".join((f"{indent}{line}" if line else indent.rstrip(" ")) + end for line in body.split("\n"))


def replace_file(path: Path, text: str) -> None:
    """Put the text in the place of the page, or of the file behind a link, all of it or nothing, for the same readers."""
    path = path.resolve()
    write_whole(path, text.encode("utf-8"), path.stat().st_mode)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
