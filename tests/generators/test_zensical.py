"""Zensical's pages have the formulas, programs, figures and links of those that mkdocs makes."""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest
import whole_book
from whole_book import PUBLISHED

from literate.findings import ROOT
from literate.site.languages import folder_of, languages

BUILD = "import zensical_site; zensical_site.build({!r}, {!r})"
FORMULA = re.compile(r"<math.*?</math>", re.DOTALL)
LABS = f"{PUBLISHED}(en/)?labs/"
PARTS = ("formulas", "programs", "figures", "links")


class Article(HTMLParser):
    """What readers come to a page for: its formulas, programs and outputs, figures by their words, and links
    but for those to labs, which Zensical leaves programs, and to files, whose addresses it changes."""

    def __init__(self, text, address):
        super().__init__()
        article = text[text.index("<article"):text.index("</article>")]
        self.formulas, self.programs, self.figures, self.links = FORMULA.findall(article), [], [], []
        self.address, self.in_program = address, False
        self.feed(article)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "pre":
            self.programs.append("")
            self.in_program = True
        if tag in ("svg", "img") and (words := given.get("aria-label") or given.get("alt")):
            self.figures.append(words)
        if tag == "a" and "href" in given and "download" not in given:
            link = urljoin(self.address, given["href"])
            self.links += [] if re.match(LABS, link) else [link]

    def handle_endtag(self, tag):
        self.in_program = self.in_program and tag != "pre"

    def handle_data(self, data):
        if self.in_program:
            self.programs[-1] += data


def differences(ours, theirs, address):
    """The parts, of PARTS, in which two pages that are published at one address differ."""
    ours, theirs = Article(ours, address), Article(theirs, address)
    return [part for part in PARTS if getattr(ours, part) != getattr(theirs, part)]


@pytest.fixture(scope="module")
def zensical_site(run_beside, tmp_path_factory):
    folder = tmp_path_factory.mktemp("zensical")
    run_beside(BUILD.format(str(folder), PUBLISHED))
    return folder


def pages():
    """The name of each page that isn't a lab, in each language: ("en", "411/")."""
    others = ("en/", "labs/", whole_book.MISSING)
    names = [name for name in whole_book.addresses() if not name.startswith(others)]
    return [(code, name) for code in languages(ROOT) for name in names]


@pytest.mark.rest
def test_pages_have_the_same_formulas_programs_figures_and_links(zensical_site, book_site):
    wrong = {}
    for code, name in pages():
        texts = [(folder / name / "index.html").read_text("utf-8")
                 for folder in (book_site / folder_of(code), zensical_site / code / "out")]
        wrong[code, name] = differences(*texts, PUBLISHED + folder_of(code) + name)
    assert {page: parts for page, parts in wrong.items() if parts} == {} and len(wrong) > 80


@pytest.mark.parametrize("part, old, new", [
    ("formulas", "<mn>7</mn>", "<mn>8</mn>"), ("programs", "x = 1", "x = 2"),
    ("figures", "a line", "a circle"), ("links", "../412/", "412/")])
def test_what_differs_is_noticed(part, old, new):
    page = ('<article><math><mn>7</mn></math><pre><code>x = 1</code></pre><svg aria-label="a line"></svg>'
            '<a href="../412/">4.1.2</a><a href="../labs/lab_41.py">lab</a></article>')
    assert differences(page, page.replace(old, new), f"{PUBLISHED}411/") == [part]
