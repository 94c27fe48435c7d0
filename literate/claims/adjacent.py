"""What a reader takes for one number is one claim, with its sign and all of its digits: neither -`3` nor
`3`.`5`.
"""

import html
import re

from literate.claims.claim import Malformed
from literate.pages.spans import DIGIT, Span

DASHES = "−‐‑‒﹣－⁻₋"
MARKUP = r"(?:[*_]|<[^<>]*>)*"
TAG = re.compile(r"</?[A-Za-z][^<>]*>")
GLUE = re.compile(rf"(?:[-−+.,·×^/:]|{MARKUP})*|\s?(?:[×^]|\*\*)\s?")
SIGN_BEFORE = re.compile(rf"(?:[-+±.√^A-Za-z{DASHES}]|(?<!\S)[–—]|(?<=[^\s>])\s[-+±√{DASHES}]\s|"
                         rf"[<=≠≈≤≥]\s?|(?<=[^\s>])\s*>\s?|\b(?:minus|negative)\s|마이너스\s?){MARKUP}\Z")
PART_AFTER = re.compile(rf"{MARKUP}(?:\s?[%‰‱％﹪٪°′″√]|[A-Za-z^십백천억조]|"
                        r"\s(?:percent|hundred|thousand|million|billion|dozen)\b)")
LONGEST = 20            # characters after a claim in which a part of its number could stand


def check_alone(span: Span, end: int, following: Span | None, page: str) -> None:
    """Raises Malformed where the code or formula of ``span``, which ends at ``end`` with its remark, is a
    part of a number that goes on before or behind it.
    """
    text = span.text.strip()
    if span.kind not in ("code", "math"):
        return
    before = html.unescape(TAG.sub("", page[page.rfind("\n", 0, span.start) + 1:span.start]))
    after = html.unescape(page[end:following.start if following else end + LONGEST])
    if text[:1].isdecimal() and SIGN_BEFORE.search(before):
        raise Malformed(f"a sign or a point stands right before the number {text}.",
                        "Write it into the claim.")
    if not text[-1:].isdecimal():
        return
    if PART_AFTER.match(after):
        raise Malformed(f"the number {text} goes on after its claim.",
                        "Write all of it into one claim, or the unit in words.")
    if following and following.kind != "comment" and GLUE.fullmatch(after) and (
            following.text[:1] in "-−.," or DIGIT.match(following.text)):
        raise Malformed(f"the numbers {text} and {following.text} look like one.",
                        "Put a word or a blank between them.")
