"""What a reader waits for: weight and requests of all pages at a first visit, and Lighthouse on some of them.

Beside them stands one page of the book as mkdocs-material makes it with its defaults and its recipe for
formulas. ``make bench ARGS="page [--pages 411 en/416] [--site FOLDER]"``.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from bench.wire import Host, first_visit, host
from literate.findings import ROOT
from literate.site.chromium import FLAGS, browser_path

LIGHTHOUSE = "lighthouse@13.5.0"
RUNS = 3
PAGES = ["", "411", "416", "43", "explorer", "labs/lab_43", "en/411"]
STOCK = "411"                   # the page that the theme's defaults are measured with
CATEGORIES = {"performance": "perf.", "accessibility": "access.", "best-practices": "practices", "seo": "SEO"}
METRICS = {"largest-contentful-paint": "LCP", "total-blocking-time": "TBT", "cumulative-layout-shift": "CLS"}
STOCK_CONFIG = """\
site_name: Stock
theme: {{name: material, language: ko}}
extra_javascript: [https://unpkg.com/mathjax@3/es5/tex-mml-chtml.js]
markdown_extensions:
  - admonition
  - attr_list
  - md_in_html
  - tables
  - pymdownx.arithmatex: {{generic: true}}
  - pymdownx.highlight
  - pymdownx.snippets: {{base_path: ["{snippets}"]}}
  - pymdownx.superfences
"""


def build_book(folder: Path) -> None:
    """Build the book into ``folder``."""
    subprocess.run([sys.executable, "-m", "literate", "site", "--to", folder], cwd=ROOT, check=True)


def build_stock(folder: Path) -> None:
    """Build the page STOCK with the theme's defaults into ``folder``/site."""
    (folder / "docs").mkdir(parents=True)
    shutil.copy(ROOT / "docs" / "ko" / f"{STOCK}.md", folder / "docs" / "index.md")
    config = STOCK_CONFIG.format(snippets=(ROOT / "snippets").as_posix())
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=folder, check=True,
                   stderr=subprocess.DEVNULL, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})


def addresses(site: Path) -> list[str]:
    """All pages of a site: "", "411/", "en/411/"."""
    found = (path.parent.relative_to(site).as_posix() for path in site.rglob("index.html"))
    return sorted("" if page == "." else f"{page}/" for page in found)


def weigh(name: str, server: Host, pages: list[str]) -> None:
    """Open the pages and print the heaviest of them."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        visits = {page: first_visit(browser, server, page) for page in pages}
        browser.close()
    heaviest = max(visits, key=lambda page: visits[page].weight)
    fullest = max(visits, key=lambda page: visits[page].weight_with_fonts)
    most = max(len(visit.sent) for visit in visits.values())
    others = sorted({other for visit in visits.values() for other in visit.hosts})
    print(f"{name}, {len(visits)} page(s): "
          f"at most {visits[heaviest].weight:.1f} KiB without fonts ({heaviest or '/'}), "
          f"{visits[fullest].weight_with_fonts:.1f} KiB with them ({fullest or '/'}), {most} requests; "
          f"other hosts: {', '.join(others) or 'none'}.", flush=True)


def lighthouse(address: str) -> dict[str, float]:
    """Lighthouse's scores and metrics of a page with its mobile preset, each the median of RUNS runs."""
    reports = []
    for _ in range(RUNS):
        command = ["npx", "--yes", LIGHTHOUSE, address, "--quiet", "--output=json",
                   f"--chrome-flags=--headless=new {' '.join(FLAGS)}"]
        done = subprocess.run(command, env={**os.environ, "CHROME_PATH": browser_path() or ""}, check=True,
                              capture_output=True, text=True, timeout=300)
        reports.append(json.loads(done.stdout))
    found = {name: median(100 * report["categories"][name]["score"] for report in reports)
             for name in CATEGORIES}
    found |= {name: median(report["audits"][name]["numericValue"] for report in reports) for name in METRICS}
    return found | {"machine": median(report["environment"]["benchmarkIndex"] for report in reports)}


def compare(servers: list[tuple[str, Host, list[str]]]) -> None:
    """Print a table of Lighthouse's numbers for pages of several sites."""
    print(f"\n{LIGHTHOUSE}, mobile, median of {RUNS}")
    print(f"| page | {' | '.join([*CATEGORIES.values(), *METRICS.values(), 'machine'])} |")
    print(f"|---|{'--:|' * (len(CATEGORIES) + len(METRICS) + 1)}")
    for name, server, pages in servers:
        for page in pages:
            found = lighthouse(server.address + page)
            scores = [f"{found[category]:.0f}" for category in CATEGORIES]
            lcp, tbt, cls = (found[metric] for metric in METRICS)
            cells = [f"{name} {page}".strip(), *scores, f"{lcp / 1000:.1f} s", f"{tbt:.0f} ms", f"{cls:.3f}"]
            print(f"| {' | '.join([*cells, format(found['machine'], '.0f')])} |", flush=True)


def main() -> int:
    """The command; gives the exit status."""
    parser = argparse.ArgumentParser(description="Measure what a first visit to a page costs.")
    parser.add_argument("--pages", nargs="*", default=PAGES, help="those for Lighthouse; all are weighed")
    parser.add_argument("--site", type=Path, help="a built site, instead of building one")
    given = parser.parse_args()
    if not browser_path():
        print("Pages are measured in Chromium, and there is none: apt install chromium.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        folder = Path(temporary)
        book = given.site or folder / "book"
        if not given.site:
            build_book(book)
        build_stock(folder / "stock")
        with host(book) as ours, host(folder / "stock" / "site") as stock:
            weigh("the book", ours, addresses(book))
            weigh("stock mkdocs-material", stock, [""])
            if not shutil.which("npx"):
                print("Lighthouse needs Node.js, and there is none: https://nodejs.org/.", file=sys.stderr)
                return 1
            pages = [f"{page}/" if page else "" for page in given.pages]
            compare([("the book", ours, pages), ("stock mkdocs-material", stock, [""])])
    return 0


if __name__ == "__main__":
    sys.exit(main())
