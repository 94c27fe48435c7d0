"""One edition as a whole, for what is read without the site: its pages in order, made of the built ones.

What needs a script, a click or the network comes as what it shows at first; answers stand at the end of their
part. The ids of a page begin with its name, so that no two pages share one.
"""

import copy
import datetime
import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urljoin

from lxml.html import HtmlElement, builder, document_fromstring, fragment_fromstring, tostring
from mkdocs.config.defaults import MkDocsConfig

from literate.labels import labels
from literate.site import drawings
from literate.site.configuration import load
from literate.site.languages import folder_of
from literate.site.report import versions
from literate.site.templates import fill

HERE = Path(__file__).parent
HOST = "https://site.invalid/"
FOLDS = "details:not(.proof):not([class*=exercise])"
LEFT_OUT = (".headerlink, .md-code__nav, template, script, .bar, [data-run], .downloads, .linenos,"
            " a[download], .proof > p, .fold > summary, .narrow > summary, .exercise-why > summary,"
            " pre > span:empty")
UNWRAPPED = (":is(.highlight, details) > pre > code > span[id], pre .p, pre .go, start-links, part-cards,"
             " span.asked, noscript, .proof > summary, .md-typeset__scrollwrap, .md-typeset__table,"
             f" .highlighttable, .highlighttable :is(tr, th, td), .highlighttable td > div, {FOLDS}")
RENAMED = {"details.proof": "p", ".exercise-hint > summary": "p", "details.exercise-hint": "div",
           "details.exercise-why": "div", "th:empty": "td"}
PART_OF_SITE = re.compile(r"^(?:data-(?!right).*|title|loading|download)$")
REPORT = "report.md"                        # says how long runs took, so no two are alike


@dataclass
class Chapter:
    """A page: ``name`` begins its ids, ``path`` is its folder below the site, and ``article`` what it shows.
    """

    name: str
    path: str
    article: HtmlElement

    @property
    def title(self) -> str:
        return " ".join(self.article[0].text_content().split())

    def shown(self, method: str) -> str:
        """What the page shows, as "html" or "xml"."""
        return "".join(tostring(element, method=method, encoding="unicode") for element in self.article)


@dataclass
class Edition:
    """A language's book: of each part its first chapter, which leads to those that follow. ``words`` are its
    labels."""

    code: str
    config: MkDocsConfig
    words: dict[str, str]
    parts: list[list[Chapter]]

    @property
    def chapters(self) -> list[Chapter]:
        return [chapter for part in self.parts for chapter in part]

    def fill(self, template: str, **values: str) -> str:
        """A file of templates/ with what is to be said of this edition, and ``values``."""
        return fill(template, edition=self, date=date().date().isoformat(), versions=versions(), **values)


def style(name: str) -> str:
    """The style sheet of a kind of editions, with what all have."""
    sheets = HERE / "whole.css", drawings.TOKENS, drawings.STYLE_SHEET, HERE / name
    return "\n".join(sheet.read_text("utf-8") for sheet in sheets)


def date() -> datetime.datetime:
    """When a book is made: SOURCE_DATE_EPOCH in the environment, else today."""
    today = time.time() // 86400 * 86400
    return datetime.datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH") or today), datetime.UTC)


def read(root: Path, site: Path, code: str, link: Callable[[str, str], str]) -> Edition:
    """The edition in a language of the project below ``root``, whose site is built in the folder ``site``.

    ``link`` gives the address of a chapter, or of an id in it, both by name, within the book. SITE_URL in the
    environment says where the site will be, to which all else leads.
    """
    address = os.environ.get("SITE_URL", "").rstrip("/")
    config, words, parts = load(root, code), labels(code)["books"], []
    for sources in in_order(config.nav):
        parts.append([])
        for source in map(PurePosixPath, sources):
            path = folder_of(code) + ("" if source.name == "index.md" else f"{source.with_suffix('')}/")
            page = document_fromstring((site / path / "index.html").read_text("utf-8"))
            chapter = Chapter(f"s{source.stem}", path, page.find(".//article"))
            simplify(chapter.article, words, address and f"{address}/{path}")
            make_absolute(chapter)
            parts[-1].append(chapter)
        collect_answers(parts[-1], words)
    book = Edition(code, config, words, parts)
    make_internal(book.chapters, address, link)
    return book


def in_order(nav: list[Any]) -> list[list[str]]:
    """The sources of pages, those of a part together: the first page, the parts, then what a reader of the
    site may want before them, but for the report."""
    items = [next(iter(item.values())) if isinstance(item, dict) else item for item in nav]
    first, *alone = [[item] for item in items if isinstance(item, str) and item != REPORT]
    return [first, *(item for item in items if isinstance(item, list)), *alone]


# --- one page -----------------------------------------------------------------------------


