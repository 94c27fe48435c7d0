"""Is there a digit on the rendered page that no claim accounts for?

Reading a page's source says which digits are claims, and Python-Markdown decides what of the source readers
see. Here the page is rendered with every digit that is part of a claim made a letter, and every other digit
made a mark that tells its place. A mark or a digit that then shows, in text or in an attribute that is shown,
is one that nothing proves.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from literate.claims.claim import Reading
from literate.findings import ROOT, Finding
from literate.pages.blocks import Prose
from literate.pages.page import FRONT_MATTER, Page
from literate.pages.spans import DIGIT, SPAN

if TYPE_CHECKING:
    from markdown import Markdown

PLACES = 0xF0000                        # a private character for each line
PLACE = re.compile(r"[\U000f0000-\U0010ffff]")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
FOREIGN = re.compile(r"</?(?P<element>[A-Za-z][\w-]*)[^<>]*>|(?P<attributes>\{[^{}\n]+\})|"
                     r"!\[[^\]]*\](?!\(figures/[^\s/()]+\.svg\))")
ELEMENTS = ("optimizer-explorer", "slope-explorer", "start-links", "part-cards", "details", "summary")
"""The raw HTML that pages may have."""
NOT_SHOWN = {"class", "colspan", "for", "height", "href", "id", "markdown", "name", "rules", "src",
             "surfaces", "type", "width"}
"""Attributes that no browser shows to a reader, beside data-*."""
REMEDY = "Write it where a claim can stand; CONTRIBUTING.md says how."


def unproven_digits(reading: Reading) -> list[Finding]:
    """A finding for each line of the page whose rendering shows a digit that is part of no claim.

    Raw HTML and images from elsewhere are findings too, since they can show anything. A page that can't be
    read has none: what isn't claimed there is found already.
    """
    if reading.findings:
        return []
    shown = masked(reading)
    wrong: dict[int, str] = {}
    for what, said in digits_left(shown):
        mark = PLACE.search(said)
        line = ord(mark[0]) - PLACES if mark else first_line_with(shown, said)
        wrong.setdefault(line, f"{what} shows a digit that is part of no claim.")
    wrong |= dict(foreign_parts(shown))
    return [Finding(reading.page.path, line, problem, REMEDY) for line, problem in sorted(wrong.items())]


def masked(reading: Reading) -> str:
    """The page's text, line by line, without its claims, each other digit as a mark of its line."""
    text, parts, position = marked(reading.page), [], 0
    for claim in reading.claims:
        if claim.start < position:
            continue                    # a quote inside of what is masked already
        parts.append(text[position:claim.start])
        lines = text.count("\n", claim.start, claim.end)
        if claim.is_fence:
            indent = re.match(r"[ \t>]*", text[claim.start:claim.end])[0]
            parts.append(f"{indent}```\n" + f"{indent}claim\n" * (lines - 2) + f"{indent}```\n")
        else:
            parts.append("N" + "\n" * lines)
        position = claim.end
    return "".join([*parts, text[position:]])


def marked(page: Page) -> str:
    """The page's text with each digit made a mark, but for those of tags and of numbered lists, which have a
    meaning.
    """
    kept = {place for block in page.blocks if isinstance(block, Prose)
            for match in SPAN.finditer(page.text, block.start, block.end) if match["item"] or match["tag"]
            for place in range(*match.span())}
    return re.sub(r"\d", lambda digit: digit[0] if digit.start() in kept
                  else chr(PLACES + page.line_at(digit.start())), page.text)


def digits_left(text: str) -> Iterator[tuple[str, str]]:
    """Every text and attribute with a digit or a mark that the page shows, of which ``text`` is masked; with
    what it is.
    """
    front = FRONT_MATTER.match(text)
    reader = ShownTexts()
    reader.feed(converter().reset().convert(text[front.end() if front else 0:]))
    reader.close()
    shown = [("the front matter", front[0] if front else ""), *reader.shown]
    return ((what, said) for what, said in shown if PLACE.search(said) or DIGIT.search(said))


def first_line_with(text: str, shown: str) -> int:
    """The first line with what a text without marks says: of a tag, or like an item of a list; else the
    page's first.
    """
    said = shown.strip().split("\n")[-1]
    return next((number for number, line in enumerate(text.split("\n"), 1) if said in line), 1)


def foreign_parts(text: str) -> Iterator[tuple[int, str]]:
    """Raw HTML in a masked page but for what the site makes, attributes (they can hide or turn a number), and
    images that no program drew.
    """
    text = COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), text)
    for match in FOREIGN.finditer(text):
        line, said = text.count("\n", 0, match.start()) + 1, PLACE.sub("…", match[0])
        if match["attributes"]:
            yield line, f"nobody claims the attributes {said}."
        elif not match["element"]:
            yield line, "this image is none that a program or figures/ draws."
        elif match["element"] not in ELEMENTS:
            yield line, f"nobody claims the HTML {said}."


@functools.cache
def converter() -> Markdown:
    """Python-Markdown as the site uses it, but for the extension that shows claims."""
    from markdown import Markdown  # not needed where all pages were proven before
    from mkdocs.utils.yaml import yaml_load
    options = yaml_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]
    extensions = {name: values or {} for name, values in options.items()}
    made = Markdown(extensions=list(extensions), extension_configs=extensions)
    made.block_level_elements.extend(ELEMENTS)
    return made


class ShownTexts(HTMLParser):
    """Collects what a rendered page shows."""

    def __init__(self):
        super().__init__()
        self.shown: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.shown += [(f"the attribute {name} of <{tag}>", value or "") for name, value in attributes
                       if name not in NOT_SHOWN and not name.startswith("data-")]

    def handle_data(self, text: str) -> None:
        self.shown.append(("the page", text))
