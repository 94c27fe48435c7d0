"""A trace → the table that readers without scripts see in the step viewer's place."""

import html
from itertools import accumulate

from literate.viewer.rounding import shown


def first_steps(trace: dict, caption: str, count: int) -> str:
    """What each line of the loop makes in its first turns, as an HTML table; "" without a loop."""
    if not trace["loop"]:
        return ""
    name, first, last = trace["loop"]
    epochs = trace["epochs"][:count]
    rows: dict[int, dict[int, dict[str, str]]] = {}
    for binding in trace["bindings"]:
        if first <= binding["line"] <= last and binding["kind"] == "made":
            for index, epoch in enumerate(accumulate(binding["epoch"])):
                if epoch in epochs:
                    values = rows.setdefault(binding["line"], {}).setdefault(epoch, {})
                    values[binding["name"]] = grid(binding, index)
    heads = "".join(f"<th>{html.escape(name)} {epoch}</th>" for epoch in epochs)
    body = "".join(f"<tr><th><code>{html.escape(trace['source'][line - 1].strip())}</code></th>"
                   + "".join(f"<td>{cell(cells.get(epoch, {}))}</td>" for epoch in epochs) + "</tr>"
                   for line, cells in sorted(rows.items()))
    return f"<table><caption>{html.escape(caption)}</caption><thead><tr><th></th>{heads}</tr></thead>" \
           f"<tbody>{body}</tbody></table>"


def cell(values: dict[str, str]) -> str:
    """What a line makes, each value below its name where there are several."""
    named = (f"<code>{name}</code><br>{value}" for name, value in values.items())
    return "<br>".join(named if len(values) > 1 else values.values())


def grid(binding: dict, index: int) -> str:
    """A value as text, a line a row."""
    values = [column[0 if len(column) == 1 else index] for column in binding["values"]]
    texts = [shown(float(value), binding["form"]) for value in values]
    width = (binding["shape"] or [1])[-1]
    return "<br>".join(" ".join(texts[k:k + width]) for k in range(0, len(texts), width))
