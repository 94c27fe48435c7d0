"""Is there a digit on the rendered page that no claim accounts for?

Reading a page's source says which digits are claims, and Python-Markdown decides what of the source readers
see. Here the page is rendered with every digit that is part of a claim made a letter, and every other digit
made a mark that tells its place. A mark or a digit that then shows, in text or in an attribute that is shown,
is one that nothing proves.
"""

import functools
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from literate.claims.claim import Change, Claim, Reading, applied
from literate.findings import ROOT, Finding
from literate.pages.page import FRONT_MATTER, Page
from literate.pages.spans import COMMENT, DIGIT

PLACES = 0xF0000                        # a private character for each line
PLACE = re.compile(r"[\U000f0000-\U0010ffff]")
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
        line = ord(mark[0]) - PLACES if (mark := PLACE.search(said)) else 1
        wrong.setdefault(line, f"{what} shows a digit that is part of no claim.")
    wrong |= dict(foreign_parts(shown))
    return [Finding(reading.page.path, line, problem, REMEDY) for line, problem in sorted(wrong.items())]


def masked(reading: Reading) -> str:
    """The page's text, line by line, without its claims, each other digit as a mark of its line."""
    def mask(claim: Claim) -> str:
        lines = reading.page.text.count("\n", claim.start, claim.end)
        return "```\n" + "claim\n" * (lines - 2) + "```\n" if claim.is_fence else "N" + "\n" * lines

    return applied(marked(reading.page), (Change(claim.start, claim.end, mask(claim))
                                          for claim in reading.claims if claim.kind != "drawing"))


def marked(page: Page) -> str:
    """The page's text with each digit made a mark, but for that of ``markdown="1"``, which has a meaning."""
    return re.sub(r'(markdown="1")|\d', lambda digit: digit[1] or chr(PLACES + page.line_at(digit.start())),
                  page.text)


def digits_left(text: str) -> Iterator[tuple[str, str]]:
    """Every text and attribute with a digit or a mark that the page shows, of which ``text`` is masked; with
    what it is.
    """
    front = FRONT_MATTER.match(text)
    reader = ShownTexts()
    reader.feed(rendered(text[front.end() if front else 0:]))
    reader.close()
    shown = [("the front matter", front[0] if front else ""), *reader.shown]
    return ((what, said) for what, said in shown if PLACE.search(said) or DIGIT.search(said))


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


def rendered(text: str) -> str:
    """The HTML of Markdown as the site makes it, but for the extension that shows claims."""
    return converter((ROOT / "mkdocs.yml").read_text("utf-8")).reset().convert(text)


@functools.cache
def converter(settings: str) -> Any:
    """Python-Markdown with the ``settings`` of mkdocs.yml."""
    from markdown import Markdown  # not needed where all pages were proven before
    from mkdocs.utils.yaml import yaml_load
    extensions = {name: values or {} for name, values in yaml_load(settings)["markdown_extensions"].items()}
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
