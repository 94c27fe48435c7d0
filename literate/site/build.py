"""The site: what comes before mkdocs, mkdocs, what comes after.

Before, every page is read, its programs run and its claims are checked, since the site says of each output
that it is proven. Then each language is built by mkdocs in a process of its own. After, the languages are
joined and pages made lighter. A site appears whole and in place of the one before, or not at all.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import rjsmin

from literate.claims.claim import Reading
from literate.pages.page import FRONT_MATTER
from literate.parallel import map_in_processes
from literate.programs.syntax import imports_tensorflow
from literate.site import downloads, labs, pyodide, theme_files
from literate.site.book import Book
from literate.site.code import with_classes
from literate.site.configuration import BuildFailed, load
from literate.site.css import with_one_sheet
from literate.site.language_site import GENERATED, LanguageSite
from literate.site.languages import folder_of, join, languages
from literate.site.notebook import address_of
from literate.site.policy import with_policy

REFUSALS = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM)     # no room, no right


class Site:
    """The site of the project below ``root``, built in ``folder``, a temporary one, as its ``out``.

    A draft shows what is wrong instead of being refused, and takes single pages that change later.
    """

    def __init__(self, root: Path, folder: Path, draft: bool = False):
        self.root, self.out, self.draft = root, folder / "site", draft
        self.codes = languages(root)
        self.book = Book()
        self.sites: list[LanguageSite] = []
        self.join_page: Callable[[str, str], str]

    def build(self) -> None:
        """Build all of it, to be published where SITE_URL in the environment or else mkdocs.yml says.

        Raises BuildFailed, with what is wrong and where.
        """
        if not self.codes:
            raise BuildFailed("docs/ko/index.md:1: there is no first page.\n    Write one.")
        configs = [load(self.root, code, strict=True) for code in self.codes]     # pages are read by it, too
        address = (os.environ.get("SITE_URL") or configs[0].site_url).rstrip("/") + "/"
        self.read_book()
        python = None if all(map(imports_tensorflow, self.book.runs)) else pyodide.obtain()
        self.book.has_run = bool(python)
        self.sites = [LanguageSite(self.root, code, address, self.book, self.out.parent / code, self.draft)
                      for code in self.codes]
        self.build_languages(self.sites)
        for site in self.sites:
            shutil.copytree(site.out, self.out / folder_of(site.code), dirs_exist_ok=True)
        self.finish(address)
        if python:
            pyodide.add(python, self.out)

    def read_book(self) -> None:
        """Read every page, run its programs and check its claims. Raises BuildFailed where one is wrong, but
        for a draft."""
        folders = [self.root / "docs" / code for code in self.codes]
        wrong = self.book.read((path for folder in folders for path in sorted(folder.rglob("*.md"))),
                               labs.programs(self.root / "docs"))
        said = "\n".join(str(finding) for finding in wrong)
        if wrong and not self.draft:
            raise BuildFailed(said)
        if wrong:
            print(f"{said}\nA draft, not to be published: its pages say what is wrong.", file=sys.stderr)

    def build_languages(self, sites: list[LanguageSite], again: list[Reading] | None = None) -> None:
        """Build languages, or only pages of theirs ``again``. Raises BuildFailed."""
        # In processes of their own in any case: what they import, such as figures/, may change later.
        results = map_in_processes(lambda site: site.build(again), sites, least=1)
        for site, result in zip(sites, results):
            if isinstance(result, BuildFailed):
                raise result
            site.titles = result

    def finish(self, address: str) -> None:
        """Make one site of what mkdocs made of the languages, and its pages lighter. Raises BuildFailed."""
        pages = {path: path.read_text("utf-8") for path in sorted(self.out.rglob("*.html"))}
        if not self.draft:              # whose pages change, and need other rules then
            pages = with_one_sheet(self.out, pages)
        self.join_page = join(self.out, self.codes, address)
        theme_files.change_scripts(self.out)
        for script in self.out.glob("assets/js/**/*.js"):       # the book's own, sent without their comments
            script.write_text(rjsmin.jsmin(script.read_text("utf-8")), "utf-8", newline="\n")
        for path, text in pages.items():
            self.finish_page(text, path)

    def finish_page(self, text: str, page: Path) -> None:
        """Make the HTML that mkdocs left the file ``page`` of the finished site."""
        text = self.join_page(theme_files.valid(with_classes(text)), page.relative_to(self.out).as_posix())
        page.write_text(with_policy(theme_files.lighten(text)), "utf-8", newline="\n")

    def rebuild(self, changed: set[Path]) -> bool:
        """Build again the pages of a draft that changed, or show a program that did.

        Gives False where the change needs all to be built: other pages know of it.
        """
        known = [reading for reading in self.book.readings.values() if reading.page.path in changed
                 or any(program.path in changed for program in reading.programs)]
        for finding in self.book.read(reading.page.path for reading in known):
            print(finding, file=sys.stderr)
        again = [self.book.readings[reading.page.path] for reading in known]
        if [*map(known_elsewhere, known)] != [*map(known_elsewhere, again)]:
            return False
        sites = [site for site in self.sites if site.own(again)]
        self.build_languages(sites, again)
        for site in sites:
            place = self.out / folder_of(site.code)
            for name in GENERATED:
                shutil.copytree(site.pages / name, place / name, dirs_exist_ok=True)
            for reading in site.own(again):
                page = f"{address_of(reading)}index.html"
                self.finish_page((site.out / page).read_text("utf-8"), place / page)
        return True


def known_elsewhere(reading: Reading) -> tuple:
    """What is known of a page beyond it: its front matter, its headings and the programs that it offers."""
    page = reading.page
    return (FRONT_MATTER.findall(page.text), [page.line_text(start) for start in page.headings],
            sorted(downloads.programs(reading)))


# --- the command --------------------------------------------------------------------------


def build_command(root: Path, to: Path | None, draft: bool,
                  add: Callable[[Path, Path], None] | None = None) -> int:
    """Build the site in the place of site/, or of the folder ``to``; gives the exit status.

    ``add`` puts into it, of the project below ``root``, what is made of the built site.
    """
    started = time.monotonic()

    def put(site: Path) -> str:
        """Put the built site in its place, with what is added; gives what to say then."""
        if add:
            add(root, site)
        pages = len(list(site.rglob("index.html")))
        replace_folder(to or root / "site", site)
        return f"Built {pages} pages in {time.monotonic() - started:.1f} s."

    return use_site(root, to.parent if to else root / ".cache", draft, put)


def use_site(root: Path, beside: Path, draft: bool, use: Callable[[Path], str]) -> int:
    """Build the site in a temporary folder of the folder ``beside`` and use it; gives the exit status.

    ``use`` takes where the site is, and gives what to say then.
    """
    try:
        beside.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="site-", dir=beside, ignore_cleanup_errors=True) as folder:
            site = Site(root, Path(folder), draft)
            site.build()
            said = use(site.out)
    except BuildFailed as failure:
        print(f"{failure}\nThe site was not built: mend the lines above.", file=sys.stderr)
        return 1
    except OSError as error:
        if error.errno not in REFUSALS and not isinstance(error, FileExistsError):
            raise
        problem = f"{error.filename or beside}: {error.strerror or error}"
        print(f"The site was not built: {problem}.", file=sys.stderr)
        return 1
    print(said, file=sys.stderr)
    return 0


def replace_folder(folder: Path, new: Path) -> None:
    """Put ``new``, a folder in a temporary one, in the place of ``folder``, which may not be there yet.

    Raises OSError; then ``folder`` is as it was.
    """
    old = new.with_name("old")
    if folder.exists():
        folder.rename(old)
    try:
        shutil.move(new, folder)
    except OSError:
        if old.exists():
            shutil.rmtree(folder, ignore_errors=True)
            old.rename(folder)
        raise
