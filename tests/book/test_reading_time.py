"""How long reading takes, as the first page says it."""

import re

import pytest

from literate.claims.sources import sources
from literate.findings import ROOT

FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
SILENT = re.compile(r"<!--.*?-->|\A---.*?^---", re.MULTILINE | re.DOTALL)
INCLUDED = re.compile(r'--8<-- "(\w+\.py)"')


def minutes(name):
    """Minutes for a page of the English edition: 200 words and 12 lines of code in each, outputs in none."""
    text = SILENT.sub("", (ROOT / "docs" / "en" / name).read_text("utf-8"))
    text = INCLUDED.sub(lambda program: (ROOT / "snippets" / program[1]).read_text("utf-8").strip(), text)
    code = [fence for fence in FENCE.findall(text) if not fence.startswith("```output")]
    lines = sum(bool(line.strip()) for fence in code for line in fence.splitlines()[1:-1])
    return len(FENCE.sub("", text).split()) / 200 + lines / 12


def test_the_first_section():
    assert minutes("411.md") == pytest.approx(sources()["usual"]["minutes.411"]["value"], rel=.2)


@pytest.mark.parametrize("part, hours", [("41", 4), ("42", 1), ("43", 2), ("44", 2)])
def test_a_part(part, hours):
    pages = [path.name for path in (ROOT / "docs" / "en").glob(f"{part}*.md")]
    assert sum(map(minutes, pages)) / 60 == pytest.approx(hours, abs=.5)
    assert f"about {hours} hour" in (ROOT / "docs" / "en" / "index.md").read_text("utf-8")
