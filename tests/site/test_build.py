"""The site is built whole or not at all; what stops it is said with its place. A draft shows what is wrong.
"""

import errno
import re
from pathlib import Path

import pytest
from examples import rows, tables
from site_maker import EN, KO, project, write

from literate.programs.program import SNIPPETS
from literate.site import build as site
from literate.site import drawings

URL = "https://host/book/"
WRONG = "# 처음\n\n```python\nprint(1)\n```\n\n```output\n2\n```\n"


def test_one_language_has_no_switch(tmp_path):
    assert site.build_command(project(tmp_path, KO), tmp_path / "out") == 0
    text = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert "hreflang" not in text and not (tmp_path / "out" / "en").exists()


# --- what stops it ---


def failure(root, capfd):
    """What a build that fails says; it must leave the site as it was, and nothing lying about."""
    write(root / "site", {"index.html": "the last good site"})
    assert site.build_command(root, None) == 1
    assert (root / "site" / "index.html").read_text() == "the last good site"
    assert list((root / ".cache").iterdir()) == []
    said = re.sub("  ran .*\n", "", capfd.readouterr().err).replace(f"{root.as_posix()}/", "")
    assert "Traceback" not in said
    return said


@pytest.mark.parametrize("pages, said", rows(__file__, "pages"))
def test_what_is_wrong_with_pages_stops_the_build(tmp_path, capfd, pages, said):
    assert re.match(said, failure(project(tmp_path, pages), capfd), re.MULTILINE)


@pytest.mark.parametrize("config, old, new, said", [
    pytest.param(*row, id=name, marks=() if name == "an unknown name" else pytest.mark.rest)
    for name, row in tables(__file__)["configurations"].items()])
@pytest.mark.parametrize("url", ["", URL])
def test_a_wrong_configuration(tmp_path, capfd, monkeypatch, config, old, new, said, url):
    monkeypatch.setenv("SITE_URL", url)
    root = project(tmp_path, KO, EN)
    text = (root / config).read_text("utf-8")
    assert old in text
    (root / config).write_text(text.replace(old, new, 1), "utf-8")
    message = failure(root, capfd)
    assert re.match(said, message) and message.count("\n") <= 3


def test_no_configuration(tmp_path, capfd):
    root = project(tmp_path, KO, EN)
    (root / "mkdocs.en.yml").unlink()
    message = failure(root, capfd)
    assert message.startswith("mkdocs.en.yml: ") and message.count("\n") == 2


# --- a draft ---


@pytest.fixture
def draft(tmp_path):
    """Builds a draft of pages: `draft(ko, en)` gives its site."""
    def draft(ko, en=None):
        made = site.Site(project(tmp_path, ko, en), tmp_path, draft=True)
        made.build()
        return made
    return draft


def test_a_draft_says_on_the_page_what_is_wrong_with_it(draft, capfd):
    unfinished = ("# 둘\n\n```python\nfor epoch in range(2):\n    print(epoch)\n```\n\n"
                  "```diff\n-    print(epoch)\n+    print(epoch\n```\n\n```output\n0\n```\n\n")
    pages = {"index.md": WRONG, "412.md": unfinished + WRONG.partition("\n\n")[2].replace("2", "1"),
             "411.md": "# 층\n\n```output\n1\n```\n\n[a](nowhere.md) ![그림](figures/411_1.svg)\n"}
    made = draft(pages)
    said = capfd.readouterr().err
    assert "docs/ko/index.md:8: " in said and "A draft, not to be published" in said and "nowhere.md" in said
    assert "<title>층 - " in (made.out / "411" / "index.html").read_text("utf-8")
    for page, line in (("", "index.md:8: "), ("411", "411.md:3: "), ("412", "412.md:8: ")):
        text = (made.out / page / "index.html").read_text("utf-8")
        assert re.search(rf"</h1>\s*<div class=\"admonition failure findings\"><ul><li>[^<]*/ko/{line}", text)
        assert text.count("✓") == (page == "412")         # above the one output that is right


def test_of_a_draft_a_page_that_changed_is_built_by_itself(draft, capfd):
    made, words = draft(KO, EN), KO["411.md"].replace("예측", "새로 예측")
    page, others = made.root / "docs" / "ko" / "411.md", {*made.out.rglob("*.html")}
    built, before = made.out / "411" / "index.html", {path: path.read_text("utf-8") for path in others}
    for known_elsewhere in (f"{words}\n![그림](figures/413_1.svg)\n", words + WRONG.partition("\n\n")[2],
                            words.replace("# 층 하나", "# 층 둘"), words.replace("$Y", "## 새 절\n\n$Y"),
                            f"---\ntags: [층]\n---\n\n{words}"):
        page.write_text(known_elsewhere, "utf-8")
        assert not made.rebuild({page})
    page.write_text(words, "utf-8")
    made.rebuild({page})
    assert made.rebuild({page})
    assert built.read_text("utf-8") == before[built].replace("예측", "새로 예측")
    assert [path for path in others - {built} if path.read_text("utf-8") != before[path]] == []
    page.write_text(f"{words}\n$\\nothing$\n", "utf-8")
    with pytest.raises(site.BuildFailed, match=r"(?s)docs/ko: .*in the formula \\nothing"):
        made.rebuild({page})


def test_of_a_draft_pages_are_built_when_their_program_changed_first_the_one_that_is_read(draft):
    page = '# 층\n\n```python title="413_1.py"\n--8<-- "413_1.py"\n```\n'
    made, built = draft({**KO, "412.md": page, "413.md": page}), []
    pages = [made.out / name / "index.html" for name in ("411", "412", "413")]
    before = [page.stat().st_mtime_ns for page in pages]

    def look():
        built.append([page.stat().st_mtime_ns > time for page, time in zip(pages, before)])

    drawn = drawings.draw("411_network", "ko")
    assert made.rebuild({SNIPPETS / "413_1.py"}, "413/", look)
    look()
    assert built == [[False, False, True], [False, True, True]]
    assert drawings.draw("411_network", "ko") is not drawn          # it may be of that program


# --- where it cannot be put ---


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), PermissionError(errno.EACCES, "forbidden")])
@pytest.mark.parametrize("owner, step", [(site.Site, "build"), (Path, "rename")])
def test_a_site_that_finds_no_room_says_so_in_a_line(tmp_path, monkeypatch, capsys, owner, step, error):
    def fail(*arguments):
        raise error

    monkeypatch.setattr(site.Site, "build", lambda self: self.out.mkdir())
    monkeypatch.setattr(owner, step, fail)
    assert site.build_command(tmp_path, None) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert list((tmp_path / ".cache").iterdir()) == []


def test_a_site_that_cannot_be_built_here_says_so_in_a_line(tmp_path, capsys):
    (tmp_path / ".cache").write_text("a file")
    assert site.build_command(tmp_path, None) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1 and said[0].startswith("The site was not built: ") and ".cache" in said[0]
