"""Programs → what each printed, its variables at every line, its figures. In a pool of processes, and cached.

A run is found again under ``.cache/runs/`` by the program's text, the versions of what it imports, the
platform and the processor's settings; a program whose run is there costs a file read and imports nothing.
"""

from __future__ import annotations

import ast
import functools
import hashlib
import importlib.metadata
import json
import os
import platform
import queue
import subprocess
import sys
import tempfile
import threading
import time
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from literate.cache import fingerprint, keep
from literate.findings import ROOT, Finding
from literate.programs import instructions as processor
from literate.programs.program import Program
from literate.programs.recorder import Record

CACHE = Path(os.environ.get("LITERATE_CACHE", ROOT / ".cache" / "runs"))
SECONDS = 120.0             # a program of the book takes 2; machines are slow at times
BYTES = 1 << 20             # 200 epochs print 60 KB
SLOW = ("tensorflow", "keras")                                  # these get a worker of their own
SLOW_IMPORTS = {"numpy": "numpy", "matplotlib": "matplotlib.pyplot", "tensorflow": "tensorflow", "keras": "keras"}
DISTRIBUTIONS = {"tensorflow": ("tensorflow", "tensorflow-cpu", "keras", "numpy"), "keras": ("keras", "numpy"),
                 "matplotlib": ("matplotlib", "numpy")}
MAGIC = b"literate run 1\n"


@dataclass(frozen=True)
class Variable:
    """What one line bound one name to, each time it ran.

    ``order`` numbers the statements of the whole run in time; ``epochs`` tells the loop's value then (-1 before
    the loop, -2 after it); ``values`` stacks the values along its first axis: values[k] belongs to order[k] and
    epochs[k]. A line that changes a value without binding its name counts as well.
    """

    name: str
    line: int
    order: np.ndarray
    epochs: np.ndarray
    values: np.ndarray


@dataclass
class Run:
    """What became of one program."""

    stdout: str = ""
    stderr: str = ""
    error: str = ""
    error_line: int = 0
    traceback: str = ""
    seconds: float = 0.0
    figures: tuple[bytes, ...] = ()
    variables: tuple[Variable, ...] = ()
    gone: tuple[tuple[int, str, int], ...] = ()     # order, name, epoch: from then on no value of it is recorded
    cached: bool = False

    @functools.cached_property
    def timeline(self) -> dict[str, list[tuple[int, int, np.ndarray]]]:
        """For each name every ``(order, epoch, value)``, in time."""
        times: dict[str, list[tuple[int, int, np.ndarray]]] = {}
        for v in self.variables:
            times.setdefault(v.name, []).extend(zip(v.order.tolist(), v.epochs.tolist(), v.values))
        return {name: sorted(entries, key=lambda entry: entry[0]) for name, entries in times.items()}

    @functools.cached_property
    def epochs(self) -> frozenset[int]:
        """The values that the loop's variable took; -1 stands for the time before the loop, -2 for that after it."""
        return frozenset(self._ends)

    @functools.cached_property
    def _ends(self) -> dict[int, int]:
        """The order of what happened last in each epoch: the loop binds its variable in every one."""
        times = [(order, epoch) for v in self.variables for order, epoch in zip(v.order.tolist(), v.epochs.tolist())]
        return {epoch: order for order, epoch in sorted(times + [(order, epoch) for order, _, epoch in self.gone])}

    def first(self, name: str) -> np.ndarray:
        """The value right after the name is first assigned. Raises KeyError if it never is."""
        return self.timeline[name][0][2]

    def last(self, name: str) -> np.ndarray:
        """The value at the program's end. Raises KeyError."""
        return self._until(name, sys.maxsize)

    def at(self, name: str, epoch: int) -> np.ndarray:
        """The value when the epoch (or step) is over; epoch -1 is the state before the loop. Raises KeyError."""
        return self._until(name, self._ends[epoch])

    def before(self, name: str, order: int) -> np.ndarray:
        """The value just before the statement number ``order``. Raises KeyError if there is none yet."""
        return self._until(name, order - 1)

    def _until(self, name: str, order: int) -> np.ndarray:
        """The value when the statement number ``order`` is over. Raises KeyError if there is none then."""
        entries = self.timeline[name]
        index = bisect_right(entries, order, key=lambda entry: entry[0])
        if not index or any(gone == name and entries[index - 1][0] < end <= order for end, gone, _ in self.gone):
            raise KeyError(name)
        return entries[index - 1][2]