def simplify(article: HtmlElement, words: dict[str, str], address: str) -> None:
    """Leave of a page what can be read; ``address`` is where it is on the network, or "" ."""
    for element in article.cssselect(LEFT_OUT):
        element.drop_tree()
    for blank in article.xpath(".//p[not(*)][not(normalize-space())]"):
        blank.drop_tree()                   # of its scripts; at a page's end it would begin another
    for element in article.cssselect("step-viewer, optimizer-explorer, slope-explorer"):
        show_first(element, words, address)
    for element in article.cssselect(".highlight[id^=o]"):
        element.classes.add("output")
    for title in article.cssselect(f"{FOLDS} > summary"):
        title.tag, title.attrib["class"] = "span", "filename"
    for element in article.cssselect(UNWRAPPED):
        element.drop_tag()
    for selector, tag in RENAMED.items():
        for element in article.cssselect(selector):
            element.tag = tag
    for formula in article.xpath(".//th[normalize-space(.)=normalize-space(.//math)]//math"):
        formula.set("aria-label", formula.text_content())       # else Ace takes the header for empty
    for options in article.cssselect(".exercise-options"):      # a choice's answer has them, and the reasons
        options.getparent().cssselect(".exercise-answer")[0].append(copy.deepcopy(options))
        for reason in options.cssselect(".exercise-why"):
            reason.drop_tree()


def show_first(element: HtmlElement, words: dict[str, str], address: str) -> None:
    """Leave of a viewer or an explorer what it shows without a script, with a link to where it moves."""
    kind = element.tag.rpartition("-")[2]
    fragment = f"#why={PurePosixPath(element.get('src')).stem}" if kind == "viewer" else ""
    if not address and not len(element.cssselect("table, svg")):
        element.drop_tree()
        return
    element.tag = "div"
    element.attrib.clear()
    element.set("class", "moving")
    if address:
        link = builder.A(words[kind], href=address + fragment)
        element.append(builder.P(link, builder.CLASS("elsewhere")))


# --- ids and links ------------------------------------------------------------------------


def make_absolute(chapter: Chapter) -> None:
    """Let ids begin with the page's name and links with HOST, and pictures be named as below it, so that all
    can be moved; what only the site knows goes. What is drawn keeps its ids, which no other page has."""
    for element in chapter.article.xpath(".//*[not(ancestor::svg)]"):
        for name, value in element.attrib.items():
            if PART_OF_SITE.match(name):
                del element.attrib[name]
            elif name == "id":
                element.set(name, f"{chapter.name}-{value}")
            elif name in ("href", "src"):
                place = urljoin(HOST + chapter.path, value)
                element.set(name, place if name == "href" else place.removeprefix(HOST))


def make_internal(chapters: list[Chapter], address: str, link: Callable[[str, str], str]) -> None:
    """Let links lead to what is in the book; others stay where the site's ``address`` is known."""
    pages = {HOST + chapter.path: chapter.name for chapter in chapters}
    places = {place: chapter.name for chapter in chapters for place in chapter.article.xpath(".//@id")}
    for element in [link for chapter in chapters for link in chapter.article.xpath(".//a[@href]")]:
        page, _, fragment = element.get("href").partition("#")
        place = f"{pages.get(page)}-{fragment}"
        if page in pages:
            element.set("href", link(places[place], place) if place in places else link(pages[page], ""))
        elif page.startswith(HOST) and address:
            element.set("href", element.get("href").replace(HOST, f"{address}/", 1))
        elif page.startswith(HOST):
            element.drop_tag()


# --- answers ------------------------------------------------------------------------------


def collect_answers(part: list[Chapter], words: dict[str, str]) -> None:
    """Move what is folded, but hints, to a chapter at the end of its part, with links there and back."""
    name, title = f"{part[0].name}-answers", f"<article><h1>{words['answers']}</h1></article>"
    last = Chapter(name, f"{name}/", fragment_fromstring(title))
    for chapter in part:
        if answers := chapter.article.cssselect("details"):
            last.article.append(builder.H2(chapter.title))
        for number, fold in enumerate(answers, start=1):
            here, there = f"answered-{number}", f"{chapter.name}-{number}"
            fold.find("summary").drop_tree()
            fold.tag = "div"
            to = builder.A(words["asked"].format(number), href=f"{HOST}{last.path}#{there}")
            fold.addprevious(builder.P(to, builder.CLASS("answer"), id=f"{chapter.name}-{here}"))
            fold.drop_tree()
            fold.tail = "\n"
            back = builder.A(words["answer"].format(number), href=f"{HOST}{chapter.path}#{here}")
            last.article.extend([builder.H3(back, builder.CLASS("answer"), id=f"{last.name}-{there}"), fold])
    if len(last.article) > 1:
        part.append(last)
