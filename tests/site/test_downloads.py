"""What pages offer to download: programs as they run, zips made alike, notebooks that print the same."""

import functools
import itertools
import os
import re
import subprocess
import zipfile
from contextlib import redirect_stdout
from io import BytesIO, StringIO
from xml.etree import ElementTree

import nbformat
import pytest
import whole_book
from nbclient import NotebookClient

from literate.findings import ROOT
from literate.labels import labels
from literate.programs.machine import environment, installed_version
from literate.programs.program import SNIPPETS
from literate.programs.run import Pool
from literate.site.downloads import links, programs, write, zip_of
from literate.site.languages import folder_of
from literate.site.report import versions

SITE = "https://host.example/book/"
LANGUAGES = ("ko", "en")
# A page without a program offers nothing; those of exercises don't count.
STEMS = sorted(path.stem for path in (ROOT / "docs" / "ko").glob("*.md")
               if "```python" in path.read_text("utf-8").partition("<!-- exercise: ")[0])
PAGES = [(code, stem) for code in LANGUAGES for stem in STEMS]


def reading_of(code, stem):
    return whole_book.reading(ROOT / "docs" / code / f"{stem}.md")


def offer_into(folder, code, stem):
    """The downloads of a page of the book by name, and what is added to the page."""
    write(reading_of(code, stem), code, SITE, folder)
    files = {path.name: path.read_bytes() for path in folder.glob(f"downloads/{stem}/*")}
    return files, links(reading_of(code, stem), code)


@pytest.fixture(scope="module")
def offered(tmp_path_factory):
    """What a page offers, as `offer_into` gives it, made once."""
    folder = tmp_path_factory.mktemp("offered")
    return functools.cache(lambda code, stem: offer_into(folder / f"{code}-{stem}", code, stem))


# --- programs ---


@pytest.mark.parametrize("code, stem", PAGES)
def test_programs_are_files_byte_for_byte_and_the_zip_holds_the_same(offered, code, stem):
    files, page = offered(code, stem)
    claims = [claim for claim in reading_of(code, stem).claims
              if claim.kind in ("program", "edit", "inline") and not claim.inside]
    expected = [(SNIPPETS / claim.program.name).read_bytes() if claim.kind == "program" else
                claim.program.text.encode() for claim in claims]
    single = {name: content for name, content in files.items() if name.endswith(".py")}
    assert single == dict(zip(programs(reading_of(code, stem)), expected, strict=True))
    with zipfile.ZipFile(BytesIO(files[f"{stem}.zip"])) as archive:
        zipped = {name.removeprefix(f"{stem}/"): archive.read(name) for name in archive.namelist()}
    assert "pip install" in zipped.pop("README.txt").decode() and zipped == single
    linked = re.findall(r"\]\(downloads/\w+/([\w.]+)\)\{ download=([\w.]+) \}", page)
    assert linked == [(name, name) for name in (f"{stem}.zip", f"{stem}.ipynb")]


@pytest.mark.parametrize("code, stem", PAGES)
def test_each_program_is_offered_below_it_and_the_notebook_with_it(book_site, code, stem):
    folder = book_site / folder_of(code) / stem.replace("index", "")
    bars = re.findall(r'data-search-exclude>(?:<button.*?</button> )?(<a download.*?)(?:<noscript|</p>)',
                      (folder / "index.html").read_text("utf-8"))
    links = [re.findall(r'<a download="([^"]+)" href="([^"]+)"', bar) for bar in bars]
    names = [*programs(reading_of(code, stem))]
    assert [[name for name, _ in bar] for bar in links] == [[name, f"{stem}.ipynb"] for name in names]
    assert [to for bar in links for _, to in bar if not (folder / to).resolve().is_file()] == []


def test_downloads_are_made_alike(tmp_path):
    assert offer_into(tmp_path / "first", "ko", "416") == offer_into(tmp_path / "second", "ko", "416")


def test_a_zip_says_nothing_of_when_and_where_it_was_made():
    with zipfile.ZipFile(BytesIO(zip_of({"1.py": b"print(1)\n"}, "411"))) as archive:
        entry, = archive.infolist()
    assert (entry.filename, entry.date_time, entry.create_system) == ("411/1.py", (1980, 1, 1, 0, 0, 0), 3)
    assert entry.compress_type == zipfile.ZIP_STORED      # versions of zlib compress differently


def test_names_of_programs(book):
    edit = '```diff title="411_1.py"\n-print({})\n+print({})\n```\n'
    inline = "```python\nprint(4)\n```\n"
    shown = book.program("411_1.py", "print(1)\n")
    page = book.page(shown + edit.format(1, 2) + inline + edit.format(2, 3), "419.md")
    assert programs(page) == {"411_1.py": b"print(1)\n", "411_1_edit1.py": b"print(2)\n",
                              "419_inline1.py": b"print(4)\n", "411_1_edit2.py": b"print(3)\n"}


