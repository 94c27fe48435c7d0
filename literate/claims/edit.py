"""Changes of a program that was shown before."""

from literate.claims.attributes import read_attributes
from literate.claims.claim import Claim, Malformed
from literate.claims.program import RunClaim
from literate.pages.blocks import Fence
from literate.programs.program import EditFails, apply_edit


class EditClaim(RunClaim, kind="edit", rank=30):
    """An edit: ```` ```diff title="411_1.py" ````, lines that begin with `-`, `+` or a space. The old lines
    stand in the program exactly once, and the edited program runs. Edits add up down the page. Without a
    title it is of the program on the page just above.
    """

    @classmethod
    def read_fence(cls, fence: Fence, context) -> Claim | None:
        """A fence in diff that names a program; Malformed where the edit does not fit it as it stands by
        then.
        """
        attributes, program = read_attributes(fence), context.fence and context.program
        if fence.language != "diff" or "title" not in attributes and (
                attributes or not program or program.path != context.page.path):
            return None
        if attributes:
            program = context.program_named(attributes["title"])
        try:
            edited = apply_edit(fence.text, program)
        except EditFails as error:
            raise Malformed(f"{error}.", f"Copy the old lines from {program.name} as it stands by then.",
                            1 + error.line) from None
        return context.claim(cls, fence, program=edited)
