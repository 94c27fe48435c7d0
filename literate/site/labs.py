"""Labs: notebooks that become pages like all others, and can be downloaded.

A lab is docs/*/labs/*.py in jupytext's py:percent form. The plugin mkdocs-jupyter makes it a page; what it
would show there is not for readers: half a megabyte of styles in each page, formulas left as LaTeX, plots
without words. So language_site.py lets a lab go the way of every page, as Markdown, which is made here with
what its cells print and draw when it runs as the book's programs do.
"""

import inspect
import json
import re
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

import jupytext
from nbformat import NotebookNode

from literate.findings import Finding
from literate.programs.program import Program
from literate.programs.run import Pool
from literate.programs.syntax import imported_packages
from literate.site import lab_trials
from literate.site.configuration import BuildFailed
from literate.site.extension import fence
from literate.site.languages import folder_of
from literate.site.notebook import TARGET, address, colab, download_link, finished, on_site
from literate.site.plots import drawing
from literate.site.templates import fill

START = re.compile("^# %%.*", re.MULTILINE)
BOUNDARY = "␞"
# How the plots of labs are written: text as text, and no more points than are seen.
PLOTS = "__import__('matplotlib').rcParams.update({'svg.fonttype': 'none', 'path.simplify_threshold': 1})"
SOLUTION = re.compile(r"```python\n(.*?)```", re.DOTALL)
TRIALS = inspect.getsource(lab_trials)
HEADING = re.compile(r"^## (.*)", re.MULTILINE)


# --- to download --------------------------------------------------------------------------


def write(pages: Path, language: str, site: str) -> None:
    """Put beside each lab in the folder ``pages`` its notebook; ``site`` is the address of the language's
    pages."""
    for path in pages.glob("labs/*.py"):
        notebook = download(path.read_text("utf-8"), urljoin(site, f"labs/{path.name}"), language)
        path.with_suffix(".ipynb").write_text(notebook, "utf-8", newline="\n")


def download(text: str, source: str, language: str) -> str:
    """A lab as a notebook, not executed, that says what those of sections do; its links lead to the site,
    where the lab is at the address ``source`` without its suffix."""
    notebook = jupytext.reads(text, fmt="py:percent")
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = TARGET.sub(partial(on_site, source), cell.source)
    return finished(notebook, imported_packages(text) - sys.stdlib_module_names, address(source), language)


# --- executed -----------------------------------------------------------------------------


def programs(folder: Path) -> list[Program]:
    """The labs below a folder as programs: those that run together import TensorFlow once."""
    return [program_of(path.read_text("utf-8"), path) for path in sorted(folder.glob("*/labs/*.py"))]


def program_of(text: str, path: Path) -> Program:
    """The program that a lab is, with the lab's lines.

    In the place of the line that begins a cell, it prints BOUNDARY and how many plots have been drawn. Before
    a check, as if the cell for the answer did so, it prints what becomes of answers.
    """
    begin = f"print({BOUNDARY!r}, len(__import__('glob').glob('figure-*')), end={BOUNDARY!r})"
    cells = jupytext.reads(text, fmt="py:percent").cells
    begins = [begin] * len(cells)
    for number, cell in enumerate(cells):
        if "ask" in cell.metadata:
            above = "\n".join(cell.source for cell in cells[:number] if cell.cell_type == "code")
            texts = above, SOLUTION.search(cells[number + 2].source)[1], cells[number + 1].source
            asked = cell.metadata.ask, cell.metadata.get("hint", "")
            call = f"print(Exercise(lab, *{texts}).tried(*{asked}))"
            begins[number + 1] = f"exec({TRIALS + call!r}, {{'lab': globals()}}); {begin}"
    if "matplotlib" in imported_packages(text):
        begins[0] = f"{PLOTS}; {begin}"
    left = iter(begins)
    return Program(path.name, START.sub(lambda start: next(left), text), path)


