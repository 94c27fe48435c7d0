"""A trace → the table that stands in the step viewer's place where no script runs, and on paper."""

from collections import defaultdict
from itertools import accumulate

from literate.site.templates import fill
from literate.viewer.rounding import shown


def first_steps(trace: dict, caption: str, count: int) -> str:
    """What each line of the loop makes in its first turns, as an HTML table; "" without a loop."""
    if not trace["loop"]:
        return ""
    counter, first, last = trace["loop"]
    turns = {epoch: f"{counter} {epoch}" for epoch in trace["epochs"][:count]}
    lines: dict[int, dict[str, dict]] = defaultdict(lambda: defaultdict(dict))      # by turn and name
    for binding in trace["bindings"]:
        if first <= binding["line"] <= last and binding["kind"] == "made":
            for index, epoch in enumerate(accumulate(binding["epoch"])):
                if epoch in turns:
                    lines[binding["line"]][turns[epoch]][binding["name"]] = grid(binding, index)
    return fill("first-steps.html", caption=caption, turns=[*turns.values()], lines=lines,
                source=trace["source"])


def grid(binding: dict, index: int) -> list[str]:
    """A value as text, row by row."""
    values = [column[0 if len(column) == 1 else index] for column in binding["values"]]
    texts = [shown(float(value), binding["form"]) for value in values]
    width = (binding["shape"] or [1])[-1]
    return [" ".join(texts[k:k + width]) for k in range(0, len(texts), width)]
