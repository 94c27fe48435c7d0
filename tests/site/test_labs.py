"""The labs: they run, tell right answers from wrong ones, are the same in both languages, and make good
pages."""

import ast
import contextlib
import itertools
import re
import subprocess
from pathlib import Path

import jupytext
import matplotlib
import nbformat
import numpy as np
import pytest
from editions import first_difference
from examples import rows
from matplotlib import pyplot as plt
from nbclient import NotebookClient

from literate.claims.quote import quoted
from literate.claims.reader import read_text
from literate.findings import ROOT
from literate.pages.blocks import Fence, blocks
from literate.pages.spans import DIGIT, WORD_PARTS, spans
from literate.site import labs
from literate.site.report import versions

NAMES = sorted(path.stem for path in (ROOT / "docs" / "ko" / "labs").glob("*.py"))
LABS = list(itertools.product(("ko", "en"), NAMES))
EVERY_LAB = pytest.mark.parametrize("language, name", LABS, ids=lambda value: value)
# What runs a notebook for long does so for one; the others are the rest.
FIRST = {name: pytest.mark.rest if number else () for number, name in enumerate(NAMES)}
FIRST_LAB = [pytest.param(name, marks=mark) for name, mark in FIRST.items()]
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


def solved(cells):
    """The cells with each solution put into the cell for its answer."""
    filled = [nbformat.from_dict(cell) for cell in cells]
    codes = [code for cell in cells if cell.cell_type == "markdown" for code in SOLUTION.findall(cell.source)]
    for number, code in zip(tagged(cells, "answer"), codes, strict=True):
        filled[number].source = code
    return filled


@contextlib.contextmanager
def quiet():
    """Nothing is drawn while cells are executed, NumPy warns of nothing, and what they set is undone."""
    matplotlib.use("agg")
    with (pytest.MonkeyPatch.context() as patch, plt.rc_context(), np.printoptions(),
          np.errstate(all="ignore")):
        patch.setattr(plt, "show", lambda: plt.close("all"))
        yield


def executing(cells):
    """Each cell before it is executed, and the variables that there are then; the last has those of the end.
    """
    space = {"__name__": "__main__"}
    for cell in cells:
        yield cell, space
        if cell.cell_type == "code":
            exec(compile(re.sub("^%", "#", cell.source), "<lab>", "exec"), space)


# --- the notebook ---


def printed(cell):
    return "".join(output.text for output in cell.outputs if output.output_type == "stream")


@pytest.mark.rest
@EVERY_LAB
def test_solutions_are_right_and_leave_no_warnings(language, name):
    """What readers download, executed in Jupyter with every solution put in."""
    notebook = nbformat.reads(labs.download(source(language, name), URL, language), as_version=4)
    notebook.cells = solved(notebook.cells)
    NotebookClient(notebook, timeout=300, kernel_name="python3").execute(stderr=subprocess.DEVNULL)
    checks = [printed(notebook.cells[number]) for number in tagged(notebook.cells, "check")]
    right = {"ko": "맞았습니다.\n", "en": "That is right.\n"}[language]
    assert [text[-len(right):] for text in checks] == [right] * EXERCISES
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    said = [output.text for output in outputs if output.get("name") == "stderr"]
    assert [text for text in said if "Warning" in text] == []
    assert [output for output in outputs if output.output_type == "execute_result"] == []   # no page shows it


@EVERY_LAB
def test_each_exercise_has_an_answer_a_check_and_a_solution_in_that_order(language, name):
    cells = cells_of(language, name)
    answers = tagged(cells, "answer")
    assert len(answers) == EXERCISES
    assert tagged(cells, "check") == [number + 1 for number in answers]
    assert [len(SOLUTION.findall(cells[number + 2].source)) for number in answers] == [1] * EXERCISES


# --- both editions ---


class Said(ast.NodeTransformer):
    """Puts the values that a text with values has in an order that no language decides, behind its words."""

    def visit_JoinedStr(self, node):
        values = [part for part in node.values if isinstance(part, ast.FormattedValue)]
        return ast.Tuple([ast.Constant(ast.unparse(node)), *sorted(values, key=ast.dump)], ast.Load())


def differences(*codes):
    """Where two programs differ in more than what is said to readers: Korean text and its English twin."""
    trees = (Said().visit(ast.parse(re.sub("^%", "#", code))) for code in codes)
    for pair in itertools.zip_longest(*map(ast.walk, trees)):
        one, other = ([type(node), *(part for _, part in ast.iter_fields(node or ast.Load())
                                     if not isinstance(part, ast.AST | list))] for node in pair)
        are_said = (all(part[0] is ast.Constant and isinstance(part[1], str) for part in (one, other))
                    and HANGUL.search(one[1]))
        if HANGUL.search(other[1]) or not other[1].strip() if are_said else one != other:
            yield one, other


def between(korean, english):
    """What two editions of a lab's text have not in common, beyond what is said to readers."""
    ours, theirs = (jupytext.reads(text, fmt="py:percent").cells for text in (korean, english))
    kinds = [[(cell.cell_type, *map(cell.metadata.get, ("tags", "ask")), "alt" in cell.metadata)
              for cell in cells] for cells in (ours, theirs)]
    if kinds[0] != kinds[1]:
        return [next(pair for pair in itertools.zip_longest(*kinds) if pair[0] != pair[1])]
    found = []
    for one, other in zip(ours, theirs):
        if one.cell_type == "code":
            found += differences(one.source, other.source)
            continue
        # What is in a fence is code, and compared as such.
        codes = [SOLUTION.findall(cell.source) for cell in (one, other)]
        texts = [read_text(re.sub("(?s)(?<=```python\n).*?(?=```)", "", cell.source), Path("lab.md"))
                 for cell in (one, other)]
        found += filter(None, [first_difference(*texts)])
        found += [pair for each in zip(*codes) for pair in differences(*each)]
    return found


