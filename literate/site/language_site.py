"""One language of the site: its pages laid out for mkdocs, and built by it, all or those that changed.

Before mkdocs: pages, assets, what programs drew, traces and downloads are put into a folder. Then mkdocs
makes HTML of them in another. This module alone calls mkdocs.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from jinja2 import FileSystemBytecodeCache
from mkdocs.commands import build as mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from literate.changes import changes
from literate.claims.claim import Reading
from literate.labels import labels
from literate.programs.syntax import imports_tensorflow
from literate.report import report
from literate.site import answers, downloads, labs, search
from literate.site.book import Book
from literate.site.configuration import BuildFailed, load, messages
from literate.site.extension import PageExtension, anchors
from literate.site.languages import folder_of, languages
from literate.site.plots import in_palette
from literate.viewer import trace_files

GENERATED = ("asks", "downloads", "figures", "runs", "traces")       # folders beside the pages


class LanguageSite(BasePlugin):
    """One language of the book of the project below ``root``; ``folder`` is where it is laid out and built.

    As a plugin, it gives mkdocs the search's index of its pages, labs as Markdown and, so that a build that
    reads only some pages is quick, the titles of the others and the compiled templates of the build before.
    ``address`` is where the whole site will be. A draft shows what is wrong instead of being refused.
    ``titles``, by the files of pages, are known once all are built.
    """

    def __init__(self, root: Path, code: str, address: str, book: Book, folder: Path, draft: bool):
        super().__init__()
        self.root, self.code, self.book, self.draft = root, code, book, draft
        self.address = urljoin(address, folder_of(code))
        self.source, self.pages, self.out = root / "docs" / code, folder / "pages", folder / "site"
        self.titles: dict[str, str] = {}

    def own(self, readings: Iterable[Reading]) -> list[Reading]:
        """Those of the pages that are in this language."""
        return [reading for reading in readings if reading.page.path.is_relative_to(self.source)]

    def build(self, again: list[Reading] | None = None) -> dict[str, str] | BuildFailed:
        """Lay out and build everything, or, of what was built, the pages ``again``; gives the titles of all
        pages, or what mkdocs has to say: it is for another process, and no failure leaves one by itself.
        """
        if again is None:
            self.lay_out()
        else:
            self.lay_out_pages(self.own(again))
        with messages() as said:
            try:
                config = self.configured()
                config.plugins.on_startup(command="build", dirty=again is not None)
                mkdocs.build(config, dirty=again is not None)
            except BuildFailed as failure:
                return failure
            except (ValueError, SystemExit) as error:
                return BuildFailed("\n".join(f"docs/{self.code}: {text}" for text in said or [str(error)]))
        for text in said:
            if "'dirty'" not in text:           # which warns of what on_nav makes up for
                print(f"docs/{self.code}: {text}", file=sys.stderr)
        return self.titles

    def configured(self) -> MkDocsConfig:
        """What mkdocs is told. Raises BuildFailed."""
        config = load(self.root, self.code, docs_dir=str(self.pages), site_dir=str(self.out),
                      site_url=self.address)
        config.strict = not self.draft
        codes, words = languages(self.root), labels(self.code)
        links = [link for link in config.extra.get("alternate", []) if link["lang"] in codes]
        # theme/main.html and theme/partials/language.html give the words to scripts or say them, 404.html all
        # that are missing's.
        config.extra.update({part: words[part] for part in ("keyboard", "progress", "theme_words")},
                            alternate=links if len(links) > 1 else None,
                            missing={code: labels(code)["missing"] for code in codes})
        own = PageExtension(language=self.code, book=self.book, draft=self.draft)
        config.markdown_extensions.append(own)              # type: ignore[arg-type]    # no name, as others
        config.plugins["literate-site"] = self
        return config

    # --- what mkdocs calls -------------------------------------------------------------------------------

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        theirs, own = config.plugins["material/search"], self.own(self.book.readings.values())
        theirs.search_index = search.Index(own, **theirs.config)      # type: ignore[attr-defined]

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """Give pages that are not read again their titles, and the way through the book its first page."""
        for page in nav.pages:
            if page.file.src_uri in self.titles:
                page.title = self.titles[page.file.src_uri]
            before = page.previous_page
            if page.parent and before and not before.parent:        # glossary and the like are not on the way
                page.previous_page, nav.homepage.next_page = nav.homepage, page

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> None:
        """Keep templates compiled, keep all pages' titles, and shorten those that the menu shows."""
        env.bytecode_cache = FileSystemBytecodeCache(str(self.out.parent))
        self.titles = {file.src_uri: file.page.title for file in files.documentation_pages()}
        for file in files.documentation_pages():        # as far as their colons
            file.page.typeset = {"title": file.page.title.partition(":")[0]}  # type: ignore[attr-defined]

    def on_page_markdown(self, text: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Give for a lab what its cells say, print and draw. Raises BuildFailed where one fails."""
        if not page.file.src_uri.endswith(".py"):
            return text
        del page.render             # mkdocs-jupyter's
        path = Path("docs", self.code, page.file.src_uri)
        notebook = labs.executed(text, path)
        page.meta["description"] = notebook.metadata.get("description")
        return labs.markdown(notebook, path, labels(self.code))

    # --- before mkdocs --------------------------------------------------------------------------------------

    def lay_out(self) -> None:
        """Put everything that mkdocs reads into the folder of the pages."""
        shutil.copytree(self.source, self.pages)
        shutil.copytree(self.root / "docs" / "assets", self.pages / "assets")
        labs.write(self.pages, self.code, self.address)
        own = self.own(self.book.readings.values())
        self.lay_out_pages(own)
        wrong = sum(len(self.book.findings[reading.page.path]) for reading in own)
        (self.pages / "report.md").write_text(report(own, self.book.runs, wrong, self.code), "utf-8")
        if (listed := self.root / "changes.toml").exists():
            (self.pages / "changes.md").write_text(changes(listed, self.code), "utf-8")

    def lay_out_pages(self, own: list[Reading]) -> None:
        """Put these pages there, their downloads and answers, and what programs of all pages drew and their
        traces, which both languages share."""
        readings = list(self.book.readings.values())
        for name in GENERATED:
            (self.pages / name).mkdir(exist_ok=True)
        for reading in own:
            path = reading.page.path
            shutil.copyfile(path, self.pages / path.relative_to(self.source))
            downloads.write(reading, self.code, self.address, self.pages)
        answers.write(readings, own, self.book.runs, self.pages / "asks")
        write_programs(own, self.book, self.pages / "runs")
        write_figures(readings, self.book, self.pages / "figures")
        trace_files.write_all(readings, self.book.runs, self.pages / "traces")


def write_programs(readings: list[Reading], book: Book, folder: Path) -> None:
    """Write, for each page, its programs that it runs by the id of their listing: name, text, and what they
    print, null where an error ended the proven run."""
    for reading in readings if book.has_run else ():
        ids, found = anchors(reading), {}
        for claim in reading.claims:
            if claim.shows_program and not imports_tensorflow(claim.program.text):
                run = book.runs[claim.program.text]
                found[ids[claim.start]] = {"name": claim.program.path.with_suffix(".py").name,
                                           "text": claim.program.text,
                                           "printed": None if run.error else run.stdout}
        if found:
            text = json.dumps(found, ensure_ascii=False)
            (folder / f"{reading.page.path.stem}.json").write_text(text, "utf-8", newline="\n")


def write_figures(readings: list[Reading], book: Book, folder: Path) -> None:
    """Write what the programs of the pages drew as ``NNN_M.svg``."""
    claims = [claim for reading in readings for claim in reading.claims]
    for program in {claim.program for claim in claims if claim.kind == "program"}:
        for figure in book.runs[program.text].figures:
            (folder / program.path.with_suffix(".svg").name).write_bytes(in_palette(figure))
