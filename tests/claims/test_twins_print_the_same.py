"""Which outputs of twins count as the same: as seen side by side, but for brackets and an integer's decimals.
"""

import pytest
from examples import rows

TWINS = "<!-- twins: 411_1.py 411_2.py -->\n"


def findings(book, ours, theirs):
    programs = {"411_1.py": ours, "411_2.py": theirs}
    fences = [book.program(name, f"print({printed!r})\n") for name, printed in programs.items()]
    return book.findings(book.page("\n".join([*fences, f"```output\n{theirs}\n```\n", TWINS])))


@pytest.mark.parametrize("ours, theirs", rows(__file__, "the_same"))
def test_what_is_the_same(book, ours, theirs):
    assert findings(book, ours, theirs) == []


@pytest.mark.parametrize("ours, theirs", rows(__file__, "another"))
def test_what_is_another(book, ours, theirs):
    assert len(findings(book, ours, theirs)) == 1


@pytest.mark.parametrize("between", rows(__file__, "between"))
def test_twins_stand_below_an_output_of_one_of_them(book, between):
    fences = [book.program(name, "print('1')\n") for name in ("411_1.py", "411_2.py")]
    finding, = book.findings(book.page("\n".join([*fences, between, TWINS])))
    assert "is no output of 411_1.py or 411_2.py" in str(finding)
