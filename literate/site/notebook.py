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
from urllib.parse import urljoin

import nbformat

from literate.claims.claim import Claim, Reading, programs_of
from literate.claims.completeness import ELEMENTS
from literate.claims.exercise import ExerciseClaim
from literate.labels import labels
from literate.pages.page import FRONT_MATTER
from literate.pages.spans import SPAN
from literate.programs.program import Program
from literate.programs.run_cache import installed_version
from literate.programs.syntax import imported_packages
from literate.report import versions
from literate.site import exercises
from literate.site.drawings import IMAGE, draw_file, is_drawn

HEADING = re.compile(r"^(?=#{2,} )", re.MULTILINE)
ELEMENT = re.compile("|".join(ELEMENTS))
BLANK_LINES = re.compile(r"\n{3,}")
TARGET = re.compile(r"\]\((?P<page>[\w/]+\.(?:md|py))?(?P<rest>[?#]\S*)?\)")
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


def notebook(reading: Reading, language: str, site: str) -> str:
    """The page as an .ipynb file, not executed; ``site`` is the address of all pages in its language."""
    cells = [{"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": source,
              **({"execution_count": None, "outputs": []} if kind == "code" else {})}
             for number, (kind, source) in enumerate(parts(reading, language, site))]
    whole = {"cells": cells, "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}
    return nbformat.writes(nbformat.from_dict(whole)) + "\n"     # which validates it, all at once


def parts(reading: Reading, language: str, site: str) -> Iterator[tuple[str, str]]:
    """The kind and the source of each cell in page order; Markdown is cut where a heading begins."""
    words, above = labels(language)["notebook"], ""
    for piece in pieces(reading):
        if isinstance(piece, ExerciseClaim):
            for kind, source in exercises.cells(piece, labels(language)["exercise"]):
                yield kind, source if kind == "code" else markdown(source, reading, site)
            continue
        if isinstance(piece, Program):
            if undo := undo_code(piece.text, above):
                yield "markdown", words["undo"]
                yield "code", undo
            if "tensorflow" in above and any(word in piece.text for word in AT_START):
                yield "markdown", words["restart"]
            above += f"{undo}\n{piece.text}"
            yield "code", piece.text.rstrip("\n")
            continue
        if piece.startswith("# "):
            piece = introduced(piece, packages(reading), urljoin(site, address_of(reading)), words)
        for section in HEADING.split(piece):
            if section.strip():
                yield "markdown", markdown(section, reading, site)
            if section.startswith("# ") and packages(reading):
                yield "code", comparison(packages(reading))


def introduced(text: str, names: set[str], address: str, words: dict[str, str]) -> str:
    """Markdown that begins with a page's title, and what a notebook of the page at ``address`` says below it;
    its programs import ``names``."""
    title, _, rest = text.partition("\n")
    about = words["about"].format(address=address, needs=needs(names), versions=versions())
    return f"{title}\n\n{about}\n\n{rest}"


def comparison(names: set[str]) -> str:
    """The code that tells which versions of the packages ``names`` aren't those that the numbers hold for."""
    names = names | ({"keras"} if "tensorflow" in names else set())
    return COMPARE.format(versions={name: installed_version(name) or installed_version(f"{name}-cpu")
                                    for name in SHOWN if name in names})


def undo_code(program: str, above: str) -> str:
    """The code that makes a program run as by itself after the code ``above`` it, "" where none is needed."""
    lines = []
    if PRINTING not in program and above.rfind(PRINTING) > above.rfind(UNDO_PRINTING):
        lines.append(UNDO_PRINTING)
    if (FLOATS in program or NAMES.search(program)) and "tf.keras" in above:    # before the first model
        lines.append(UNDO_MODELS)
    return "\n".join(lines)


def pieces(reading: Reading) -> Iterator[Program | ExerciseClaim | str]:
    """The page as programs, exercises and the Markdown between them, without what a notebook doesn't show."""
    front_matter = FRONT_MATTER.match(reading.page.text)
    position, text = front_matter.end() if front_matter else 0, ""
    for claim in reading.claims:
        if isinstance(claim, ExerciseClaim):
            yield (text + reading.page.text[position:claim.start]).strip()
            yield claim
            position, text = claim.end_of_all, ""
        elif not claim.inside and claim.kind in ("program", "edit", "inline", "output", "illustration",
                                                 "twins"):
            text += reading.page.text[position:claim.start] + replacement(claim)
            position = claim.end
            if claim.kind in ("program", "edit", "inline"):
                yield text.strip()
                yield claim.program
                text = ""
    yield (text + reading.page.text[position:]).strip()


def replacement(claim: Claim) -> str:
    """What stands in the Markdown for a fence or comment of the page; for a program, its name."""
    if claim.kind == "program":
        return f"\n**{claim.program.name}**\n"
    if claim.kind == "edit":
        return f"\n**{claim.program.name}**\n\n```diff\n{claim.text}\n```\n"
    return f"\n```\n{claim.text}\n```\n" if claim.kind == "illustration" else ""


def markdown(text: str, reading: Reading, site: str) -> str:
    """Markdown whose links and images are on the site, without comments and elements that need a script."""
    def image(match: re.Match) -> str:
        if not is_drawn(match["name"]):
            return ""           # a program's own drawing, which its cell shows
        return f"![{match['alt'].replace('`', '')}]({urljoin(site, place_of(reading))}{match['name']}.svg)"

    def piece(match: re.Match) -> str:
        if match.lastgroup == "comment" or (match.lastgroup == "tag" and ELEMENT.search(match[0])):
            return ""
        return absolute(match[0], reading, site) if match.lastgroup == "target" else match[0]

    return BLANK_LINES.sub("\n\n", IMAGE.sub(image, SPAN.sub(piece, text))).strip()


def absolute(target: str, reading: Reading, site: str) -> str:
    """The target of a link within the book, ``](411.md#id)``, as an address of the site; others stay."""
    match = TARGET.fullmatch(target)
    if not match:
        return target
    name = address_of(reading) if match["page"] is None else address(match["page"])
    return f"]({urljoin(site, name)}{match['rest'] or ''})"


def address_of(reading: Reading) -> str:
    """Where the page is below the address of its language's pages: "411/"."""
    return address(reading.page.path.name)


def address(source: str) -> str:
    """The address of the page that a source file makes: "411/" for 411.md, "" for index.md."""
    stem = source.rpartition(".")[0]
    return "" if stem == "index" else f"{stem}/"


def place_of(reading: Reading) -> str:
    """Where the page's downloads are below the address of its language's pages."""
    return f"downloads/{reading.page.path.stem}/"


def needs(names: set[str]) -> str:
    """The command that installs packages."""
    return " ".join(["pip install", *sorted(names)])


def packages(reading: Reading) -> set[str]:
    """The packages beyond Python's own that the page's programs import."""
    cells = [claim for claim in reading.claims if claim.kind in ("program", "edit", "inline")]
    names = set().union(*(imported_packages(program.text) for program in programs_of(cells)))
    return names - sys.stdlib_module_names


def colab(path: str) -> str:
    """The address that opens a notebook of the site, at ``path`` below it, in Colab; "" where the repository
    isn't known, whose branch of notebooks .github/workflows/nightly.yml pushes.
    """
    repository = os.environ.get("REPOSITORY", "")
    return COLAB.format(repository=repository, path=path) if REPOSITORY.fullmatch(repository) else ""


def drawings(reading: Reading, language: str) -> dict[str, str]:
    """The figures that the page's notebook shows, each an SVG file, by file name."""
    found = [match["name"] for match in IMAGE.finditer(reading.page.text) if is_drawn(match["name"])]
    return {f"{name}.svg": draw_file(name, language) for name in found}
