"""Formulas: LaTeX to MathML at build, names in the colours that figures give them, cut into parts between
which a line may end.

What a display states is `.chain`s; of each, what stands left of the first relation and, each in a row of its
own where they don't fit into one, the `.side`s that begin with a relation: docs/assets/book.css.
"""

import html
import re
from collections.abc import Callable
from itertools import zip_longest
from xml.etree import ElementTree

from markdown.treeprocessors import Treeprocessor
from math_core import LatexError, LatexToMathML

from literate.site.drawings import role

WORD_END = re.compile(r"\S{1,8}(?!\S)")              # of the word that a formula begins: a comma, 는, 입니다.
HTML_NAME = re.compile(r"&(?!amp;|lt;|gt;|quot;|apos;)[A-Za-z]\w*;")        # XML knows none
ASK = r"\ask"                 # in a formula's LaTeX: behind it, the index of each chain's answer
RELATIONS = set("=≈<>≤≥≠←→")
SIGNS = set("+−⋅⊙×")
SHORT = 12                    # characters of what never gets a line's end inside
LONGEST_IN_TEXT = 24          # characters of a formula in a sentence that fits any line
BREAK = "\u00ad"              # between factors; where a line ends there, it shows the sign of a product


class MathTreeprocessor(Treeprocessor):
    """LaTeX, as pymdownx.arithmatex found it, to MathML."""

    converter = LatexToMathML(fancy_error=False)

    def run(self, root: ElementTree.Element) -> None:
        """Set every formula; ValueError for one that is no LaTeX."""
        for element in root.iter():
            if "arithmatex" in (element.get("class") or "").split() and element.text:
                latex, *asked = html.unescape(element.text.strip()[2:-2]).strip().split(ASK)
                answers = asked[0].split(",") if asked else []
                if answers:
                    element.set("data-ask", " ".join(filter(None, answers)))
                try:
                    mathml = self.converter.convert_with_local_state(latex, displaystyle=element.tag == "div")
                except LatexError as error:
                    raise ValueError(f"{error}\n  in the formula {latex}") from error
                # In the script of a formula it would undo the script's size; elsewhere it says nothing.
                math = with_roles(mathml.replace(' scriptlevel="0"', ""))
                is_long = element.tag == "span" and len("".join(math.itertext())) > LONGEST_IN_TEXT
                element.set("class", element.get("class") + " asked" * bool(answers) + " long" * is_long)
                shown = laid_out(math, answers) if is_long or element.tag == "div" else as_text(math)
                element.text = self.md.htmlStash.store(shown)
                if element.tag == "span" and (end := WORD_END.match(element.tail or "")):
                    element.text += end[0]      # else a line may begin with the comma after a formula
                    element.tail = element.tail[end.end():]


def with_roles(mathml: str) -> ElementTree.Element:
    """A formula whose names have the class of their role, by which they get the colour that figures give
    them."""
    root = ElementTree.fromstring(HTML_NAME.sub(lambda match: html.unescape(match[0]), mathml))
    inside: set[ElementTree.Element] = set()    # of a name: the H of W_H is no hidden value
    for element in root.iter():
        name, *below = element if element.tag in ("msub", "msubsup") else [element]
        if element.tag in ("msup", "msubsup") and element[-1].text == "T":
            inside.add(element[-1])             # of a transpose, and no target
        if element in inside or name.tag != "mi" or not (kind := role(name.text or "?")):
            continue
        for part in (name, *below[:1]):
            part.set("class", kind)
            inside.update(part.iter())
    return root


def as_text(element: ElementTree.Element) -> str:
    """The element as HTML has it."""
    return ElementTree.tostring(element, encoding="unicode")


# --- what a line may end between ---------------------------------------------------------------------------


Parts = list[ElementTree.Element]


def laid_out(math: ElementTree.Element, answers: list[str]) -> str:
    """The formula as chains of sides; the last side of a chain with an answer is what is asked."""
    shown = []
    is_block = math.get("display") == "block"
    for chain, answer in zip_longest(split(list(math), is_gap), answers):
        left, *sides = split([part for part in chain if not is_gap([part], 0)], is_relation)
        texts = [terms(side, is_block) for side in sides]
        asked = [""] * (len(texts) - 1) + [f' data-ask="{answer}"' if answer else ""]
        right = "".join(f'<span class="side"{ask}>{text}</span>' for ask, text in zip(asked, texts))
        begin = terms(left, is_block)
        kind = "chain" if begin.count("<math") == 1 and not is_wide(left) else "chain flowing"
        shown.append(f'<span class="{kind}"><span>{begin}</span><span class="sides">{right}</span></span>')
    return "".join(shown)


def split(parts: Parts, is_start: Callable[[Parts, int], bool]) -> list[Parts]:
    """The parts in groups that begin where ``is_start`` says, at no place inside parentheses."""
    groups: list[Parts] = [[]]
    depth = 0
    for place, part in enumerate(parts):
        base = part[0] if part.tag in ("msup", "msub", "msubsup") else part
        depth += {"(": 1, ")": -1}.get(base.text or "", 0) if base.tag == "mo" else 0
        if not depth and is_start(parts, place):
            groups.append([])
        groups[-1].append(part)
    return groups


def is_gap(parts: Parts, place: int) -> bool:
    """Whether a chain ends there: \\quad, \\qquad."""
    return parts[place].tag == "mspace" and parts[place].get("width") in ("1em", "2em")


def is_relation(parts: Parts, place: int) -> bool:
    return parts[place].tag == "mo" and parts[place].text in RELATIONS


def is_term(parts: Parts, place: int) -> bool:
    """Whether a term or factor begins there that may stand in a line of its own."""
    part = parts[place]
    if not place or parts[place - 1].tag == "mo" and parts[place - 1].text != ")":
        return False
    return part.text in SIGNS if part.tag == "mo" else part.find("mtable") is not None


def is_wide(parts: Parts) -> bool:
    """Whether a narrow line can be too short for them."""
    size = sum(len("".join(part.itertext())) for part in parts)
    return size > SHORT or any(part.find(".//mtable") is not None for part in parts)


def terms(side: Parts, is_block: bool) -> str:
    """A side as one formula or, where it is wide, one for each of its terms and factors."""
    shown = ""
    for group in split(side, is_term) if is_wide(side) else [side]:
        math = ElementTree.Element("math", {"displaystyle": "true"} if is_block else {})
        math.extend(group)
        if group[0].tag != "mo":
            shown += BREAK if shown else ""
        elif group[0].text in SIGNS and not group[0].get("lspace"):
            group[0].set("form", "infix")       # else, as the first, it were the sign of a number
        shown += as_text(math)
    return shown
