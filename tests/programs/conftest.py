import pytest

from literate.programs.run_cache import RunCache


@pytest.fixture
def book(book):
    """The small book with a cache of its own: here, programs are to be run."""
    book.cache = RunCache(book.folder / "cache")
    return book
