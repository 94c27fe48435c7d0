"""Programs shown whole, from files."""

import difflib
import re
from collections.abc import Iterator
from textwrap import indent

from literate.claims.attributes import read_attributes
from literate.claims.claim import Claim, Malformed, Reading, Runs
from literate.findings import Finding, shown_path
from literate.pages.blocks import Fence
from literate.pages.spans import DIGIT
from literate.programs.program import Program, ProgramMissing, place_in_book
from literate.programs.syntax import imported_packages

INCLUDE = re.compile(r'\s*--8<-- "([^"\n]*)"\s*')
COMMENT = re.compile(r"""^(?:[^'"#\n]|'[^'\n]*'|"[^"\n]*")*(?P<said>\#.*)"""
                     r"""|^[ ]*(?P<text>(?P<quotes>['"]+)[^'"\n]*(?P=quotes))$""", re.MULTILINE)
"""A comment, or a text on a line of its own."""


class RunClaim(Claim):
    """A fence whose program runs to its end and writes nothing to stderr of its own."""

    shows_program = True

    def check(self, reading: Reading, runs: Runs) -> Iterator[Finding]:
        """Whether the program ran, and the numbers in its comments: readers see them, and no run proves them.
        """
        run, program = runs[self.program.text], self.program
        for match in COMMENT.finditer(program.text):
            if DIGIT.search(match["said"] or match["text"]):
                line = program.text.count("\n", 0, match.end()) + 1
                yield self.finding(f"nothing proves the number in the comment at {place(program, line)}",
                                   "Say it without a number, or let the program print it.")
        if run.error:
            where = place(program, max(run.error_line, 1))
            yield self.finding(f"{program.name} fails: {run.error} ({where})",
                               f"Mend the program.\n{last_lines(run.traceback)}".rstrip())
        elif run.stderr.strip():
            yield self.finding(f"{program.name} writes to stderr",
                               f"Readers see this too:\n{last_lines(run.stderr)}")


class ProgramClaim(RunClaim, kind="program", rank=20):
    """A program: ```` ```python title="411_1.py" ```` with only `--8<-- "411_1.py"` in it. It runs, ends
    cleanly and writes nothing to stderr of its own. With `{title="416_3.py" from="416_1.py"}`, an earlier one
    that imports the same, the site marks the lines that differ.
    """

    origin: str = ""
    origin_text: str = ""

    @classmethod
    def read_fence(cls, fence: Fence, context) -> Claim | None:
        """A fence in python that includes a file; Malformed where its attributes do not fit that file."""
        attributes, include = read_attributes(fence), INCLUDE.fullmatch(fence.text)
        if fence.language != "python" or not include:
            return None
        name = include[1]
        if attributes.get("title") != name:
            raise Malformed(f'the title is not the name of the included file, "{name}".',
                            f'Write title="{name}".')
        try:
            program, origin = context.load(name), attributes.get("from", "")
            origin_text = context.load(origin).text if origin else ""
        except ProgramMissing as error:
            raise Malformed(f"{error}.", "Name a file of snippets/, or add it there.") from None
        if origin and (place_in_book(origin) >= place_in_book(name)
                       or imported_packages(origin_text) != imported_packages(program.text)):
            raise Malformed(f"{name} can't be made from {origin}.",
                            "Name a program that comes before it and imports the same, or remove from=…")
        return context.claim(cls, fence, text=program.text.rstrip("\n"), program=program, origin=origin,
                             origin_text=origin_text)

    def changed_lines(self) -> list[int]:
        """Numbers of the lines that are not in the program that it derives from, or not as they were."""
        origin, text = self.origin_text.splitlines(), self.text.splitlines()
        changes = difflib.SequenceMatcher(None, origin, text, autojunk=False).get_opcodes()
        return [line + 1 for tag, _, _, first, last in changes if self.origin and tag != "equal"
                for line in range(first, last)]


def place(program: Program, line: int) -> str:
    """Where a line of the program is, for a person to find it."""
    return f"{shown_path(program.path)}:{program.first_line + line - 1}"


def last_lines(text: str) -> str:
    """The last lines of what a program wrote, indented to stand below a message."""
    return indent("\n".join(text.strip().splitlines()[-6:]), "    ")
