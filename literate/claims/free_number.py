"""Small whole numbers that count or name."""

import re

from literate.claims.claim import Claim, Malformed
from literate.claims.remark import Remark
from literate.pages.spans import DIGIT, WORD_PARTS, Span

FREE = re.compile(r"[0-9]|10")
UNIT = re.compile(r"\s?(?:퍼센트|배(?!치)|times\b|분의)")
REST_OF_CELL, REST_OF_ITEM = re.compile(r"[ *]*\|"), re.compile(r"[.)][ \t]")


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
        text, before = context.page.text, context.page.line_before(span.start).rstrip(" *")
        is_cell = before.endswith("|") and REST_OF_CELL.match(text, span.end)
        is_item = not before.strip("> \t") and REST_OF_ITEM.match(text, span.end)    # the site counts itself
        if is_cell or is_item or not FREE.fullmatch(span.text) or UNIT.match(text, span.end):
            number = span.text if DIGIT.search(span.text) else "this"
            raise Malformed(f"nothing says what {number} is of.",
                            "Write behind it what it is, such as <!-- = E, epoch 0 --> or <!-- given -->.")
        return context.claim(cls, span, program=None)
