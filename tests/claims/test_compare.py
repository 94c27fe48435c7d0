"""Shown output against printed output: exact, with ``...`` for any lines, and a short diff."""

import pytest

from literate.claims.claim import Refused
from literate.claims.output import compare, shown_part

PRINTED = "a\nb\nc\nd\nb\nc\n"


def lines(words):
    """Each word on a line."""
    return words.replace(" ", "\n")


@pytest.mark.parametrize("shown", [
    "a b c d b c", "... b c", "a ... c", "... d ...", "a b ...", "...", "a ... b c ... c",
    "... a b c d b c ..."])
def test_the_same(shown):
    assert compare(lines(shown), PRINTED) is None


@pytest.mark.parametrize("shown, line", [
    ("a b c d b C", 5), ("a b x d b c", 2), ("a b c d b", 4), ("a b c d b c e", 6), ("... b d", 2),
    ("b ...", 0), ("... c ... d ... a", 5), ("... d a ...", 2), ("", 0),
    ("a b c ... c d b c", 4), (".. b c", 0)])
def test_not_the_same(shown, line):
    found = compare(lines(shown), PRINTED)
    assert found and found[0] == line


def test_the_diff_shows_only_what_differs():
    printed = "".join(f"line {n}\n" for n in range(1000))
    line, diff = compare(printed.replace("line 500\n", "line 5OO\n")[:-1], printed)
    assert line == 500
    assert diff.splitlines()[1:] == [" line 499", "-line 5OO", "+line 500", " line 501"]


def test_blanks_count():
    assert compare("a  b", "a b\n") and compare(" a", "a\n") and compare("a", "a\n\n")
    assert compare("a \n...", PRINTED)[0] == compare("... \nb\nc", PRINTED)[0] == 0


@pytest.mark.parametrize("shown, expected", [
    ("old", "a b c d b c"), ("x ...", "a ..."), ("... x y", "... b c"), ("x ... y", "a ... c")])
def test_accept_keeps_as_many_lines_as_were_shown(shown, expected):
    assert shown_part(lines(shown), PRINTED) == lines(expected)


def test_accept_refuses_lines_between_two_gaps():
    with pytest.raises(Refused):
        shown_part("...\nx\n...", PRINTED)
