"""What the site shows around its pages, from scripts, styles, templates and headings, has no digit of its
own.

A digit there is listed with what it is, or comes from a heading of the page that it leads to.
"""

import itertools
import re
from collections.abc import Iterator
from urllib.parse import urljoin

import pytest
import whole_book
from examples import rows, tables
from lxml.html import HtmlElement, document_fromstring

from literate.findings import ROOT
from literate.pages.spans import DIGIT

ASSETS = ROOT / "docs" / "assets"
SCRIPTS = sorted((ASSETS / "js").rglob("*.js"))
TEMPLATES = sorted((ROOT / "literate" / "site" / "theme").glob("*.html"))


# --- scripts ------------------------------------------------------------------------------------------------

TEXT = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|'
                  r'`(?:\\.|[^`\\])*`', re.DOTALL)
PUT_IN = re.compile(r"\$\{((?:[^{}]|\{[^{}]*\})*)\}")
STYLE = re.compile(r":host \{[^`]*")
FONTS = {'"D2Coding"'}
LISTED = tables(__file__)
IN_SCRIPTS = [*itertools.chain(*LISTED["texts"].values())]


def texts(script: str) -> Iterator[str]:
    """The texts in a script; what is put into one is an ellipsis, but for the texts in that."""
    for match in TEXT.finditer(script):
        if match[0].startswith(("//", "/*")):
            continue
        yield PUT_IN.sub("…", match[0][1:-1])
        if match[0].startswith("`"):
            for inner in PUT_IN.findall(match[0]):
                yield from texts(inner)


def unlisted(script: str) -> list[str]:
    """The texts with a digit that nobody has given a reason for."""
    return [text for text in texts(script) if DIGIT.search(STYLE.sub("", text))
            and not any(re.fullmatch(listed, text) for listed in IN_SCRIPTS)]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.relative_to(ASSETS).as_posix())
def test_no_script_says_a_digit_but_those_listed(path):
    assert unlisted(path.read_text("utf-8")) == []


def test_every_reason_is_needed():
    said = [text for path in SCRIPTS for text in texts(path.read_text("utf-8")) if DIGIT.search(text)]
    assert [listed for listed in IN_SCRIPTS if not any(re.fullmatch(listed, text) for text in said)] == []


@pytest.mark.parametrize("script", rows(__file__, "scripts"))
def test_a_digit_in_a_script_is_noticed(script):
    assert unlisted(script)


# --- styles -------------------------------------------------------------------------------------------------

def shown_by_styles(style: str) -> list[str]:
    """What a style can make a reader see that has a digit, or that counts; a table's heads are its page's, an
    axis is x or y."""
    style = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    style = re.sub(r"\\([0-9a-f]{1,6}) ?", lambda escape: chr(int(escape[1], 16)), style)
    said = re.findall(r'(?<![=(])("[^"\n]*"|\'[^\'\n]*\')', style)
    counted = re.findall(r"\bcounters?\(|counter-style|attr\((?!href|data-head|data-axis)|symbols\(", style)
    return [text for text in said if DIGIT.search(text) and text not in FONTS] + counted


def test_no_style_shows_a_digit():
    styles = [path.read_text("utf-8") for path in ASSETS.glob("*.css")]
    styles += [match[0] for path in SCRIPTS if (match := STYLE.search(path.read_text("utf-8")))]
    assert len(styles) > 4 and [text for style in styles for text in shown_by_styles(style)] == []


@pytest.mark.parametrize("style", rows(__file__, "styles"))
def test_a_digit_in_a_style_is_noticed(style):
    assert shown_by_styles(style)


# --- templates and labels -----------------------------------------------------------------------------------

FREE = re.compile(r"(?<![\w.,=≈−+-])(?:\d|10)(?![\d.,%])")
"""In a description, which is part of its page, and judged there."""


AROUND = " | ".join((
    "//text()", "//@title", "//@aria-label", "//@alt", "//@placeholder", "//@value",
    "//meta[@name='description' or @property]/@content"))


def said_around(page: HtmlElement) -> Iterator[tuple[str, str]]:
    """What a page says to readers once its article is taken off: where the link leads that a text stands in,
    or "", and the text."""
    for part in page.xpath("//article | //script | //style | //svg"):
        part.drop_tree()
    for text in page.xpath(AROUND):
        holder = text.getparent().getparent() if text.is_tail else text.getparent()
        [*_, link] = ["", *holder.xpath("ancestor-or-self::a/@href")]
        yield link, FREE.sub("", text) if text.attrname == "content" else text


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_no_template_shows_a_digit(path):
    template = re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.DOTALL)
    code = re.compile(r"\{[%{].*?[%}]\}", re.DOTALL)
    said = [text for part in code.findall(template) for text in re.findall(r'"[^"]*"', part)]
    said += [text for _, text in said_around(document_fromstring(code.sub("…", template)))]
    assert list(filter(DIGIT.search, said)) == []


# --- the site's frame ---------------------------------------------------------------------------------------

def one_line(text: str) -> str:
    return " ".join(text.replace("¶", "").split())


def headings_of(page: HtmlElement) -> list[str]:
    """The headings in a page's article that have a digit, the longest first."""
    found = page.xpath("//article//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]")
    texts = [one_line(heading.text_content()) for heading in found]
    texts += [text.partition(":")[0] for text in texts]         # as the menu has it
    return sorted(filter(DIGIT.search, texts), key=len, reverse=True)


NAMES = r"float32|CC BY 4\.0"         # a claim of its page, a licence


def strangers(pages: dict[str, str]) -> list[tuple[str, str, str]]:
    """The page, the link and the text of every digit in a frame that is in no heading of the page the link
    leads to."""
    trees = {address: document_fromstring(text) for address, text in pages.items()}
    headings = {address: headings_of(tree) for address, tree in trees.items()}
    wrong = []
    for address, tree in trees.items():
        for link, said in said_around(tree):
            there = urljoin(f"/{address}", link).partition("#")[0].removeprefix("/")
            known = [*map(re.escape, headings.get(there, [])), NAMES]
            if DIGIT.search(re.sub("|".join(known), "", one_line(said))):
                wrong.append((address, link, said))
    return wrong


def test_around_a_page_digits_are_those_of_the_headings_that_links_lead_to(book_site):
    pages = {address: (book_site / address / "index.html").read_text("utf-8")
             for address in whole_book.addresses() if not address.endswith(whole_book.MISSING)}
    assert len(pages) > 50 and strangers(pages) == []


OTHER = {"412/": "<article><h1>4.1.2 B</h1></article>"}


@pytest.mark.parametrize("frame", rows(__file__, "own"))
def test_a_heading_in_a_frame_is_no_stranger(frame):
    assert strangers({"411/": f"{frame}<article><h1>4.1.1 A</h1></article>", **OTHER}) == []


@pytest.mark.parametrize("frame", rows(__file__, "strangers"))
def test_another_digit_in_a_frame_is_a_stranger(frame):
    assert strangers({"411/": f"{frame}<article><h1>4.1.1 A</h1></article>", **OTHER})
