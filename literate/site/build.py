"""The site: what comes before mkdocs, mkdocs, what comes after.

Before, every page is read, its programs run and its claims are checked, since the site says of each output
that it is proven. Then each language is built by mkdocs, all at once or, of a draft, in this process. After,
the languages are joined, and their style sheets and scripts made lighter. A site appears whole and in place
of the one before, or not at all.
"""

import errno
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import rjsmin

from literate.claims.claim import Reading
from literate.pages.page import FRONT_MATTER
from literate.parallel import map_in_processes
from literate.programs.syntax import imports_tensorflow
from literate.site import css, downloads, drawings, labs, pyodide, theme_files
from literate.site.book import Book
from literate.site.configuration import BuildFailed, load
from literate.site.language_site import LanguageSite
from literate.site.languages import folder_of, languages
from literate.site.notebook import address_of
from literate.viewer import trace_files

REFUSALS = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM,
            errno.EXDEV)       # no room, no right, and a folder on another disk than .cache


class Site:
    """The site of the project below ``root``, built in ``folder``, a temporary one, as its ``out``.

    A draft shows what is wrong instead of being refused, and takes single pages that change later.
    """

    def __init__(self, root: Path, folder: Path, draft: bool = False):
        self.root, self.out, self.draft = root, folder / "site", draft
        self.codes = languages(root)
        self.book = Book()
        self.sites: list[LanguageSite] = []

    def build(self) -> None:
        """Build all of it, to be published where SITE_URL in the environment or else mkdocs.yml says.

        Raises BuildFailed, with what is wrong and where.
        """
        configs = [load(self.root, code, strict=True) for code in self.codes]     # pages are read by it, too
        address = (os.environ.get("SITE_URL") or configs[0].site_url).rstrip("/") + "/"
        self.read_book()
        python = None if all(map(imports_tensorflow, self.book.runs)) else pyodide.obtain()
        self.book.has_run = bool(python)
        self.sites = [LanguageSite(self.root, code, address, self.book, self.out.parent / code, self.draft)
                      for code in self.codes]
        self.keep_traces(self.book.readings.values())
        # A draft is built in this process, which knows then what single pages need to be built again.
        failures = (map if self.draft else map_in_processes)(LanguageSite.build, self.sites)
        for site, failure in zip(self.sites, failures):
            if failure:
                raise failure
            self.put(site)
        css.make_one(self.out, has_all_rules=self.draft)        # for when its pages change
        theme_files.change_scripts(self.out)
        for script in self.out.glob("assets/js/**/*.js"):       # the book's own, sent without their comments
            script.write_text(rjsmin.jsmin(script.read_text("utf-8")), "utf-8", newline="\n")
        if python:
            pyodide.add(python, self.out)

    def read_book(self) -> None:
        """Read every page, run its programs and check its claims. Raises BuildFailed where one is wrong, but
        for a draft."""
        docs = self.root / "docs"
        wrong = self.book.read((path for code in self.codes for path in sorted((docs / code).rglob("*.md"))),
                               labs.programs(docs))
        said = "\n".join(str(finding) for finding in wrong)
        if wrong and not self.draft:
            raise BuildFailed(said)
        if wrong:
            print(f"{said}\nA draft, not to be published: its pages say what is wrong.", file=sys.stderr)

    def keep_traces(self, readings: Iterable[Reading]) -> None:
        """Build the traces of the pages' programs, which each language then finds kept."""
        pairs, runs = trace_files.shown(readings, self.book.readings.values()), self.book.runs
        map_in_processes(lambda pair: len(trace_files.text(pair[0], pair[1], runs)), pairs)

    def put(self, site: LanguageSite) -> None:
        """Put what is new of a language's site where it belongs; assets once, for all languages."""
        done = "assets" if (self.out / "assets").exists() else ""
        shutil.copytree(site.out, self.out / folder_of(site.code), dirs_exist_ok=True,
                        ignore=shutil.ignore_patterns(done), copy_function=copy_newer)

    def rebuild(self, changed: set[Path], read: str = "", publish: Callable = lambda: None) -> bool:
        """Build again the pages of a draft that changed, or show a program that did; of several first the one
        at the address ``read``, and ``publish`` it.

        Gives False where the change needs all to be built: other pages know of it.
        """
        if any(path.suffix == ".py" for path in changed):
            drawings.draw.cache_clear()
        known = [reading for reading in self.book.readings.values() if reading.page.path in changed
                 or any(program.path in changed for program in reading.programs)]
        first = [each for each in known if folder_of(each.page.path.parent.name) + address_of(each) == read]
        others = [each for each in known if each not in first]
        for part in filter(None, (first, others)):
            for finding in self.book.read(reading.page.path for reading in part):
                print(finding, file=sys.stderr)
            again = [self.book.readings[reading.page.path] for reading in part]
            if [*map(known_elsewhere, part)] != [*map(known_elsewhere, again)]:
                return False
            self.keep_traces(again)
            for site in self.sites:
                if own := site.own(again):
                    site.build_again(own)
                    self.put(site)
            if part is first and others:
                publish()
        return True


def copy_newer(source: str, target: str) -> None:
    """Copy a file, but for one that is there and no older."""
    if not os.path.exists(target) or os.path.getmtime(target) < os.path.getmtime(source):
        shutil.copy2(source, target)


def known_elsewhere(reading: Reading) -> tuple:
    """What is known of a page beyond it: its front matter, its headings, and the programs that it offers and
    what they draw."""
    page, drawn = reading.page, [claim.text for claim in reading.claims if claim.kind == "drawing"]
    return (FRONT_MATTER.findall(page.text), [page.line_text(start) for start in page.headings],
            sorted(downloads.programs(reading)), sorted(drawn))


# --- the command --------------------------------------------------------------------------


def build_command(root: Path, to: Path | None, add: Callable[[Path, Path], None] | None = None) -> int:
    """Build the site in the place of site/, or of the folder ``to``; gives the exit status.

    ``add`` puts into it, of the project below ``root``, what is made of the built site.
    """
    started, place = time.monotonic(), to or root / "site"

    def put(site: Path) -> str:
        """Put the built site in its place, with what is added; gives what to say then."""
        if add:
            add(root, site)
        if place.exists():
            place.rename(site.with_name("old"))
        site.rename(place)
        pages, seconds = len([*place.rglob("index.html")]), time.monotonic() - started
        return f"Built {pages} pages in {seconds:.1f} s."

    return use_site(root, to.parent if to else root / ".cache", put)


def use_site(root: Path, beside: Path, use: Callable[[Path], str]) -> int:
    """Build the site in a temporary folder of the folder ``beside`` and use it; gives the exit status.

    ``use`` takes where the site is, and gives what to say then.
    """
    try:
        beside.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="site-", dir=beside, ignore_cleanup_errors=True) as folder:
            site = Site(root, Path(folder))
            site.build()
            print(use(site.out), file=sys.stderr)
    except BuildFailed as failure:
        print(f"{failure}\nThe site was not built: mend the lines above.", file=sys.stderr)
        return 1
    except OSError as error:
        if error.errno not in REFUSALS and not isinstance(error, FileExistsError):
            raise
        where, problem = error.filename or beside, error.strerror or error
        print(f"The site was not built: {where}: {problem}.", file=sys.stderr)
        return 1
    return 0
