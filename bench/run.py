"""What Run costs a reader: bytes and seconds until a program has run, for the first time and again.

In Chromium, from this machine, with nothing in the browser's cache: NumPy alone, then matplotlib on top.
``make bench ARGS="run [--site FOLDER]"``.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bench.page import build_book
from bench.wire import Host, host
from literate.site.chromium import FLAGS, browser_path

PAGE, PROGRAM = "411/", "p411_1"
LIMITS = {"MB": 12, "first": 8, "next": 0.3}        # of NumPy alone: MB, seconds, seconds
DRAWING = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\n"
BUTTON = ".run-panel .run-buttons button:first-child"

RUN = """async selector => {
  const button = document.querySelector(selector), started = performance.now();
  button.click();
  while (button.disabled) await new Promise(requestAnimationFrame);
  return performance.now() - started;
}"""


def time_run(page: Page) -> float:
    """Seconds from pressing Run until it can be pressed again."""
    page.wait_for_selector(f"{BUTTON}:enabled")
    return page.evaluate(RUN, BUTTON) / 1000


def megabytes(server: Host) -> float:
    """What has been sent of Python since the last time."""
    size = sum(size for name, size in server.sent if "/assets/run/" in name)
    server.sent.clear()
    return size / 1e6


def measure(server: Host) -> dict[str, float]:
    """MB and seconds by what they are of."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        page = browser.new_page()
        page.goto(server.address + PAGE, wait_until="networkidle")
        started = time.perf_counter()
        page.locator(f"button[data-run={PROGRAM}]").click()
        page.wait_for_selector(".run-result pre:not(:empty)", timeout=300_000)
        found = {"first": time.perf_counter() - started, "MB": megabytes(server)}
        found["next"] = min(time_run(page) for _ in range(5))
        page.locator(".run-panel textarea").fill(DRAWING)
        found |= {"first drawing": time_run(page), "MB more": megabytes(server)}
        found["next drawing"] = time_run(page)
        browser.close()
    return found


def main() -> int:
    """The command; gives the exit status: 1 where a limit is passed."""
    parser = argparse.ArgumentParser(description="Measure what running a program on its page costs.")
    parser.add_argument("--site", type=Path, help="a built site, instead of building one")
    given = parser.parse_args()
    if not browser_path():
        print("Run is measured in Chromium, and there is none: apt install chromium.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        site = given.site or Path(temporary) / "book"
        if not given.site:
            build_book(site)
        with host(site) as server:
            found = measure(server)
    print(f"NumPy alone: {found['MB']:.1f} MB, first Run {found['first']:.1f} s, next {found['next']:.2f} s; "
          f"matplotlib: {found['MB more']:.1f} MB more, first drawing {found['first drawing']:.1f} s, "
          f"next {found['next drawing']:.2f} s.")
    return int(any(found[name] > limit for name, limit in LIMITS.items()))


if __name__ == "__main__":
    sys.exit(main())
