"""The remark behind a number, a word, inline code or a formula: what it is of, and when.

``1832<!-- = E, epoch 0 -->``, ``twice<!-- 2 = Yb / (Y - T) -->``, `` `p = -1`<!-- step 0 --> ``, ``0.9<!--
usual Momentum.m -->``.
"""

import re
from dataclasses import dataclass

from literate.pages.spans import NUMBER, RAISED, WRITTEN

LOWERED = {raised: plain for plain, raised in RAISED.items()}
PROGRAM = r"\w+\.py"
WHERE = (rf"(?:(?P<moment>(?:epoch|step)[ ]\d+|start|end)(?:,[ ](?={PROGRAM})|\Z))?"
         rf"(?P<program>{PROGRAM})?")
"""When, and in which program: "epoch 0, 411_1.py", "end", "411_1.py" or nothing, at the end of a text."""

REMARK = re.compile(rf"""
    (?P<source> given | (?:usual|version|drawing|(?:≈[ ])?bench)[ ](?P<name>[\w.-]+) )
  | (?=.) (?: (?:(?P<says>{WRITTEN})[ ])? (?P<relation>[=≈<])[ ]
        (?: (?<!≈[ ])gap[ ](?P<gap>{PROGRAM}[ ]{PROGRAM})\Z
          | (?!gap[ ])(?P<expression>.+?)(?:,[ ](?=.)|\Z) ) )? {WHERE}
""", re.VERBOSE)


@dataclass(frozen=True)
class Remark:
    """What a remark says. ``says`` is the number that a word stands for, ``relation`` and ``expression`` what
    a number is held against, or ``gap`` two programs; ``moment`` is "", "start", "end" or "epoch 3";
    ``program`` a program's name. ``source`` is "usual", "bench", "version", "drawing" or "given", and
    ``name`` which one. One with an empty ``text`` is none.
    """

    text: str = ""
    says: str = ""
    relation: str = ""
    expression: str = ""
    gap: str = ""
    moment: str = ""
    program: str = ""
    source: str = ""
    name: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def comment(self) -> str:
        """The remark as it stands on the page."""
        return f"<!-- {self.text} -->" if self.text else ""


NO_REMARK = Remark()


def parse_remark(comment: str) -> Remark | None:
    """What the comment says of what stands before it; None where that is none of the above."""
    text = comment.removeprefix("<!-- ").removesuffix(" -->")
    said = REMARK.fullmatch(text)
    if not said or "|" in text or comment != f"<!-- {text} -->":
        return None
    found = {name: value or "" for name, value in said.groupdict().items()}
    source = found.pop("source").removeprefix("≈ ").partition(" ")[0]
    return Remark(text, source=source, **found)


def as_python(text: str, rough: bool = False) -> str:
    """The number that the text writes, as Python writes it: 1832 for "1,832", 25e-2 for "25%".

    Where it is ``rough``, the closing zeros of a whole number are no digits that count: 19e3 for "19,000".
    """
    match = NUMBER.fullmatch(text)
    digits, decimals = match["whole"].replace(",", ""), match["decimals"] or ""
    sign = "-" if match["sign"] in ("-", "−") else ""
    if match["below"]:
        return f"{sign}{digits} / {match['below']}"
    power = int((match["power"] or "0").translate(LOWERED)) - 2 * bool(match["percent"])
    significant = digits.rstrip("0") if rough and not decimals else ""
    if significant:
        power, digits = power + len(digits) - len(significant), significant
    return f"{sign}{digits}{decimals}" + (f"e{power}" if power else "")


def value_of(text: str) -> float:
    """The number that the text writes."""
    above, _, below = as_python(text).partition(" / ")
    return float(above) / float(below or 1)
