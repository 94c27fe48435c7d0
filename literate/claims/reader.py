"""A page → its claims, in page order, each with its line.

Nothing is run here and nothing is judged by numbers: reading only says what a page claims. Whatever looks
like a claim and is none becomes a finding, so that no fence and no digit is ever passed over in silence.
"""

import functools
import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import literate.claims
from literate.claims.adjacent import check_alone
from literate.claims.claim import Claim, Malformed, Reading
from literate.claims.remark import NO_REMARK, Remark, parse_remark
from literate.findings import Finding
from literate.pages.blocks import Fence, Prose
from literate.pages.page import Page
from literate.pages.spans import STRANGE, Span, spans
from literate.programs.program import Program, ProgramMissing, load_program

EXERCISE = "<!-- exercise: "         # begins what never speaks of a program below it
FENCE_WITHIN = re.compile(r"^(?=[ \t>*+\d-])(?:[ \t>]|[-*+][ \t]|\d+[.)][ \t])*(?:`{3,}[^`\n]*$|~{3,})", re.M)


@functools.cache
def kinds() -> tuple[type[Claim], ...]:
    """Every kind of claim, in the order in which they are asked: one in each module of this folder that has
    one.
    """
    for module in pkgutil.iter_modules(literate.claims.__path__):
        importlib.import_module(f"literate.claims.{module.name}")
    return tuple(sorted(Claim.kinds, key=lambda kind: (kind.rank, kind.__name__)))


def read(path: Path, load: Callable[[str], Program] = load_program) -> Reading:
    """What the page in the file ``path`` claims; what is not UTF-8 there is a finding."""
    return read_text(path.read_bytes().decode("utf-8", "replace"), path, load)


def read_text(text: str, path: Path, load: Callable[[str], Program] = load_program) -> Reading:
    """What the page ``text`` claims; ``load`` gives the program of a name or raises ProgramMissing."""
    context = Context(Page(path, text), load)
    context.program = first_program(context.page, load)
    for match in STRANGE.finditer(text):
        with context.noting(match.start()):
            raise Malformed(f"no page is written with {ascii(match[0])}.",
                            "Write it otherwise, in UTF-8, or let literate/pages/spans.py know it.")
    for block in context.page.blocks:
        if isinstance(block, Fence):
            read_fence(block, context)
        else:
            read_prose(block, context)
    return Reading(context.page, tuple(context.claims), tuple(context.findings), load)


def first_program(page: Page, load: Callable[[str], Program]) -> Program | None:
    """The program that a page shows first, of whose start the text above it speaks; None where an exercise
    comes first.
    """
    ahead, end = Context(page, load), page.text.find(EXERCISE)
    for block in page.blocks:
        if isinstance(block, Fence) and not ahead.program and (end < 0 or block.start < end):
            read_fence(block, ahead)
    return ahead.program


@dataclass
class Context:
    """What a claim can speak of, as far as the page was read.

    ``program`` is the nearest above, as edited there; ``fence`` the nearest program, edit or output;
    ``current`` each program as the page's edits left it, by its name. ``moment`` is when claims without a
    remark are meant. ``outside`` are program, fence and ``current`` as before an exercise.
    """

    page: Page
    load: Callable[[str], Program]
    claims: list[Claim] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    program: Program | None = None
    fence: Claim | None = None
    current: dict[str, Program] = field(default_factory=dict)
    moment: str = "start"
    outside: tuple | None = None

    def enter(self) -> None:
        """Begin an exercise, where programs are as in their files, first of all the page's first one."""
        self.outside, self.current = (self.program, self.fence, self.current), {}
        shown = (claim.program for claim in self.claims if claim.kind == "program" and not claim.inside)
        self.program = next(shown, self.program)

    def leave(self) -> None:
        """End an exercise, whose programs don't count further down."""
        self.program, self.fence, self.current = self.outside
        self.outside = None

    def program_named(self, name: str) -> Program:
        """The program of that name, as edited on this page so far. Raises Malformed."""
        try:
            return self.current.get(name) or self.load(name)
        except ProgramMissing as error:
            raise Malformed(f"{error}.", "Name a program of snippets/.") from None

    def claim(self, kind: type[Claim], target: Fence | Span, remark: Remark = NO_REMARK, **more) -> Claim:
        """A claim that a fence or span makes of the program that its remark names, or the nearest above."""
        given: dict[str, Any] = {
            "text": target.text, "about": self.fence, "remark": remark, "inside": self.outside is not None,
            "program": self.program_named(remark.program) if remark.program else self.program,
            "moment": remark.moment or ("end" if remark.program else self.moment)}
        line = self.page.line_at(target.start)
        return kind(self.page, line, target.start, target.end, **given | more)

    def add(self, claim: Claim) -> None:
        """Keep the claim; what comes below can speak of a fence."""
        self.claims.append(claim)
        if claim.shows_program and claim.program:
            self.program = self.current[claim.program.name] = claim.program
            self.moment = "end"
        if claim.is_fence and claim.program:
            self.fence = claim

    @contextmanager
    def noting(self, offset: int) -> Iterator[None]:
        """Notes what is Malformed there, and goes on."""
        try:
            yield
        except Malformed as error:
            line = self.page.line_at(offset) + error.lines_down
            self.findings.append(Finding(self.page.path, line, error.problem, error.remedy))


def read_fence(fence: Fence, context: Context) -> None:
    """The claim of the kind that takes the fence, or a finding that none does."""
    with context.noting(fence.start):
        if not fence.closed:
            raise Malformed("this fence is never closed.", "Close it with the same marks.")
        for kind in kinds():
            if claim := kind.read_fence(fence, context):
                return context.add(claim)
        raise Malformed(f"nobody claims this fence (```{fence.language} {fence.attributes}".rstrip() + ").",
                        'Make it a program, an edit, an output, or { .illustration reason="…" }.')


def read_prose(block: Prose, context: Context) -> None:
    """The claims of running text: each span that is in no claim yet."""
    if within := FENCE_WITHIN.search(context.page.text, block.start, block.end):
        with context.noting(within.start()):
            raise Malformed("a fence stands in a list, a quotation or a box.", "Begin it with its line.")
        return
    for span in spans(context.page.text, block.start, block.end):
        if not any(claim.start <= span.start < claim.end for claim in context.claims[-1:]):
            with context.noting(span.start):
                read_span(span, context)


def read_span(span: Span, context: Context) -> None:
    """The claim of the kind that takes the span; plain text and comments that none takes are none. Raises
    Malformed.
    """
    text = context.page.text
    remark = parse_remark(span.remark) if span.remark else NO_REMARK
    is_loose = span.kind == "comment" and (text[span.start - 1:span.start].strip() or parse_remark(span.text))
    if is_loose or remark is None:
        raise Malformed(f"the remark {span.remark or span.text} is not understood.",
                        "Write behind a number what it is, such as <!-- = E, epoch 0 -->; "
                        "CONTRIBUTING.md says how.")
    # where Markdown may begin something else
    if span.kind in ("code", "math") and "\n" in span.text:
        raise Malformed(f"{' '.join(span.text.split())} goes on in another line.", "Write it in one line.")
    check_alone(span, context.page)
    for kind in kinds():
        if claim := kind.read_span(span, remark, context):
            return context.add(claim)
    if remark:
        raise Malformed(f"{remark.comment} can't stand behind {span.text}.")
