"""The site's style sheets made one, without rules for things that are on no page."""

import re
from collections.abc import Callable, Iterable
from itertools import groupby
from pathlib import Path

import tinycss2
from tinycss2.ast import Node, QualifiedRule

from literate.site.theme_files import SWITCHING, UNUSED

SHEET = "assets/site.css"           # as theme/main.html names it
PARTS = ("stylesheets/main.*.css", "stylesheets/palette.*.css", "tokens.css", "book.css", "figures.css")
VARIABLE = re.compile(r"--[\w-]+")
USED = re.compile(r"var\(\s*(--[\w-]+)")
WORD = re.compile(r"[\w-]+")
COLOUR = re.compile(r'(data-md-color-[\w-]+)="?([\w-]+)')
CLASS = re.compile(r"\.([\w-]+)")
INSIDE = re.compile(r"\((?:[^()]|\([^()]*\))*\)")
RIGHT_TO_LEFT = "[dir=rtl]"             # no edition is


def make_one(site: Path, has_all_rules: bool) -> None:
    """Make one of the theme's sheets and the book's; without rules that neither pages nor scripts need,
    unless it is to have all. They name no files but from assets/."""
    parts = [path for part in PARTS for path in (site / "assets").glob(part)]
    sheet = "\n".join(path.read_text("utf-8") for path in parts)
    for path in parts:
        path.unlink()
    if not has_all_rules:
        files = [path for kind in ("**/*.html", "assets/**/*.js", "assets/*.css") for path in site.glob(kind)]
        sheet = used_rules(sheet, " ".join(path.read_text("utf-8") for path in files))
    (site / SHEET).write_text(sheet, "utf-8", newline="\n")


def used_rules(sheet: str, text: str) -> str:
    """The rules of a style sheet that can apply where no class and no colour's name and value is outside of
    ``text``, and the variables that they or the text use."""
    words = {word for word in WORD.findall(text) if not word.startswith(UNUSED)}
    colours = {*COLOUR.findall(text)}
    for _ in range(2):          # once more without variables of rules that went
        rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
        variables = {*VARIABLE.findall(text), *USED.findall(sheet)}
        sheet = rewritten(rules, lambda selector: can_apply(selector, words, colours), variables)
    return sheet


def rewritten(rules: Iterable[Node], is_able: Callable[[str], bool], variables: set[str]) -> str:
    """Rules with those of their selectors that are able to apply and those of the ``variables``, also of what
    depends on the medium."""
    texts = []
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            groups = groupby(rule.prelude, lambda token: token == ",")
            selectors = [tinycss2.serialize(part).strip() for is_comma, part in groups if not is_comma]
            able = ",".join(filter(is_able, selectors))
            found = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            kept = [each.serialize() for each in found if each.type != "declaration"
                    or not each.name.startswith("--") or each.name in variables]
            texts.append(f"{able}{{{';'.join(kept)}}}" if able and kept else "")
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports") and rule.content:
            inside = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            inner = rewritten(inside, is_able, variables)
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
