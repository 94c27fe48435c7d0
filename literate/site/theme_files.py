"""All that the site knows of the theme's own files, and what is changed in them: so that a first visit loads
less, a browser draws a page once, and its HTML is valid.

RELIED_ON lists it, theme/ aside, by the files of mkdocs-material in which it stands; a test looks there. What
a build notices by itself raises BuildFailed.
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
# What the search is asked: of one letter or syllable all words that begin with it would be found.
PREFIXES = r"/(^[+-]|[~^]\d+$)/.test(r)?r:"
LINE_ANCHOR = re.compile(r'(?P<anchor><a id="(?P<id>[^"]+)") name="(?P=id)"')     # names are obsolete here
NO_TABINDEX = re.compile(r'(?P<label><label [^>]*?) tabindex=""')
CHECKBOX = re.compile(r'(?P<input><input [^>]*type="checkbox"[^>]*) autocomplete="off"')
SEARCH_DIALOG = re.compile(r'(?P<dialog><div class="md-search" [^>]*role="dialog")'
                           r'(?P<field>>.*?aria-label="(?P<name>[^"]*)")(?P<rest>.*?)'
                           r'(?P<results><div class="md-search__scrollwrap")', re.DOTALL)
"""Of these four, each is for something that the Nu HTML Checker or axe reports and no setting changes."""
SWITCHING = "data-md-color-switching"
UNUSED = ("md-annotation", "md-status", "md-tag", "md-tooltip", "md-version")
"""What the theme's script makes only where the configuration asks for it, which the book's doesn't."""
AFTER_TABLE = ".md-typeset table:not([class])+*"
RELIED_ON = {
    "templates/base.html": (
        """<link rel="stylesheet" href="{{ 'assets/stylesheets/""",
        '<script id="__config" type="application/json">',
        '"search": "assets/javascripts/workers/search.', '"clipboard.copy": lang.t("clipboard.copy")',
        """<script src="{{ 'assets/javascripts/bundle.""", "{% block extrahead %}", "{% block site_meta %}",
        '<link rel="alternate" href="{{ alt.link | url }}" hreflang="'),            # languages.py
    "templates/partials/language.html": ("{{ lang.t(key) or fallback.t(key) or key }}",),
    "templates/partials/alternate.html": ('<a href="{{ alt.link | url }}" hreflang="{{ alt.lang }}"',),
    "templates/partials/search.html": (
        '<div class="md-search" data-md-component="search" role="dialog">',
        '<div class="md-search__scrollwrap" tabindex="0"'),
    "templates/assets/javascripts/bundle.*.min.js": tuple(REPLACED),
    "templates/assets/stylesheets/main.*.min.css": (AFTER_TABLE,),
    "templates/assets/stylesheets/palette.*.min.css": (SWITCHING,),
    "plugins/search/plugin.py": (                                                   # search.py
        "class SearchIndex:", "def add_entry_from_context(self, page):",
        "def generate_search_index(self, prev):"),
}
"""Texts that stand in the theme's files, which this module, css.py and those named rely on."""
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


def valid(text: str) -> str:
    """A page's HTML without obsolete names, empty and idle attributes, and with names for its search."""
    text = LINE_ANCHOR.sub(r"\g<anchor>", text)
    text = NO_TABINDEX.sub(r"\g<label>", text)
    text = CHECKBOX.sub(r"\g<input>", text)
    return SEARCH_DIALOG.sub(r'\g<dialog> aria-label="\g<name>"\g<field>\g<rest>'
                             r'\g<results> role="group" aria-label="\g<name>"', text)


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
        text = worker.read_text("utf-8")
        if text.count(PREFIXES) != 1:
            raise theme_changed(f"{worker.name} doesn't have {PREFIXES} once.")
        worker.write_text(text.replace(PREFIXES, PREFIXES.replace("$)", "$|^.$)")), "utf-8", newline="\n")
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
