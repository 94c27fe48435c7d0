"""Labs: notebooks that become pages like all others, and can be downloaded.

A lab is docs/*/labs/*.py in jupytext's py:percent form. The plugin mkdocs-jupyter makes it a page; what it
would show there is not for readers: half a megabyte of styles in each page, formulas left as LaTeX, plots
without words. So language_site.py lets a lab go the way of every page, as Markdown, which is made here with
what its cells print and draw when it runs as the book's programs do.
"""

from __future__ import annotations

import ast
import html
import inspect
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import jupytext
import nbformat
from nbformat import NotebookNode

from literate.findings import Finding
from literate.programs.pool import Pool
from literate.programs.program import Program
from literate.programs.syntax import imported_packages
from literate.site import exercises, lab_trials
from literate.site.configuration import BuildFailed
from literate.site.extension import fence
from literate.site.languages import folder_of
from literate.site.notebook import TARGET, address, colab, download_link, introduce, on_site
from literate.site.plots import drawing

START = re.compile("^# %%.*", re.MULTILINE)
BOUNDARY = "␞"
# How the plots of labs are written: text as text, and no more points than are seen.
PLOTS = "__import__('matplotlib').rcParams.update({'svg.fonttype': 'none', 'path.simplify_threshold': 1})"
SOLUTION = re.compile(r"```python\n(.*?)```", re.DOTALL)
TRIALS = inspect.getsource(lab_trials)
FOLD = '<details{} markdown="1"><summary>{}</summary>\n\n{}\n\n</details>'
SOLVED = '<details class="solution exercise-answer" markdown="1">'
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
            cell.source = TARGET.sub(lambda link: on_site(link[0], source), cell.source)
    introduce(notebook.cells, imported_packages(text) - sys.stdlib_module_names, address(source), language)
    return nbformat.writes(notebook) + "\n"


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
    cells = iter(tried(jupytext.reads(text, fmt="py:percent").cells))
    text = START.sub(lambda start: f"{next(cells)}{begin}", text)
    if "matplotlib" in imported_packages(text):
        text = text.replace(begin, f"{PLOTS}; {begin}", 1)
    return Program(path.name, text, path, recorded=False)


def tried(cells: list[NotebookNode]) -> list[str]:
    """By cell, the statements that try answers in it, where it checks some that a page asks for; else "".
    """
    found = [""] * len(cells)
    for number, cell in enumerate(cells):
        if "ask" in cell.metadata:
            above = "\n".join(cell.source for cell in cells[:number] if cell.cell_type == "code")
            check, solution = cells[number + 1].source, SOLUTION.search(cells[number + 2].source)[1]
            asked = f"{cell.metadata.ask!r}, {cell.metadata.get('hint', '')!r}"
            call = f"print(Exercise(lab, {above!r}, {solution!r}, {check!r}).tried({asked}))"
            found[number + 1] = f"exec({TRIALS + call!r}, {{'lab': globals()}}); "
    return found


def executed(text: str, path: Path) -> NotebookNode:
    """A lab's cells; the ``metadata`` have what each ``printed`` and its ``plots`` (SVG), the id is one for
    a page.

    Raises BuildFailed where a cell fails, warns, draws without words, or ends with a value, which notebooks
    alone would show.
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
    lines = [line for line, code in enumerate(text.splitlines(), start=1) if code.startswith("# %%")]
    for number, (cell, line) in enumerate(zip(notebook.cells, lines)):
        plots = run.figures[drawn[number]:drawn[number + 1]]
        if plots and not cell.metadata.get("alt"):
            raise wrong(line, "this cell draws a plot that is not put into words.",
                        'Say what is to be seen in it: # %% alt="…".')
        if cell.cell_type == "code" and ends_with_value(cell.source):
            raise wrong(line, "this cell ends with a value, which is not shown here.",
                        "Print it or draw it with matplotlib.")
        cell["id"] = f"{path.stem}_{number}"
        cell.metadata |= {"printed": pieces[2 * number + 1], "plots": plots}
    return notebook


def ends_with_value(source: str) -> bool:
    """Whether a cell's last statement is an expression, other than a call such as ``plt.show()``."""
    last = ast.parse(source.replace("%config", "# ")).body[-1]
    return isinstance(last, ast.Expr) and not isinstance(last.value, ast.Call)


