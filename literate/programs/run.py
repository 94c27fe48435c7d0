"""Programs → their runs, each in a fresh process, a few at a time, or from the cache.

The processes are forks of a server that has imported the slow packages once: ``python -m
literate.programs.run`` reads programs from stdin and writes their runs to stdout, in order, both pickled.
Where the system cannot fork, each program gets a new interpreter instead.
"""

import contextlib
import functools
import importlib
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path
from typing import Any, TextIO

from literate.cache import Cache, cache_folder
from literate.findings import ROOT
from literate.programs import machine
from literate.programs.history import Run
from literate.programs.program import Program
from literate.programs.recorder import record
from literate.programs.syntax import imported_packages

CONTEXT: Any = get_context("fork" if "fork" in get_all_start_methods() else "spawn")
SLOW = {"matplotlib": "matplotlib.pyplot", "tensorflow": "tensorflow", "keras": "keras"}
"""What to import before there are forks, by the package that programs import."""


@dataclass
class Pool:
    """Runs programs whose runs are not kept in ``folder``, each for ``seconds`` at most, writing ``bytes`` at
    most; ``progress`` gets a line for each.
    """

    folder: Path = field(default_factory=lambda: cache_folder("runs"))
    seconds: float = 120.0      # a program of the book takes 2; machines are slow at times
    bytes: int = 1 << 20        # 200 epochs print 60 KB
    progress: TextIO | None = None

    def run(self, programs: Iterable[Program]) -> dict[str, Run]:
        """The run of each program, by the program's text; a program that fails has a run that says why.

        What ran cleanly is kept. Raises ChildProcessError where programs cannot be run.
        """
        cache, by_text = Cache(self.folder), {program.text: program for program in programs}
        runs = {each.text: run for each in by_text.values() if (run := cache.get(machine.run_key(each)))}
        missing = [program for text, program in by_text.items() if text not in runs]
        for run, program in zip(self.run_afresh(missing), missing):
            runs[program.text] = run
            if not run.error:
                cache.put(machine.run_key(program), run)
        return runs

    def run_afresh(self, programs: list[Program]) -> Iterator[Run]:
        """The runs of the programs by a server of their own, in the environment that programs run in."""
        if not programs:
            return
        started = time.monotonic()
        environment = os.environ | machine.environment() | {
            "MPLBACKEND": "module://literate.programs.figure_backend", "PYTHONUTF8": "1",
            "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
        with tempfile.TemporaryFile() as log, subprocess.Popen(
                [sys.executable, "-m", "literate.programs.run"], cwd=ROOT, env=environment,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log) as server:
            try:
                server.stdin.write(pickle.dumps((self.seconds, self.bytes, programs)))
                server.stdin.close()
                for done, program in enumerate(programs, 1):
                    run = pickle.load(server.stdout)
                    if self.progress:
                        state = "failed" if run.error else f"{run.seconds:.1f} s"
                        since = f"{time.monotonic() - started:.0f} s since the start"
                        said = f"  ran {done}/{len(programs)} {program.name} ({state}; {since})"
                        print(said, file=self.progress, flush=True)
                    yield run
            except (BrokenPipeError, EOFError, pickle.UnpicklingError):
                log.seek(0)
                said = log.read()[-1000:].decode(errors="replace")
                raise ChildProcessError(f"programs cannot be run: is memory short?\n{said}") from None


# --- the server ---------------------------------------------------------------------------------------------


def serve() -> None:
    """Run the programs that stdin gives, one a processor, and write their runs to stdout."""
    seconds, limit, programs = pickle.load(sys.stdin.buffer)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)               # where what packages print when they are imported does no harm
    imported = set().union(*(imported_packages(program.text) for program in programs))
    for package in imported & SLOW.keys() if CONTEXT.get_start_method() == "fork" else ():
        with contextlib.suppress(ImportError):          # which the programs themselves will meet
            importlib.import_module(SLOW[package])
    with ProcessPoolExecutor(min(len(programs), os.cpu_count() or 1), CONTEXT) as executor:
        for run in executor.map(functools.partial(run_apart, seconds, limit), programs):
            answers.write(run)
            answers.flush()


def run_apart(seconds: float, limit: int, program: Program) -> bytes:
    """The pickled run of the program in a process of its own, which is ended where it takes more ``seconds``
    or writes more bytes than the ``limit``.
    """
    with tempfile.TemporaryDirectory(prefix="literate-", ignore_cleanup_errors=True) as name:
        folder, end, problem = Path(name), time.monotonic() + seconds, ""
        (folder / "cwd").mkdir()
        process = CONTEXT.Process(target=run_here, args=(program, folder))
        process.start()
        try:
            while process.exitcode is None and not problem:
                process.join(0.02)
                if time.monotonic() > end:
                    problem = f"it did not end within {seconds:g} seconds"
                elif sum(path.stat().st_size for path in folder.glob("*.txt")) > limit:
                    problem = f"it wrote more than {limit:,} bytes"
        finally:
            if process.exitcode is None:
                with contextlib.suppress(AttributeError, ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)      # the program's own children, too
                process.kill()
                process.join()
        if not problem and process.exitcode < 0:
            problem = f"its process was ended by signal {-process.exitcode}"
        elif not problem and not (folder / "run").exists():
            problem = f"it ended its own process with status {process.exitcode}, without cleaning up"
        return pickle.dumps(Run(error=problem, error_line=1)) if problem else (folder / "run").read_bytes()


def run_here(program: Program, folder: Path) -> None:
    """Run the program in this very process, which ends with it, and leave its run in the folder.

    The run has as ``stderr`` what the program itself writes to sys.stderr, not what native code writes there.
    """
    if hasattr(os, "setsid"):
        os.setsid()
    os.chdir(folder / "cwd")
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)       # where AutoGraph leaves files, too
    for descriptor, name in ((1, "stdout.txt"), (2, "log.txt")):
        os.dup2(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644), descriptor)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    streams = {"stdin": open(0, encoding="utf-8", closefd=False),
               "stdout": open(1, "w", encoding="utf-8", closefd=False),
               "stderr": open(folder / "stderr.txt", "w", 1, "utf-8", "backslashreplace")}
    vars(sys).update(streams | {f"__{name}__": stream for name, stream in streams.items()})
    sys.argv = [str(program.path)]
    sys.path[0] = str(program.path.parent)
    run = record(program.text, str(program.path))
    sys.stdout.flush()
    sys.stderr.flush()
    run.stdout, run.stderr = ((folder / f"{name}.txt").read_text("utf-8", "backslashreplace")
                              for name in ("stdout", "stderr"))
    run.figures = tuple(path.read_bytes() for path in sorted((folder / "cwd").glob("figure-*.svg")))
    (folder / "run").write_bytes(pickle.dumps(run))
    os._exit(0)


if __name__ == "__main__":
    serve()
    os._exit(0)                 # without taking TensorFlow apart, which takes as long as a program
