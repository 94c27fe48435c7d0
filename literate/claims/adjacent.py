"""What a reader takes for one number is one claim, with its sign and all of its digits: neither -`3` nor
`3`.`5`.
"""

import re

from literate.claims.claim import Malformed
from literate.pages.page import Page
from literate.pages.spans import Span

BEGINS = re.compile(r"(?:\A|[\s(\[\"“‘'|÷])\**\Z")
SIGN = re.compile(r"(?:[^\s>]\s[-+±√−>×^]|[=≈≠<≤≥])\s?\**\Z")
MINUS = re.compile(r"(?:\bminus\s|\bnegative\s|마이너스\s?)\Z")     # in words only where the number is code
ENDS = re.compile(r"[*)\]\"”’'.,:;?!|]*(?:\s|\Z|\(|[가-힣])")
MORE = re.compile(r"\**\s?(?:[%‰％°√×^십백천억조]|(?:percent|hundred|thousand|million|billion|dozen)\b)")


def check_alone(span: Span, page: Page) -> None:
    """Raises Malformed where the number that begins or ends a span goes on before or behind it."""
    text, before, after = span.text.strip(), page.line_before(span.start), page.text[span.end:]
    if span.kind in ("code", "math", "number") and (
            text[:1].isdecimal() and (not BEGINS.search(before) or SIGN.search(before)
                                         or span.kind != "number" and MINUS.search(before))
            or text[-1:].isdecimal() and (not ENDS.match(after) or MORE.match(after))):
        raise Malformed(f"the number {text} goes on before or behind its claim.",
                        "Write all of it into one claim, and blanks or words around it.")
