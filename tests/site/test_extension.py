"""What the site makes of a page beyond its claims: the optimizer explorer, the colours of formulas."""

import re

import markdown
import pytest
from examples import rows, tables

from literate.site.book import Book
from literate.site.code import with_classes
from literate.site.extension import PageExtension
from literate.site.math import MathTreeprocessor, laid_out, with_roles

WITH_EXPLORER = tables(__file__)["with_explorer"]


@pytest.fixture
def shown(tmp_path):
    """Shows a page as the site does."""
    def shown(text):
        (tmp_path / "411.md").write_text(text, "utf-8")
        book = Book()
        book.read([tmp_path / "411.md"])
        extensions = [PageExtension(book=book), "tables", "md_in_html"]
        return markdown.Markdown(extensions=extensions).convert(text)
    return shown


def test_the_table_inside_an_explorer_is_shown_until_its_script_runs(shown):
    before, inside, after = re.split("</?optimizer-explorer", shown(WITH_EXPLORER))
    assert "<table>" in inside and "<td>first</td>" in inside
    assert "<table>" not in before + after


@pytest.mark.parametrize("text, seen", [
    ("It is 2<!-- = 1 + 1 --> here.\n", '<p>It is <span class="asked" data-ask="0">2</span> here.</p>'),
    ("`<!-- code -->` stays.\n", "<p><code>&lt;!-- code --&gt;</code> stays.</p>")])
def test_remarks_are_not_on_the_page(shown, text, seen):
    assert shown(text).replace("\n</p>", "</p>") == seen


def shape_of(shown):
    """A formula as text: a row ends at "/", a line may end at "|", and at "·" between factors."""
    shown = re.sub(r"</math>(\u00ad?)<math[^>]*>", lambda match: "·" if match[1] else "|", shown)
    shown = re.sub(r'<span class="side"( data-ask="\d+")?>', lambda match: "/?" if match[1] else "/", shown)
    return re.sub("<[^>]*>", "", re.sub('<span class="chain', ";<span", shown)).lstrip(";")


@pytest.mark.parametrize("latex, shape", rows(__file__, "formulas"))
def test_where_a_line_of_a_formula_may_end(latex, shape):
    math = with_roles(MathTreeprocessor.converter.convert_with_local_state(latex, displaystyle=True))
    assert shape_of(laid_out(math, [])) == shape.lstrip(";")


def test_the_last_side_of_each_chain_is_asked():
    math = with_roles(MathTreeprocessor.converter.convert_with_local_state(
        r"E = a = 1832 \qquad v = b \qquad p = 3", displaystyle=True))
    assert shape_of(laid_out(math, ["5", "", "6"])) == "E/=a/?=1832;v/=b;p/?=3"


@pytest.mark.parametrize("code, shown", rows(__file__, "code"))
def test_code_has_classes_by_its_role_and_length(code, shown):
    assert with_classes(code) == shown


@pytest.mark.parametrize("formula, coloured", rows(__file__, "roles"))
def test_names_in_formulas_have_the_colours_of_their_roles(formula, coloured):
    root = with_roles(f"<math>{formula}</math>")
    assert {element.text: element.get("class") for element in root.iter() if element.get("class")} == coloured


@pytest.mark.parametrize("head, heads", [("`a.py`", ["what", "a.py"]), ("a", [])])
def test_cells_that_compare_programs_carry_the_heads_of_their_columns(shown, head, heads):
    page = shown(f"# Steps\n\n| what | {head} |\n|---|---|\n| first | second |\n\nMore.\n")
    assert re.findall(r'<td data-head="([^"]*)">', page) == heads
