"""The Korean and the English edition have the same in the same order, and what they don't have is noticed."""

import functools
from os.path import commonprefix
from pathlib import Path

import pytest
from editions import first_difference
from examples import rows, tables
from whole_book import reading

from literate.claims.reader import read_text
from literate.findings import ROOT
from literate.programs.program import Program

KOREAN, ENGLISH = ROOT / "docs" / "ko", ROOT / "docs" / "en"
PAGES, LABS = (tuple({path.relative_to(folder).as_posix() for path in folder.rglob(kind)}
                     for folder in (KOREAN, ENGLISH)) for kind in ("*.md", "*.py"))


@pytest.mark.parametrize("name", sorted(PAGES[0] & PAGES[1]))
def test_page(name):
    found = first_difference(reading(KOREAN / name), reading(ENGLISH / name))
    assert not found, str(found)


def test_every_page_is_in_both_editions():
    for korean, english in (PAGES, LABS):
        assert korean == english


# --- what is noticed ---

KO, WORDS = (tables(__file__)[name] for name in ("korean", "words"))
EN = functools.reduce(lambda text, word: text.replace(*word), WORDS.items(), KO)


def page(text, path):
    def load(name):
        return Program(name, f"W = 3\nprint('W =', W)\nname = '{name}'\n", Path(name))

    return read_text(text, Path(path), load)


def difference(english, korean=KO):
    """What is said about the Korean example, or another page, and an English page."""
    found = first_difference(page(korean, "ko/411.md"), page(english, "en/411.md"))
    return found and f"{found.path}:{found.line}: {found.problem}"


@pytest.mark.parametrize("text", [KO, EN])
def test_the_example_has_claims(text):
    example = page(text, "411.md")
    assert example.findings == ()
    assert {claim.kind for claim in example.claims} == {
        "program", "edit", "output", "inline", "illustration", "note", "twins", "statement", "formula",
        "number", "section", "quote", "drawing"}


def test_prose_is_free():
    assert difference(EN) is None


@pytest.mark.parametrize("old, new, here, there", rows(__file__, "changes"))
def test_a_change(old, new, here, there):
    """It is said what the page has in place of what, and the line of the other edition where they part."""
    assert EN.count(old) == 1
    start = EN.index(old) + len(commonprefix([old, new]))
    said = difference(EN.replace(old, new))
    assert said and said.startswith("en/411.md:")
    now, then = said.split(f", in ko/411.md:{EN.count(chr(10), 0, start) + 1} it is ")
    assert here in now and there in then


def test_both_places_are_named():
    english = EN.replace(" `2 * 3 = 6`", "").replace("# 4.1.1", "\n# 4.1.1")
    assert difference(english) == (
        "en/411.md:10: here is a paragraph, in ko/411.md:7 it is the statement `2 * 3 = 6` (about 411_1.py).")


def test_sections_in_another_order():
    picture, table = EN.index("## A picture"), EN.index("### A table")
    said = difference(EN[:picture] + EN[table:] + EN[picture:table])
    assert "here is a heading of level 3" in said and said.endswith("it is a heading of level 2.")


@pytest.mark.parametrize("moved, there", [
    ("`2 * 3 = 6`", "the statement `2 * 3 = 6`"), ("[](412.md)", "the link 412.md"),
    ("<!-- a b -->", "the comment <!-- a b -->")])
def test_what_moves_to_another_section(moved, there):
    """Nothing else of its kind stands between: only the headings tell."""
    korean = f"# A\n\nText. {moved}\n\n## B\n\nText.\n"
    english = f"# A\n\nText.\n\n## B\n\nText. {moved}\n"
    assert difference(english, korean).endswith(f"in ko/411.md:3 it is {there}.")
