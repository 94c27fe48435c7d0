"""What matplotlib drew → a drawing that stands inside a page and follows its colours and fonts."""

import html
import re

# Colours that programs name, and what the site draws with: docs/assets/tokens.css has both schemes of each.
COLOURS = {
    "#000000": "currentColor", "#ffffff": "none", "#59626c": "var(--rule-gd)",
    "#1769b5": "var(--rule-momentum)", "#28793a": "var(--rule-adagrad)",
    "#a85400": "var(--rule-rmsprop)", "#b8255f": "var(--rule-adam)"}
# Colours of matplotlib's own, and those of the figures that are nearest.
NEAREST = {"#1f77b4": "#1769b5", "#ff7f0e": "#a85400", "#ff0000": "#b3144f"}
COLOUR = re.compile("|".join(COLOURS), re.IGNORECASE)
# What no drawing has a use for: nothing refers to ids such as axes_1.
NEEDLESS = re.compile(r'(?s)<metadata\b.*?</metadata>|<!--.*?-->| id="[\w.]+_\d+"|(?<=>)\s+(?=<)|\s*\n(?=")')
# What one inside a page has none for: a style sheet, which says how lines join, would be the page's.
OUTSIDE = re.compile(r'<style\b.*?</style>| xmlns(?::\w+)?="[^"]*"|xlink:(?=href)|font-family: [^;"]*(?:; )?',
                     re.DOTALL)
# Neighbours that look alike.
POINTS = re.compile(r'<use (xlink:href="#\w+") x=[^>]* (style="[^"]*"/>)(?:<use \1 x=[^>]* \2)+')
PLACES = re.compile(r'(?<= )[dxy]="[^"]*"')
FRACTION = re.compile(r"-?\d+\.\d+")
NAMED = re.compile(r'(?<= id=")|(?<= href="#)|(?<=url\(#)')
SVG = ('<svg {} class="figure plot" role="img" aria-label="{}" stroke-linejoin="round" stroke-linecap="butt">'
       "{}")


def lean(svg: str) -> str:
    """A file of matplotlib's without what nobody sees: its metadata, in which order points that look alike
    are drawn, and where they are to less than a tenth of a point.

    As browsers get it, compressed, a plot of a thousand points is half as large then.
    """
    def rounded(found: re.Match) -> str:
        return f"{float(found[0]):.1f}".removesuffix(".0")

    text = " ".join(NEEDLESS.sub("", svg).split())
    text = POINTS.sub(lambda points: "".join(sorted(re.findall("<.*?>", points[0]))), text)
    return PLACES.sub(lambda found: FRACTION.sub(rounded, found[0]), text)


def drawing(svg: str, label: str, name: str) -> str:
    """The SVG element of a plot: ``label`` says what it shows, ``name`` is its own on the page.

    ``svg`` is a file of matplotlib's with text as text (svg.fonttype: none). Its size is left to the page.
    """
    text = COLOUR.sub(lambda found: COLOURS[found[0].lower()], OUTSIDE.sub("", lean(svg)))
    text = NAMED.sub(f"{name}-", text)
    view_box, drawn = re.search(r'<svg [^>]*(viewBox="[^"]*")[^>]*>(.*)', text).groups()
    return SVG.format(view_box, html.escape(label, quote=False).replace('"', "&quot;"), drawn)


def in_palette(svg: bytes) -> bytes:
    """A file of matplotlib's, lean, in which lines and points have the colours of figures."""
    return re.sub("|".join(NEAREST), lambda found: NEAREST[found[0]], lean(svg.decode())).encode()
