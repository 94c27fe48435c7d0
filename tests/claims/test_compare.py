"""Shown output against printed output: exact, with ``...`` for any lines, and a short diff."""

import pytest
from book_maker import output

from literate.claims.output import printed_lines, shown_part, wrong_line

PRINTED = "a\nb\nc\nd\nb\nc\n"


def wrong(shown, printed=PRINTED):
    return wrong_line(shown.split("\n"), printed_lines(printed))


@pytest.mark.parametrize("shown", [
    "a b c d b c", "... b c", "a ... c", "... d ...", "a b ...", "...", "a ... b c ... c",
    "... a b c d b c ..."])
def test_the_same(shown):
    assert wrong(shown.replace(" ", "\n")) is None


@pytest.mark.parametrize("shown, line", [
    ("a b c d b C", 5), ("a b x d b c", 2), ("a b c d b", 4), ("a b c d b c e", 6), ("... b d", 2),
    ("b ...", 0), ("... c ... d ... a", 5), ("... d a ...", 2), ("", 0),
    ("a b c ... c d b c", 5), (".. b c", 0)])
def test_not_the_same(shown, line):
    assert wrong(shown.replace(" ", "\n")) == line


def test_the_diff_shows_only_what_differs(book):
    shown = "\n".join(f"line {n}" for n in range(1000)).replace("line 500", "line 5OO")
    fence = book.program("411_1.py", "print('\\n'.join(f'line {n}' for n in range(1000)))\n")
    [found] = book.findings(book.page(fence + output(shown)))
    assert found.startswith("docs/411.md:505: ")
    assert found.split("\n    ")[3:] == [" line 499", "-line 5OO", "+line 500", " line 501"]


def test_blanks_count():
    assert {wrong("a  b", "a b\n"), wrong(" a", "a\n"), wrong("a", "a\n\n")} == {0}
    assert wrong("a \n...") == wrong("... \nb\nc") == 0


@pytest.mark.parametrize("shown, expected", [
    ("old", "a b c d b c"), ("x ...", "a ..."), ("... x y", "... b c"), ("x ... y", "a ... c"),
    ("x ... d ... y", "a ... d ... c")])
def test_accept_keeps_as_many_lines_as_were_shown(shown, expected):
    assert shown_part(shown.split(), printed_lines(PRINTED)) == expected.split()
