"""The values that a program's names have at the moment that a claim means."""

from collections.abc import Iterator

from literate.formulas.expressions import Chain, Expr, Variable
from literate.programs.history import Run

OUTPUTS = {"Y", "O"}    # what programs call a network's output, the first of them before the second


class Values(dict):
    """The variables of a run at one moment: "start" (each right after it is first assigned), "end", "epoch
    3", or the time just after the binding number ``order`` (``before`` it for names in formulas of
    themselves); n, the number of output nodes; and turns, how often the loop turned."""

    def __init__(self, run: Run, moment: str = "end", order: int | None = None, before: bool = False):
        self.run, self.moment, self.order, self.before = run, moment, order, before

    def __missing__(self, key):
        if key in self.run.timeline:
            if self.order is not None:
                return self.run.before(key, self.order if self.before else self.order + 1)
            if self.moment == "start":
                return self.run.first(key)
            return self.run.last(key) if self.moment == "end" else self.run.at(key, epoch_of(self.moment))
        if key == "n" and (output := OUTPUTS & self.run.timeline.keys()):
            return self.run.first(max(output)).shape[-1]
        if key == "turns" and (turns := sum(epoch >= 0 for epoch in self.run.epochs)):
            return turns
        raise KeyError(key)

    def moment_of(self, name: str) -> str:
        """When these are the values, as a remark says it; of a time, when ``name`` was bound then."""
        if self.order is None:
            return self.moment
        epoch = next((epoch for order, epoch, _ in self.run.timeline.get(name, ()) if order == self.order),
                     -1)
        return {-1: "start", -2: "end"}.get(epoch,
                                            f"{'epoch' if 'epoch' in self.run.timeline else 'step'} {epoch}")


def epoch_of(moment: str) -> int | None:
    """The number of the epoch or step that a moment names."""
    return int(moment.split()[1]) if " " in moment else None


# --- the moments at which a formula may be meant ------------------------------------------------------------


def moments(chain: Chain, run: Run, every: bool) -> Iterator[tuple[list[Values], list[Values]]]:
    """The moments at which a chain may be meant, best first, each as the values left and right of the first
    relation.

    A formula for a variable is meant where a line binds it, inside the loop if one does there: in every
    epoch, if it has no numbers, else in the first. Data are meant where the variable is first bound. Others
    are meant when each epoch is over, if they have no numbers, else at the program's start.
    """
    target = meant(chain.sides[0], run)
    if target in run.timeline:
        yield from where_bound(chain, run, target, every)
    else:
        turns = [Values(run, f"epoch {epoch}") for epoch in sorted(run.epochs) if epoch >= 0]
        values = turns or [Values(run)] if every else [Values(run, "start")]
        yield values, values


def where_bound(chain: Chain, run: Run, target: str,
                every: bool) -> Iterator[tuple[list[Values], list[Values]]]:
    """The moments at which lines bind the variable that a chain is a formula for."""
    lines: dict[int, list[int]] = {}
    for variable in run.variables:
        if variable.name == target:
            lines.setdefault(variable.line, []).extend(variable.order.tolist())
    first = min(map(min, lines.values()))
    loop = {v.line for v in run.variables if v.name == target and (v.epochs >= 0).all()}
    own = any(meant(node, run) == target for side in chain.sides[1:] for node in side.walk)
    for line, orders in sorted(lines.items()):
        if min(orders) != first if is_data(chain) else loop and line not in loop:
            continue
        if own and min(orders) == first and ("←" in chain.relations or len(lines) > 1):
            continue                # the variable's first binding has no value before it
        orders = sorted(orders) if every else sorted(orders)[:1]
        old = own and min(orders) != first
        yield [Values(run, order=o) for o in orders], [Values(run, order=o, before=old) for o in orders]


def meant(side: Expr, run: Run) -> str | None:
    """The key that a name stands for in the run; None for what is no name, or unknown."""
    candidates = side.candidates if isinstance(side, Variable) else ()
    return next((key for key, _ in candidates if known(key, run)), None)


def known(name: str, run: Run) -> bool:
    """Whether the run has a value for the name at some moment."""
    return name in run.timeline or name == "turns" or name == "n" and bool(OUTPUTS & run.timeline.keys())


def unknown(side: Expr, run: Run) -> Iterator[str]:
    """The names in ``side`` that the run has no value for, under none of the keys they may stand for: y_j is
    Y's.
    """
    found = {node.name for node in side.walk if isinstance(node, Variable) and meant(node, run) is not None}
    return (name for name in side.names - found if not known(name, run))


def is_data(chain: Chain) -> bool:
    """Whether the chain only says which values a variable has."""
    return all(side.is_literal for side in chain.sides[1:]) and set(chain.relations) <= {"=", "≈"}
