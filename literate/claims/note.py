"""Quotes of whole lines, in lists and in tables beside two programs."""

import re
from dataclasses import replace

from literate.claims.claim import Claim, Malformed
from literate.claims.remark import Remark
from literate.pages.spans import COMMENT, Span
from literate.programs.program import lines_quoted

QUOTES = re.compile(r"(?P<first>`+[^`]+`+)(?:[ \t]*–[ \t]*(?P<last>`+[^`]+`+))?")
ITEM = re.compile(r"[ \t>]*[-*+][ \t]+")
HIDDEN = re.compile(r"`[^`]*`|\\.")         # where a bar begins no cell
PROGRAM = re.compile(r"\b\w+\.py\b")


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
        before = context.page.line_before(span.start)
        in_table = before.lstrip().startswith("|")
        if span.kind != "code" or remark or not (in_table or ITEM.fullmatch(before)):
            return None
        quotes = QUOTES.match(text, span.start)
        if in_table and not (target := listing_of_column(before, span.start, context)):
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


def listing_of_column(before: str, start: int, context) -> Claim | None:
    """The listing of the program that heads a column of a table, of whose row ``before`` stands before the
    offset ``start``; None where none does, or in the head itself. Raises Malformed where it isn't shown.
    """
    head, *rows = context.page.text[:start].rpartition("\n\n")[2].split("\n")
    cell = COMMENT.sub("", head.split("|")[HIDDEN.sub("", before).count("|")]) if rows else ""
    names = PROGRAM.findall(cell)
    if len(names) != 1:
        return None
    for claim in context.claims:
        if claim.shows_program and claim.program.name == names[0]:
            return claim
    raise Malformed(f"the column is headed by {names[0]}, which is not shown above.",
                    "Head it with a program of the page.")


def quoted_line(quote: str, target: Claim, context) -> int:
    """The number of the line of the fence ``target`` that is quoted, in an edit of those that stand after it.
    Raises Malformed where it is none, or one that was edited since.
    """
    text, name = target.text, target.program.name
    if target.kind == "edit":
        text = re.sub("^(?:-.*|[+ ])", "", text, flags=re.MULTILINE)
    lines = lines_quoted(text, quote)
    if len(lines) != 1:
        what = f"{len(lines)} lines" if lines else "no line"
        raise Malformed(f"`{quote}` quotes {what} of the {target.kind} at line {target.line}.",
                        "Quote one whole line, or begin the item with a word.")
    if target.kind == "program" and not lines_quoted(context.program_named(name).text, quote):
        raise Malformed(f"`{quote}` is no longer a line of {name}, which was edited since.",
                        "Quote it above the edit, or quote what stands there now.")
    return lines[0]
