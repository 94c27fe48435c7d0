"""Running text → its inline code, formulas, comments and bare digits, each with its place.

What Markdown hides from a reader (addresses of links, attributes, HTML tags, escapes) is passed over;
:mod:`literate.claims.completeness` proves that it is hidden.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

SIGNS = (
    "\u00b2\u00b3\u00b9\u00bc-\u00be\u09f4-\u09f9\u0b72-\u0b77\u0bf0-\u0bf2\u0c78-\u0c7e\u0d58-\u0d5e"
    "\u0d70-\u0d78\u0f2a-\u0f33\u1369-\u137c\u16ee-\u16f0\u17f0-\u17f9\u19da\u2070\u2074-\u2079"
    "\u2080-\u2089\u20e3\u2150-\u2189\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u2cfd\u3007\u3021-\u3029"
    "\u3038-\u303a\u3192-\u3195\u3220-\u3229\u3248-\u325f\u3280-\u3289\u32b1-\u32cb\u3358-\u3370\u3378"
    "\u3379\u339f-\u33a6\u33a8\u33af\u33e0-\u33fe\ua6e6-\ua6ef\ua830-\ua835\U00010100-\U0001ed4f"
    "\U0001f100-\U0001f10c\U0001f51f")
"""Characters that a reader takes for digits, as a part of a character class: superscripts, fractions, ③, Ⅳ,
㉑.
"""
DIGIT = re.compile(rf"[\d{SIGNS}]")
"""Whatever shows a number to a reader."""

UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u0300-\u036f\u061c\u115f\u1160\u1ab0-\u1aff\u1dc0-\u1dff"
    r"\u200b-\u200f\u2028-\u202e\u2060-\u206f\u20d0-\u20ff\u3164\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\uffa0"
    r"\ufff9-\ufffb\U000e0000-\U0010ffff]")
"""Characters that show nothing by themselves, and change what others show: their order, their value,
Markdown's marks.
"""

BLANK_LINE = r"\n[ \t>\r]*\n"
SPAN = re.compile(rf"""
    (?: ^ | (?= [\\<`$!\[\]{{&A-Za-z_\d+−{SIGNS}-] ) ) (?:     # most characters begin nothing
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
  | (?P<entity> & (?: \#\d+ | \#[xX][0-9A-Fa-f]+ | [A-Za-z][A-Za-z0-9]* ) ; )
  | (?P<item> ^ [ \t>]* \d{{1,9}} [.)] (?=[ \t]) )
  | (?P<name> [A-Za-z_][A-Za-z_]*\d[A-Za-z0-9_]* )
  | (?P<number> (?<![A-Za-z0-9_]) [-+−]? \d (?: [\d.,]* \d )? (?: [eE][-+]?\d+ )? )
  | (?P<sign> [{SIGNS}] )
  )
""", re.VERBOSE | re.DOTALL | re.MULTILINE)

WORD_PARTS = ("name", "number", "sign", "entity")


@dataclass(frozen=True)
class Span:
    """Something in running text: its kind, where it stands, what it says.

    ``kind``: code, math, display, comment, number (digits), name (letters with digits), sign (a digit that is
    a symbol, such as ², ③ or &half;). ``link`` is the address of the link whose text it stands in, ""
    elsewhere.
    """

    kind: str
    start: int
    end: int
    text: str
    link: str = ""


def spans(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """The spans of ``text[start:end]`` in order; offsets are in ``text``."""
    waiting: list[Span] | None = None          # those inside a link's text, until its address is known
    for match in SPAN.finditer(text, start, len(text) if end is None else end):
        kind = match.lastgroup if match.lastgroup != "ticks" else "code"
        if kind == "label":
            yield from waiting or ()
            waiting = []
        elif kind == "target":
            address = next(iter(match[0][2:].split(")")[0].split()), "")
            yield from (replace(span, link=address) for span in waiting or ())
            waiting = None
        elif kind in ("code", "math", "display", "comment", *WORD_PARTS) and (
                kind != "entity" or DIGIT.search(html.unescape(match[0]))):
            span = Span(kind, match.start(), match.end(), match[kind])
            if waiting is None:
                yield span
            else:
                waiting.append(span)
    yield from waiting or ()
