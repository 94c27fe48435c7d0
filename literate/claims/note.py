"""Quotes of whole lines, in lists and in tables beside two programs."""

import itertools
import re
from collections.abc import Iterator

from literate.claims.claim import Claim, Malformed
from literate.pages.spans import Span
from literate.programs.program import lines_quoted

QUOTES = re.compile(r"(?P<first>`+[^`]+`+)(?:[ \t]*–[ \t]*(?P<last>`+[^`]+`+))?")
ITEM = re.compile(rf"[ \t>]*(?:[-*+]|\d{{1,9}}[.)])[ \t]+(?P<quotes>{QUOTES.pattern})(?!<!--)")
CELL = re.compile(r"(?P<text>(?:`[^`]*`|\\.|[^|\\])*)(?:\||$)")
PROGRAM = re.compile(r"\b\w+\.py\b")
COMMENT = re.compile(r"<!--.*?-->")


class NoteClaim(Claim, kind="note"):
    """A note: a list item that begins with inline code quoting a whole line (lines: `` `first` – `last` ``),
    or any inline code in a table's column headed by a program. The quote stands once in the nearest output,
    program or edit above, or in the program of the column. Other lists begin with a word.
    """

    lines: range = range(0)         # of the fence quoted, counted from 1

    @classmethod
    def read_line(cls, line: str, start: int, context) -> Iterator[Claim]:
        """The quote that an item of a list begins with, or those in the columns of a table's row."""
        if line.lstrip().startswith("|"):
            for head, cell, offset in columns(line, start, context):
                for quote in QUOTES.finditer(cell):
                    yield cls.quote(quote, offset, context.listings[head], context)
        elif item := ITEM.match(line):
            target = context.fence
            if target and target.kind == "output" and not lines_quoted(target.text, item["first"].strip("`")):
                target = target.about
            yield cls.quote(item, start, target, context)

    @classmethod
    def quote(cls, match: re.Match, offset: int, target: Claim | None, context) -> Claim:
        """The claim that the quotes of ``match`` stand in the fence ``target``. Raises Malformed."""
        if target is None:
            raise Malformed("a line is quoted, but no program is shown above.",
                            "Begin the item with a word if it quotes nothing.")
        name, found = target.program.name, []
        for quote in [part.strip("`") for part in match.group("first", "last") if part]:
            lines = quoted_in(target, quote)
            if len(lines) != 1:
                what = f"{len(lines) or 'no'} {'lines' if lines else 'line'}"
                raise Malformed(f"`{quote}` quotes {what} of {describe(target)}.",
                                "Quote one whole line, or begin the item with a word.")
            if target.kind == "program" and not context.program_named(name).line_of(quote):
                raise Malformed(f"`{quote}` is no longer a line of {name}, which was edited since.",
                                "Quote it above the edit, or quote what stands there now.")
            found += lines
        if found[0] > found[-1]:
            raise Malformed("the quoted range ends before it begins.", "Swap the two quotes.")
        start, end = match.start("first"), max(match.end("first"), match.end("last"))
        quotes = Span("note", offset + start, offset + end, match.string[start:end])
        return context.claim(cls, quotes, program=target.program, about=target,
                             lines=range(found[0], found[-1] + 1))


def columns(line: str, start: int, context) -> Iterator[tuple[str, str, int]]:
    """The cells of a table's row below the name of a program shown above: the name, the cell and its offset.

    Raises Malformed where the row is the head and names a program that isn't shown.
    """
    above = reversed(context.page.text[:start].split("\n")[:-1])
    rows = [*itertools.takewhile(lambda row: row.lstrip().startswith("|"), above)]
    heads = [PROGRAM.findall(COMMENT.sub("", cell["text"])) for cell in cells(rows[-1] if rows else line)]
    for names, cell in zip(heads, cells(line)):
        if len(names) == 1 and names[0] in context.listings:
            if rows:
                yield names[0], cell["text"], start + cell.start("text")
        elif len(names) == 1 and not rows:
            raise Malformed(f"the column is headed by {names[0]}, which is not shown above.",
                            "Head it with a program of the page.")


def cells(line: str) -> list[re.Match]:
    """The cells of a row."""
    return list(CELL.finditer(line, line.index("|") + 1))


def quoted_in(target: Claim, quote: str) -> list[int]:
    """The lines of the fence ``target`` that ``quote`` quotes; in an edit only lines that stand after it."""
    lines, is_edit = target.text.split("\n"), target.kind == "edit"
    after = ["" if line.startswith("-") else line[1:] for line in lines] if is_edit else lines
    return lines_quoted("\n".join(after), quote)


def describe(target: Claim) -> str:
    """What the fence is called in a message."""
    if target.kind == "output":
        return f"the output at line {target.line}"
    return f"{target.program.name}" + (" as edited" if target.kind == "edit" else "")
