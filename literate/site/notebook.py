"""A page → the same page as a Jupyter notebook: its text as Markdown cells, its programs as code cells.

An edit becomes its difference, as text, and the whole program that it makes, as code. Outputs are left out,
since running the notebook prints them, and so is what only a browser can do. Figures are shown from the site:
JupyterLab shows no SVG that is attached to a cell. Below the title a cell tells which versions are not those
whose numbers the page shows: what such versions print otherwise is drift.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from itertools import compress
from typing import Any
from urllib.parse import urljoin

import nbformat
from nbformat import NotebookNode

from literate.claims.claim import Claim, Reading
from literate.claims.completeness import ELEMENTS
from literate.claims.exercise import ExerciseClaim
from literate.labels import labels
from literate.pages.page import FRONT_MATTER
from literate.pages.spans import SPAN
from literate.programs.run_cache import installed_version
from literate.programs.syntax import imported_packages
from literate.report import versions
from literate.site import exercises
from literate.site.drawings import IMAGE, is_drawn

HEADING = re.compile(r"^(?=#{2,} )", re.MULTILINE)
ELEMENT = re.compile("|".join(ELEMENTS))
BLANK_LINES = re.compile(r"\n{3,}")
TARGET = re.compile(r"\]\((?P<page>[\w/.]+\.(?:md|py))?(?P<rest>[?#][^\s)]*)?\)")
SUFFIX = re.compile(r"\.(?:md|py)$")
PROGRAMS = ("program", "edit", "inline")                # kinds of claims that become cells
# What stands in the Markdown for what becomes a cell, is left out, or has a language of the site's alone.
REPLACED = {"program": "\n**{0.program.name}**\n", "inline": "", "output": "", "twins": "", "exercise": "",
            "edit": "\n**{0.program.name}**\n\n```diff\n{0.text}\n```\n",
            "illustration": "\n```\n{0.text}\n```\n"}
PRINTING = "np.set_printoptions("
FLOATS = "tf.keras.backend.set_floatx("
UNDO_PRINTING = "np.set_printoptions(precision=8, formatter=None)"
UNDO_MODELS = "tf.keras.backend.clear_session()"
NAMES = re.compile(r"\.(?:name|path)\b")                # which Keras numbers as models are made
AT_START = ("XLA_FLAGS", "trace_export")                # what TensorFlow heeds or tells once in a process
COLAB = "https://colab.research.google.com/github/{repository}/blob/notebooks/{path}"
REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")
SHOWN = ("numpy", "tensorflow", "keras", "matplotlib")         # whose versions decide what is printed
COMPARE = """\
from importlib.metadata import packages_distributions, version

for package, shown in {versions}.items():
    here = version(packages_distributions()[package][0])
    if here != shown:
        print(f"{{package}} {{shown}} → {{here}}")"""
METADATA = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"}}


def whole(reading: Reading, language: str, site: str) -> str:
    """The page as an .ipynb file, not executed; ``site`` is the address of all pages in its language."""
    cells = [cell(kind, source if kind == "code" else markdown(source, reading, site))
             for kind, source in parts(reading, language)]
    introduce(cells, packages(reading), urljoin(site, address_of(reading)), language)
    document = {"cells": cells, "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}
    return nbformat.writes(nbformat.from_dict(document)) + "\n"     # which validates it, all at once


def cell(kind: str, source: str) -> NotebookNode:
    """A cell, "markdown" or "code", that was not executed."""
    run = {"execution_count": None, "outputs": []} if kind == "code" else {}
    return NotebookNode(cell_type=kind, metadata={}, source=source, **run)


def introduce(cells: list[NotebookNode], names: set[str], address: str, language: str) -> None:
    """Let the notebook of the page at ``address``, whose programs import ``names``, say below its title what
    it is, and a cell which versions here aren't those that the numbers hold for; name its cells."""
    title, _, rest = cells[0].source.partition("\n")
    said = about("notebook", names, address, language)
    cells[0].source = "\n\n".join([title, said, rest.strip()]).rstrip()
    shown = [name for name in SHOWN if name in names | ({"keras"} if "tensorflow" in names else set())]
    installed = {name: installed_version(name) for name in shown}
    cells[1:1] = [cell("code", COMPARE.format(versions=installed))] * bool(installed)
    for number, each in enumerate(cells):
        each["id"] = f"cell-{number}"


def about(part: str, names: set[str], address: str, language: str) -> str:
    """What a download, by its ``part`` of the labels, says of the page at ``address`` and its programs, which
    import ``names``."""
    needs = " ".join(["pip install", *sorted(names)])
    return labels(language)[part]["about"].format(address=address, needs=needs, versions=versions())


