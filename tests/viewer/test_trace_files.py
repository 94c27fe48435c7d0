"""Which programs of a page have a viewer."""

import pytest
from examples import rows

from literate.viewer import trace_files


@pytest.mark.parametrize("text, is_viewed", rows(__file__, "programs"))
def test_a_viewer_is_for_programs_that_count_and_print_themselves(text, is_viewed):
    assert trace_files.has_loop(text) == is_viewed
