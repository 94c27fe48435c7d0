"""How long reading takes, as the first page says it."""

import re

import pytest

from literate.claims.completeness import COMMENT
from literate.claims.reader import read
from literate.claims.sources import sources
from literate.findings import ROOT
from literate.pages.blocks import Prose
from literate.pages.page import FRONT_MATTER

EXERCISE = re.compile("<!-- exercise: .*?<!-- done -->", re.DOTALL)


def minutes(name):
    """Minutes for a page of the English edition: 200 words and 12 lines of code in each, outputs and
    exercises in none.
    """
    reading = read(ROOT / "docs" / "en" / name)
    text = reading.page.text
    prose = "".join(text[block.start:block.end] for block in reading.page.blocks if isinstance(block, Prose))
    words = COMMENT.sub("", EXERCISE.sub("", FRONT_MATTER.sub("", prose))).split()
    code = [claim for claim in reading.claims
            if claim.kind in ("program", "edit", "inline", "illustration") and not claim.inside]
    lines = [line for claim in code for line in claim.text.splitlines() if line.strip()]
    return len(words) / 200 + len(lines) / 12


def test_the_first_section():
    assert minutes("411.md") == pytest.approx(sources()["usual"]["minutes.411"]["value"], rel=.2)


@pytest.mark.parametrize("part, hours", [("41", 4), ("42", 1), ("43", 2), ("44", 2)])
def test_a_part(part, hours):
    pages = [path.name for path in (ROOT / "docs" / "en").glob(f"{part}*.md")]
    assert sum(map(minutes, pages)) / 60 == pytest.approx(hours, abs=.5)
    assert f"about {hours} hour" in (ROOT / "docs" / "en" / "index.md").read_text("utf-8")
