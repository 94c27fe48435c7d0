"""A plot of matplotlib's stands inside a page and follows it."""

import re

from literate.site.plots import drawing

MATPLOTLIB = """<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
  width="9pt" viewBox="0 0 9 9">
 <metadata>Date</metadata><defs><style>*{stroke-linejoin: round}</style></defs>
 <g id="axes_1"><path id="m1" d="M 0.123 4.96 L 1 -2.55" style="fill: #ffffff; stroke: #1769B5"/></g>
 <use xlink:href="#m1" x="1.25" style="stroke: #000000"/>
 <path clip-path="url(#p2)" d="M 0 0"/><clipPath id="p2"/>
 <text style="font-size: 12px; font-family: 'DejaVu Sans', sans-serif; text-anchor: middle">a &lt; b</text>
</svg>
"""


def test_a_plot_follows_the_page():
    svg = drawing(MATPLOTLIB, 'E < 1, "small"', "o1")
    assert 'style="fill: none; stroke: var(--rule-momentum)"' in svg and "stroke: currentColor" in svg
    assert 'style="font-size: 12px; text-anchor: middle">a &lt; b' in svg
    assert 'aria-label="E &lt; 1, &quot;small&quot;"' in svg and "width" not in svg
    assert re.findall("xmlns|<style|<metadata|axes_1|DejaVu", svg) == []


def test_names_within_a_plot_are_its_own():
    svg = drawing(MATPLOTLIB, "a plot", "o1")
    found = re.findall(r'\b(?:id|href|clip-path)="([^"]+)"', svg)
    assert found == ["o1-m1", "#o1-m1", "url(#o1-p2)", "o1-p2"]


def test_a_plot_is_drawn_to_a_tenth_of_a_point():
    assert '<path id="o1-m1" d="M 0.1 5 L 1 -2.5"' in drawing(MATPLOTLIB, "a plot", "o1")
