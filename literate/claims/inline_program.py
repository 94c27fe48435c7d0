"""Programs that are written on the page itself."""

from literate.claims.attributes import read_attributes
from literate.claims.claim import Claim
from literate.claims.program import RunClaim
from literate.pages.blocks import Fence
from literate.programs.program import Program


class InlineProgramClaim(RunClaim, kind="inline"):
    """A program on the page: a fence in `python` without attributes. It runs."""

    @classmethod
    def read_fence(cls, fence: Fence, context) -> Claim | None:
        """A fence in python without attributes; its program is named by page and line."""
        if fence.language != "python" or read_attributes(fence):
            return None
        path = context.page.path
        program = Program(f"{path.name}:{fence.line}", fence.text + "\n", path, fence.line + 1)
        return context.claim(cls, fence, program=program)
