"""Names with digits, and years of publications, that sources.toml lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from literate.claims.claim import Claim, Reading, Runs
from literate.claims.remark import Remark
from literate.claims.sources import sources
from literate.pages.spans import Span

YEAR = re.compile(r"(?:\d{4})")
WINDOW = 40             # characters in front of a year in which its author is named


@dataclass(frozen=True, eq=False)
class ListedClaim(Claim):
    """A listed name (`float32`), or the year of a publication behind its author (`Mazur's 2015 article`): see
    sources.toml.
    """

    kind: ClassVar[str] = "listed"
    rank: ClassVar[int] = 30
    remedy: ClassVar[str] = "List it in sources.toml, or say behind it what it is of; CONTRIBUTING.md says how."

    @classmethod
    def read_span(cls, span: Span, remark: Remark | None, context) -> Claim | None:
        """A listed name, or four digits where a year stands."""
        if remark or span.kind not in ("number", "name"):
            return None
        is_name = span.text in sources()["names"]
        if not is_name and not (YEAR.fullmatch(span.text)
                                and is_year(context.page.text, span.start, span.end)):
            return None
        return context.claim(cls, span.start, span.end, span.text, program=None)

    def problems(self, reading: Reading, runs: Runs) -> Iterator[str]:
        """Whether the author in front of a year published then; names were found in the list already."""
        if self.text in sources()["names"]:
            return
        before = self.page.text[max(0, self.start - WINDOW):self.start]
        works = [work.rpartition(" ") for work in sources()["publications"]]
        author = max((name for name, _, _ in works), key=before.rfind, default="")
        if not author or author not in before or (author, self.text) not in [(name, year) for name, _,
                                                                             year in works]:
            yield f"no publication of {self.text} is listed by an author who is named in front of the year"


def is_year(text: str, start: int, end: int) -> bool:
    """Whether four digits stand where a year does: 2015년, in 2015, (2015)."""
    before, after = text[max(0, start - 4):start], text[end:end + 8]
    return after.startswith("년") or bool(
        re.search(r"(?:\bin |\bof |['’]s |\()\Z", before) and not re.match(r"%| (?:steps|epochs|times)\b", after))
