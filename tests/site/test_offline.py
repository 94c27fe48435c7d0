"""Modules made texts, and addresses made those of files, for pages on a disk."""

import re
from pathlib import Path

import pytest
from examples import rows
from site_maker import write

from literate.site import offline


@pytest.mark.parametrize("line, text", rows(__file__, "modules"))
def test_what_a_module_imports_is_named_by_its_path(line, text):
    assert offline.as_text(line, "k/a.js") == text


# --- addresses ---


@pytest.mark.parametrize("address, expected", rows(__file__, "addresses"))
def test_addresses_of_folders_become_those_of_files(tmp_path, address, expected):
    write(tmp_path, dict.fromkeys(["index.html", "411/index.html", "412/index.html", "assets/book.css"], ""))
    text = offline.on_disk(f'<p><a class="x" href="{address}">a</a>', Path("411/index.html"), tmp_path)
    target = re.search(r'href="(.*?)"', text)[1]
    assert (tmp_path / "411" / target).resolve() == (tmp_path / "411" / expected).resolve()
    assert target.endswith(expected[-5:])


def test_code_that_shows_an_address_stays(tmp_path):
    write(tmp_path, {"412/index.html": ""})
    text = '<script></script><p>href="../412/" in code</p>'
    assert 'href="../412/" in code' in offline.on_disk(text, Path("411/index.html"), tmp_path)


def test_what_is_for_hosts_is_taken_off(tmp_path):
    head = ('<link rel="canonical" href="https://h/"><link rel="alternate " href="https://h/" hreflang="ko">'
            '<meta property="og:image" content="https://h/a.png">')
    assert offline.on_disk(head, Path("index.html"), tmp_path) == ""


def test_found_places_are_files(tmp_path):
    index = '{"config":{"lang":["ko"]},"docs":[' + ",".join(
        f'{{"location":"{location}"}}' for location in ("", "#a", "411/", "411/#b")) + "]}"
    write(tmp_path, {"search/search_index.json": index, "assets/js/x.js": "",
                     "assets/javascripts/workers/search.js": "work()",
                     "assets/javascripts/lunr/min/lunr.ko.min.js": "ko()",
                     "assets/javascripts/lunr/min/lunr.ja.min.js": "ja()"})
    offline.bring_search(tmp_path)
    written = (tmp_path / "search" / "search_index.js").read_text("utf-8")
    assert re.findall(r'"location": "(.*?)"', written) == [
        "index.html", "index.html#a", "411/index.html", "411/index.html#b"]
    workers = (tmp_path / "assets" / "js" / offline.WORKERS).read_text("utf-8")
    assert "work()" in workers and "ko()" in workers and "ja()" not in workers
