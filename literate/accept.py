"""Bring the outputs that pages show up to date with what the programs print: ``make accept``.

Changes nothing else, byte for byte, shows each change as a diff, and refuses where it cannot know what belongs
on the page. A file is replaced whole or not at all.
"""

from __future__ import annotations

import difflib
import os
import sys
import tempfile
from pathlib import Path

from literate.chapter import ROOT, Chapter, Claim, Finding, programs_of, read, shown_path
from literate.check import compare
from literate.run import Cache, Pool, Run, progress


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
    """The page's text with its outputs as printed, and what was refused."""
    text, refused = chapter.text, []
    for claim in sorted(chapter.claims, key=lambda c: c.start, reverse=True):
        if claim.kind != "output":
            continue
        run = runs[claim.program.text]
        if run.error:
            refused.append(Finding(chapter.path, claim.line, f"{claim.program.name} fails: {run.error}."))
        elif compare(claim.text, run.stdout):
            try:
                body = shown_part(claim.text, run.stdout)
            except ValueError as error:
                refused.append(Finding(chapter.path, claim.line, f"{error}.", "Write this output anew by hand."))
                continue
            text = text[:int(claim.options["start"])] + _indented(body, claim, text) + text[int(claim.options["end"]):]
    return text, refused


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
