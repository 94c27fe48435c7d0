"""Code on pages: names in the colours that figures give them, all else in two tones, and what of it may end a
line inside."""

import html
import re

from literate.site.drawings import role

# By the classes of Pygments: what is paler than the text, and what looks like it.
PALE = r'<span class="(?:ow?|p|c[\dhmps]?|s[\dbcdehirsx]?)">[^<]*</span>'
CODE = re.compile(r'(?P<attribute>(?<=<span class="o">\.</span>))?'
                  r'<span class="(?:normal|w|k\w?|m\w?|n[bcdefn]?|bp|fm|sa|vm)">(?P<name>[^<]*)</span>'
                  r"|(?<!<pre>)(?<!<span></span>)<code>(?P<text>[^<]*)</code>")
NEIGHBOURS = re.compile(f"{PALE}(?: *{PALE})*")
NAME = re.compile("(?:[WB][HO]|[A-Z])b?")           # of a variable of the book's networks
SHORT, WIDE = 24, 60                                # characters of code that fit any line, and a wide one


def with_classes(page: str) -> str:
    """A page's HTML with the class of its role for each name in code but attributes such as X.T; with as few
    marks as show what else is paler; and with `long` or `longest` for code in sentences that a narrow or even
    a wide line may be too short for."""
    def with_class(match: re.Match) -> str:
        """What was found, with its class; without marks where it has none."""
        text = html.unescape(match["name"] or match["text"] or "")
        kind = role(text) if NAME.fullmatch(text) and match["attribute"] is None else ""
        if match["text"] is None:
            return f'<span class="{kind}">{text}</span>' if kind else match["name"]
        kind = kind or ("longest" if len(text) > WIDE else "long" if len(text) > SHORT else "")
        return f'<code class="{kind}">{match["text"]}</code>' if kind else match[0]

    with_names = CODE.sub(with_class, page)
    return NEIGHBOURS.sub(lambda pale: f'<span class="p">{re.sub("<.*?>", "", pale[0])}</span>', with_names)
