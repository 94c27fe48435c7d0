"""A function of many things, by all processors at once."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from typing import Any

_work: tuple[Callable[[Any], Any], Sequence[Any]]


def spread(function: Callable[[Any], Any], things: Sequence[Any], few: int, chunk: int) -> Iterator[Any]:
    """``function`` of each thing, in order; by this process alone if there are but a ``few`` or it cannot be forked.

    Each of the others is a fork, which has the function and the things as they are: only results are copied. It
    takes a ``chunk`` of things at a time.
    """
    if len(things) <= few or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(function, things)
        return
    with multiprocessing.get_context("fork").Pool(initializer=_begin, initargs=(function, things)) as pool:
        yield from pool.imap(_done, range(len(things)), chunk)


def _begin(*work) -> None:
    global _work
    _work = work


def _done(number: int) -> Any:
    function, things = _work
    return function(things[number])
