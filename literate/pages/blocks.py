"""A page's text → its fences and the text between them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

BLOCK = re.compile(r"""
    ^ (?P<marks> (?P<mark> [`~] ) (?P=mark){2,} ) (?! (?<=`) [^\n]* ` )
      [ \t]* (?P<language> [\w+-]* ) [ \t]* (?P<attributes> [^\n]*? ) [ \t\r]* (?: \n | \Z )
      (?P<body> (?: [^\n]* \n )*? )
      (?: (?P<end> [ \t>]* (?P=marks) (?P=mark)* [ \t\r]* (?: \n | \Z ) ) | [^\n]* \Z )
  | <!-- (?: . | \n )*? (?: --> | \Z )                                        # in which no fence begins
  | (?<! ` ) (?P<ticks> `+ ) (?! ` ) [^\n]+? (?<! ` ) (?P=ticks) (?! ` )       # in which no comment begins
""", re.VERBOSE | re.MULTILINE)


class Fence(NamedTuple):
    """A fenced block as it stands on the page; offsets are in the page's text, ``line`` is its first."""

    line: int
    start: int
    end: int
    language: str
    attributes: str
    text: str
    body_start: int
    body_end: int
    closed: bool


class Prose(NamedTuple):
    """A run of text between fences; ``line`` is its first."""

    line: int
    start: int
    end: int


def blocks(text: str) -> Iterator[Fence | Prose]:
    """The page cut into fences and the text between them, comments among the latter."""
    position, line = 0, 1
    for match in BLOCK.finditer(text):
        if not match["marks"]:
            continue
        start, end = match.span()
        if position < start:
            yield Prose(line, position, start)
        line += text.count("\n", position, start)
        body = match["body"].replace("\r\n", "\n").removesuffix("\n")
        yield Fence(line, start, end, match["language"], match["attributes"], body, *match.span("body"),
                    match["end"] is not None)
        line += text.count("\n", start, end)
        position = end
    if position < len(text):
        yield Prose(line, position, len(text))
