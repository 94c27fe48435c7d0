"""Names with digits, and years of publications, that sources.toml lists."""

import re

from literate.claims.claim import Claim, Malformed
from literate.claims.remark import Remark
from literate.claims.sources import sources
from literate.pages.spans import Span

YEAR = re.compile(r"\d{4}")
WINDOW = 40             # characters in front of a year in which its author is named


class ListedClaim(Claim, kind="listed", rank=30):
    """A listed name (`float32`), or the year of a publication behind its author (`Mazur's 2015 article`): see
    sources.toml.
    """

    @classmethod
    def read_span(cls, span: Span, remark: Remark, context) -> Claim | None:
        """A listed name, or four digits where a year stands and the author named last before published then;
        Malformed for another year.
        """
        if remark or span.kind not in ("number", "name"):
            return None
        text = context.page.text
        if span.text not in sources()["names"]:
            if not YEAR.fullmatch(span.text) or not is_year(text, span.start, span.end):
                return None
            before = text[max(0, span.start - WINDOW):span.start]
            authors = {work.rpartition(" ")[0] for work in sources()["publications"]}
            author = max(authors, key=before.rfind, default="")
            if author not in before or f"{author} {span.text}" not in sources()["publications"]:
                raise Malformed(f"no author named in front of {span.text} is listed with that year.",
                                "List it in sources.toml, or say behind it what it is of.")
        return context.claim(cls, span, program=None)


def is_year(text: str, start: int, end: int) -> bool:
    """Whether four digits stand where a year does: 2015년, in 2015, (2015)."""
    before, after = text[max(0, start - 4):start], text[end:end + 8]
    named = re.search(r"(?:\bin |\bof |['’]s |\()\Z", before)
    return after.startswith("년") or bool(named and not re.match(r"%| (?:steps|epochs|times)\b", after))
