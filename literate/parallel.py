"""A function of many things, by all processors at once."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Sequence
from typing import Any


def map_in_processes(function: Callable[[Any], Any], items: Sequence[Any], least: int = 2) -> list[Any]:
    """``function`` of each item, computed by as many processes as there are processors.

    Each process is a fork and has the function and the items as they are here; only results are copied, so
    only they must be picklable. This process does it alone where there are fewer than ``least`` items, or no
    forks. Raises ChildProcessError if a process fails; what it failed of is on stderr then.
    """
    if len(items) < least or "fork" not in multiprocessing.get_all_start_methods():
        return [function(item) for item in items]

    def work(items, sender):
        signal.signal(signal.SIGINT, signal.SIG_IGN)    # the process above gets it too, and ends this one
        sender.send([function(item) for item in items])

    context = multiprocessing.get_context("fork")
    number = min(len(items), os.cpu_count() or 1)
    results, processes = [None] * len(items), []
    for first in range(number):
        receiver, sender = context.Pipe(duplex=False)
        process = context.Process(target=work, args=(items[first::number], sender), daemon=True)
        process.start()
        sender.close()              # the process has the other end: when it ends, so does the pipe
        processes.append((process, receiver))
    try:
        for first, (_, receiver) in enumerate(processes):
            results[first::number] = receiver.recv()
    except EOFError:
        raise ChildProcessError("a process ended before its work: see above, or is memory short?") from None
    finally:
        for process, _ in processes:
            process.kill()
            process.join()
    return results
