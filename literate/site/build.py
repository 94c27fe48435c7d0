"""The site: what comes before mkdocs, mkdocs, what comes after.

Before, every page is read, its programs run and its claims are checked, since the site says of each output
that it is proven. Then each language is built by mkdocs in a process of its own. After, the languages are
joined and pages made lighter. A site appears whole and in place of the one before, or not at all.
"""

from __future__ import annotations

import errno
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from literate.site import theme_files
from literate.site.book import Book
from literate.site.configuration import BuildFailed, load, site_url
from literate.site.css import SheetCannotMove, StyleSheets
from literate.site.language_site import LanguageSite
from literate.site.languages import folder_of, join, languages
from literate.site.remote import Remote, call_all

REFUSALS = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM)     # no room, no right


class Site:
    """The site of the project below ``root``, built into the folder ``out``, which must not exist yet.

    A draft shows what is wrong instead of being refused, and takes single pages that change later: until it
    is closed, a process for each language has all that mkdocs needs for one.
    """

    def __init__(self, root: Path, out: Path, draft: bool = False):
        self.root, self.out, self.draft = root, out, draft
        self.codes = languages(root)
        self.folder = tempfile.TemporaryDirectory(prefix="pages-", dir=out.parent, ignore_cleanup_errors=True)
        self.remotes: dict[str, Remote] = {}
        self.join_page: Callable[[str, str], str] = lambda text, page: text
        self.sheets: dict[Path, StyleSheets] = {}

    def __enter__(self) -> Site:
        return self

    def __exit__(self, *error: object) -> None:
        for remote in self.remotes.values():
            remote.end()
        self.folder.cleanup()

    def build(self) -> None:
        """Build all of it. Raises BuildFailed, with what is wrong and where."""
        if not self.codes:
            raise BuildFailed("docs/ko/index.md:1: there is no first page.\n    Write one.")
        for code in self.codes:
            load(self.root, code, strict=True)       # pages are read by the configuration, too
        address, book = site_url(self.root), self.read_book()
        for code in self.codes:
            site = LanguageSite(self.root, code, address, book, self.built(code), self.draft)
            self.remotes[code] = Remote(site)
        call_all(self.remotes.values(), "build")
        for code in self.codes:
            (self.built(code) / "site").rename(self.out / folder_of(code))
        self.finish(address)

    def read_book(self) -> Book:
        """Every page, its programs run and its claims checked. Raises BuildFailed where one is wrong, but for
        a draft."""
        book = Book()
        folders = [self.root / "docs" / code for code in self.codes]
        wrong = book.read(path for folder in folders for path in sorted(folder.rglob("*.md")))
        said = "\n".join(str(finding) for finding in wrong)
        if wrong and not self.draft:
            raise BuildFailed(said)
        if wrong:
            print(f"{said}\nA draft, not to be published: its pages say what is wrong.", file=sys.stderr)
        return book

    def finish(self, address: str) -> None:
        """Make one site of what mkdocs made of the languages, and its pages lighter. Raises BuildFailed."""
        if len(self.codes) > 1:
            self.join_page = join(self.out, self.codes, address)
        pages = {path: path.read_text("utf-8") for path in sorted(self.out.rglob("*.html"))}
        self.sheets = {place: StyleSheets(place, [] if self.draft else pages.values())
                       for place in {assets_of(path, self.out) for path in pages}}
        try:
            theme_files.change_scripts(self.out)
            for path in pages:
                self.finish_page(path)
        except (theme_files.ThemeChanged, SheetCannotMove) as change:
            raise BuildFailed(f"literate/site/theme_files.py: {change}\n"
                              "    Make it fit the new version of the theme.") from change
        for sheets in self.sheets.values():
            sheets.remove_replaced()

    def finish_page(self, path: Path, page: Path | None = None) -> None:
        """Make the HTML that mkdocs left in the file ``path`` the page that it is in the finished site."""
        page = page or path
        text = self.join_page(path.read_text("utf-8"), page.relative_to(self.out).as_posix())
        text = theme_files.lighten(self.sheets[assets_of(page, self.out)].link_one(text))
        page.write_text(text, "utf-8", newline="\n")

    def rebuild(self, changed: set[Path]) -> bool:
        """Build again the pages of a draft that changed, or show a program that did.

        Gives False where the change needs all to be built.
        """
        if not all(call_all(self.remotes.values(), "rebuild", changed)):
            return False
        for code in self.codes:
            new = self.built(code) / "site"
            for path in (path for path in new.rglob("*") if path.is_file()):
                place = self.out / folder_of(code) / path.relative_to(new)
                place.parent.mkdir(parents=True, exist_ok=True)
                if path.suffix == ".html":
                    self.finish_page(path, place)
                else:
                    shutil.copyfile(path, place)
        return True

    def built(self, code: str) -> Path:
        """Where a language is laid out and built."""
        return Path(self.folder.name, code)


def assets_of(page: Path, site: Path) -> Path:
    """The folder with the assets that a page uses: the site, or the language that has some for itself."""
    return next(folder for folder in page.parents
                if (folder / "assets" / "javascripts").is_dir() or folder == site)


# --- the command --------------------------------------------------------------------------


def build_command(root: Path, to: Path | None, draft: bool) -> int:
    """Build the site in the place of site/, or of the folder ``to``; gives the exit status."""
    started = time.monotonic()
    beside = to.parent if to else root / ".cache"
    try:
        beside.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="site-", dir=beside, ignore_cleanup_errors=True) as folder:
            with Site(root, Path(folder, "site"), draft) as site:
                site.build()
            pages = len(list(site.out.rglob("index.html")))
            replace_folder(to or root / "site", site.out)
    except BuildFailed as failure:
        print(f"{failure}\nThe site was not built: mend the lines above.", file=sys.stderr)
        return 1
    except OSError as error:
        if error.errno not in REFUSALS and not isinstance(error, FileExistsError):
            raise
        problem = f"{error.filename or beside}: {error.strerror or error}"
        print(f"The site was not built: {problem}.", file=sys.stderr)
        return 1
    print(f"Built {pages} pages in {time.monotonic() - started:.1f} s.", file=sys.stderr)
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
