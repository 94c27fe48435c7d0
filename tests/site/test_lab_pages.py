"""A lab's page and the notebook that it offers: executed once, drawn, put into words, valid."""

import gzip
import json
import re
from pathlib import Path
from urllib.parse import urljoin

import jupytext
import nbformat
import pytest
from site_maker import project
from test_labs import EVERY_LAB, EXERCISES, cells_of, source
from whole_book import PUBLISHED

from literate.findings import ROOT
from literate.labels import labels
from literate.site import configuration, labs
from literate.site.build import BuildFailed, build_command
from literate.site.languages import CONFIGS, folder_of


def page_of(book_site, language, name):
    return (book_site / folder_of(language) / "labs" / name / "index.html").read_text("utf-8")


def content_of(page):
    return page.partition("<article")[2].partition("</article>")[0]


@EVERY_LAB
def test_page_carries_nothing_of_the_notebook_renderer(book_site, language, name):
    page = page_of(book_site, language, name)
    assert re.findall(r'<script[^>]*src=""|jp-\w+|<style|<link[^>]*mermaid|In \[', content_of(page)) == []
    assert 'src=""' not in page
    assert len(gzip.compress(page.encode())) < 30 * 1024


@EVERY_LAB
def test_each_plot_is_drawn_and_put_into_words(book_site, language, name):
    content = content_of(page_of(book_site, language, name))
    plots = re.findall(r'<svg [^>]*class="figure plot" role="img" aria-label="([^"]+)"', content)
    assert plots == [cell.metadata["alt"] for cell in cells_of(language, name) if "alt" in cell.metadata]
    assert len(plots) == len(re.findall(r"plt\.show\(\)", source(language, name))) + (name == "lab_43")
    assert re.findall(r"<img\b(?![^>]*\balt=)", content) == []


@EVERY_LAB
def test_formulas_are_mathml(book_site, language, name):
    content = content_of(page_of(book_site, language, name))
    assert content.count("<math") >= source(language, name).count("$$") / 2
    assert re.findall(r"\$|\\\(", re.sub(r"<(pre|code)\b.*?</\1>", "", content, flags=re.DOTALL)) == []


@EVERY_LAB
def test_answers_stay_open_and_solutions_closed(book_site, language, name):
    content = content_of(page_of(book_site, language, name))
    not_yet = {"ko": "아직 답하지 않았습니다", "en": "No answer yet"}[language]
    outputs = re.findall(r'<div id="o\w+" class="highlight">.*?</div>', content, re.DOTALL)
    assert len([output for output in outputs if not_yet in output]) == EXERCISES
    assert len(re.findall(r"<details>\s*<summary>", content)) == EXERCISES


@EVERY_LAB
def test_page_has_its_description_title_and_contents(book_site, language, name):
    page = page_of(book_site, language, name)
    notebook = jupytext.reads(source(language, name), fmt="py:percent")
    title = notebook.cells[0].source.partition("\n")[0].removeprefix("# ")
    assert f'<meta name="description" content="{notebook.metadata.description}">' in page
    assert re.search(f"<title>{re.escape(title)} - ", page)
    headings = re.findall(r"^## ", "\n".join(cell.source for cell in notebook.cells), re.MULTILINE)
    assert len(re.findall(r'<h2 id="[^"]+">', content_of(page))) == len(headings)


@EVERY_LAB
def test_page_offers_the_notebook(book_site, language, name):
    page = page_of(book_site, language, name)
    address = re.search(r'<a download="(\w+\.ipynb)" href="([^"]+)"', page)
    there = urljoin(f"{PUBLISHED}{folder_of(language)}labs/{name}/", address[2]).removeprefix(PUBLISHED)
    lab = urljoin(PUBLISHED, f"{folder_of(language)}labs/{name}.py")
    assert address[1] == f"{name}.ipynb"
    assert (book_site / there).read_text("utf-8") == labs.download(source(language, name), lab)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_search_finds_words_of_labs_and_no_noise(book_site, language):
    index = json.loads((book_site / folder_of(language) / "search" / "search_index.json").read_text("utf-8"))
    entries = [entry for entry in index["docs"] if entry["location"].startswith("labs/")]
    text = " ".join(entry["title"] + entry["text"] for entry in entries)
    assert {"ko": "로젠브록", "en": "Rosenbrock"}[language] in text
    assert re.findall(r"In \[|Copied!|<svg|<tspan", text) == []
    page, words = page_of(book_site, language, "lab_41"), re.sub(r"<[^>]+>|\s", "", text)
    for plot in re.findall(r'<svg [^>]*class="figure plot".*?</svg>', page, re.DOTALL):
        assert "".join(re.findall(r">([^<>]+)<", plot))[:20] not in words


