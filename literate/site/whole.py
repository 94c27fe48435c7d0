"""One edition as a whole, for what is read without the site: its pages in order, made of the built ones.

What needs a script, a click or the network comes as what it shows at first; answers stand at the end of their
part. The ids of a page begin with its name, so that no two pages share one.
"""

from __future__ import annotations

import copy
import datetime
import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urljoin

from lxml.html import HtmlElement, builder, document_fromstring, fragment_fromstring, tostring
from mkdocs.config.defaults import MkDocsConfig

from literate.labels import labels
from literate.report import versions
from literate.site.configuration import load
from literate.site.languages import folder_of

HOST = "https://site.invalid/"
LEFT_OUT = (".headerlink, .md-code__nav, template, script, .bar, [data-run], .downloads, .linenos,"
            " a[download], a[id^=__codelineno], .proof > p, .fold > summary, .narrow > summary,"
            " .exercise-why > summary, pre > span:empty")
UNWRAPPED = ("start-links, part-cards, span.asked, code > span[id^=__span], noscript, .proof > summary,"
             " .highlighttable, .highlighttable tr, .highlighttable th, .highlighttable td,"
             " .highlighttable td > div, pre .n, pre .nn, pre .p, pre .w, pre .go")
UNFOLDED = "details:not([class]), details.fold, details.twin, details.narrow, details.lab-cells"
RENAMED = {"details.proof": "p", ".exercise-hint > summary": "p", "details.exercise-hint": "div",
           "details.exercise-why": "div", "th:empty": "td"}
PART_OF_SITE = re.compile(r"^(?:data-.*|title|loading|download)$")
REPORT = "report.md"                        # says how long runs took, so no two are alike


@dataclass
class Chapter:
    """A page: ``name`` begins its ids, ``path`` is its folder below those of the language, and ``article``
    what it shows."""

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
    """A language's book: of each part its first chapter, which leads to those that follow. ``address`` is
    where its site will be, "" where nobody knows."""

    code: str
    config: MkDocsConfig
    address: str
    parts: list[list[Chapter]] = field(default_factory=list)

    @property
    def chapters(self) -> list[Chapter]:
        return [chapter for part in self.parts for chapter in part]

    @property
    def root(self) -> str:
        """What addresses within the language's pages begin with, until they are those of the book."""
        return HOST + folder_of(self.code)

    def cover(self) -> str:
        """The HTML of the book's first page."""
        made = labels(self.code)["books"]["made"].format(date=date().date().isoformat(), versions=versions())
        paragraphs = self.config.site_description, made, self.config.copyright
        text = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        return f'<section class="cover"><h1>{self.config.site_name}</h1>\n{text}</section>'


def date() -> datetime.datetime:
    """When a book is made: SOURCE_DATE_EPOCH in the environment, else today."""
    today = time.time() // 86400 * 86400
    return datetime.datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH") or today), datetime.UTC)


def read(root: Path, site: Path, code: str, link: Callable[[str, str], str]) -> Edition:
    """The edition in a language of the project below ``root``, whose site is built in the folder ``site``.

    ``link`` gives the address of a chapter, or of an id in it, both by name, within the book.
    """
    told = os.environ.get("SITE_URL", "")
    address = urljoin(f"{told.rstrip('/')}/", folder_of(code)) if told else ""
    book, words = Edition(code, load(root, code), address), labels(code)["books"]
    for sources in in_order(book.config.nav):
        book.parts.append([])
        for source in map(PurePosixPath, sources):
            path = "" if source.name == "index.md" else f"{source.with_suffix('')}/"
            page = (site / folder_of(code) / path / "index.html").read_text("utf-8")
            chapter = Chapter(f"s{source.stem}", path, document_fromstring(page).find(".//article"))
            simplify(chapter.article, words, address and urljoin(address, path))
            make_absolute(chapter, book.root)
            book.parts[-1].append(chapter)
    collect_answers(book, words)
    make_internal(book, link)
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
    for line in article.cssselect(".highlighttable code > span[id^=__span]"):
        line.set("id", line.get("id").replace("span", "codelineno", 1))     # to which links lead
        line.set("class", "number")
    for element in article.cssselect(LEFT_OUT):
        element.drop_tree()
    for blank in article.xpath(".//p[not(*)][not(normalize-space())]"):
        blank.drop_tree()                   # of its scripts; at a page's end it would begin another
    for element in article.cssselect("step-viewer, optimizer-explorer, slope-explorer"):
        show_first(element, words, address)
    for element in article.cssselect(".highlight[id^=o]"):
        element.classes.add("output")
    for element in article.cssselect(UNWRAPPED):
        element.drop_tag()
    for selector, tag in RENAMED.items():
        for element in article.cssselect(selector):
            element.tag = tag
    for fold in article.cssselect(UNFOLDED):
        for title in fold.findall("summary"):
            title.tag, title.attrib["class"] = "span", "filename"
        fold.drop_tag()
    for formula in article.xpath(".//th[normalize-space(.)=normalize-space(.//math)]//math"):
        formula.set("aria-label", formula.text_content())       # else Ace takes the header for empty
    for exercise in article.cssselect(".exercise"):
        put_reasons_into_answer(exercise)
    for element in article.iter():
        for name in filter(PART_OF_SITE.match, element.keys()):
            del element.attrib[name]


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


