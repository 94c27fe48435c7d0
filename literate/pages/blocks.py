"""A page's text → its fences and the text between them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

CONTAINER = r"(?:[ \t]|>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))*"
FENCE = re.compile(rf"(?P<prefix>{CONTAINER})(?P<ticks>`{{3,}}(?=[^`]*$)|~{{3,}})(?P<info>.*)$")
INFO = re.compile(r"[ \t]*(?P<language>[\w+-]*)[ \t]*(?P<attributes>\{.*\}|.*?)[ \t]*$")
CODE_SPAN = re.compile(r"(?<!`)(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)", re.DOTALL)


@dataclass(frozen=True)
class Fence:
    """A fenced block as it stands on the page; offsets are in the page's text, ``line`` is its first."""

    line: int
    start: int
    end: int
    language: str
    attributes: str
    text: str
    body_start: int
    body_end: int
    indent: str
    closed: bool


class Prose(NamedTuple):
    """A run of text between fences; ``line`` is its first."""

    line: int
    start: int
    end: int


def blocks(text: str) -> Iterator[Fence | Prose]:
    """The page cut into fences and the text between them, comments among the latter."""
    lines = [line.rstrip("\r") for line in text.split("\n")]
    starts = [0, *(match.end() for match in re.finditer("\n", text)), len(text)]
    loose, number, in_comment = 0, 0, False
    while number < len(lines):
        match = None if in_comment else FENCE.match(lines[number])
        if not match:
            in_comment = _comment_open(lines[number], in_comment)
            number += 1
            continue
        if loose < number:
            yield Prose(loose + 1, starts[loose], starts[number])
        closing = re.compile(rf"[ \t>]*{match['ticks'][0]}{{{len(match['ticks'])},}}[ \t]*$")
        close = next((n for n in range(number + 1, len(lines)) if closing.match(lines[n])), len(lines))
        info = INFO.match(match["info"])
        indent = re.sub(r"[-*+]|\d+[.)]", lambda m: " " * len(m[0]), match["prefix"])
        body = "\n".join(_undent(line, indent) for line in lines[number + 1:close])
        yield Fence(number + 1, starts[number], starts[min(close + 1, len(lines))], info["language"],
                    info["attributes"], body, starts[number + 1], starts[close], indent, close < len(lines))
        number = loose = close + 1
    if loose < len(lines):
        yield Prose(loose + 1, starts[loose], len(text))


def _comment_open(line: str, in_comment: bool) -> bool:
    """Whether an HTML comment is open at the end of ``line``; code spans do not open one."""
    if not in_comment:
        _, opening, line = CODE_SPAN.sub("", line).rpartition("<!--")
        in_comment = bool(opening)
    return in_comment and "-->" not in line


def _undent(line: str, indent: str) -> str:
    """``line`` without as much of the container's prefix as it has."""
    position = 0
    while position < len(indent) and position < len(line) and line[position] in " \t>":
        position += 1
    return line[position:]
