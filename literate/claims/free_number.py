"""Small whole numbers that count or name."""

import re

from literate.claims.claim import Claim, Malformed
from literate.claims.remark import Remark
from literate.pages.spans import DIGIT, WORD_PARTS, Span

FREE = re.compile(r"[0-9]|10")
NOT_BEFORE = re.compile(r"\s?(?:%|‰|°|퍼센트|percent\b|배(?!치)|×|times\b|분의|[.,/:]\d)|\d|[A-Za-z]")
NOT_AFTER = re.compile(r"(?:[=≈<>≤≥~√^/×·±]\s?|[-−+]\s?|[\d`$][.,:]|[A-Za-z_]|(?<!\w)\.)\Z")
ITEM = re.compile(r"\A[ \t>]*[-*+][ \t]+")


class FreeNumberClaim(Claim, kind="free", rank=90):
    """A free number: a whole number from 0 to 10 in running text that counts or names. Not before %, 배, × or
    times, not after = or ≈, not in a fraction, not alone in a cell of a table.
    """

    is_exact = False

    @classmethod
    def read_span(cls, span: Span, remark: Remark, context) -> Claim | None:
        """A digit or 10 that nothing around it makes part of a value; Malformed for every other number."""
        if remark or span.kind not in WORD_PARTS:
            return None
        line, text = context.page.line_text(span.start), context.page.text
        before = ITEM.sub("", text[text.rfind("\n", 0, span.start) + 1:span.start])
        alone = line.lstrip().startswith("|") and span.text in [cell.strip(" *_") for cell in line.split("|")]
        if alone or not FREE.fullmatch(span.text) or (
                NOT_BEFORE.match(text[span.end:]) or NOT_AFTER.search(before)):
            number = span.text if DIGIT.search(span.text) else "this"
            raise Malformed(f"nothing says what {number} is of.",
                            "Write behind it what it is, such as <!-- = E, epoch 0 --> or <!-- given -->.")
        return context.claim(cls, span, program=None)

    def mark(self) -> str:
        return ""
