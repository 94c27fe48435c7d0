import pytest

from book_maker import Book


@pytest.fixture
def book(tmp_path):
    return Book(tmp_path)
