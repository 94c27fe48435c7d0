import pytest


@pytest.fixture
def book(book):
    """The small book with a cache of its own: here, programs are to be run."""
    book.cache = book.folder / "cache"
    return book
