"""The labs: they run, tell right answers from wrong ones, are the same in both languages, and make good pages."""

import ast
import contextlib
import gzip
import io
import itertools
import json
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urljoin

import jupytext
import matplotlib
import nbformat
import numpy as np
import pytest
from literate.claims.values import quoted
from matplotlib import pyplot as plt
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from literate.cache import Cache
from literate.claims.editions import first_difference
from literate.claims.reader import parse
from literate.findings import ROOT
from literate.labels import labels
from literate.pages.blocks import Fence, blocks
from literate.pages.spans import DIGIT, WORD_PARTS, pieces
from literate.site import build as site
from literate.site import labs
from literate.site.languages import CONFIGS, folder_of
from literate.site.plots import drawing

NAMES = sorted(path.stem for path in (ROOT / "docs" / "ko" / "labs").glob("*.py"))
LABS = list(itertools.product(("ko", "en"), NAMES))
EVERY_LAB = pytest.mark.parametrize("language, name", LABS, ids=lambda value: value)
EXERCISES = 3
URL = "https://host/book/"
HANGUL = re.compile("[가-힣]")
SOLUTION = re.compile(r"<details>.*?```python\n(.*?)```.*?</details>", re.DOTALL)


def source(language, name):
    return (ROOT / "docs" / language / "labs" / f"{name}.py").read_text("utf-8")


def cells_of(language, name):
    return jupytext.reads(source(language, name), fmt="py:percent").cells


def tagged(cells, tag):
    """The numbers of the cells with a tag."""
    return [number for number, cell in enumerate(cells) if tag in cell.metadata.get("tags", [])]


def solutions(cells):
    """The code of each solution, in order."""
    return [code for cell in cells if cell.cell_type == "markdown" for code in SOLUTION.findall(cell.source)]


def with_answers(cells, answers):
    """The cells with code put into the cells for answers: ``answers`` by the number of the exercise, from 0."""
    filled = [nbformat.from_dict(cell) for cell in cells]
    for exercise, code in answers.items():
        filled[tagged(cells, "answer")[exercise]].source = code
    return filled


# --- the notebook ---


@pytest.fixture(scope="module")
def answered():
    """What readers download, executed in Jupyter with every solution put in."""
    def execute(lab):
        notebook = nbformat.reads(labs.download(source(*lab), URL), as_version=4)
        notebook.cells = with_answers(notebook.cells, dict(enumerate(solutions(notebook.cells))))
        return NotebookClient(notebook, timeout=60, kernel_name="python3").execute()

    with labs.as_the_book_does(), ThreadPoolExecutor(2) as pool:
        return dict(zip(LABS, pool.map(execute, LABS)))


def printed(cell):
    return "".join(output.text for output in cell.outputs if output.output_type == "stream")


@pytest.mark.rest
@EVERY_LAB
def test_solutions_are_right(answered, language, name):
    cells = answered[language, name].cells
    checks = [printed(cells[number]) for number in tagged(cells, "check")]
    right = {"ko": "맞았습니다.\n", "en": "That is right.\n"}[language]
    assert [text[-len(right):] for text in checks] == [right] * EXERCISES


@pytest.mark.rest
@EVERY_LAB
def test_labs_leave_no_warnings(answered, language, name):
    said = [output.text for cell in answered[language, name].cells for output in cell.get("outputs", [])
            if output.output_type == "stream" and output.name == "stderr"]
    assert [text for text in said if "Warning" in text] == []


@EVERY_LAB
def test_each_exercise_has_an_answer_a_check_and_a_solution_in_that_order(language, name):
    cells = cells_of(language, name)
    answers = tagged(cells, "answer")
    assert len(answers) == EXERCISES
    assert tagged(cells, "check") == [number + 1 for number in answers]
    assert [len(SOLUTION.findall(cells[number + 2].source)) for number in answers] == [1] * EXERCISES


