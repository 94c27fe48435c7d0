"""Results come in order, whoever computes them; what goes wrong in a process goes wrong here."""

import os

import pytest

from literate.parallel import map_in_processes


def test_results_are_in_order_and_of_other_processes():
    factor = 3                          # the function and the items need not be picklable
    items = [lambda n=n: n for n in range(50)]
    results = map_in_processes(lambda item: (item() * factor, os.getpid()), items)
    assert [result for result, _ in results] == [3 * n for n in range(50)]
    assert os.getpid() not in {process for _, process in results}


@pytest.mark.parametrize("items, least", [([1, 2, 3], 4), ([1], 2), ([], 0)])
def test_few_items_are_done_here(items, least):
    assert map_in_processes(lambda item: (item, os.getpid()), items, least) == \
        [(item, os.getpid()) for item in items]


def test_without_forks_they_are_done_here(monkeypatch):
    monkeypatch.setattr("multiprocessing.get_all_start_methods", lambda: ["spawn"])
    assert map_in_processes(lambda item: os.getpid(), range(3)) == [os.getpid()] * 3


@pytest.mark.parametrize("fail", [lambda: 1 / 0, lambda: os._exit(1), lambda: os.kill(os.getpid(), 9)])
def test_a_process_that_fails_is_not_waited_for(fail):
    with pytest.raises(ChildProcessError):
        map_in_processes(lambda item: item if item < 7 else fail(), range(9))
