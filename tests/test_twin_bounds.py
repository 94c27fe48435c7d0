"""The bound on the difference of twins that a page states is the tightest round one, however small."""

import pytest

LOOP = "for epoch in range(2):\n    Y = {}\n    print(Y > 0)\n"


@pytest.mark.parametrize("size", ["1e-02", "1e-07", "1e-14"])
@pytest.mark.parametrize("first, right", [(1, False), (2, True), (5, False), (3, False)])
def test_only_the_tightest(book, size, first, right):
    fences = book.program("411_1.py", LOOP.format("0.25")), book.program("411_2.py", LOOP.format(f"0.25 + 1.5 * {size}"))
    bound = f"{first}{size[1:]}"
    found = book.findings(book.page("\n".join([*fences, f"`max|411_1.py - 411_2.py| < {bound}`\n"])))
    assert (not found) == right
    assert right or f"should be < 2{size[1:]}" in found[-1]


def test_programs_of_other_shapes_have_no_bound(book):
    fences = book.program("411_1.py", LOOP.format("0.25")), book.program("411_2.py", "import numpy as np\n" + LOOP.format("np.ones(2)"))
    found = book.findings(book.page("\n".join([*fences, "`max|411_1.py - 411_2.py| < 1`\n"])))
    assert len(found) == 1 and "does not hold" in found[0]