WRONG = [
    ("lab_41", 0, "factors = {'4.1.2': 0.8, '4.1.3': 0.86, '4.1.4': 0.9}"),
    ("lab_41", 0, "factors = {'4.1.2': 0.7, '4.1.3': 0.72, '4.1.4': 0.9}"),
    ("lab_41", 1, "suspect = 'Ob'"),
    ("lab_41", 1, "suspect = 'WHb'"),
    ("lab_41", 1, "suspect = 'WO'"),
    ("lab_41", 2, "def softplus_slope(a):\n    return a * (1 - a)"),
    ("lab_41", 2, "def softplus_slope(a):\n    return sigmoid(a)"),
    ("lab_42", 0, "prediction = {1: SAME, 1.5: NEARER, 1.9: NEARER, 2: SAME, 2.1: FARTHER}"),
    ("lab_42", 0, "prediction = {1: NEARER, 1.5: NEARER, 1.9: FARTHER, 2: SAME, 2.1: FARTHER}"),
    ("lab_42", 0, "prediction = {1: NEARER, 1.5: NEARER, 1.9: NEARER, 2: FARTHER, 2.1: FARTHER}"),
    ("lab_42", 1, "steps = 35"),
    ("lab_42", 1, "steps = 37"),
    ("lab_42", 1, "steps = 35.9"),
    ("lab_42", 2, "best = 0.1"),
    ("lab_42", 2, "best = 0.2"),
    ("lab_43", 0, "winner = adam"),
    ("lab_43", 0, "winner = 'rmsprop'"),
    ("lab_43", 1, "def valley_slope(p):\n    x, y = p\n    return np.array([2 * (x - 1), 200 * (y - x ** 2)])"),
    ("lab_43", 2, "rule, lr = momentum, 0.001"),
    ("lab_43", 2, "rule, lr = descent, 0.01"),
    ("lab_43", 2, "rule, lr = 'momentum', 0.003"),
]


@pytest.fixture(scope="module")
def variables():
    """By lab, the variables as they are before each answer, all answers left open."""
    matplotlib.use("agg")
    found = {}
    with pytest.MonkeyPatch.context() as patch, plt.rc_context(), np.printoptions(), np.errstate():
        patch.setattr(plt, "show", lambda: plt.close("all"))
        for lab in LABS:
            space, found[lab] = {"__name__": "__main__"}, []
            for cell in cells_of(*lab):
                if "answer" in cell.metadata.get("tags", []):
                    found[lab].append(dict(space))
                if cell.cell_type == "code":
                    with contextlib.redirect_stdout(io.StringIO()):
                        exec(re.sub("^%", "#", cell.source), space)
    return found


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("name, exercise, answer", WRONG, ids=range(len(WRONG)))
def test_wrong_answers_are_told_so_in_one_sentence(variables, name, exercise, answer, language):
    space = dict(variables[language, name][exercise])
    cells = cells_of(language, name)
    exec(answer, space)
    with pytest.raises(AssertionError) as failure, np.errstate(all="ignore"):
        exec(cells[tagged(cells, "check")[exercise]].source, space)
    message = str(failure.value)
    assert message.endswith(".") and not re.search(r"[.!?]\s", message)
    assert bool(HANGUL.search(message)) == (language == "ko")


def test_every_exercise_is_answered_wrong_at_least_once():
    assert {(name, number) for name, number, _ in WRONG} == set(itertools.product(NAMES, range(EXERCISES)))


# --- both editions ---


