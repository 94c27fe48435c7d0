"""ProperDocs builds the same site as mkdocs, byte for byte, so that whatever holds of the one holds of the
other."""

import re

import pytest
import whole_book

# From its first import on, each import of mkdocs is one of ProperDocs.
BUILD = """
import sys, properdocs.replacement, mkdocs
from literate.__main__ import main
assert mkdocs.__name__ == "properdocs"
sys.exit(main(["site", "--to", {!r}]))
"""
GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')


def files(site):
    """What the site is made of: its files without the name of what built them, by their paths."""
    return {path.relative_to(site).as_posix(): GENERATOR.sub(b"", path.read_bytes())
            for path in site.rglob("*") if path.is_file()}


@pytest.mark.rest
def test_properdocs_builds_the_same_site(run_beside, book_site, tmp_path):
    run_beside(BUILD.format(str(tmp_path / "site")), SITE_URL=whole_book.PUBLISHED)
    ours, theirs = files(book_site), files(tmp_path / "site")
    assert sorted(theirs) == sorted(ours)
    assert [name for name in ours if ours[name] != theirs[name]] == []
    assert b"ProperDocs" in (tmp_path / "site" / "index.html").read_bytes()
