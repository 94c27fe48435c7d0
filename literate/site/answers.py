"""What numbers answer when a reader asks: ``asks/PAGE.json``, by the index that the page gives a number.

How an answer reads is said by docs/assets/js/shared/ask-sentence.js. In headings and links nothing can be
asked.
"""

import re
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


def viewers(readings: list[Reading]) -> dict[str, str]:
    """By the text of each program that has a viewer, the page, of several the first."""
    return {text: reading.page.path.stem for reading in reversed(readings)
            for text in trace_files.viewed(reading)}


def of(reading: Reading, runs: Runs, elsewhere: dict[str, str]) -> list[dict[str, Any]]:
    """The answers of a page; they may lead to viewers ``elsewhere``."""
    here = elsewhere | dict.fromkeys(trace_files.viewed(reading), "")
    return [as_json(claim, answer, runs, here) for claim, _, answer in asked(reading, runs)]


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