def differences(first, second):
    """Where two syntax trees differ in more than what is said to readers: Korean text and its English twin."""
    if type(first) is not type(second):
        yield ast.unparse(first), ast.unparse(second)
    elif isinstance(first, ast.JoinedStr):
        values = [sorted(ast.dump(part) for part in tree.values if isinstance(part, ast.FormattedValue))
                  for tree in (first, second)]
        words = [ast.unparse(tree) for tree in (first, second)]
        spoken = HANGUL.search(words[0]) and not HANGUL.search(words[1])
        if values[0] != values[1] or not (spoken or words[0] == words[1]):
            yield tuple(words)
    elif isinstance(first, ast.Constant):
        both = first.value, second.value
        spoken = all(isinstance(value, str) for value in both) and HANGUL.search(both[0])
        if (HANGUL.search(both[1]) or not both[1].strip()) if spoken else both[0] != both[1]:
            yield both
    else:
        ours, theirs = ([value for _, value in ast.iter_fields(tree)] for tree in (first, second))
        for one, other in zip(ours, theirs):
            if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
                pairs = list(zip(one, other))
            else:
                pairs = [(one, other)]
            for a, b in pairs:
                if isinstance(a, ast.AST) and isinstance(b, ast.AST):
                    yield from differences(a, b)
                elif a != b:
                    yield a, b


def tree(code):
    return ast.parse(re.sub("^%", "#", code))


def between(korean, english):
    """What two editions of a lab's text have not in common, beyond what is said to readers."""
    ours, theirs = (jupytext.reads(text, fmt="py:percent").cells for text in (korean, english))
    kinds = [[(cell.cell_type, cell.metadata.get("tags"), "alt" in cell.metadata) for cell in cells] for cells in (ours, theirs)]
    if kinds[0] != kinds[1]:
        return [next(pair for pair in itertools.zip_longest(*kinds) if pair[0] != pair[1])]
    found = []
    for one, other in zip(ours, theirs):
        if one.cell_type == "code":
            found += differences(tree(one.source), tree(other.source))
            continue
        # What is in a fence is code, and compared as such.
        codes = [SOLUTION.findall(cell.source) for cell in (one, other)]
        texts = [parse(re.sub(r"(```python\n).*?(```)", r"\1\2", cell.source, flags=re.DOTALL), Path("lab.md"))
                 for cell in (one, other)]
        found += filter(None, [first_difference(*texts)])
        found += [pair for each in zip(*codes) for pair in differences(*map(tree, each))]
    return found


@pytest.mark.parametrize("name", NAMES)
def test_both_editions_show_the_same(name):
    assert between(source("ko", name), source("en", name)) == []


CHANGES = {
    "a formula in a sentence": ("lab_41", "$X X^T$ is", "$X^T X$ is"),
    "such a formula gone": ("lab_42", "the position as measured from the bottom, $p + 2$, by", "the position by"),
    "a displayed formula": ("lab_43", "100\\, (y", "10\\, (y"),
    "a quote": ("lab_42", "`lr=0.2`", "`lr=0.5`"),
    "a name": ("lab_43", "takes the gradient `dEdp`", "takes the gradient `E`"),
    "a link": ("lab_41", "(../415.md)", "(../416.md)"),
    "the level of a heading": ("lab_43", "## A curved valley", "### A curved valley"),
    "a tag": ("lab_42", '# %% tags=["check"]\nif steps', "# %%\nif steps"),
    "a plot without words": ("lab_42", '# %% alt="A graph of the size of', '# %% all="A graph of the size of'),
    "code": ("lab_41", "lr=0.01, epochs=20", "lr=0.01, epochs=10"),
    "code of a solution": ("lab_43", "rule, lr = momentum, 0.003", "rule, lr = momentum, 0.002"),
    "a cell gone": ("lab_41", "# %%\nprint(D[1:5] / D[:4])\n\n", ""),
    "a paragraph gone": ("lab_42", "#\n# Take logarithms", "# Take logarithms"),
    "a sentence that turns into an item": ("lab_41", "# It is the same number", "# - It is the same number"),
}


@pytest.mark.parametrize("name, old, new", CHANGES.values(), ids=CHANGES)
def test_what_one_edition_has_and_the_other_has_not_is_noticed(name, old, new):
    english = source("en", name)
    assert english.count(old) == 1
    assert between(source("ko", name), english.replace(old, new))


