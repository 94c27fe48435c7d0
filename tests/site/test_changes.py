"""The page of changes shows the digits of changes.toml and no others."""

import re
import tomllib

import pytest
from site_maker import write

from literate.findings import ROOT
from literate.labels import labels
from literate.site.changes import changes
from literate.site.languages import CONFIGS, folder_of

LISTED = ROOT / "changes.toml"
NUMBER = re.compile(r"\d[\d.]*\d|\d")
TAG = re.compile(r"<[^>]*>")
PAGE = re.compile(r"\d{3,4}")


def section(page):
    """4111 → 4.1.11"""
    return f"{page[0]}.{page[1]}.{page[2:]}"


@pytest.mark.parametrize("code", CONFIGS)
def test_the_page_shows_the_digits_of_the_file_and_no_others(book_site, code):
    page = (book_site / folder_of(code) / "changes" / "index.html").read_text("utf-8")
    article = TAG.sub("", page[page.index("<article"):page.index("</article>")])
    listed, expected = tomllib.loads(LISTED.read_text("utf-8")), []
    for entry in listed["versions"]:
        texts = [str(entry["day"]), entry["of"]]
        texts += [part for row in entry["numbers"] for part in (section(row["page"]), row["was"], row["now"])]
        expected += NUMBER.findall(" ".join(texts))
    for entry in listed["mistakes"]:
        texts = [str(entry["day"]), *map(section, filter(PAGE.fullmatch, entry["pages"])), entry[code]]
        expected += NUMBER.findall(" ".join(texts))
    assert sorted(NUMBER.findall(article)) == sorted(expected) and len(expected) > 30


def test_both_editions_say_the_same_numbers():
    for entry in tomllib.loads(LISTED.read_text("utf-8"))["mistakes"]:
        assert sorted(NUMBER.findall(entry["ko"])) == sorted(NUMBER.findall(entry["en"]))


def test_the_newest_comes_first_and_what_versions_change_is_a_table(tmp_path):
    write(tmp_path, {"changes.toml": """
[[versions]]
day = 2027-01-01
of = "numpy 2.4.6 → 2.5.0"
numbers = [{page = "411", was = "1832", now = "1831"}]
[[versions]]
day = 2027-02-01
of = "keras 3.15.1 → 3.16.0"
numbers = []
"""})
    page = changes(tmp_path / "changes.toml", "en")
    assert "| [4.1.1](411.md) | 1832 | 1831 |" in page
    assert page.index("2027-02-01") < page.index(labels("en")["changes"]["none"]) < page.index("2027-01-01")
