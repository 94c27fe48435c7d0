"""The languages of the site joined: links that stay on the page, one copy of what both need."""

import re

import pytest
from examples import rows
from site_maker import write

from literate.site import languages

URL = "https://host/book/"
PAGES = {"index.html", "411/index.html", "413/index.html", "404.html",
         "en/index.html", "en/411/index.html", "en/404.html"}
HEAD = '<link rel="alternate" href="x" hreflang="ko">\n<link rel="alternate" href="x" hreflang="en">\n'
SWITCH = '<a href="/" hreflang="ko" class="s">한국어</a><a href="/en/" hreflang="en" class="s">English</a>'


@pytest.mark.parametrize("page, readers, machines", rows(__file__, "links"))
def test_language_links_stay_on_the_page(page, readers, machines):
    text = languages.link_languages(f"{HEAD}<p>a</p>{SWITCH}", page, PAGES, ["ko", "en"], URL)
    found = re.findall(r'<link rel="alternate " href="([^"]*)"', text)
    assert found == [URL + address for address in machines]
    assert text.endswith(f'<p>a</p><a href="{readers[0]}" hreflang="ko" class="s">한국어</a>'
                         f'<a href="{readers[1]}" hreflang="en" class="s">English</a>')


def test_assets_are_there_once(tmp_path):
    files = dict.fromkeys(["assets/a.css", "index.html"], "")
    for folder in ("", "en/"):
        write(tmp_path / folder, files)
    languages.join(tmp_path, ["ko", "en"], URL)
    there = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*")}
    assert there == {"assets/a.css", "en/index.html", "index.html"}


@pytest.mark.parametrize("page, before, after", rows(__file__, "assets"))
def test_addresses_of_shared_assets(page, before, after):
    assert languages.point_at_shared(before, page, "en/", URL) == (after or before)
