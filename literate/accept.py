"""Bring the outputs and numbers that pages show up to date with what the programs give: ``make accept``.

Changes nothing else, byte for byte, shows each change as a diff, and refuses where it cannot know what
belongs on the page. A file is replaced whole or not at all.
"""

import difflib
import sys
from pathlib import Path

from literate.cache import write_whole
from literate.claims.claim import Change, Claim, Reading, Refused, Runs, applied, programs_of
from literate.claims.reader import read, read_text
from literate.findings import ROOT, Finding, shown_path
from literate.programs.run import Pool

REMEDY = "Nothing was changed here: decide, and write it by hand."


def main(arguments: list[str]) -> int:
    """Accept for the pages named, or for all; 1 where something was refused."""
    paths = [Path(a) for a in arguments] or sorted((ROOT / "docs").rglob("*.md"))
    refused = [Finding(path, 1, "there is no such page.", "Name one below docs/.") for path in paths
               if not path.is_file()]
    readings = [read(path) for path in paths if path.is_file()]
    runs = Pool(progress=sys.stdout).run(programs_of(readings))
    changed = 0
    for reading in readings:
        text, findings = accept(reading, runs)
        refused += [*reading.findings, *findings]
        if text == reading.page.text:
            continue
        if problem := replace_page(reading, text):
            refused.append(problem)
            continue
        changed += 1
        name = shown_path(reading.page.path)
        before, after = (each.splitlines(True) for each in (reading.page.text, text))
        sys.stdout.writelines(difflib.unified_diff(before, after, name, name, n=1))
    for finding in refused:
        print(finding)
    print(f"{changed} of {len(readings)} pages changed, {len(refused)} places left alone")
    return 1 if refused else 0


def replace_page(reading: Reading, text: str) -> Finding | None:
    """Put the text in the place of the page, or of the file behind a link, all of it or nothing, for the same
    readers.
    """
    path = reading.page.path.resolve()
    if path.read_bytes() != reading.page.text.encode():
        return Finding(reading.page.path, 1, "the page was changed while its programs ran.", "Start again.")
    try:
        write_whole(path, text.encode("utf-8"), path.stat().st_mode)
    except OSError as error:
        return Finding(reading.page.path, 1, f"the page cannot be written: {error.strerror}.")
    return None


def accept(reading: Reading, runs: Runs) -> tuple[str, list[Finding]]:
    """The page's text with its outputs as printed and its numbers as computed, and what was refused.

    It is gone through again where an output has changed: what speaks of that may be wrong only then.
    """
    text, refused = accept_once(reading, runs)
    if text == reading.page.text:
        return text, refused
    again = read_text(text, reading.page.path, reading.load)
    text, refused = accept_once(again, runs)
    before = {finding.problem for finding in reading.findings}
    return text, [finding for finding in again.findings if finding.problem not in before] + refused


def accept_once(reading: Reading, runs: Runs) -> tuple[str, list[Finding]]:
    """The text after one pass, each claim held against the page as it was before, and what was refused."""
    text, refused = reading.page.text, []
    for claim in reversed(reading.claims):
        found = list(claim.check(reading, runs))
        is_right = all(finding.drift for finding in found)      # on the machine that the page speaks of
        if claim.shows_program or is_right and (found or claim.kind != "output"):
            continue
        try:
            changes = claim.accept(reading, runs)
            if changes:
                verify(reading, claim, changes, runs)
        except Refused as error:
            refused.append(claim.finding(str(error), REMEDY))
        else:
            text = applied(text, changes)
    return text, refused


def verify(reading: Reading, claim: Claim, changes: list[Change], runs: Runs) -> None:
    """Refused where the claim would not be one, or not hold, with these changes."""
    again = read_text(applied(reading.page.text, changes), reading.page.path, reading.load)
    changed = next((c for c in again.claims if c.start == claim.start and c.kind == claim.kind), None)
    lines = range(claim.line, claim.line + sum(change.new.count("\n") for change in changes) + 3)
    before = {finding.problem for finding in reading.findings}
    if wrong := [f for f in again.findings if f.line in lines and f.problem not in before]:
        raise Refused(f"{claim.program.name} prints what no page can show: {wrong[0].problem.rstrip('.')}")
    if changed is None or any(not finding.drift for finding in changed.check(again, runs)):
        raise Refused(f"{claim.program.name} prints a line that would end its fence"
                      if claim.kind == "output" else
                      f"`{claim.text.strip()}` does not hold, and no digits would make it hold")