def gap(first: np.ndarray, second: np.ndarray) -> float:
    """By how much the elements of two arrays differ at most; infinite if one is no number, or the shapes differ.

    As in broadcasting, axes of length one in front do not count: NumPy's biases are a row, Keras's a vector.
    """
    first, second = (np.asarray(value, float).reshape(core(value.shape)) for value in (first, second))
    if first.shape != second.shape:
        return float("inf")
    with np.errstate(invalid="ignore"):
        differences = np.where(first == second, 0.0, np.abs(first - second))
    largest = float(differences.max(initial=0.0))
    return largest if np.isfinite(largest) else float("inf")


def core(shape: tuple[int, ...]) -> tuple[int, ...]:
    """The shape without the axes of length one in front."""
    return core(shape[1:]) if shape[:1] == (1,) else tuple(shape)


# --- bytes ------------------------------------------------------------------------------------------------


def pack_record(record: Record) -> bytes:
    """A record as bytes; :func:`unpack` reads them, after :func:`_seal` has added the streams."""
    groups: dict[tuple, list[tuple[int, int, np.ndarray]]] = {}
    for order, line, name, epoch, value in record.events:
        groups.setdefault((name, line, value.dtype.str, value.shape), []).append((order, epoch, value))
    variables, arrays = [], []
    for (name, line, dtype, shape), entries in groups.items():
        variables.append({"name": name, "line": line, "dtype": dtype, "shape": shape, "count": len(entries)})
        orders, epochs, values = zip(*entries)
        arrays += [np.array(orders, "<i4"), np.array(epochs, "<i4"), np.array(values)]
    head = {"error": record.error, "error_line": record.error_line, "traceback": record.traceback,
            "seconds": record.seconds, "variables": variables, "gone": record.gone}
    return _frame(head, [array.tobytes() for array in arrays])


def _frame(head: dict, parts: list[bytes]) -> bytes:
    """A JSON line, then binary parts; a checksum before both."""
    head = head | {"sizes": [len(part) for part in parts]}
    body = json.dumps(head).encode() + b"\n" + b"".join(parts)
    return MAGIC + hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def _unframe(data: bytes) -> tuple[dict, list[bytes]]:
    """The inverse of _frame. Raises ValueError where a single bit differs."""
    size = len(MAGIC) + 65
    if data[:len(MAGIC)] != MAGIC or hashlib.sha256(data[size:]).hexdigest().encode() != data[len(MAGIC):size - 1]:
        raise ValueError("not a whole run")
    line_end = data.index(b"\n", size)
    head = json.loads(data[size:line_end])
    parts, position = [], line_end + 1
    for length in head["sizes"]:
        parts.append(data[position:position + length])
        position += length
    return head, parts


def _read_result(folder: Path) -> Run:
    """The run that a job left in its folder. Raises FileNotFoundError or ValueError if it left none."""
    head, parts = _unframe((folder / "result").read_bytes())
    return Run((folder / "stdout").read_text("utf-8", "backslashreplace"), _text(folder / "stderr"),
               head["error"], head["error_line"], head["traceback"], head["seconds"],
               tuple(path.read_bytes() for path in sorted((folder / "cwd").glob("figure-*.svg"))),
               _variables(head, parts), _gone(head))


def _gone(head: dict) -> tuple[tuple[int, str, int], ...]:
    return tuple(map(tuple, head["gone"]))


def _variables(head: dict, parts: list[bytes]) -> tuple[Variable, ...]:
    found = []
    for spec, orders, epochs, values in zip(head["variables"], parts[::3], parts[1::3], parts[2::3]):
        shape = (spec["count"], *spec["shape"])
        found.append(Variable(spec["name"], spec["line"], np.frombuffer(orders, "<i4"), np.frombuffer(epochs, "<i4"),
                              np.frombuffer(values, spec["dtype"]).reshape(shape)))
    return tuple(found)


