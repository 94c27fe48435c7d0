"""What numbers answer when a reader asks: ``asks/PAGE.json``, by the index that the page gives a number.

How an answer reads is said by docs/assets/js/shared/ask-sentence.js. In headings and links nothing can be
asked.
"""

import json
import re
from pathlib import Path
from typing import Any

from literate.claims.claim import Answer, Claim, Reading, Runs
from literate.viewer import trace, trace_files

SIDES = re.compile(r"[=≈<]")


def asked(reading: Reading, runs: Runs) -> list[tuple[Claim, int, Answer]]:
    """The claims that can be asked, in page order, and what each of their results answers, with its place
    among those of the claim."""
    in_links = {span.start for span in reading.page.spans if span.link}
    there = [claim for claim in reading.claims
             if claim.start not in in_links and not reading.page.in_heading(claim.start)]
    return [(claim, place, answer) for claim in there
            for place, answer in enumerate(claim.answers(reading, runs)) if answer]


def write(readings: list[Reading], own: list[Reading], runs: Runs, folder: Path) -> None:
    """Write the answers of the pages ``own`` into the folder; they may lead to the viewers of any of
    ``readings``."""
    viewers = {text: reading.page.path.stem for reading in reversed(readings)
               for text in trace_files.viewed(reading)}         # of several pages, the first
    for reading in own:
        here = viewers | dict.fromkeys(trace_files.viewed(reading), "")
        found = [as_json(claim, answer, runs, here) for claim, _, answer in asked(reading, runs)]
        text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
        (folder / f"{reading.page.path.stem}.json").write_text(text, "utf-8", newline="\n")


def as_json(claim: Claim, answer: Answer, runs: Runs, viewers: dict[str, str]) -> dict[str, Any]:
    """An answer as the page's script reads it; ``viewers`` are the pages that show a program's text, "" for
    this one."""
    value = getattr(claim, "written", "") or answer.written or SIDES.split(claim.text)[-1].strip()
    exact = {"value": value, "exact": answer.exact} if answer.exact else {}
    if answer.source == "gap":
        return {"gap": answer.of.split(), **exact}
    if answer.source:
        return {"source": answer.source, "text": answer.of}
    has_name = answer.program and answer.program.path.suffix == ".py"       # isn't written on a page
    return {"of": answer.of, "when": None if answer.moment == "end" else answer.moment,
            "program": answer.program.name if has_name else None, **exact,
            "to": address(answer, runs, viewers)}


def address(answer: Answer, runs: Runs, viewers: dict[str, str]) -> str | None:
    """The moment in a step viewer that an answer is about; None where none shows it."""
    program = answer.program
    if not program or not answer.name or program.text not in viewers:
        return None
    page, turns = viewers[program.text], [epoch for epoch in runs[program.text].epochs if epoch >= 0]
    epoch = answer.epoch if answer.epoch is not None or answer.moment != "end" else max(turns, default=None)
    turn = [] if epoch is None else [f"e{epoch}"]
    parts = [trace.name_of(program), *turn, answer.name, *map(str, answer.element)]
    return (f"../{page}/" if page else "") + "#why=" + ",".join(parts)
