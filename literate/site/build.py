"""The site: what comes before mkdocs, mkdocs, what comes after. ``python -m literate.site.build build | serve``.

Before, every page is read, its programs run and its claims are checked, since the site says of each output
that it is proven; then pages, assets and what the programs drew are laid out for mkdocs in a folder of their
own. After, the HTML is mended and the languages are joined. A site appears whole and in place of the one before, or not at all.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import logging
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from urllib.parse import urljoin

os.environ["NO_MKDOCS_2_WARNING"] = "1"     # which framework follows this one is not the reader's business

from mkdocs.commands import build as mkdocs  # noqa: E402
from mkdocs.config import load_config  # noqa: E402
from mkdocs.config.defaults import MkDocsConfig  # noqa: E402
from mkdocs.exceptions import MkDocsException  # noqa: E402

from literate.claims import proof  # noqa: E402
from literate.claims.claim import Reading, programs_of  # noqa: E402
from literate.claims.reader import read  # noqa: E402
from literate.findings import ROOT, Finding  # noqa: E402
from literate.labels import labels
from literate.programs.pool import Pool, print_progress  # noqa: E402
from literate.programs.run import Run  # noqa: E402
from literate.report import report  # noqa: E402
from literate.site import (
    downloads,  # noqa: E402
    labs,  # noqa: E402
    search,  # noqa: E402
    weight,  # noqa: E402
)
from literate.site.html import mended  # noqa: E402
from literate.site.languages import CONFIGS, folder_of, join, languages  # noqa: E402
from literate.site.serve import replace_folder, serve  # noqa: E402
from literate.viewer import trace_files  # noqa: E402

PAGE = "literate.site.extension"
REFUSALS = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM)     # no room, no right to write


class BuildFailed(Exception):
    """Why there is no new site: findings, or what mkdocs had to say."""


def build(root: Path, out: Path, draft: bool = False) -> None:
    """Build the site of the project below ``root`` into the folder ``out``, which must not exist yet.

    Raises BuildFailed, with what is wrong and where.
    """
    codes = languages(root)
    if not codes:
        raise BuildFailed("docs/ko/index.md:1: there is no first page.\n    Write one.")
    for code in codes:
        load(root, code, strict=True)       # pages are read by the configuration, too
    address = site_url(root)
    readings, runs, wrong = prepare(root, codes, draft)
    with (tempfile.TemporaryDirectory(prefix="pages-", dir=out.parent) as folder,
          ProcessPoolExecutor(len(codes), initializer=share, initargs=(readings, runs, wrong)) as processes):
        waiting = {}
        for code in codes:
            site = Path(folder, "sites", code)
            waiting[site] = processes.submit(build_language, root, code, address, Path(folder, "pages", code), site)
        for (site, done), code in zip(waiting.items(), codes):
            done.result()
            site.rename(out / folder_of(code))
    if len(codes) > 1:
        join(out, codes, address)
    try:
        weight.lighten(out)
    except weight.ThemeChanged as change:
        raise BuildFailed(f"literate/site/weight.py:1: {change}\n    Make it fit the new version of the theme.") from change


prepared: tuple[list[Reading], dict[str, Run], list[Finding]] = [], {}, []


def share(*found) -> None:
    """Keep what :func:`prepare` found where :func:`build_language` looks for it; a forked process has it at once."""
    global prepared
    prepared = found


def build_language(root: Path, code: str, address: str, pages: Path, out: Path) -> None:
    """Build one language of the site at ``address``, laid out in the folder ``pages``, into the folder ``out``.

    Raises BuildFailed with mkdocs' warnings.
    """
    readings, runs, wrong = prepared
    own = readings_of(readings, root, code)
    lay_out(root, code, own, readings, runs, wrong, pages)
    for reading in own:
        downloads.offer(reading, code, urljoin(address, folder_of(code)), pages)
    render(configuration(root, code, address, pages, out), f"docs/{code}")
    search.complete(out / "search" / "search_index.json", own)
    for page in out.rglob("*.html"):
        page.write_text(mended(page.read_text("utf-8")), "utf-8", newline="\n")


# --- before mkdocs ------------------------------------------------------------------------


def prepare(root: Path, codes: list[str], draft: bool) -> tuple[list[Reading], dict[str, Run], list[Finding]]:
    """The readings of all languages, the runs of their programs by the program's text, and what is wrong.

    Raises BuildFailed with every finding, if there is one; for a draft only if a page can't be read.
    """
    readings = [read(path) for code in codes for path in sorted((root / "docs" / code).rglob("*.md"))]
    runs = Pool(report=print_progress()).run(programs_of([claim for reading in readings for claim in reading.claims]))
    found = [finding for reading in readings for finding in proof.prove(reading, runs)]
    for finding in (f for f in found if f.drift):
        print(finding, file=sys.stderr)
    wrong = [finding for finding in found if not finding.drift]
    if wrong and not draft or any(reading.findings for reading in readings):
        raise BuildFailed(listed(wrong))
    if wrong:
        print(f"{listed(wrong)}\nA draft, not to be published: it calls proven what isn't.", file=sys.stderr)
    return readings, runs, wrong


def listed(findings: list[Finding]) -> str:
    """Findings page by page, in line order."""
    return "\n".join(str(f) for f in sorted(findings, key=lambda f: (str(f.path), f.line)))


def lay_out(root: Path, code: str, own: list[Reading], readings: list[Reading], runs: dict[str, Run],
            wrong: list[Finding], folder: Path) -> None:
    """Put a language's pages, the assets, ``figures/NNN_M.svg`` as programs drew them, traces, and the report into ``folder``.

    ``own`` are the readings in the language. Figures and traces are those of all, so that each language has the same.
    """
    shutil.copytree(root / "docs" / code, folder)
    if (root / "docs" / "assets").exists():
        shutil.copytree(root / "docs" / "assets", folder / "assets")
    (folder / "figures").mkdir(exist_ok=True)
    programs = {c.program for reading in readings for c in reading.claims if c.kind == "program"}
    for program in programs:
        for number, figure in enumerate(runs[program.text].figures, start=1):
            name = Path(program.name).stem + (f"-{number}" if number > 1 else "")
            (folder / "figures" / f"{name}.svg").write_bytes(figure)
    trace_files.write_all(readings, runs, folder / "traces")
    paths = {reading.page.path for reading in own}
    count = sum(finding.path in paths for finding in wrong)
    (folder / "report.md").write_text(report(own, runs, count, code), encoding="utf-8")


def readings_of(readings: list[Reading], root: Path, code: str) -> list[Reading]:
    """The readings in one language."""
    return [reading for reading in readings if reading.page.path.is_relative_to(root / "docs" / code)]


# --- mkdocs -------------------------------------------------------------------------------


def site_url(root: Path) -> str:
    """Where the site will be published: SITE_URL in the environment, or what mkdocs.yml says."""
    address = os.environ.get("SITE_URL") or load(root, "ko").site_url
    return address.rstrip("/") + "/"


def load(root: Path, code: str, **options) -> MkDocsConfig:
    """The configuration file of one language, with ``options`` in place of what it says. Raises BuildFailed."""
    path = root / CONFIGS[code]
    with collected() as said:
        try:
            return load_config(str(path), **options)
        except MkDocsException as error:
            mark = getattr(error.__cause__ or error.__context__, "problem_mark", None)
            problem = error.__cause__ or error.__context__ if mark else said.messages[0] if said.messages else error
            problem = " ".join(str(getattr(problem, "problem", problem)).split()).rstrip(".")
            line = mark.line + 1 if mark else line_quoted(path, problem)
            raise BuildFailed(f"{CONFIGS[code]}:{line}: {problem}.") from error


def line_quoted(path: Path, message: str) -> int:
    """The first line of the file that has the most of what the message quotes; 1 where there is none."""
    quotes = re.findall(r"'([^']+)'|\"([^\"]+)\"", message)
    lines = path.read_text("utf-8", "replace").splitlines() if path.is_file() else []
    words = [re.compile(rf"(?<!\w){re.escape(quote or other)}(?!\w)") for quote, other in quotes]
    counts = [sum(bool(word.search(line)) for word in words) for line in lines]
    return counts.index(max(counts)) + 1 if any(counts) else 1


def configuration(root: Path, code: str, address: str, pages: Path, out: Path) -> MkDocsConfig:
    """What mkdocs is told about one language."""
    config = load(root, code, docs_dir=str(pages), site_dir=str(out), site_url=urljoin(address, folder_of(code)), strict=True)
    there = [link for link in config.extra.get("alternate", []) if link["lang"] in languages(root)]
    config.extra["alternate"] = there if len(there) > 1 else None
    config.extra["missing"] = {code: labels(code)["missing"] for code in languages(root)}     # theme/404.html says it
    config.extra["keyboard"] = labels(code)["keyboard"]                     # theme/main.html gives it to keyboard.js
    config.markdown_extensions.append(PAGE)         # mkdocs by itself wouldn't find it
    config.mdx_configs[PAGE] = {"language": code}
    labs.attach(config, root, code)
    return config


def render(config: MkDocsConfig, source: str) -> None:
    """Build one language with mkdocs. Raises BuildFailed with its warnings about files in ``source``."""
    config.plugins.on_startup(command="build", dirty=False)
    with collected() as said, search.reading_less():
        try:
            mkdocs.build(config)
        except labs.LabFailed as failure:
            raise BuildFailed(str(failure)) from failure
        except (ValueError, SystemExit) as error:
            warnings = [located(message, Path(config.docs_dir), source) for message in said.messages]
            raise BuildFailed("\n".join(warnings or [str(error)])) from error
        finally:
            config.plugins.on_shutdown()


@contextlib.contextmanager
def collected() -> Iterator[Collector]:
    """What mkdocs has to say meanwhile, which it then doesn't print."""
    logger, said = logging.getLogger("mkdocs"), Collector()
    logger.addHandler(said)
    logger.propagate = False
    try:
        yield said
    finally:
        logger.removeHandler(said)


