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
    rows: dict[int, dict[int, list[str]]] = {}
    for binding in trace["bindings"]:
        if first <= binding["line"] <= last and binding["kind"] == "made":
            for index, epoch in enumerate(accumulate(binding["epoch"])):
                if epoch in epochs:
                    rows.setdefault(binding["line"], {}).setdefault(epoch, []).append(grid(binding, index))
    heads = "".join(f"<th>{html.escape(name)} {epoch}</th>" for epoch in epochs)
    body = "".join(f"<tr><th><code>{html.escape(trace['source'][line - 1].strip())}</code></th>"
                   + "".join(f"<td>{', '.join(cells.get(epoch, []))}</td>" for epoch in epochs) + "</tr>"
                   for line, cells in sorted(rows.items()))
    return f"<table><caption>{html.escape(caption)}</caption><thead><tr><th></th>{heads}</tr></thead>" \
           f"<tbody>{body}</tbody></table>"


def grid(binding: dict, index: int) -> str:
    """A value as text, a line a row."""
    values = [column[0 if len(column) == 1 else index] for column in binding["values"]]
    texts = [shown(float(value), binding["form"]) for value in values]
    width = (binding["shape"] or [1])[-1]
    return "<br>".join(" ".join(texts[k:k + width]) for k in range(0, len(texts), width))