@pytest.mark.parametrize("first, second", [(0, 1), (3, 5)])
def test_cells_in_another_order_are_noticed(first, second):
    head, *cells = re.split(r"(?m)^(?=# %%)", source("en", "lab_42"))
    cells[first], cells[second] = cells[second], cells[first]
    assert between(source("ko", "lab_42"), "".join([head, *cells]))


def unproven(name, cells):
    """The digits of a lab's texts that are no formula's, and that nothing proves."""
    exercise = 0
    for number, cell in enumerate(cells):
        if DIGIT.search(cell.metadata.get("alt", "")):
            yield cell.metadata["alt"]
        for block in blocks(cell.source) if cell.cell_type == "markdown" else ():
            for piece in [] if isinstance(block, Fence) else pieces(cell.source, *block[1:]):
                start = cell.source[cell.source.rfind("\n", 0, piece.start) + 1:piece.start]
                page = Path(piece.link.partition("#")[0]).stem.removeprefix("lab_") or (name[4:] if start == "# " else "")
                if start in ("## 문제 ", "## Exercise "):
                    exercise += 1
                    right = piece.text == str(exercise)
                elif piece.kind == "code" and DIGIT.search(piece.text):
                    right = is_certain(piece.text, cells, number)
                else:
                    right = piece.kind not in WORD_PARTS or piece.kind == "number" and page == piece.text.replace(".", "")
                if not right:
                    yield piece.text


def is_certain(quote, cells, number):
    """Whether the quote stands in a cell near that of this number, or anywhere, and no other with another digit does."""
    def code(some):
        return "\n".join(cell.source for cell in some if cell.cell_type == "code")

    before = [cell for cell in cells[:number] if cell.cell_type == "code"][-1:]
    after = [cell for cell in cells[number + 1:] if cell.cell_type == "code"][:2]
    near = code(before + after)
    where = near if quoted(quote, near) else code(cells)
    others = (quote[:match.start()] + digit + quote[match.end():] for match in re.finditer(r"\d", quote) for digit in "0123456789")
    return quoted(quote, where) and not any(quoted(other, where) for other in others if other != quote)


@EVERY_LAB
def test_texts_have_no_number_that_nothing_proves(language, name):
    assert list(unproven(name, cells_of(language, name))) == []


@EVERY_LAB
def test_no_text_could_have_another_digit(language, name):
    cells = cells_of(language, name)
    for cell in cells:
        if cell.cell_type == "markdown":
            source = cell.source
            free = [(block.start, block.end) for block in blocks(source) if isinstance(block, Fence)]
            free += [(piece.start, piece.end) for block in blocks(source) if not isinstance(block, Fence)
                     for piece in pieces(source, *block[1:]) if piece.kind in ("math", "display")]    # test_lab_formulas.py
            for match in re.finditer(r"\d", source):
                for digit in set("0123456789") - {match[0]}:
                    cell.source = source[:match.start()] + digit + source[match.end():]
                    proven = any(start <= match.start() < end for start, end in free)
                    assert proven or any(unproven(name, cells)), cell.source[max(0, match.start() - 20):match.start() + 20]
            cell.source = source


# --- the download ---


@EVERY_LAB
def test_download_is_a_notebook_that_was_not_run(language, name):
    notebook = nbformat.reads(labs.download(source(language, name), URL), as_version=4)
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "python3"
    assert [cell.outputs for cell in notebook.cells if cell.cell_type == "code" and cell.outputs] == []


def test_download_is_the_same_each_time():
    assert labs.download(source("en", "lab_41"), URL) == labs.download(source("en", "lab_41"), URL)


def test_links_of_a_download_lead_to_the_site():
    text = "# %% [markdown]\n# [a](../411.md), [b](lab_43.py), [c](../411.md#d), [e](https://f/g.md)\n"
    notebook = nbformat.reads(labs.download(text, "https://host/book/en/labs/lab_42.py"), as_version=4)
    assert notebook.cells[0].source == (f"[a]({URL}en/411/), [b]({URL}en/labs/lab_43/), [c]({URL}en/411/#d), "
                                        "[e](https://f/g.md)")


