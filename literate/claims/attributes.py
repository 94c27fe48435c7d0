"""What stands behind the language of a fence: title="…", from="…", .illustration, reason="…"."""

import re

from literate.claims.claim import Malformed
from literate.pages.blocks import Fence

ATTRIBUTE = re.compile(r"""(?:\.(illustration)|(title|from|reason)="([^"]*)")(?=[ \t]|\Z)""")


def read_attributes(fence: Fence) -> dict[str, str]:
    """The attributes by their names, a flag with an empty value. Raises Malformed."""
    text = fence.attributes
    text = text[1:-1] if text.startswith("{") and text.endswith("}") else text
    found = ATTRIBUTE.findall(text)
    attributes = {flag or key: value for flag, key, value in found}
    if (rest := ATTRIBUTE.sub("", text).strip()) or len(attributes) < len(found):
        raise Malformed(f"the fence's `{rest or text.strip()}` is not understood.",
                        'A fence takes title="…", from="…", .illustration and reason="…", each once.')
    return attributes
