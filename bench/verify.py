"""How long proving the whole book takes: one process per program, this project cold, this project warm.

All in one run on one machine, so that the ratios hold wherever it is repeated. Takes some minutes, most of
them for the first way. ``make bench ARGS=verify``.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import median

from literate.claims.claim import programs_of
from literate.claims.reader import read
from literate.findings import ROOT
from literate.programs.syntax import imports_tensorflow


def seconds(command: list[str], **environment: str) -> float:
    """The wall time of a command that must succeed."""
    started = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return time.perf_counter() - started


class PeakMemory(threading.Thread):
    """The most memory (bytes of proportional set size) that descendants held at once. Linux only."""

    def __init__(self):
        super().__init__(daemon=True)
        self.peak, self.over = 0, False

    def run(self) -> None:
        while not self.over:
            self.peak = max(self.peak, sum(map(self.size, self.descendants())))
            time.sleep(0.2)

    @staticmethod
    def descendants() -> set[int]:
        parents = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
            except OSError:
                pass
        found = {os.getpid()}
        while more := {pid for pid, parent in parents.items() if parent in found} - found:
            found |= more
        return found - {os.getpid()}

    @staticmethod
    def size(pid: int) -> int:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            return 0
        return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def main() -> None:
    readings = [read(path) for path in sorted((ROOT / "docs").rglob("*.md"))]
    programs = programs_of(readings)
    python = sys.executable
    nothing = seconds([python, "-c", "pass"])
    bare = {module: median(seconds([python, "-c", f"import {module}"]) for _ in range(5))
            for module in ("tensorflow", "numpy")}
    apart = own = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for number, program in enumerate(programs, 1):
            path = Path(folder) / "program.py"
            path.write_text(program.text, encoding="utf-8")
            took = seconds([python, str(path)], MPLBACKEND="Agg")
            apart += took
            own += max(took - bare["tensorflow" if imports_tensorflow(program.text) else "numpy"], 0)
            print(f"  {number}/{len(programs)} {program.name} {took:.1f} s", file=sys.stderr, flush=True)
        cache = str(Path(folder, "kept"))
        pytest = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        start = seconds([*pytest, "--collect-only", "tests/test_book.py"])
        memory = PeakMemory()
        memory.start()
        cold = seconds([*pytest, "docs"], LITERATE_CACHE=cache)
        memory.over = True
        warm = min(seconds([*pytest, "docs"], LITERATE_CACHE=cache) for _ in range(3))
    floor = bare["tensorflow"] + own
    print(f"{len(programs)} programs on {len(readings)} pages, {os.cpu_count()} processors")
    print(f"one process per program   {apart:7.1f} s   1×")
    print(f"this project, cold        {cold:7.1f} s   {apart / cold:.1f}× faster")
    print(f"this project, warm        {warm:7.1f} s   {apart / warm:.0f}× faster; "
          f"{warm - start:.2f} s beyond pytest's start")
    print(f"TensorFlow's import and the programs alone: {floor:.1f} s; cold is {cold / floor:.2f} of that")
    print(f"peak memory, cold {memory.peak / 2**20:15.0f} MiB; an empty Python starts in {nothing:.2f} s")


if __name__ == "__main__":
    main()
