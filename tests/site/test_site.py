"""The site: its languages joined, whole or not at all, and the server that shows and renews it."""

import errno
import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from literate.claims.reader import parse
from literate.findings import ROOT
from literate.programs.program import Program
from literate.programs.run import Run
from literate.site import build as site
from literate.site import languages, serve

URL = "https://host/book/"
PAGES = {"index.html", "411/index.html", "413/index.html", "404.html",
         "en/index.html", "en/411/index.html", "en/404.html"}
HEAD = '<link rel="alternate" href="x" hreflang="ko">\n<link rel="alternate" href="x" hreflang="en">\n'
SWITCH = '<a href="/" hreflang="ko" class="s">한국어</a><a href="/en/" hreflang="en" class="s">English</a>'


# --- languages ---


def linked(page):
    """Where the language links of ``page`` lead: those for readers, then those for machines."""
    text = languages.link_languages(HEAD + SWITCH, page, PAGES, ["ko", "en"], URL)
    return re.findall(r'<a href="([^"]*)"', text), re.findall(r'<link rel="alternate " href="([^"]*)"', text)


@pytest.mark.parametrize("page, readers, machines", [
    ("index.html", ["./", "en/"], [URL, URL + "en/"]),
    ("en/index.html", ["../", "../en/"], [URL, URL + "en/"]),
    ("411/index.html", ["../411/", "../en/411/"], [URL + "411/", URL + "en/411/"]),
    ("en/411/index.html", ["../../411/", "../../en/411/"], [URL + "411/", URL + "en/411/"]),
    ("413/index.html", ["../413/", "../en/"], [URL + "413/"]),
    ("404.html", ["/book/", "/book/en/"], []),
    ("en/404.html", ["/book/", "/book/en/"], []),
])
def test_language_links_stay_on_the_page(page, readers, machines):
    assert linked(page) == (readers, machines)


def test_nothing_else_changes_with_the_language_links():
    text = languages.link_languages(f"<p>a</p>{SWITCH}<p>b</p>", "411/index.html", PAGES, ["ko", "en"], URL)
    assert text == ('<p>a</p><a href="../411/" hreflang="ko" class="s">한국어</a>'
                    '<a href="../en/411/" hreflang="en" class="s">English</a><p>b</p>')


def write(folder, files):
    """Write files, each a path below ``folder`` and its text."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def test_the_same_assets_are_kept_once(tmp_path):
    write(tmp_path, {"assets/a.css": "a", "assets/js/b.js": "b", "assets/more.css": "c",
                     "en/assets/a.css": "a", "en/assets/js/b.js": "b"})
    assert languages.share_assets(tmp_path, "en/")
    assert not (tmp_path / "en" / "assets").exists() and (tmp_path / "assets" / "js" / "b.js").exists()


def test_different_assets_are_kept_both(tmp_path):
    write(tmp_path, {"assets/a.css": "a", "en/assets/a.css": "b"})
    assert not languages.share_assets(tmp_path, "en/")
    assert (tmp_path / "en" / "assets" / "a.css").read_text() == "b"


@pytest.mark.parametrize("page, before, after", [
    ("en/index.html", '<link href="assets/a.css">', '<link href="../assets/a.css">'),
    ("en/411/index.html", '<link href="../assets/a.css">', '<link href="../../assets/a.css">'),
    ("en/411/index.html", '{"search": "../assets/w.js"}', '{"search": "../../assets/w.js"}'),
    ("en/404.html", '<script src="/book/en/assets/a.js">', '<script src="/book/assets/a.js">'),
    ("en/411/index.html", '<img src="../figures/assets/a.svg">', '<img src="../figures/assets/a.svg">'),
    ("en/411/index.html", '<a href="https://x/assets/a">', '<a href="https://x/assets/a">'),
    ("en/411/index.html", "<code>href=../assets/a.css</code>", "<code>href=../assets/a.css</code>"),
])
def test_addresses_of_shared_assets(page, before, after):
    assert languages.point_at_shared(before, page, "en/", URL) == after


# --- building ---


def project(folder, ko, en=None):
    """A project in ``folder`` with the book's own configuration and pages of its own."""
    for config in languages.CONFIGS.values():
        settings = (ROOT / config).read_text("utf-8").partition("\nnav:\n")[0]
        pages = ", ".join([*ko, "report.md"])
        write(folder, {config: f"{settings}\nnav: [{pages}]\n"})
    shutil.copytree(ROOT / "literate" / "site" / "theme", folder / "literate" / "site" / "theme")
    shutil.copytree(ROOT / "docs" / "assets", folder / "docs" / "assets")
    write(folder / "docs" / "ko", ko)
    write(folder / "docs" / "en", en or {})
    return folder


