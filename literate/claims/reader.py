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
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from literate.claims import words
from literate.findings import Finding, shown_path
from literate.pages.blocks import Fence, blocks
from literate.pages.spans import DIGIT, Piece, pieces
from literate.programs.program import (
    EditFails,
    Program,
    ProgramMissing,
    apply_edit,
    lines_quoted,
    load_program,
    program_exists,
)

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
WINDOW = 40                 # characters of a sentence that tell what a number in it is
TWINS = re.compile(r"<!-- twins: (?P<first>\w+\.py) (?P<second>\w+\.py) -->")


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
            unnamed = re.sub(r"\w+\.py", lambda name: "" if program_exists(name[0], self.load) else name[0], fence.body)
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
