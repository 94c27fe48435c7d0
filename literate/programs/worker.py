"""The process that programs run in: imports the slow packages once, then forks a fresh child for every program.

Reads jobs as JSON lines from standard input, writes what became of them as JSON lines to standard output. Where
the system cannot fork, each job gets a new interpreter instead. A job's folder receives ``stdout``, ``stderr``
(the program's own: Python warnings and whatever it writes to sys.stderr), ``log`` (what native code writes to
file descriptor 2) and ``result``.
"""

from __future__ import annotations

import importlib
import json
import os
import select
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

POLL_SECONDS = 0.02


@dataclass
class Job:
    """A program to run: its text and file name, an empty folder to run it in, and its limits."""

    id: int
    program: str            # the text
    filename: str           # what tracebacks call it
    folder: str
    seconds: float
    bytes: int


def serve(modules: list[str], parallel: int) -> None:
    """Import ``modules``, then run jobs from standard input, ``parallel`` at a time, until it closes."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def answer(**message) -> None:
        print(json.dumps(message), file=answers, flush=True)

    for module in modules:
        importlib.import_module(module)
    answer(ready=True)
    waiting: list[Job] = []
    running: dict[int, tuple[Job, float, subprocess.Popen | None]] = {}
    pending, closed = b"", False
    while not closed or waiting or running:
        while waiting and len(running) < parallel:
            job = waiting.pop(0)
            pid, process = _start(job)
            running[pid] = (job, time.monotonic(), process)
        for pid, (job, started, process) in list(running.items()):
            status = _status(pid, process)
            reason = _over_limit(job, started) if status is None else ""
            if reason:
                _kill(pid, process)
                status = _status(pid, process, wait=True)
            if status is not None:
                del running[pid]
                answer(id=job.id, status=status, over=reason)
        if not closed and _readable(0 if running else POLL_SECONDS):
            data = os.read(0, 1 << 20)
            closed = not data
            *lines, pending = (pending + data).split(b"\n")
            waiting += [Job(**json.loads(line)) for line in lines if line]
        elif running:
            time.sleep(POLL_SECONDS)


def _readable(timeout: float) -> bool:
    """Whether standard input has something; where select cannot tell for pipes, reading simply waits."""
    return bool(select.select([0], [], [], timeout)[0]) if hasattr(os, "fork") else True


def _start(job: Job) -> tuple[int, subprocess.Popen | None]:
    """Begin the job in a process of its own."""
    if not hasattr(os, "fork"):
        (Path(job.folder) / "job.json").write_text(json.dumps(job.__dict__), encoding="utf-8")
        process = subprocess.Popen([sys.executable, "-m", "literate.programs.worker", "--job",
                                    str(Path(job.folder) / "job.json")])
        return process.pid, process
    pid = os.fork()
    if pid:
        return pid, None
    try:
        os.setsid()                     # so that a program's own children end with it
        run_here(job)
    finally:
        os._exit(70)


def run_here(job: Job) -> None:
    """Run the job in this very process, which ends with it."""
    from literate.programs import recorder as record
    from literate.programs import run
    folder = Path(job.folder)
    os.chdir(folder / "cwd")
    for descriptor, name in ((1, "stdout"), (2, "log")):
        stream = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        os.dup2(stream, descriptor)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", closefd=False)
    sys.stdout = sys.__stdout__ = open(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = sys.__stderr__ = open(folder / "stderr", "w", encoding="utf-8", errors="backslashreplace",
                                       buffering=1)
    sys.argv = [job.filename]
    sys.path[0] = str(Path(job.filename).parent)
    result = record.run(job.program, job.filename)
    sys.stdout.flush()
    sys.stderr.flush()
    (folder / "result").write_bytes(run.pack_record(result))
    os._exit(0)


def _status(pid: int, process: subprocess.Popen | None, wait: bool = False) -> int | None:
    """The exit status (negative: the signal that ended it), or None while the process runs."""
    if process:
        return process.wait() if wait else process.poll()
    done, status = os.waitpid(pid, 0 if wait else os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if done else None


def _kill(pid: int, process: subprocess.Popen | None) -> None:
    if process:
        process.kill()
    else:
        try:
            os.killpg(pid, signal.SIGKILL)
        except ProcessLookupError:      # the child has not yet called setsid
            os.kill(pid, signal.SIGKILL)


def _over_limit(job: Job, started: float) -> str:
    """Which limit the running job has passed: "seconds", "bytes", or ""."""
    if time.monotonic() - started > job.seconds:
        return "seconds"
    written = 0
    for name in ("stdout", "stderr", "log"):
        try:
            written += os.stat(os.path.join(job.folder, name)).st_size
        except FileNotFoundError:
            pass
    return "bytes" if written > job.bytes else ""


if __name__ == "__main__":
    if sys.argv[1] == "--job":
        run_here(Job(**json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))))
    else:
        serve(sys.argv[2:], int(sys.argv[1]))