@pytest.mark.parametrize("name", NAMES)
def test_both_editions_show_the_same(name):
    assert between(source("ko", name), source("en", name)) == []


@pytest.mark.parametrize("name, old, new", rows(__file__, "changes"))
def test_what_one_edition_has_and_the_other_has_not_is_noticed(name, old, new):
    english = source("en", name)
    assert english.count(old) == 1
    assert between(source("ko", name), english.replace(old, new))


@pytest.mark.parametrize("first, second", [(0, 1), (3, 5)])
def test_cells_in_another_order_are_noticed(first, second):
    head, *cells = re.split(r"(?m)^(?=# %%)", source("en", "lab_42"))
    cells[first], cells[second] = cells[second], cells[first]
    assert between(source("ko", "lab_42"), "".join([head, *cells]))


def pieces(cell):
    """The spans of a text, but for what is in fences."""
    found = blocks(cell.source) if cell.cell_type == "markdown" else ()
    return [piece for block in found if not isinstance(block, Fence)
            for piece in spans(cell.source, *block[1:])]


def unproven(name, cells):
    """The digits of a lab's texts that are no formula's, and that nothing proves."""
    exercise = 0
    for number, cell in enumerate(cells):
        if DIGIT.search(cell.metadata.get("alt", "")):
            yield cell.metadata["alt"]
        for piece in pieces(cell):
            start = cell.source[cell.source.rfind("\n", 0, piece.start) + 1:piece.start]
            page = Path(piece.link.partition("#")[0]).stem or (name if start == "# " else "")
            if start in ("## 문제 ", "## Exercise "):
                exercise += 1
                right = piece.text == str(exercise)
            elif piece.kind == "code" and DIGIT.search(piece.text):
                right = is_certain(piece.text, cells, number)
            else:
                right = piece.kind not in WORD_PARTS or (
                    piece.kind == "number" and page.removeprefix("lab_") == piece.text.replace(".", ""))
            if not right:
                yield piece.text


def is_certain(quote, cells, number):
    """Whether the quote stands in a cell near that of this number, or anywhere, and no other with another
    digit does."""
    def code(some):
        return "\n".join(cell.source for cell in some if cell.cell_type == "code")

    before = [cell for cell in cells[:number] if cell.cell_type == "code"][-1:]
    after = [cell for cell in cells[number + 1:] if cell.cell_type == "code"][:2]
    near = code(before + after)
    where = near if quoted(quote, near) else code(cells)
    others = (quote[:match.start()] + digit + quote[match.end():] for match in re.finditer(r"\d", quote)
              for digit in "0123456789")
    return quoted(quote, where) and not any(quoted(other, where) for other in others if other != quote)


@EVERY_LAB
def test_texts_have_no_number_that_nothing_proves(language, name):
    assert list(unproven(name, cells_of(language, name))) == []


@pytest.mark.parametrize("text", [
    "It is 7.", "It is `y = 7`.", "[4.1.1](412.md)", "## Section 7", "## Exercise 7"])
def test_a_number_that_nothing_proves_is_noticed(text):
    code = nbformat.v4.new_code_cell("y = 77")
    assert list(unproven("lab_41", [code, nbformat.v4.new_markdown_cell(text)]))


@EVERY_LAB
def test_no_text_could_have_another_digit(language, name):
    cells = cells_of(language, name)
    for cell in (cell for cell in cells if cell.cell_type == "markdown"):
        source = cell.source
        free = [block for block in blocks(source) if isinstance(block, Fence)]
        free += [piece for piece in pieces(cell) if piece.kind in ("math", "display")]  # test_lab_formulas.py
        for match in re.finditer(r"\d", source):
            if any(part.start <= match.start() < part.end for part in free):
                continue
            for digit in set("0123456789") - {match[0]}:
                cell.source = source[:match.start()] + digit + source[match.end():]
                assert any(unproven(name, cells)), cell.source[:match.start() + 20][-40:]
        cell.source = source


# --- the download ---


@EVERY_LAB
def test_download_is_a_notebook_that_was_not_run(language, name):
    notebook = nbformat.reads(labs.download(source(language, name), URL, language), as_version=4)
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "python3"
    assert [cell.outputs for cell in notebook.cells if cell.cell_type == "code" and cell.outputs] == []


@EVERY_LAB
def test_a_download_says_first_which_versions_its_numbers_hold_for(language, name):
    text = labs.download(source(language, name), URL, language)
    title, check, *_ = nbformat.reads(text, as_version=4).cells
    package = "tensorflow" if name == "lab_44" else "matplotlib"
    assert versions() in title.source and f"'{package}': '" in check.source
    assert title.source.count("pip install") == 1 and package in title.source


def test_links_of_a_download_lead_to_the_site():
    text = "# %% [markdown]\n# # T\n# [a](../411.md), [b](lab_43.py), [c](../411.md#d), [e](https://f/g.md)\n"
    notebook = nbformat.reads(labs.download(text, f"{URL}en/labs/lab_42.py", "en"), as_version=4)
    assert f"]({URL}en/labs/lab_42/)" in notebook.cells[0].source
    assert notebook.cells[0].source.endswith(f"[a]({URL}en/411/), [b]({URL}en/labs/lab_43/), "
                                             f"[c]({URL}en/411/#d), [e](https://f/g.md)")
