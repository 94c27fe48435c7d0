"""What all figures share: sizes, roles, how names and numbers are written, the sheet they are drawn on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

import drawsvg
import numpy as np

# In units of the viewBox. A phone 360 px wide leaves 330 px for a figure, so 13 units are 12 px there.
WIDTH = 360
NUMBER, LABEL, NAME, SUBSCRIPT = 14, 13, 17, 12
HEAD = 7                # length of an arrow's head

Point = tuple[float, float]

ROLES = {"X": "x", "I": "x", "W": "w", "B": "b", "Y": "y", "H": "y", "O": "y", "T": "t", "E": "e"}
MARKUP = re.compile(r"\{(?P<name>[A-Za-z]+)(?P<transposed>'?)(?:=(?P<value>[^}]*))?\}|(?P<plain>[^{]+)")
NAME_PARTS = re.compile(r"(?P<letter>[WB])(?P<layer>[HO])(?P<back>b?)|(?P<single>[A-Za-z])(?P<twin>b?)")


class Span(NamedTuple):
    """A piece of a line of text; ``shift`` lowers it below the line's baseline."""

    text: str
    size: float
    style: str = ""
    shift: float = 0


def role(name: str) -> str:
    """The CSS class of a variable's role: "role-w" for "WO" and its twin "WOb"; "" where it has none."""
    kind = "y" if " " in name else ROLES.get(name[0])           # a product is on its way to an output
    return f"role-{kind}" if kind else ""


def is_twin(name: str) -> bool:
    """Whether the variable is a back-propagated one: its name ends in b."""
    return len(name) > 1 and name.rstrip("'").endswith("b")


def italic(text: str) -> str:
    """Latin letters as the mathematical italic ones, which the pages' formulas use too."""
    capital, small = 0x1D434 - ord("A"), 0x1D44E - ord("a")
    return "".join("ℎ" if c == "h" else chr(ord(c) + capital) if "A" <= c <= "Z" else
                   chr(ord(c) + small) if "a" <= c <= "z" else c for c in text)


def name_spans(name: str, transposed: bool = False) -> list[Span]:
    """A program's name as mathematics writes it: "WOb" as W with the subscript O,b."""
    match = NAME_PARTS.fullmatch(name)
    if not match:
        raise ValueError(f"{name!r} is no variable of the chapter's programs")
    style = f"name {role(name)}".strip()
    below = ",".join(part for part in (match["layer"], match["back"] or match["twin"]) if part)
    spans = [Span(italic(match["letter"] or match["single"]), NAME, style)]
    if below:
        spans.append(Span(italic(below), SUBSCRIPT, style, 4))
    if transposed:
        spans.append(Span(italic("T"), SUBSCRIPT, "name", -7))
    return spans


def spans(markup: str, size: float) -> list[Span]:
    """Text with ``{WOb}`` for a name, ``{WO'}`` for a transpose, ``{W=3}`` for a number in W's colour."""
    found = []
    for match in MARKUP.finditer(markup):
        if match["plain"]:
            found.append(Span(match["plain"], size))
        elif match["value"] is not None:
            found.append(Span(match["value"], size, role(match["name"])))
        else:
            found += name_spans(match["name"], bool(match["transposed"]))
    return found


def advance(text: str, size: float, italic: bool = False) -> float:
    """About how wide a text is in the common system fonts."""
    return size * sum(1 if 0x1100 < ord(c) < 0xFFFF and c not in "−·×→←" else
                      0.34 if c in " .,:;'|()[]ijltf/" else
                      0.9 if c in "mwMW" else 0.72 if italic else 0.66 if c == "−" else 0.57 for c in text)


def width_of(markup: str, size: float) -> float:
    """About how wide a marked-up text is."""
    return sum(advance(span.text, span.size, "name" in span.style) for span in spans(markup, size))


def decimals(values: Iterable[float], most: int = 3) -> int:
    """How many decimals write the values exactly; ``most``, 3 as programs print them, where fewer do not."""
    numbers = [float(value) for value in values]
    return next((k for k in range(most) if all(abs(n - round(n, k)) < 1e-9 for n in numbers)), most)