KO = {"index.md": "# 처음\n\n[층](411.md)으로 갑니다.\n", "411.md": "# 층 하나\n\n$Y = XW + B$로 예측합니다.\n"}
EN = {"index.md": "# Home\n\nTo [the layer](411.md).\n", "411.md": "# One layer\n\nIt is $Y = XW + B$.\n"}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A site in two languages, built for https://host/book/."""
    root = project(tmp_path_factory.mktemp("project"), KO, EN)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", "https://host/book")
        assert site.build_command(root, None, draft=False) == 0
    return root / "site"


@pytest.mark.parametrize("page", sorted(PAGES - {"413/index.html"}))
def test_each_page_is_in_its_language(built, page):
    text = (built / page).read_text("utf-8")
    assert f'<html lang="{"en" if page.startswith("en/") else "ko"}"' in text
    assert text.count("<h1") == 1


@pytest.mark.parametrize("page", ["index.html", "411/index.html", "en/index.html", "en/411/index.html"])
def test_every_address_on_a_page_leads_somewhere(built, page):
    text = (built / page).read_text("utf-8")
    addresses = re.findall(r'(?:(?:href|src)=|"search": ?)"([^"#:]+)(?:#[^"]*)?"', text)
    targets = [(built / page).parent / address for address in addresses]
    assert len(targets) > 10
    assert [str(t) for t in targets if not (t / "index.html" if t.is_dir() else t).exists()] == []


def test_no_address_on_a_page_starts_at_the_host(built):
    text = (built / "en" / "411" / "index.html").read_text("utf-8")
    assert re.findall(r'(?:href|src)="/[^"]*"', text) == []


def test_formulas_are_mathml(built):
    assert "<math" in (built / "411" / "index.html").read_text("utf-8")


def test_each_language_has_its_own_search(built):
    def found(folder):
        index = json.loads((built / folder / "search" / "search_index.json").read_text("utf-8"))
        return {entry["location"] for entry in index["docs"] if "Y=XW+B" in entry["text"]}, str(index)

    assert found(".")[0] == found("en")[0] == {"411/"}
    assert "예측" in found(".")[1] and "예측" not in found("en")[1]


def test_one_list_of_all_pages_for_search_engines(built):
    text = (built / "sitemap.xml").read_text("utf-8")
    there = [path.parent.relative_to(built).as_posix() for path in built.rglob("index.html")]
    assert sorted(re.findall("<loc>(.*)</loc>", text)) == \
        sorted(f"https://host/book/{page}/" if page != "." else "https://host/book/" for page in there)
    assert text.count('<xhtml:link rel="alternate" hreflang="en" href="https://host/book/en/411/"/>') == 2
    assert [path.relative_to(built).as_posix() for path in built.rglob("sitemap*")] == ["sitemap.xml"]


def test_published_address(built):
    assert '<link rel="canonical" href="https://host/book/en/411/">' in \
        (built / "en" / "411" / "index.html").read_text("utf-8")


def failure(root, capsys):
    """What a build that fails says; it must leave the site as it was, and nothing lying about."""
    (root / "site").mkdir()
    (root / "site" / "index.html").write_text("the last good site")
    assert site.build_command(root, None, draft=False) == 1
    assert (root / "site" / "index.html").read_text() == "the last good site"
    assert [path.name for path in (root / ".cache").iterdir() if path.name != "runs"] == []
    return capsys.readouterr().err.replace(f"{root.as_posix()}/", "")


def test_one_language_has_no_switch(tmp_path):
    root = project(tmp_path, KO)
    assert site.build_command(root, tmp_path / "out", draft=False) == 0
    text = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert "hreflang" not in text and not (tmp_path / "out" / "en").exists()


