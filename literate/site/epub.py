"""An edition as an EPUB 3 book (``make epub``): the built site's pages, one file each, for any reader.

The same pages give the same bytes on the same day, or with the same SOURCE_DATE_EPOCH.
"""

from __future__ import annotations

import html
import re
import uuid
import zipfile
from io import BytesIO
from pathlib import Path

from ebooklib import epub
from lxml.html import fragment_fromstring

from literate.findings import ROOT
from literate.labels import labels
from literate.site import drawings, whole
from literate.site.downloads import EPOCH
from literate.site.languages import folder_of
from literate.site.whole import Edition

STYLES = (Path(__file__).with_name("whole.css"), Path(__file__).with_name("epub.css"),
          drawings.TOKENS, drawings.STYLE_SHEET)
PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" lang="{code}" xml:lang="{code}">
<head><title>{title}</title><link rel="stylesheet" type="text/css" href="book.css"/></head>
<body>{body}</body>
</html>
"""
MATH_FONT = "assets/fonts/latinmodern-math.woff2"       # without one, brackets don't grow with what they hold
SVG_NAMES = {name.lower(): name for name in ("viewBox", "clipPath", "clipPathUnits", "preserveAspectRatio")}
LOWERED = re.compile(rf"(?<=[ </])(?:{'|'.join(SVG_NAMES)})(?=[=>\s])")
# By element, what the package says of a file that has it, and its namespace.
EMBEDDED = {"math": ("mathml", "http://www.w3.org/1998/Math/MathML"),
            "svg": ("svg", "http://www.w3.org/2000/svg")}
ACCESSIBILITY = {
    "accessMode": ("textual", "visual"),
    "accessModeSufficient": ("textual",),
    "accessibilityFeature": ("alternativeText", "MathML", "readingOrder", "structuralNavigation",
                             "tableOfContents", "displayTransformability"),
    "accessibilityHazard": ("none",),
}


def make(root: Path, site: Path, code: str) -> bytes:
    """The book in a language of the project below ``root``, whose site is built in the folder ``site``."""
    edition = whole.read(root, site, code, lambda name, place: f"{name}.xhtml{place and '#'}{place}")
    words, book = labels(code)["books"], epub.EpubBook()
    book.set_identifier(uuid.uuid5(uuid.NAMESPACE_URL, f"tensorflow-internals/{code}").urn)
    book.set_title(edition.config.site_name)
    book.set_language(code)
    describe(book, edition, words)
    cover = page("cover", code, edition.config.site_name, edition.cover())
    files = [page(chapter.name, code, chapter.title, chapter.shown("xml")) for chapter in edition.chapters]
    contents = epub.EpubNav(title=words["contents"])
    contents.add_link(href="book.css", rel="stylesheet", type="text/css")
    style = "\n".join(path.read_text("utf-8") for path in STYLES)
    pictures = {name for chapter in edition.chapters for name in chapter.article.xpath(".//img/@src")}
    for item in [epub.EpubItem("style", "book.css", "text/css", style),
                 epub.EpubItem("font", MATH_FONT, "font/woff2", (ROOT / "docs" / MATH_FONT).read_bytes()),
                 *(epub.EpubItem(f"i{Path(name).stem}", name, "image/svg+xml",
                                 (site / folder_of(code) / name).read_bytes()) for name in sorted(pictures)),
                 epub.EpubNcx(), cover, contents, *files]:
        book.add_item(item)
    book.spine = [cover, contents, *files]
    parts = [[epub.Link(f"{chapter.name}.xhtml", chapter.title, chapter.name) for chapter in part]
             for part in edition.parts]
    book.toc = [(first, below) if below else first for first, *below in parts]
    made = BytesIO()
    epub.write_epub(made, book, {"mtime": whole.date()})
    return finish(made.getvalue(), code)


def describe(book: epub.EpubBook, edition: Edition, words: dict[str, str]) -> None:
    """Say of the book what libraries and readers with a disability want to know."""
    book.add_metadata("DC", "description", edition.config.site_description)
    book.add_metadata("DC", "rights", fragment_fromstring(edition.config.copyright, "p").text_content())
    book.add_metadata("DC", "date", whole.date().date().isoformat())
    for name, values in (*ACCESSIBILITY.items(), ("accessibilitySummary", (words["accessible"],))):
        for value in values:
            book.add_metadata(None, "meta", value, {"property": f"schema:{name}"})


def page(name: str, code: str, title: str, body: str) -> epub.EpubItem:
    """A file of the book, with the HTML ``body`` as XHTML."""
    body, properties = LOWERED.sub(lambda found: SVG_NAMES[found[0]], body), []
    for tag, (kind, namespace) in EMBEDDED.items():
        properties += [kind] * (f"<{tag}" in body)
        body = re.sub(rf"<{tag}(?![^>]* xmlns=)(?=[ >])", f'<{tag} xmlns="{namespace}"', body)
    text = PAGE.format(code=code, title=html.escape(title), body=body)
    made = epub.EpubItem(name, f"{name}.xhtml", "application/xhtml+xml", text.encode())
    made.properties = properties
    return made


def finish(made: bytes, code: str) -> bytes:
    """The book's zip without a date of its files, and with the language of what says what is in it."""
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(made)) as old, zipfile.ZipFile(result, "w") as new:
        for entry in old.infolist():
            entry.date_time, data = EPOCH, old.read(entry)
            if entry.filename.endswith(".opf"):
                data = data.replace(b"<package ", f'<package xml:lang="{code}" '.encode())
            new.writestr(entry, data)
    return result.getvalue()

