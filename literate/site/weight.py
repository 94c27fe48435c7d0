"""Makes the finished site lighter for a reader who comes for the first time; the pages look and work as before.

- One style sheet instead of four, without the theme's rules for things that are on no page.
- The search loads its script and its index when it is opened, and not with every page.
- Scripts for what is on some pages are named by those alone.
- The theme's script waits until the page is drawn, and does not make a browser style all of it again; the buttons
  that copy code are there from the start, instead of being put in one after another, each with a new layout.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import tinycss2
from tinycss2.ast import Node, QualifiedRule

SHEETS = re.compile(r'(?:<link rel="stylesheet" href="(?:[^"]*/)?assets/[^"]*\.css">\s*)+')
SHEET = re.compile(r'href="(?P<way>[^"]*?)(?P<path>assets/[^"]*)"')
VARIABLE = re.compile(r"--[\w-]+")
SCRIPT = re.compile(r'<script src="[^"]*assets/js/(?P<name>[\w/-]+\.js)" type="module"></script>\s*')
BUNDLE = re.compile(r'<script (?=src="[^"]*assets/javascripts/bundle\.)')        # the theme's, at a page's end
CODE = re.compile("<pre>(?P<lines><span></span>)?<code>")           # with pymdownx.highlight's mark, if it has lines
COPIES = re.compile(r'"clipboard\.copy": (?P<title>"(?:[^"\\]|\\.)*")')
# What the theme's script would make of CODE, but with a span, where the theme puts a nav, which HTML doesn't allow in
# a pre; the text to copy comes from assets/js/copy.js.
COPIED = ('<pre>{mark}<span class="md-code__nav"><button class="md-code__button" title="{title}" data-md-type="copy" '
          'data-clipboard-text></button></span><code{lines}>')
NEEDS = {"step-viewer/index.js": "<step-viewer", "line-notes.js": 'class="line"'}     # script → what it works on
WORD = re.compile(r"[\w-]+")
COLOUR = re.compile(r'data-md-color-[\w-]+="([\w-]+)"')
SWITCHING = "data-md-color-switching"
AFTER_TABLE = ".md-typeset table:not([class])+*"
SEARCH = re.compile(r"workers/(?P<name>search\.\w+\.min\.js)")
REPLACED = {        # in the theme's script; each stands there once
    # what decides whether the search loads at once
    '(location.protocol!=="file:")': "(!1)",
    # theme/main.html has such an element already; a second one says nothing, and makes a browser style the page anew
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


class ThemeChanged(Exception):
    """The theme's files are not as this module knows them."""


def lighten(site: Path) -> None:
    """Do to the finished site in the folder ``site`` what this module is for. Raises ThemeChanged."""
    pages = {path: path.read_text("utf-8") for path in sorted(site.rglob("*.html"))}
    later = change_scripts(site)
    sheets = Sheets(site, pages.values())
    for path, text in pages.items():
        if (site / "assets").samefile(assets_of(path, site)):
            text = SHEETS.sub(sheets.one, text, count=1)
        text = SCRIPT.sub(lambda script: script[0] if NEEDS.get(script["name"], "") in text else "", text)
        text = BUNDLE.sub("<script defer ", with_copy_buttons(text))
        path.write_text(SEARCH.sub(f"workers/{later}", text), "utf-8", newline="\n")
    sheets.remove_old()


def assets_of(page: Path, site: Path) -> Path:
    """The assets that a page uses: the site's, or those that its language has for itself."""
    return next(folder / "assets" for folder in page.parents if (folder / "assets" / "javascripts").is_dir() or folder == site)


def with_copy_buttons(page: str) -> str:
    """A page with a button for each block of code, named as the theme names it. Raises ThemeChanged."""
    found = COPIES.search(page)
    if not found:
        if CODE.search(page):
            raise ThemeChanged("A page doesn't say what the theme calls the button that copies code.")
        return page
    title = html.escape(json.loads(found["title"]))

    def copied(block: re.Match) -> str:
        lines = ' class="md-code__content"' if block["lines"] else ""
        return COPIED.format(mark=block["lines"] or "", title=title, lines=lines)

    return CODE.sub(copied, page)


# --- style sheets -------------------------------------------------------------------------


