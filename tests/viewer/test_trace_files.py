"""Which programs of a page have a viewer."""

import pytest

from literate.viewer import trace_files


@pytest.mark.parametrize("text, is_viewed", [
    ("for epoch in range(2):\n    print(epoch)\n", True),
    ("for name in ['a', 'b']:\n    print(name)\n", False),
    ("def show(x):\n    print(x)\nfor epoch in range(2):\n    show(epoch)\n", False),
    ("def double(x):\n    return 2 * x\nfor epoch in range(2):\n    print(double(epoch))\n", True),
])
def test_a_viewer_is_for_programs_that_count_and_print_themselves(text, is_viewed):
    assert trace_files.has_loop(text) == is_viewed
