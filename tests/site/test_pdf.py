"""The editions as PDF: nothing cut off, with bookmarks, numbers and text, and the same bytes each time."""

from io import BytesIO

import pypdfium2
import pytest
from pypdf import PdfReader

from literate.findings import ROOT
from literate.labels import labels
from literate.site import pdf, whole
from literate.site.build import BuildFailed
from literate.site.languages import languages
from tests.helpers.printed import hollow

LARGEST = 15e6      # bytes
MARGIN = 20         # points of each edge that only heads and feet of pages may enter, sideways nothing
ENDS = {"head": 60, "foot": 55}     # points from the edges to the inner side of a page's head and foot


@pytest.fixture(scope="module", params=languages(ROOT))
def made(request, book_site):
    """An edition, made on a day that is told, and its language."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SOURCE_DATE_EPOCH", "1700000000")
        environment.delenv("SITE_URL", raising=False)
        return pdf.make(ROOT, book_site, request.param), request.param


def outside(content):
    """The pages, by their numbers, that have text beyond what their margins leave, with the text's box."""
    found = []
    for number, page in enumerate(pypdfium2.PdfDocument(content), start=1):
        text, (width, height) = page.get_textpage(), page.get_size()
        boxes = [text.get_rect(index) for index in range(text.count_rects())]
        found += [(number, box) for box in boxes if box[0] < MARGIN or box[1] < MARGIN
                  or box[2] > width - MARGIN or box[3] > height - MARGIN]
    return found


@pytest.fixture
def small(tmp_path, monkeypatch):
    """Makes an edition of one page with this HTML."""
    def make(html):
        (tmp_path / "en").mkdir(exist_ok=True)
        (tmp_path / "en" / "index.html").write_text(f"<article><h1>Title</h1>{html}</article>", "utf-8")
        return pdf.make(ROOT, tmp_path, "en")

    monkeypatch.setattr(whole, "in_order", lambda nav: [["index.md"]])
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    return make


@pytest.mark.rest
def test_the_book_on_paper(made):
    content, code = made
    reader = PdfReader(BytesIO(content))
    assert len(content) < LARGEST
    assert outside(content) == []
    assert hollow(content, **ENDS) == []
    assert reader.root_object["/MarkInfo"]["/Marked"] and reader.root_object["/Lang"] == code
    cover, contents, *chapters = [mark for mark in reader.outline if not isinstance(mark, list)]
    assert contents.title == labels(code)["books"]["contents"]
    first = reader.get_destination_page_number(chapters[0])
    listed = "".join(page.extract_text() for page in reader.pages[1:first]).split()
    assert {str(reader.get_destination_page_number(mark) + 1) for mark in chapters} <= {*listed}
    words = {"ko": "순전파", "en": "forward pass"}[code]
    assert words in " ".join("".join(page.extract_text() for page in reader.pages[10:40]).split())


@pytest.mark.rest
def test_the_same_page_gives_the_same_bytes(small):
    first = small("<h2>Below</h2><p>text</p>")
    assert small("<h2>Below</h2><p>text</p>") == first
    assert [mark.title for mark in PdfReader(BytesIO(first)).outline[2:3]] == ["Title"]


@pytest.mark.rest
def test_what_is_wider_than_the_page_is_noticed(small):
    with pytest.raises(BuildFailed, match='Wider than the page: <div style="width: 2000px"'):
        small('<div style="width: 2000px">wide</div>')


@pytest.mark.rest
def test_a_page_with_hardly_anything_is_noticed(small):
    *_, last = hollow(small('<p>before</p><div style="break-before: page">alone</div>'), **ENDS)
    assert last == "page 4, after: Title before"


@pytest.mark.rest
def test_no_word_of_a_narrow_column_is_cut(small):
    made = small(f"<table><tr><td>backpropagation</td><td>{'many words ' * 99}</td></tr></table>")
    assert "backpropagation" in PdfReader(BytesIO(made)).pages[-1].extract_text()