# --- the page ---


def project(folder, labs_of, executions):
    """A project with the book's configuration, labs, and pages that these link to."""
    for config in CONFIGS.values():
        text = (ROOT / config).read_text("utf-8").partition("\nnav:\n")[0]
        text = text.replace("cache_dir: .cache/labs", f"cache_dir: {executions.as_posix()}")
        (folder / config).write_text(text, "utf-8")
    shutil.copytree(ROOT / "literate" / "site" / "theme", folder / "literate" / "site" / "theme")
    shutil.copytree(ROOT / "docs" / "assets", folder / "docs" / "assets")
    for language, files in labs_of.items():
        pages = folder / "docs" / language
        (pages / "labs").mkdir(parents=True)
        for name, text in files.items():
            (pages / "labs" / f"{name}.py").write_text(text, "utf-8")
            for linked in {"index", *re.findall(r"\(\.\./(\w+)\.md", text)}:
                (pages / f"{linked}.md").write_text("# A page\n\n$x$\n", "utf-8")
        nav = [*(f"labs/{name}.py" for name in files), *(path.name for path in pages.glob("*.md")), "report.md"]
        with (folder / CONFIGS[language]).open("a", encoding="utf-8") as config:
            config.write(f"\nnav: [{', '.join(nav)}]\n")
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The site of the labs, built for https://host/book/. They are executed unless the book's cache has them."""
    texts = {language: {name: source(language, name) for name in NAMES} for language in ("ko", "en")}
    root = project(tmp_path_factory.mktemp("labs"), texts, ROOT / ".cache" / "labs")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", URL)
        assert site.build_command(root, None, draft=False) == 0
    return root / "site"


def page_of(built, language, name):
    return (built / folder_of(language) / "labs" / name / "index.html").read_text("utf-8")


def content_of(page):
    return page.partition("<article")[2].partition("</article>")[0]


@EVERY_LAB
def test_page_carries_nothing_of_the_notebook_renderer(built, language, name):
    page = page_of(built, language, name)
    assert re.findall(r'<script[^>]*src=""|jp-\w+|<style|<link[^>]*mermaid|In \[', content_of(page)) == []
    assert 'src=""' not in page
    assert len(gzip.compress(page.encode())) < 30 * 1024


@EVERY_LAB
def test_each_plot_is_drawn_and_put_into_words(built, language, name):
    content = content_of(page_of(built, language, name))
    plots = re.findall(r'<svg [^>]*class="figure plot" role="img" aria-label="([^"]+)"', content)
    assert plots == [cell.metadata["alt"] for cell in cells_of(language, name) if "alt" in cell.metadata]
    assert len(plots) == len(re.findall(r"plt\.show\(\)", source(language, name))) + (name == "lab_43")
    assert re.findall(r"<img\b(?![^>]*\balt=)", content) == []


@EVERY_LAB
def test_ids_are_unique(built, language, name):
    ids = re.findall(r'\sid="([^"]+)"', page_of(built, language, name))
    assert sorted(ids) == sorted(set(ids))


@EVERY_LAB
def test_formulas_are_mathml(built, language, name):
    content = content_of(page_of(built, language, name))
    assert content.count("<math") >= source(language, name).count("$$") / 2
    assert re.findall(r"\$|\\\(", re.sub(r"<(pre|code)\b.*?</\1>", "", content, flags=re.DOTALL)) == []


@EVERY_LAB
def test_answers_stay_open_and_solutions_closed(built, language, name):
    content = content_of(page_of(built, language, name))
    not_yet = {"ko": "아직 답하지 않았습니다", "en": "No answer yet"}[language]
    outputs = re.findall(r'<div id="o\w+" class="highlight">.*?</div>', content, re.DOTALL)
    assert len([output for output in outputs if not_yet in output]) == EXERCISES
    assert len(re.findall(r"<details>\s*<summary>", content)) == EXERCISES


