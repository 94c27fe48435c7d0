"""Whether a figure says what its run says: read off the finished drawing, apart from the code that draws it.

:func:`wrong` judges the numbers, :func:`misplaced` the shapes; :func:`falsify` says whether that is any good.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import figures
from figures.labels import LABELS
from figures.proof.drawing import SVG
from figures.proof.numbers import wrong
from figures.proof.places import misplaced
from literate.claims.remark import RAISED
from literate.mutation import other_digit

__all__ = ["falsified", "falsify", "misplaced", "wrong"]


def falsified(root: Element) -> Iterable[tuple[str, Element]]:
    """For each digit of each text: puts another one there, and says what is changed, and of which text."""
    for text in root.iter(f"{SVG}text"):
        for k, part in enumerate(text.iter()):
            said = part.text or ""
            for match in re.finditer("[0-9⁰¹²³⁴-⁹]", said):
                digit = unicodedata.normalize("NFKC", match[0])
                new = other_digit(digit, (text.get("x"), text.get("y"), k, said, match.start()))
                new = new if digit == match[0] else new.translate(RAISED)
                part.text = said[:match.start()] + new + said[match.end():]
                yield f"{said} → {part.text}", text
                part.text = said


def falsify(name: str) -> tuple[int, list[str]]:
    """How many digits the texts of a figure have in all languages, and which could be others unnoticed."""
    count, survivors = 0, []
    for svg, language in {figures.draw(name, language): language for language in LABELS}.items():
        root = ElementTree.fromstring(svg)      # once where it is the same in both languages
        for what, text in falsified(root):
            count += 1
            survivors += [] if wrong(name, language, root).get(text) else [f"{name}.svg: {what}"]
    return count, survivors
