"""What matplotlib drew → a drawing that stands inside a page and follows its colours and fonts."""

import re
from xml.etree import ElementTree

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
# What a drawing inside a page has no use for. A style sheet, which says how lines join, would be the page's.
NEEDLESS = re.compile(r'<(?P<tag>metadata|style)\b.*?</(?P=tag)>| xmlns(?::\w+)?="[^"]*"|xlink:(?=href)'
                      r"|(?<=>)\s+(?=<)", re.DOTALL)
FRACTION = re.compile(r"-?\d+\.\d+")
REFERENCE = re.compile(r"#([\w-]+)")
FONT = re.compile(r"font-family: [^;]*(?:; )?")


def drawing(svg: str, label: str, name: str) -> str:
    """The SVG element of a plot: ``label`` says what it shows, ``name`` is its own on the page.

    ``svg`` is a file of matplotlib's with text as text (svg.fonttype: none). Its size is left to the page.
    """
    root = ElementTree.fromstring(NEEDLESS.sub("", svg))
    referred = {found for element in root.iter() for key, value in element.attrib.items() if key != "style"
                for found in REFERENCE.findall(value)}
    for element in root.iter():
        tidy(element.attrib, referred, name)
    root.attrib = {"viewBox": root.attrib["viewBox"], "class": "figure plot", "role": "img",
                   "aria-label": label, "stroke-linejoin": "round", "stroke-linecap": "butt"}
    return ElementTree.tostring(root, encoding="unicode").replace("\n", "")


def in_palette(svg: bytes) -> bytes:
    """A file of matplotlib's in which lines and points have the colours of figures."""
    for own, ours in NEAREST.items():
        svg = svg.replace(own, ours)
    return svg


def tidy(attributes: dict[str, str], referred: set[str], name: str) -> None:
    """Leave of an element what a page needs; ids, which a page may have only once, get its ``name``."""
    if attributes.get("id") in referred:
        attributes["id"] = f"{name}-{attributes['id']}"
    else:
        attributes.pop("id", None)
    for key, value in attributes.items():
        if key in ("href", "clip-path"):
            attributes[key] = REFERENCE.sub(rf"#{name}-\1", value)
        elif key in ("d", "x", "y"):
            rounded = FRACTION.sub(lambda match: f"{float(match[0]):.1f}".removesuffix(".0"), value)
            attributes[key] = " ".join(rounded.split())
        elif key == "style":
            attributes[key] = FONT.sub("", COLOUR.sub(lambda match: COLOURS[match[0].lower()], value))