@EVERY_LAB
def test_page_has_its_description_title_and_contents(built, language, name):
    page = page_of(built, language, name)
    notebook = jupytext.reads(source(language, name), fmt="py:percent")
    title = notebook.cells[0].source.partition("\n")[0].removeprefix("# ")
    assert f'<meta name="description" content="{notebook.metadata.description}">' in page
    assert re.search(f"<title>{re.escape(title)} - ", page)
    headings = re.findall(r"^## ", "\n".join(cell.source for cell in notebook.cells), re.MULTILINE)
    assert len(re.findall(r'<h2 id="[^"]+">', content_of(page))) == len(headings)


@EVERY_LAB
def test_page_offers_the_notebook(built, language, name):
    page = page_of(built, language, name)
    address = re.search(r'<a download="(\w+\.ipynb)" href="([^"]+)"', page)
    there = urljoin(f"{URL}{folder_of(language)}labs/{name}/", address[2]).removeprefix(URL)
    lab = urljoin(URL, f"{folder_of(language)}labs/{name}.py")
    assert address[1] == f"{name}.ipynb"
    assert (built / there).read_text("utf-8") == labs.download(source(language, name), lab)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_search_finds_words_of_labs_and_no_noise(built, language):
    index = json.loads((built / folder_of(language) / "search" / "search_index.json").read_text("utf-8"))
    entries = [entry for entry in index["docs"] if entry["location"].startswith("labs/")]
    text = " ".join(entry["title"] + entry["text"] for entry in entries)
    assert {"ko": "로젠브록", "en": "Rosenbrock"}[language] in text
    assert re.findall(r"In \[|Copied!|<svg|<tspan", text) == []
    page, words = page_of(built, language, "lab_41"), re.sub(r"<[^>]+>|\s", "", text)
    for plot in re.findall(r'<svg [^>]*class="figure plot".*?</svg>', page, re.DOTALL):
        assert "".join(re.findall(r">([^<>]+)<", plot))[:20] not in words


MATPLOTLIB = """<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9pt" viewBox="0 0 9 9">
 <metadata>Date</metadata><defs><style>*{stroke-linejoin: round}</style></defs>
 <g id="axes_1"><path id="m1" d="M 0.123 4.96 L 1 -2.55" style="fill: #ffffff; stroke: #1769B5"/></g>
 <use xlink:href="#m1" x="1.25" style="stroke: #000000"/>
 <path clip-path="url(#p2)" d="M 0 0"/><clipPath id="p2"/>
 <text style="font-size: 12px; font-family: 'DejaVu Sans', sans-serif; text-anchor: middle">a &lt; b</text>
</svg>
"""


def test_a_plot_follows_the_page():
    svg = drawing(MATPLOTLIB, 'E < 1, "small"', "o1")
    assert 'style="fill: none; stroke: var(--rule-momentum)"' in svg and "stroke: currentColor" in svg
    assert 'style="font-size: 12px; text-anchor: middle">a &lt; b' in svg
    assert 'aria-label="E &lt; 1, &quot;small&quot;"' in svg and "width" not in svg
    assert re.findall("xmlns|<style|<metadata|axes_1|DejaVu", svg) == []


def test_names_within_a_plot_are_its_own():
    svg = drawing(MATPLOTLIB, "a plot", "o1")
    assert re.findall(r'\b(?:id|href|clip-path)="([^"]+)"', svg) == ["o1-m1", "#o1-m1", "url(#o1-p2)", "o1-p2"]


def test_a_plot_is_drawn_to_a_tenth_of_a_point():
    assert '<path id="o1-m1" d="M 0.1 5 L 1 -2.5"' in drawing(MATPLOTLIB, "a plot", "o1")


