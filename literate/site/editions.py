"""Editions to keep (``make epub``): the built site as one file for each language."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from literate.cache import write_whole
from literate.site import epub
from literate.site.build import use_site
from literate.site.languages import languages
from literate.site.offline import NAME

MAKERS: dict[str, Callable[[Path, Path, str], bytes]] = {"epub": epub.make}


def command(root: Path, kind: str) -> int:
    """Make the books of a kind, one a language, in dist/; gives the exit status."""
    def put(site: Path) -> str:
        said = []
        for code in languages(root):
            made, content = root / "dist" / f"{NAME}-{code}.{kind}", MAKERS[kind](root, site, code)
            write_whole(made, content, 0o644)
            said.append(f"Made dist/{made.name} ({len(content) / 1e6:.1f} MB).")
        return "\n".join(said)

    return use_site(root, root / "dist", draft=False, use=put)