def executed(text: str, path: Path) -> NotebookNode:
    """A lab's cells; the ``metadata`` have what each ``printed`` and its ``plots`` (SVG), the id is one for
    a page.

    Raises BuildFailed where a cell fails, warns or draws without words.
    """
    def wrong(line: int, problem: str, advice: str) -> BuildFailed:
        return BuildFailed(Finding(path, line, problem, advice))

    program = program_of(text, path)
    run = Pool().run([program])[program.text]
    if run.error:
        raise wrong(run.error_line, f"this cell fails: {run.error.rstrip('.')}.",
                    "Every cell must run while the answers are still open.")
    if run.stderr:
        raise wrong(1, f"the lab writes to stderr: {run.stderr.strip()}", "Leave no warnings.")
    notebook = jupytext.reads(text, fmt="py:percent")
    _, *pieces = run.stdout.split(BOUNDARY)
    drawn = [*map(int, pieces[::2]), len(run.figures)]
    for number, (cell, start) in enumerate(zip(notebook.cells, START.finditer(text))):
        plots = run.figures[drawn[number]:drawn[number + 1]]
        if plots and not cell.metadata.get("alt"):
            raise wrong(text.count("\n", 0, start.end()) + 1,
                        "this cell draws a plot that is not put into words.",
                        'Say what is to be seen in it: # %% alt="…".')
        cell["id"] = f"{path.stem}_{number}"
        cell.metadata |= {"printed": pieces[2 * number + 1].rstrip(), "plots": plots}
    return notebook


# --- as a page ----------------------------------------------------------------------------


def markdown(notebook: NotebookNode, path: Path, words: dict[str, dict[str, str]]) -> str:
    """The executed lab as the site's Markdown, with what can be done there and a link to its
    notebook below the title."""
    pieces, asked, cells = [], 0, iter(notebook.cells)
    for cell in cells:
        tags = cell.metadata.get("tags", [])
        if "ask" in cell.metadata:
            asked += 1
            heading = HEADING.findall("\n".join(pieces))[-1]
            made = exercise(f"exercise-{asked}", heading, cell, next(cells), next(cells).source, words)
            pieces += [made, "</details>", "</div>"]
        elif "setup" in tags:
            fold = f'<details markdown="1"><summary>{words["lab"]["setup"]}</summary>'
            pieces += [fold, *code(cell, words["lab"]), "</details>"]
        else:                   # what shows an answer stands in the latest solution, above its two ends
            end = len(pieces) - 2 * ("solution" in tags)
            pieces[end:end] = code(cell, words["lab"]) if cell.cell_type == "code" else [cell.source]
    title, _, rest = pieces[0].partition("\n")
    link = download_link(words["lab"]["download"], name := f"{path.stem}.ipynb")
    link += colab(f"{folder_of(path.parent.parent.name)}labs/{name}", words["downloads"])
    return "\n\n".join([title, f"{words['lab']['about']} {link}", rest, *pieces[1:]])


def exercise(name: str, title: str, answer: NotebookNode, check: NotebookNode, solution: str,
             words: dict[str, dict[str, str]]) -> str:
    """An exercise, titled as its section: what docs/assets/js/exercises/ makes fields of, what the code of a
    hint prints, the notebook's cells, and its solution, whose fold has no end yet."""
    tried, answer.metadata.printed = json.loads(answer.metadata.printed), ""
    for field, label in zip(tried["fields"], answer.metadata.get("labels", [""])):
        field["label"] = label          # in the place of the name that the notebook's code has for it
    printed, hint = tried.pop("hint").rstrip(), answer.metadata.get("hint", "")
    fences = fence(".python", f"{name}_hint", hint), fence(".output", f"{name}_printed", printed)
    return fill("lab-exercise.md", name=name, title=title, data=json.dumps(tried, ensure_ascii=False),
                hint=hint and fences, cells=[*code(answer, words["lab"]), *code(check, words["lab"])],
                solution=solution.removeprefix("<details>\n").removesuffix("</details>"), words=words)


def code(cell: NotebookNode, words: dict[str, str]) -> Iterator[str]:
    """A cell of code, what it printed and what it drew."""
    printed, tags = cell.metadata.printed, cell.metadata.get("tags", [])
    title = "".join(words[tag] for tag in tags if tag in ("answer", "check"))
    yield fence(".python", f"c{cell.id}", cell.source.rstrip(), title=title)
    if printed:
        yield fence(".output", f"o{cell.id}_0", printed, title=words["output"])
    for order, svg in enumerate(cell.metadata.plots, start=bool(printed)):
        plot = drawing(svg.decode(), cell.metadata["alt"], f"o{cell.id}_{order}")
        yield f'<div class="plot" data-search-exclude>{plot}</div>'
