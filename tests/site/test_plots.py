"""A plot of matplotlib's stands inside a page and follows it."""

import re

import pytest
from examples import rows, tables

from literate.site.plots import drawing, in_palette

MATPLOTLIB = tables(__file__)["matplotlib"]


def test_a_plot_follows_the_page():
    svg = drawing(MATPLOTLIB, 'E < 1, "small"', "o1")
    assert 'style="fill: none; stroke: var(--rule-momentum)"' in svg and "stroke: currentColor" in svg
    assert 'style="font-size: 12px; text-anchor: middle">a &lt; b' in svg
    assert 'aria-label="E &lt; 1, &quot;small&quot;"' in svg and "width" not in svg
    assert re.findall("xmlns|<style|<metadata|axes_1|DejaVu", svg) == []


def test_names_within_a_plot_are_its_own():
    found = re.findall(r'\b(?:id|href|clip-path)="([^"]+)"', drawing(MATPLOTLIB, "a plot", "o1"))
    assert found == ["o1-m1", "#o1-m1", "url(#o1-p2)", "o1-p2"]


def test_a_plot_is_drawn_to_a_tenth_of_a_point():
    assert '<path id="o1-m1" d="M 0.1 5 L 1 -2.5"' in drawing(MATPLOTLIB, "a plot", "o1")


@pytest.mark.parametrize("before, after", rows(__file__, "beside_a_page"))
def test_a_plot_beside_a_page_has_nothing_that_nobody_sees(before, after):
    assert in_palette(before.encode()).decode() == after
