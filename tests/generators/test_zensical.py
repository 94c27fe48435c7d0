"""Zensical's pages have the formulas, programs, figures and links of those that mkdocs makes."""

import re
from urllib.parse import urljoin

import pytest
import whole_book
from lxml.html import document_fromstring, tostring
from whole_book import PUBLISHED

from literate.findings import ROOT
from literate.site.languages import folder_of, languages

BUILD = "import zensical_site; zensical_site.build({!r}, {!r})"
LABS = f"{PUBLISHED}(en/)?labs/"


def parts(page, address):
    """What readers come to a page for: its formulas, programs and outputs, figures by their words, and links
    but for those to labs, which Zensical leaves programs, and to files, whose addresses it changes."""
    [article] = document_fromstring(page).iter("article")
    links = [urljoin(address, link) for link in article.xpath(".//a[not(@download)]/@href")]
    return {"formulas": [tostring(formula, with_tail=False) for formula in article.iter("math")],
            "programs": [program.text_content() for program in article.iter("pre")],
            "figures": article.xpath(".//svg/@aria-label | .//img/@alt"),
            "links": [link for link in links if not re.match(LABS, link)]}


def differences(ours, theirs, address):
    """The names of the parts in which two pages that are published at one address differ."""
    ours, theirs = parts(ours, address), parts(theirs, address)
    return [name for name in ours if ours[name] != theirs[name]]


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
