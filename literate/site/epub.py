"""An edition as an EPUB 3 book (``make epub``): the built site's pages, one file each, for any reader.

The same pages give the same bytes on the same day, or with the same SOURCE_DATE_EPOCH.
"""

import re
import uuid
import zipfile
from io import BytesIO
from pathlib import Path

from ebooklib import epub
from lxml.html import fragment_fromstring

from literate.site import whole
from literate.site.downloads import EPOCH
from literate.site.whole import Edition

MATH_FONT = "assets/fonts/latinmodern-math.woff2"       # without one, brackets don't grow with what they hold
SVG_NAMES = {name.lower(): name for name in ("viewBox", "clipPath", "clipPathUnits", "preserveAspectRatio")}
LOWERED = re.compile(rf"(?<=[ </])(?:{'|'.join(SVG_NAMES)})(?=[=>\s])")
NAMESPACES = {"math": "http://www.w3.org/1998/Math/MathML", "svg": "http://www.w3.org/2000/svg"}
ACCESSIBILITY = {
    "accessMode": "textual visual", "accessModeSufficient": "textual", "accessibilityHazard": "none",
    "accessibilityFeature": "alternativeText MathML readingOrder structuralNavigation tableOfContents "
                            "displayTransformability"}


def make(root: Path, site: Path, code: str) -> bytes:
    """The book in a language of the project below ``root``, whose site is built in the folder ``site``."""
    edition = whole.read(root, site, code, lambda name, place: f"{name}.xhtml{place and '#'}{place}")
    book = epub.EpubBook()
    describe(book, edition)
    cover = page(edition, "cover", edition.config.site_name, edition.fill("cover.html"))
    files = [page(edition, chapter.name, chapter.title, chapter.shown("xml")) for chapter in edition.chapters]
    contents = epub.EpubNav(title=edition.words["contents"])
    contents.add_link(href="book.css", rel="stylesheet", type="text/css")
    pictures = {name for chapter in edition.chapters for name in chapter.article.xpath(".//img/@src")}
    for item in [epub.EpubItem("style", "book.css", "text/css", whole.style("epub.css")),
                 epub.EpubItem("font", MATH_FONT, "font/woff2", (site / MATH_FONT).read_bytes()),
                 *(epub.EpubItem(f"i{Path(name).stem}", name, "image/svg+xml", (site / name).read_bytes())
                   for name in sorted(pictures)), epub.EpubNcx(), cover, contents, *files]:
        book.add_item(item)
    book.spine = [cover, contents, *files]
    parts = [[epub.Link(f"{chapter.name}.xhtml", chapter.title, chapter.name) for chapter in part]
             for part in edition.parts]
    book.toc = [(first, below) if below else first for first, *below in parts]
    made = BytesIO()
    epub.write_epub(made, book, {"mtime": whole.date()})
    return finish(made, code)


def describe(book: epub.EpubBook, edition: Edition) -> None:
    """Say of the book what libraries and readers with a disability want to know."""
    book.set_identifier(uuid.uuid5(uuid.NAMESPACE_URL, f"tensorflow-internals/{edition.code}").urn)
    book.set_title(edition.config.site_name)
    book.set_language(edition.code)
    book.add_metadata("DC", "description", edition.config.site_description)
    book.add_metadata("DC", "rights", fragment_fromstring(edition.config.copyright, "p").text_content())
    book.add_metadata("DC", "date", whole.date().date().isoformat())
    said = [(name, value) for name, values in ACCESSIBILITY.items() for value in values.split()]
    for name, value in [*said, ("accessibilitySummary", edition.words["accessible"])]:
        book.add_metadata(None, "meta", value, {"property": f"schema:{name}"})


def page(edition: Edition, name: str, title: str, body: str) -> epub.EpubItem:
    """A file of the book, with the HTML ``body`` as XHTML."""
    body = LOWERED.sub(lambda found: SVG_NAMES[found[0]], body)
    for tag, namespace in NAMESPACES.items():
        body = re.sub(rf"<{tag}(?![^>]* xmlns=)(?=[ >])", f'<{tag} xmlns="{namespace}"', body)
    text = edition.fill("chapter.xhtml", title=title, body=body)
    made = epub.EpubItem(name, f"{name}.xhtml", "application/xhtml+xml", text.encode())
    made.properties = [kind for kind in ("mathml", "svg") if f"<{kind.removesuffix('ml')} " in body]
    return made


def finish(made: BytesIO, code: str) -> bytes:
    """The book's zip without a date of its files, and with the language of what says what is in it."""
    result = BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(result, "w") as new:
        for entry in old.infolist():
            data = old.read(entry).replace(b"<package ", f'<package xml:lang="{code}" '.encode())
            entry.date_time = EPOCH
            new.writestr(entry, data)
    return result.getvalue()
