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
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import literate.claims
from literate.claims.adjacent import check_alone
from literate.claims.claim import Claim, Malformed, Reading
from literate.claims.remark import NO_REMARK, Remark, parse_remark, split_target
from literate.findings import Finding
from literate.pages.blocks import Fence, Prose
from literate.pages.page import Page
from literate.pages.spans import UNSEEN, Span, spans
from literate.programs.program import Program, ProgramMissing, load_program

EXERCISE = "<!-- exercise: "         # begins what never speaks of a program below it
FENCE_IN_COMMENT = re.compile(r"^[ \t>]*(?:`{3}|~{3})", re.MULTILINE)
CLEAR_COMMENT = re.compile(r"<!--(?!-?>)(?:(?!--|<!).)*-->", re.DOTALL)
REMARK_REMEDY = ("Write behind a number what it is, such as <!-- = E, epoch 0 -->; "
                 "CONTRIBUTING.md says how.")


@functools.cache
def kinds() -> tuple[type[Claim], ...]:
    """Every kind of claim, in the order in which they are asked: one in each module of this folder that has
    one.
    """
    for module in pkgutil.iter_modules(literate.claims.__path__):
        importlib.import_module(f"literate.claims.{module.name}")
    return tuple(sorted(Claim.kinds, key=lambda kind: (kind.rank, kind.__name__)))


def read(path: Path, load: Callable[[str], Program] = load_program) -> Reading:
    """What the page in the file ``path`` claims."""
    try:
        return read_text(path.read_bytes().decode("utf-8"), path, load)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        finding = Finding(path, line, "the page is not UTF-8.", "Save it as UTF-8.")
        return Reading(Page(path, ""), (), (finding,), load)


def read_text(text: str, path: Path, load: Callable[[str], Program] = load_program) -> Reading:
    """What the page ``text`` claims; ``load`` gives the program of a name or raises ProgramMissing."""
    context = Context(Page(path, text), load)
    for match in UNSEEN.finditer(text):
        with context.noting(match.start()):
            raise Malformed(f"the character U+{ord(match[0]):04X} cannot be seen.", "Remove it.")
    before: list[Prose] = []
    for block in context.page.blocks:
        if isinstance(block, Fence):
            read_fence(block, context)
        elif context.program or context.outside or EXERCISE in text[block.start:block.end]:
            read_prose(block, context)
        else:
            before.append(block)
    first = next((c.program for c in context.claims if c.shows_program and not c.inside), None)
    above = replace(context, program=first, moment="start", fence=None, current={}, listings={})
    for block in before:        # what stands there speaks of the first program's start
        read_prose(block, above)
    claims = [speak_of_program_below(claim, context.claims) for claim in context.claims]
    return Reading(context.page, tuple(sorted(claims, key=lambda claim: (claim.start, claim.end))),
                   tuple(context.findings), load)


@dataclass
class Context:
    """What a claim can speak of, as far as the page was read.

    ``program`` is the nearest above, as edited there; ``fence`` the nearest program, edit or output;
    ``current`` each program as the page's edits left it, by its name; ``listings`` the fence that shows each
    whole. ``moment`` is when claims without a remark are meant. ``outside`` is what was so before an exercise
    began.
    """

    page: Page
    load: Callable[[str], Program]
    claims: list[Claim] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    program: Program | None = None
    fence: Claim | None = None
    current: dict[str, Program] = field(default_factory=dict)
    listings: dict[str, Claim] = field(default_factory=dict)
    moment: str = "end"
    outside: "Context | None" = None

    def enter(self) -> None:
        """Begin an exercise, where programs are as in their files, first of all the page's first one."""
        self.outside, self.current = replace(self), {}
        shown = (claim.program for claim in self.claims if claim.kind == "program" and not claim.inside)
        self.program = next(shown, self.program)

    def leave(self) -> None:
        """End an exercise, whose programs don't count further down."""
        before = self.outside
        self.program, self.fence, self.current = before.program, before.fence, before.current
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
        end = target.end + len(remark.comment)
        return kind(self.page, self.page.line_at(target.start), target.start, end, **given | more)

    def add(self, claim: Claim) -> None:
        """Keep the claim; what comes below can speak of a fence."""
        self.claims.append(claim)
        if claim.shows_program and claim.program:
            self.program = self.current[claim.program.name] = claim.program
            self.listings.setdefault(claim.program.name, claim)
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
    """The claims of running text: each span, with its remark, that is in no claim yet."""
    pairs = with_remarks(list(spans(context.page.text, block.start, block.end)), context)
    for (target, remark), following in zip(pairs, [*(span for span, _ in pairs[1:]), None]):
        if not any(claim.start <= target.start < claim.end for claim in context.claims[-1:]):
            with context.noting(target.start):
                read_span(target, remark, context)
            with context.noting(target.start):
                check_alone(target, target.end + len(remark.comment), following, context.page.text)


def with_remarks(found: list[Span], context: Context) -> list[tuple[Span, Remark]]:
    """The spans of running text, each with the remark behind it; a number or word with a remark is a span of
    its own.
    """
    text, targets, remarked = context.page.text, [], []
    for before, comment in zip([None, *found], found):
        written, start = text[comment.start:comment.end], comment.start
        remark = parse_remark(written) if comment.kind == "comment" else None
        apart = not (text[start - 1:start] or " ").strip()
        if comment.kind != "comment" or apart and not remark:
            continue
        target = before if before and before.end == start else None
        if not target or target.kind not in ("code", "math", "display"):
            kind, said = split_target(text[text.rfind("\n", 0, start) + 1:start])
            target = Span(kind, start - len(said), start, said, target.link if target else "")
        remarked.append((target.start, comment.end))
        with context.noting(start):
            if not (remark and target.kind):
                raise Malformed(f"the remark {written} is not understood.", REMARK_REMEDY)
            targets.append((target, remark))
    plain = [(span, NO_REMARK) for span in found if not any(a <= span.start < b for a, b in remarked)]
    return sorted([*targets, *plain], key=lambda pair: pair[0].start)


def read_span(span: Span, remark: Remark, context: Context) -> None:
    """The claim of the kind that takes the span; plain text and comments that none takes are none. Raises
    Malformed.
    """
    # where Markdown may begin something else
    if span.kind in ("code", "math") and "\n" in span.text:
        raise Malformed(f"{' '.join(span.text.split())} goes on in another line.", "Write it in one line.")
    for kind in kinds():
        if claim := kind.read_span(span, remark, context):
            return context.add(claim)
    if remark:
        raise Malformed(f"{remark.comment} can't stand behind {span.text}.")
    if span.kind == "comment":
        check_comment(context.page.text[span.start:span.end])


def check_comment(comment: str) -> None:
    """A comment that is no claim hides nothing, and all agree where it ends. Raises Malformed."""
    if FENCE_IN_COMMENT.search(comment):
        raise Malformed("a comment hides a fence.", "Remove the comment, or the fence in it.")
    if not CLEAR_COMMENT.fullmatch(comment):
        raise Malformed("browsers disagree where this comment ends.", "Write no -- and no <! in a comment.")


def speak_of_program_below(claim: Claim, claims: list[Claim]) -> Claim:
    """The claim, about the first program of its section if it stands in a heading and its remark names none.
    """
    if not claim.page.in_heading(claim.start) or not claim.remark or claim.remark.program:
        return claim
    _, end = claim.page.section_at(claim.start)
    below = next((c.program for c in claims if c.shows_program and claim.start < c.start < end), None)
    return replace(claim, program=below, moment=claim.remark.moment or "end") if below else claim
