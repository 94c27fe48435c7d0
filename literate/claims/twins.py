"""Two programs that print the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from literate.claims.claim import Claim, Malformed, Mark, Reading, Runs
from literate.claims.nodes import SideBySide
from literate.pages.spans import Span
from literate.programs.program import Program

TWINS = re.compile(r"<!-- twins: (?P<first>\w+\.py) (?P<second>\w+\.py) -->")


@dataclass(frozen=True, eq=False)
class TwinsClaim(Claim, kind="twins", rank=10, remedy="The twins must print the same numbers."):
    """Twins: `<!-- twins: 411_1.py 411_2.py -->` on a line of its own. Both print the same lines, but for
    brackets and an integer's missing decimals.
    """

    twin: Program | None = None

    @classmethod
    def read_span(cls, span: Span, remark, context) -> Claim | None:
        """The comment that names two programs; Malformed where one is not shown above."""
        text = context.page.text[span.start:span.end]
        if span.kind != "comment" or not (match := TWINS.fullmatch(text)):
            return None
        first, second = (context.current.get(match[name]) for name in ("first", "second"))
        if not (first and second):
            raise Malformed(f"{match['second'] if first else match['first']} is not shown above.",
                            "Show both programs before comparing them.")
        return context.claim(cls, span, text=text, program=first, twin=second)

    @property
    def programs(self) -> tuple[Program, ...]:
        return self.program, self.twin

    def problems(self, reading: Reading, runs: Runs) -> Iterator[str]:
        """The first line in which the twins differ."""
        run, twin = (runs[program.text] for program in self.programs)
        if run.error or twin.error:
            return                      # said where the program stands
        pairs = zip_longest(*(words_of_lines(r.stdout) for r in (run, twin)), fillvalue=["no more lines"])
        if different := next((pair for pair in pairs if not same_words(*pair)), None):
            ours, theirs = map(" ".join, different)
            yield f"{self.program.name} prints {ours} where {self.twin.name} prints {theirs}"

    def show(self, runs: Runs) -> SideBySide:
        return SideBySide(tuple((program, last_epoch(runs[program.text].stdout))
                                for program in self.programs))

    def falsify(self) -> Iterator[int]:
        return iter(())                 # readers see none of its digits

    def mark(self) -> Mark:
        return Mark(self.line, f"the twins {self.program.name} {self.twin.name}")


def words_of_lines(printed: str) -> list[list[str]]:
    """The words of each line that has any, brackets aside."""
    return [words for line in printed.split("\n")
            if (words := line.replace("[", " ").replace("]", " ").split())]


def same_words(ours: list[str], theirs: list[str]) -> bool:
    """Whether two lines say the same, an integer's missing decimals aside."""
    return len(ours) == len(theirs) and all(
        a == b or re.fullmatch(r"-?\d+", a) and re.fullmatch(rf"{a}\.0*", b) for a, b in zip(ours, theirs))


def last_epoch(printed: str) -> str:
    """What a training program printed for its last epoch."""
    lines = printed.removesuffix("\n").split("\n")
    starts = [i for i, line in enumerate(lines) if line.startswith("epoch = ")]
    return "\n".join(lines[starts[-1] if starts else 0:])
