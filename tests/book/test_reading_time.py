"""How long reading takes, as the first page says it."""

import re

import pytest
import whole_book

from literate.claims.sources import sources
from literate.claims.unclaimed_digits import COMMENT
from literate.findings import ROOT
from literate.pages.blocks import Prose
from literate.pages.page import FRONT_MATTER

PARTS = {"41": 4, "42": 1, "43": 2, "44": 2}            # hours, as the parts' cards say them
EXERCISE = re.compile("<!-- exercise: .*?<!-- done -->", re.DOTALL)


def minutes(name):
    """Minutes for a page of the English edition: 200 words and 12 lines of code in each, outputs and
    exercises in none.
    """
    reading = whole_book.reading(ROOT / "docs" / "en" / name)
    text = reading.page.text
    prose = "".join(text[block.start:block.end] for block in reading.page.blocks if isinstance(block, Prose))
    words = COMMENT.sub("", EXERCISE.sub("", FRONT_MATTER.sub("", prose))).split()
    code = [claim for claim in reading.claims
            if claim.kind in ("program", "edit", "inline", "illustration") and not claim.inside]
    lines = [line for claim in code for line in claim.text.splitlines() if line.strip()]
    return len(words) / 200 + len(lines) / 12


def test_the_first_section():
    assert minutes("411.md") == pytest.approx(sources()["usual"]["minutes.411"]["value"], rel=.2)


def hours(part):
    """Hours for all the pages of a part, or of several: "41", "4"."""
    pages = (path.name for path in (ROOT / "docs" / "en").glob(f"{part}*.md"))
    return sum(map(minutes, pages)) / 60


def first_page(language):
    return (ROOT / "docs" / language / "index.md").read_text("utf-8")


@pytest.mark.parametrize("part, said", PARTS.items())
def test_a_part(part, said):
    assert hours(part) == pytest.approx(said, abs=.5)
    assert f"about {said} hour" in first_page("en") and f"{said}시간쯤" in first_page("ko")


def test_the_book():
    low, high = map(int, re.search(r"about (\d+) to (\d+) hours", first_page("en")).groups())
    assert low <= hours("4") <= high == sum(PARTS.values())
    assert f"{low}시간에서 {high}시간쯤" in first_page("ko")