BROKEN = """\
# %% [markdown]
# # A lab

# %%
one = 1

# %%
print(two)
"""


def test_a_cell_that_fails_stops_the_build(tmp_path, capsys):
    root = project(tmp_path, {"index.md": "# A page\n", "labs/lab_41.py": BROKEN})
    assert build_command(root, None, draft=False) == 1
    said = capsys.readouterr().err
    assert "docs/ko/labs/lab_41.py:7: this cell fails: NameError: name 'two' is not defined.\n" in said


@pytest.fixture
def lab(tmp_path, monkeypatch):
    """Shows a lab of one cell: `lab()` is what it prints; ``lab.runs`` counts how often it was executed."""
    def execute(notebook, **options):
        lab.runs += 1
        notebook.cells[0].outputs = [nbformat.v4.new_output("stream", text="seven")]

    def lab(text="# %%\nprint('seven')\n"):
        return labs.executed(text, Path("lab.py")).cells[0].outputs[0].text

    lab.runs = 0
    monkeypatch.setattr(labs, "execute", execute)
    monkeypatch.setenv("LITERATE_CACHE", str(tmp_path / "cache"))
    return lab


def test_a_lab_is_executed_again_with_other_versions_or_another_text(lab, monkeypatch):
    assert [lab(), lab(), lab.runs] == ["seven", "seven", 1]
    assert [lab("# %%\nprint('seven') \n"), lab.runs] == ["seven", 2]
    monkeypatch.setattr(labs, "installed_version", lambda package: "other")
    assert [lab(), lab.runs] == ["seven", 3]


@pytest.mark.parametrize("language", CONFIGS)
def test_mkdocs_jupyter_keeps_nothing_of_its_own(language):
    assert not configuration.load(ROOT, language).plugins["mkdocs-jupyter"].config["cache"]


def executed(output, **metadata):
    """A lab of two cells, the second in line 9 with an output."""
    cell = nbformat.v4.new_code_cell("draw()", outputs=[output], metadata={"line": 9, **metadata})
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# A lab\n\nText."), cell])


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path id="a" d="M 0.123 4"/></svg>'
DRAWN = nbformat.v4.new_output("display_data", {"image/svg+xml": SVG})


@pytest.mark.parametrize("output, problem", [
    (DRAWN, "not put into words"),
    (nbformat.v4.new_output("execute_result", {"text/plain": "3"}), "neither printed nor drawn"),
    (nbformat.v4.new_output("stream", name="stderr", text="RuntimeWarning"), "neither printed nor drawn"),
])
def test_what_a_page_cannot_show_is_refused(output, problem):
    with pytest.raises(BuildFailed, match=f"^docs/en/labs/a.py:9: .*{problem}"):
        labs.markdown(executed(output), Path("docs/en/labs/a.py"), labels("en")["lab"])


def test_an_output_may_hold_backticks():
    output = nbformat.v4.new_output("stream", text="```\n````\n")
    shown = labs.markdown(executed(output), Path("docs/en/labs/a.py"), labels("en")["lab"])
    assert "`````" in shown


@pytest.mark.parametrize("repository, linked", [("owner/name", True), ("", False)])
def test_a_lab_opens_in_colab_where_the_repository_is_known(monkeypatch, repository, linked):
    monkeypatch.setenv("REPOSITORY", repository)
    shown = labs.markdown(executed(DRAWN, alt="a plot"), Path("docs/en/labs/a.py"), labels("en")["lab"])
    address = "](https://colab.research.google.com/github/owner/name/blob/notebooks/en/labs/a.ipynb)"
    assert (address in shown, "colab" in shown) == (linked, linked)
