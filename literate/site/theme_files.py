"""All that the site knows of the theme's own files, and what is changed in them: so that a first visit loads
less, a browser draws a page once, and its HTML is valid.

theme/ aside, tests/site/relied_on.toml lists it by the files of mkdocs-material in which it stands; a test
looks there. What a build notices by itself raises BuildFailed.
"""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import rjsmin

from literate.site.configuration import BuildFailed

SCRIPT = re.compile(r'<script src="[^"]*assets/js/(?P<name>[\w/-]+\.js)" type="module"></script>\s*')
BUNDLE = re.compile(r'<script (?=src="[^"]*assets/javascripts/bundle\.)')        # at a page's end
CODE = re.compile("<pre>(?P<lines><span></span>)?<code>")       # pymdownx.highlight's mark: it has lines
COPIES = re.compile(r'"clipboard\.copy": (?P<title>"(?:[^"\\]|\\.)*")')
# What the theme's script would make of CODE, but with a span, where the theme puts a nav, which HTML doesn't
# allow in a pre; the text to copy comes from assets/js/copy.js.
COPIED = ('<pre>{mark}<span class="md-code__nav"><button class="md-code__button" title="{title}" '
          'data-md-type="copy" data-clipboard-text></button></span><code{lines}>')
BLANK = re.compile(r"(?P<kept><(?P<name>pre|script|textarea)\b.*?</(?P=name)>)|\s\s+", re.DOTALL)
NEEDS = {"step-viewer/index.js": "<step-viewer", "line-notes.js": 'class="line"',
         "run/index.js": "data-run="}   # script → its work
SEARCH = re.compile(r"workers/search\.\w+\.min\.js")
SEARCH_LATER, SEARCH_ORDER = "search-later.js", "search-order.js"
REPLACED = {
    "bundle.*.min.js": {
        # what decides whether the search loads at once
        '(location.protocol!=="file:")': "(!1)",
        # theme/main.html has such an element already; with a second one, a browser styles the page anew
        'x("meta",{name:"color-scheme"})': 'x("meta",{})',
        # what puts tables into boxes that scroll: they come in them, since a browser computes the style of a
        # whole page anew where a table is put into it
        '"table:not([class])"': '":not(*)"',
    },
    "workers/search.*.min.js": {
        # What the search is asked: of one letter or syllable all words that begin with it would be found.
        r"/(^[+-]|[~^]\d+$)/.test(r)?r:": r"/(^[+-]|[~^]\d+$|^.$)/.test(r)?r:",
    },
}
"""By script of the theme's, the one place of each text that is replaced."""
LINE_ANCHOR = re.compile(r'(?P<anchor><a id="(?P<id>[^"]+)") name="(?P=id)"')     # names are obsolete here
NO_TABINDEX = re.compile(r'(?P<label><label [^>]*?) tabindex=""')
CHECKBOX = re.compile(r'(?P<input><input [^>]*type="checkbox"[^>]*) autocomplete="off"')
SEARCH_DIALOG = re.compile(r'(?P<dialog><div class="md-search" [^>]*role="dialog")'
                           r'(?P<field>>.*?aria-label="(?P<name>[^"]*)")(?P<rest>.*?)'
                           r'(?P<results><div class="md-search__scrollwrap")', re.DOTALL)
"""Of these four, each is for something that the Nu HTML Checker or axe reports and no setting changes."""
SWITCHING = "data-md-color-switching"
UNUSED = ("footnote", "md-annotation", "md-status", "md-tag", "md-tooltip", "md-version", "tabbed")
"""What the theme's script makes or seeks only where the configuration asks for it; the book's doesn't."""
TABLE = re.compile("<table>.*?</table>", re.DOTALL)
BOXED = r'<div class="md-typeset__scrollwrap"><div class="md-typeset__table">\g<0></div></div>'


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
    """Let the search load when it is opened and give its hits in our order, and colours be set once, on all
    pages. Raises BuildFailed."""
    for pattern, texts in REPLACED.items():
        for script in site.glob(f"assets/javascripts/{pattern}"):
            text = script.read_text("utf-8")
            for old, new in texts.items():
                if text.count(old) != 1:
                    raise theme_changed(f"{script.name} doesn't have {old} once.")
                text = text.replace(old, new)
            script.write_text(text, "utf-8", newline="\n")
    for worker in site.glob("assets/javascripts/workers/search.*.min.js"):
        for name in (SEARCH_LATER, SEARCH_ORDER):
            script = Path(__file__).with_name(name).read_text("utf-8").replace("search.js", worker.name)
            (worker.parent / name).write_text(rjsmin.jsmin(script), "utf-8", newline="\n")


def lighten(page: str) -> str:
    """A page that loads only the scripts it needs, the theme's when it is drawn and the search's when it is
    opened.

    Buttons that copy code and boxes around tables are there from the start, instead of being put in one after
    another, each with a new layout. Indentation goes, a twentieth of a page's HTML. Raises BuildFailed.
    """
    page = TABLE.sub(BOXED, page)
    page = BLANK.sub(lambda blank: blank["kept"] or ("\n" if "\n" in blank[0] else " "), page)
    page = SCRIPT.sub(lambda script: script[0] if NEEDS.get(script["name"], "") in page else "", page)
    return SEARCH.sub(f"workers/{SEARCH_LATER}", BUNDLE.sub("<script defer ", add_copy_buttons(page)))


def add_copy_buttons(page: str) -> str:
    """A page with a button for each block of code, named as the theme names it. Raises BuildFailed."""
    found = COPIES.search(page)
    title = html.escape(json.loads(found["title"])) if found else ""

    def with_button(block: re.Match) -> str:
        """The beginning of a block of code, and the button."""
        if not found:
            raise theme_changed("A page doesn't say what the theme calls the button that copies code.")
        lines = ' class="md-code__content"' if block["lines"] else ""
        return COPIED.format(mark=block["lines"] or "", title=title, lines=lines)

    return CODE.sub(with_button, page)
