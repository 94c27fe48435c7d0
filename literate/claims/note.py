"""Quotes of whole lines, in lists and in tables beside two programs."""

import itertools
import re
from dataclasses import replace

from literate.claims.claim import Claim, Malformed
from literate.claims.remark import Remark
from literate.pages.spans import Span
from literate.programs.program import lines_quoted

QUOTES = re.compile(r"(?P<first>`+[^`]+`+)(?:[ \t]*–[ \t]*(?P<last>`+[^`]+`+))?")
ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+")
CELL = re.compile(r"(?P<text>(?:`[^`]*`|\\.|[^|\\])*)(?:\||$)")
PROGRAM = re.compile(r"\b\w+\.py\b")
COMMENT = re.compile(r"<!--.*?-->")


class NoteClaim(Claim, kind="note", rank=1):
    """A note: a list item that begins with inline code quoting a whole line (lines: `` `first` – `last` ``),
    or any inline code in a table's column headed by a program. The quote stands once in the nearest output,
    program or edit above, or in the program of the column. Other lists begin with a word.
    """

    lines: range = range(0)         # of the fence quoted, counted from 1

    @classmethod
    def read_span(cls, span: Span, remark: Remark, context) -> Claim | None:
        """Inline code that an item of a list begins with, or in a program's column of a table; Malformed
        where it quotes no line or several.
        """
        text, target = context.page.text, context.fence
        before = text[text.rfind("\n", 0, span.start) + 1:span.start]
        in_table = before.lstrip().startswith("|")
        if span.kind != "code" or remark or not (in_table or ITEM.fullmatch(before)):
            return None
        quotes = QUOTES.match(text, span.start)
        if in_table and not (target := heading_listing(before, span.start, context)):
            return None
        if target is None:
            raise Malformed("a line is quoted, but no program is shown above.",
                            "Begin the item with a word if it quotes nothing.")
        if not in_table and target.kind == "output" and not lines_quoted(target.text, span.text):
            target = target.about
        lines = [quoted_line(part.strip("`"), target, context) for part in quotes.groups() if part]
        if lines[0] > lines[-1]:
            raise Malformed("the quoted range ends before it begins.", "Swap the two quotes.")
        return context.claim(cls, replace(span, end=quotes.end(), text=quotes[0]), program=target.program,
                             about=target, lines=range(lines[0], lines[-1] + 1))


def heading_listing(before: str, start: int, context) -> Claim | None:
    """The listing of the program that heads a column of a table, of whose row ``before`` stands before the
    offset ``start``; None where none does, or in the head itself. Raises Malformed where that names a program
    that isn't shown.
    """
    above = reversed(context.page.text[:start].split("\n")[:-1])
    rows = [*itertools.takewhile(lambda row: row.lstrip().startswith("|"), above)]
    column = sum(cell[0].endswith("|") for cell in cells(before))
    head = cells(rows[-1] if rows else context.page.line_text(start))[column:column + 1]
    names = PROGRAM.findall(COMMENT.sub("", head[0]["text"])) if head else []
    if len(names) == 1 and not rows and names[0] not in context.listings:
        raise Malformed(f"the column is headed by {names[0]}, which is not shown above.",
                        "Head it with a program of the page.")
    return context.listings.get(names[0]) if len(names) == 1 and rows else None


def cells(line: str) -> list[re.Match]:
    """The cells of a row."""
    return list(CELL.finditer(line, line.index("|") + 1))


def quoted_line(quote: str, target: Claim, context) -> int:
    """The number of the line of the fence ``target`` that is quoted. Raises Malformed where it is none, or
    one that was edited since.
    """
    lines, name = quoted_in(target, quote), target.program.name
    if len(lines) != 1:
        what = f"{len(lines) or 'no'} {'lines' if lines else 'line'}"
        raise Malformed(f"`{quote}` quotes {what} of {describe(target)}.",
                        "Quote one whole line, or begin the item with a word.")
    if target.kind == "program" and not lines_quoted(context.program_named(name).text, quote):
        raise Malformed(f"`{quote}` is no longer a line of {name}, which was edited since.",
                        "Quote it above the edit, or quote what stands there now.")
    return lines[0]


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
