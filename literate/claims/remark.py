"""The remark behind a number, a word, inline code or a formula: what it is of, and when.

``1832<!-- = E, epoch 0 -->``, ``twice<!-- 2 = Yb / (Y - T) -->``, `` `p = -1`<!-- step 0 --> ``, ``0.9<!--
usual Momentum.m -->``.
"""

import re
from dataclasses import dataclass

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")          # an exponent, as a person writes it
LOWERED = {raised: plain for plain, raised in RAISED.items()}
INTEGER = r"(?:\d{1,3}(?:,\d{3})+|\d+)"
POWER = "⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+"
SCALES = {"천": 3, "만": 4, "억": 8, " thousand": 3, " million": 6}
ANY_NUMBER = rf"[-−+]?{INTEGER}(?:\.\d+|/\d+)?(?: × 10{POWER})?%?(?:{'|'.join(SCALES)})?"
NUMBER = re.compile(rf"(?P<sign>[-−+]?)(?P<whole>{INTEGER})(?:(?P<decimals>\.\d+)|/(?P<below>\d+))?"
                    rf"(?: × 10(?P<power>{POWER}))?(?P<percent>%)?(?P<scale>{'|'.join(SCALES)})?")
REMARK = re.compile(r"<!-- (?P<text>.+?) -->")
PROGRAM = r"\w+\.py"
WHERE = re.compile(rf"(?:(?P<moment>(?:epoch|step) \d+|start|end)(?:, (?P<program>{PROGRAM}))?"
                   rf"|(?P<alone>{PROGRAM}))")
VALUE = re.compile(rf"(?:(?P<says>{ANY_NUMBER}) )?(?P<relation>[=≈<]) (?P<expression>.+?)"
                   rf"(?:, {WHERE.pattern})?")
GAP = re.compile(rf"gap (?P<first>{PROGRAM}) (?P<second>{PROGRAM})")
SOURCE = re.compile(r"(?P<kind>given|(?:usual|version) (?P<name>[\w.-]+)"
                    r"|(?:≈ )?bench (?P<bench>\w+))")


@dataclass(frozen=True)
class Remark:
    """What a remark says. ``says`` is the number that a word stands for, ``relation`` and ``expression`` what
    a number is held against, or ``gap`` two programs; ``moment`` is "", "start", "end" or "epoch 3";
    ``program`` a program's name. ``source`` is "usual", "bench", "version" or "given", and
    ``name`` which one. ``length`` counts the characters of the comment.
    """

    text: str
    length: int
    says: str = ""
    relation: str = ""
    expression: str = ""
    gap: tuple[str, str] | None = None
    moment: str = ""
    program: str = ""
    source: str = ""
    name: str = ""


def parse_remark(comment: str) -> Remark | None:
    """What the comment says of what stands before it; None where that is none of the above."""
    found = REMARK.fullmatch(comment)
    if not found or "|" in found["text"]:
        return None
    text, length = found["text"], len(comment)
    if source := SOURCE.fullmatch(text):
        kind = "bench" if source["bench"] else source["kind"].partition(" ")[0]
        return Remark(text, length, source=kind, name=source["bench"] or source["name"] or "")
    if where := WHERE.fullmatch(text):
        return Remark(text, length, moment=where["moment"] or "", program=where["program"] or where["alone"]
                      or "")
    if not (value := VALUE.fullmatch(text)):
        return None
    gap = GAP.fullmatch(value["expression"])
    if value["expression"].startswith("gap ") and (not gap or value["moment"] or value["alone"]
                                                   or value["relation"] == "≈"):
        return None
    return Remark(text, length, value["says"] or "", value["relation"], "" if gap else value["expression"],
                  (gap["first"], gap["second"]) if gap else None,
                  value["moment"] or "", value["program"] or value["alone"] or "")


def as_python(text: str, rough: bool = False) -> str:
    """The number that the text writes, as Python writes it: 1832 for "1,832", 25e-2 for "25%", 3e4 for "3만",
    1.6e-23.

    Where it is ``rough``, the closing zeros of a whole number are no digits that count: 19e3 for "19,000".
    """
    match = NUMBER.fullmatch(text)
    digits, decimals = match["whole"].replace(",", ""), match["decimals"] or ""
    sign = "-" if match["sign"] in ("-", "−") else ""
    if match["below"]:
        return f"{sign}{digits} / {match['below']}"
    power = int(match["power"].translate(LOWERED)) if match["power"] else 0
    power += SCALES.get(match["scale"], 0) - 2 * bool(match["percent"])
    significant = digits.rstrip("0") if rough and not decimals else ""
    if significant:
        power, digits = power + len(digits) - len(significant), significant
    return f"{sign}{digits}{decimals}" + (f"e{power}" if power else "")


def value_of(text: str) -> float:
    """The number that the text writes."""
    above, _, below = as_python(text).partition(" / ")
    return float(above) / float(below or 1)


def split_target(before: str) -> tuple[str, str]:
    """What a remark at the end of ``before`` is of: ("number", "1,832"), ("word", "twice"), or ("", "")."""
    for match in NUMBER.finditer(before):
        begins = before[:match.start()]
        joined = re.search(r"[A-Za-z0-9_.,]\Z", begins)
        if match.end() == len(before) and not joined:
            return "number", match[0]
    word = re.search(r"(?:[A-Za-z]+(?:-[A-Za-z]+)*|[가-힣]+)\Z", before)
    return ("word", word[0]) if word else ("", "")
