"""What is wrong, where, and what to do about it: the one form in which every part of the engine says so."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


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
        return f"{shown_path(self.path)}:{self.line}: {self.problem}" + (f"\n    {self.remedy}"
                                                                         if self.remedy else "")


def shown_path(path: Path) -> str:
    """The path as a person would type it from the project's root."""
    full = path.resolve()
    return (full.relative_to(ROOT) if full.is_relative_to(ROOT) else path).as_posix()
