"""A lab's page and the notebook that it offers: executed once, drawn, put into words, valid."""

import gzip
import html
import json
import re
from pathlib import Path
from urllib.parse import urljoin

import jupytext
import pytest
from examples import rows, tables
from test_labs import EVERY_LAB, EXERCISES, cells_of, source
from whole_book import PUBLISHED

from literate.labels import labels
from literate.site import labs
from literate.site.build import BuildFailed
from literate.site.languages import folder_of


@pytest.fixture
def page(book_site, language, name):
    return (book_site / folder_of(language) / "labs" / name / "index.html").read_text("utf-8")


@pytest.fixture
def content(page):
    return page.partition("<article")[2].partition("</article>")[0]


@EVERY_LAB
def test_page_carries_nothing_of_the_notebook_renderer(page, content, language, name):
    assert re.findall(r'<script[^>]*src=""|jp-\w+|<style|<link[^>]*mermaid|In \[', content) == []
    assert 'src=""' not in page
    assert len(gzip.compress(page.encode())) < 33 * 1024       # with what its exercises ask and say


@EVERY_LAB
def test_each_plot_is_drawn_and_put_into_words(content, language, name):
    plots = re.findall(r'<svg [^>]*class="figure plot" role="img" aria-label="([^"]+)"', content)
    assert plots == [cell.metadata["alt"] for cell in cells_of(language, name) if "alt" in cell.metadata]
    assert len(plots) == len(re.findall(r"plt\.show\(\)", source(language, name))) + (name == "lab_43")
    assert re.findall(r"<img\b(?![^>]*\balt=)", content) == []


@EVERY_LAB
def test_formulas_are_mathml(content, language, name):
    assert content.count("<math") >= source(language, name).count("$$") / 2
    assert re.findall(r"\$|\\\(", re.sub(r"<(pre|code)\b.*?</\1>", "", content, flags=re.DOTALL)) == []


@EVERY_LAB
def test_answers_stay_open_and_solutions_closed(content, language, name):
    not_yet = {"ko": "아직 답하지 않았습니다", "en": "No answer yet"}[language]
    outputs = re.findall(r'<div id="o\w+" class="highlight">.*?</div>', content, re.DOTALL)
    assert len([output for output in outputs if not_yet in output]) == EXERCISES
    assert len(re.findall(r'<details class="solution exercise-answer">\s*<summary>', content)) == EXERCISES


@EVERY_LAB
def test_each_exercise_is_titled_as_its_section_and_its_fields_are_named_in_words(content, language, name):
    titles = [html.unescape(title) for title in re.findall(r'"exercise-title">(.*?)</p>', content)]
    assert titles == re.findall(r"^# ## ((?:문제|Exercise) \d\. .*)", source(language, name), re.MULTILINE)
    for data in re.findall(r'data-lab="([^"]+)"', content):
        fields = json.loads(html.unescape(data))["fields"]
        names = [field["label"] for field in fields]
        assert len(set(names)) == len(names) and not re.search(r"[\[(_']", "".join(names))
        assert all(names) or [list(field) for field in fields] == [["label", "options"]]


@EVERY_LAB
def test_page_has_its_description_title_and_contents(page, content, language, name):
    notebook = jupytext.reads(source(language, name), fmt="py:percent")
    title = notebook.cells[0].source.partition("\n")[0].removeprefix("# ")
    assert f'<meta name="description" content="{notebook.metadata.description}">' in page
    assert re.search(f"<title>{re.escape(title)} - ", page)
    headings = re.findall(r"^## ", "\n".join(cell.source for cell in notebook.cells), re.MULTILINE)
    assert len(re.findall(r'<h2 id="[^"]+">', content)) == len(headings)


@EVERY_LAB
def test_page_offers_the_notebook(book_site, page, language, name):
    address = re.search(r'<a download="(\w+\.ipynb)" href="([^"]+)"', page)
    there = urljoin(f"{PUBLISHED}{folder_of(language)}labs/{name}/", address[2]).removeprefix(PUBLISHED)
    lab = urljoin(PUBLISHED, f"{folder_of(language)}labs/{name}.py")
    assert address[1] == f"{name}.ipynb"
    assert (book_site / there).read_text("utf-8") == labs.download(source(language, name), lab, language)


