"""A function of many things, by all processors at once."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from typing import Any


def map_in_processes(function: Callable[[Any], Any], items: Sequence[Any], least: int = 2) -> Iterator[Any]:
    """``function`` of each item, in order, computed by as many processes as there are processors.

    Each process is a fork and has the function and the items as they are here; only results are copied, so
    only they must be picklable. This process does it alone where there are fewer than ``least`` items, or no
    forks. Raises ChildProcessError if a process fails; what it failed of is on stderr then.
    """
    if len(items) < least or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(function, items)
        return
    context = multiprocessing.get_context("fork")
    number = min(len(items), os.cpu_count() or 1)
    processes, results = [], []
    for first in range(number):
        receiver, sender = context.Pipe(duplex=False)
        work = (function, items[first::number], sender)
        process = context.Process(target=_send_results, args=work, daemon=True)
        process.start()
        sender.close()              # the process has the other end: when it ends, so does the pipe
        processes.append(process)
        results.append(receiver)
    try:
        for index in range(len(items)):
            yield results[index % number].recv()
    except EOFError:
        raise ChildProcessError("a process ended before its work: see above, or is memory short?") from None
    finally:
        for process in processes:
            process.terminate()
            process.join()


def _send_results(function: Callable[[Any], Any], items: Sequence[Any], results: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)        # the process above gets it too, and ends this one
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for item in items:
        results.send(function(item))
