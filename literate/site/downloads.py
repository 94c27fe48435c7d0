"""What a page offers to download: its programs, single and as a zip, and the page as a Jupyter notebook."""

from __future__ import annotations

import zipfile
from collections import Counter
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin

from literate.claims.claim import Reading
from literate.labels import labels
from literate.report import versions
from literate.site.languages import folder_of
from literate.site.notebook import address_of, colab, drawings, needs, notebook, packages, place_of

EPOCH = (1980, 1, 1, 0, 0, 0)       # the earliest date that a zip can hold


def names(reading: Reading) -> dict[int, str]:
    """By where its claim begins, the name of the file of each program that the page shows.

    A program of the book has its own name, its edits on the page are 411_1_edit1.py, 411_1_edit2.py and so
    on, and a program that is written on the page is 419_inline1.py.
    """
    found: dict[int, str] = {}
    count: Counter[str] = Counter()
    for claim in reading.claims:
        if claim.inside:
            continue
        if claim.kind == "program":
            found[claim.start] = claim.program.name
        elif claim.kind in ("edit", "inline"):
            stem = Path(claim.program.name).stem if claim.kind == "edit" else reading.page.path.stem
            base = f"{stem}_{claim.kind}"
            count[base] += 1
            found[claim.start] = f"{base}{count[base]}.py"
    return found


def programs(reading: Reading) -> dict[str, bytes]:
    """The programs that the page shows, by the name of their file, byte for byte."""
    named = names(reading)
    return {named[claim.start]: claim.program.path.read_bytes() if claim.kind == "program" else
            claim.program.text.encode() for claim in reading.claims if claim.start in named}


def zip_of(files: dict[str, bytes], folder: str, compression: int = zipfile.ZIP_STORED) -> bytes:
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


def write(reading: Reading, language: str, site: str, pages: Path) -> None:
    """Put the page's downloads beside the pages in the folder ``pages``; ``site`` is the address of the
    language's pages."""
    if not (shown := programs(reading)):
        return
    stem = reading.page.path.stem
    texts = {f"{stem}.ipynb": notebook(reading, language, site), **drawings(reading, language)}
    about = labels(language)["downloads"]["about"].format(
        address=urljoin(site, address_of(reading)), needs=needs(packages(reading)), versions=versions())
    files = {f"{stem}.zip": zip_of({"README.txt": about.encode(), **shown}, stem), **shown}
    files |= {name: text.encode() for name, text in texts.items()}
    folder = pages / place_of(reading)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def links(reading: Reading, language: str) -> str:
    """The end of a page, in Markdown: the zip of its programs and its notebook; "" without programs."""
    def link(name: str, text: str) -> str:
        return f"[{text}]({place_of(reading)}{name}){{ download={name} }}"

    if not names(reading):
        return ""
    words, stem = labels(language)["downloads"], reading.page.path.stem
    opened = colab(f"{folder_of(language)}{place_of(reading)}{stem}.ipynb")
    opened = f" · [{words['colab']}]({opened})" if opened else ""
    return "\n".join([
        "", "", '<div class="downloads" data-search-exclude markdown="1">', "",
        f"{words['title']}: {link(f'{stem}.zip', words['all'])} · "
        f"{link(f'{stem}.ipynb', words['notebook'])}{opened}", "", "</div>", ""])
