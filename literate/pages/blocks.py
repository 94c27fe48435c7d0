"""A page's text → its fences and the text between them, its headings and sections."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

CONTAINER = r"(?:[ \t]|>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))*"
FENCE = re.compile(rf"(?P<prefix>{CONTAINER})(?P<ticks>`{{3,}}(?=[^`]*$)|~{{3,}})(?P<info>.*)$")
INFO = re.compile(r"[ \t]*(?P<language>[\w+-]*)[ \t]*(?P<attributes>\{.*\}|.*?)[ \t]*$")
CODE_SPAN = re.compile(r"(?<!`)(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)", re.DOTALL)
HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]", re.MULTILINE)


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
    lines = text.split("\n")
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    loose, number, in_comment = 0, 0, False
    while number < len(lines):
        line = lines[number].rstrip("\r")
        match = None if in_comment else FENCE.match(line)
        if not match:
            in_comment = _comment_open(line, in_comment)
            number += 1
            continue
        close = _closing_line(lines, number, match["ticks"])
        if loose < number:
            yield Prose(loose + 1, offsets[loose], offsets[number])
        info = INFO.match(match["info"])
        indent = re.sub(r"[-*+]|\d+[.)]", lambda m: " " * len(m[0]), match["prefix"])
        last = min(close, len(lines) - 1)
        yield Fence(
            number + 1, offsets[number], min(offsets[last + 1], len(text)),
            info["language"], info["attributes"],
            "\n".join(_undent(body.rstrip("\r"), indent) for body in lines[number + 1:close]),
            min(offsets[number + 1], len(text)), offsets[min(close, len(lines))] if close < len(lines)
                    else len(text),
            indent, close < len(lines))
        number = loose = close + 1
    if loose < len(lines):
        yield Prose(loose + 1, offsets[loose], len(text))


def headings(parts: Iterable[Fence | Prose], text: str) -> list[int]:
    """Where the headings of a page begin, whose text was cut into ``parts``."""
    return [match.start() for part in parts if isinstance(part, Prose)
            for match in HEADING.finditer(text, part.start, part.end)]


def _comment_open(line: str, in_comment: bool) -> bool:
    """Whether an HTML comment is open at the end of ``line``; code spans do not open one."""
    if not in_comment:
        line = CODE_SPAN.sub("", line)
        if "<!--" not in line:
            return False
        line = line.rpartition("<!--")[2]
    return "-->" not in line


def _closing_line(lines: list[str], opening: int, ticks: str) -> int:
    """The index of the line that closes the fence; len(lines) where nothing does."""
    closing = re.compile(rf"[ \t>]*{re.escape(ticks[0])}{{{len(ticks)},}}[ \t\r]*$")
    for number in range(opening + 1, len(lines)):
        if closing.match(lines[number]):
            return number
    return len(lines)


def _undent(line: str, indent: str) -> str:
    """``line`` without as much of the container's prefix as it has."""
    position = 0
    while position < len(indent) and position < len(line) and line[position] in " \t>":
        position += 1
    return line[position:]