def _text(path: Path) -> str:
    return path.read_text("utf-8", "backslashreplace") if path.exists() else ""


def pack(run: Run) -> bytes:
    """A whole run as bytes."""
    variables = [{"name": v.name, "line": v.line, "dtype": v.values.dtype.str, "shape": v.values.shape[1:],
                  "count": len(v.order)} for v in run.variables]
    head = {"error": run.error, "error_line": run.error_line, "traceback": run.traceback, "seconds": run.seconds,
            "variables": variables, "gone": run.gone, "stdout": run.stdout, "stderr": run.stderr,
            "figures": len(run.figures)}
    arrays = [part.tobytes() for v in run.variables for part in (v.order, v.epochs, v.values)]
    return _frame(head, arrays + list(run.figures))


def unpack(data: bytes) -> Run:
    """The inverse of pack. Raises ValueError if the bytes are damaged."""
    head, parts = _unframe(data)
    arrays = len(parts) - head["figures"]
    return Run(head["stdout"], head["stderr"], head["error"], head["error_line"], head["traceback"],
               head["seconds"], tuple(parts[arrays:]), _variables(head, parts[:arrays]), _gone(head), cached=True)


# --- the cache --------------------------------------------------------------------------------------------


def imports(text: str) -> set[str]:
    """The top-level packages that a program imports; none where it is no Python."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return set()
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names


@functools.cache
def version(distribution: str) -> str:
    """The installed version of a distribution, "" where there is none."""
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return ""


@functools.lru_cache(maxsize=100_000)
def key(program: Program) -> str:
    """The name under which the program's run is kept."""
    distributions = sorted({d for name in imports(program.text) for d in DISTRIBUTIONS.get(name, (name,))})
    parts = [program.text, Path(program.name).name, fingerprint("programs"), platform.python_version(), platform.system(),
             platform.machine()]
    parts += [f"{d} {version(d)}" for d in distributions]
    parts += [f"{name}={value}" for name, value in processor.settings().items()]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


class Cache:
    """Runs kept in a folder; safe to use from several processes at once."""

    def __init__(self, folder: Path = CACHE):
        self.folder = folder
        self.findings: list[Finding] = []

    def get(self, program: Program) -> Run | None:
        """The program's run, if a whole one is kept; a damaged one is removed and reported."""
        path = self.folder / f"{key(program)}.run"
        try:
            return unpack(path.read_bytes())
        except OSError:
            return None                 # there is none, or none that can be read
        except (ValueError, KeyError, IndexError):
            self.findings.append(Finding(path, 1, f"the kept run of {program.name} is damaged.",
                                         "Nothing to do: the program runs again."))
            return None

    def put(self, program: Program, run: Run) -> None:
        """Keep the run; where that can't be, it is reported once."""
        why = keep(self.folder / f"{key(program)}.run", pack(run))
        if why and not any(finding.path == self.folder for finding in self.findings):
            self.findings.append(Finding(self.folder, 1, f"runs cannot be kept here: {why}.",
                                         "Free some room or give yourself the right to write; programs run each time until then."))


# --- the pool ---------------------------------------------------------------------------------------------


