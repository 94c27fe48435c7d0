import pytest
import whole_book
from book_maker import Book


@pytest.fixture
def book(tmp_path):
    return Book(tmp_path)


@pytest.fixture(scope="session")
def book_site(tmp_path_factory):
    """The folder of the whole book's site, as it is published at whole_book.PUBLISHED."""
    folder = tmp_path_factory.mktemp("book") / "site"
    whole_book.build(folder)
    return folder
