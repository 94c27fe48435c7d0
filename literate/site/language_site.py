"""One language of the site: its pages laid out for mkdocs, all built by it, and single ones built again.

Before mkdocs: pages, assets, what programs drew, traces and downloads are put into a folder. Then mkdocs
makes HTML of them in another. This module alone calls mkdocs.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from mkdocs.commands import build as mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from literate.claims.claim import Reading
from literate.report import report
from literate.site import answers, downloads, html, labs, search
from literate.site.book import Book
from literate.site.configuration import BuildFailed, configuration, messages
from literate.site.languages import folder_of
from literate.viewer import trace_files

GENERATED = ("asks", "downloads", "figures", "traces")       # folders beside the pages


class LanguageSite:
    """One language of the book of the project below ``root``; ``folder`` is where it is laid out and built.

    ``address`` is where the whole site will be. A draft shows what is wrong instead of being refused.
    """

    def __init__(self, root: Path, code: str, address: str, book: Book, folder: Path, draft: bool):
        self.root, self.code, self.book, self.draft = root, code, book, draft
        self.site_url, self.address = address, urljoin(address, folder_of(code))
        self.source, self.pages, self.out = root / "docs" / code, folder / "pages", folder / "site"
        self.state = MkDocsState(book.below(self.source))
        self.config: MkDocsConfig

    def build(self) -> None:
        """Lay out and build everything. Raises BuildFailed with what mkdocs has to say."""
        self.lay_out()
        self.config = self.configured()
        self.config.plugins.on_startup(command="build", dirty=False)
        with messages() as said:
            try:
                mkdocs.build(self.config)
            except (ValueError, SystemExit) as error:
                problems = [f"docs/{self.code}: {text}" for text in said or [str(error)]]
                raise BuildFailed("\n".join(problems)) from error
            finally:
                self.config.plugins.on_shutdown()
        self.print_messages(said)
        for page in self.out.rglob("*.html"):
            page.write_text(html.valid(page.read_text("utf-8")), "utf-8", newline="\n")

    def configured(self) -> MkDocsConfig:
        """What mkdocs is told."""
        extension = {"book": self.book, "draft": self.draft}
        config = configuration(self.root, self.code, self.site_url, self.pages, self.out, extension)
        config.strict = not self.draft
        config.plugins["literate-labs"] = labs.Labs(self.code)
        config.plugins["literate-state"] = self.state
        return config

    def rebuild(self, changed: set[Path]) -> bool:
        """Build the pages that changed, or show a program that did, again into an empty folder.

        Gives False where more than these pages depends on the change: titles, headings and downloads are
        known elsewhere.
        """
        for folder in (self.out, *(self.pages / name for name in GENERATED)):
            shutil.rmtree(folder, ignore_errors=True)
        known = [reading for reading in self.book.below(self.source) if reading.page.path in changed
                 or any(program.path in changed for program in reading.programs)]
        before, programs = [self.known_elsewhere(reading) for reading in known], programs_of(known)
        for finding in self.book.read(reading.page.path for reading in known):
            print(finding, file=sys.stderr)
        readings = [self.book.readings[reading.page.path] for reading in known]
        self.lay_out_pages(readings)
        if programs_of(readings) != programs:
            self.lay_out_runs()
        with messages() as said:
            for reading in readings:
                self.build_page(reading)
        self.print_messages(said)
        for folder in (self.pages / name for name in GENERATED if (self.pages / name).exists()):
            shutil.copytree(folder, self.out / folder.name, dirs_exist_ok=True)
        return before == [self.known_elsewhere(reading) for reading in readings]

    def build_page(self, reading: Reading) -> None:
        """Build one page by what mkdocs made when it built all of them."""
        state, page = self.state, self.mkdocs_page(reading)
        mkdocs._populate_page(page, self.config, state.files)
        mkdocs._build_page(page, self.config, state.files.documentation_pages(), state.nav, state.env)
        page.validate_anchor_links(files=state.files, log_level=self.config.validation.links.anchors)
        path = Path(page.file.abs_dest_path)
        path.write_text(html.valid(path.read_text("utf-8")), "utf-8", newline="\n")

    def known_elsewhere(self, reading: Reading) -> tuple[Any, ...]:
        """What other pages and mkdocs know of a page."""
        page = self.mkdocs_page(reading)
        return page.title, page.meta, str(page.toc), sorted(downloads.programs(reading))

    def mkdocs_page(self, reading: Reading) -> Page:
        """The page as mkdocs knows it."""
        return self.state.files.get_file_from_path(reading.page.path.relative_to(self.source).as_posix()).page

    def print_messages(self, said: list[str]) -> None:
        """Print what mkdocs says of a draft."""
        for text in said:
            print(f"docs/{self.code}: {text}", file=sys.stderr)

    # --- before mkdocs --------------------------------------------------------------------------------------

    def lay_out(self) -> None:
        """Put everything that mkdocs reads into the folder of the pages."""
        shutil.copytree(self.source, self.pages)
        if (self.root / "docs" / "assets").exists():
            shutil.copytree(self.root / "docs" / "assets", self.pages / "assets")
        own = self.book.below(self.source)
        self.lay_out_pages(own)
        self.lay_out_runs()
        wrong = sum(len(self.book.findings[reading.page.path]) for reading in own)
        (self.pages / "report.md").write_text(report(own, self.book.runs, wrong, self.code), "utf-8")

    def lay_out_pages(self, own: list[Reading]) -> None:
        """Put these pages there, their downloads and answers."""
        for reading in own:
            path = reading.page.path
            shutil.copyfile(path, self.pages / path.relative_to(self.source))
            downloads.write(reading, self.code, self.address, self.pages)
        answers.write(list(self.book.readings.values()), own, self.book.runs, self.pages / "asks")

    def lay_out_runs(self) -> None:
        """Put what programs drew and the traces of all pages there, which both languages share."""
        readings = list(self.book.readings.values())
        write_figures(readings, self.book, self.pages / "figures")
        trace_files.write_all(readings, self.book.runs, self.pages / "traces")


class MkDocsState(BasePlugin):
    """What mkdocs made when it built all pages, and needs again to build one."""

    def __init__(self, readings: list[Reading]):
        super().__init__()
        self.readings = readings
        self.nav: Navigation
        self.files: Files
        self.env: Any

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        theirs = config.plugins["material/search"]
        theirs.search_index = search.Index(self.readings, **theirs.config)      # type: ignore[attr-defined]

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        self.nav = nav

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> None:
        self.env, self.files = env, files


def programs_of(readings: list[Reading]) -> set[str]:
    """The texts of the programs that pages speak of."""
    return {program.text for reading in readings for program in reading.programs}


def write_figures(readings: list[Reading], book: Book, folder: Path) -> None:
    """Write what the programs of the pages drew as ``NNN_M.svg``, a second drawing as ``NNN_M-2.svg``."""
    folder.mkdir(exist_ok=True)
    claims = [claim for reading in readings for claim in reading.claims]
    for program in {claim.program for claim in claims if claim.kind == "program"}:
        for number, figure in enumerate(book.runs[program.text].figures, start=1):
            suffix = f"-{number}" if number > 1 else ""
            (folder / f"{Path(program.name).stem}{suffix}.svg").write_bytes(figure)
