"""A program's text and where a reader finds it: a file of snippets/, that file edited, or a fence."""

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from literate.findings import ROOT

SNIPPETS = ROOT / "snippets"


@dataclass(frozen=True)
class Program:
    """A program's text and where a reader finds it: a file, that file edited, or a fence on a page."""

    name: str
    text: str
    path: Path
    first_line: int = 1


def lines_quoted(text: str, quote: str) -> list[int]:
    """Numbers (from 1) of the lines of ``text`` that equal ``quote``, indentation and comment aside."""
    quote = quote.strip()
    return [n for n, line, code in _stripped(text) if quote and quote in (line, code)]


@functools.lru_cache(maxsize=1024)
def _stripped(text: str) -> list[tuple[int, str, str]]:
    """Each line's number, the line, and the line without its closing comment, all without blanks around."""
    lines = [line.strip() for line in text.split("\n")]
    return [(n, line, line.partition("  #")[0].rstrip()) for n, line in enumerate(lines, 1)]


class ProgramMissing(Exception):
    """A program's file cannot be had; the message says why."""


def load_program(name: str, snippets: Path = SNIPPETS) -> Program:
    """The program ``name`` of the folder ``snippets``.

    Raises ProgramMissing if the name leads elsewhere, no such file exists, or it is not UTF-8.
    """
    path = snippets / name
    if path.name != name or path.is_symlink():
        raise ProgramMissing(f'"{name}" names no file of snippets/ itself')
    try:
        return Program(name, path.read_text(encoding="utf-8"), path)
    except (FileNotFoundError, IsADirectoryError):
        raise ProgramMissing(f'there is no snippets/{name}') from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise ProgramMissing(f"snippets/{name}:{line}: is not UTF-8") from None


def place_in_book(name: str) -> list[str | int]:
    """Where a program or page stands: 4111_2.py is the second of section 4.1.11, which follows 4.1.6."""
    return [name[:2], *map(int, re.findall(r"\d+", name[2:]))]


def program_exists(name: str, load: Callable[[str], Program]) -> bool:
    """Whether there is a program of that name."""
    try:
        return bool(load(name))
    except ProgramMissing:
        return False


def apply_edit(edit: str, program: Program) -> Program:
    """The program after the ``-``/``+`` lines of ``edit``; other lines are context and must stand there too.

    Raises EditFails where the old lines stand in the program not exactly once.
    """
    lines = program.text.split("\n")
    for first, old, new in _hunks(edit):
        if not old:
            raise EditFails("the edit adds lines without saying where", first)
        places = [i for i in range(len(lines) - len(old) + 1) if lines[i:i + len(old)] == old]
        if len(places) != 1:
            wrong = next((i for i, line in enumerate(old) if line not in lines), 0)
            where = "is not in" if not places else f"stands {len(places)} times in"
            raise EditFails(f"the old line `{old[wrong].strip()}` {where} {program.name}", first + wrong)
        lines[places[0]:places[0] + len(old)] = new
    text = "\n".join(lines)
    if text == program.text:
        raise EditFails("the edit changes nothing", 0)
    return replace(program, text=text)


class EditFails(ValueError):
    """An edit cannot be made; ``line`` counts its lines from 0."""

    def __init__(self, message: str, line: int):
        super().__init__(message)
        self.line = line


def _hunks(edit: str) -> Iterator[tuple[int, list[str], list[str]]]:
    """First line, old lines and new lines of each place that ``edit`` changes.

    An old line after a new one begins another place.
    """
    lines = edit.split("\n")
    signs = "".join(line[:1] or " " for line in lines)
    if wrong := re.search(r"[^-+ ]", signs):
        line = lines[wrong.start()]
        raise EditFails(f"the line `{line}` of the edit begins with neither -, + nor a space", wrong.start())
    for hunk in re.finditer(r"[- ]+(\+[+ ]*)?|\+[+ ]*", signs):
        part = lines[hunk.start():hunk.end()]
        yield (hunk.start(), [line[1:] for line in part if line[:1] != "+"],
               [line[1:] for line in part if line[:1] != "-"])
