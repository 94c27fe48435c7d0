"""What stands behind the language of a fence: title="…", from="…", .illustration, reason="…"."""

import re

from literate.claims.claim import Malformed
from literate.pages.blocks import Fence

ATTRIBUTE = re.compile(r"""[ \t]*(?:\.(?P<flag>[\w-]+)|(?P<key>[\w-]+)=(?:"(?P<value>[^"]*)"))(?=[ \t]|$)""")
INCLUDE = re.compile(r'--8<-- "(?P<name>[^"\n]*)"\s*\Z')
NAMES = ("title", "from", "illustration", "reason")


def read_attributes(fence: Fence) -> dict[str, str]:
    """The attributes by their names, a flag with an empty value. Raises Malformed."""
    text = fence.attributes
    rest = text[1:-1] if text.startswith("{") and text.endswith("}") else text
    attributes: dict[str, str] = {}
    while rest.strip():
        match = ATTRIBUTE.match(rest)
        name = match and (match["flag"] or match["key"])
        if not match or name not in NAMES or name in attributes:
            raise Malformed(f"the fence's `{rest.strip()}` is not understood.",
                            'A fence takes title="…", from="…", .illustration and reason="…".')
        attributes[name] = match["value"] or ""
        rest = rest[match.end():]
    return attributes


def included(fence: Fence) -> str:
    """The name of the file that is all the fence includes; "" where it holds something else."""
    include = INCLUDE.match(fence.text.strip())
    return include["name"] if include else ""