def test_a_page_without_programs_offers_nothing(book, tmp_path):
    page = book.page("# 4.1\n", "41.md")
    write(page, "ko", SITE, book.folder)
    assert links(page, "ko") == "" and not (book.folder / "downloads").exists()


# --- notebooks ---


def notebook(files, stem):
    return nbformat.reads(files[f"{stem}.ipynb"].decode(), as_version=4)


def cells(document, kind):
    return [cell.source for cell in document.cells if cell.cell_type == kind]


@pytest.mark.parametrize("code, stem", PAGES)
def test_notebooks_are_valid_link_to_the_site_and_have_nothing_that_only_it_understands(offered, code, stem):
    files, _ = offered(code, stem)
    nbformat.validate(notebook(files, stem))
    text = "\n".join(cells(notebook(files, stem), "markdown"))
    addresses = re.findall(r"(?<=[^!])\[[^\]]*\]\(([^)]*)\)", text)
    assert [address for address in addresses if not address.startswith("https://")] == []
    images = re.findall(r"!\[[^\]]*\]\(([^)]*)\)", text)
    figures = sorted(name for name in files if name.endswith(".svg"))
    assert sorted(images) == [f"{SITE}downloads/{stem}/{name}" for name in figures]
    assert re.findall(r"<!--.*|</?[a-z]+-[a-z]+.*|```output|--8<--.*|^---$", text, re.MULTILINE) == []
    exercises = [claim for claim in reading_of(code, stem).claims if claim.kind == "exercise"]
    assert len(re.findall("<details>\n<summary>.*?</details>", text, re.DOTALL)) == 2 * len(exercises)


def test_figures_are_files_of_their_own(offered):
    figures = [content for name, content in offered("ko", "416")[0].items() if name.endswith(".svg")]
    styled = [root for root in map(ElementTree.fromstring, figures) if "--role-x" in "".join(root.itertext())]
    assert len(styled) == len(figures) > 0


def test_links_of_a_notebook(book):
    page = book.page("# 4.1.9\n\n[a](411.md#x) [b](index.md) [c](labs/lab_41.py) [d](#y) [e](?lr=1#z) "
                     "[f](https://other/411.md) `[0](411.md)`\n\n```python\n1\n```\n", "419.md")
    write(page, "ko", SITE, book.folder)
    document = nbformat.read(book.folder / "downloads" / "419" / "419.ipynb", as_version=4)
    assert cells(document, "markdown")[0].endswith(
        f"[a]({SITE}411/#x) [b]({SITE}) [c]({SITE}labs/lab_41/) [d]({SITE}419/#y) [e]({SITE}419/?lr=1#z) "
        "[f](https://other/411.md) `[0](411.md)`")


def test_a_notebook_says_first_which_versions_its_numbers_hold_for(offered):
    document = notebook(offered("en", "442")[0], "442")
    assert versions() in document.cells[0].source
    check, keras = document.cells[1].source, installed_version("keras")
    assert said_by(check) == ""
    assert said_by(check.replace(keras, "3.0.0")) == f"keras 3.0.0 → {keras}\n"


def said_by(code):
    said = StringIO()
    with redirect_stdout(said):
        exec(code, {})
    return said.getvalue()


@pytest.mark.parametrize("repository, linked", [("owner/name", True), ("", False)])
def test_a_notebook_opens_in_colab_where_the_repository_is_known(monkeypatch, repository, linked):
    monkeypatch.setenv("REPOSITORY", repository)
    place = "owner/name/blob/notebooks/en/downloads/411/411.ipynb"
    address = f"](https://colab.research.google.com/github/{place})"
    assert (address in links(reading_of("en", "411"), "en")) == linked
    assert ("colab" in links(reading_of("en", "411"), "en")) == linked


# --- notebooks, executed ---


@pytest.mark.rest
@pytest.mark.parametrize("stem", STEMS)
def test_notebooks_run_and_print_what_the_page_shows(offered, stem, tmp_path):
    document = notebook(offered("ko", stem)[0], stem)
    # 4.4.7 writes a file and counts its lines; of 4.1.10 the tenth decimal depends on the processor.
    NotebookClient(document, timeout=300, kernel_name="python3", resources={
        "metadata": {"path": tmp_path}}).execute(stderr=subprocess.DEVNULL, env=os.environ | environment())
    restart = labels("ko")["notebook"]["restart"]
    alike = [cell for before, cell in itertools.pairwise([None, *document.cells])
             if cell.cell_type == "code" and (before is None or before.source != restart)]
    printed = ["".join(output.text for output in cell.outputs if output.get("name") == "stdout")
               for cell in alike]
    skipped = {cell.source for cell in document.cells if cell.cell_type == "code" and cell not in alike}
    claims = [claim for claim in reading_of("ko", stem).claims
              if claim.kind in ("program", "edit", "inline") and not claim.inside]
    runs = Pool().run([claim.program for claim in claims])
    texts = [runs[claim.program.text].stdout for claim in claims
             if claim.program.text.rstrip("\n") not in skipped]
    assert list(filter(None, printed)) == list(filter(None, texts))
