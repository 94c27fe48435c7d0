"""Answers tried in a lab's own checks, so that a page can say of an answer what the notebook says.

labs.py puts this text into the lab, before a cell that checks; so it imports nothing of the book.
"""

import bisect
import contextlib
import io
import itertools
import json
import re

import numpy as np

FINEST = 1e-6               # how exactly the ends of what is right are found
POINTS = 5                  # at which an expression is compared: who is right at these is right
GIVEN = 777.125             # in a message, what the answer gave; the page puts the reader's in its place


class Exercise:
    """A lab's variables where an answer is asked for, the code above, that of the solution and of the check.
    """

    def __init__(self, lab: dict, above: str, solution: str, check: str):
        self.lab, self.above, self.solution, self.check = lab, above, solution, check

    def run(self, code: str, **variables) -> tuple[dict, str]:
        """The lab's variables after some code, and what it printed."""
        space, printed = self.lab | variables, io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(code, space)
        return space, printed.getvalue()

    def said(self, answer: str, **functions) -> str:
        """What the check says of an answer, where those functions take the place of its own; "" if right."""
        try:
            self.run(self.check, **self.run(answer)[0] | functions)
        except AssertionError as error:
            return str(error)
        return ""

    def tried(self, ask: dict, hint: str) -> str:
        """What a page needs to ask and to judge, and what the hint prints, as JSON."""
        kind = next(iter(ask.values()))
        found = (self.choices(ask) if isinstance(kind, list) else self.numbers(ask)
                 if kind in ("number", "count") else self.expressions(list(ask), kind.split(", ")))
        return json.dumps(found | {"hint": self.run(hint)[1]}, ensure_ascii=False)

    def choices(self, ask: dict) -> dict:
        """The options of each field; for all that can be chosen, in order, the number of what is said."""
        options = list(ask.values())
        longest_first = sorted(itertools.chain(*options), key=len, reverse=True)
        pattern = re.sub("|".join(map(re.escape, longest_first)), "%s", self.solution.replace("%", "%%"))
        if pattern.count("%s") != len(options):
            raise ValueError("the solution must have one of the options for each field, and no more")
        says = [self.said(pattern % chosen) for chosen in itertools.product(*options)]
        messages = ["", *sorted({*says} - {""})]
        return {"fields": [{"label": label, "options": [self.shown(option) for option in each]}
                           for label, each in ask.items()],
                "verdicts": [messages.index(said) for said in says], "messages": messages}

    def shown(self, option: str) -> str:
        """An option as readers see it: a name's text, of a quoted name, the line that gives it its value."""
        lines = re.findall(rf"^ +({re.escape(option[1:-1])} = .*)$", self.above, re.MULTILINE)
        value = self.lab.get(option)
        return value if isinstance(value, str) else f"`{lines[-1] if lines else option}`"

    def numbers(self, ask: dict) -> dict:
        """For each field from where to where it is right, and what is said of less and of more."""
        return {"fields": [{"label": name, "kind": kind, **self.ends(name, 1 if kind == "count" else FINEST)}
                           for name, kind in ask.items()]}

    def ends(self, name: str, finest: float) -> dict:
        """Of one of the numbers, with the others right. Of a count, also what is said of a fraction."""
        def said(value):
            return self.said(f"{self.solution}\n{name} = {value!r}")

        number = eval(name, self.run(self.solution)[0])
        found = {"fraction": said(number + 0.5)} if finest == 1 else {}
        for end, side, step in (("low", "below", -finest), ("high", "above", finest)):
            wrong = bisect.bisect(range(round(1 / finest)), "", 1, key=lambda n: said(number + n * step))
            found |= {end: float(number + (wrong - 1) * step), side: said(number + wrong * step)}
        return found

    def expressions(self, labels: list[str], names: list[str]) -> dict:
        """Where the check calls the function: the names' values, what is right, what is said of all else."""
        name = re.search(r"def (\w+)", self.solution)[1]
        function = self.run(self.solution)[0][name]

        def wrong_from(first):
            calls = []

            def given(*values):
                calls.append((values, function(*values)))
                return calls[-1][1] if len(calls) <= first else np.full(np.shape(calls[-1][1]), GIVEN)

            return self.said(self.solution, **{name: given}), calls

        tries = [wrong_from(number) for number in range(POINTS + 2)]
        # A call that nothing is said of, such as one that looks whether there is an answer, is passed by.
        points = [{"at": at, "right": right, "says": said}
                  for (values, result), (said, _), (next_said, _) in zip(tries[-1][1], tries, tries[1:])
                  if said != next_said
                  for at, right in zip(np.reshape(values, (-1, len(names))).tolist(),
                                       np.reshape(result, (-1, len(labels))).tolist())]
        return {"fields": [{"label": label} for label in labels], "names": names, "points": points}
