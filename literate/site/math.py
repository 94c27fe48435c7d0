"""Formulas: LaTeX to MathML at build, names in the colours that figures give them."""

from __future__ import annotations

import html
import re
from xml.etree import ElementTree

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from math_core import LatexError, LatexToMathML

from literate.site.drawings import role

WORD_END = re.compile(r"\S{1,8}(?!\S)")                  # of the word that a formula begins: a comma, 는, 입니다.
HTML_NAME = re.compile(r"&(?!amp;|lt;|gt;|quot;|apos;)[A-Za-z]\w*;")        # XML knows none
ASK = r"\ask{{{}}}"           # at the end of a formula's LaTeX: the index of its answer
ASKED = re.compile(r"\\ask\{(\d+)\}$")


class MathTreeprocessor(Treeprocessor):
    """LaTeX, as pymdownx.arithmatex found it, to MathML. A mistake in it fails the build; a draft shows it as
    it is."""

    converter = LatexToMathML(fancy_error=False)

    def __init__(self, md: Markdown, draft: bool = False):
        super().__init__(md)
        self.draft = draft

    def run(self, root: ElementTree.Element) -> None:
        """Set every formula; ValueError for one that is no LaTeX, but in a draft."""
        for element in root.iter():
            if "arithmatex" in (element.get("class") or "").split() and element.text:
                latex = html.unescape(element.text.strip()[2:-2]).strip()
                if asked := ASKED.search(latex):
                    latex = latex.removesuffix(asked[0])
                    element.set("class", f"{element.get('class')} asked")
                    element.set("data-ask", asked[1])
                try:
                    mathml = self.converter.convert_with_local_state(latex, displaystyle=element.tag == "div")
                except LatexError as error:
                    if self.draft:
                        continue
                    raise ValueError(f"{error}\n  in the formula {latex}") from error
                # In the script of a formula it would undo the script's size; elsewhere it says nothing.
                element.text = self.md.htmlStash.store(with_roles(mathml.replace(' scriptlevel="0"', "")))
                if element.tag == "span" and (end := WORD_END.match(element.tail or "")):
                    element.text += end[0]      # else a line may begin with the comma after a formula
                    element.tail = element.tail[end.end():]


def with_roles(mathml: str) -> str:
    """A formula whose names have the class of their role, by which they get the colour that figures give
    them."""
    root = ElementTree.fromstring(HTML_NAME.sub(lambda match: html.unescape(match[0]), mathml))
    inside: set[ElementTree.Element] = set()    # of a name: the H of W_H is no hidden value
    for element in root.iter():
        name, *below = element if element.tag in ("msub", "msubsup") else [element]
        if element in inside or name.tag != "mi" or not (kind := role(name.text or "?")):
            continue
        for part in (name, *below[:1]):
            part.set("class", kind)
            inside.update(part.iter())
    return ElementTree.tostring(root, encoding="unicode")