class Collector(logging.Handler):
    """Keeps the warnings and errors of a build."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def located(message: str, pages: Path, source: str) -> str:
    """A message of mkdocs that names a page, with the line it is about: the first that has what it quotes."""
    quoted = re.findall(r"'([^']+)'|in the formula (.+)", message)
    page, *rest = [quote or formula for quote, formula in quoted] or [""]
    if not page.endswith((".md", ".py")) or not (pages / page).is_file():
        return f"{source}: {message}"
    lines = (pages / page).read_text("utf-8").splitlines()
    line = next((n for quote in rest for n, text in enumerate(lines, start=1) if quote in text), 1)
    return f"{source}/{page}:{line}: {message}"


# --- the commands -------------------------------------------------------------------------


def build_command(root: Path, to: Path | None, draft: bool) -> int:
    """Build the site in the place of site/, or of the folder ``to``; gives the exit status."""
    started = time.monotonic()
    beside = to.parent if to else root / ".cache"
    try:
        beside.mkdir(exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix="site-", dir=beside))
    except OSError as error:
        return not_written(beside, error)
    try:
        build(root, folder / "site", draft)
        pages = len(list(folder.rglob("index.html")))
        replace_folder(to or root / "site", folder / "site")
    except BuildFailed as failure:
        print(failure, file=sys.stderr)
        print("The site was not built: mend the lines above.", file=sys.stderr)
        return 1
    except OSError as error:
        if error.errno not in REFUSALS:
            raise
        return not_written(folder, error)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"Built {pages} pages in {time.monotonic() - started:.1f} s.", file=sys.stderr)
    return 0


def not_written(folder: Path, error: OSError) -> int:
    """Say in a line what the system refuses; gives the exit status."""
    print(f"The site was not built: {error.filename or folder}: {error.strerror or error}.", file=sys.stderr)
    return 1


def main(arguments: list[str]) -> int:
    """The command line; gives the exit status."""
    parser = argparse.ArgumentParser(prog="book.py", description="Build the site, or read it.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, about in (("build", "build the site into site/"), ("serve", "build, show, rebuild on change")):
        command = commands.add_parser(name, help=about, description=about)
        command.add_argument("--draft", action="store_true", help="build although claims are wrong")
        if name == "build":
            command.add_argument("--to", type=Path, help="the folder to build, instead of site/")
        else:
            command.add_argument("--port", default=os.environ.get("PORT") or "8000", help="instead of 8000")
    given = parser.parse_args(arguments)
    if given.command == "serve":
        return serve(ROOT, given.port, given.draft)
    return build_command(ROOT, given.to, given.draft)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
