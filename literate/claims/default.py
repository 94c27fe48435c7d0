"""What a library takes where nothing is given."""

import re
from collections.abc import Iterator

from literate.claims.claim import Claim, Reading, Runs
from literate.claims.remark import Remark
from literate.pages.spans import Span
from literate.programs.program import Program

NUMBER = r"-?[0-9]+(?:\.[0-9]+)?(?:e-?[0-9]+)?"
DEFAULT = re.compile(rf"(?P<owner>[A-Z]\w+)\((?P<argument>\w+)=(?P<value>{NUMBER})\)")
QUESTION = """\
import inspect
import tensorflow as tf

owner = getattr(tf.keras.optimizers, '{owner}', None) or getattr(tf.keras.layers, '{owner}', None)
parameters = inspect.signature(owner).parameters if owner else {{}}
value = parameters['{argument}'].default if '{argument}' in parameters else None
"""


class DefaultClaim(Claim, kind="default", rank=20):
    """A library's default: `` `SGD(momentum=0.0)` ``, which no program above says. It is the default of that
    argument.
    """

    @classmethod
    def read_span(cls, span: Span, remark: Remark, context) -> Claim | None:
        """Inline code that calls an optimizer or a layer with one argument, unless the program above says so.
        """
        match = DEFAULT.fullmatch(span.text) if span.kind == "code" and not remark else None
        if not match or context.program and span.text in context.program.text:
            return None
        question = QUESTION.format(owner=match["owner"], argument=match["argument"])
        name = f"{match['owner']}.{match['argument']}"      # asked once, whatever pages say the default is
        program = Program(name, question, context.page.path, context.page.line_at(span.start))
        return context.claim(cls, span, program=program)

    def problems(self, reading: Reading, runs: Runs) -> Iterator[str]:
        """Whether the number shown is the default that the run found."""
        run, (name, _, value) = self.run(runs), self.text.removesuffix(")").partition("=")
        if run.error or "value" not in run.timeline or run.last("value").dtype.kind == "b":
            yield f"the library has no numeric default for {name})"
        elif repr(float(run.last("value"))) != repr(float(value)):               # 0.0 is not -0.0
            yield f"the page says {value}; the library's default is {name}={float(run.last('value'))!r})"
