"""Markdown text → programs and claims, in page order, each with its line.

Nothing is run here and nothing is judged by numbers: a chapter only says what its page claims. Whatever looks
like a claim and is none becomes a finding, so that no fence is ever passed over in silence.
"""

from __future__ import annotations

import functools
import html
import io
import re
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from literate import words
from literate.inline import DIGIT, Piece, pieces

ROOT = Path(__file__).resolve().parent.parent
SNIPPETS = ROOT / "snippets"

CONTAINER = r"(?:[ \t]|>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))*"
FENCE = re.compile(rf"(?P<prefix>{CONTAINER})(?P<ticks>`{{3,}}(?=[^`]*$)|~{{3,}})(?P<info>.*)$")
INFO = re.compile(r"[ \t]*(?P<language>[\w+-]*)[ \t]*(?P<attributes>\{.*\}|.*?)[ \t]*$")
ATTRIBUTE = re.compile(r"""[ \t]*(?:\.(?P<flag>[\w-]+)|(?P<key>[\w-]+)=(?:"(?P<value>[^"]*)"))(?=[ \t]|$)""")
INCLUDE = re.compile(r'--8<-- "(?P<name>[^"\n]*)"\s*\Z')
REMARK = re.compile(r"<!-- (?P<kind>bench|usual)(?:: (?P<name>\w+))? -->")
NAMED_PROGRAM = re.compile(r"(?P<name>\w+\.py)(?::[ ]+)(?=\S)")
PLAIN_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?(?:e-?[0-9]+)?"
DEFAULT = re.compile(rf"(?P<owner>[A-Z]\w+)\((?P<argument>\w+)=(?P<value>{PLAIN_NUMBER})\)")
ASK_DEFAULT = """\
import inspect
import tensorflow as tf

owner = getattr(tf.keras.optimizers, '{owner}', None) or getattr(tf.keras.layers, '{owner}')
value = inspect.signature(owner).parameters['{argument}'].default
"""
FENCE_IN_COMMENT = re.compile(r"^[ \t>]*(?:`{3}|~{3})", re.MULTILINE)
CODE_SPAN = re.compile(r"(?<!`)(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)", re.DOTALL)
QUOTES = re.compile(r"(?P<first>`+[^`]+`+)(?:[ \t]*~[ \t]*(?P<last>`+[^`]+`+))?")
NOTE = re.compile(rf"(?P<prefix>[ \t>]*(?:[-*+]|\d{{1,9}}[.)])[ \t]+){QUOTES.pattern}")
PROGRAM_NAME = re.compile(r"\w+\.py\Z")
PROGRAM_IN_HEAD = re.compile(r"\b\w+\.py\b")
CELL = re.compile(r"(?P<text>(?:`[^`]*`|\\.|[^|\\])*)(?:\||$)")
CLEAR_COMMENT = re.compile(r"<!--(?!-?>)(?:(?!--|<!).)*-->", re.DOTALL)
UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u0300-\u036f\u061c\u115f\u1160\u1ab0-\u1aff\u1dc0-\u1dff"
    r"\u200b-\u200f\u2028-\u202e\u2060-\u206f\u20d0-\u20ff\u3164\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\uffa0\ufff9-\ufffb"
    r"\U000e0000-\U0010ffff]")
"""Characters that show nothing by themselves, and change what others show: their order, their value, Markdown's marks."""
DASHES = "−‐‑‒﹣－⁻₋"
MARKUP = r"(?:[*_]|<[^<>]*>)*"
TAG = re.compile(r"</?[A-Za-z][^<>]*>")
GLUE = re.compile(rf"(?:[-−+.,·×^/:]|{MARKUP})*|\s?(?:[×^]|\*\*)\s?")
SIGN_BEFORE = re.compile(rf"(?:[-+±.√^A-Za-z{DASHES}]|(?<!\S)[–—]|(?<=[^\s>])\s[-+±√{DASHES}]\s|"
                         rf"[<=≠≈≤≥]\s?|(?<=[^\s>])\s*>\s?|\b(?:minus|negative)\s|마이너스\s?){MARKUP}\Z")
