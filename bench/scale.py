"""Does checking a page cost more in a larger book? Books of 10, 100 and 1,000 pages like the real ones.

Each page is one of the book's, with a remark that no other has, so that no page is another's. The runs of the
programs are there already; they do not grow with the pages. ``make bench ARGS=scale``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from literate.cache import cache_folder
from literate.claims.claim import programs_of
from literate.claims.reader import read
from literate.findings import ROOT
from literate.programs.run import Pool


def make_book(folder: Path, pages: int) -> int:
    """A project with as many pages; gives the number of their claims."""
    for name in ("literate", "snippets"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("conftest.py", "mkdocs.yml", "pyproject.toml", "requirements.txt", "sources.toml"):
        shutil.copy(ROOT / name, folder)
    (folder / ".cache").mkdir()
    (folder / ".cache" / "runs").symlink_to(cache_folder("runs"))
    originals = [read(path) for path in sorted((ROOT / "docs" / "ko").glob("4??.md"))]
    claims = 0
    for number in range(pages):
        original = originals[number % len(originals)]
        copy = folder / "docs" / f"part{number // len(originals):03}" / original.page.path.name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(original.page.text + f"\n<!-- copy {number} -->\n", encoding="utf-8")
        claims += len(original.claims)
    return claims


def check(folder: Path) -> float:
    """Seconds that pytest takes for the pages in the folder."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "docs"]
    environment = os.environ | {"LITERATE_CACHE": str(folder / ".cache")}
    started = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stdout[-3000:])
    return time.perf_counter() - started


def main() -> None:
    readings = [read(path) for path in sorted((ROOT / "docs" / "ko").glob("4??.md"))]
    Pool(progress=sys.stderr).run(programs_of(readings))
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "docs").mkdir()
        for name in ("literate", "snippets"):
            (Path(folder) / name).symlink_to(ROOT / name)
        shutil.copy(ROOT / "pyproject.toml", folder)
        started = time.perf_counter()
        command = [sys.executable, "-m", "pytest", "-q", "--collect-only", "docs"]
        subprocess.run(command, cwd=folder, capture_output=True)
        start = time.perf_counter() - started
    print(f"pytest's own start: {start:.1f} s")
    print("  pages   claims   first check (a page)      warm check (a page)")
    for pages in (10, 100, 1000):
        with tempfile.TemporaryDirectory() as folder:
            claims = make_book(Path(folder), pages)
            first, warm = check(Path(folder)) - start, check(Path(folder)) - start
            print(f"{pages:7} {claims:8} {first:10.1f} s ({1000 * first / pages:5.1f} ms)   "
                  f"{warm:10.1f} s ({1000 * warm / pages:5.1f} ms)", flush=True)


if __name__ == "__main__":
    main()
