"""The theme's own files, changed so that a first visit loads less and a browser draws a page once.

Everything here relies on how mkdocs-material 9.8 writes its files, and raises BuildFailed where that is
otherwise:

- its script ``assets/javascripts/bundle.*.js`` has each text of REPLACED once, and stands at the end of a
  page;
- its search's script is ``assets/javascripts/workers/search.*.min.js``, named in the page's ``__config``;
- its script would put a button into each block of code, whose words are ``clipboard.copy`` in ``__config``.

:mod:`literate.site.css` knows two of its rules, :mod:`literate.site.html` what of its HTML isn't valid.
"""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

from literate.site.configuration import BuildFailed

SCRIPT = re.compile(r'<script src="[^"]*assets/js/(?P<name>[\w/-]+\.js)" type="module"></script>\s*')
BUNDLE = re.compile(r'<script (?=src="[^"]*assets/javascripts/bundle\.)')        # at a page's end
CODE = re.compile("<pre>(?P<lines><span></span>)?<code>")       # pymdownx.highlight's mark: it has lines
COPIES = re.compile(r'"clipboard\.copy": (?P<title>"(?:[^"\\]|\\.)*")')
# What the theme's script would make of CODE, but with a span, where the theme puts a nav, which HTML doesn't
# allow in a pre; the text to copy comes from assets/js/copy.js.
COPIED = ('<pre>{mark}<span class="md-code__nav"><button class="md-code__button" title="{title}" '
          'data-md-type="copy" data-clipboard-text></button></span><code{lines}>')
NEEDS = {"step-viewer/index.js": "<step-viewer", "line-notes.js": 'class="line"',
         "run/index.js": "data-run="}   # script → its work
SEARCH = re.compile(r"workers/search\.\w+\.min\.js")
SEARCH_LATER = "search-later.js"
REPLACED = {
    # what decides whether the search loads at once
    '(location.protocol!=="file:")': "(!1)",
    # theme/main.html has such an element already; with a second one, a browser styles the page anew
    'x("meta",{name:"color-scheme"})': 'x("meta",{})',
}
# Stands in the place of the search's script until the first message to it; where a page is a file, that is a
# script in a frame and not a worker, whose own address is then that of the page.
LATER = """const here = self.document?.currentScript?.src ?? location.href;
addEventListener("message", async ({{ data }}) => {{
  await importScripts(new URL("{name}", here));
  dispatchEvent(new MessageEvent("message", {{ data }}));
}}, {{ once: true }});
"""


def theme_changed(problem: str) -> BuildFailed:
    """That the theme's files are not as this module knows them."""
    return BuildFailed(f"literate/site/theme_files.py: {problem}\n"
                       "    Make it fit the new version of the theme.")


def change_scripts(site: Path) -> None:
    """Let the search load when it is opened, and colours be set once, on all pages. Raises BuildFailed."""
    for bundle in site.rglob("assets/javascripts/bundle.*.js"):
        text = bundle.read_text("utf-8")
        for old, new in REPLACED.items():
            if text.count(old) != 1:
                raise theme_changed(f"{bundle.name} doesn't have {old} once.")
            text = text.replace(old, new)
        bundle.write_text(text, "utf-8", newline="\n")
    for worker in list(site.rglob("assets/javascripts/workers/search.*.min.js")):
        (worker.parent / SEARCH_LATER).write_text(LATER.format(name=worker.name), "utf-8", newline="\n")


def lighten(page: str) -> str:
    """A page that loads only the scripts it needs, the theme's when it is drawn and the search's when it is
    opened.

    Buttons that copy code are there from the start, instead of being put in one after another, each with a
    new layout. Raises BuildFailed.
    """
    page = SCRIPT.sub(lambda script: script[0] if NEEDS.get(script["name"], "") in page else "", page)
    return SEARCH.sub(f"workers/{SEARCH_LATER}", BUNDLE.sub("<script defer ", add_copy_buttons(page)))


def add_copy_buttons(page: str) -> str:
    """A page with a button for each block of code, named as the theme names it. Raises BuildFailed."""
    found = COPIES.search(page)
    if not found:
        if CODE.search(page):
            raise theme_changed("A page doesn't say what the theme calls the button that copies code.")
        return page
    title = html.escape(json.loads(found["title"]))

    def with_button(block: re.Match) -> str:
        lines = ' class="md-code__content"' if block["lines"] else ""
        return COPIED.format(mark=block["lines"] or "", title=title, lines=lines)

    return CODE.sub(with_button, page)