@dataclass
class Pool:
    """Runs programs that are not in the cache, each in a fresh process, a few at a time.

    ``report(program, run, done, total)`` is called whenever one is over.
    """

    cache: Cache = field(default_factory=Cache)
    seconds: float = SECONDS
    bytes: int = BYTES
    report: Callable[[Program, Run, int, int], None] = lambda program, run, done, total: None

    def run(self, programs: Iterable[Program]) -> dict[str, Run]:
        """The run of each program, by the program's text."""
        runs: dict[str, Run] = {}
        missing: dict[str, Program] = {}
        for program in programs:
            if program.text not in runs and program.text not in missing:
                cached = self.cache.get(program)
                if cached:
                    runs[program.text] = cached
                else:
                    missing[program.text] = program
        return runs | self.run_afresh(list(missing.values()))

    def run_afresh(self, programs: list[Program]) -> dict[str, Run]:
        """The same, without a look into the cache; what ran cleanly is kept there."""
        runs: dict[str, Run] = {}
        if not programs:
            return runs
        slow = [p for p in programs if imports(p.text) & set(SLOW)]
        quick = [p for p in programs if p not in slow]
        done: queue.Queue[tuple[Program, Run]] = queue.Queue()
        with tempfile.TemporaryDirectory(prefix="literate-") as folder:
            for part, name in ((quick, "quick"), (slow, "slow")):
                if part:
                    wanted = set().union(*(imports(p.text) for p in part))
                    modules = [module for package, module in SLOW_IMPORTS.items() if package in wanted]
                    arguments = (part, modules, Path(folder) / name, done)
                    threading.Thread(target=self._work, args=arguments, daemon=True).start()
            for count in range(1, len(programs) + 1):
                program, run = done.get()
                runs[program.text] = run
                if not run.error:
                    self.cache.put(program, run)
                self.report(program, run, count, len(programs))
        return runs

    def _work(self, programs: list[Program], modules: list[str], folder: Path, done: queue.Queue) -> None:
        """Hand the programs to one worker process and put their runs into ``done``, every one."""
        waiting = dict(enumerate(programs))
        environment = os.environ | processor.settings() | {
            "MPLBACKEND": "module://literate.programs.figure_backend", "PYTHONUTF8": "1",
            "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
        if not hasattr(os, "fork"):
            modules = []
        folder.mkdir(parents=True)
        with open(folder / "log", "wb") as log:
            worker = subprocess.Popen([sys.executable, "-m", "literate.programs.worker", str(os.cpu_count() or 1), *modules],
                                      stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, env=environment,
                                      cwd=folder, text=True, encoding="utf-8")
            try:
                for number, program in waiting.items():
                    (folder / str(number) / "cwd").mkdir(parents=True)
                    job = {"id": number, "program": program.text, "filename": str(program.path),
                           "folder": str(folder / str(number)), "seconds": self.seconds, "bytes": self.bytes}
                    worker.stdin.write(json.dumps(job) + "\n")
                worker.stdin.close()
                for line in worker.stdout:
                    answer = json.loads(line)
                    if "id" in answer:
                        number = answer["id"]
                        done.put((waiting.pop(number), self._result(folder / str(number), answer)))
                worker.wait()
            except BrokenPipeError:
                pass
            finally:
                worker.kill()
                worker.wait()
                for program in waiting.values():
                    tail = _text(folder / "log").strip().splitlines()[-5:]
                    done.put((program, Run(error="the process that runs programs ended", error_line=1,
                                           traceback="\n".join(tail))))

    def _result(self, folder: Path, answer: dict) -> Run:
        """What the finished job's folder holds, or why it holds nothing."""
        try:
            if not answer["over"]:
                return _read_result(folder)
        except (FileNotFoundError, ValueError):
            pass
        errors = {"seconds": f"it did not end within {self.seconds:g} seconds",
                  "bytes": f"it wrote more than {self.bytes:,} bytes"}
        status = answer["status"]
        ended = f"its process was ended by signal {-status}" if status < 0 else \
            f"it ended its own process with status {status}, without cleaning up"
        with open(folder / "stdout", "rb") as file:
            printed = file.read(2000).decode("utf-8", "backslashreplace")
        return Run(printed, _text(folder / "stderr")[:2000], errors.get(answer["over"], ended), 1)


def progress(stream=sys.stderr) -> Callable[[Program, Run, int, int], None]:
    """A report for people: one line a program, with the seconds it took."""
    started = time.monotonic()

    def report(program: Program, run: Run, done: int, total: int) -> None:
        state = "failed" if run.error else f"{run.seconds:.1f} s"
        print(f"  ran {done}/{total} {program.name} ({state}; {time.monotonic() - started:.0f} s since the start)",
              file=stream, flush=True)

    return report