PART_AFTER = re.compile(rf"{MARKUP}(?:\s?[%‰‱％﹪٪°′″√]|[A-Za-z^십백천억조]|"
                        r"\s(?:percent|hundred|thousand|million|billion|dozen)\b)")
HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]", re.MULTILINE)
WINDOW = 40                 # characters of a sentence that tell what a number in it is
TWINS = re.compile(r"<!-- twins: (?P<first>\w+\.py) (?P<second>\w+\.py) -->")


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, where, and what to do about it.

    ``drift``: no mistake of the page, but of a machine or version that rounds a last digit otherwise.
    """

    path: Path
    line: int
    problem: str
    remedy: str = ""
    drift: bool = False

    def __str__(self) -> str:
        return f"{shown_path(self.path)}:{self.line}: {self.problem}" + (f"\n    {self.remedy}" if self.remedy else "")


def shown_path(path: Path) -> str:
    """The path as a person would type it from the project's root."""
    try:
        return path.resolve().relative_to(ROOT).as_posix()
    except ValueError:
        return path.as_posix()


@dataclass(frozen=True)
class Program:
    """A program's text and where a reader finds it: a file, that file edited, or a fence on a page."""

    name: str
    text: str
    path: Path
    first_line: int = 1

    def line_of(self, quote: str) -> list[int]:
        """The numbers of the lines that ``quote`` quotes whole, with or without their closing comment."""
        return lines_quoted(self.text, quote)


def lines_quoted(text: str, quote: str) -> list[int]:
    """Numbers (from 1) of the lines of ``text`` that equal ``quote``, indentation and closing comment aside."""
    quote = quote.strip()
    return [n for n, line, code in _stripped(text) if quote and quote in (line, code)]


@functools.lru_cache(maxsize=1024)
def _stripped(text: str) -> list[tuple[int, str, str]]:
    """Each line's number, the line, and the line without its closing comment, all without blanks around."""
    lines = [line.strip() for line in text.split("\n")]
    return [(n, line, line.partition("  #")[0].rstrip()) for n, line in enumerate(lines, 1)]


@dataclass(frozen=True)
class Claim:
    """Something a page says that a run can prove or refute.

    ``kind``: program, edit, output, inline, illustration (fences); note (a quote of a line); twins (two programs
    that print the same, ``program`` and ``twin``); code, math, number (inline code, a formula, bare digits); word (a
    number word with a remark; ``text`` is what both state). ``start`` and ``end`` delimit it in the page's text and
    ``text`` is what stands there, for fences the body without the indentation. ``program`` is what it speaks of.
    """

    kind: str
    line: int
    start: int
    end: int
    text: str
    program: Program | None = None
    options: dict[str, str] = field(default_factory=dict)
    about: Claim | None = None
    lines: tuple[int, int] | None = None
    twin: Program | None = None


@dataclass
class Chapter:
    """One page: its text, its claims in page order, and what is wrong with the way they are written."""

    path: Path
    text: str
    claims: list[Claim] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    load: Callable[[str], Program] | None = None

    def with_text(self, text: str) -> Chapter:
        """The chapter that the same file would be with another text."""
        return parse(text, self.path, self.load or load_program)

    @property
    def programs(self) -> list[Program]:
        """The programs to run for this page, in page order, each text once."""
        return programs_of(self.claims)


def programs_of(claims: list[Claim]) -> list[Program]:
    """The programs that ``claims`` speak of, each text once."""
    return list({p.text: p for c in claims for p in (c.program, c.twin) if p}.values())


class ProgramMissing(Exception):
    """A program's file cannot be had; the message says why."""


