"""The site's style sheets made one, without rules for things that are on no page."""

import hashlib
import re
from collections.abc import Callable, Iterable
from itertools import groupby
from pathlib import Path

import tinycss2
from tinycss2.ast import Node, QualifiedRule

from literate.site.configuration import BuildFailed
from literate.site.theme_files import AFTER_TABLE, SWITCHING, UNUSED

LINKS = re.compile(r'(?:<link rel="stylesheet" href="(?:[^"]*/)?assets/[^"]*\.css">\s*)+')
LINK = re.compile(r'href="(?P<way>[^"]*?)(?P<path>assets/[^"]*)"')
VARIABLE = re.compile(r"--[\w-]+")
WORD = re.compile(r"[\w-]+")
COLOUR = re.compile(r'(data-md-color-[\w-]+)="([\w-]+)"')
RIGHT_TO_LEFT = "[dir=rtl]"


class StyleSheets:
    """The style sheets of a site, each group that pages name together made into one.

    Rules that ``pages``, all pages' HTML, and scripts don't need are left out; where there are no pages, none
    are.
    """

    def __init__(self, site: Path, pages: Iterable[str]):
        self.site = site
        self.made: dict[tuple[str, ...], str] = {}
        pages = list(pages)
        texts = [*pages, *(path.read_text("utf-8") for path in sorted(site.glob("assets/**/*.js")))]
        others = [path.read_text("utf-8") for path in sorted(site.glob("assets/*.css"))]
        self.words, self.colours = (set(pattern.findall(" ".join(texts))) for pattern in (WORD, COLOUR))
        self.words = {word for word in self.words if not word.startswith(UNUSED)}
        self.variables = set(VARIABLE.findall(" ".join([*texts, *others])))
        self.keeps_all = not pages

    def link_one(self, page: str) -> str:
        """A page with a link to one sheet in the place of those to several.

        Raises BuildFailed where one names a file that wouldn't be found from assets/, where the one sheet is.
        """
        return LINKS.sub(self._one, page, count=1)

    def _one(self, links: re.Match) -> str:
        found = list(LINK.finditer(links[0]))
        names = tuple(link["path"] for link in found)
        if names not in self.made:
            text = "\n".join((self.site / name).read_text("utf-8") for name in names)
            if not self.keeps_all:
                text = used_variables(used_rules(text, self.words, self.colours), self.variables)
            if re.search(r"url\((?![\"']?(?:data:|fonts/))", text):
                raise BuildFailed(f"literate/site/css.py: one of {', '.join(names)} names a file outside of "
                                  "assets/fonts/.\n    Put the file there.")
            self.made[names] = f"assets/site.{hashlib.sha256(text.encode()).hexdigest()[:8]}.css"
            (self.site / self.made[names]).write_text(text, "utf-8", newline="\n")
        return f'<link rel="stylesheet" href="{found[0]["way"]}{self.made[names]}">\n'

    def remove_replaced(self) -> None:
        """Remove the sheets that no page names any more."""
        for name in {name for names in self.made for name in names}:
            (self.site / name).unlink()


def used_rules(sheet: str, words: set[str], colours: set[tuple[str, str]]) -> str:
    """The rules of a style sheet that can apply where no class is outside ``words``, no colour's
    name and value outside ``colours``."""
    def selectors(rule: QualifiedRule) -> str:
        """The rule with those of its selectors that can apply; "" where none can."""
        groups = groupby(rule.prelude, lambda token: token == ",")
        parts = [list(part) for is_comma, part in groups if not is_comma]
        able = [tinycss2.serialize(part).strip() for part in parts if can_apply(part, words, colours)]
        return f"{','.join(able)}{{{tinycss2.serialize(rule.content).strip()}}}" if able else ""

    rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    return rewrite_rules(rules, selectors)


def used_variables(sheet: str, elsewhere: set[str]) -> str:
    """A style sheet without its variables that neither it nor a text with the names ``elsewhere`` uses."""
    used = elsewhere | {*re.findall(r"var\(\s*(--[\w-]+)", sheet)}

    def declarations(rule: QualifiedRule) -> str:
        """The rule without variables that nothing uses; "" where nothing is left of it."""
        found = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
        kept = [d.serialize() for d in found
                if d.type != "declaration" or not d.name.startswith("--") or d.name in used]
        return f"{tinycss2.serialize(rule.prelude)}{{{';'.join(kept)}}}" if kept else ""

    return rewrite_rules(tinycss2.parse_stylesheet(sheet), declarations)


def rewrite_rules(rules: Iterable[Node], rewrite: Callable[[QualifiedRule], str]) -> str:
    """Rules with what ``rewrite`` makes of each, also of those that depend on the medium."""
    texts = []
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            texts.append(rewrite(rule))
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports") and rule.content:
            inside = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            inner = rewrite_rules(inside, rewrite)
            texts.append(f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}" if inner else "")
        else:
            texts.append(rule.serialize())
    return "".join(texts)


def can_apply(selector: list[Node], words: set[str], colours: set[tuple[str, str]]) -> bool:
    """Whether all classes and colours that a selector demands are there; what is in :is(), :not() … isn't
    looked at.

    Two kinds of rules go, because with them a browser computes the style of each element anew when the
    theme's script opens a page: those for the moment of switching colours, which are there to switch without
    transitions, and the one for whatever follows a table, which matches nothing once the script has put the
    table into a box.
    """
    if tinycss2.serialize(selector).strip() == AFTER_TABLE:
        return False
    for before, token in zip([None, *selector], selector):
        if before == "." and token.type == "ident" and token.value not in words:
            return False
        if token.serialize() == RIGHT_TO_LEFT:          # no edition is
            return False
        if token.type == "[] block" and token.content[0].value.startswith("data-md-color-"):
            name, *value = token.content
            if name.value == SWITCHING or value and (name.value, value[-1].value) not in colours:
                return False
    return True
