"""Names with digits, and years of publications, that sources.toml lists."""

import re

from literate.claims.claim import Claim
from literate.claims.remark import Remark
from literate.claims.sources import sources
from literate.pages.spans import Span

WINDOW = 40             # characters in front of a year in which its author is named


class ListedClaim(Claim, kind="listed", rank=30):
    """A listed name (`float32`), or the year of a publication behind its author (`Mazur's 2015 article`): see
    sources.toml.
    """

    @classmethod
    def read_span(cls, span: Span, remark: Remark, context) -> Claim | None:
        """A listed name, or the year in which somebody named right before published."""
        if remark or span.kind not in ("number", "name"):
            return None
        words = re.findall("[A-Za-z]+", context.page.text[max(0, span.start - WINDOW):span.start])
        if span.text in sources()["names"] or any(f"{word} {span.text}" in sources()["publications"]
                                                  for word in words):
            return context.claim(cls, span, program=None)
        return None
