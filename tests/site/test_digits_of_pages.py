"""Whatever digit a reader sees on the site is one that the check has seen: as a claim, or made from a run.

Numbers in figures are held against runs in test_numbers_in_figures.py, those of the step viewer and the
explorer in tests of their own, a lab's outputs come from its execution.
"""

import ast
import io
import itertools
import json
import re
import tokenize
from collections import Counter
from pathlib import Path

import jupytext
import pytest
import whole_book
from examples import rows
from test_digits_around_the_pages import LISTED

from literate.claims.claim import Claim, Reading
from literate.claims.output import OutputClaim
from literate.claims.reader import read
from literate.claims.unclaimed_digits import COMMENT, ShownTexts, digits_left, masked
from literate.findings import ROOT
from literate.labels import labels
from literate.pages.blocks import Fence, blocks
from literate.pages.page import FRONT_MATTER, Page
from literate.pages.spans import DIGIT, spans
from literate.site.languages import CONFIGS, folder_of

PAGES = sorted((ROOT / "docs").glob("*/*.md"))
LABS = sorted((ROOT / "docs").glob("*/labs/*.py"))


def name(path: Path) -> str:
    return path.relative_to(ROOT / "docs").as_posix()


# --- pages --------------------------------------------------------------------------------------------------


class PageReader(ShownTexts):
    """What a page shows, but for drawings, step viewers, what is only there to be copied, what says with
    which versions an output was compared, what is folded or downloaded, and how formulas
    are set.
    """

    own = {"svg", "step-viewer", "template"}
    classes = {("class", "proof"), ("class", "fold-name"), ("class", "bar")}
    inside = ""
    in_math = False

    def handle_starttag(self, tag, attributes):
        if self.inside:
            return
        self.in_math |= tag == "math"
        hidden = {"svg": {*dict(attributes)} - {"aria-label"}, "img": {"width", "height"}}.get(tag, set())
        kept = [pair for pair in attributes if not self.in_math and pair[0] not in hidden]
        super().handle_starttag(tag, kept)
        self.inside = tag if tag in self.own or self.classes & {*attributes} else ""

    def handle_endtag(self, tag):
        self.inside = "" if tag == self.inside else self.inside
        self.in_math &= tag != "math"

    def handle_data(self, text):
        if not self.inside:
            super().handle_data(text)


def digits_shown(html: str) -> Counter:
    """How often a page of the site shows each digit in its article, above the names of what can be
    downloaded.
    """
    reader = PageReader()
    reader.feed(html[html.index("<article"):html.index("</article>")].partition('<div class="downloads">')[0])
    return Counter(digit for _, shown in reader.shown for digit in DIGIT.findall(shown))


def digits_of(claim: Claim) -> str:
    """What the site shows of a claim."""
    body, program = claim.text, claim.program.name if claim.program else ""
    match claim.kind:
        case "program":
            return body + program + "".join(str(n) for n in range(1, body.count("\n") + 2)) + claim.origin
        case "edit" | "output":
            return body + ("" if ":" in program else program)
        case "note":
            return body + "".join(map(str, sorted({claim.lines[0], claim.lines[-1]})))
        case "twins":
            return claim.other(claim.about.program).name
        case "inline" | "illustration":
            return body
    return COMMENT.sub("", claim.page.text[claim.start:claim.end]) if claim.kind != "drawing" else ""


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_the_site_shows_the_digits_of_a_page_s_claims_and_of_runs_and_no_others(book_site, path):
    reading = whole_book.reading(path)
    front = FRONT_MATTER.match(reading.page.text)
    claims = [claim for claim in reading.claims if not front or claim.start >= front.end()]
    claimed = Counter(digit for claim in claims for digit in DIGIT.findall(digits_of(claim)))
    page = book_site / folder_of(path.parent.name) / path.stem.replace("index", "") / "index.html"
    assert digits_shown(page.read_text("utf-8")) == claimed


# --- labs ---------------------------------------------------------------------------------------------------

NUMBERING = r"4\.[1-4](?:\.\d{1,2})?"


