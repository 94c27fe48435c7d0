"""What a page offers to download: its programs, single and as a zip, and the page as a Jupyter notebook."""

import zipfile
from collections import Counter
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin

from literate.claims.claim import Claim, Reading
from literate.labels import labels
from literate.site import notebook
from literate.site.drawings import IMAGE, draw_file, is_drawn
from literate.site.languages import folder_of
from literate.site.templates import fill

EPOCH = (1980, 1, 1, 0, 0, 0)       # the earliest date that a zip can hold


def names(reading: Reading) -> dict[Claim, str]:
    """The name of the file of each program that the page shows, by the claim that shows it.

    A program of the book has its own name, its edits on the page are 411_1_edit1.py, 411_1_edit2.py and so
    on, and a program that is written on the page is 419_inline1.py.
    """
    found: dict[Claim, str] = {}
    count: Counter[str] = Counter()
    for claim in (claim for claim in reading.claims if claim.kind in notebook.PROGRAMS and not claim.inside):
        stem = reading.page.path.stem if claim.kind == "inline" else Path(claim.program.name).stem
        base = f"{stem}_{claim.kind}"
        count[base] += 1
        found[claim] = claim.program.name if claim.kind == "program" else f"{base}{count[base]}.py"
    return found


def programs(reading: Reading) -> dict[str, bytes]:
    """The programs that the page shows, by the name of their file, byte for byte."""
    return {name: claim.program.text.encode() for claim, name in names(reading).items()}


def zip_of(files: dict[str, bytes], folder: str, compression: int = zipfile.ZIP_STORED) -> bytes:
    """A zip of the files in a folder; the same files give the same bytes.

    Compressed, they do so only with the same version of zlib.
    """
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(f"{folder}/{name}", EPOCH)
            entry.create_system = 3                 # whatever system this is
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content, compression)
    return data.getvalue()


def write(reading: Reading, language: str, site: str, pages: Path) -> None:
    """Put the page's downloads beside the pages in the folder ``pages``; ``site`` is the address of the
    language's pages."""
    if not (shown := programs(reading)):
        return
    stem, address = reading.page.path.stem, urljoin(site, notebook.address_of(reading))
    readme = notebook.about("downloads", notebook.packages(reading), address, language).encode()
    files = {f"{stem}.zip": zip_of({"README.txt": readme, **shown}, stem), **shown,
             f"{stem}.ipynb": notebook.whole(reading, language, site).encode()}
    for name in {match["name"] for match in IMAGE.finditer(reading.page.text) if is_drawn(match["name"])}:
        files[f"{name}.svg"] = draw_file(name, language).encode()
    folder = pages / notebook.place_of(reading)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def links(reading: Reading, language: str) -> str:
    """The end of a page, in Markdown: the zip of its programs and its notebook; "" without programs."""
    if not names(reading):
        return ""
    words, stem, place = labels(language)["downloads"], reading.page.path.stem, notebook.place_of(reading)
    return fill("downloads.md", words=words, zip=notebook.download_link(words["all"], f"{stem}.zip", place),
                notebook=notebook.download_link(words["notebook"], f"{stem}.ipynb", place),
                opened=notebook.colab(f"{folder_of(language)}{place}{stem}.ipynb", words))
