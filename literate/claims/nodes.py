"""What a claim shows, as neutral nodes: the site, notebooks and other editions of the book each render them
in their way.
"""

from dataclasses import dataclass

from literate.programs.program import Program


@dataclass(frozen=True)
class Listing:
    """A block of code or output. ``role`` is "program", "edit", "inline", "output" or "illustration".

    ``language`` is its highlighter's, ``program`` what it shows or what printed it, ``origin`` the program
    that ``changed`` lines (counted from 1) are compared with, ``reason`` why an illustration isn't run.
    """

    role: str
    language: str
    text: str
    program: Program | None = None
    origin: str = ""
    changed: tuple[int, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class LineReference:
    """A quote of the lines ``first`` to ``last`` of the listing that begins at the offset ``listing`` of the
    page.
    """

    text: str
    listing: int
    first: int
    last: int


@dataclass(frozen=True)
class Number:
    """A number, word, inline code or formula that can be asked; ``text`` is its Markdown without the remark.
    """

    text: str


Node = Listing | LineReference | Number