class Sheets:
    """The style sheets of a site, each group that pages name together made into one."""

    def __init__(self, site: Path, pages: Iterable[str]):
        self.site = site
        self.made: dict[tuple[str, ...], str] = {}
        texts = [*pages, *(path.read_text("utf-8") for path in sorted(site.glob("assets/**/*.js")))]
        others = [path.read_text("utf-8") for path in sorted(site.glob("assets/*.css"))]
        self.words = set(WORD.findall(" ".join(texts)))
        self.colours = set(COLOUR.findall(" ".join(texts)))
        self.variables = set(VARIABLE.findall(" ".join([*texts, *others])))

    def one(self, links: re.Match) -> str:
        """The link that replaces several."""
        found = list(SHEET.finditer(links[0]))
        names = tuple(link["path"] for link in found)
        if names not in self.made:
            text = "\n".join((self.site / name).read_text("utf-8") for name in names)
            text = with_used_variables(used_rules(text, self.words, self.colours), self.variables)
            if re.search(r"url\((?![\"']?(?:data:|fonts/))", text):
                raise ThemeChanged("A style sheet names a file that wouldn't be found from assets/, where the one sheet is.")
            self.made[names] = f"assets/site.{hashlib.sha256(text.encode()).hexdigest()[:8]}.css"
            (self.site / self.made[names]).write_text(text, "utf-8", newline="\n")
        return f'<link rel="stylesheet" href="{found[0]["way"]}{self.made[names]}">\n'

    def remove_old(self) -> None:
        """Remove the sheets that no page names any more."""
        for name in {name for names in self.made for name in names}:
            (self.site / name).unlink()


def used_rules(sheet: str, words: set[str], colours: set[str]) -> str:
    """The rules of a style sheet that can apply where no class is outside ``words``, no colour outside ``colours``."""
    def selectors(rule: QualifiedRule) -> str:
        able = [tinycss2.serialize(s).strip() for s in parts(rule.prelude) if can_apply(s, words, colours)]
        return f"{','.join(able)}{{{tinycss2.serialize(rule.content).strip()}}}" if able else ""

    return rewritten(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True), selectors)


def with_used_variables(sheet: str, elsewhere: set[str]) -> str:
    """A style sheet without its variables that neither it nor a text with the names ``elsewhere`` uses."""
    used = elsewhere | {name for name in re.findall(r"var\(\s*(--[\w-]+)", sheet)}

    def declarations(rule: QualifiedRule) -> str:
        found = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
        kept = [d.serialize() for d in found if d.type != "declaration" or not d.name.startswith("--") or d.name in used]
        return f"{tinycss2.serialize(rule.prelude)}{{{';'.join(kept)}}}" if kept else ""

    return rewritten(tinycss2.parse_stylesheet(sheet), declarations)


def rewritten(rules: Iterable[Node], rewrite: Callable[[QualifiedRule], str]) -> str:
    """Rules with what ``rewrite`` makes of each, also of those that depend on the medium."""
    texts = []
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            texts.append(rewrite(rule))
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports") and rule.content:
            inner = rewritten(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True), rewrite)
            texts.append(f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}" if inner else "")
        else:
            texts.append(rule.serialize())
    return "".join(texts)


def parts(prelude: list[Node]) -> list[list[Node]]:
    """The selectors of a rule, which commas divide."""
    found: list[list[Node]] = [[]]
    for token in prelude:
        if token == ",":
            found.append([])
        else:
            found[-1].append(token)
    return found


def can_apply(selector: list[Node], words: set[str], colours: set[str]) -> bool:
    """Whether all classes and colours that a selector demands are there; what is in :is(), :not() … isn't looked at.

    Two kinds of rules go, because with them a browser computes the style of each element anew when the theme's script
    opens a page: those for the moment of switching colours, which are there to switch without transitions, and the
    one for whatever follows a table, which matches nothing once the script has put the table into a box.
    """
    if tinycss2.serialize(selector).strip() == AFTER_TABLE:
        return False
    for before, token in zip([None, *selector], selector):
        if before == "." and token.type == "ident" and token.value not in words:
            return False
        if token.type == "[] block" and token.content[0].value.startswith("data-md-color-"):
            if token.content[0].value == SWITCHING or token.content[1:] and token.content[-1].value not in colours:
                return False
    return True


# --- scripts -------------------------------------------------------------------------------


def change_scripts(site: Path) -> str:
    """Let the search load when it is opened, and colours be set once; gives the name of the script that stands in for
    the search's. Raises ThemeChanged."""
    for bundle in site.rglob("assets/javascripts/bundle.*.js"):
        text = bundle.read_text("utf-8")
        for old, new in REPLACED.items():
            if text.count(old) != 1:
                raise ThemeChanged(f"{bundle.name} doesn't have {old} once.")
            text = text.replace(old, new)
        bundle.write_text(text, "utf-8", newline="\n")
    for worker in list(site.rglob("assets/javascripts/workers/search.*.min.js")):
        (worker.parent / "search-later.js").write_text(LATER.format(name=worker.name), "utf-8", newline="\n")
    return "search-later.js"
