"""Programs → their runs, each in a fresh process, a few at a time (fork_server.py), or from the cache."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from literate.findings import ROOT
from literate.programs import instruction_set
from literate.programs.fork_server import Job
from literate.programs.program import Program
from literate.programs.run import Run
from literate.programs.run_cache import RunCache

SECONDS = 120.0             # a program of the book takes 2; machines are slow at times
BYTES = 1 << 20             # 200 epochs print 60 KB
NOT_RUN = "the process that runs programs ended"       # the error of runs that say nothing of their program


@dataclass
class Pool:
    """Runs programs that are not in the cache, each for ``seconds`` at most, writing ``bytes`` at most.

    ``report(program, run, done, total)`` is called whenever one is over.
    """

    cache: RunCache = field(default_factory=RunCache)
    seconds: float = SECONDS
    bytes: int = BYTES
    report: Callable[[Program, Run, int, int], None] = lambda program, run, done, total: None

    def run(self, programs: Iterable[Program]) -> dict[str, Run]:
        """The run of each program, by the program's text; a program that fails has a run that says why."""
        by_text: dict[str, Program] = {}
        for program in programs:
            by_text.setdefault(program.text, program)
        kept = {text: run for text, program in by_text.items() if (run := self.cache.get(program))}
        return kept | self.run_afresh([program for text, program in by_text.items() if text not in kept])

    def run_afresh(self, programs: list[Program]) -> dict[str, Run]:
        """The same, without a look into the cache; what ran cleanly is kept there."""
        runs: dict[str, Run] = {}
        if programs:
            with tempfile.TemporaryDirectory(prefix="literate-", ignore_cleanup_errors=True) as folder:
                for program, run in self._work(programs, Path(folder)):
                    runs[program.text] = run
                    if not run.error:
                        self.cache.put(program, run)
                    self.report(program, run, len(runs), len(programs))
        return runs

    def _work(self, programs: list[Program], folder: Path) -> Iterator[tuple[Program, Run]]:
        """Let a worker run the programs in the folder; gives each with its run when that is over."""
        waiting = {number: Job(number, program, folder / str(number), self.seconds, self.bytes)
                   for number, program in enumerate(programs)}
        worker = start_worker(list(waiting.values()), folder)
        try:
            while waiting and (line := worker.stdout.readline()):
                number, status, limit = json.loads(line)
                job = waiting.pop(number)
                yield job.program, read_result(job, status, limit)
        finally:
            worker.stdout.close()       # a worker that nobody listens to ends its programs and itself
        worker.wait()
        tail = "\n".join(_text(folder / "log").strip().splitlines()[-5:])
        for job in waiting.values():
            yield job.program, Run(error=NOT_RUN, error_line=1, traceback=tail)


def start_worker(jobs: list[Job], folder: Path) -> subprocess.Popen:
    """A worker on the jobs, with the environment that programs run in."""
    for job in jobs:
        (job.folder / "cwd").mkdir(parents=True)
    (folder / "jobs").write_bytes(pickle.dumps(jobs))
    environment = os.environ | instruction_set.environment() | {
        "MPLBACKEND": "module://literate.programs.figure_backend", "PYTHONUTF8": "1",
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    with open(folder / "log", "wb") as log:
        command = [sys.executable, "-m", "literate.programs.fork_server", str(folder)]
        return subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=log,
                                encoding="utf-8")


def read_result(job: Job, status: int, limit: str) -> Run:
    """The run that a job left in its folder, or why it left none."""
    folder = job.folder
    stdout, stderr = _text(folder / "stdout"), _text(folder / "stderr")
    if status == 0 and (folder / "run").exists():
        run = pickle.loads((folder / "run").read_bytes())
        run.stdout, run.stderr = stdout, stderr
        run.figures = tuple(path.read_bytes() for path in sorted((folder / "cwd").glob("figure-*.svg")))
        return run
    ended = (f"its process was ended by signal {-status}" if status < 0 else
             f"it ended its own process with status {status}, without cleaning up")
    return Run(stdout[:2000], stderr[:2000], limit or ended, 1)


def _text(path: Path) -> str:
    return path.read_text("utf-8", "backslashreplace") if path.exists() else ""


def print_progress(stream=sys.stderr) -> Callable[[Program, Run, int, int], None]:
    """A report for people: one line a program, with the seconds it took."""
    started = time.monotonic()

    def report(program: Program, run: Run, done: int, total: int) -> None:
        state = "failed" if run.error else f"{run.seconds:.1f} s"
        since = f"{time.monotonic() - started:.0f} s since the start"
        print(f"  ran {done}/{total} {program.name} ({state}; {since})", file=stream, flush=True)

    return report
