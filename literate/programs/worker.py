"""The process that programs run in: imports the slow packages once, then forks a fresh child for every program.

Reads jobs as JSON lines from standard input, writes what became of them as JSON lines to standard output. Where
the system cannot fork, each job gets a new interpreter instead. A job's folder receives ``stdout``, ``stderr``
(the program's own: Python warnings and whatever it writes to sys.stderr), ``log`` (what native code writes to
file descriptor 2) and ``run``.
"""

from __future__ import annotations

import importlib
import json
import os
import pickle
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from literate.programs.recorder import record

POLL_SECONDS = 0.005        # between looks at what has ended or passed a limit: nothing beside a program's run


@dataclass
class Job:
    """A program to run: its text and file name, an empty folder to run it in, and its limits."""

    number: int
    program: str            # the text
    filename: str           # what tracebacks call it
    folder: str
    seconds: float
    bytes: int


class Fork:
    """A fork of this process that runs one job, with those methods of a Popen that are needed here."""

    def __init__(self, job: Job):
        self.pid = os.fork()
        if self.pid == 0:
            try:
                os.setsid()             # so that a program's own children end with it
                run_job(job)
            finally:
                os._exit(70)

    def poll(self) -> int | None:
        """The exit status (negative: the signal that ended it), or None while it runs."""
        done, status = os.waitpid(self.pid, os.WNOHANG)
        return os.waitstatus_to_exitcode(status) if done else None

    def kill(self) -> None:
        """End it and its children, now."""
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except ProcessLookupError:      # it has not yet called setsid
            os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        """Its exit status, when it has ended."""
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def spawn(job: Job) -> subprocess.Popen:
    """Begin the job in a new interpreter."""
    path = Path(job.folder, "job.json")
    path.write_text(json.dumps(job.__dict__), encoding="utf-8")
    return subprocess.Popen([sys.executable, "-m", "literate.programs.worker", "--job", str(path)])


def serve(modules: list[str], parallel: int) -> None:
    """Import ``modules``, then run the jobs of standard input, ``parallel`` at a time."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for module in modules:
        importlib.import_module(module)
    waiting = [Job(**json.loads(line)) for line in sys.stdin]
    start = Fork if hasattr(os, "fork") else spawn
    running: list[tuple[Job, float, Fork | subprocess.Popen]] = []
    while waiting or running:
        while waiting and len(running) < parallel:
            job = waiting.pop(0)
            running.append((job, time.monotonic(), start(job)))
        for entry in list(running):
            job, started, process = entry
            status, limit = process.poll(), ""
            if status is None and (limit := passed_limit(job, started)):
                process.kill()
                status = process.wait()
            if status is not None:
                running.remove(entry)
                print(json.dumps({"number": job.number, "status": status, "limit": limit}), file=answers, flush=True)
        time.sleep(POLL_SECONDS)


def passed_limit(job: Job, started: float) -> str:
    """Which limit the running job has passed: "seconds", "bytes", or ""."""
    if time.monotonic() - started > job.seconds:
        return "seconds"
    streams = [Path(job.folder, name) for name in ("stdout", "stderr", "log")]
    written = sum(stream.stat().st_size for stream in streams if stream.exists())
    return "bytes" if written > job.bytes else ""


def run_job(job: Job) -> None:
    """Run the job in this very process, which ends with it."""
    folder = Path(job.folder)
    os.chdir(folder / "cwd")
    for descriptor, name in ((1, "stdout"), (2, "log")):
        stream = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        os.dup2(stream, descriptor)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", closefd=False)
    sys.stdout = sys.__stdout__ = open(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = sys.__stderr__ = open(folder / "stderr", "w", encoding="utf-8", errors="backslashreplace",
                                       buffering=1)
    sys.argv = [job.filename]
    sys.path[0] = str(Path(job.filename).parent)
    run = record(job.program, job.filename)
    sys.stdout.flush()
    sys.stderr.flush()
    (folder / "run").write_bytes(pickle.dumps(run))
    os._exit(0)


if __name__ == "__main__":
    if sys.argv[1] == "--job":
        run_job(Job(**json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))))
    else:
        serve(sys.argv[2:], int(sys.argv[1]))
