"""Programs → their runs, each in a fresh process, a few at a time; a run that is kept is taken from the cache.

Programs that import TensorFlow have a worker of their own (worker.py), so that the others do not wait for it.
"""

from __future__ import annotations

import json
import os
import pickle
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from literate.findings import ROOT
from literate.programs import instruction_set
from literate.programs.program import Program
from literate.programs.run import Run
from literate.programs.run_cache import RunCache
from literate.programs.syntax import imported_packages, imports_tensorflow

SECONDS = 120.0             # a program of the book takes 2; machines are slow at times
BYTES = 1 << 20             # 200 epochs print 60 KB
PRELOADED = {"matplotlib": "matplotlib.pyplot", "tensorflow": "tensorflow", "keras": "keras"}
NOT_RUN = "the process that runs programs ended"       # the error of runs that say nothing of their program


@dataclass
class Pool:
    """Runs programs that are not in the cache, none longer than ``seconds``, none writing more than ``bytes``.

    ``report(program, run, done, total)`` is called whenever one is over.
    """

    cache: RunCache = field(default_factory=RunCache)
    seconds: float = SECONDS
    bytes: int = BYTES
    report: Callable[[Program, Run, int, int], None] = lambda program, run, done, total: None

    def run(self, programs: Iterable[Program]) -> dict[str, Run]:
        """The run of each program, by the program's text; a program that fails has a run that says why."""
        by_text = {program.text: program for program in programs}
        kept = {text: self.cache.get(program) for text, program in by_text.items()}
        runs = {text: run for text, run in kept.items() if run}
        return runs | self.run_afresh([program for text, program in by_text.items() if text not in runs])

    def run_afresh(self, programs: list[Program]) -> dict[str, Run]:
        """The same, without a look into the cache; what ran cleanly is kept there."""
        runs: dict[str, Run] = {}
        done: queue.Queue[tuple[Program, Run]] = queue.Queue()
        with tempfile.TemporaryDirectory(prefix="literate-") as folder:
            for slow in (False, True):
                if part := [program for program in programs if imports_tensorflow(program.text) == slow]:
                    arguments = (part, Path(folder, "slow" if slow else "quick"), done)
                    threading.Thread(target=self._work, args=arguments, daemon=True).start()
            for count in range(1, len(programs) + 1):
                program, run = done.get()
                runs[program.text] = run
                if not run.error:
                    self.cache.put(program, run)
                self.report(program, run, count, len(programs))
        return runs

    def _work(self, programs: list[Program], folder: Path, done: queue.Queue) -> None:
        """Hand the programs to one worker process and put each with its run into ``done``, every one."""
        waiting = dict(enumerate(programs))
        folder.mkdir()
        with open(folder / "log", "wb") as log:
            worker = _start_worker(programs, folder, log)
            try:
                for number, program in waiting.items():
                    Path(folder, str(number), "cwd").mkdir(parents=True)
                    job = {"number": number, "program": program.text, "filename": str(program.path),
                           "folder": str(folder / str(number)), "seconds": self.seconds, "bytes": self.bytes}
                    worker.stdin.write(json.dumps(job) + "\n")
                worker.stdin.close()
                for line in worker.stdout:
                    answer = json.loads(line)
                    number = answer["number"]
                    done.put((waiting.pop(number), self._result(folder / str(number), answer)))
                worker.wait()
            except BrokenPipeError:
                pass
            finally:
                worker.kill()
                worker.wait()
                tail = "\n".join(_text(folder / "log").strip().splitlines()[-5:])
                for program in waiting.values():
                    done.put((program, Run(error=NOT_RUN, error_line=1, traceback=tail)))

    def _result(self, folder: Path, answer: dict) -> Run:
        """The run that a job left in its folder, or why it left none."""
        stdout, stderr = _text(folder / "stdout"), _text(folder / "stderr")
        status, limit = answer["status"], answer["limit"]
        if status == 0 and not limit and (folder / "run").exists():
            figures = tuple(path.read_bytes() for path in sorted((folder / "cwd").glob("figure-*.svg")))
            return replace(pickle.loads((folder / "run").read_bytes()), stdout=stdout, stderr=stderr, figures=figures)
        if limit:
            error = {"seconds": f"it did not end within {self.seconds:g} seconds",
                     "bytes": f"it wrote more than {self.bytes:,} bytes"}[limit]
        elif status < 0:
            error = f"its process was ended by signal {-status}"
        else:
            error = f"it ended its own process with status {status}, without cleaning up"
        return Run(stdout[:2000], stderr[:2000], error, 1)


def _start_worker(programs: list[Program], folder: Path, log) -> subprocess.Popen:
    """A worker that imports what the programs do, if it can fork, with the environment that they run in."""
    packages = set().union(*(imported_packages(program.text) for program in programs))
    modules = [module for package, module in PRELOADED.items() if package in packages and hasattr(os, "fork")]
    environment = os.environ | instruction_set.environment() | {
        "MPLBACKEND": "module://literate.programs.figure_backend", "PYTHONUTF8": "1",
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    command = [sys.executable, "-m", "literate.programs.worker", str(os.cpu_count() or 1), *modules]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, env=environment,
                            cwd=folder, text=True, encoding="utf-8")


def _text(path: Path) -> str:
    return path.read_text("utf-8", "backslashreplace") if path.exists() else ""


def print_progress(stream=sys.stderr) -> Callable[[Program, Run, int, int], None]:
    """A report for people: one line a program, with the seconds it took."""
    started = time.monotonic()

    def report(program: Program, run: Run, done: int, total: int) -> None:
        state = "failed" if run.error else f"{run.seconds:.1f} s"
        print(f"  ran {done}/{total} {program.name} ({state}; {time.monotonic() - started:.0f} s since the start)",
              file=stream, flush=True)

    return report
