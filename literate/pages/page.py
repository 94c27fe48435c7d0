"""A page: its text, and how that is cut into blocks, sections and lines."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from literate.pages.blocks import Fence, Prose, blocks
from literate.pages.spans import Span, spans

HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]", re.MULTILINE)
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


@dataclass(frozen=True, eq=False)
class Page:
    """The text of the file ``path``; offsets are in the text, lines are counted from 1."""

    path: Path
    text: str = field(repr=False)

    @cached_property
    def blocks(self) -> tuple[Fence | Prose, ...]:
        """The fences and the runs of other text between them."""
        return tuple(blocks(self.text))

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The spans of its running text."""
        return tuple(span for block in self.blocks if isinstance(block, Prose)
                     for span in spans(self.text, block.start, block.end))

    @cached_property
    def headings(self) -> list[int]:
        """Where the headings begin."""
        return [match.start() for part in self.blocks if isinstance(part, Prose)
                for match in HEADING.finditer(self.text, part.start, part.end)]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def line_at(self, offset: int) -> int:
        """The number of the line that the offset is in."""
        return bisect_right(self._line_starts, offset)

    def line_before(self, offset: int) -> str:
        """What stands before the offset in its line."""
        return self.text[self.text.rfind("\n", 0, offset) + 1:offset]

    def line_text(self, offset: int) -> str:
        """The line that the offset is in."""
        return self.line_before(offset) + self.text[offset:].partition("\n")[0]

    def section_at(self, offset: int) -> tuple[int, int]:
        """Where the section around the offset begins, with its heading, and where the next one begins."""
        index = bisect_right(self.headings, offset)
        start = self.headings[index - 1] if index else 0
        return start, self.headings[index] if index < len(self.headings) else len(self.text)

    def in_heading(self, offset: int) -> bool:
        """Whether the offset is in the line of a heading."""
        start, _ = self.section_at(offset)
        return start in self.headings and "\n" not in self.text[start:offset]
