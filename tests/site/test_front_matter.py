"""The front matter of every page is YAML with a description; a page where it isn't loses its title, too."""

import re

import pytest
import yaml

from literate.findings import ROOT

DOCS = ROOT / "docs"
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))
FRONT_MATTER = re.compile(r"---\n(.*?)^---\n\n# ", re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("name", PAGES)
def test_front_matter(name):
    front = FRONT_MATTER.match((DOCS / name).read_text("utf-8"))
    assert front, "a page begins with its front matter between two lines ---, an empty line, and its title"
    entries = yaml.safe_load(front[1])
    assert set(entries) <= {"description", "tags", "asked", "hide"}     # the first page has its own way on
    assert isinstance(entries["description"], str) and entries["description"].endswith(".")
    assert all(isinstance(tag, str) for tag in entries.get("tags", []))
