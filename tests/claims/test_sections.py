"""The number of a section is that of the file it stands in, or of the file that its link leads to."""

from pathlib import Path

import pytest

from literate.claims.proof import findings_of
from literate.claims.reader import read_text


def findings(text, name="411.md"):
    """What is wrong with a page called ``name``."""
    reading = read_text(text, Path(name))
    return [*map(str, reading.findings), *map(str, findings_of(reading, reading.claims, {}))]


@pytest.mark.parametrize("number, name", [("4.1", "41.md"), ("4.1.1", "411.md"), ("4.1.9", "419.md"), ("4.1.10", "4110.md")])
def test_title_and_link_name_the_file(number, name):
    assert findings(f"# {number} Title\n", name) == []
    assert findings(f"[section {number}]({name})\n") == []


@pytest.mark.parametrize("number, name", [
    ("4.1.1", "4110.md"), ("4.1.10", "411.md"), ("4.1.11", "4110.md"), ("4.1", "411.md"), ("4.11", "411.md"),
    ("4.1.100", "41100.md"), ("4.110", "4110.md")])
def test_another_file(number, name):
    assert len(findings(f"# {number} Title\n", name)) == 1
    assert len(findings(f"[section {number}]({name})\n", "index.md")) == 1
