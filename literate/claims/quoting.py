"""Does a quote stand in a text, cut within no number, name or operator, and is it the only one like it?"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

NUMBER = (r"(?:(?<![\w.)\]}])[-+−])?(?:(?<!\w)\.)?\d(?:\d{0,2}(?:,\d{3})+(?!\d))?"
          r"(?:[eE][-+](?=\d)|[A-Za-z\d_.])*(?:%(?![\w(]))?")
"""A number with its sign and all that belongs to it: -0., 1e-05, 1,000 and 50%, but neither the 1 of beta_1
nor the 2 of x-2.
"""
TOKEN = re.compile(rf"(?P<number>{NUMBER})|\w+|\*\*=?|//=?|[-+*/%@&|^=!<>:]=|->|.", re.DOTALL)
NEGATED = re.compile(r"(?<![\w)\]}])[-−]\Z")


def quoted(text: str, part: str) -> bool:
    """Whether ``text`` stands in ``part`` and neither begins nor ends within a number, a name or an operator
    there.
    """
    return text in part and any(found == text for found in places(re.escape(text), part))


def mistaken(text: str, part: str, together: bool = False) -> str:
    """What stands in ``part`` and differs from ``text`` in one number only, or ``together`` in any; "" if
    nothing does.
    """
    tokens = list(TOKEN.finditer(text))
    found = [match for match in tokens if re.search(r"\d", match[0])]
    for changed in [found] if together else [[match] for match in found]:
        pattern = "".join(like(match) if match in changed else re.escape(match[0]) for match in tokens)
        if other := next((place for place in places(pattern, part) if place != text), ""):
            return other
    return ""


def like(token: re.Match) -> str:
    """A pattern for the token with other digits: another number, or a name with another number in it."""
    return NUMBER if token["number"] else re.sub(r"\d+", r"\\d+", re.escape(token[0]))


def numbers(part: str) -> set[str]:
    """The numbers in ``part``, each with its sign and whole."""
    return {match["number"] for match in TOKEN.finditer(part) if match["number"]}


def places(pattern: str, part: str) -> Iterator[str]:
    """What of ``part`` the pattern matches from the beginning of a token to the end of one; a name with its
    sign.
    """
    edges = token_edges(part)
    for match in re.finditer(f"(?=({pattern}))", part, re.DOTALL):
        start, end = match.span(1)
        if start in edges and end in edges and not (part[start].isalpha()
                                                    and NEGATED.search(part[max(0, start - 2):start])):
            yield match[1]


@functools.lru_cache(maxsize=1024)
def token_edges(part: str) -> frozenset[int]:
    """Where the tokens of ``part`` begin and end."""
    return frozenset(edge for match in TOKEN.finditer(part) for edge in match.span())