def accounted(text: str) -> Reading:
    """The text of a lab as a page, with what test_labs.py and test_lab_formulas.py judge as its claims."""
    text = text.replace("<details>", '<details markdown="1">')          # as labs.py does
    page, claims = Page(Path("lab.md"), text), []
    for block in blocks(text):
        if isinstance(block, Fence):
            claims.append(OutputClaim(page, block.line, block.start, block.end, block.text))
            continue
        claims += [Claim(page, 0, piece.start, piece.end, piece.text)
                   for piece in spans(text, *block[1:])
                   if piece.kind in ("math", "display", "code", "number")]
    return Reading(page, tuple(claims), (), read)


@pytest.mark.parametrize("path", LABS, ids=name)
def test_no_text_of_a_lab_shows_a_digit_but_of_formulas_code_and_numbers_that_are_judged(path):
    notebook = jupytext.reads(path.read_text("utf-8"), fmt="py:percent")
    cells = notebook.cells
    texts = [notebook.metadata["description"],
             *(cell.source for cell in cells if cell.cell_type == "markdown")]
    texts += [cell.metadata["alt"] for cell in cells if "alt" in cell.metadata]
    assert [shown for text in texts for _, shown in digits_left(masked(accounted(text)))] == []


@pytest.mark.parametrize("text", ['[text](411.md "7")', "    <!-- 7 -->", "It is ⑦."])
def test_a_digit_in_a_lab_is_noticed(text):
    assert list(digits_left(masked(accounted(text))))


PLAIN = re.compile(rf"#[\da-f]{{6}}|\{{:[\d.]+f\}}|{NUMBERING}")
"""What a text in a lab's code may be, digits and all: a colour, a format, the number of a section."""


def remarks(code: str) -> list[str]:
    """Comments, and texts written by hand, in which readers see a digit that no run gives."""
    code = re.sub("^%", "#", code)
    tree = ast.parse(code)
    comments = [token.string for token in tokenize.generate_tokens(io.StringIO(code).readline)
                if token.type == tokenize.COMMENT]
    formats = {id(part) for node in ast.walk(tree) if isinstance(node, ast.FormattedValue)
               and node.format_spec
               for part in ast.walk(node.format_spec)}
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)
             and id(node) not in formats
             and isinstance(node.value, str) and not PLAIN.fullmatch(node.value)]
    return list(filter(DIGIT.search, comments + texts))


@pytest.mark.parametrize("path", LABS, ids=name)
def test_no_code_of_a_lab_says_a_digit_that_no_run_gives(path):
    cells = jupytext.reads(path.read_text("utf-8"), fmt="py:percent").cells
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    code += [block.text for cell in cells if cell.cell_type == "markdown"
             for block in blocks(cell.source) if isinstance(block, Fence)]
    assert [remark for each in code for remark in remarks(each)] == []


@pytest.mark.parametrize("code", rows(__file__, "code"))
def test_a_digit_in_the_code_of_a_lab_is_noticed(code):
    assert remarks(code)


@pytest.mark.parametrize("code", ["%config a\ny = 7", "x = f'{y:6.3f}'", "x = '#1769b5'", "x = {'4.1.2': 7}",
                                  "'{:6.3f}'.format"])
def test_a_number_in_the_code_of_a_lab_is_free(code):
    assert remarks(code) == []


# --- words of the site --------------------------------------------------------------------------------------


def texts_in(value: object) -> list[str]:
    """All texts in nested dictionaries, lists and tuples."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return [text for part in value for text in texts_in(part)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("language", CONFIGS)
def test_labels_of_the_site_have_no_digit(language):
    assert [text for text in texts_in(labels(language)) if DIGIT.search(text)] == []


def test_nothing_else_becomes_a_page():
    folders = [ROOT / "docs" / language for language in CONFIGS]
    files = {path for folder in folders for path in folder.rglob("*") if path.is_file()
             and "__pycache__" not in path.parts}
    assert files - {*PAGES, *LABS} == set()


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "assets" / "js").rglob("*.json")),
                         ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_words_of_scripts_have_no_digit_but_those_listed(path):
    said = " ".join(re.sub(r"\{\w+\}", "", text) for text in texts_in(json.loads(path.read_text("utf-8"))))
    found = re.findall(rf"(?:beta_|float|β)?{DIGIT.pattern}"
                       rf"(?:{DIGIT.pattern}|[/°.](?!\s|$)|°|\([\dpε+]*\))*", said)
    assert set(found) - {*itertools.chain(*LISTED["words"].values())} == set()
