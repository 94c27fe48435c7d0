"""The bound on the difference of twins that a page states is the tightest round one, however small."""

import math

import pytest
from examples import rows, tables

from literate.claims.proof import findings_of
from literate.claims.twins import largest_difference
from literate.programs import machine
from literate.programs.program import Program
from literate.programs.run import Pool

LOOP = "import numpy as np\nfor epoch in range(2):\n    Y = {}\n    print(np.all(np.equal(Y, 0)))\n"


def page_of(book, first, second, claim):
    """A page that shows twins which bind Y to these expressions, and a claim on how far they are apart."""
    fences = [book.program(f"411_{n}.py", LOOP.format(y)) for n, y in enumerate((first, second), start=1)]
    relation, bound = claim.split(" ", 1)
    return book.page("\n".join([*fences, f"{bound}<!-- {relation} gap 411_1.py 411_2.py -->\n"]))


@pytest.mark.parametrize("size", ["1e-02", "1e-07", "1e-14"])
@pytest.mark.parametrize("first, right", [(1, False), (2, True), (5, False), (3, False)])
def test_only_the_tightest(book, size, first, right):
    bound = f"{float(f'{first}{size[1:]}'):.14f}".rstrip("0")
    found = book.findings(page_of(book, "0.25", f"0.25 + 1.5 * {size}", f"< {bound}"))
    assert (not found) == right
    assert right or f"the number to say is {float(f'2{size[1:]}'):g}" in found[-1]


@pytest.mark.parametrize("claim, right",
                         [("= 0", True), ("< 0.0000000000000001", False), ("< 0", False), ("≈ 0", False)])
def test_no_difference_is_said_to_be_none(book, claim, right):
    found = book.findings(page_of(book, "0.25", "0.25 ", claim))
    assert (not found) == right
    assert right or "is 0" in found[-1] or "not understood" in found[-1]


@pytest.mark.parametrize("difference, claim, drifts", rows(__file__, "drift"))
def test_another_processor_may_round_otherwise(book, monkeypatch, difference, claim, drifts):
    monkeypatch.setattr(machine, "differences", lambda: "Linux x86_64 → Darwin arm64")
    reading = page_of(book, "0.25", f"0.25 + {difference}", claim)
    found, = [*reading.findings, *findings_of(reading, reading.claims, book.runs(reading))]
    assert found.drift == drifts and ("Darwin" in str(found)) == drifts


def looped(line):
    return f"import numpy as np\nZ = 0\nfor epoch in range(3):\n    {line}\n"


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """The runs of all these programs by their text, which take no longer together than one of them alone."""
    folder = tmp_path_factory.mktemp("twins")
    texts = [looped(line) for *lines, _ in tables(__file__)["differences"] for line in lines]
    return Pool(folder).run(Program("p.py", text, folder) for text in texts)


@pytest.mark.parametrize("first, second, difference", rows(__file__, "differences"))
def test_the_difference_is_never_too_small(runs, first, second, difference):
    one, other = looped(first), looped(second)
    assert not runs[one].error and not runs[other].error
    assert largest_difference(one, other, runs) == largest_difference(other, one, runs) == difference


@pytest.mark.parametrize("first, second", [
    ("range(3)", "range(2)"), ("range(3)", "range(1, 4)"), ("range(3)", "(0.5,)"), ("()", "()")])
def test_twins_of_other_lengths_are_infinitely_far_apart(book, first, second):
    texts = [f"for epoch in {turns}:\n    Y = 0.25\n{end}"
             for turns, end in ((first, ""), (second, "last = 0\n"))]
    runs = Pool(book.cache).run([Program("p.py", text, book.folder) for text in texts])
    for one, other in (texts, texts[::-1]):
        assert largest_difference(one, other, runs) == math.inf


@pytest.mark.parametrize("other", ["np.zeros((2, 1))", "np.array([0.0, np.nan])", "'zero'"])
@pytest.mark.parametrize("bound", ["< 0.000001", "< 1 × 10³⁰⁸", "= 0"])
def test_no_bound_holds_where_the_difference_is_infinite(book, other, bound):
    assert "another shape" in book.findings(page_of(book, "np.zeros(2)", other, bound))[-1]
