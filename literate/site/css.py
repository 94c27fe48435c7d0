"""The site's style sheets made one, without rules for things that are on no page."""

import hashlib
import re
from collections.abc import Callable, Iterable
from itertools import groupby
from pathlib import Path

import tinycss2
from tinycss2.ast import Node, QualifiedRule

from literate.site.configuration import BuildFailed
from literate.site.theme_files import SWITCHING, UNUSED

LINKS = re.compile(r'(?:<link rel="stylesheet" href="(?:[^"]*/)?assets/[^"]*\.css">\s*)+')
LINK = re.compile(r'href="(?P<way>[^"]*?)(?P<path>assets/[^"]*)"')
VARIABLE = re.compile(r"--[\w-]+")
WORD = re.compile(r"[\w-]+")
COLOUR = re.compile(r'(data-md-color-[\w-]+)="?([\w-]+)')
CLASS = re.compile(r"\.([\w-]+)")
INSIDE = re.compile(r"\((?:[^()]|\([^()]*\))*\)")
RIGHT_TO_LEFT = "[dir=rtl]"             # no edition is


def with_one_sheet(site: Path, pages: dict[Path, str]) -> dict[Path, str]:
    """The HTML of all pages of the site, with a link to one sheet in the place of those to several.

    Each group of sheets that pages name together is made one, without rules that neither pages nor scripts
    need. Raises BuildFailed where one names a file that wouldn't be found from assets/, where the one is.
    """
    texts = [*pages.values(), *(path.read_text("utf-8") for path in sorted(site.glob("assets/**/*.js")))]
    others = [path.read_text("utf-8") for path in sorted(site.glob("assets/*.css"))]
    words, colours = (set(pattern.findall(" ".join(texts))) for pattern in (WORD, COLOUR))
    words = {word for word in words if not word.startswith(UNUSED)}
    variables = set(VARIABLE.findall(" ".join([*texts, *others])))
    made: dict[tuple[str, ...], str] = {}

    def one(links: re.Match) -> str:
        """The link to the sheet that is made of those linked."""
        found = list(LINK.finditer(links[0]))
        names = tuple(link["path"] for link in found)
        if names not in made:
            text = used_rules("\n".join((site / name).read_text("utf-8") for name in names), words, colours)
            text = used_variables(text, variables)
            if re.search(r"url\((?![\"']?(?:data:|fonts/))", text):
                raise BuildFailed(f"literate/site/css.py: one of {', '.join(names)} names a file outside of "
                                  "assets/fonts/.\n    Put the file there.")
            made[names] = f"assets/site.{hashlib.sha256(text.encode()).hexdigest()[:8]}.css"
            (site / made[names]).write_text(text, "utf-8", newline="\n")
        return f'<link rel="stylesheet" href="{found[0]["way"]}{made[names]}">\n'

    shown = {path: LINKS.sub(one, text, count=1) for path, text in pages.items()}
    for name in set().union(*made):             # which no page names any more
        (site / name).unlink()
    return shown


def used_rules(sheet: str, words: set[str], colours: set[tuple[str, str]]) -> str:
    """The rules of a style sheet that can apply where no class is outside ``words``, no colour's
    name and value outside ``colours``."""
    def selectors(rule: QualifiedRule) -> str:
        """The rule with those of its selectors that can apply; "" where none can."""
        groups = groupby(rule.prelude, lambda token: token == ",")
        parts = [tinycss2.serialize(part).strip() for is_comma, part in groups if not is_comma]
        able = [part for part in parts if can_apply(part, words, colours)]
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


def can_apply(selector: str, words: set[str], colours: set[tuple[str, str]]) -> bool:
    """Whether all classes and colours that a selector demands are there; what is in :is(), :not() … isn't
    looked at.

    The rules for the moment of switching colours go, which are there to switch without transitions: with
    them a browser computes the style of each element anew when the theme's script opens a page.
    """
    demanded = INSIDE.sub("", selector)
    return (SWITCHING not in demanded and RIGHT_TO_LEFT not in demanded
            and words.issuperset(CLASS.findall(demanded)) and colours.issuperset(COLOUR.findall(demanded)))
