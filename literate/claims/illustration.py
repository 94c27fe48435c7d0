"""Examples that are not run."""

import re

from literate.claims.attributes import read_attributes
from literate.claims.claim import Claim, Malformed
from literate.pages.blocks import Fence
from literate.pages.spans import DIGIT
from literate.programs.program import program_exists


class IllustrationClaim(Claim, kind="illustration", rank=10):
    """An example that isn't run: ```` ```bash { .illustration reason="…" } ````. Readers see the reason. It
    has no digit but in names of programs.
    """

    language: str = ""
    reason: str = ""

    @classmethod
    def read_fence(cls, fence: Fence, context) -> Claim | None:
        """A fence that says it is not run; Malformed where it gives no reason or shows a digit."""
        attributes = read_attributes(fence)
        if "illustration" not in attributes:
            return None
        reason = attributes.get("reason", "")
        if not reason:
            raise Malformed("an illustration gives no reason.", 'Add reason="…": readers see it.')
        unnamed = re.sub(r"\w+\.py", lambda name: "" if program_exists(name[0], context.load) else name[0],
                         fence.text)
        if DIGIT.search(unnamed + reason):
            raise Malformed("nothing proves the digit in this illustration.", "Let a program print it.")
        return context.claim(cls, fence, program=None, language=fence.language or "text", reason=reason)
