"""What matplotlib drew → a drawing that stands inside a page and follows its colours and fonts."""

import html
import re

# Colours that programs name, and what the site draws with: docs/assets/tokens.css has both schemes of each.
COLOURS = {
    "#000000": "currentColor",
    "#ffffff": "none",
    "#59626c": "var(--rule-gd)",
    "#1769b5": "var(--rule-momentum)",
    "#28793a": "var(--rule-adagrad)",
    "#a85400": "var(--rule-rmsprop)",
    "#b8255f": "var(--rule-adam)",
}
# Colours of matplotlib's own, and those of the figures that are nearest.
NEAREST = {b"#1f77b4": b"#1769b5", b"#ff7f0e": b"#a85400", b"#ff0000": b"#b3144f"}
COLOUR = re.compile("|".join(COLOURS), re.IGNORECASE)
# What a drawing inside a page has no use for. A style sheet, which says how lines join, would be the page's;
# nothing refers to ids such as axes_1.
NEEDLESS = re.compile(r'<(metadata|style)\b.*?</\1>|<!--.*?-->| xmlns(?::\w+)?="[^"]*"|xlink:(?=href)'
                      r'| id="[\w.]+_\d+"|font-family: [^;"]*(?:; )?|(?<=>)\s+(?=<)|\s*\n(?=")', re.DOTALL)
PLACES = re.compile(r'(?<= )[dxy]="[^"]*"')
FRACTION = re.compile(r"-?\d+\.\d+")
NAMED = re.compile(r'(?<= id=")|(?<= href="#)|(?<=url\(#)')
SVG = ('<svg {} class="figure plot" role="img" aria-label="{}" stroke-linejoin="round" stroke-linecap="butt">'
       "{}")


def drawing(svg: str, label: str, name: str) -> str:
    """The SVG element of a plot: ``label`` says what it shows, ``name`` is its own on the page.

    ``svg`` is a file of matplotlib's with text as text (svg.fonttype: none). Its size is left to the page.
    """
    def rounded(found: re.Match) -> str:
        return f"{float(found[0]):.1f}".removesuffix(".0")

    text = COLOUR.sub(lambda found: COLOURS[found[0].lower()], " ".join(NEEDLESS.sub("", svg).split()))
    text = PLACES.sub(lambda found: FRACTION.sub(rounded, found[0]), NAMED.sub(f"{name}-", text))
    view_box, drawn = re.search(r'<svg [^>]*(viewBox="[^"]*")[^>]*>(.*)', text).groups()
    return SVG.format(view_box, html.escape(label, quote=False).replace('"', "&quot;"), drawn)


def in_palette(svg: bytes) -> bytes:
    """A file of matplotlib's in which lines and points have the colours of figures."""
    for own, ours in NEAREST.items():
        svg = svg.replace(own, ours)
    return svg
