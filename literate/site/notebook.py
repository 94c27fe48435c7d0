"""A page → the same page as a Jupyter notebook: its text as Markdown cells, its programs as code cells.

An edit becomes its difference, as text, and the whole program that it makes, as code. Outputs are left out,
since running the notebook prints them, and so is what only a browser can do. Figures are shown from the site:
JupyterLab shows no SVG that is attached to a cell. Below the title a cell tells which versions are not those
whose numbers the page shows: what such versions print otherwise is drift.
"""

import os
import re
import sys
from collections.abc import Iterator, Set
from functools import partial
from itertools import compress
from urllib.parse import urljoin

import jupytext
import nbformat

from literate.claims.claim import Reading
from literate.claims.exercise import ExerciseClaim
from literate.claims.unclaimed_digits import ELEMENTS
from literate.labels import labels
from literate.pages.page import FRONT_MATTER
from literate.pages.spans import SPAN
from literate.programs.machine import installed_version
from literate.programs.syntax import imported_packages
from literate.site import exercises
from literate.site.drawings import IMAGE, is_drawn
from literate.site.report import versions
from literate.site.templates import fill

FENCE = re.compile("```(?:output|(py)thon)")             # in exercises: what is no language, or a cell's
ELEMENT = re.compile("|".join(ELEMENTS))
BLANK_LINES = re.compile(r"\n{3,}")
TARGET = re.compile(r"\]\((?P<page>[\w/.]+\.(?:md|py))?(?P<rest>[?#][^\s)]*)?\)")
PROGRAMS = ("program", "edit", "inline")                # kinds of claims that become cells
# What stands in the Markdown for what becomes a cell, is left out, or has a language of the site's alone.
REPLACED = {"program": "**{0.program.name}**", "inline": "", "output": "",
            "edit": "**{0.program.name}**\n\n```diff\n{0.text}\n```", "illustration": "```\n{0.text}\n```"}
PRINTING = "np.set_printoptions("
FLOATS = "tf.keras.backend.set_floatx("
UNDO_PRINTING = "np.set_printoptions(precision=8, formatter=None)"
UNDO_MODELS = "tf.keras.backend.clear_session()"
NAMES = re.compile(r"\.(?:name|path)\b")                # which Keras numbers as models are made
AT_START = ("XLA_FLAGS", "trace_export")                # what TensorFlow heeds or tells once in a process
COLAB = "https://colab.research.google.com/github/{repository}/blob/notebooks/{path}"
SHOWN = ("numpy", "tensorflow", "keras", "matplotlib")         # whose versions decide what is printed
METADATA = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}


def whole(reading: Reading, language: str, site: str) -> str:
    """The page as an .ipynb file, not executed; ``site`` is the address of all pages in its language."""
    cut = {"extension": ".md", "split_at_heading": True}
    notebook = jupytext.reads("\n\n".join(filter(None, parts(reading, language, site))), cut)
    return finished(notebook, packages(reading), urljoin(site, address_of(reading)), language)


def finished(notebook: nbformat.NotebookNode, names: Set[str], address: str, language: str) -> str:
    """The notebook of the page at ``address``, whose programs import ``names``, as a file. It says below its
    title what it is, and in a cell which versions here aren't those that the numbers hold for."""
    cells, notebook.metadata = notebook.cells, METADATA
    title, _, rest = cells[0].source.partition("\n")
    cells[0].source = "\n\n".join([title, about("notebook", names, address, language), rest.strip()]).rstrip()
    shown = [name for name in SHOWN if name in names | ({"keras"} if "tensorflow" in names else set())]
    installed = {name: installed_version(name) for name in shown}
    if installed:
        cells.insert(1, nbformat.v4.new_code_cell(fill("versions.txt", versions=installed)))
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    return nbformat.writes(notebook) + "\n"                     # which validates it, all at once


def about(part: str, names: Set[str], address: str, language: str) -> str:
    """What a download, by its ``part`` of the labels, says of the page at ``address`` and its programs, which
    import ``names``."""
    needs = " ".join(["pip install", *sorted(names)])
    return labels(language)[part]["about"].format(address=address, needs=needs, versions=versions())


def parts(reading: Reading, language: str, site: str) -> Iterator[str]:
    """The page as Markdown in pieces: each fence of Python becomes a cell, headings begin one."""
    def said(start: int, end: int) -> str:
        return FENCE.sub(r"```\1", markdown(reading.page.text[start:end], reading, site))

    words, above, front_matter = labels(language), "", FRONT_MATTER.match(reading.page.text)
    position = front_matter.end() if front_matter else 0
    for claim in reading.claims:
        if isinstance(claim, ExerciseClaim):
            yield said(position, claim.start)
            yield "\n" + exercises.shown("exercise.md", claim, words["exercise"], said)
            position = claim.end_of_all
        elif claim.kind in REPLACED and not claim.inside:
            yield said(position, claim.start)
            yield REPLACED[claim.kind].format(claim)
            position = claim.end
        if claim.kind in PROGRAMS and not claim.inside:
            program = claim.program.text
            if undo := undo_code(program, above):
                yield f"\n{words['notebook']['undo']}\n\n```python\n{undo}\n```"
            if "tensorflow" in above and any(word in program for word in AT_START):
                yield f"\n{words['notebook']['restart']}"
            yield f"```python\n{program}```"
            above += f"{undo}\n{program}"
    yield said(position, len(reading.page.text))


def undo_code(program: str, above: str) -> str:
    """The code that makes a program run as by itself after the code ``above`` it, "" where none is needed."""
    is_printing_set = PRINTING not in program and above.rfind(PRINTING) > above.rfind(UNDO_PRINTING)
    is_after_models = "tf.keras" in above and (FLOATS in program or NAMES.search(program))
    return "\n".join(compress((UNDO_PRINTING, UNDO_MODELS), (is_printing_set, is_after_models)))


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
        return TARGET.sub(partial(on_site, source), match[0]) if match.lastgroup == "target" else match[0]

    return BLANK_LINES.sub("\n\n", IMAGE.sub(image, SPAN.sub(piece, text))).strip()


def on_site(source: str, link: re.Match) -> str:
    """A link within the book, ``](411.md#id)``, as an address of the site. ``source`` is the address of the
    page that has it, with the suffix of its file: https://host/book/412.md."""
    return f"]({address(urljoin(source, link['page'] or ''))}{link['rest'] or ''})"


def address(source: str) -> str:
    """The address of the page that a source makes: "411/" for 411.md, "" for index.md."""
    return re.sub(r"\.(?:md|py)$", "/", source.removesuffix("index.md"))


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
    return f" · [{words['colab']}]({address})" if repository else ""
