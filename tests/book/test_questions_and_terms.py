"""The page of questions and the glossary lead to where the answer stands."""

import itertools
import re
from pathlib import Path

import pytest
from pymdownx.slugs import slugify

from literate.claims.unclaimed_digits import COMMENT
from literate.findings import ROOT
from literate.pages.page import Page

SLUG = slugify(case="lower")
LINK = re.compile(r"\((\w+)\.md#?([^)]*)\)")
BOLD = re.compile(r"\*\*(.+?)\*\*")
WORD = re.compile(r"[^,()]+")


def sections(path: Path) -> dict[str, str]:
    """By its anchor, the text of each section of the page, from one heading of the second level to the next;
    what stands before the first has none."""
    page = Page(path, COMMENT.sub("", path.read_text("utf-8")))
    starts = [start for start in page.headings if page.text.startswith("## ", start)]
    anchors = [SLUG(page.line_text(start).removeprefix("## "), "-") for start in starts]
    spans = itertools.pairwise([0, *starts, len(page.text)])
    return {anchor: page.text[start:end] for anchor, (start, end) in zip(["", *anchors], spans, strict=True)}


def entries(language: str, name: str, start: str) -> list[str]:
    """The page's parts that begin with ``start`` at a line's beginning, up to the next such or a heading."""
    text = (ROOT / "docs" / language / name).read_text("utf-8")
    return re.findall(rf"(?ms)^{start}(.*?)(?=^{start}|^## |\Z)", text)


def misled(language: str, entry: str, words: list[str]) -> list[str]:
    """What the entry promises and the section that it links last doesn't have."""
    page, anchor = LINK.findall(entry)[-1]
    section = sections(ROOT / "docs" / language / f"{page}.md").get(anchor)
    if section is None:
        return [f"{page}.md#{anchor}"]
    return [word for word in words if word.strip("`").lower() not in section.replace("`", "").lower()]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_an_answer_has_words_of_the_section_that_it_leads_to(language):
    questions = entries(language, "questions.md", "### ")
    assert len(questions) > 30
    assert {entry.splitlines()[0]: wrong for entry in questions
            if not BOLD.findall(entry) or (wrong := misled(language, entry, BOLD.findall(entry)))} == {}


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_home_of_a_term_has_the_term(language):
    terms = entries(language, "glossary.md", r"- \*\*")
    assert len(terms) > 40
    names = {entry: [word.strip() for word in WORD.findall(entry.partition(":")[0].replace("**", ""))]
             for entry in terms}
    assert [words for entry, words in names.items()
            if len(misled(language, entry, words)) == len(words)] == []


@pytest.mark.parametrize("name", ["questions.md", "glossary.md"])
def test_both_languages_lead_to_the_same_sections(name):
    def places(language):
        links = LINK.findall((ROOT / "docs" / language / name).read_text("utf-8"))
        return [(page, list(sections(ROOT / "docs" / language / f"{page}.md")).index(anchor))
                for page, anchor in links]
    assert places("ko") == places("en")


def test_a_wrong_answer_is_found():
    page, anchor = LINK.findall((ROOT / "docs" / "en" / "questions.md").read_text("utf-8"))[0]
    assert misled("en", f"({page}.md#{anchor})", ["no such word"]) == ["no such word"]
    assert misled("en", f"({page}.md#nowhere)", []) == [f"{page}.md#nowhere"]