def test_a_dead_link(tmp_path, capsys):
    text = failure(project(tmp_path, {"index.md": "# 처음\n\n여기로\n[층](nowhere.md)\n"}), capsys)
    assert text.startswith("docs/ko/index.md:4: ") and "'nowhere.md'" in text


def test_a_formula_that_is_none(tmp_path, capsys):
    text = failure(project(tmp_path, {"index.md": "# 처음\n\n$\\nosuch{x}$\n"}), capsys)
    assert text.startswith("docs/ko/index.md:3: ") and "nosuch" in text


def test_every_finding_stops_the_build(tmp_path, capsys):
    pages = {"index.md": "# 처음\n\n```output\n1\n```\n",
             "411.md": '# 층\n\n```python title="no.py"\n--8<-- "no.py"\n```\n'}
    text = failure(project(tmp_path, pages), capsys)
    assert re.findall(r"^docs/ko/(\w+\.md:\d+): ", text, re.MULTILINE) == ["411.md:3", "index.md:3"]


CONFIGURATIONS = {
    "syntax": ("mkdocs.yml", "site_name: T", "site_name: [T", "mkdocs.yml:"),
    "syntax in English": ("mkdocs.en.yml", "plugins:", "plugins", "mkdocs.en.yml:"),
    "an unknown name": ("mkdocs.yml", "extra_css:", "extra_cs:", "mkdocs.yml:43: "),
    "an unknown plugin": ("mkdocs.yml", "mkdocs-jupyter:", "mkdocs-jupiter:", "mkdocs.yml:"),
    "an unknown extension": ("mkdocs.yml", "attr_list:", "attr_lists:", "mkdocs.yml:"),
    "an unknown object": ("mkdocs.yml", "slugs.slugify", "slugs.slugifies", "mkdocs.yml:"),
    "no name": ("mkdocs.yml", "site_name:", "# site_name:", "mkdocs.yml:3: "),
}


@pytest.mark.parametrize("config, old, new, place", [
    pytest.param(*row, id=name, marks=() if name == "an unknown name" else pytest.mark.rest)
    for name, row in CONFIGURATIONS.items()])
@pytest.mark.parametrize("url", ["", URL])
def test_a_wrong_configuration(tmp_path, capfd, monkeypatch, config, old, new, place, url):
    monkeypatch.setenv("SITE_URL", url)
    root = project(tmp_path, KO, EN)
    text = (root / config).read_text("utf-8")
    assert old in text
    (root / config).write_text(text.replace(old, new, 1), "utf-8")
    said = failure(root, capfd)
    assert said.startswith(place) and "Traceback" not in said
    assert re.match(r"mkdocs(\.en)?\.yml:\d+: \S", said) and said.count("\n") <= 3


def test_no_configuration(tmp_path, capfd):
    root = project(tmp_path, KO, EN)
    (root / "mkdocs.en.yml").unlink()
    said = failure(root, capfd)
    assert said.startswith("mkdocs.en.yml:1: ") and said.count("\n") == 2


WRONG = "# 처음\n\n```python\nprint(1)\n```\n\n```output\n2\n```\n"


def test_a_wrong_output_stops_the_build(tmp_path, capsys):
    assert "docs/ko/index.md:8: " in failure(project(tmp_path, {"index.md": WRONG}), capsys)


def test_a_draft_shows_what_is_wrong(tmp_path, capsys):
    root = project(tmp_path, {"index.md": WRONG})
    assert site.build_command(root, None, draft=True) == 0
    assert (root / "site" / "index.html").exists()
    said = capsys.readouterr().err
    assert "docs/ko/index.md:8: " in said and "A draft, not to be published" in said


def test_a_book_without_a_first_page(tmp_path, capsys):
    assert failure(project(tmp_path, {}), capsys).startswith("docs/ko/index.md:1: ")


