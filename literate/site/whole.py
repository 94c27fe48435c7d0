"""One edition as a whole, for what is read without the site: its pages in order, made of the built ones.

What needs a script, a click or the network comes as what it shows at first; answers stand at the end of their
part. The ids of a page begin with its name, so that no two pages share one.
"""

from __future__ import annotations

import copy
import datetime
import html
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urljoin

from lxml.html import HtmlElement, fragment_fromstring

from literate.labels import labels
from literate.report import versions
from literate.site.configuration import load
from literate.site.languages import folder_of

ARTICLE = re.compile(r"<article\b.*?</article>", re.DOTALL)
HOST = "https://site.invalid/"
LEFT_OUT = (".headerlink, .md-code__nav, template, script, .bar, [data-run], .downloads, .linenos,"
            " a[download], .proof > p, .fold > summary, .narrow > summary")
UNWRAPPED = "start-links, part-cards, span.asked, code > span[id^=__span], noscript"
UNCOLOURED = ("n", "nn", "p", "w", "go")
PART_OF_SITE = re.compile(r"^(?:data-.*|title|loading|download)$")
REPORT = "report.md"                        # says how long runs took, so no two are alike


@dataclass
class Chapter:
    """A page: ``name`` begins its ids, ``path`` is its folder below those of the language, ``part`` the title
    of its part, "" outside of one, and ``article`` what it shows."""

    name: str
    path: str
    part: str
    article: HtmlElement

    @property
    def title(self) -> str:
        return " ".join(self.article[0].text_content().split())


@dataclass
class Edition:
    """A language's book. ``address`` is where its site will be, "" where nobody knows."""

    code: str
    title: str
    about: str
    licence: str
    address: str
    chapters: list[Chapter] = field(default_factory=list)

    def cover(self) -> str:
        """The HTML of the book's first page."""
        made = labels(self.code)["books"]["made"].format(date=date().date().isoformat(), versions=versions())
        return (f'<section class="cover"><h1>{self.title}</h1>\n<p>{self.about}</p>\n<p>{made}</p>\n'
                f"<p>{self.licence}</p></section>")

    def contents(self) -> Iterator[tuple[Chapter, list[Chapter]]]:
        """What stands at the top of the contents, each with what stands below it."""
        for chapter in self.chapters:
            same = [other for other in self.chapters if chapter.part and other.part == chapter.part]
            if same[:1] in ([], [chapter]):
                yield chapter, same[1:]