def load_program(name: str, snippets: Path = SNIPPETS) -> Program:
    """The program ``name`` of the folder ``snippets``.

    Raises ProgramMissing if the name leaves the folder, no such file exists, or it is not UTF-8.
    """
    path = snippets / name
    if not path.resolve().is_relative_to(snippets.resolve()):
        raise ProgramMissing(f'"{name}" climbs out of snippets/')
    try:
        return Program(name, path.read_text(encoding="utf-8"), path)
    except (FileNotFoundError, IsADirectoryError):
        raise ProgramMissing(f'there is no snippets/{name}') from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise ProgramMissing(f"snippets/{name}:{line}: is not UTF-8") from None


def loads(load: Callable[[str], Program], name: str) -> bool:
    """Whether there is a program of that name."""
    try:
        return bool(load(name))
    except ProgramMissing:
        return False


def read(path: Path, load: Callable[[str], Program] = load_program) -> Chapter:
    """The chapter in the file ``path``."""
    try:
        return parse(path.read_bytes().decode("utf-8"), path, load)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return Chapter(path, "", [], [Finding(path, line, "the page is not UTF-8.", "Save it as UTF-8.")])


def parse(text: str, path: Path, load: Callable[[str], Program] = load_program) -> Chapter:
    """The chapter that ``text`` writes; ``load`` gives the program of a name or raises ProgramMissing."""
    return _Reader(text, path, load).chapter


@dataclass(frozen=True)
class Fence:
    """A fenced block as it stands on the page; offsets are in the page's text, ``line`` is its first."""

    line: int
    start: int
    end: int
    language: str
    attributes: str
    body: str
    body_start: int
    body_end: int
    indent: str
    closed: bool


def blocks(text: str) -> Iterator[Fence | tuple[int, int, int]]:
    """The page cut into fences and runs of other text ``(line, start, end)``, comments among the latter."""
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
            yield loose + 1, offsets[loose], offsets[number]
        info = INFO.match(match["info"])
        indent = re.sub(r"[-*+]|\d+[.)]", lambda m: " " * len(m[0]), match["prefix"])
        last = min(close, len(lines) - 1)
        yield Fence(
            number + 1, offsets[number], min(offsets[last + 1], len(text)),
            info["language"], info["attributes"],
            "\n".join(_undent(body.rstrip("\r"), indent) for body in lines[number + 1:close]),
            min(offsets[number + 1], len(text)), offsets[min(close, len(lines))] if close < len(lines) else len(text),
            indent, close < len(lines))
        number = loose = close + 1
    if loose < len(lines):
        yield loose + 1, offsets[loose], len(text)


@functools.lru_cache(maxsize=64)
def headings(text: str) -> list[int]:
    """Where the headings of a page begin."""
    return [match.start() for block in blocks(text) if not isinstance(block, Fence)
            for match in HEADING.finditer(text, *block[1:])]


def section(text: str, offset: int) -> tuple[int, int]:
    """Where the section around ``offset`` begins, with its heading, and where the next one begins."""
    before = [0, *(start for start in headings(text) if start <= offset)]
    return before[-1], next((start for start in headings(text) if start > offset), len(text))


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


LINE_STARTS = (tokenize.NEWLINE, tokenize.NL, tokenize.INDENT, tokenize.DEDENT)


@functools.lru_cache(maxsize=1024)
def numbers_in_remarks(program: str) -> tuple[int, ...]:
    """The lines of comments with a number, and of texts by themselves: readers see them, and no run proves them."""
    found, before = [], tokenize.NEWLINE
    try:
        for token in tokenize.generate_tokens(io.StringIO(program).readline):
            alone = token.type == tokenize.STRING and before in LINE_STARTS
            if (alone or token.type == tokenize.COMMENT) and (DIGIT.search(token.string) or words.results(token.string)):
                found.append(token.start[0])
            before = token.type
    except (tokenize.TokenError, SyntaxError):
        pass                            # the run says what is wrong with it
    return tuple(found)


class EditFails(ValueError):
    """An edit cannot be made; ``line`` counts its lines from 0."""

    def __init__(self, message: str, line: int):
        super().__init__(message)
        self.line = line