def put_reasons_into_answer(exercise: HtmlElement) -> None:
    """Let the answer say which option is right, and the reasons that stand below the options of a choice."""
    (answer,) = exercise.cssselect(".exercise-answer")
    for option in exercise.cssselect(".exercise-options .exercise-option"):
        answer.append(copy.deepcopy(option))
        for reason in option.cssselect(".exercise-why"):
            reason.drop_tree()
    for right in answer.cssselect(".exercise-option[data-right]"):
        right.classes.add("right")


# --- ids and links ------------------------------------------------------------------------


def make_absolute(chapter: Chapter, root: str) -> None:
    """Let ids begin with the page's name and links with ``root``, and pictures be named as from there, so
    that all can be moved. What is drawn keeps its ids, which no other page has."""
    for element in chapter.article.xpath(".//*[not(ancestor::svg)]"):
        for name, value in element.attrib.items():
            if name == "id":
                element.set(name, f"{chapter.name}-{value}")
            elif name in ("href", "src"):
                place = urljoin(root + chapter.path, value)
                element.set(name, place if name == "href" else place.removeprefix(root))


def make_internal(book: Edition, link: Callable[[str, str], str]) -> None:
    """Let links lead to what is in the book; others stay where the site's address is known."""
    pages = {book.root + chapter.path: chapter.name for chapter in book.chapters}
    places = {place: chapter.name for chapter in book.chapters for place in chapter.article.xpath(".//@id")}
    for element in [link for chapter in book.chapters for link in chapter.article.xpath(".//a[@href]")]:
        address = element.get("href")
        page, _, fragment = address.partition("#")
        place = f"{pages.get(page)}-{fragment}"
        if page in pages:
            element.set("href", link(places[place], place) if place in places else link(pages[page], ""))
        elif page.startswith(HOST) and book.address:
            element.set("href", address.replace(HOST, book.address.removesuffix(folder_of(book.code)), 1))
        elif page.startswith(HOST):
            element.drop_tag()


# --- answers ------------------------------------------------------------------------------


def collect_answers(book: Edition, words: dict[str, str]) -> None:
    """Move what is folded, but hints, to a chapter at the end of its part, with links there and back."""
    for part in book.parts:
        name, page = f"{part[0].name}-answers", f"<article><h1>{words['answers']}</h1></article>"
        last = Chapter(name, f"{name}/", fragment_fromstring(page))
        for chapter in part:
            move_answers(chapter, last, words, book.root)
        if len(last.article) > 1:
            part.append(last)


def move_answers(chapter: Chapter, last: Chapter, words: dict[str, str], root: str) -> None:
    """Move what is folded in a chapter to the ``last`` one of its part."""
    if answers := chapter.article.cssselect("details"):
        last.article.append(builder.H2(chapter.title))
    for number, fold in enumerate(answers, start=1):
        here, there = f"answered-{number}", f"{chapter.name}-{number}"
        fold.find("summary").drop_tree()
        fold.tag = "div"
        to = builder.A(words["asked"].format(number), href=f"{root}{last.path}#{there}")
        fold.addprevious(builder.P(to, builder.CLASS("answer"), id=f"{chapter.name}-{here}"))
        fold.drop_tree()
        fold.tail = "\n"
        back = builder.A(words["answer"].format(number), href=f"{root}{chapter.path}#{here}")
        last.article.extend([builder.H3(back, builder.CLASS("answer"), id=f"{last.name}-{there}"), fold])