@pytest.mark.parametrize("language, name", [("ko", "lab_41"), ("en", "lab_41")])
def test_search_finds_words_of_labs_and_no_noise(book_site, page, language, name):
    index = json.loads((book_site / folder_of(language) / "search" / "search_index.json").read_text("utf-8"))
    entries = [entry for entry in index["docs"] if entry["location"].startswith("labs/")]
    text = " ".join(entry["title"] + entry["text"] for entry in entries)
    assert {"ko": "로젠브록", "en": "Rosenbrock"}[language] in text
    assert re.findall(r"In \[|Copied!|<svg|<tspan", text) == []
    words = re.sub(r"<[^>]+>|\s", "", text)
    for plot in re.findall(r'<svg [^>]*class="figure plot".*?</svg>', page, re.DOTALL):
        assert "".join(re.findall(r">([^<>]+)<", plot))[:20] not in words


def executed(tmp_path, monkeypatch, text):
    """The page of a lab, run with a cache of its own."""
    monkeypatch.setenv("LITERATE_CACHE", str(tmp_path))
    path = Path("docs/en/labs/a.py")
    return labs.markdown(labs.executed(text, path), path, labels("en"))


ASKS = tables(__file__)["asks"]
DRAWING = tables(__file__)["drawing"]


@pytest.mark.parametrize("cell, line, problem", rows(__file__, "refused"))
def test_what_a_page_cannot_show_is_refused(tmp_path, monkeypatch, cell, line, problem):
    with pytest.raises(BuildFailed, match=f"^docs/en/labs/a.py:{line}: .*{problem}"):
        executed(tmp_path, monkeypatch, f"# %% [markdown]\n# # A lab\n\n{cell}")


def test_what_cells_print_and_draw_stands_below_them_in_order(tmp_path, monkeypatch):
    text = (f"# %% [markdown]\n# # A lab\n\n# %% alt=\"A line\"\nprint('```\\n````')\n{DRAWING}{DRAWING}\n"
            "# %%\nx = 1\n\n# %%\nprint('seven')\n")
    shown = executed(tmp_path, monkeypatch, text)
    found = re.findall(r"(?<= #)[co]a_\w+|(?<=figure )plot|^seven$", shown, re.MULTILINE)
    assert found == ["ca_1", "oa_1_0", "plot", "plot", "ca_2", "ca_3", "oa_3_0", "seven"]
    assert "\n```\n````\n`````" in shown            # an output may hold backticks


def test_what_shows_an_answer_stands_in_its_solution(tmp_path, monkeypatch):
    text = ("# %% [markdown]\n# # A lab\n# ## Exercise\n\n" + ASKS.replace("a = 3", "a = 1")
            + "\n# %% [markdown] tags=[\"solution\"]\n# See.\n\n# %% tags=[\"solution\"]\nprint('seven')\n"
            "\n# %%\nprint('eight')\n")
    shown = executed(tmp_path, monkeypatch, text).partition("exercise-answer")[2]
    assert re.findall("(?m)^(?:See.|seven|eight|</details>|</div>)$", shown) == [
        "See.", "seven", "</details>", "</div>", "eight"]


@pytest.mark.parametrize("repository, linked", [("owner/name", True), ("", False)])
def test_a_lab_opens_in_colab_where_the_repository_is_known(tmp_path, monkeypatch, repository, linked):
    monkeypatch.setenv("REPOSITORY", repository)
    shown = executed(tmp_path, monkeypatch, "# %% [markdown]\n# # A lab\n#\n# Text.\n")
    address = "](https://colab.research.google.com/github/owner/name/blob/notebooks/en/labs/a.ipynb)"
    assert (address in shown, "colab" in shown) == (linked, linked)
