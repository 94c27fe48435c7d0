"""What is to keep: the built site as a book for each language (``make epub``, ``make pdf``) and as a zip that
opens from a disk (``make dist``).

They are made in dist/. Books can be part of the site (``make site ARGS=--books``), whose first pages then
lead to them.
"""

from collections.abc import Callable
from pathlib import Path

from literate.cache import write_whole
from literate.labels import labels
from literate.site import epub, offline, pdf, whole
from literate.site.build import use_site
from literate.site.languages import folder_of, languages
from literate.site.templates import fill

NAME = "tensorflow-internals"
MAKERS: dict[str, Callable[[Path, Path, str], bytes]] = {"epub": epub.make, "pdf": pdf.make}


def command(root: Path, kind: str) -> int:
    """Make the books of a kind, one a language, or the zip ("dist"), in dist/; gives the exit status."""
    def put(site: Path) -> str:
        """Make them of the built site; gives what to say then."""
        if kind == "dist":
            name = f"{NAME}-{whole.date().date().isoformat()}"
            offline.convert(site)
            made = {f"{name}.zip": offline.zip_site(site, name)}
        else:
            made = {f"{NAME}-{code}.{kind}": MAKERS[kind](root, site, code) for code in languages(root)}
        for name, content in made.items():
            write_whole(root / "dist" / name, content, 0o644)
        return "\n".join(f"Made dist/{name} ({len(content) / 1e6:.1f} MB)." for name, content in made.items())

    return use_site(root, root / "dist", put)


def add_to_site(root: Path, site: Path) -> None:
    """Make all books beside the first pages of the built site, and let these lead to them."""
    for code in languages(root):
        made = {f"{NAME}-{code}.{kind}": make(root, site, code) for kind, make in MAKERS.items()}
        folder = site / folder_of(code)
        for name, content in made.items():
            (folder / name).write_bytes(content)
        page, shown = folder / "index.html", fill("books.html", words=labels(code)["books"], books=made)
        page.write_text(page.read_text("utf-8").replace("</article>", shown, 1), "utf-8", newline="\n")
