"""Makes one site of several languages' sites: links that stay on the page, one copy of the theme's files.

The first language is at /, each other one below its own name. All functions work on the finished HTML,
whatever has built it.
"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin, urlsplit

CONFIGS = {"ko": "mkdocs.yml", "en": "mkdocs.en.yml"}
MACHINE_LINK = re.compile(r'<link rel="alternate" href="[^"]*" hreflang="(?P<language>[\w-]+)">\s*')
READER_LINK = re.compile(r'<a href="[^"]*" hreflang="(?P<language>[\w-]+)"')
ASSET = re.compile(r'(?P<before>(?:\b[\w-]+=|"search": ?)")(?P<way>(?:\.\./)*|/[^"]*?)assets/')


def languages(root: Path) -> list[str]:
    """The languages in which the project below ``root`` has pages, the one at / first."""
    return [code for code in CONFIGS if (root / "docs" / code / "index.md").exists()]


def folder_of(code: str) -> str:
    """Where a language's pages are below the site: "" or "en/"."""
    return "" if code == next(iter(CONFIGS)) else f"{code}/"


def language_of(page: str, codes: list[str]) -> str:
    """The language of a path or an address below the site: "en/411/index.html" is in English."""
    return next((code for code in codes if folder_of(code) and page.startswith(folder_of(code))), codes[0])


def join(site: Path, codes: list[str], site_url: str) -> Callable[[str, str], str]:
    """Make one site of what was built into ``site``; ``site_url`` is where it will be: https://host/book/.

    Gives the function that makes the HTML of a page, of which it also gets the path below the site, one of
    that site.
    """
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    for folder in filter(None, map(folder_of, codes)):
        shutil.rmtree(site / folder / "assets")         # the same, from one theme and docs/assets/

    def join_page(text: str, page: str) -> str:
        text = link_languages(text, page, pages, codes, site_url)
        return point_at_shared(text, page, folder_of(language_of(page, codes)), site_url)

    return join_page


def link_languages(text: str, page: str, pages: set[str], codes: list[str], site_url: str) -> str:
    """Make the language links of a page lead to the same page or, where that isn't there, to the first page.

    ``page`` and ``pages`` are paths below the site. Links for machines become absolute, name only what is
    there, and get a blank in their ``rel``: Material's script, which would ask for a sitemap below every
    language and take over the switch, doesn't know them then, and everybody else does.
    """
    name = page.removeprefix(folder_of(language_of(page, codes)))
    # A 404 page is shown at any depth, so its links start at the host; it has no translation, just a twin.
    start = urlsplit(site_url).path if name == "404.html" else "../" * page.count("/")
    there = {code: (folder_of(code) + name).removesuffix("index.html") for code in codes
             if folder_of(code) + name in pages and name != "404.html"}

    def machine_link(match: re.Match) -> str:
        code = match["language"]
        return "" if code not in there else (
            f'<link rel="alternate " href="{site_url}{there[code]}" hreflang="{code}">\n')

    def reader_link(match: re.Match) -> str:
        code = match["language"]
        return f'<a href="{start + there.get(code, folder_of(code)) or "./"}" hreflang="{code}"'

    return READER_LINK.sub(reader_link, MACHINE_LINK.sub(machine_link, text))


def point_at_shared(text: str, page: str, folder: str, site_url: str) -> str:
    """Turn a page's addresses of ``folder``'s assets into those of the site's."""
    way, shared = "../" * (page.count("/") - folder.count("/")), "../" * page.count("/")
    host_way, host_shared = urljoin(urlsplit(site_url).path, folder), urlsplit(site_url).path
    ways = {way: shared, host_way: host_shared}
    return ASSET.sub(lambda m: f'{m["before"]}{ways.get(m["way"], m["way"])}assets/', text)