BROKEN = """\
# %% [markdown]
# # A lab

# %%
one = 1

# %%
print(two)
"""


def test_a_cell_that_fails_stops_the_build(tmp_path, capsys):
    root = project(tmp_path, {"ko": {"lab_41": BROKEN}}, tmp_path / "executions")
    assert site.build_command(root, None, draft=False) == 1
    said = capsys.readouterr().err
    assert "docs/ko/labs/lab_41.py:7: this cell fails: NameError: name 'two' is not defined.\n" in said


class OnePage:
    """A page of mkdocs with a lab of one cell, as far as it takes to execute it; ``runs`` counts how often it was."""

    def __init__(self):
        self.file, self.runs = SimpleNamespace(content_string="# %%\nprint('seven')\n"), 0

    def execute(self):
        self.runs += 1
        cell = nbformat.v4.new_code_cell("print('seven')", outputs=[nbformat.v4.new_output("stream", text="seven")])
        self.content = nbformat.writes(nbformat.v4.new_notebook(cells=[cell]))

    def says(self, folder):
        return labs.executed(self, self.execute, Path("lab.py"), Cache(folder)).cells[0].outputs[0].text


DAMAGES = {
    "empty": lambda whole: b"", "no JSON": lambda whole: b"no JSON", "cut": lambda whole: whole[:-9],
    "another digit": lambda whole: whole.replace(b"seven", b"eight"), "more": lambda whole: b"{}\n" + whole,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_an_execution_is_kept_until_it_is_damaged(tmp_path, damage):
    page = OnePage()
    assert [page.says(tmp_path), page.says(tmp_path), page.runs] == ["seven", "seven", 1]
    kept, = tmp_path.iterdir()
    kept.write_bytes(damage(kept.read_bytes()))
    assert [page.says(tmp_path), page.says(tmp_path), page.runs] == ["seven", "seven", 2]


def test_a_lab_is_executed_again_with_other_versions(tmp_path, monkeypatch):
    page = OnePage()
    page.says(tmp_path)
    monkeypatch.setattr(labs, "version", lambda package: "other")
    page.says(tmp_path)
    assert page.runs == 2


def test_a_lab_that_changed_is_executed_again(tmp_path):
    page = OnePage()
    page.says(tmp_path)
    page.file.content_string += "# %%\n"
    page.says(tmp_path)
    assert page.runs == 2


def test_mkdocs_jupyter_keeps_nothing_of_its_own(tmp_path):
    root = project(tmp_path, {"ko": {"lab_41": BROKEN}}, tmp_path / "executions")
    config = site.configuration(root, "ko", URL, root / "docs" / "ko", root / "site")
    assert not config.plugins["mkdocs-jupyter"].config["cache"]


def test_a_lab_is_executed_where_nothing_can_be_kept(tmp_path, capsys):
    (tmp_path / "file").write_text("no folder")
    page = OnePage()
    assert [page.says(tmp_path / "file"), page.runs] == ["seven", 1]
    assert capsys.readouterr().err.count("nothing can be kept here") == 1


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
    with pytest.raises(labs.LabFailed, match=f"^docs/en/labs/a.py:9: .*{problem}"):
        labs.markdown(executed(output), Path("docs/en/labs/a.py"), labels("en")["lab"])


def test_an_output_may_hold_backticks():
    output = nbformat.v4.new_output("stream", text="```\n````\n")
    shown = labs.markdown(executed(output), Path("docs/en/labs/a.py"), labels("en")["lab"])
    assert "`````" in shown


def test_an_error_names_its_cell():
    cells = jupytext.reads(BROKEN, fmt="py:percent").cells
    message = {"traceback": [], "ename": "NameError", "evalue": "two"}
    error = CellExecutionError.from_cell_and_msg(nbformat.from_dict({**cells[2], "outputs": []}), message)
    assert labs.cell_named_in(error, BROKEN) == 2
