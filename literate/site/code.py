"""Code on pages: names in the colours that figures give them, and what of it may end a line inside."""

import html
import re

from literate.site.drawings import role

CODE = re.compile(r'(?P<attribute><span class="o">\.</span>)?<span class="n">(?P<name>\w+)</span>'
                  r"|(?<!<pre>)(?<!<span></span>)<code>(?P<text>[^<]*)</code>")
NAME = re.compile("(?:[WB][HO]|[A-Z])b?")           # of a variable of the book's networks
SHORT, WIDE = 24, 60                                # characters of code that fit any line, and a wide one


def with_classes(page: str) -> str:
    """A page's HTML with the class of its role for each name in code but attributes such as X.T, and with
    `long` or `longest` for code in sentences that a narrow or even a wide line may be too short for."""
    def with_class(match: re.Match) -> str:
        """What was found, with its class; as it is where it has none."""
        text = html.unescape(match["name"] or match["text"])
        kind = role(text) if NAME.fullmatch(text) and not match["attribute"] else ""
        if match["name"]:
            return f'<span class="{kind}">{text}</span>' if kind else match[0]
        kind = kind or ("longest" if len(text) > WIDE else "long" if len(text) > SHORT else "")
        return f'<code class="{kind}">{match["text"]}</code>' if kind else match[0]

    return CODE.sub(with_class, page)
