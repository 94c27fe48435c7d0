"""Bring the outputs and numbers that pages show up to date with what the programs give: ``make accept``.

Changes nothing else, byte for byte, shows each change as a diff, and refuses where it cannot know what belongs
on the page. A file is replaced whole or not at all.
"""

from __future__ import annotations

import difflib
import os
import sys
import tempfile
from pathlib import Path

import numpy as np

from literate.chapter import ROOT, Chapter, Claim, Finding, programs_of, read, shown_path
from literate.check import check, compare
from literate.formula import FormulaError, Unknown, Unsupported
from literate.notation import parse_code, parse_latex
from literate.run import Cache, Pool, Run, progress
from literate.values import values_meant


def main(arguments: list[str]) -> int:
    """Accept for the pages named, or for all; 1 where something was refused."""
    paths = [Path(a) for a in arguments] or sorted((ROOT / "docs").rglob("*.md"))
    chapters = [read(path) for path in paths]
    pool = Pool(Cache(), report=progress(sys.stdout))
    runs = pool.run([p for chapter in chapters for p in programs_of(chapter.claims)])
    refused: list[Finding] = []
    changed = 0
    for chapter in chapters:
        text, findings = accept(chapter, runs)
        refused += chapter.findings + findings
        if text != chapter.text:
            changed += 1
            name = shown_path(chapter.path)
            sys.stdout.writelines(difflib.unified_diff(chapter.text.splitlines(True), text.splitlines(True), name, name, n=1))
            replace_file(chapter.path, text)
    for finding in refused:
        print(finding)
    print(f"{changed} of {len(chapters)} pages changed" + (f", {len(refused)} places left alone" if refused else ""))
    return 1 if refused else 0


def accept(chapter: Chapter, runs: dict[str, Run]) -> tuple[str, list[Finding]]:
    """The page's text with its outputs as printed and its numbers as computed, and what was refused."""
    text, refused = chapter.text, []
    for claim in sorted(chapter.claims, key=lambda c: c.start, reverse=True):
        try:
            if claim.kind == "output":
                changes = new_output(claim, runs[claim.program.text], text)
            elif claim.kind in ("code", "math") and check(chapter, claim, runs):
                changes = new_numbers(chapter, claim, runs)
            else:
                continue
        except Refused as error:
            refused.append(Finding(chapter.path, claim.line, f"{error}.", "Nothing was changed here: decide, and write it by hand."))
            continue
        text = apply(text, changes)
    return text, refused


class Refused(Exception):
    """Why a claim is left as it stands."""


Change = tuple[int, int, str]           # first and last offset of what goes, and what comes in its place


def new_output(claim: Claim, run: Run, text: str) -> list[Change]:
    """The output as printed. Raises Refused where the program fails or it is unclear which lines are shown."""
    if run.error:
        raise Refused(f"{claim.program.name} fails: {run.error}")
    if not compare(claim.text, run.stdout):
        return []
    try:
        body = shown_part(claim.text, run.stdout)
    except ValueError as error:
        raise Refused(str(error)) from None
    return [(int(claim.options["start"]), int(claim.options["end"]), _indented(body, claim, text))]


def new_numbers(chapter: Chapter, claim: Claim, runs: dict[str, Run]) -> list[Change]:
    """The numbers of the one side that is written out, computed from the other, to as many digits as now.

    Raises Refused where more than one side could be the wrong one.
    """
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
    if exponent:
        return f"{value:.{places}e}"
    if "." not in mantissa and value != round(value):
        raise Refused(f"{old} is now {value!r}, which is no integer")
    return f"{value:.{places}f}"


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
    indent = opening[:len(opening) - len(opening.lstrip(" \t>"))]
    end = "\r\n" if opening.endswith("\r") else "\n"
    return "".join(f"{indent}{line}".rstrip(" ") + end if not line else f"{indent}{line}{end}" for line in body.split("\n"))


def replace_file(path: Path, text: str) -> None:
    """Write beside the file, then rename: an interruption leaves the old one or the new one, whole."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
        os.chmod(name, path.stat().st_mode)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
