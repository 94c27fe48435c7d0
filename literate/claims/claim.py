"""What every kind of claim is, and what it can do.

A kind is a subclass of :class:`Claim` in a module of its own in this folder; the reader finds it there. Its
docstring is its row in the table of CONTRIBUTING.md: how it is written, and when it holds. A kind says how it
is read (:meth:`Claim.read_fence` or :meth:`Claim.read_span`), which programs it needs, when it holds
(:meth:`Claim.check`), and, as far as that differs from what stands here, what asking it answers, how it is
brought up to date and whether its digits can be falsified. What readers see of it is the site's business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple, dataclass_transform

from literate.claims.remark import NO_REMARK, Remark
from literate.findings import Finding
from literate.pages.blocks import Fence
from literate.pages.page import Page
from literate.pages.spans import Span
from literate.programs import machine
from literate.programs.history import Run
from literate.programs.program import Program

Runs = Mapping[str, Run]
"""The run of each program by the program's text."""


class Malformed(Exception):
    """Something is written like a claim and is none: what is wrong, what to do, and how many lines further
    down.
    """

    def __init__(self, problem: str, remedy: str = "CONTRIBUTING.md says how.", lines_down: int = 0):
        super().__init__(problem)
        self.problem, self.remedy, self.lines_down = problem, remedy, lines_down


class Refused(Exception):
    """Why a claim cannot be brought up to date by itself."""


class Change(NamedTuple):
    """What comes in the place of ``start`` to ``end`` of the page's text."""

    start: int
    end: int
    new: str


def applied(text: str, changes: Iterable[Change], start: int = 0) -> str:
    """The text from ``start`` on with the changes made. The first counts where two overlap, of those that
    begin at one place the longest, behind what is put in there.
    """
    parts = []
    for first, last, new in sorted(changes, key=lambda each: (each.start, each.start < each.end, -each.end)):
        if start <= first and last <= len(text):
            parts += [text[start:first], new]
            start = last
    return "".join([*parts, text[start:]])


@dataclass(frozen=True)
class Answer:
    """What a number says when a reader asks: of what it is, when, and what exactly the run gave.

    ``written`` is how the page has it. ``program`` is the one whose history shows it, ``name`` and
    ``element`` the variable and its indices
    there.
    """

    of: str
    source: str = ""
    moment: str = ""
    program: Program | None = None
    exact: str = ""
    name: str = ""
    element: tuple[int, ...] = ()
    epoch: int | None = None
    written: str = ""


@dataclass(frozen=True, eq=False)
class Reading:
    """What reading a page gave: its claims in page order, and what is wrong with the way it is written."""

    page: Page
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    load: Callable[[str], Program] = field(repr=False)

    @property
    def programs(self) -> list[Program]:
        """The programs to run for this page, in page order, each text once."""
        return programs_of(self.claims)


def programs_of(needed: Iterable[Reading | Claim]) -> list[Program]:
    """The programs that pages or claims need, each text once."""
    return list({program.text: program for each in needed for program in each.programs}.values())


@dataclass_transform(eq_default=False, frozen_default=True)
@dataclass(frozen=True, eq=False)
class Claim:
    """Something a page says that can be proved or refuted; every kind is a dataclass.

    ``start`` and ``end`` delimit it in the page's text, with its remark, and ``text`` is what it says there:
    of a fence the body without indentation, of inline code what stands between the ticks. ``program`` is what
    it speaks of, as edited by then, ``about`` the fence nearest above. ``moment`` is when: "start" before the
    page's first program. ``inside`` says that it stands in an exercise.
    """

    page: Page
    line: int
    start: int
    end: int
    text: str
    program: Program | None = None
    about: Claim | None = field(default=None, repr=False)
    remark: Remark = NO_REMARK
    moment: str = "end"
    inside: bool = False

    kinds: ClassVar[list[type[Claim]]] = []
    kind: ClassVar[str] = ""
    rank: ClassVar[int] = 50                    # kinds with a lower one are asked first
    remedy: ClassVar[str] = "Give what the run gave; CONTRIBUTING.md says how a claim is written."
    shows_program: ClassVar[bool] = False       # a fence after which claims speak of its program
    is_fence: ClassVar[bool] = False            # made by a fence
    is_exact: ClassVar[bool] = True             # each of its digits is to be seen, and must not be another

    def __init_subclass__(cls, kind: str = "", rank: int = 50, remedy: str = ""):
        dataclass(frozen=True, eq=False)(cls)
        cls.kind, cls.rank, cls.remedy = kind, rank, remedy or cls.remedy
        cls.is_fence = "read_fence" in vars(cls)
        Claim.kinds += [cls] * bool(kind)

    # --- how it is written ----------------------------------------------------------------------------------

    @classmethod
    def read_fence(cls, fence: Fence, context) -> Claim | None:
        """The claim that a fence makes; None where it is of another kind. Raises Malformed."""
        return None

    @classmethod
    def read_span(cls, span: Span, remark: Remark, context) -> Claim | None:
        """The claim that a piece of running text makes; None where it is of another kind. Raises Malformed.
        """
        return None

    # --- what it needs, and when it holds -------------------------------------------------------------------

    @property
    def programs(self) -> tuple[Program, ...]:
        """What must have run before it can be checked."""
        return (self.program,) if self.program else ()

    def run(self, runs: Runs) -> Run:
        """The run that it speaks of; an empty one where it speaks of none."""
        return runs.get(self.program.text, Run()) if self.program else Run()

    def check(self, reading: Reading, runs: Runs) -> Iterator[Finding]:
        """What is wrong with it."""
        return (self.finding(problem) for problem in self.problems(reading, runs))

    def problems(self, reading: Reading, runs: Runs) -> Iterator[str]:
        """What is wrong with it, a sentence each, without a full stop."""
        return iter(())

    def finding(self, problem: str, remedy: str = "", lines_down: int = 0) -> Finding:
        """A finding about this claim; a problem that is a Drift is none of the page's."""
        return Finding(self.page.path, self.line + lines_down, f"{problem}.", remedy or self.remedy,
                       isinstance(problem, Drift))

    # --- what readers see -----------------------------------------------------------------------------------

    def answers(self, reading: Reading, runs: Runs) -> list[Answer | None]:
        """What each of its results answers when a reader points at it."""
        return []

    # --- what becomes of it ---------------------------------------------------------------------------------

    def accept(self, reading: Reading, runs: Runs) -> list[Change]:
        """What brings it up to date with the runs. Raises Refused where that cannot be known."""
        raise Refused(f"`{self.text.strip()}` is no value of a program's")


class Drift(str):
    """What is wrong, where the machine or a version is to blame and not the page."""


def unless_drift(problem: str, is_small: bool = True) -> str:
    """The problem, as a Drift if this machine is not the one that the pages speak of and it ``is_small``."""
    here = machine.differences()
    return Drift(f"{problem}, which may be otherwise here ({here})") if here and is_small else problem
