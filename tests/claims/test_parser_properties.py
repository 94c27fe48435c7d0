"""Whatever a page is written like, nothing on it is passed over, and fences are those that the site shows."""

import html
import re
import sys
import unicodedata
from pathlib import Path

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from literate.claims.claim import Reading
from literate.claims.reader import read_text
from literate.claims.unclaimed_digits import ShownTexts, rendered, unproven_digits
from literate.pages.blocks import Fence, blocks
from literate.pages.spans import DIGIT, SPAN, STRANGE, spans
from literate.programs.program import ProgramMissing

examples = settings(derandomize=True, deadline=None, max_examples=60)
PATH = Path("page.md")

SCRAPS = st.sampled_from([
    "```", "````", "~~~", "~~~~", "``", "`", "```python", "~~~ output", '```python title="a.py"', "<!--",
                          "-->", "<!-- 7 -->", "$", "$$",
    "\\", "\\`", "[", "]", "](", ")", "](a7.md)", "![", "{", "}", "{.a7 }", "<b 7>", "</b>", "<", ">",
                          "&half;", "&#55;", "|", "|---|",
    "- ", "7. ", "7) ", "> ", "# ", "    ", "\t", "\n", "\n\n", "\r\n", "\r\n\r\n", " ", "text", "7",
                          "-7.5e-05", "7,2", "x7", "_7_", "²", "７", "⑦",
    "**", "*", "_", "=", "$y = 7$", "`7`", "7<!-- = y -->", "<!-- = y -->", "$$\n7\n$$", "[a]: 7",
                          '!!! note "7"', "---", "https://a/7", "...", '--8<-- "a.py"'])
HIDDEN = ("comment", "target", "tag")
PAGES = st.lists(SCRAPS, max_size=25).map("".join)


def missing(name):
    raise ProgramMissing(f"there is no {name}")


def hidden(text):
    """The places that a reader of the page does not see: comments, addresses, tags."""
    return [match.span() for match in SPAN.finditer(text) if match.lastgroup in HIDDEN]


def page(text: str) -> Reading:
    return read_text(text, PATH, missing)


# --- nothing is passed over ---------------------------------------------------------------------------------


@examples
@given(PAGES)
def test_blocks_are_the_whole_page_in_its_order(text):
    position = line = 0
    for block in blocks(text):
        number, start, end = block.line, block.start, block.end
        assert (start, number) == (position, text.count("\n", 0, start) + 1)
        assert number > line or text == ""
        position, line = end, number
    assert position == len(text)


@examples
@given(PAGES)
def test_every_digit_of_running_text_is_in_a_piece_or_hidden(text):
    found = [(span.start, span.end) for span in spans(text)]
    seen = [*found, *hidden(text)]
    passed_over = [place for place, sign in enumerate(text) if DIGIT.match(sign)
                   and not any(start <= place < end for start, end in seen)]
    assert passed_over == []
    assert found == sorted(found) and all(a[1] <= b[0] for a, b in zip(found, found[1:]))


@examples
@given(PAGES)
def test_a_page_is_read_whatever_it_says(text):
    read = page(text)
    lines = text.count("\n") + 1
    assert all(1 <= finding.line <= lines for finding in read.findings)
    for claim in read.claims:
        assert 0 <= claim.start <= claim.end <= len(text)
        assert claim.line == text.count("\n", 0, claim.start) + 1


@examples
@given(PAGES)
def test_a_fence_that_nobody_claims_or_closes_is_a_finding(text):
    read = page(text)
    claimed = {claim.line for claim in read.claims}
    wrong = {finding.line for finding in read.findings}
    for block in blocks(text):
        if isinstance(block, Fence):
            body = range(block.line, block.line + 2 + block.text.count("\n"))
            assert block.closed and block.line in claimed or wrong & {*body}


@examples
@given(PAGES.filter(lambda text: "\r" not in text))
def test_line_ends_of_windows_change_nothing(text):
    def said(read: Reading) -> list:
        return [(claim.kind, claim.line, claim.text.replace("\r", "")) for claim in read.claims]

    ours, theirs = page(text), page(text.replace("\n", "\r\n"))
    assert said(ours) == said(theirs)
    assert [str(finding) for finding in ours.findings] == [str(finding).replace("\r", "")
                                                           for finding in theirs.findings]


