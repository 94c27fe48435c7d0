"""Every page's HTML: its headings, titles, links, and what search engines are told."""

import functools
import json
import re
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import whole_book
from lxml.html import document_fromstring
from whole_book import PUBLISHED, file_of

from literate.findings import ROOT
from literate.site.languages import folder_of, languages


@functools.cache
def parsed(path):
    return document_fromstring(path.read_text("utf-8"))


@functools.cache
def ids(path):
    return {*parsed(path).xpath("//@id")}


@pytest.fixture(params=whole_book.addresses(), ids=lambda address: address or "index")
def html(request, book_site):
    """The address of each page in turn, and its HTML."""
    return request.param, parsed(file_of(book_site, request.param))


def test_there_are_no_other_pages(book_site):
    there = {path.relative_to(book_site).as_posix() for path in book_site.rglob("*.html")}
    pages = {path.removesuffix("index.html") for path in there if not path.startswith("assets/")}
    assert pages == set(whole_book.addresses())


def test_the_menu_has_titles_as_far_as_their_colons(book_site):
    page = file_of(book_site, "en/411/").read_text("utf-8")
    menu = page[page.index("md-nav--primary"):page.index("<article")]
    assert "4.3.1 Momentum" in menu and "4.3.1 Momentum:" not in menu


def test_headings_are_in_order(html):
    levels = [int(element.tag[1]) for element in html[1].iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert [pair for pair in zip(levels, levels[1:], strict=False) if pair[1] > pair[0] + 1] == []


def test_the_page_says_its_language(html):
    address, page = html
    assert page.get("lang") == ("en" if address.startswith("en/") else "ko")


def test_titles_differ_and_so_do_descriptions(book_site):
    pages = [parsed(file_of(book_site, address)) for address in whole_book.addresses()]
    titles = [page.findtext("head/title") for page in pages]
    descriptions = [text for page in pages for text in page.xpath("//meta[@name='description']/@content")]
    assert sorted(set(titles)) == sorted(titles) and sorted(set(descriptions)) == sorted(descriptions)
    assert len(titles) == len(descriptions) == len(whole_book.addresses())
    assert all(titles) and min(map(len, descriptions)) >= 30


def test_search_engines_are_told_the_address_and_the_translation(html, book_site):
    address, page = html
    name = address.removeprefix("en/")
    there = [code for code in languages(ROOT) if file_of(book_site, folder_of(code) + name).exists()]
    translations = {link.get("hreflang"): link.get("href") for link in page.xpath("//link[@hreflang]")}
    canonical = page.xpath("//link[@rel='canonical']/@href")
    switch = {link.get("hreflang"): urljoin(PUBLISHED + address, link.get("href"))
              for link in page.xpath("//a[@class='md-select__link']")}
    at = "" if name == whole_book.MISSING else name
    assert switch == {code: PUBLISHED + folder_of(code) + at for code in languages(ROOT)}
    if name == whole_book.MISSING:
        assert (canonical, translations) == ([], {})
    else:
        assert canonical == [PUBLISHED + address]
        assert translations == {code: PUBLISHED + folder_of(code) + name for code in there}


def test_links_and_their_anchors_lead_somewhere(html, book_site):
    address, page = html
    at = urljoin(PUBLISHED, address)
    dead = []
    for link in page.xpath("//a/@href"):
        target, _, anchor = urljoin(at, link).partition("#")
        target = target.partition("?")[0]
        if not target.startswith(PUBLISHED):
            dead += [link] if urlsplit(target).netloc == urlsplit(PUBLISHED).netloc else []
            continue
        path = book_site / unquote(target.removeprefix(PUBLISHED))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file() or not leads(unquote(anchor), path):
            dead.append(link)
    assert dead == []


def leads(anchor, path):
    """Whether there is this anchor in the file: an id, or a program with a viewer."""
    if not anchor or path.suffix != ".html":
        return not anchor
    if anchor.startswith("why="):
        viewers = [name.rpartition("/")[2] for name in parsed(path).xpath("//step-viewer/@src")]
        return f"{anchor.removeprefix('why=').partition(',')[0]}.json" in viewers
    return anchor in ids(path)


@pytest.mark.parametrize("code", languages(ROOT))
def test_the_first_part_comes_right_after_the_first_page(book_site, code):
    first, part = folder_of(code), f"{folder_of(code)}41/"
    for here, way, there in ((part, "prev", first), (first, "next", part)):
        [link] = parsed(file_of(book_site, here)).xpath(f"//link[@rel='{way}']/@href")
        assert urljoin(PUBLISHED + here, link) == PUBLISHED + there


def test_every_file_that_a_page_names_is_there_and_no_address_starts_at_the_host(html, book_site):
    address, _ = html
    text, folder = file_of(book_site, address).read_text("utf-8"), file_of(book_site, address).parent
    if not address.endswith(whole_book.MISSING):
        assert re.findall(r'(?:href|src)="/[^"]*"', text) == []
        named = re.findall(r'(?:(?:href|src)="|"search": ?"(?=[^"]*assets/))([^"#?:]+)(?:[#?][^"]*)?"', text)
        assert [name for name in named if not (folder / name).exists()] == [] and len(named) > 10


def test_lists_of_all_pages_for_search_engines(book_site):
    text = "".join((book_site / folder / "sitemap.xml").read_text("utf-8") for folder in ("", "en"))
    there = [address for address in whole_book.addresses() if not address.endswith(whole_book.MISSING)]
    assert sorted(re.findall("<loc>(.*)</loc>", text)) == sorted(PUBLISHED + address for address in there)


def test_formulas_are_found_in_each_language(book_site):
    for folder in map(folder_of, languages(ROOT)):
        index = json.loads((book_site / folder / "search" / "search_index.json").read_text("utf-8"))
        texts = [entry["text"] for entry in index["docs"] if entry["location"].startswith("411/")]
        assert any("Y=XW+B" in text for text in texts)
