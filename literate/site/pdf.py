"""An edition as a PDF (``make pdf``): the built site's pages, laid out as one and printed by Chromium.

Chromium knows no page numbers of what a link leads to, so the book is printed twice: the contents of the
second time have the numbers that the first one gave. The same pages give the same bytes on the same day, by
the same Chromium with the same fonts.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, sync_playwright
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject

from literate.labels import labels
from literate.site import drawings, whole
from literate.site.build import BuildFailed
from literate.site.chromium import FLAGS, browser_path
from literate.site.languages import folder_of
from literate.site.whole import Chapter, Edition

STYLES = (Path(__file__).with_name("whole.css"), drawings.TOKENS, drawings.STYLE_SHEET,
          Path(__file__).with_name("paper.css"))
DOCUMENT = """<!doctype html>
<html lang="{code}"><meta charset="utf-8"><title>{title}</title><style>{style}</style>
{body}
</html>
"""
SECONDS = 600   # for what takes some on a machine that does nothing else
WIDTH = 612     # what paper.css leaves between its margins, in CSS pixels
LINES = 15      # of a program that is to be on the page of its output
OVERHANGING = """() => [...document.querySelectorAll("body *")].filter(element =>
  element.getBoundingClientRect().right > document.documentElement.clientWidth + 1 ||
  element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== "visible"
).map(element => element.outerHTML.slice(0, 200))"""


def make(root: Path, site: Path, code: str) -> bytes:
    """The book in a language of the project below ``root``, whose site is built in the folder ``site``.

    Raises BuildFailed where no Chromium starts, and where something is wider than the page.
    """
    edition = whole.read(root, site, code, lambda name, place: f"#{place or name}")
    chapters = "\n".join(section(chapter, bool(number))
                         for part in edition.parts for number, chapter in enumerate(part))
    style = "\n".join([*(path.read_text("utf-8") for path in STYLES), *map(running_head, edition.chapters)])

    def document(numbers: dict[str, int]) -> str:
        """The HTML of the whole, with the numbers of pages by the names of chapters."""
        body = "\n".join([edition.cover(), contents(edition, numbers), chapters])
        body = body.replace('src="figures/', f'src="{folder_of(code)}figures/')
        return DOCUMENT.format(code=code, title=edition.config.site_name, style=style, body=body)

    path = site / "paper.html"
    try:
        with ThreadPoolExecutor(1) as aside:        # whoever calls may drive a browser of its own
            return finish(*aside.submit(print_twice, document, path).result())
    except Error as error:
        raise BuildFailed(f"The PDF is printed by Chromium, which failed: {error}\n"
                          "    Where there is none: apt install chromium.") from error
    finally:
        path.unlink(missing_ok=True)


def print_twice(document: Callable[[dict[str, int]], str], path: Path) -> tuple[bytes, list[str]]:
    """The PDF of the HTML that ``document`` gives for the numbers of pages, put into the file ``path``, and
    its headings. Raises BuildFailed where something is wider than the page."""
    numbers: dict[str, int] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        page = browser.new_page(viewport={"width": WIDTH, "height": 900})
        page.emulate_media(media="print")
        page.set_default_timeout(SECONDS * 1000)
        for _ in range(2):
            path.write_text(document(numbers), "utf-8")
            page.goto(path.resolve().as_uri())
            if wide := page.evaluate(OVERHANGING):
                raise BuildFailed("\n".join(f"Wider than the page: {element}" for element in wide))
            made = page.pdf(prefer_css_page_size=True, outline=True, tagged=True)
            numbers = page_numbers(made)
        titles = page.locator("h1, h2, h3, h4, h5").evaluate_all("all => all.map(e => e.textContent)")
        browser.close()
    return made, [" ".join(title.split()) for title in titles]


def section(chapter: Chapter, is_below: bool) -> str:
    """A chapter's HTML; its headings are a level lower where it stands below its part's first one."""
    if is_below:
        for heading in chapter.article.iter("h1", "h2", "h3", "h4"):
            heading.tag = f"h{int(heading.tag[1]) + 1}"
    for output in chapter.article.cssselect(".proof, .output"):
        before = output.getprevious()
        if before is not None and before.text_content().count("\n") <= LINES:
            output.classes.add("close")
    kind, name = "chapter below" if is_below else "chapter", chapter.name
    return f'<section class="{kind}" id="{name}" style="page: {name}">{chapter.shown("html")}</section>'


def contents(edition: Edition, numbers: dict[str, int]) -> str:
    """The HTML of the contents, with the numbers of pages by the names of chapters."""
    def item(chapter: Chapter, *below: Chapter) -> str:
        """What is listed of a chapter, with those below it."""
        page = f'<span class="page">{numbers.get(chapter.name, 0)}</span>'
        inner = f"<ol>{''.join(map(item, below))}</ol>" if below else ""
        return f'<li><a href="#{chapter.name}">{html.escape(chapter.title)} {page}</a>{inner}</li>'

    title = labels(edition.code)["books"]["contents"]
    listed = "".join(item(*part) for part in edition.parts)
    return f'<nav class="contents"><h1>{title}</h1><ol>{listed}</ol></nav>'


def running_head(chapter: Chapter) -> str:
    """The rule for the pages of a chapter."""
    title = chapter.title.replace("\\", "\\\\").replace('"', '\\"')
    return f'@page {chapter.name} {{ @top-center {{ content: "{title}"; }} }}'


def page_numbers(made: bytes) -> dict[str, int]:
    """The numbers of the pages to which links lead, by the ids that they name."""
    reader = PdfReader(BytesIO(made))
    return {name.removeprefix("/"): reader.get_destination_page_number(place) + 1
            for name, place in reader.named_destinations.items()}


def finish(made: bytes, titles: list[str]) -> bytes:
    """The PDF with the date told and with ``titles`` for its bookmarks, where Chromium repeats what it has
    laid out twice."""
    writer = PdfWriter(clone_from=BytesIO(made))
    date = whole.date().strftime("D:%Y%m%d%H%M%S+00'00'")
    writer.add_metadata({"/CreationDate": date, "/ModDate": date, "/Creator": "Chromium"})
    outlines: Any = writer.root_object["/Outlines"]
    for mark, title in zip(bookmarks(outlines["/First"]), titles, strict=True):
        mark[NameObject("/Title")] = TextStringObject(title)
    result = BytesIO()
    writer.write(result)
    return result.getvalue()


def bookmarks(mark: Any) -> Iterator[Any]:
    """A bookmark, those below it, those after it and theirs, as headings follow each other."""
    while mark:
        yield mark.get_object()
        yield from bookmarks(mark.get("/First"))
        mark = mark.get("/Next")
