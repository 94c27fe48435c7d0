"""What numbers of a page answer when they are asked, and how the page marks them."""

import re

import markdown
import pytest
from examples import tables

from literate.claims.claim import Answer
from literate.findings import ROOT
from literate.programs.history import Run
from literate.programs.program import Program
from literate.site import answers
from literate.site.book import Book
from literate.site.extension import PageExtension
from literate.viewer.trace import name_of

PAGE = tables(__file__)["page"]
E_AT_FIRST = {"of": "E", "when": "epoch 0", "program": "411_1.py", "value": "1832", "exact": "1832.0",
              "to": "#why=411_1,e0,E"}


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """A book of one page."""
    path = tmp_path_factory.mktemp("docs") / "411.md"
    path.write_text(PAGE, "utf-8")
    book = Book()
    assert book.read([path]) == []
    return book


def test_answers_of_a_page(book):
    readings = list(book.readings.values())
    found = answers.of(*readings, book.runs, answers.viewers(readings))
    assert found[0] == {"of": "X[0,0]", "when": "start", "program": "411_1.py", "value": "2", "exact": "2.0",
                        "to": "#why=411_1,X,0,0"}
    second = E_AT_FIRST | dict.fromkeys(["value", "exact"], "1354.9472")
    second |= {"when": "epoch 1", "to": "#why=411_1,e1,E"}
    gradient = {"of": "Wb", "when": "epoch 0", "program": "411_1.py", "to": "#why=411_1,e0,Wb"}
    assert found[1:] == [E_AT_FIRST, second, E_AT_FIRST, E_AT_FIRST, E_AT_FIRST, gradient]


def test_where_a_page_can_be_asked(book):
    options = {"pymdownx.arithmatex": {"generic": True}}
    extensions = [PageExtension(book=book), *options, "attr_list", "tables", "pymdownx.superfences"]
    shown = markdown.Markdown(extensions=extensions, extension_configs=options).convert(PAGE)
    asked = re.findall(r'<(span|code|div) class="(?:arithmatex )?asked" data-ask="([\d ]+)">', shown)
    kinds = ["code", "span", "span", "code", "span", "div"]
    assert asked == list(zip(kinds, ["0", "1", "2", "3", "4", "5 6"], strict=True))
    assert re.findall(r'<span class="side" data-ask="(\d)"><math[^>]*><mo>(.)</mo>', shown) == [
        ("5", "="), ("6", "=")]
    assert '<td><span class="asked" data-ask="4">1832</span></td>' in shown
    assert "ask{" not in shown and "<!--" not in shown


PROGRAM = Program("1_1.py", "for epoch in range(9): ...", ROOT / "1_1.py")


@pytest.mark.parametrize("answer, viewers, address", [
    (Answer("W[0,1]", "", "epoch 3", PROGRAM, "", "W", (0, 1), 3), {PROGRAM.text: ""}, "#why={},e3,W,0,1"),
    (Answer("W", "", "end", PROGRAM, "", "W"), {PROGRAM.text: "412"}, "../412/#why={},e8,W"),
    (Answer("W", "", "start", PROGRAM, "", "W"), {PROGRAM.text: ""}, "#why={},W"),
    (Answer("1 + 1", "", "end", PROGRAM), {PROGRAM.text: ""}, None),
    (Answer("W", "", "end", PROGRAM, "", "W"), {}, None),
    (Answer("1 + 1"), {PROGRAM.text: ""}, None),
])
def test_which_moment_of_a_viewer_an_answer_leads_to(answer, viewers, address):
    run = Run()
    run.__dict__["epochs"] = frozenset({-1, *range(9)})
    there = answers.address(answer, {PROGRAM.text: run}, viewers)
    assert there == (address and address.format(name_of(PROGRAM)))


@pytest.mark.parametrize("answer, found", [
    (Answer("A paper", "usual"), {"source": "usual", "text": "A paper"}),
    (Answer("1_1.py 1_2.py", "gap", exact="1e-05"),
     {"gap": ["1_1.py", "1_2.py"], "value": "2", "exact": "1e-05"}),
    (Answer("x", program=Program("1.md:3", "x = 1", ROOT / "1.md")),
     {"of": "x", "when": "", "program": None, "to": None}),
])
def test_answers_as_json(book, answer, found):
    reading, = book.readings.values()
    claim = next(claim for claim in reading.claims if claim.text == "X[0,0] = 2")
    assert answers.as_json(claim, answer, {}, {}) == found