def _hunks(edit: str) -> Iterator[tuple[int, list[str], list[str]]]:
    """First line, old lines and new lines of each place that ``edit`` changes; an old line after a new one begins another."""
    old: list[str] = []
    new: list[str] = []
    first, added = 0, False
    for number, line in enumerate(edit.split("\n")):
        sign, rest = line[:1] or " ", line[1:]
        if sign not in "-+ ":
            raise EditFails(f"the line `{line}` of the edit begins with neither -, + nor a space", number)
        if sign == "-" and added:
            yield first, old, new
            old, new, first, added = [], [], number, False
        if sign != "+":
            old.append(rest)
        if sign != "-":
            new.append(rest)
        added |= sign == "+"
    if old or new:
        yield first, old, new


class _Reader:
    """Goes down a page once and keeps what a later claim can speak of."""

    def __init__(self, text: str, path: Path, load: Callable[[str], Program]):
        self.chapter = Chapter(path, text, load=load)
        self.load = load
        self.fence_claim: Claim | None = None       # the nearest program, edit or output above
        self.program_claim: Claim | None = None     # the nearest program or edit above
        self.current: dict[str, Program] = {}       # each program as the page's edits left it
        self.shown: dict[str, Claim] = {}           # the fence that shows each program whole
        self.quotes: list[tuple[int, int]] = []     # where lines are quoted, rightly or wrongly
        for match in UNSEEN.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            self.wrong(line, f"the character U+{ord(match[0]):04X} cannot be seen.", "Remove it.")
        for block in blocks(text):
            if isinstance(block, Fence):
                self.fence(block)
            else:
                self.prose(*block)
        self.give_data_their_program()

    def claim(self, kind: str, line: int, start: int, end: int, text: str, **more) -> Claim:
        claim = Claim(kind, line, start, end, text, **more)
        self.chapter.claims.append(claim)
        return claim

    def wrong(self, line: int, problem: str, remedy: str = "") -> None:
        self.chapter.findings.append(Finding(self.chapter.path, line, problem, remedy))

    # --- fences -------------------------------------------------------------------------------------------

    def fence(self, fence: Fence) -> None:
        """Claim the fence, or say that nobody does."""
        options = self.options(fence)
        if options is None:
            return
        if not fence.closed:
            return self.wrong(fence.line, "this fence is never closed.", "Close it with the same marks.")
        include = INCLUDE.match(fence.body.strip())
        if "illustration" in options:
            if not options.get("reason"):
                return self.wrong(fence.line, "an illustration gives no reason.", 'Add reason="…": readers see it.')
            unnamed = re.sub(r"\w+\.py", lambda name: "" if loads(self.load, name[0]) else name[0], fence.body)
            if DIGIT.search(unnamed):
                return self.wrong(fence.line, "nothing proves the digit in this illustration.", "Let a program print it.")
            if DIGIT.search(options["reason"]) or words.results(options["reason"]):
                return self.wrong(fence.line, "nothing proves the number in the reason.", "Give the reason without it.")
            self.claim("illustration", fence.line, fence.start, fence.end, fence.body, options=options)
        elif fence.language == "python" and include:
            self.program(fence, include["name"], options)
        elif fence.language == "diff" and "title" in options:
            self.edit(fence, options)
        elif fence.language == "output" and not options:
            self.output(fence)
        elif fence.language == "python" and not options:
            name = f"{self.chapter.path.name}:{fence.line}"
            program = Program(name, fence.body + "\n", self.chapter.path, fence.line + 1)
            self.show(self.claim("inline", fence.line, fence.start, fence.end, fence.body, program=program))
        else:
            self.wrong(fence.line, f"nobody claims this fence (```{fence.language} {fence.attributes}".rstrip() + ").",
                       'Make it a program, an edit, an output, or { .illustration reason="…" }.')

    def options(self, fence: Fence) -> dict[str, str] | None:
        """The attributes of the info line; None, with a finding, where one is malformed."""
        text = fence.attributes
        rest = text[1:-1] if text.startswith("{") and text.endswith("}") else text
        options: dict[str, str] = {}
        while rest.strip():
            match = ATTRIBUTE.match(rest)
            name = match and (match["flag"] or match["key"])
            if not match or name not in ("title", "from", "illustration", "reason") or name in options:
                return self.wrong(fence.line, f"the fence's `{rest.strip()}` is not understood.",
                                  'A fence takes title="…", from="…", .illustration and reason="…".')
            options[name] = match["value"] or ""
            rest = rest[match.end():]
        return options

    def program(self, fence: Fence, name: str, options: dict[str, str]) -> None:
        if options.get("title") != name:
            return self.wrong(fence.line, f'the title is not the name of the included file, "{name}".',
                              f'Write title="{name}".')
        try:
            program = self.load(name)
            if "from" in options and self.load(options["from"]).text == program.text:
                self.wrong(fence.line, f'{name} does not differ from {options["from"]}.', "Remove from=…")
        except ProgramMissing as error:
            return self.wrong(fence.line, f"{error}.", "Name a file of snippets/, or add it there.")
        self.current[name] = program
        self.show(self.claim("program", fence.line, fence.start, fence.end, program.text.rstrip("\n"),
                             program=program, options=options))

    def edit(self, fence: Fence, options: dict[str, str]) -> None:
        name = options["title"]
        try:
            program = apply_edit(fence.body, self.current.get(name) or self.load(name))
        except ProgramMissing as error:
            return self.wrong(fence.line, f"{error}.", "Name the program that the edit changes.")
        except EditFails as error:
            return self.wrong(fence.line + 1 + error.line, f"{error}.", f"Copy the old lines from {name} as it stands by then.")
        self.current[name] = program
        self.show(self.claim("edit", fence.line, fence.start, fence.end, fence.body, program=program, options=options))

    def show(self, claim: Claim) -> None:
        self.fence_claim = self.program_claim = claim
        for line in numbers_in_remarks(claim.program.text):
            place = f"{shown_path(claim.program.path)}:{claim.program.first_line + line - 1}"
            self.wrong(claim.line, f"nothing proves the number in the remark at {place}.",
                       "Say it without a number, or let the program print it.")
        if claim.program:
            self.shown.setdefault(claim.program.name, claim)

    def output(self, fence: Fence) -> None:
        if not self.program_claim:
            return self.wrong(fence.line, "an output stands before any program.", "Show its program above it.")
        self.fence_claim = self.claim("output", fence.line, fence.start, fence.end, fence.body,
                                      program=self.program_claim.program, about=self.program_claim,
                                      options={"start": str(fence.body_start), "end": str(fence.body_end)})

    # --- running text -------------------------------------------------------------------------------------

    def prose(self, first_line: int, start: int, end: int) -> None:
        """Line notes and the columns of twin tables line by line, then what else stands in the text."""
        before = len(self.chapter.claims)
        position, columns = start, None
        for number, line in enumerate(self.chapter.text[start:end].split("\n"), first_line):
            note = NOTE.match(line)
            if line.lstrip().startswith("|"):
                columns = self.table_row(number, position, line, columns)
            else:
                columns = None
                if note:
                    self.note(number, position, line, note)
            position += len(line) + 1
        quoted = [span for span in self.quotes if span[0] >= start]
        found = list(pieces(self.chapter.text, start, end))
        number, position = first_line, start
        for piece, following in zip(found, [*found[1:], None]):
            if not any(a <= piece.start < b for a, b in quoted):
                number += self.chapter.text.count("\n", position, piece.start)
                position = piece.start
                self.piece(number, piece, following)
                self.stands_alone(number, piece, following)
        self.number_words(start, end, [piece for piece in found if piece.kind == "comment"])
        self.chapter.claims[before:] = sorted(self.chapter.claims[before:], key=lambda c: c.start)

    def number_words(self, start: int, end: int, comments: list[Piece]) -> None:
        """Claim each number word with a remark; one without it must be in a phrase that states no result."""
        behind = set()
        for word in words.found(self.chapter.text, start, end):
            number = self.chapter.text.count("\n", 0, word.start) + 1
            behind.add(word.end)
            if word.statement:
                self.speak("word", number, Piece("word", word.start, word.end, word.statement), {})
            elif not word.reason:
                self.wrong(number, f"nothing proves “{word.text}”.", "State behind it what it is, `<!-- = … -->`, or say "
                           "it without a number; CONTRIBUTING.md says how.")
        for comment in comments:
            if (remark := words.REMARK.fullmatch(comment.text)) and (
                    comment.start not in behind or words.LONELY.fullmatch(remark["said"])):
                self.wrong(self.chapter.text.count("\n", 0, comment.start) + 1, f"the remark {comment.text} proves no word.",
                           "Write it right behind a number word, and let it compute something.")

    def piece(self, number: int, piece: Piece, following: Piece | None) -> None:
        """Claim one piece of running text."""
        if piece.kind in ("code", "math") and "\n" in piece.text:      # where Markdown may begin something else
            self.wrong(number, f"{' '.join(piece.text.split())} goes on in another line.", "Write it in one line.")
        if piece.kind == "comment":
            if twins := TWINS.fullmatch(piece.text):
                self.twins(number, piece.start, twins)
            elif FENCE_IN_COMMENT.search(piece.text):
                self.wrong(number, "a comment hides a fence.", "Remove the comment, or the fence in it.")
            elif not CLEAR_COMMENT.fullmatch(piece.text):
                self.wrong(number, "browsers disagree where this comment ends.", "Write no -- and no <! in a comment.")
        elif piece.kind == "code":
            options = {"link": piece.link}
            if following and following.kind == "comment" and following.start == piece.end:
                if remark := REMARK.fullmatch(following.text):
                    options[remark["kind"]] = remark["name"] or ""
            self.speak("code", number, piece, options)
        elif piece.kind in ("math", "display"):
            self.speak("math", number, piece, {"display": piece.kind})
        else:
            after = self.chapter.text[piece.end:piece.end + WINDOW].split("\n")[0]
            before = self.chapter.text[max(0, piece.start - WINDOW):piece.start]
            self.speak("number", number, piece, {"link": piece.link, "after": after, "before": before})

    def stands_alone(self, number: int, piece: Piece, following: Piece | None) -> None:
        """What a reader takes for one number is one claim, with its sign: neither -`3` nor `3`.`5`."""
        text, page = piece.text.strip(), self.chapter.text
        if piece.kind not in ("code", "math"):
            return
        before = html.unescape(TAG.sub("", page[page.rfind("\n", 0, piece.start) + 1:piece.start]))
        after = html.unescape(page[piece.end:following.start if following else piece.end + 20])
        if text[:1].isdecimal() and SIGN_BEFORE.search(before):
            self.wrong(number, f"a sign or a point stands right before the number {text}.", "Write it into the claim.")
        elif text[-1:].isdecimal() and PART_AFTER.match(after):
            self.wrong(number, f"the number {text} goes on after its claim.",
                       "Write all of it into one claim, or the unit in words.")
        elif text[-1:].isdecimal() and following and following.kind != "comment" and (
                following.text[:1] in "-−.," or DIGIT.match(following.text)) and GLUE.fullmatch(after):
            self.wrong(number, f"the numbers {text} and {following.text} look like one.",
                       "Put a word or a blank between them.")

    def speak(self, kind: str, number: int, piece: Piece, options: dict[str, str]) -> None:
        """A claim of running text: about the program it names in front, or the nearest one above."""
        program, text = self.program_claim and self.program_claim.program, piece.text
        if not program:
            options["moment"] = "first"
        if kind in ("code", "word") and (named := NAMED_PROGRAM.match(text)):
            text, options["named"] = text[named.end():], named["name"]
            try:
                program = self.current.get(named["name"]) or self.load(named["name"])
            except ProgramMissing as error:
                return self.wrong(number, f"{error}.", "Name a program of snippets/.")
        if kind == "code" and (default := DEFAULT.fullmatch(text)) and text not in (program.text if program else ""):
            options["default"] = default["value"]
            program = Program(text, ASK_DEFAULT.format(**default.groupdict()), self.chapter.path, number)
        self.claim(kind, number, piece.start, piece.end, text, program=program, about=self.fence_claim, options=options)

    def table_row(self, number: int, start: int, line: str, columns: list[str] | None) -> list[str]:
        """Claim the lines quoted in columns that are headed by a program's name; gives the columns' heads."""
        cells = list(CELL.finditer(line, line.index("|") + 1))
        if columns is None:
            named = [PROGRAM_IN_HEAD.findall(cell["text"]) for cell in cells]
            heads = [names[0] if len(names) == 1 else "" for names in named]
            for head in heads:
                if head and head not in self.shown:
                    self.wrong(number, f"the column is headed by {head}, which is not shown above.",
                               "Head it with a program of the page.")
            return heads
        for head, cell in zip(columns, cells):
            for quote in QUOTES.finditer(cell["text"]) if head in self.shown else ():
                self.quote(number, start + cell.start("text"), quote, self.shown[head], head)
        return columns

    def note(self, number: int, start: int, line: str, match: re.Match) -> None:
        target = self.fence_claim
        first = match["first"].strip("`")
        if target and target.kind == "output" and not lines_quoted(target.text, first):
            target = target.about
        self.quote(number, start, match, target, target.program.name if target else "a program")

    def quote(self, number: int, start: int, match: re.Match, target: Claim | None, name: str) -> None:
        """Claim one quote of a line, or of the lines from a first to a last."""
        self.quotes.append((start + match.start("first"), start + match.end()))
        if target is None:
            return self.wrong(number, f"a line is quoted, but {name} is not shown above.",
                              "Begin the item with a word if it quotes nothing.")
        ends = []
        for part in ("first", "last"):
            if quote := match[part] and match[part].strip("`"):
                found = quoted_in(target, quote)
                if len(found) != 1:
                    what = "no line" if not found else f"{len(found)} lines"
                    return self.wrong(number, f"`{quote}` quotes {what} of {describe(target)}.",
                                      "Quote one whole line, or begin the item with a word if it quotes nothing.")
                ends += found
                now = self.current.get(target.program.name, target.program)
                if target.kind == "program" and not now.line_of(quote):
                    return self.wrong(number, f"`{quote}` is no longer a line of {name}, which was edited since.",
                                      "Quote it above the edit, or quote what stands there now.")
        if ends[0] > ends[-1]:
            return self.wrong(number, "the quoted range ends before it begins.", "Swap the two quotes.")
        self.claim("note", number, start + match.start("first"), start + match.end(), match[0][match.start("first") - match.start():],
                   program=target.program, about=target, lines=(ends[0], ends[-1]))

    def twins(self, number: int, start: int, match: re.Match) -> None:
        first, second = (self.current.get(match[name]) for name in ("first", "second"))
        if not (first and second):
            return self.wrong(number, f"{match['second'] if first else match['first']} is not shown above.",
                              "Show both programs before comparing them.")
        self.claim("twins", number, start, start + len(match[0]), match[0], program=first, twin=second)

    def give_data_their_program(self) -> None:
        """Claims before the page's first program speak of that one."""
        first = next((c.program for c in self.chapter.claims if c.kind in ("program", "inline")), None)
        self.chapter.claims = [replace(c, program=first) if c.kind in ("code", "math", "word") and not c.program else c
                               for c in self.chapter.claims]


def quoted_in(target: Claim, quote: str) -> list[int]:
    """The lines of the fence ``target`` that ``quote`` quotes; in an edit only lines that stand after it."""
    if target.kind == "edit":
        body = target.text.split("\n")
        return [n for n in lines_quoted("\n".join(line[1:] for line in body), quote) if body[n - 1][:1] != "-"]
    return lines_quoted(target.text, quote)


def describe(target: Claim) -> str:
    """What the fence is called in a message."""
    if target.kind == "output":
        return f"the output at line {target.line}"
    return f"{target.program.name}" + (" as edited" if target.kind == "edit" else "")
