"""Running text → its inline code, formulas, comments and bare digits, each with its place.

What Markdown hides from a reader (addresses of links, HTML tags) is passed over;
:mod:`literate.claims.unclaimed_digits` proves that it is hidden.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

SIGNS = "²³¹¼-¾⁰⁴-⁹₀-₉⅐-↉①-⒛⓪-⓿❶-➓"
"""Characters that a reader takes for digits, as a part of a character class."""

DIGIT = re.compile(rf"[\d{SIGNS}]")
"""Whatever shows a number to a reader."""

STRANGE = re.compile(r"[^\t\n\r -~\xa0·¹²³À-ÿΑ-ω가-힣–—‘’“”…⁰⁴-⁹⁻←→−√∂≈≠≤≥『』]|&#?\w+;")
"""What no page is written with: digits of other scripts, what shows nothing by itself and changes what others
show, and characters by their names.
"""

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")          # an exponent, as a person writes it
INTEGER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)"
NUMBER = re.compile(rf"(?P<sign>[-−+]?)(?P<whole>{INTEGER})(?:(?P<decimals>\.[0-9]+)|/(?P<below>[0-9]+))?"
                    r"(?: × 10(?P<power>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))?(?P<percent>%)?")
"""A number as a person writes it: 1,832 or −2/3 or 1.6 × 10⁻²³ or 25%."""

WRITTEN = re.sub(r"\(\?P<\w+>", "(?:", NUMBER.pattern).replace(" ", "[ ]")
BLANK_LINE = r"\n[ \t>\r]*\n"
SPAN = re.compile(rf"""
    (?: ^ | (?= [<`$\]A-Za-z가-힣_\d+−{SIGNS}-] ) ) (?:     # most characters begin nothing
    (?P<comment> <!-- .*? --> )
  | (?P<ticks> `+ ) (?P<code> (?: (?!{BLANK_LINE}) . )+? ) (?<!`) (?P=ticks) (?!`)
  | \$\$ (?P<display> (?: (?!{BLANK_LINE}|\$\$) . )+ ) \$\$
  | \$ (?! [\s$] ) (?P<math> (?: \\. | (?!{BLANK_LINE}) [^$\\] )+? ) (?<! \s ) \$ (?! \d )
  | \] \( (?P<image> figures/ \w+ \.svg ) \)
  | (?P<target> \] \( [^()\s]* (?: \s+ "[^"]*" )? \) )
  | (?P<tag> </?[A-Za-z] [^<>]* > )
  | (?P<remarked> (?<! [-−+.,A-Za-z0-9_] ) {WRITTEN} (?=<!--) )
  | (?P<word> (?: [A-Za-z]+ (?: -[A-Za-z]+ )* | [가-힣]+ ) (?=<!--) )
  | (?P<name> [A-Za-z_][A-Za-z_]*\d[A-Za-z0-9_]* )
  | (?P<number> (?<![A-Za-z0-9_]) [-+−]? \d (?: [\d.,]* \d )? (?: [eE][-+]?\d+ )? )
  | (?P<sign> [{SIGNS}] )
  )
""", re.VERBOSE | re.DOTALL | re.MULTILINE)

WORD_PARTS = ("name", "number", "sign")
REMARKED = ("code", "math", "display", "image", "remarked", "word")
COMMENT = re.compile("<!--.*?-->", re.DOTALL)
LINK = re.compile(r"(?P<image>!?)\[[^\]]*\]\((?P<address>[^()\s]*)(?P<more>[^()]*)\)")


@dataclass(frozen=True)
class Span:
    """Something in running text: its kind, where it stands, what it says.

    ``kind``: code, math, display, comment, image (its address), number (digits), word (letters before a
    remark), name (letters with digits), sign (a digit that is a symbol, such as ² or ½). ``remark`` is the
    comment right behind it, which it ends with, and ``link`` the address of the link whose text it stands in,
    "" elsewhere.
    """

    kind: str
    start: int
    end: int
    text: str
    remark: str = ""
    link: str = ""


def spans(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """The spans of ``text[start:end]`` in order; offsets are in ``text``."""
    stop, position = len(text) if end is None else end, start
    links = [(link.span(), link["address"]) for link in LINK.finditer(text, start, stop)]
    for match in SPAN.finditer(text, start, stop):
        group = "code" if match.lastgroup == "ticks" else match.lastgroup
        if match.start() >= position and group in (*REMARKED, "comment", *WORD_PARTS):
            comment = COMMENT.match(text, match.end()) if group in REMARKED else None
            position = comment.end() if comment else match.end()
            yield Span("number" if group == "remarked" else group, match.start(), position, match[group],
                       comment[0] if comment else "",
                       next((to for (first, last), to in links if first <= match.start() < last), ""))
