"""What the site shows around its pages, from scripts, styles, templates and headings, has no digit of its
own.

A digit there is listed with what it is, or comes from a heading of the page that it leads to.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest
import whole_book

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
IN_SCRIPTS = {
    r"[MLHVAZmlhvaz](?:[MLHVAZmlhvaz\d\s.,…-])*": "the path of a drawing",
    r"0 (?:0|…) (?:24 24|1 1|… …)": "the size of a drawing",
    r"\\u2007…": "a blank as wide as a digit",
    r"\?(?:rules|surface)=[\w&=.,-]+": "settings to try, held against the page's links in presets.test.mjs",
    r"1": "how wide the slope's triangle is, held against the run in test_slope.py",
    r"<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"…\"/></svg>": "a drawing",
    r" ?rotate\(-(?:45|90 9 …)\)": "how a drawing is turned",
    r"y[12]|h[34]": "a name in SVG or HTML",
    r"http://www\.w3\.org/(?:1999/xhtml|2000/svg)": "a name of SVG or HTML",
    r"\(min-width: 76\.25em\)|100%( 0px)?|:is\(a\[href\], \[tabindex='0'\]\)": "a width or selector",
    r"article .*h[1-6].*": "a selector",
    r"0|45|%2C": "a value in an address or an attribute, or a zero that ends a computed number",
    r"[59]|0\.|02468|a2|⁰¹²³⁴⁵⁶⁷⁸⁹": "how a computed number is rounded and written",
    r"\^2|\$1\.\$2|abs\(\$1\)": "how a formula that is typed is written anew",
    r"777\.125": "a mark for a number, held against lab_trials.py in test_lab_answers.py",
    r"4\d\d_\d\.py|beta_[12]": "the name of a program or of its variable",
    r"(?=.*[*/+])[a-z0-9_DE()*+/ -]+": "a line of a program, held against it in test_optimizers.py",
    r"AddV2": "the name of an operation of TensorFlow",
    r"\.\./4\d\d/": "the address of a page, held against it in test_operations_of_lines.py",
}
"""What scripts have with a digit in it, and what it is."""


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


@pytest.mark.parametrize("script", [
    'say("after 7 steps")', "say('7.25')", "say(`${a} of 7`)", 'say(`${a ? "7 of" : ""}`)', 'say("½")'])
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


@pytest.mark.parametrize("style", [
    'a::after { content: "7" }', "a::after { content: '; 7' }", 'a { quotes: "7" "" }',
    "a::after { content: counter(step) }", "a::after { content: attr(title) }",
    r'a::after { content: "\37" }'])
def test_a_digit_in_a_style_is_noticed(style):
    assert shown_by_styles(style)


# --- templates and labels -----------------------------------------------------------------------------------

FREE = re.compile(r"(?<![\w.,=≈−+-])(?:\d|10)(?![\d.,%])")
"""In a description, which is part of its page, and judged there."""


class Frame(HTMLParser):
    """What a page shows beside its article: texts in links by where they lead, titles and descriptions."""

    shown_attributes = ("title", "aria-label", "alt", "placeholder", "value")

    def __init__(self):
        super().__init__()
        self.inside: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.link = ""

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag not in ("meta", "link", "input", "img", "br", "hr", "path"):
            self.inside.append(tag)
        if {"article", "script", "style", "svg"} & {*self.inside}:
            return
        self.link = given.get("href", "") if tag == "a" else self.link
        shown = [given.get(name) or "" for name in self.shown_attributes]
        if given.get("name") == "description" or "property" in given:
            shown.append(FREE.sub("", given.get("content") or ""))
        self.links += [(self.link, text) for text in shown if text]

    def handle_endtag(self, tag):
        while tag in self.inside and self.inside.pop() != tag:
            pass
        self.link = "" if tag == "a" else self.link

    def handle_data(self, text):
        if not {"article", "script", "style", "svg"} & {*self.inside} and text.strip():
            self.links.append((self.link, text))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_no_template_shows_a_digit(path):
    template = re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.DOTALL)
    code = re.compile(r"\{[%{].*?[%}]\}", re.DOTALL)
    said = [text for part in code.findall(template) for text in re.findall(r'"[^"]*"', part)]
    frame = Frame()
    frame.feed(code.sub("…", template))
    assert [text for text in [*said, *(text for _, text in frame.links)] if DIGIT.search(text)] == []


# --- the site's frame ---------------------------------------------------------------------------------------

class Headings(Frame):
    """The headings in a page's article."""

    def __init__(self):
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, text):
        if "article" in self.inside and (any(re.fullmatch("h[1-6]", tag) for tag in self.inside)):
            self.found[-1] += text

    def handle_starttag(self, tag, attributes):
        super().handle_starttag(tag, attributes)
        if re.fullmatch("h[1-6]", tag):
            self.found.append("")


def one_line(text: str) -> str:
    return " ".join(text.replace("¶", "").split())


def without(headings: list[str], text: str) -> str:
    """The text without any of the headings in it."""
    for heading in sorted(headings, key=len, reverse=True):
        text = text.replace(heading, "")
    return text


NAMES = r"float32|CC BY 4\.0"         # a claim of its page, a licence


def strangers(pages: dict[str, str]) -> list[tuple[str, str, str]]:
    """The page, the link and the text of every digit in a frame that is in no heading of the page the link
    leads to."""
    headings = {}
    for address, text in pages.items():
        reader = Headings()
        reader.feed(text)
        headings[address] = [heading for heading in map(one_line, reader.found) if DIGIT.search(heading)]
    wrong = []
    for address, text in pages.items():
        frame = Frame()
        frame.feed(text)
        for link, said in frame.links:
            there = urljoin(f"/{address}", link).partition("#")[0].removeprefix("/")
            left = without(headings.get(there, []), one_line(said))
            if DIGIT.search(re.sub(NAMES, "", left)):
                wrong.append((address, link, said))
    return wrong


def test_around_a_page_digits_are_those_of_the_headings_that_links_lead_to(book_site):
    pages = {address: (book_site / address / "index.html").read_text("utf-8")
             for address in whole_book.addresses() if not address.endswith(whole_book.MISSING)}
    assert len(pages) > 50 and strangers(pages) == []


OTHER = {"412/": "<article><h1>4.1.2 B</h1></article>"}


@pytest.mark.parametrize("frame", [
    "", '<a href="../412/" title="4.1.2 B">to 4.1.2 B</a>', '<a href="#a">4.1.1 A</a>',
    "<title>4.1.1 A</title>", '<meta name="description" content="7 of them, 10에서">'])
def test_a_heading_in_a_frame_is_no_stranger(frame):
    assert strangers({"411/": f"{frame}<article><h1>4.1.1 A</h1></article>", **OTHER}) == []


@pytest.mark.parametrize("frame", [
    '<a href="../412/">4.1.1 A</a>', '<a href="../412/" aria-label="4.1.1 A">B</a>',
    '<a href="#a">4.1.2 B</a>',
    "<title>4.1.2 B</title>", "<p>7</p>", '<meta name="description" content="7.5">',
    '<meta property="og:title" content="17">', '<img alt="7">'])
def test_another_digit_in_a_frame_is_a_stranger(frame):
    assert strangers({"411/": f"{frame}<article><h1>4.1.1 A</h1></article>", **OTHER})
