"""Running text → its inline code, formulas, comments and bare digits, each with its place.

What Markdown hides from a reader (addresses of links, attributes, HTML tags, escapes) is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

BLANK_LINE = r"\n[ \t>]*\n"
PIECE = re.compile(rf"""
    (?: ^ | (?= [\\<`$!\[\]{{A-Za-z_\d+−\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u24ff-] ) ) (?:     # most characters begin nothing
    (?P<escape> \\[\\`*_{{}}\[\]()\#+.!$|~-] )
  | (?P<comment> <!-- .*? --> )
  | (?P<ticks> `+ ) (?P<code> (?: (?!{BLANK_LINE}) . )+? ) (?<!`) (?P=ticks) (?!`)
  | \$\$ (?P<display> (?: (?!{BLANK_LINE}|\$\$) . )+ ) \$\$
  | \$ (?! [\s$] ) (?P<math> (?: \\. | (?!{BLANK_LINE}) [^$\\] )+? ) (?<! \s ) \$ (?! \d )
  | (?P<label> !? \[ (?= [^\]]* \] \( ) )
  | (?P<target> \] \( [^()\s]* (?: \s+ "[^"]*" )? \) (?: \{{[^}}\n]*\}} )? )
  | (?P<definition> ^ [ ]{{0,3}} \[ (?!\^) [^\]\n]+ \]: [ ]+ \S+ )
  | (?P<tag> </?[A-Za-z] [^<>]* > )
  | (?P<attributes> \{{ [:]?[ ]* [.\#] [^}}\n]* \}} )
  | (?P<address> https?://[^\s)>]+ )
  | (?P<item> ^ [ \t>]* \d{{1,9}} [.)] (?=[ \t]) )
  | (?P<name> [A-Za-z_][A-Za-z_]*\d[A-Za-z0-9_]* )
  | (?P<number> (?<![A-Za-z0-9_]) [-+−]? \d (?: [\d.,]* \d )? (?: [eE][-+]?\d+ )? )
  | (?P<sign> [\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u2079\u2080-\u2089\u2150-\u215f\u2460-\u24ff] )
  )
""", re.VERBOSE | re.DOTALL | re.MULTILINE)

WORD_PARTS = ("name", "number", "sign")


@dataclass(frozen=True)
class Piece:
    """Something in running text: its kind, where it stands, what it says.

    ``kind``: code, math, display, comment, number (digits), name (letters with digits), sign (a digit that is a
    symbol, such as ² or ③). ``link`` is the address of the link whose text it stands in, "" elsewhere.
    """

    kind: str
    start: int
    end: int
    text: str
    link: str = ""


def pieces(text: str, start: int = 0, end: int | None = None) -> Iterator[Piece]:
    """The pieces of ``text[start:end]`` in order; offsets are in ``text``."""
    waiting: list[Piece] | None = None          # those inside a link's text, until its address is known
    for match in PIECE.finditer(text, start, len(text) if end is None else end):
        kind = match.lastgroup if match.lastgroup != "ticks" else "code"
        if kind == "label":
            if waiting:
                yield from waiting
            waiting = []
        elif kind == "target":
            address = match[0][2:].split(")")[0].split()
            for piece in waiting or ():
                yield Piece(piece.kind, piece.start, piece.end, piece.text, address[0] if address else "")
            waiting = None
        elif kind in ("code", "math", "display", "comment", *WORD_PARTS):
            piece = Piece(kind, match.start(), match.end(), match[kind])
            if waiting is None:
                yield piece
            else:
                waiting.append(piece)
    yield from waiting or ()


def hidden(text: str) -> Iterator[tuple[int, int]]:
    """The places that a reader of the page does not see: comments, addresses, attributes, tags."""
    for match in PIECE.finditer(text):
        if match.lastgroup in ("comment", "target", "definition", "tag", "attributes", "address", "item", "escape"):
            yield match.span()