def date() -> datetime.datetime:
    """When a book is made: SOURCE_DATE_EPOCH in the environment, else today."""
    if told := os.environ.get("SOURCE_DATE_EPOCH"):
        return datetime.datetime.fromtimestamp(int(told), datetime.UTC)
    return datetime.datetime.now(datetime.UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def read(root: Path, site: Path, code: str, link: Callable[[str, str], str]) -> Edition:
    """The edition in a language of the project below ``root``, whose site is built in the folder ``site``.

    ``link`` gives the address of a chapter, or of an id in it, both by name, within the book.
    """
    config, told = load(root, code), os.environ.get("SITE_URL", "")
    address = urljoin(f"{told.rstrip('/')}/", folder_of(code)) if told else ""
    book = Edition(code, config.site_name, config.site_description, config.copyright, address)
    for source, part in in_order(config.nav):
        path = PurePosixPath(source).with_suffix("").as_posix()
        path = "" if path == "index" else f"{path}/"
        page = (site / folder_of(code) / path / "index.html").read_text("utf-8")
        article = fragment_fromstring(ARTICLE.search(page)[0])
        chapter = Chapter(f"s{PurePosixPath(source).stem}", path, part, article)
        simplify(article, labels(code)["books"], address and urljoin(address, path))
        make_absolute(chapter, HOST + folder_of(code))
        book.chapters.append(chapter)
    collect_answers(book, labels(code)["books"])
    make_internal(book, link)
    return book


def in_order(nav: list[Any]) -> Iterator[tuple[str, str]]:
    """The sources of pages, each with the title of its part, "" outside of one: the first page, the parts,
    then what a reader of the site may want before them, but for the report."""
    items = [item if isinstance(item, str) else next(iter(item.items())) for item in nav]
    alone = [item if isinstance(item, str) else item[1] for item in items
             if isinstance(item, str) or isinstance(item[1], str)]
    yield alone[0], ""
    for item in items:
        if not isinstance(item, str) and isinstance(item[1], list):
            yield from ((source, item[0]) for source in item[1])
    yield from ((source, "") for source in alone[1:] if source != REPORT)


# --- one page -----------------------------------------------------------------------------


def simplify(article: HtmlElement, words: dict[str, str], address: str) -> None:
    """Leave of a page what can be read; ``address`` is where it is on the network, or "" ."""
    for element in article.cssselect(LEFT_OUT):
        element.drop_tree()
    for element in article.cssselect("p:empty"):
        element.drop_tree()
    for element in article.cssselect("step-viewer, optimizer-explorer, slope-explorer"):
        show_first(element, words, address)
    for table in article.cssselect("table.highlighttable"):
        number_lines(table)
    for anchor in article.cssselect("a[id^=__codelineno]"):
        anchor.tag = "span"
        anchor.attrib.pop("href", "")
    for element in article.cssselect(".highlight[id^=o]"):
        element.classes.add("output")
    for element in article.cssselect(f"{UNWRAPPED}, {', '.join(f'pre .{name}' for name in UNCOLOURED)}"):
        element.drop_tag()
    for mark in article.cssselect("details.proof"):
        mark.tag = "p"
        mark.find("summary").drop_tag()
    for fold in article.cssselect("details"):           # what only makes a page short, unlike an answer
        if not fold.classes or {"fold", "twin", "narrow", "lab-cells"} & {*fold.classes}:
            for title in fold.findall("summary"):
                title.tag = "span" if "filename" in title.classes else "p"
            fold.drop_tag()
    for empty in article.cssselect("th:empty"):
        empty.tag = "td"
    for formula in article.xpath(".//th[normalize-space(.)=normalize-space(.//math)]//math"):
        formula.set("aria-label", formula.text_content())       # else Ace takes the header for empty
    for exercise in article.cssselect(".exercise"):
        put_reasons_into_answer(exercise)
    for element in article.iter():
        for name in [name for name in element.attrib if PART_OF_SITE.match(name)]:
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
        link = f'<a href="{html.escape(address + fragment)}">{words[kind]}</a>'
        element.append(fragment_fromstring(f'<p class="elsewhere">{link}</p>'))


def number_lines(table: HtmlElement) -> None:
    """Turn a program with its lines' numbers in a column of their own into lines that count themselves."""
    for line in table.cssselect("code > span[id^=__span]"):
        line.attrib.clear()
        line.set("class", "number")
    name, program = table.cssselect("th > .filename"), table.cssselect("pre")[0]
    program.tail = table.tail
    for element in [*name, program]:
        table.addprevious(element)
    table.getparent().remove(table)


def put_reasons_into_answer(exercise: HtmlElement) -> None:
    """Let the answer say which option is right, and the reasons that stand below the options of a choice."""
    (answer,) = exercise.cssselect(".exercise-answer")
    for option in exercise.cssselect(".exercise-options .exercise-option"):
        answer.append(copy.deepcopy(option))
        for reason in option.cssselect(".exercise-why"):
            reason.drop_tree()
    for reason in answer.cssselect("details.exercise-why"):
        reason.tag = "div"
        reason.find("summary").drop_tree()
    for right in answer.cssselect(".exercise-option[data-right]"):
        right.classes.add("right")


# --- ids and links ------------------------------------------------------------------------


def make_absolute(chapter: Chapter, root: str) -> None:
    """Let ids begin with the page's name, and links and pictures with ``root``, so that they can be moved.
    What is drawn keeps its ids, which no other page has."""
    for element in chapter.article.xpath(".//*[not(ancestor::svg)]"):
        for name, value in element.attrib.items():
            if name == "id":
                element.set(name, f"{chapter.name}-{value}")
            elif name in ("href", "src"):
                element.set(name, urljoin(root + chapter.path, value))


def make_internal(book: Edition, link: Callable[[str, str], str]) -> None:
    """Let links lead to what is in the book; others stay where the site's address is known."""
    root = HOST + folder_of(book.code)
    pages = {root + chapter.path: chapter.name for chapter in book.chapters}
    places = {place: chapter.name for chapter in book.chapters for place in chapter.article.xpath(".//@id")}
    used = set()
    for element in [link for chapter in book.chapters for link in chapter.article.xpath(".//a[@href]")]:
        address = element.get("href")
        page, _, fragment = address.partition("#")
        place = f"{pages.get(page)}-{fragment}"
        if place in places:
            element.set("href", link(places[place], place))
            used.add(place)
        elif page in pages:
            element.set("href", link(pages[page], ""))
        elif page.startswith(HOST) and book.address:
            element.set("href", address.replace(HOST, book.address.removesuffix(folder_of(book.code)), 1))
        elif page.startswith(HOST):
            element.drop_tag()
    for chapter in book.chapters:
        for image in chapter.article.iter("img"):
            image.set("src", image.get("src").removeprefix(root))
        for anchor in chapter.article.xpath(".//span[contains(@id, '-__codelineno')]"):
            if anchor.get("id") not in used:
                anchor.drop_tree()


# --- answers ------------------------------------------------------------------------------


def collect_answers(book: Edition, words: dict[str, str]) -> None:
    """Move what is folded, but hints, to a chapter at the end of its part, with links there and back."""
    for first, others in list(book.contents()):
        name, chapters = f"{first.name}-answers", [first, *others]
        page = fragment_fromstring(f"<article><h1>{words['answers']}</h1></article>")
        last = Chapter(name, f"{name}/", first.part, page)
        for chapter in chapters:
            move_answers(chapter, last, words, HOST + folder_of(book.code))
        if len(page) > 1:
            book.chapters.insert(book.chapters.index(chapters[-1]) + 1, last)


def move_answers(chapter: Chapter, last: Chapter, words: dict[str, str], root: str) -> None:
    """Move what is folded in a chapter to the ``last`` one of its part."""
    folds = chapter.article.cssselect("details")
    hints = [fold for fold in folds if "exercise-hint" in fold.classes]
    answers = [fold for fold in folds if fold not in hints]
    for hint in hints:
        hint.tag, hint.find("summary").tag = "div", "p"
    if answers:
        last.article.append(fragment_fromstring(f"<h2>{html.escape(chapter.title)}</h2>"))

    def mark(tag: str, page: Chapter, name: str, to: str, text: str) -> HtmlElement:
        return fragment_fromstring(f'<{tag} class="answer" id="{page.name}-{name}">'
                                   f'<a href="{root}{to}">{text}</a></{tag}>')

    for number, fold in enumerate(answers, start=1):
        here, there = f"answered-{number}", f"{chapter.name}-{number}"
        fold.find("summary").drop_tree()
        fold.tag = "div"
        fold.addprevious(mark("p", chapter, here, f"{last.path}#{there}", words["asked"].format(number)))
        fold.drop_tree()
        fold.tail = "\n"
        last.article.append(mark("h3", last, there, f"{chapter.path}#{here}", words["answer"].format(number)))
        last.article.append(fold)
