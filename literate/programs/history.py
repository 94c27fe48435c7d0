"""What became of a program that ran: what it printed and drew, and what its names held at every moment."""

import functools
from bisect import bisect_right
from dataclasses import dataclass

import numpy as np

BEFORE_LOOP = -1        # instead of an epoch
AFTER_LOOP = -2


@dataclass(frozen=True)
class Variable:
    """What one line bound one name to, each time it ran.

    ``order`` (k) numbers the statements of the whole run in time; ``epochs`` (k) tells the loop's value then,
    or BEFORE_LOOP or AFTER_LOOP; ``values`` (k × the value's own shape) are copies of what was bound. A line
    that changes a value without binding its name counts as well.
    """

    name: str
    line: int
    order: np.ndarray
    epochs: np.ndarray
    values: np.ndarray


@dataclass
class Run:
    """What became of one program: ``error`` is "" where nothing went wrong, ``figures`` are SVG, in order.

    From each ``(order, name, epoch)`` of ``unrecorded`` on, the name has no value, or one that cannot be
    recorded.
    """

    stdout: str = ""
    stderr: str = ""
    error: str = ""
    error_line: int = 0
    traceback: str = ""
    seconds: float = 0.0
    figures: tuple[bytes, ...] = ()
    variables: tuple[Variable, ...] = ()
    unrecorded: tuple[tuple[int, str, int], ...] = ()

    @functools.cached_property
    def timeline(self) -> dict[str, list[tuple[int, int, np.ndarray]]]:
        """For each name every ``(order, epoch, value)``, in time."""
        times: dict[str, list[tuple[int, int, np.ndarray]]] = {}
        for v in self.variables:
            times.setdefault(v.name, []).extend(zip(v.order.tolist(), v.epochs.tolist(), v.values))
        return {name: sorted(entries, key=lambda entry: entry[0]) for name, entries in times.items()}

    @functools.cached_property
    def epochs(self) -> dict[int, int]:
        """The values that the loop's variable took, BEFORE_LOOP, and AFTER_LOOP if anything came then; with
        the order of what happened last in each, since the loop binds its variable in every one.
        """
        times = [(order, epoch) for order, _, epoch in self.unrecorded]
        for v in self.variables:
            times += zip(v.order.tolist(), v.epochs.tolist())
        return {epoch: order for order, epoch in sorted(times)}

    def first(self, name: str) -> np.ndarray:
        """The value right after the name is first assigned. Raises KeyError if it never is."""
        return self.timeline[name][0][2]

    def last(self, name: str) -> np.ndarray:
        """The value at the program's end. Raises KeyError."""
        return self._until(name, np.inf)

    def at(self, name: str, epoch: int) -> np.ndarray:
        """The value when the epoch (or step) is over, or before the loop (BEFORE_LOOP). Raises KeyError."""
        return self._until(name, self.epochs[epoch])

    def before(self, name: str, order: int) -> np.ndarray:
        """The value just before the statement number ``order``. Raises KeyError if there is none yet."""
        return self._until(name, order - 1)

    def _until(self, name: str, order: float) -> np.ndarray:
        """The value when the statement number ``order`` is over. Raises KeyError if there is none then."""
        entries = self.timeline[name]
        index = bisect_right(entries, order, key=lambda entry: entry[0])
        if not index:
            raise KeyError(name)
        bound, _, value = entries[index - 1]
        if any(lost == name and bound < end <= order for end, lost, _ in self.unrecorded):
            raise KeyError(name)
        return value


def gap(first: np.ndarray, second: np.ndarray) -> float:
    """The largest difference of two arrays' elements; infinite if one is NaN, or the shapes differ.

    As in broadcasting, axes of length one in front do not count: NumPy's biases are a row, Keras's a vector.
    """
    first, second = (np.asarray(value, float).reshape(without_leading_ones(value.shape))
                     for value in (first, second))
    if first.shape != second.shape:
        return float("inf")
    with np.errstate(invalid="ignore"):
        differences = np.where(first == second, 0.0, np.abs(first - second))
    return float("inf") if np.isnan(largest := differences.max(initial=0.0)) else float(largest)


def without_leading_ones(shape: tuple[int, ...]) -> tuple[int, ...]:
    """The shape without the axes of length one in front."""
    return without_leading_ones(shape[1:]) if shape[:1] == (1,) else tuple(shape)