# --- nothing is shown that was not seen ---------------------------------------------------------------------


def sevens(shown: list[tuple[str, str]]) -> int:
    return sum(text.count("7") for _, text in shown)


@examples
@given(PAGES)
@example("<!-- a --!> 7 -->")
@example("    <!-- 7 -->")
@example("text [a](b \"7\") {.x 7}")
def test_a_digit_that_shows_is_in_a_claim_or_found(text):
    """The page as Markdown shows it, held against the claims without anything masked."""
    read = page(text)
    assume(not read.findings)
    reader = ShownTexts()
    reader.feed(rendered(text))
    reader.close()
    claimed = sum(html.unescape(text[claim.start:claim.end]).count("7") for claim in read.claims)
    assert sevens(reader.shown) <= claimed or unproven_digits(read)


# --- fences are those that the site shows -------------------------------------------------------------------

MARKS = st.sampled_from(["```", "````", "`````", "~~~", "~~~~"])
LINES = ["", "a", "a `b` c", "``", "~~", "```", "~~~", "````", "```python", "~~~ python", "- a", "> a",
         "    a", "\ta", "<!-- a", "-->", "$$", "# a"]


@st.composite
def fences(draw) -> tuple[str, str]:
    """A fence and its body, which may hold the marks of other fences: shorter ones, or those of the other
    kind.
    """
    marks = draw(MARKS)
    inside = st.sampled_from([line for line in LINES if not line.startswith(marks)])
    body = "\n".join(["a", *draw(st.lists(inside, max_size=3)), "z"])
    return f"{marks}python\n{body}\n{marks}", body


def code_shown(text: str) -> list[str]:
    """The texts of the blocks of code that the site shows."""
    shown = re.findall(r"<pre\b.*?>(.*?)</pre>", rendered(text), re.DOTALL)
    return [html.unescape(re.sub(r"<[^>]*>", "", code)).strip("\n") for code in shown]


@examples
@given(st.lists(fences(), min_size=1, max_size=3))
def test_fences_are_those_that_the_site_shows(parts):
    text = "\n\ntext\n\n".join(fence for fence, _ in parts) + "\n"
    read = [block.text for block in blocks(text) if isinstance(block, Fence)]
    assert read == [body for _, body in parts]
    assert code_shown(text) == [body.expandtabs(4) for body in read]         # Markdown knows no tabs


@examples
@given(fences(), st.sampled_from(["\n", "\r\n"]))
def test_a_fence_in_a_comment_is_none(fence, end):
    text = f"<!-- a\n{fence[0].replace('-->', 'b')}\n-->\n".replace("\n", end)
    assert [block for block in blocks(text) if isinstance(block, Fence)] == []


@examples
@given(fences(), fences())
def test_a_fence_that_never_closes_takes_all_that_follows(first, second):
    opening, _, marks = first[0].rpartition("\n")
    assume(not re.search(rf"^\s*{marks}", second[0], re.MULTILINE))
    found = [block for block in blocks(f"{opening}\n\n{second[0]}\n") if isinstance(block, Fence)]
    assert len(found) == 1 and not found[0].closed
    assert [finding.line for finding in page(f"{opening}\n\n{second[0]}\n").findings] == [1]


# --- what is a digit ----------------------------------------------------------------------------------------


def shows_a_number(character: str) -> bool:
    """Whether Unicode says so, by its value, its compatible form or its name; Chinese words for numbers are
    words.
    """
    if "CJK UNIFIED" in (said := unicodedata.name(character, "")) or "CJK COMPATIBILITY IDEOGRAPH" in said:
        return False
    compatible = unicodedata.normalize("NFKC", character)
    return character.isnumeric() or "KEYCAP" in said or any(map(str.isdecimal, compatible))


def test_every_character_that_shows_a_number_is_a_digit_or_on_no_page():
    numbers = filter(shows_a_number, map(chr, range(sys.maxunicode + 1)))
    assert [hex(ord(character)) for character in numbers
            if not DIGIT.match(character) and not STRANGE.match(character)] == []


def test_letters_are_no_digits():
    letters = "abcXYZ가나힣·×−≈√αβΣ…“”«»①"
    assert DIGIT.findall(letters) == ["①"]
