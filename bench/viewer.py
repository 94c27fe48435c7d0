"""Does scrubbing the step viewer keep up with a screen of 60 frames a second? Also: how large the traces are.

In Chromium, every long program: at each line one pass through the epochs. What counts is the processor time a
frame of the page's main thread (script, style, layout, paint), so that other work on the machine does not.
``make bench ARGS=viewer``.
"""

from __future__ import annotations

import gzip
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bench.wire import host
from literate.findings import ROOT
from literate.programs.program import SNIPPETS, load_program
from literate.programs.run import Pool
from literate.site.chromium import FLAGS, browser_path
from literate.viewer import trace

FRAME = 16.0                # milliseconds
FRAMES = 20                 # in a line's pass
LONG = 100                  # epochs: shorter programs are not scrubbed but stepped
PAGE = """<!doctype html><html lang="en"><title>bench</title>
<script type="module" src="assets/js/step-viewer/index.js"></script>
<step-viewer src="{name}.json"></step-viewer>"""
SCRUB = """async ([number, frames]) => {
  const root = document.querySelector("step-viewer").shadowRoot;
  const range = root.querySelector("input[type=range]");
  root.querySelectorAll(".line")[number].click();
  for (let frame = 0; frame < frames; frame++) {
    range.value = Math.round((range.max * frame) / (frames - 1));
    range.dispatchEvent(new Event("input"));
    await new Promise(requestAnimationFrame);
  }
}"""


def write_site(folder: Path) -> list[tuple[str, int]]:
    """A page for each long program; gives their names, and the compressed size of each trace."""
    shutil.copytree(ROOT / "docs" / "assets", folder / "assets")
    programs = [load_program(path.name) for path in sorted(SNIPPETS.glob("*.py"))]
    runs = Pool(progress=sys.stderr).run(programs)
    written = []
    for program in programs:
        name = trace.name_of(program)
        built = trace.build(program, runs[program.text])
        (folder / f"{name}.json").write_text(trace.written(built), "utf-8")
        if len(built["epochs"]) >= LONG:
            written.append((name, len(gzip.compress((folder / f"{name}.json").read_bytes()))))
            (folder / f"{name}.html").write_text(PAGE.format(name=name), "utf-8")
    return written


def measure(names: list[str], folder: Path) -> Iterator[tuple[str, list[float]]]:
    """For each program's name the milliseconds a frame takes at each line, in order of size."""
    with host(folder) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        for name in names:
            yield name, measure_page(browser, f"{server.address}{name}.html#why={name}")
        browser.close()


def measure_page(browser: Browser, address: str) -> list[float]:
    page = browser.new_page()
    page.goto(address)
    page.locator(".viewer").wait_for()
    tools = page.context.new_cdp_session(page)
    tools.send("Performance.enable", {"timeDomain": "threadTicks"})

    def busy() -> float:
        metrics = tools.send("Performance.getMetrics")["metrics"]
        return next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")

    times = []
    for number in range(page.locator(".line").count()):
        page.evaluate(SCRUB, [number, 3])       # what happens once: widths are found, scripts compiled
        before = busy()
        page.evaluate(SCRUB, [number, FRAMES])
        times.append((busy() - before) * 1000 / FRAMES)
    page.close()
    return sorted(times)


def main() -> int:
    """1 where a frame takes longer than it may."""
    with tempfile.TemporaryDirectory() as folder:
        sizes = dict(write_site(Path(folder)))
        slow = []
        print("program   lines   a frame at most lines, at the slowest     trace (gzip)")
        for name, lines in measure(list(sizes), Path(folder)):
            middle, worst = lines[len(lines) // 2], lines[-1]
            print(f"{name:8} {len(lines):6} {middle:19.1f} ms {worst:18.1f} ms "
                  f"{sizes[name] / 1024:12.1f} KiB", flush=True)
            slow += [name] if worst >= FRAME else []
    print(f"at 60 frames a second one has {FRAME:g} ms; slower: {', '.join(slow) or 'none'}")
    return int(bool(slow))


if __name__ == "__main__":
    sys.exit(main())
