"""An object in a process of its own."""

from __future__ import annotations

import multiprocessing
import traceback
from collections.abc import Iterable
from multiprocessing.connection import Connection
from typing import Any


class Remote:
    """Calls of an object's methods, answered one after another by a process that has the object as it is now.
    """

    def __init__(self, thing: object):
        self.connection, theirs = multiprocessing.Pipe()
        self.process = multiprocessing.Process(target=answer, args=(thing, theirs), daemon=True)
        self.process.start()
        theirs.close()

    def call(self, method: str, *arguments: Any) -> None:
        """Begin a call; :meth:`result` ends it."""
        self.connection.send((method, arguments))

    def result(self) -> Any:
        """What the oldest call gives. Raises what it raises, and EOFError if the process has ended."""
        value, error = self.connection.recv()
        if error:
            raise error
        return value

    def end(self) -> None:
        """End the process."""
        self.connection.close()
        self.process.terminate()
        self.process.join()


def call_all(remotes: Iterable[Remote], method: str, *arguments: Any) -> list[Any]:
    """The results of the same call of several objects at once. Raises what the first to fail raises."""
    remotes = list(remotes)
    for remote in remotes:
        remote.call(method, *arguments)
    return [remote.result() for remote in remotes]


def answer(thing: object, connection: Connection) -> None:
    """Answer the calls that come over the connection, until it ends."""
    while True:
        try:
            method, arguments = connection.recv()
        except (EOFError, KeyboardInterrupt):
            return
        try:
            connection.send((getattr(thing, method)(*arguments), None))
        except Exception as error:
            error.add_note(traceback.format_exc())
            connection.send((None, error))
