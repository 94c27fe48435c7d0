"""What ``figures/`` draws of the book, by the images of pages: the only module of the engine that knows it.
"""

import functools
import re
import sys

from literate.findings import ROOT
from literate.site.templates import fill

IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\(figures/(?P<name>\w+)\.svg\)")
PAPER = ("width:auto;max-width:none;margin:0;background:#fff;"
         "--md-default-bg-color:#fff;--md-default-fg-color:#000;--md-text-font-family:sans-serif")
MARGIN, SCALE = 8, 1.5      # around a figure, in its units; how many pixels a unit takes
TOKENS, STYLE_SHEET = ROOT / "docs/assets/tokens.css", ROOT / "docs/assets/figures.css"


@functools.cache
def draw(name: str, language: str) -> str:
    """The figure as an SVG element, drawn once for the page and its notebook; in a draft, where its program
    fails, one that says so. Raises KeyError for an unknown name."""
    import figures  # here, since figures/ itself is built on the engine
    try:
        return figures.draw(name, language)
    except figures.runs.ProgramFailed as failure:
        return fill("undrawn.html", failure=failure)


def forget() -> None:
    """Draw by figures/ as its files are now, which may have changed since it was imported."""
    draw.cache_clear()
    for name in [name for name in sys.modules if name.partition(".")[0] == "figures"]:
        del sys.modules[name]


def is_drawn(name: str) -> bool:
    """Whether ``figures/`` draws the image of that name; others are what programs drew."""
    import figures
    return name in figures.names()


def role(name: str) -> str:
    """The class that a variable's name has in figures, by which formulas get the same colours; "" where it
    has none."""
    from figures import style
    return style.role(name)


def draw_file(name: str, language: str) -> str:
    """A figure as a file of its own: with the style that the site gives it, on white paper."""
    tokens, sheet = (path.read_text("utf-8") for path in (TOKENS, STYLE_SHEET))
    sheet = tokens[tokens.index(":root"):tokens.index("}") + 1] + sheet
    rules = re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*\s*\}|/\*.*?\*/", "", sheet, flags=re.DOTALL)
    svg = draw(name, language)
    width, height = (float(size) for size in re.search(r'viewBox="0 0 (\S+) (\S+)"', svg).groups())
    box = f'viewBox="{-MARGIN} {-MARGIN} {width + 2 * MARGIN:g} {height + 2 * MARGIN:g}"'
    size = f'width="{SCALE * (width + 2 * MARGIN):g}" height="{SCALE * (height + 2 * MARGIN):g}"'
    start, rest = re.sub('viewBox="[^"]*"', box, svg, count=1).split(">", 1)
    return f'{start} {size} style="{PAPER}"><style>{" ".join(rules.split())}</style>{rest}\n'
