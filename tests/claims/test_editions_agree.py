"""The Korean and the English edition have the same in the same order, and what they don't have is noticed."""

import functools
from os.path import commonprefix
from pathlib import Path

import pytest
from book_maker import FENCE
from editions import first_difference

from literate.claims.reader import read, read_text
from literate.findings import ROOT
from literate.programs.program import Program

KOREAN, ENGLISH = ROOT / "docs" / "ko", ROOT / "docs" / "en"
PAGES, LABS = (tuple({path.relative_to(folder).as_posix() for path in folder.rglob(kind)}
                     for folder in (KOREAN, ENGLISH)) for kind in ("*.md", "*.py"))


@pytest.mark.parametrize("name", sorted(PAGES[0] & PAGES[1]))
def test_page(name):
    found = first_difference(read(KOREAN / name), read(ENGLISH / name))
    assert not found, str(found)


def test_every_page_is_in_both_editions():
    for korean, english in (PAGES, LABS):
        assert korean == english


# --- what is noticed ---

KO = f"""\
---
description: 층 하나
---

# 4.1.1 층

값 $W$에서 출발해 [4.1.2절](412.md)로 갑니다. `2 * 3 = 6`입니다.

$$
W = 3
$$

{FENCE}python title="411_1.py"
--8<-- "411_1.py"
{FENCE}

{FENCE}python {{title="411_2.py" from="411_1.py"}}
--8<-- "411_2.py"
{FENCE}

- `W = 3`: 가중치입니다.
- 그리고 `W = 3`입니다.

{FENCE}output
W = 3
{FENCE}

<!-- twins: 411_1.py 411_2.py -->

## 그림

![그래프](figures/411.svg){{ width="400" }}

{FENCE}python
x = 1       # 하나
print(x)
{FENCE}

{FENCE}diff title="411_1.py"
-W = 3
+W = 4  # 넷
{FENCE}

{FENCE}bash {{ .illustration reason="명령" }}
make test   # 검사
{FENCE}

<view-steps program="411_1" label="보기"></view-steps>

### 표

| 값 | `411_1.py` |
|---|---|
| 첫째 | `print('W =', W)` |

`W = 4`<!-- 411_1.py -->, 0.01<!-- usual SGD.lr -->, 200<!-- given --> epoch.
"""
WORDS = {"층 하나": "one layer", "층\n": "A layer\n", "값 $W$에서 출발해": "From $W$ we go to",
         "4.1.2절": "section 4.1.2", "로 갑니다.": ".", "입니다.": ".", "가중치": "the weight",
         "그리고": "And",
         "그림": "A picture", "그래프": "a graph", "하나": "one", "넷": "four", "명령": "a command",
         "검사": "check", "보기": "watch", "표\n": "A table\n",
         "값": "value", "첫째": "first", " epoch.": " epochs."}
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
                                                        "number", "section", "quote"}


def test_prose_is_free():
    assert difference(EN) is None


CHANGES = {
    "number": ("`2 * 3 = 6`", "`3 * 2 = 6`", "`3 * 2 = 6`", "`2 * 3 = 6`"),
    "claim gone": (" `2 * 3 = 6`", "", "a paragraph", "`2 * 3 = 6`"),
    "formula": ("$$\nW = 3\n", "$$ W = 4\n", "W = 4", "W = 3"),
    "symbol": ("From $W$", "From $B$", "`B`", "`W`"),
    "origin of a program": (' from="411_1.py"', "", "the program 411_2.py", "from 411_1.py"),
    "output": ("output\nW = 3", "output\nW = 5", "the line `W = 5`", "the line `W = 3`"),
    "quote": ("- `W = 3`:", "- `print('W =', W)`:", "print", "`W = 3`"),
    "item gone": ("- And `W = 3`.\n", "", "a fence", "an item of a list"),
    "inline program": ("print(x)", "print(x )", "`print(x )`", "`print(x)`"),
    "edit": ("+W = 4", "+W = 5", "`+W = 5`", "`+W = 4`"),
    "longer edit": ("# four\n", "# four\n+B = 5\n", "`+B = 5`", "the end of the fence"),
    "command": ("make test", "make site", "`make site`", "`make test`"),
    "link": ("(412.md)", "(413.md)", "the link 413.md", "the link 412.md"),
    "link to a heading": ("(412.md)", "(412.md#data)", "the link 412.md#…", "the link 412.md"),
    "number of a section": ("section 4.1.2", "section 4.1.3", "4.1.3", "4.1.2"),
    "image": ("411.svg", "412.svg", "412.svg", "411.svg"),
    "size of an image": ('"400"', '"500"', "500", "400"),
    "element": ('"411_1" label', '"411_2" label', "411_2", "411_1"),
    "level of a heading": ("### A table", "## A table", "level 2", "level 3"),
    "heading gone": ("## A picture\n\n", "", "a paragraph", "a heading of level 2"),
    "heading more": ("## A picture\n\n", "## A picture\n\n## More\n\n",
                     "a heading of level 2", "a paragraph"),
    "paragraph gone": ("From $W$ we go to [section 4.1.2](412.md). `2 * 3 = 6`.\n\n", "",
                       "`W = 3`", "`W`"),
    "paragraph more": ("## A picture", "More.\n\n## A picture", "a paragraph", "a heading of level 2"),
    "column": ("|---|---|\n", "|---|---|---|\n", "3 cells", "2 cells"),
    "directive": ("411_1.py 411_2.py -->", "411_2.py 411_1.py -->", "411_2.py 411_1.py", "411_1.py 411_2.py"),
    "program named in a remark": ("`<!-- 411_1.py -->", "`<!-- 411_2.py -->", "411_2.py", "411_1.py"),
    "remark": ("<!-- usual SGD.lr -->", "", "given", "usual"),
    "number in a sentence": ("200<!--", "20<!--", "the number 20 given", "the number 200 given"),
    "end": ("`W = 4`<!-- 411_1.py -->, 0.01<!-- usual SGD.lr -->, 200<!-- given --> epochs.\n", "",
            "the end of the page",
            "a paragraph"),
}


@pytest.mark.parametrize("old, new, here, there", CHANGES.values(), ids=CHANGES)
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
