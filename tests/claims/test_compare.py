"""Shown output against printed output: exact, with ``...`` for any lines, and a short diff."""

import pytest

from literate.claims.claim import Refused
from literate.claims.output import compare, shown_part

PRINTED = "a\nb\nc\nd\nb\nc\n"


@pytest.mark.parametrize("shown", ["a\nb\nc\nd\nb\nc", "...\nb\nc", "a\n...\nc", "...\nd\n...", "a\nb\n...",
                                   "...",
                                   "a\n...\nb\nc\n...\nc", "...\na\nb\nc\nd\nb\nc\n..."])
def test_the_same(shown):
    assert compare(shown, PRINTED) is None


@pytest.mark.parametrize("shown, line", [
    ("a\nb\nc\nd\nb\nC", 5), ("a\nb\nx\nd\nb\nc", 2), ("a\nb\nc\nd\nb", 4), ("a\nb\nc\nd\nb\nc\ne", 6),
    ("...\nb\nd", 2), ("b\n...", 0), ("...\nc\n...\nd\n...\na", 5), ("...\nd\na\n...", 2), ("a \n...", 0),
                                         ("", 0),
    ("a\nb\nc\n...\nc\nd\nb\nc", 4), ("..\nb\nc", 0), ("... \nb\nc", 0),
])
def test_not_the_same(shown, line):
    found = compare(shown, PRINTED)
    assert found and found[0] == line


def test_the_diff_shows_only_what_differs():
    printed = "".join(f"line {n}\n" for n in range(1000))
    line, diff = compare(printed.replace("line 500\n", "line 5OO\n")[:-1], printed)
    assert line == 500
    assert diff.splitlines()[1:] == [" line 499", "-line 5OO", "+line 500", " line 501"]


def test_blanks_count():
    assert compare("a  b", "a b\n") and compare(" a", "a\n") and compare("a", "a\n\n")


@pytest.mark.parametrize("shown, expected", [
    ("old", "a\nb\nc\nd\nb\nc"), ("x\n...", "a\n..."), ("...\nx\ny", "...\nb\nc"),
                                             ("x\n...\ny", "a\n...\nc")])
def test_accept_keeps_as_many_lines_as_were_shown(shown, expected):
    assert shown_part(shown, PRINTED) == expected


def test_accept_refuses_lines_between_two_gaps():
    with pytest.raises(Refused):
        shown_part("...\nx\n...", PRINTED)
