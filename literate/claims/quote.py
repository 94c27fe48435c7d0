"""Inline code that quotes a program or what it printed."""

import functools
import re
from collections.abc import Iterator

from literate.claims.claim import Claim, Reading, Runs
from literate.claims.remark import Remark
from literate.claims.sources import sources
from literate.claims.stated import program_named_beside
from literate.pages.spans import DIGIT, Span
from literate.programs.program import Program, program_exists

NUMBER = (r"(?:(?<![\w.)\]}])[-+−])?(?:(?<!\w)\.)?\d(?:\d{0,2}(?:,\d{3})+(?!\d))?"
          r"(?:[eE][-+](?=\d)|[A-Za-z\d_.])*(?:%(?![\w(]))?")
"""A number with its sign and all that belongs to it: -0., 1e-05, 1,000 and 50%, but neither the 1 of beta_1
nor the 2 of x-2.
"""
TOKEN = re.compile(rf"(?P<number>{NUMBER})|\w+|\*\*=?|//=?|[-+*/%@&|^=!<>:]=|->|.", re.DOTALL)
NEGATED = re.compile(r"(?<![\w)\]}])[-−]\Z")
PROGRAM_NAME = re.compile(r"\w+\.py\Z")


class QuoteClaim(Claim, kind="quote", rank=60,
                 remedy="Quote what stands there, or say it in a sentence; CONTRIBUTING.md says how."):
    """A quote: other inline code with a digit, `` `range(200)` ``. It stands in the program above or in its
    last output, cut within no number, name or operator, and nothing there differs from it in one number only.
    A bare number stands in the output just above. A program's name is one of the page's, or of the page
    linked.
    """

    link: str = ""

    @classmethod
    def read_span(cls, span: Span, remark: Remark, context) -> Claim | None:
        """Inline code that is nothing else; a remark can only say whose it is."""
        if span.kind != "code" or remark.relation or remark.source or remark.moment:
            return None
        return context.claim(cls, span, remark, link=span.link)

    def problems(self, reading: Reading, runs: Runs) -> Iterator[str]:
        """Whether what has a digit stands where it may be quoted from."""
        text = self.text.strip()
        if not DIGIT.search(text) or text.removeprefix("np.") in sources()["names"]:
            return
        if PROGRAM_NAME.match(text):
            yield from self.name_problems(reading, text)
        elif other := program_named_beside(self):
            yield f"`{text}` is of {self.program.name}, but its line names {other}"
        elif re.fullmatch(NUMBER, text):
            yield from self.number_problems(text.replace("−", "-"))
        else:
            yield from self.code_problems(reading, text)

    def name_problems(self, reading: Reading, name: str) -> Iterator[str]:
        """Whether there is a program of that name, here or where the link around it leads."""
        here = {known for claim in reading.claims if claim.kind in ("program", "edit")
                for known in (claim.program.name, getattr(claim, "origin", ""))}
        if not program_exists(name, reading.load):
            yield f"there is no program {name}"
        elif name not in here and self.link.partition(".")[0] != name.partition("_")[0]:
            yield f"{name} is neither on this page nor on the page that a link around it leads to"

    def number_problems(self, number: str) -> Iterator[str]:
        """Whether the number stands in the output just above, and no other there could be taken for it."""
        if not self.about or self.about.kind != "output" or self.about.program.text != self.program.text:
            yield f"no output stands before the number {number}"
            return
        shown = {match["number"] for match in TOKEN.finditer(self.about.text) if match["number"]}
        if number not in shown:
            yield f"{number} is not in the output above"
        elif others := [s for s in shown if len(s) == len(number)
                        and sum(a != b for a, b in zip(s, number)) == 1]:
            yield f"{number} could be mistaken: there is {others[0]}, too; say which variable it is of"

    def code_problems(self, reading: Reading, code: str) -> Iterator[str]:
        """Whether the code stands where it may be quoted from, and nothing like it."""
        here = [part for part in quotable_texts(self.program, reading.claims, self.start)
                if quoted(code, part)]
        if not here:
            program = self.program.name if self.program else "a program"
            yield f"`{code}` stands neither in {program} nor in its output above"
        elif other := next(filter(None, (mistaken(code, part) for part in here)), ""):
            yield f"`{code}` could be mistaken: there is `{other}`, too, so quote more of it"


def quotable_texts(program: Program | None, claims, before: int | None = None) -> list[str]:
    """What a claim at the offset ``before`` may quote: its program, and that one's output last shown above
    it.
    """
    if not program:
        return []
    outputs = [c.text for c in claims if c.kind == "output" and c.program.text == program.text
               and (before is None or c.start < before)]
    return [program.text, *outputs[-1:]]


# --- does it stand in a text, cut within no number, name or operator, and is it the only one like it? -------


def quoted(text: str, part: str) -> bool:
    """Whether ``text`` stands in ``part`` and neither begins nor ends within a number, a name or an operator
    there.
    """
    return text in part and any(places(re.escape(text), part))


def mistaken(text: str, part: str) -> str:
    """What stands in ``part`` and differs from ``text`` in one number only, or in that of one name; "" if
    nothing does.
    """
    tokens = list(TOKEN.finditer(text))
    for number in (token for token in tokens if re.search(r"\d", token[0])):
        other = NUMBER if number["number"] else re.sub(r"\d+", r"\\d+", re.escape(number[0]))
        pattern = "".join(other if token is number else re.escape(token[0]) for token in tokens)
        if found := next((place for place in places(pattern, part) if place != text), ""):
            return found
    return ""


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