def test_what_a_program_drew_lies_beside_the_pages(tmp_path):
    (tmp_path / "docs" / "ko").mkdir(parents=True)
    program = Program("421_1.py", "draw()", Path("421_1.py"))
    page = parse('```python title="421_1.py"\n--8<-- "421_1.py"\n```\n', Path("421.md"), lambda name: program)
    runs = {program.text: Run(figures=(b"<svg>1</svg>", b"<svg>2</svg>"))}
    site.lay_out(tmp_path, "ko", [], [page], runs, [], tmp_path / "out")
    drawn = {path.name: path.read_bytes() for path in (tmp_path / "out" / "figures").iterdir()}
    assert drawn == {"421_1.svg": b"<svg>1</svg>", "421_1-2.svg": b"<svg>2</svg>"}


# --- serving ---


@pytest.fixture
def server(tmp_path):
    """A server of a small site in two languages; ``get(address)`` gives status, headers and text."""
    write(tmp_path / "site", {
        "index.html": "<p>첫 쪽</p>", "sub/index.html": "<p>층</p>", "404.html": "<p>없음</p>",
        "en/404.html": "<p>missing</p>", "assets/a.js": "1", "assets/a.css": "2"})
    write(tmp_path, {"secret.txt": "secret"})
    server = serve.Server(tmp_path / "site", ["ko", "en"], 0)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()

    def get(address):
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
        connection.request("GET", address)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, dict(answer.getheaders()), text

    server.get = get
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("address, status, text", [
    ("/", 200, "첫 쪽"), ("/index.html", 200, "첫 쪽"), ("/sub/", 200, "층"), ("/sub/?q=1", 200, "층"),
    ("/nowhere/", 404, "없음"), ("/en/nowhere/", 404, "missing"), ("/en/", 404, "missing"),
    ("/../secret.txt", 404, "없음"), ("/%2e%2e/secret.txt", 404, "없음"),
])
def test_answers(server, address, status, text):
    got, headers, body = server.get(address)
    assert (got, text in body) == (status, True)
    assert headers["Content-Type"] == "text/html; charset=utf-8" and headers["Cache-Control"] == "no-store"


def test_a_folder_without_its_slash_is_redirected(server):
    status, headers, _ = server.get("/sub")
    assert (status, headers["Location"]) == (301, "/sub/")


@pytest.mark.parametrize("name, kind", [("a.js", "text/javascript"), ("a.css", "text/css")])
def test_files_have_their_type_and_no_script(server, name, kind):
    status, headers, body = server.get(f"/assets/{name}")
    assert (status, headers["Content-Type"], len(body)) == (200, f"{kind}; charset=utf-8", 1)


def test_a_page_learns_of_a_new_site(server, tmp_path):
    page = server.get("/")[2]
    shown = re.search(r'const shown = "(\w+)"', page)[1]
    assert server.get(serve.VERSION)[2] == shown
    write(tmp_path / "new", {"site/index.html": "<p>새 쪽</p>"})
    server.replace(tmp_path / "new" / "site")
    assert server.get(serve.VERSION)[2] != shown
    assert "새 쪽" in server.get("/")[2] and server.get("/sub/")[0] == 503


def test_before_the_first_site_there_is_a_page_that_waits(server):
    shutil.rmtree(server.site)
    status, _, page = server.get("/411/")
    assert status == 503 and "being built" in page and serve.VERSION in page


def test_port_in_use(tmp_path, capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert serve.serve(tmp_path, str(port), draft=False) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"Port {port} is in use: ") and "make serve PORT=" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("port", ["eighty", "99999", "-1"])
def test_no_port(tmp_path, capsys, port):
    assert serve.serve(tmp_path, port, draft=False) == 2
    assert "is no port" in capsys.readouterr().err


class Over(Exception):
    """The end of a test's watching."""


def test_a_change_is_built_and_a_failure_leaves_the_last_good_site(server, tmp_path, capsys):
    page = tmp_path / "docs" / "ko" / "index.md"
    write(page.parent, {"index.md": "1"})
    (tmp_path / ".cache").mkdir()
    shown = []

    def build(folder):
        """Builds page 1, fails at page 2, builds page 3; after each it changes the page."""
        text = page.read_text()
        shown.append(server.get("/")[2].partition("</p>")[0])
        if len(shown) == 4:
            raise Over
        page.write_text(str(len(shown) + 1) * (len(shown) + 1))
        if text == "22":
            return False
        write(folder, {"index.html": f"<p>{text}</p>"})
        return True

    with pytest.raises(Over):
        serve.keep_built(tmp_path, server, build, pause=0.01)
    assert shown == ["<p>첫 쪽", "<p>1", "<p>1", "<p>333"]
    said = capsys.readouterr().err.splitlines()
    assert said.count("docs/ko/index.md changed.") == 3
    assert said.count(f"{server.address} still shows the last good site.") == 1


