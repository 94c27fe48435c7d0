"""Modules made a script, and addresses made those of files, for pages on a disk."""

import re
from pathlib import Path

import pytest

from literate.site import offline
from literate.site.classic_script import Unsupported, as_function, join_modules


@pytest.fixture
def folder(tmp_path):
    """Lets write files below a folder: `folder({"a.js": "…"})`."""
    def folder(files):
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")
        return tmp_path
    return folder


# --- modules ---


def test_a_module_becomes_a_function_of_its_imports_and_exports(folder):
    place = folder({"k/a.js": 'import { b, c as d } from "./b.js";\nimport "../c.js";\n'
                              "export const a = b + d;\n"
                            "export async function f() {}\nexport class K {}\n"
                            "const own = import.meta.url;\n"})
    text, needed = as_function(place, "k/a.js")
    assert needed == ["k/b.js", "c.js"]
    assert text == ('() => {\nconst { b, c: d } = load("k/b.js");\nload("c.js");\nconst a = b + d;\n'
                    'async function f() {}\nclass K {}\nconst own = addressOf("k/a.js");\n\n'
                    "return { a, f, K };\n}")


def test_what_is_imported_later_is_there_too(folder):
    place = folder({"a.js": 'const { b } = await import("./b.js");\n', "b.js": "export const b = 1;\n",
                    "c.js": ""})
    text = join_modules(place, ["a.js"])
    assert re.findall(r'^"(.*)": ', text, re.MULTILINE) == ["a.js", "b.js"]
    assert 'Promise.resolve().then(() => load("b.js"))' in text


@pytest.mark.parametrize("line", [
    "export default 1;", "export { a };", "export let a = 1;", "export * from \"./b.js\";",
    'import b from "./b.js";', 'import * as b from "./b.js";', 'import { b } from "https://host/b.js";',
    "const b = import(name);", "f(import.meta.env);",
])
def test_what_is_not_understood_is_said_with_its_place(folder, line):
    place = folder({"a.js": f"const a = 1;\n{line}\n"})
    with pytest.raises(Unsupported, match=r"^a\.js:2: "):
        join_modules(place, ["a.js"])


# --- addresses ---


@pytest.mark.parametrize("address, expected", [
    ("../412/", "../412/index.html"), ("../412/#a", "../412/index.html#a"), ("..", "../index.html"),
    ("../", "../index.html"),
    ("./", "./index.html"), ("../412/?b=1&amp;c=2#d", "../412/index.html?b=1&amp;c=2#d"),
    ("#a", "#a"), ("?b=1#a", "?b=1#a"), ("../assets/book.css", "../assets/book.css"),
    ("../none/", "../none/"),
    ("https://host/412/", "https://host/412/"), ("", ""),
])
def test_addresses_of_folders_become_those_of_files(folder, address, expected):
    site = folder({"index.html": "", "411/index.html": "", "412/index.html": "", "assets/book.css": ""})
    text = offline.on_disk(f'<p><a class="x" href="{address}">a</a>', Path("411/index.html"), site)[0]
    target = re.search(r'href="(.*?)"', text)[1]
    assert (site / "411" / target).resolve() == (site / "411" / expected).resolve()
    assert target.endswith(expected[-5:])


def test_code_that_shows_an_address_stays(folder):
    site = folder({"411/index.html": "", "412/index.html": ""})
    text = '<script></script><p>href="../412/" in code</p>'
    assert 'href="../412/" in code' in offline.on_disk(text, Path("411/index.html"), site)[0]


def test_what_is_for_hosts_is_taken_off(folder):
    site = folder({"index.html": ""})
    head = ('<link rel="canonical" href="https://h/"><link rel="alternate " href="https://h/" hreflang="ko">'
            '<meta property="og:image" content="https://h/a.png">')
    assert offline.on_disk(head, Path("index.html"), site)[0] == ""


def test_found_places_are_files(folder):
    index = '{"config":{"lang":["ko"]},"docs":[' + ",".join(
        f'{{"location":"{location}"}}' for location in ("", "#a", "411/", "411/#b")) + "]}"
    site = folder({"search/search_index.json": index, "assets/js/x.js": "",
                   "assets/javascripts/workers/search.js": "work()",
                   "assets/javascripts/lunr/min/lunr.ko.min.js": "ko()",
                   "assets/javascripts/lunr/min/lunr.ja.min.js": "ja()"})
    offline.bring_search(site)
    written = (site / "search" / "search_index.js").read_text("utf-8")
    assert re.findall(r'"location": "(.*?)"', written) == [
        "index.html", "index.html#a", "411/index.html", "411/index.html#b"]
    workers = (site / "assets" / "js" / offline.WORKERS).read_text("utf-8")
    assert "work()" in workers and "ko()" in workers and "ja()" not in workers
