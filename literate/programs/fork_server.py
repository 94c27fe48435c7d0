"""The process that programs run in: imports the slow packages once, then forks a child for every program.

``python -m literate.programs.fork_server FOLDER`` reads the jobs from FOLDER/jobs and prints a line for each
that is over. Where the system cannot fork, each job gets a new interpreter instead. Its folder,
FOLDER/NUMBER, receives ``stdout``, ``stderr`` (the program's own: Python warnings and what it writes to
sys.stderr), ``log`` (what native code writes to file descriptor 2), ``run``, and in ``cwd`` what the program
leaves there.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import pickle
import signal
import sys
import time
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TextIO

from literate.programs.program import Program
from literate.programs.recorder import record
from literate.programs.syntax import imported_packages, imports_tensorflow

CAN_FORK = hasattr(os, "fork")
Process: type[BaseProcess] = get_context("fork").Process if CAN_FORK else get_context("spawn").Process
IMPORTS = {"matplotlib": "matplotlib.pyplot", "tensorflow": "tensorflow", "keras": "keras"}
POLL_SECONDS = 0.02         # between looks at whether a program has passed a limit


@dataclass
class Job:
    """A program to run, the folder that gets what comes of it, and its limits."""

    number: int
    program: Program
    folder: Path
    seconds: float
    bytes: int


def serve(folder: Path) -> None:
    """Run the jobs of ``folder``; programs without TensorFlow do not wait until it is imported."""
    jobs = pickle.loads((folder / "jobs").read_bytes())
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)               # what packages print when they are imported goes to the log
    if not CAN_FORK:
        return run_jobs(jobs, answers)
    slow = [job for job in jobs if imports_tensorflow(job.program.text)]
    process = Process(target=import_and_run, args=([job for job in jobs if job not in slow], answers))
    process.start()
    import_and_run(slow, answers)
    process.join()


def import_and_run(jobs: list[Job], answers: TextIO) -> None:
    """Run the jobs in forks of this process, which has imported the packages that they need."""
    packages = set().union(*(imported_packages(job.program.text) for job in jobs))
    for package in packages & IMPORTS.keys():
        importlib.import_module(IMPORTS[package])
    run_jobs(jobs, answers)


def run_jobs(jobs: list[Job], answers: TextIO) -> None:
    """Run the jobs, one a processor, and print ``[number, exit status, limit passed]`` when one is over."""
    waiting = list(jobs)
    running: dict[BaseProcess, tuple[Job, float]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < (os.cpu_count() or 1):
                job = waiting.pop(0)
                process = Process(target=run_job, args=(job,))
                process.start()
                running[process] = job, time.monotonic()
            wait([process.sentinel for process in running], POLL_SECONDS)
            for process, (job, started) in list(running.items()):
                limit = passed_limit(job, started) if process.exitcode is None else ""
                if limit:
                    kill(process)
                if process.exitcode is not None:
                    del running[process]
                    print(json.dumps([job.number, process.exitcode, limit]), file=answers, flush=True)
    finally:
        for process in running:
            kill(process)


def passed_limit(job: Job, started: float) -> str:
    """What the running job did too long or too much of; "" as long as it keeps its limits."""
    if time.monotonic() - started > job.seconds:
        return f"it did not end within {job.seconds:g} seconds"
    streams = [job.folder / name for name in ("stdout", "stderr", "log")]
    written = sum(stream.stat().st_size for stream in streams if stream.exists())
    return f"it wrote more than {job.bytes:,} bytes" if written > job.bytes else ""


def kill(process: BaseProcess) -> None:
    """End the process of a job, and the program's own children with it."""
    with contextlib.suppress(ProcessLookupError):       # which has not yet called setsid
        if CAN_FORK:
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.join()


def run_job(job: Job) -> None:
    """Run the job in this very process, which ends with it."""
    if CAN_FORK:
        os.setsid()
    program, folder = job.program, job.folder
    os.chdir(folder / "cwd")
    for descriptor, name in ((1, "stdout"), (2, "log")):
        os.dup2(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644), descriptor)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    streams = {"stdin": open(0, encoding="utf-8", closefd=False),
               "stdout": open(1, "w", encoding="utf-8", closefd=False),
               "stderr": open(folder / "stderr", "w", 1, "utf-8", "backslashreplace")}
    vars(sys).update(streams | {f"__{name}__": stream for name, stream in streams.items()})
    sys.argv = [str(program.path)]
    sys.path[0] = str(program.path.parent)
    run = record(program.text, str(program.path), program.recorded)
    sys.stdout.flush()
    sys.stderr.flush()
    (folder / "run").write_bytes(pickle.dumps(run))
    os._exit(0)


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
    os._exit(0)                 # without taking TensorFlow apart, which takes as long as a program
