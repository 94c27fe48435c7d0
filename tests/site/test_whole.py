"""What is left of a page in a book without the site, where its answers and links go, and in which order."""

import pytest
from examples import rows
from lxml.html import fragment_fromstring, tostring

from literate.site import whole

WORDS = {"viewer": "Step", "explorer": "Try", "answers": "Answers", "asked": "Answer {} is below",
         "answer": "Answer {}"}


def chapter(html, name="s411"):
    return whole.Chapter(name, f"en/{name[1:]}/", fragment_fromstring(f"<article><h1>T</h1>{html}</article>"))


def shown(page):
    """A page's HTML below its title."""
    return "".join(tostring(element, encoding="unicode") for element in page.article[1:])


@pytest.mark.parametrize("html, address, left", rows(__file__, "left"))
def test_what_is_left_of_a_page(html, address, left):
    page = chapter(html)
    whole.simplify(page.article, WORDS, address)
    assert shown(page) == left


def book_of(*parts, address=""):
    """The chapters of an edition in English of these parts, with ids and links as in a book."""
    for part in parts:
        for page in part:
            whole.make_absolute(page)
        whole.collect_answers(part, WORDS)
    chapters = [page for part in parts for page in part]
    whole.make_internal(chapters, address, lambda name, place: f"{name}!{place}")
    return chapters


@pytest.mark.parametrize("href, address, becomes", rows(__file__, "links"))
def test_where_links_lead(href, address, becomes):
    first = chapter(f'<p id="here"><a href="{href}">a</a></p>')
    book_of([first, chapter('<p id="b">b</p>', "s412")], address=address)
    assert shown(first) == f'<p id="s411-here">{becomes}</p>'


def test_answers_stand_at_the_end_of_the_part():
    folded = '<details><summary>Show</summary><p id="a">It is 2.</p></details>'
    chapters = book_of([chapter('<p>?</p><p><a href="#a">answer</a></p>' + folded), chapter("", "s412")],
                       [chapter("", "s42")])
    assert [page.name for page in chapters] == ["s411", "s412", "s411-answers", "s42"]
    assert shown(chapters[0]) == (
        '<p>?</p><p><a href="s411-answers!s411-a">answer</a></p><p id="s411-answered-1" class="answer">'
        '<a href="s411-answers!s411-answers-s411-1">Answer 1 is below</a></p>')
    assert shown(chapters[2]) == (
        '<h2>T</h2><h3 id="s411-answers-s411-1" class="answer"><a href="s411!s411-answered-1">Answer 1</a>'
        '</h3><div><p id="s411-a">It is 2.</p></div>\n')


def test_reasons_of_options_go_to_the_answer():
    page = chapter('<div class="exercise"><div class="exercise-options"><div class="exercise-option">CHOICE'
                   '<details class="exercise-why"><summary>?</summary>REASON</details></div></div>'
                   '<details class="exercise-hint"><summary>Hint</summary>HINT</details>'
                   '<details class="exercise-answer"><summary>Answer</summary>RIGHT</details></div>')
    whole.simplify(page.article, WORDS, "")
    chapters, words = book_of([page]), ("CHOICE", "HINT", "REASON", "RIGHT")
    assert [word in page.article.text_content() for word in words] == [True, True, False, False]
    assert len(chapters[1].article.cssselect("h3")) == 1
    assert [word in chapters[1].article.text_content() for word in words] == [True, False, True, True]


def test_the_order_of_pages():
    nav = [{"First": "index.md"}, "questions.md", {"4.1": ["41.md", "411.md"]}, "report.md"]
    assert whole.in_order(nav) == [["index.md"], ["41.md", "411.md"], ["questions.md"]]


def test_the_date_can_be_told(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert whole.date().isoformat() == "2023-11-14T22:13:20+00:00"