def test_serving_goes_on_whatever_becomes_of_the_files(server, tmp_path, capfd):
    """The configuration breaks, a page goes, .cache goes (as after `make clean`), no site can be put in place."""
    root = project(tmp_path, KO, EN)
    config, page = root / "mkdocs.yml", root / "docs" / "ko" / "411.md"
    text, whole, place = config.read_text("utf-8"), page.read_text("utf-8"), server.replace
    shutil.rmtree(root / "site")
    said = []

    def refuse(folder):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))

    def build(folder):
        """Builds, then does the next damage, or mends it."""
        said.append(capfd.readouterr().err)
        if len(said) == 8:
            raise Over
        done = site.build_command(root, folder, draft=False) == 0
        server.replace = place
        match len(said):
            case 1:
                config.write_text(text + "\n  - [", "utf-8")
            case 2:
                config.write_text(text, "utf-8")
            case 3:
                page.unlink()
            case 4:
                page.write_text(whole, "utf-8")
            case 5:
                shutil.rmtree(root / ".cache")
                page.write_text(whole + "\n", "utf-8")
            case 6:
                server.replace = refuse
                page.write_text(whole, "utf-8")
            case 7:
                page.write_text(whole + "\n", "utf-8")
        return done

    with pytest.raises(Over):
        serve.keep_built(root, server, build, pause=0.01)
    good = "Read it at"
    for after, expected in enumerate([good, "mkdocs.yml:", good, "docs/ko: ", "No such file", "No space left on device", good], 1):
        assert expected in said[after] and "Traceback" not in said[after], after
    assert "shows the last good site" in said[2] + said[4]
    assert (root / "site" / "index.html").exists()


def test_a_site_that_cannot_be_moved_leaves_the_last_one(tmp_path, monkeypatch):
    write(tmp_path, {"site/index.html": "old", "new/site/index.html": "new"})

    def half(source, target):
        Path(target).mkdir()
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(serve.shutil, "move", half)
    with pytest.raises(OSError):
        serve.replace_folder(tmp_path / "site", tmp_path / "new" / "site")
    assert (tmp_path / "site" / "index.html").read_text() == "old"


def test_what_is_watched(tmp_path):
    watched = ["docs/ko/a.md", "docs/ko/labs/b.py", "mkdocs.yml", "snippets/c.py"]
    others = ["docs/ko/.#a.md", "docs/ko/a.md~", "literate/__pycache__/d.pyc", "tests/e.py", "README.md"]
    write(tmp_path, dict.fromkeys(watched + others, ""))
    seen = [Path(path).relative_to(tmp_path).as_posix() for path in serve.snapshot(tmp_path)]
    assert sorted(seen) == watched


def test_files_that_come_go_and_change_are_changes():
    before = {"kept": (1, 1), "changed": (1, 1), "gone": (1, 1)}
    now = {"kept": (1, 1), "changed": (2, 1), "new": (1, 1)}
    assert serve.changes(before, now) == ["changed", "gone", "new"]


@pytest.mark.parametrize("command", ["build", "serve"])
@pytest.mark.parametrize("config", languages.CONFIGS.values())
def test_mkdocs_by_itself_says_what_builds_the_book(tmp_path, command, config):
    mkdocs = Path(sys.executable).with_name("mkdocs.exe" if os.name == "nt" else "mkdocs")
    options = ["--site-dir", str(tmp_path / "site")] if command == "build" else ["--dev-addr", "127.0.0.1:0"]
    done = subprocess.run([mkdocs, command, "--strict", "--config-file", config, *options], cwd=ROOT, text=True, timeout=120,
                          env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True)
    assert done.returncode == 1 and not (tmp_path / "site").exists()
    said, = [line for line in (done.stdout + done.stderr).splitlines() if line and not line.startswith("INFO")]
    assert "make site" in said and "Traceback" not in said
