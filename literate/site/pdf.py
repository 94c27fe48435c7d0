"""An edition as a PDF (``make pdf``): the built site's pages, laid out as one and printed by Chromium.

Chromium knows no page numbers of what a link leads to, so the book is printed twice: the contents of the
second time have the numbers that the first one gave. The same pages give the same bytes on the same day, by
the same Chromium with the same fonts.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, sync_playwright
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject

from literate.site import whole
from literate.site.build import BuildFailed
from literate.site.chromium import FLAGS, browser_path

SECONDS = 600   # for what takes some on a machine that does nothing else
WIDTH = 612     # what paper.css leaves between its margins, in CSS pixels
OUTPUTS = ".proof, .output"
LINES = 15      # of a program that is to be on the page of its output
PRINTED: Any = {"prefer_css_page_size": True, "outline": True, "tagged": True}


def make(root: Path, site: Path, code: str) -> bytes:
    """The book in a language of the project below ``root``, whose site is built in the folder ``site``.

    Raises BuildFailed where no Chromium starts, and where something is wider than the page.
    """
    edition = whole.read(root, site, code, lambda name, place: f"#{place or name}")
    for first, *below in edition.parts:
        for heading in (found for chapter in below for found in chapter.article.iter("h1", "h2", "h3", "h4")):
            heading.tag = f"h{int(heading.tag[1]) + 1}"
        for output in (found for chapter in (first, *below) for found in chapter.article.cssselect(OUTPUTS)):
            before = output.getprevious()
            if before is not None and before.text_content().count("\n") <= LINES:
                output.classes.add("close")
    path = site / "paper.html"
    path.write_text(edition.fill("paper.html", style=whole.style("paper.css")), "utf-8")
    try:
        with ThreadPoolExecutor(1) as aside:        # whoever calls may drive a browser of its own
            return finish(*aside.submit(print_twice, path).result())
    except Error as error:
        raise BuildFailed(f"The PDF is printed by Chromium, which failed: {error}\n"
                          "    Where there is none: apt install chromium.") from error
    finally:
        path.unlink()


def print_twice(path: Path) -> tuple[bytes, list[str]]:
    """The PDF of an HTML file, with the numbers of pages in its contents, and its headings. Raises
    BuildFailed where something is wider than the page."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        page = browser.new_page(viewport={"width": WIDTH, "height": 900})
        page.emulate_media(media="print")
        page.set_default_timeout(SECONDS * 1000)
        page.goto(path.resolve().as_uri())
        page.add_script_tag(path=whole.HERE / "paper.js")
        if wide := page.evaluate("findOverhanging"):
            raise BuildFailed("\n".join(f"Wider than the page: {element}" for element in wide))
        made = page.pdf(**PRINTED)
        page.evaluate("writeNumbers", page_numbers(made))
        made = page.pdf(**PRINTED)
        titles = page.locator("h1, h2, h3, h4, h5").evaluate_all("all => all.map(e => e.textContent)")
    return made, [" ".join(title.split()) for title in titles]


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
