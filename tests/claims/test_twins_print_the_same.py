"""Which outputs of twins count as the same: as seen side by side, but for brackets and an integer's decimals.
"""

import pytest

TWINS = "<!-- twins: 411_1.py 411_2.py -->\n"


def findings(book, ours, theirs):
    programs = {"411_1.py": ours, "411_2.py": theirs}
    fences = [book.program(name, f"print({printed!r})\n") for name, printed in programs.items()]
    return book.findings(book.page("\n".join([*fences, TWINS])))


@pytest.mark.parametrize("ours, theirs", [
    ("1 -2", "1 -2"), ("19", "19."), ("[19 -3]", "[[19.000 -3.0]]"), ("a\n\nb", "a\nb"),
    ("[[1]\n [2]]", "[1\n2]"), ("nan", "nan"), ("-0.0", "-0.0")])
def test_what_is_the_same(book, ours, theirs):
    assert findings(book, ours, theirs) == []


@pytest.mark.parametrize("ours, theirs", [
    ("1 -2", "1 2"), ("1 2", "2 1"), ("1", "1 2"), ("1 2", "1"), ("1\n2", "1"), ("0", "-0."), ("-0.", "0."),
    ("-0", "0."),
    ("0.5", "0.50"), ("1.", "1"), ("1 2", "1\n2"), ("1\n2 3", "1 2\n3"), ("1000", "1e3"), ("1000", "1_000"),
    ("7", "7.0001"), ("y = 1", "z = 1")])
def test_what_is_another(book, ours, theirs):
    assert len(findings(book, ours, theirs)) == 1
