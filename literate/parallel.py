"""A function of many things, by all processors at once."""

from __future__ import annotations

import multiprocessing
import os
import traceback
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from typing import Any


def map_in_processes(function: Callable[[Any], Any], items: Sequence[Any], least: int = 2) -> Iterator[Any]:
    """``function`` of each item, in order, computed in as many processes as there are processors.

    Each process is a fork and has the function and the items as they are here; only results are copied, so they, and
    what the function raises, must be picklable. This process does it alone where there are fewer than ``least`` items
    or no forks. Raises what the function raises, and ChildProcessError if a process ends before its work is done.
    """
    if len(items) < least or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(function, items)
        return
    context = multiprocessing.get_context("fork")
    number = min(len(items), os.cpu_count() or 1)
    processes, results = [], []
    try:
        for first in range(number):
            receiver, sender = context.Pipe(duplex=False)
            process = context.Process(target=_send_results, args=(function, items[first::number], sender), daemon=True)
            process.start()
            sender.close()              # the process has the other end: when it ends, so does the pipe
            processes.append(process)
            results.append(receiver)
        for index in range(len(items)):
            try:
                result, error = results[index % number].recv()
            except EOFError:
                raise ChildProcessError("a process ended before its work was done: is there enough memory?") from None
            if error:
                raise error
            yield result
    finally:
        for process in processes:
            process.terminate()
            process.join()


def _send_results(function: Callable[[Any], Any], items: Sequence[Any], results: Connection) -> None:
    """Send ``(result, None)`` for each item, or ``(None, error)`` and end."""
    for item in items:
        try:
            results.send((function(item), None))
        except Exception as error:
            error.add_note(traceback.format_exc())
            results.send((None, error))
            return
