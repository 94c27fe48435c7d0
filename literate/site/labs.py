"""Labs: notebooks that become pages like all others, and can be downloaded.

A lab is docs/*/labs/*.py in jupytext's py:percent form. The plugin mkdocs-jupyter makes it a page; what it
would show there is not for readers: half a megabyte of styles in each page, formulas left as LaTeX, plots
without words. So the plugin here executes it and turns it into Markdown, which goes the way of every page.
"""

from __future__ import annotations

import os
import platform
import re
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import jupytext
import nbformat
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from nbclient import NotebookClient
from nbclient.exceptions import CellControlSignal, CellExecutionError, DeadKernelError
from nbformat import NotebookNode
from traitlets.config import Config

from literate.cache import Cache, cache_folder
from literate.findings import Finding
from literate.labels import labels
from literate.programs import instruction_set
from literate.programs.run_cache import installed_version
from literate.site.configuration import BuildFailed
from literate.site.extension import fence
from literate.site.languages import folder_of
from literate.site.notebook import colab
from literate.site.plots import drawing

PLOTS = Path(__file__).with_name("matplotlibrc")            # how the plots of labs are written
PACKAGES = ("numpy", "matplotlib", "tensorflow-cpu", "tensorflow", "ipykernel", "jupytext", "nbclient")
SECONDS = 60                # for a cell
LINK = re.compile(r"\]\((?P<page>(?:\.\./)*\w+)\.(?:md|py)(?P<anchor>#[^)]*)?\)")


class Labs(BasePlugin):
    """Gives labs their notebook to download, and turns what was executed into their page."""

    def __init__(self, language: str):
        super().__init__()
        self.language = language

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add each lab's notebook to the files of the site."""
        for lab in [file for file in files if is_lab(file)]:
            text = download(lab.content_string, urljoin(config.site_url, lab.src_uri))
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
                page.markdown = markdown(notebook, path, labels(self.language)["lab"])
                Page.render(page, config, files)

            page.render = render            # type: ignore[method-assign]     # not mkdocs-jupyter's
        return page


def is_lab(file: File) -> bool:
    """Whether a file below docs/ko or docs/en is a lab."""
    return file.src_uri.startswith("labs/") and file.src_uri.endswith(".py")


# --- to download --------------------------------------------------------------------------


def download(text: str, address: str) -> str:
    """A lab as a notebook, not executed; its links lead to the site, where the lab is at ``address``."""
    def absolute(link: re.Match) -> str:
        return f"]({urljoin(address, link['page'])}/{link['anchor'] or ''})"

    notebook = jupytext.reads(text, fmt="py:percent")
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number}"           # jupytext's are random
        if cell.cell_type == "markdown":
            cell.source = LINK.sub(absolute, cell.source)
    return nbformat.writes(notebook) + "\n"


# --- executed -----------------------------------------------------------------------------


def executed(text: str, path: Path) -> NotebookNode:
    """The lab with its outputs; not executed again while nothing that they depend on has changed.

    Raises BuildFailed where a cell fails.
    """
    cache, key = Cache(cache_folder("labs")), fingerprint() + text
    if not (content := cache.get(key)):
        notebook, started = jupytext.reads(text, fmt="py:percent"), [0]
        try:
            execute(notebook, on_cell_start=lambda cell, cell_index: started.append(cell_index))
        except (CellControlSignal, DeadKernelError) as error:
            said = str(error)
            if isinstance(error, CellExecutionError):
                said = f"{error.ename}: {error.evalue}"
            problem = f"this cell fails: {said.rstrip('.')}."
            raise BuildFailed(Finding(path, line_of(text, started[-1]), problem,
                                      "Every cell must run while the answers are still open.")) from error
        content = nbformat.writes(notebook).encode()
        cache.put(key, content)
    notebook = nbformat.reads(content.decode(), as_version=4)
    for number, cell in enumerate(notebook.cells):
        cell.metadata["line"] = line_of(text, number)
    return notebook


def fingerprint() -> str:
    """Another for each set of things, beyond a lab's own text, that its outputs depend on."""
    parts = [platform.python_version(), *(f"{package} {installed_version(package)}" for package in PACKAGES)]
    parts += [f"{name}={value}" for name, value in instruction_set.environment().items()]
    return "\n".join([*parts, PLOTS.read_text("utf-8"), ""])


def execute(notebook: NotebookNode, **options: Any) -> None:
    """Execute a notebook in Jupyter, in place, whatever a machine's own settings are.

    ``options`` are NotebookClient's; raises what it raises where a cell fails.
    """
    config = Config({"KernelManager": {"transport_encryption": "auto"}})       # else it warns
    client = NotebookClient(notebook, timeout=SECONDS, kernel_name="python3", config=config, **options)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as nowhere:
        client.execute(env={**os.environ, **instruction_set.environment(), "IPYTHONDIR": nowhere,
                            "JUPYTER_CONFIG_DIR": nowhere, "MATPLOTLIBRC": str(PLOTS),
                            "MPLBACKEND": "module://matplotlib_inline.backend_inline"})


def line_of(text: str, number: int) -> int:
    """The line of a lab's file where its cell of that number begins."""
    return [n for n, line in enumerate(text.splitlines(), start=1) if line.startswith("# %%")][number]


# --- as a page ----------------------------------------------------------------------------


def markdown(notebook: NotebookNode, path: Path, words: dict[str, str]) -> str:
    """The executed lab as the site's Markdown, with a link to its notebook below the title."""
    pieces = []
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type == "markdown":
            pieces.append(cell.source.replace("<details>", '<details markdown="1">'))
            continue
        name = f"{path.stem}_{number}"
        title = next((words[tag] for tag in cell.metadata.get("tags", []) if tag in words), "")
        pieces.append(fence(".python", f"c{name}", cell.source.rstrip(), title=title))
        for order, output in enumerate(cell.outputs):
            pieces.append(shown(output, cell, f"o{name}_{order}", path, words))
    title, _, rest = pieces[0].partition("\n")
    link = f"[{words['download']}]({path.stem}.ipynb){{ download={path.stem}.ipynb }}"
    if opened := colab(f"{folder_of(path.parent.parent.name)}labs/{path.stem}.ipynb"):
        link += f" · [{words['colab']}]({opened})"
    return "\n\n".join([title, link, rest, *pieces[1:]])


def shown(output: NotebookNode, cell: NotebookNode, name: str, path: Path, words: dict[str, str]) -> str:
    """What a cell printed or drew. Raises BuildFailed for anything else, and for a plot without words."""
    line = cell.metadata["line"]
    if output.output_type == "stream" and output.name == "stdout":
        return fence(".output", name, output.text.rstrip(), title=words["output"])
    if output.output_type == "stream" and "Warning" not in output.text:
        return ""       # what matplotlib says when it meets a machine for the first time
    if "image/svg+xml" not in output.get("data", {}):
        raise BuildFailed(Finding(path, line, "this cell shows something that is neither printed nor drawn "
                                  "as SVG.", "Print it or draw it with matplotlib, and leave no warnings."))
    if not cell.metadata.get("alt"):
        raise BuildFailed(Finding(path, line, "this cell draws a plot that is not put into words.",
                                  'Say what is to be seen in it: # %% alt="…".'))
    svg = drawing(output.data["image/svg+xml"], cell.metadata["alt"], name)
    return f'<div class="plot" data-search-exclude>{svg}</div>'
