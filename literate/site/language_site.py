"""One language of the site: its pages laid out for mkdocs, and built by it, all or those that changed.

Before mkdocs: pages, assets, what programs drew, traces and downloads are put into a folder. Then mkdocs
makes HTML of them in another. This module alone calls mkdocs.
"""

import contextlib
import json
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
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
from literate.labels import labels
from literate.programs.syntax import imports_tensorflow
from literate.site import answers, downloads, labs, search, theme_files
from literate.site.book import Book
from literate.site.changes import changes
from literate.site.code import with_classes
from literate.site.configuration import BuildFailed, load, messages
from literate.site.extension import PageExtension, anchors
from literate.site.languages import folder_of, languages
from literate.site.plots import in_palette
from literate.site.policy import with_policy
from literate.site.report import report
from literate.viewer import trace_files

# The address of an asset, up to where it leads on from the first page of the page's language.
ASSETS = re.compile(r'((?:\b[\w-]+=|"search": ?)"(?:(?:\.\./)*|/[^"]*?))assets/')


class LanguageSite(BasePlugin):
    """One language of the book of the project below ``root``; ``folder`` is where it is laid out and built.

    As a plugin, it gives mkdocs the search's index of its pages, labs as Markdown and pages as they are sent;
    ``known`` is what single pages need to be built again, once all are built in this process.
    ``address`` is where the whole site will be. A draft shows what is wrong instead of being refused.
    """

    def __init__(self, root: Path, code: str, address: str, book: Book, folder: Path, draft: bool):
        super().__init__()
        self.root, self.code, self.book, self.draft = root, code, book, draft
        self.address = urljoin(address, folder_of(code))
        self.source, self.pages, self.out = root / "docs" / code, folder / "pages", folder / "site"

    def own(self, readings: Iterable[Reading]) -> list[Reading]:
        """Those of the pages that are in this language."""
        return [reading for reading in readings if reading.page.path.is_relative_to(self.source)]

    def build(self) -> BuildFailed | None:
        """Lay out and build everything; gives what mkdocs has to say against it, since no failure leaves a
        process by itself.
        """
        self.lay_out()
        self.lay_out_pages(self.own(self.book.readings.values()), self.pages)
        try:
            with self.telling():
                config = self.configured()
                config.plugins.on_startup(command="build", dirty=False)
                mkdocs.build(config)
        except BuildFailed as failure:
            return failure
        return None

    def build_again(self, own: list[Reading]) -> None:
        """Build pages that changed. Raises BuildFailed."""
        self.lay_out_pages(own, self.out)
        config, nav, files, env = self.known
        with self.telling():
            for page in (files.get_file_from_path(reading.page.path.name).page for reading in own):
                mkdocs._populate_page(page, config, files)
                mkdocs._build_page(page, config, files.documentation_pages(), nav, env)

    @contextlib.contextmanager
    def telling(self) -> Iterator[None]:
        """Print what mkdocs says meanwhile; where it ends itself, that is why BuildFailed is raised."""
        with messages() as said:
            try:
                yield
            except (ValueError, SystemExit) as error:
                said = said or [str(error)]
                raise BuildFailed("\n".join(f"docs/{self.code}: {text}" for text in said)) from error
        for text in said:
            print(f"docs/{self.code}: {text}", file=sys.stderr)

    def configured(self) -> MkDocsConfig:
        """What mkdocs is told. Raises BuildFailed."""
        config = load(self.root, self.code, docs_dir=str(self.pages), site_dir=str(self.out),
                      site_url=self.address)
        config.strict = not self.draft
        codes, up = languages(self.root), "../" * bool(folder_of(self.code))
        names, ways = config.extra["languages"], {code: up + folder_of(code) for code in codes}
        # For theme/: main.html and partials/language.html give the words to scripts or say them, 404.html all
        # that are missing's; partials/alternate.html leads to the editions.
        config.extra.update(labels(self.code) | {
            "missing": {code: labels(code)["missing"] for code in codes}, "alternate": len(codes) > 1,
            "editions": [{"code": code, "name": names[code], "way": way, "home": urljoin(self.address, way)}
                         for code, way in ways.items()]})
        own = PageExtension(language=self.code, book=self.book)
        config.markdown_extensions.append(own)              # type: ignore[arg-type]    # no name, as others
        config.plugins["literate-site"] = self
        return config

    # --- what mkdocs calls -------------------------------------------------------------------------------

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """Give the way through the book its first page."""
        self.nav = nav
        for page in nav.pages:
            before = page.previous_page
            if page.parent and before and not before.parent:        # glossary and the like are not on the way
                page.previous_page, nav.homepage.next_page = nav.homepage, page

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> None:
        """Give the search its index, and shorten the titles of pages that the menu shows."""
        theirs, own = config.plugins["material/search"], self.own(self.book.readings.values())
        theirs.search_index = search.Index(own, **theirs.config)      # type: ignore[attr-defined]
        for file in files.documentation_pages():        # as far as their colons
            file.page.typeset = {"title": file.page.title.partition(":")[0]}  # type: ignore[attr-defined]
        self.known = config, self.nav, files, env

    def on_page_markdown(self, text: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Give for a lab what its cells say, print and draw. Raises BuildFailed where one fails."""
        if not page.file.src_uri.endswith(".py"):
            return text
        del page.render             # mkdocs-jupyter's
        path = Path("docs", self.code, page.file.src_uri)
        notebook = labs.executed(text, path)
        page.meta["description"] = notebook.metadata.get("description")
        return labs.markdown(notebook, path, labels(self.code))

    def on_post_page(self, html: str, **_: Any) -> str:
        """Give a page as it is sent: its names in colours, the theme's parts as they are to be, the assets of
        the first language, and a policy."""
        html = theme_files.change_page(with_classes(html))
        return with_policy(ASSETS.sub(r"\1../assets/", html) if folder_of(self.code) else html)

    def on_post_template(self, html: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Give the page for what is missing so, too."""
        return self.on_post_page(html) if template_name == "404.html" else html

    # --- before mkdocs --------------------------------------------------------------------------------------

    def lay_out(self) -> None:
        """Put what mkdocs reads beside the pages that make claims into their folder."""
        shutil.copytree(self.source, self.pages)
        shutil.copytree(self.root / "docs" / "assets", self.pages / "assets")
        labs.write(self.pages, self.code, self.address)
        own = self.own(self.book.readings.values())
        wrong = sum(len(self.book.findings[reading.page.path]) for reading in own)
        (self.pages / "report.md").write_text(report(own, self.book.runs, wrong, self.code), "utf-8")
        if (listed := self.root / "changes.toml").exists():
            (self.pages / "changes.md").write_text(changes(listed, self.code), "utf-8")

    def lay_out_pages(self, own: list[Reading], folder: Path) -> None:
        """Put these pages there, and into ``folder`` their downloads, answers, traces and what programs drew
        for them."""
        readings = list(self.book.readings.values())
        viewers = answers.viewers(readings)
        for name in ("asks", "downloads", "figures", "runs", "traces"):         # folders beside the pages
            (folder / name).mkdir(exist_ok=True)
        for reading in own:
            path = reading.page.path
            shutil.copyfile(path, self.pages / path.relative_to(self.source))
            downloads.write(reading, self.code, self.address, folder)
            for name, found in (("asks", answers.of(reading, self.book.runs, viewers)),
                                ("runs", programs_to_run(reading, self.book))):
                text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
                (folder / name / f"{path.stem}.json").write_text(text, "utf-8", newline="\n")
        for claim in (claim for reading in own for claim in reading.claims if claim.kind == "drawing"):
            if figures := self.book.runs[claim.program.text].figures:       # none where its program fails
                (folder / claim.text).write_bytes(in_palette(*figures))
        trace_files.write(trace_files.shown(own, readings), self.book.runs, folder / "traces")


def programs_to_run(reading: Reading, book: Book) -> dict[str, dict[str, str | None]]:
    """The programs that a page runs by the id of their listing: name, text, and what they print, None where
    an error ended the proven run."""
    ids, found = anchors(reading), {}
    for claim in reading.claims if book.has_run else ():
        if claim.shows_program and not imports_tensorflow(claim.program.text):
            run = book.runs[claim.program.text]
            found[ids[claim.start]] = {"name": claim.program.path.with_suffix(".py").name,
                                       "text": claim.program.text,
                                       "printed": None if run.error else run.stdout}
    return found
