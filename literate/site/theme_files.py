"""All that the site knows of the theme's own files, and what is changed in them: so that a first visit loads
less, a browser draws a page once, and its HTML is valid.

theme/ aside, tests/site/relied_on.toml lists it by the files of mkdocs-material in which it stands; a test
looks there.
"""

import json
import re
from pathlib import Path

import rjsmin

from literate.site.templates import fill

COPIES = re.compile(r'"clipboard\.copy": ("(?:[^"\\]|\\.)*")')
SEARCH_LATER, SEARCH_ORDER = "search-later.js", "search-order.js"
REPLACED = (
    # what decides whether the search loads at once
    ("bundle.*.min.js", '(location.protocol!=="file:")', "(!1)"),
    # theme/main.html has such an element already; with a second one, a browser styles the page anew
    ("bundle.*.min.js", 'x("meta",{name:"color-scheme"})', 'x("meta",{})'),
    # what puts tables into boxes that scroll: they come in them, since a browser computes the style of a
    # whole page anew where a table is put into it
    ("bundle.*.min.js", '"table:not([class])"', '":not(*)"'),
    # What the search is asked: of one letter or syllable all words that begin with it would be found.
    ("workers/search.*.min.js", r"/(^[+-]|[~^]\d+$)/.test(r)?r:", r"/(^[+-]|[~^]\d+$|^.$)/.test(r)?r:"),
    # By what lunr tells states of its automaton apart: a digit after a number makes two of them one, and
    # words end that nobody wrote, at which the search breaks off.
    ("workers/search.*.min.js", "e=e+s+o.id", 'e=e+s+o.id+","'),
)
"""In which script of the theme's which text is replaced, and by what."""
CHANGES = (
    # What the Nu HTML Checker or axe reports and no setting changes: obsolete names, attributes that are
    # empty or say nothing, and a dialog without a name.
    (r'(<a id="([^"]+)") name="\2"', r"\1"),
    (r'(<label [^>]*?) tabindex=""', r"\1"),
    (r'(<input [^>]*type="checkbox"[^>]*) autocomplete="off"', r"\1"),
    (r'(<div class="md-search" [^>]*role="dialog")'
     r'(>.*?aria-label="([^"]*)".*?<div class="md-search__scrollwrap")',
     r'\1 aria-label="\3"\2 role="group" aria-label="\3"'),
    # What scripts would do when the page is there, and that they wait: the theme's until it is drawn, the
    # search's until it is opened.
    ("<table>.*?</table>",
     r'<div class="md-typeset__scrollwrap"><div class="md-typeset__table">\g<0></div></div>'),
    (r'<script (?=src="[^"]*assets/javascripts/bundle\.)', "<script defer "),
    (r"workers/search\.\w+\.min\.js", f"workers/{SEARCH_LATER}"),
    # Indentation, a twentieth of a page's HTML.
    (r"(<(pre|script|template|textarea)\b.*?</\2>)|[^\S\n]*(\n)\s*|( ) +", r"\1\3\4"),
)
"""By what stands in the HTML of the theme's pages, what comes in its place."""
SWITCHING = "data-md-color-switching"
UNUSED = ("footnote", "md-annotation", "md-status", "md-tag", "md-tooltip", "md-version", "tabbed")
"""What the theme's script makes or seeks only where the configuration asks for it; the book's doesn't."""


def change_page(page: str) -> str:
    """The HTML of a page as CHANGES says, and with a button for each block of code, named as the theme names
    it: put in one after another, by its script, each would be a new layout."""
    for old, new in CHANGES:
        page = re.sub(old, new, page, flags=re.DOTALL)
    copy = fill("copy.html", title=json.loads(COPIES.search(page)[1]))
    # pymdownx.highlight marks those that have lines.
    page = page.replace("<pre><code>", f"<pre>{copy}<code>")
    return re.sub("(<pre><span></span>)<code>", rf'\1{copy}<code class="md-code__content">', page)


def change_scripts(site: Path) -> None:
    """Let the search load when it is opened and give its hits in our order, and colours be set once, on all
    pages."""
    for pattern, old, new in REPLACED:
        for script in site.glob(f"assets/javascripts/{pattern}"):
            script.write_text(script.read_text("utf-8").replace(old, new), "utf-8", newline="\n")
    for worker in site.glob("assets/javascripts/workers/search.*.min.js"):
        for name in (SEARCH_LATER, SEARCH_ORDER):
            script = Path(__file__).with_name(name).read_text("utf-8").replace("search.js", worker.name)
            (worker.parent / name).write_text(rjsmin.jsmin(script), "utf-8", newline="\n")
