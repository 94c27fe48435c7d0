"""What a page offers to download: its programs, single and as a zip, and the page as a Jupyter notebook."""

from __future__ import annotations

import zipfile
from collections import Counter
from io import BytesIO
from pathlib import Path

from literate.claims.claim import Reading
from literate.labels import labels
from literate.site.notebook import drawings, notebook, place_of

EPOCH = (1980, 1, 1, 0, 0, 0)       # the earliest date that a zip can hold


def programs(reading: Reading) -> dict[str, bytes]:
    """The programs that the page shows, by the name of their file, byte for byte.

    A program of the book has its own name, its edits on the page are 411_1_edit1.py, 411_1_edit2.py and so
    on, and a program that is written on the page is 419_inline1.py.
    """
    files: dict[str, bytes] = {}
    count: Counter[str] = Counter()
    for claim in reading.claims:
        if claim.kind == "program":
            files[claim.program.name] = claim.program.path.read_bytes()
        elif claim.kind in ("edit", "inline"):
            stem = Path(claim.program.name).stem if claim.kind == "edit" else reading.page.path.stem
            base = f"{stem}_{claim.kind}"
            count[base] += 1
            files[f"{base}{count[base]}.py"] = claim.program.text.encode()
    return files


def packed(files: dict[str, bytes], folder: str, compression: int = zipfile.ZIP_STORED) -> bytes:
    """A zip of the files in a folder; the same files give the same bytes.

    Compressed, they do so only with the same version of zlib.
    """
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(f"{folder}/{name}", EPOCH)
            entry.compress_type = compression
            entry.create_system = 3                 # whatever system this is
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content)
    return data.getvalue()


def offer(reading: Reading, language: str, site: str, pages: Path) -> None:
    """Put the page's downloads beside the pages in the folder ``pages``, and links to them at the page's end.

    ``site`` is the address of all pages in the language.
    """
    shown = programs(reading)
    if not shown:
        return
    stem = reading.page.path.stem
    document = notebook(reading, language, site).encode()
    files = {f"{stem}.zip": packed(shown, stem), f"{stem}.ipynb": document, **shown}
    figures = {name: svg.encode() for name, svg in drawings(reading, language).items()}
    place = pages / place_of(reading)
    place.mkdir(parents=True)
    for name, content in (files | figures).items():
        (place / name).write_bytes(content)
    with (pages / reading.page.path.name).open("a", encoding="utf-8", newline="\n") as page:
        page.write(links(place_of(reading), list(files), labels(language)["downloads"]))


def links(place: str, names: list[str], words: dict[str, str]) -> str:
    """The end of a page, in Markdown: the zip and the notebook at hand, the single files on demand."""
    def link(name: str, text: str) -> str:
        return f"[{text}]({place}{name}){{ download={name} }}"

    archive, document, *single = names
    return "\n".join([
        "", "", '<div class="downloads" data-search-exclude markdown="1">', "",
        f"{words['title']}: {link(archive, words['all'])} · {link(document, words['notebook'])}", "",
        '<details markdown="1">', f"<summary>{words['single']}</summary>", "",
        " · ".join(link(name, name) for name in single), "", "</details>", "", "</div>", ""])