def number(value: float, places: int | None = None) -> str:
    """A number as figures show it, with a real minus sign."""
    value = float(value) + 0.0          # no minus before a zero
    places = decimals([value]) if places is None else places
    return f"{value:.{places}f}".replace("-", "−")


def bracketed(text: str) -> str:
    """A number's text as the second operand of a product: (−8)."""
    return f"({text})" if text.startswith("−") else text


def units(value: float) -> float | int:
    """A coordinate that is written the same on every machine."""
    rounded = round(float(value), 2)
    return int(rounded) if rounded == int(rounded) else rounded


class Sheet:
    """A drawing that grows downwards; coordinates are in units of the viewBox, y goes down.

    Colours come from CSS classes (docs/assets/figures.css), so that they follow the page's scheme.
    """

    def __init__(self) -> None:
        self.elements: list[drawsvg.DrawingElement] = []

    def svg(self, height: float) -> str:
        """The finished figure, to stand inside an HTML page."""
        drawing = drawsvg.Drawing(WIDTH, units(height), class_="figure", role="img")
        drawing.svg_args |= {"width": None, "height": None}         # the page decides
        drawing.extend(self.elements)
        return drawing.as_svg(header="")

    def path(self, points: Iterable[Point], style: str = "stroke", close: bool = False) -> None:
        """Straight lines from point to point."""
        flat = [units(value) for point in points for value in point]
        self.elements.append(drawsvg.Lines(*flat, close=close, class_=style))

    def line(self, x1: float, y1: float, x2: float, y2: float, style: str = "stroke") -> None:
        self.path([(x1, y1), (x2, y2)], style)

    def bend(self, start: Point, corner: Point, end: Point, radius: float, style: str = "stroke") -> None:
        """From start to end, along the axes, around a rounded corner."""
        (x1, y1), (x, y), (x2, y2) = start, corner, end
        before = (x + radius * np.sign(x1 - x), y + radius * np.sign(y1 - y))
        after = (x + radius * np.sign(x2 - x), y + radius * np.sign(y2 - y))
        path = drawsvg.Path(class_=style).M(*map(units, start)).L(*map(units, before))
        self.elements.append(path.Q(*map(units, (x, y, *after))).L(*map(units, end)))

    def arrow(self, x1: float, y1: float, x2: float, y2: float, style: str = "") -> None:
        """A line with a head at its end; ``style`` is a role or nothing."""
        along = np.array([x2 - x1, y2 - y1]) / np.hypot(x2 - x1, y2 - y1)
        tip, across = np.array([x2, y2]), np.array([-along[1], along[0]])
        base = tip - HEAD * along
        self.path([(x1, y1), tip - 0.7 * HEAD * along], f"stroke {style}".strip())
        self.path([tip, base + 3.2 * across, base - 3.2 * across], f"fill {style}".strip(), close=True)

    def rectangle(self, x: float, y: float, width: float, height: float, radius: float, style: str) -> None:
        sides = map(units, (x, y, width, height))
        self.elements.append(drawsvg.Rectangle(*sides, rx=units(radius), class_=style))

    def circle(self, x: float, y: float, radius: float, style: str) -> None:
        self.elements.append(drawsvg.Circle(units(x), units(y), units(radius), class_=style))

    def text(self, x: float, y: float, markup: str, anchor: str = "start", size: float = LABEL,
             style: str = "") -> None:
        """A line of text whose digits are centred at height y; for the markup see :func:`spans`."""
        anchors = {} if anchor == "start" else {"text_anchor": anchor}
        found = spans(markup, size)
        plain = len(found) == 1 and found[0] == Span(found[0].text, size)
        element = drawsvg.Text(found[0].text if plain else "", units(size), units(x), units(y + 0.36 * size),
                               class_=style or None, **anchors)
        shift = 0
        for span in [] if plain else found:
            element.append(drawsvg.TSpan(span.text, font_size=None if span.size == size else units(span.size),
                                         dy=units(span.shift - shift) or None, class_=span.style or None))
            shift = span.shift
        self.elements.append(element)