# --- as a page ----------------------------------------------------------------------------


def markdown(notebook: NotebookNode, path: Path, words: dict[str, dict[str, str]]) -> str:
    """The executed lab as the site's Markdown, with what can be done there and a link to its
    notebook below the title."""
    pieces, asked, cells = [], 0, iter(notebook.cells)
    for cell in cells:
        if "ask" in cell.metadata:
            asked += 1
            heading = HEADING.findall("\n".join(pieces))[-1]
            pieces += exercise(asked, heading, cell, next(cells), next(cells).source, words)
            continue
        tags = cell.metadata.get("tags", [])
        shown = [*code(cell, words["lab"])] if cell.cell_type == "code" else [cell.source]
        if "setup" in tags:
            shown = [FOLD.format("", words["lab"]["setup"], "\n\n".join(shown))]
        if "solution" in tags:          # into the latest exercise's solution, above its two ends
            pieces[-2:-2] = shown
        else:
            pieces += shown
    title, _, rest = pieces[0].partition("\n")
    link = download_link(words["lab"]["download"], name := f"{path.stem}.ipynb")
    link += colab(f"{folder_of(path.parent.parent.name)}labs/{name}", words["downloads"])
    scripts = exercises.scripts(words["exercise"], "../../") if asked else ""
    return "\n\n".join([title, f"{words['lab']['about']} {link}", rest, *pieces[1:], scripts])


def exercise(number: int, title: str, answer: NotebookNode, check: NotebookNode, solution: str,
             words: dict[str, dict[str, str]]) -> Iterator[str]:
    """An exercise, titled as its section: what docs/assets/js/exercises/ makes fields of, what the code of a
    hint prints, the notebook's cells, and its solution."""
    tried, answer.metadata.printed = json.loads(answer.metadata.printed), ""
    for field, label in zip(tried["fields"], answer.metadata.get("labels", [""])):
        field["label"] = label          # in the place of the name that the notebook's code has for it
    printed = tried.pop("hint").rstrip()
    data = html.escape(json.dumps(tried, ensure_ascii=False))
    name = f"exercise-{number}"
    yield f'<div class="exercise" id="{name}" data-lab="{data}" markdown="1">'
    yield f'<p class="exercise-title">{html.escape(title)}</p>'
    if hint := answer.metadata.get("hint"):
        shown = fence(".python", f"{name}_hint", hint), fence(".output", f"{name}_printed", printed)
        yield FOLD.format(' class="exercise-hint"', words["exercise"]["hint"], "\n\n".join(shown))
    cells = "\n\n".join([*code(answer, words["lab"]), *code(check, words["lab"])])
    yield FOLD.format(' class="lab-cells" open', words["lab"]["cells"], cells)
    yield solution.replace("<details>", SOLVED).removesuffix("</details>")
    yield "</details>"
    yield "</div>"


def code(cell: NotebookNode, words: dict[str, str]) -> Iterator[str]:
    """A cell of code, what it printed and what it drew."""
    printed = cell.metadata.printed.rstrip()
    kinds = [tag for tag in cell.metadata.get("tags", []) if tag in ("answer", "check")]
    yield fence(".python", f"c{cell.id}", cell.source.rstrip(), title="".join(map(words.get, kinds)))
    if printed:
        yield fence(".output", f"o{cell.id}_0", printed, title=words["output"])
    for order, svg in enumerate(cell.metadata.plots, start=bool(printed)):
        plot = drawing(svg.decode(), cell.metadata["alt"], f"o{cell.id}_{order}")
        yield f'<div class="plot" data-search-exclude>{plot}</div>'
