"""Numbers of parts and sections of the book."""

import re
from collections.abc import Iterator

from literate.claims.claim import Claim, Reading, Runs
from literate.claims.remark import Remark
from literate.pages.spans import Span

# a part has one digit, so that 4.11 is not taken for 4.1.1
SECTION = re.compile(r"4\.\d(?:\.\d{1,2})?")
PAGE = re.compile(r"(\w+)\.md(?:#.*)?")


class SectionNumberClaim(Claim, kind="section", rank=20,
                         remedy="Link the section, or say behind it what the number is of."):
    """A section number: `4.1.2` in the title of its own page, or in the text of a link to that page."""

    link: str = ""

    @classmethod
    def read_span(cls, span: Span, remark: Remark, context) -> Claim | None:
        """A number such as 4.1.2."""
        if span.kind != "number" or remark or not SECTION.fullmatch(span.text):
            return None
        return context.claim(cls, span, program=None, link=span.link)

    def problems(self, reading: Reading, runs: Runs) -> Iterator[str]:
        """Whether the number is this page's, in its title, or that of the page linked."""
        link, title = PAGE.fullmatch(self.link), self.page.line_before(self.start) == "# "
        page = link[1] if link else self.page.path.stem if title else ""
        if page != self.text.replace(".", ""):
            yield f"{self.text} is neither this page's section, in its title, nor that of a link around it"
