import os

import pytest
import whole_book
import witnessing
from book_maker import Book
from filelock import FileLock

from literate.findings import ROOT

os.environ["NO_MKDOCS_2_WARNING"] = "1"     # as in literate/site/commands.py


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Tests that look at the whole book's site come last: they take longest, and it has to be built. Where
    processes share the tests they come first: one builds the site while the others have the rest to run.
    """
    late = "PYTEST_XDIST_WORKER" not in os.environ
    items.sort(key=lambda item: ("book_site" in getattr(item, "fixturenames", ())) == late)


@pytest.fixture
def book(tmp_path):
    return Book(tmp_path)


@pytest.fixture(scope="session")
def book_site(tmp_path_factory, worker_id):
    """The whole book's site, as it is published at whole_book.PUBLISHED; all processes have the same."""
    folder = tmp_path_factory.getbasetemp()
    folder = folder if worker_id == "master" else folder.parent
    with FileLock(folder / "site.lock"):
        if not (folder / "site").exists():
            from literate.site import labs
            witnessing.runs(*labs.programs(ROOT / "docs"))      # one start of TensorFlow is enough for all
            whole_book.build(folder / "site")
    return folder / "site"