def parts(reading: Reading, language: str) -> Iterator[tuple[str, str]]:
    """The kind and the source of each cell in page order; Markdown is cut where a heading begins."""
    words, above = labels(language)["notebook"], ""
    for piece in pieces(reading):
        if isinstance(piece, str):
            yield from (("markdown", section) for section in HEADING.split(piece.strip()) if section.strip())
        elif isinstance(piece, ExerciseClaim):
            yield from exercises.cells(piece, labels(language)["exercise"])
        else:
            program = piece.program.text
            if undo := undo_code(program, above):
                yield "markdown", words["undo"]
                yield "code", undo
            if "tensorflow" in above and any(word in program for word in AT_START):
                yield "markdown", words["restart"]
            above += f"{undo}\n{program}"
            yield "code", program.rstrip("\n")


def undo_code(program: str, above: str) -> str:
    """The code that makes a program run as by itself after the code ``above`` it, "" where none is needed."""
    is_printing_set = PRINTING not in program and above.rfind(PRINTING) > above.rfind(UNDO_PRINTING)
    is_after_models = "tf.keras" in above and (FLOATS in program or NAMES.search(program))
    return "\n".join(compress((UNDO_PRINTING, UNDO_MODELS), (is_printing_set, is_after_models)))


def pieces(reading: Reading) -> list[Claim | str]:
    """The page as Markdown and, in turn, what becomes cells: its programs and exercises."""
    found: list[Any] = [""]
    front_matter = FRONT_MATTER.match(reading.page.text)
    position = front_matter.end() if front_matter else 0
    for claim in reading.claims:
        is_exercise = claim.kind == "exercise"
        if is_exercise or claim.kind in REPLACED and not claim.inside:
            found[-1] += reading.page.text[position:claim.start] + REPLACED[claim.kind].format(claim)
            position = getattr(claim, "end_of_all", claim.end)       # an exercise's own end is its mark's
            if is_exercise or claim.kind in PROGRAMS:
                found += [claim, ""]
    found[-1] += reading.page.text[position:]
    return found


def markdown(text: str, reading: Reading, site: str) -> str:
    """Markdown whose links and images are on the site, without comments and elements that need a script."""
    def image(match: re.Match) -> str:
        if not is_drawn(match["name"]):
            return ""           # a program's own drawing, which its cell shows
        return f"![{match['alt'].replace('`', '')}]({urljoin(site, place_of(reading))}{match['name']}.svg)"

    def piece(match: re.Match) -> str:
        if match.lastgroup == "comment" or (match.lastgroup == "tag" and ELEMENT.search(match[0])):
            return ""
        source = urljoin(site, reading.page.path.name)
        return on_site(match[0], source) if match.lastgroup == "target" else match[0]

    return BLANK_LINES.sub("\n\n", IMAGE.sub(image, SPAN.sub(piece, text))).strip()


def on_site(link: str, source: str) -> str:
    """A link within the book, ``](411.md#id)``, as an address of the site; others stay. ``source`` is the
    address of the page that has it, with the suffix of its file: https://host/book/412.md."""
    match = TARGET.fullmatch(link)
    return f"]({address(urljoin(source, match['page'] or ''))}{match['rest'] or ''})" if match else link


def address(source: str) -> str:
    """The address of the page that a source makes: "411/" for 411.md, "" for index.md."""
    return SUFFIX.sub("/", source.removesuffix("index.md"))


def address_of(reading: Reading) -> str:
    """Where the page is below the address of its language's pages: "411/"."""
    return address(reading.page.path.name)


def place_of(reading: Reading) -> str:
    """Where the page's downloads are below the address of its language's pages."""
    return f"downloads/{reading.page.path.stem}/"


def packages(reading: Reading) -> set[str]:
    """The packages beyond Python's own that the page's programs import."""
    texts = {claim.program.text for claim in reading.claims if claim.kind in PROGRAMS}
    return set().union(*map(imported_packages, texts)) - sys.stdlib_module_names


def download_link(text: str, name: str, folder: str = "") -> str:
    """Markdown that offers a file in a folder, "" or "downloads/411/", to download."""
    return f"[{text}]({folder}{name}){{ download={name} }}"


def colab(path: str, words: dict[str, str]) -> str:
    """Markdown, to go behind the link to a notebook, at ``path`` below the site, that opens it in Colab; ""
    where the repository isn't known, whose branch of notebooks .github/workflows/nightly.yml pushes."""
    repository = os.environ.get("REPOSITORY", "")
    address = COLAB.format(repository=repository, path=path)
    return f" · [{words['colab']}]({address})" if REPOSITORY.fullmatch(repository) else ""
