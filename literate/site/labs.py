"""Labs: notebooks that become pages like all others, and can be downloaded.

A lab is docs/*/labs/*.py in jupytext's py:percent form. The plugin mkdocs-jupyter makes it a page; what it
would show there is not for readers: half a megabyte of styles in each page, formulas left as LaTeX, plots
without words. So the plugin here turns it into Markdown, which goes the way of every page, with what its
cells print and draw when it runs as the book's programs do.
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
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from nbformat import NotebookNode

from literate.findings import Finding
from literate.labels import labels
from literate.programs.pool import Pool
from literate.programs.program import Program
from literate.programs.syntax import imported_packages
from literate.site import exercises, lab_trials
from literate.site.configuration import BuildFailed
from literate.site.extension import fence
from literate.site.languages import folder_of
from literate.site.notebook import colab, comparison, introduced
from literate.site.plots import drawing

START = re.compile("^# %%.*", re.MULTILINE)
BOUNDARY = "␞"
# How the plots of labs are written: text as text, and no more points than are seen.
PLOTS = "__import__('matplotlib').rcParams.update({'svg.fonttype': 'none', 'path.simplify_threshold': 1})"
SOLUTION = re.compile(r"```python\n(.*?)```", re.DOTALL)
TRIALS = inspect.getsource(lab_trials)
FOLD = '<details{} markdown="1"><summary>{}</summary>\n\n{}\n\n</details>'
HEADING = re.compile(r"^## (.*)", re.MULTILINE)
LINK = re.compile(r"\]\((?P<page>(?:\.\./)*\w+)\.(?:md|py)(?P<anchor>#[^)]*)?\)")


class Labs(BasePlugin):
    """Gives labs their notebook to download, and turns what was executed into their page."""

    def __init__(self, language: str):
        super().__init__()
        self.language = language

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add each lab's notebook to the files of the site."""
        for lab in [file for file in files if is_lab(file)]:
            text = download(lab.content_string, urljoin(config.site_url, lab.src_uri), self.language)
            name = lab.src_uri.removesuffix(".py") + ".ipynb"
            files.append(File.generated(config, name, content=text))
        return files

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> Page:
        """Let a lab be rendered from what its cells gave. Raises BuildFailed then, where one fails."""
        if is_lab(page.file):
            def render(config: MkDocsConfig, files: Files) -> None:
                """Execute the lab, or take what is kept of that, and render it as any page."""
                path = Path("docs", self.language, page.file.src_uri)
                notebook = executed(page.file.content_string, path)
                page.meta["description"] = notebook.metadata.get("description")
                page.markdown = markdown(notebook, path, labels(self.language))
                Page.render(page, config, files)

            page.render = render            # type: ignore[method-assign]     # not mkdocs-jupyter's
        return page


def is_lab(file: File) -> bool:
    """Whether a file below docs/ko or docs/en is a lab."""
    return file.src_uri.startswith("labs/") and file.src_uri.endswith(".py")


# --- to download --------------------------------------------------------------------------


def download(text: str, address: str, language: str) -> str:
    """A lab as a notebook, not executed, that says what those of sections do; its links lead to the site,
    where the lab is at ``address`` with .py for its end."""
    def absolute(link: re.Match) -> str:
        return f"]({urljoin(address, link['page'])}/{link['anchor'] or ''})"

    notebook = jupytext.reads(text, fmt="py:percent")
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = LINK.sub(absolute, cell.source)
    first, names = notebook.cells[0], imported_packages(text) - sys.stdlib_module_names
    page = f"{address.removesuffix('.py')}/"
    first.source = introduced(first.source, names, page, labels(language)["notebook"])
    notebook.cells.insert(1, nbformat.v4.new_code_cell(comparison(names)))
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number}"           # jupytext's are random
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
    """A lab's cells; the ``metadata`` have the ``line`` of each, what it ``printed`` and its ``plots`` (SVG).

    Raises BuildFailed where a cell fails, warns, or ends with a value, which notebooks alone would show.
    """
    program = program_of(text, path)
    run = Pool().run([program])[program.text]
    if run.error:
        raise wrong(path, run.error_line, f"this cell fails: {run.error.rstrip('.')}.",
                    "Every cell must run while the answers are still open.")
    if run.stderr:
        raise wrong(path, 1, f"the lab writes to stderr: {run.stderr.strip()}", "Leave no warnings.")
    notebook = jupytext.reads(text, fmt="py:percent")
    _, *pieces = run.stdout.split(BOUNDARY)
    drawn = [*map(int, pieces[::2]), len(run.figures)]
    for number, cell in enumerate(notebook.cells):
        cell.metadata |= {"line": line_of(text, number), "printed": pieces[2 * number + 1],
                          "plots": run.figures[drawn[number]:drawn[number + 1]]}
        if cell.cell_type == "code" and ends_with_value(cell.source):
            raise wrong(path, cell.metadata.line, "this cell ends with a value, which is not shown here.",
                        "Print it or draw it with matplotlib.")
    return notebook


