"""Editions to keep (``make epub``, ``make pdf``): the built site as one file for each language.

They are made in dist/, or become part of the site (``make site ARGS=--books``), whose first pages then lead
to them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from literate.cache import write_whole
from literate.labels import labels
from literate.site import epub, pdf
from literate.site.build import use_site
from literate.site.languages import folder_of, languages
from literate.site.offline import NAME

MAKERS: dict[str, Callable[[Path, Path, str], bytes]] = {"epub": epub.make, "pdf": pdf.make}


def command(root: Path, kind: str) -> int:
    """Make the books of a kind, one a language, in dist/; gives the exit status."""
    def put(site: Path) -> str:
        made = [root / "dist" / f"{NAME}-{code}.{kind}" for code in languages(root)]
        for path, code in zip(made, languages(root)):
            write_whole(path, MAKERS[kind](root, site, code), 0o644)
        return "\n".join(f"Made dist/{path.name} ({path.stat().st_size / 1e6:.1f} MB)." for path in made)

    return use_site(root, root / "dist", draft=False, use=put)


def add_to_site(root: Path, site: Path) -> None:
    """Make all books beside the first pages of the built site, and let these lead to them."""
    for code in languages(root):
        made = {kind: make(root, site, code) for kind, make in MAKERS.items()}
        folder = site / folder_of(code)
        links = []
        for kind, content in made.items():
            name = f"{NAME}-{code}.{kind}"
            (folder / name).write_bytes(content)
            links.append(f'<a download href="{name}">{kind.upper()} ({len(content) / 1e6:.1f} MB)</a>')
        page, text = folder / "index.html", labels(code)["books"]["download"]
        shown = f'<div class="downloads"><p>{text}: {" · ".join(links)}</p></div>\n</article>'
        page.write_text(page.read_text("utf-8").replace("</article>", shown, 1), "utf-8", newline="\n")