def ends_with_value(source: str) -> bool:
    """Whether a cell's last statement is an expression, other than a call such as ``plt.show()``."""
    last = ast.parse(source.replace("%config", "# ")).body[-1]
    return isinstance(last, ast.Expr) and not isinstance(last.value, ast.Call)


def wrong(path: Path, line: int, problem: str, advice: str) -> BuildFailed:
    """What stops the build, for the lab in the file ``path``."""
    return BuildFailed(Finding(path, line, problem, advice))


def line_of(text: str, number: int) -> int:
    """The line of a lab's file where its cell of that number begins."""
    return [n for n, line in enumerate(text.splitlines(), start=1) if line.startswith("# %%")][number]


# --- as a page ----------------------------------------------------------------------------


def markdown(notebook: NotebookNode, path: Path, words: dict[str, dict[str, str]]) -> str:
    """The executed lab as the site's Markdown, with a link to its notebook below the title."""
    pieces, asked, cells = [], [], iter(enumerate(notebook.cells))
    for number, cell in cells:
        if "ask" in cell.metadata:
            tried, cell.metadata.printed = json.loads(cell.metadata.printed), ""
            (check_number, check), (_, solution) = next(cells), next(cells)
            shown = [*code(cell, f"{path.stem}_{number}", path, words["lab"]),
                     *code(check, f"{path.stem}_{check_number}", path, words["lab"])]
            asked.append(f"exercise-{len(asked) + 1}")
            for field, label in zip(tried["fields"], cell.metadata.get("labels", [""])):
                field["label"] = label          # in the place of the name that the notebook's code has for it
            heading = HEADING.findall("\n".join(pieces))[-1]
            hint = cell.metadata.get("hint")
            pieces += exercise(asked[-1], heading, hint, tried, shown, solution.source, words)
            continue
        tags, shown = cell.metadata.get("tags", []), [cell.source]
        if cell.cell_type == "code":
            shown = [*code(cell, f"{path.stem}_{number}", path, words["lab"])]
        if "setup" in tags:
            shown = [FOLD.format("", words["lab"]["setup"], "\n\n".join(shown))]
        if "solution" in tags:          # into the latest exercise's solution, above its two ends
            pieces[-2:-2] = shown
        else:
            pieces += shown
    title, _, rest = pieces[0].partition("\n")
    link = f"[{words['lab']['download']}]({path.stem}.ipynb){{ download={path.stem}.ipynb }}"
    if opened := colab(f"{folder_of(path.parent.parent.name)}labs/{path.stem}.ipynb"):
        link += f" · [{words['lab']['colab']}]({opened})"
    scripts = exercises.scripts(words["exercise"], "../../") if asked else ""
    return "\n\n".join([title, link, rest, *pieces[1:], scripts])


def exercise(name: str, title: str, hint: str, tried: dict, cells: list[str], solution: str,
             words: dict[str, dict[str, str]]) -> Iterator[str]:
    """An exercise, titled as its section: what docs/assets/js/exercises/ makes fields of, what the code of a
    hint prints, the notebook's cells, and its solution."""
    printed = tried.pop("hint").rstrip()
    data = html.escape(json.dumps(tried, ensure_ascii=False))
    yield f'<div class="exercise" id="{name}" data-lab="{data}" markdown="1">'
    yield f'<p class="exercise-title">{html.escape(title)}</p>'
    if hint:
        shown = fence(".python", f"{name}_hint", hint), fence(".output", f"{name}_printed", printed)
        yield FOLD.format(' class="exercise-hint"', words["exercise"]["hint"], "\n\n".join(shown))
    yield FOLD.format(' class="lab-cells" open', words["lab"]["cells"], "\n\n".join(cells))
    answer = '<details class="solution exercise-answer" markdown="1">'
    yield solution.replace("<details>", answer).removesuffix("</details>")
    yield "</details>"
    yield "</div>"


def code(cell: NotebookNode, name: str, path: Path, words: dict[str, str]) -> Iterator[str]:
    """A cell of code, what it printed and what it drew."""
    printed = cell.metadata.printed.rstrip()
    title = next((words[tag] for tag in cell.metadata.get("tags", []) if tag in ("answer", "check")), "")
    yield fence(".python", f"c{name}", cell.source.rstrip(), title=title)
    if printed:
        yield fence(".output", f"o{name}_0", printed, title=words["output"])
    for order, svg in enumerate(cell.metadata.plots, start=bool(printed)):
        yield drawn(svg, cell, f"o{name}_{order}", path)


def drawn(svg: bytes, cell: NotebookNode, name: str, path: Path) -> str:
    """A plot of a cell. Raises BuildFailed for one without words."""
    if not cell.metadata.get("alt"):
        raise wrong(path, cell.metadata.line, "this cell draws a plot that is not put into words.",
                    'Say what is to be seen in it: # %% alt="…".')
    return f'<div class="plot" data-search-exclude>{drawing(svg.decode(), cell.metadata["alt"], name)}</div>'
