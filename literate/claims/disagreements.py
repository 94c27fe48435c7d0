"""Whether the sides of what a page states agree at the moments that it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from literate.claims.claim import Drift
from literate.formulas.agreement import Disagreement, agree
from literate.formulas.expressions import FormulaError, Unknown
from literate.formulas.notation import Chain
from literate.programs import drift


def disagreements(chain: Chain, shown: str, lefts: Sequence[Mapping],
                  rights: Sequence[Mapping]) -> Iterator[str]:
    """The first two neighbouring sides that do not agree, at any of the moments given."""
    for left_values, right_values in zip(lefts, rights):
        for index, (left, right, relation) in enumerate(zip(chain.sides, chain.sides[1:], chain.relations)):
            has_digits = left.digits_in(chain.source) or right.digits_in(chain.source)
            try:
                wrong = agree(left, right, relation, left_values if index == 0 else right_values,
                              right_values)
            except Unknown as error:
                if not has_digits:
                    continue
                yield f"`{shown}`: the program has no variable {error.name} then"
                return
            except FormulaError as error:
                yield f"`{shown}`: {error}"
                return
            if wrong:
                said = wrong.explain(*chain.texts[index:index + 2])
                rounded = drift.machine_differences() and is_drift(wrong)
                here = drift.machine_differences()
                yield Drift(f"{said}, rounded otherwise here ({here})") if rounded else said
                return


def is_drift(wrong: Disagreement) -> bool:
    """Whether two sides differ by about the last shown digit only, or by one part in a million."""
    left, right = np.asarray(wrong.left_value), np.asarray(wrong.right_value)
    if wrong.tolerance is None or left.shape != right.shape:
        return False
    difference = np.abs(left - right)
    return bool(np.all(difference <= np.maximum(3 * wrong.tolerance, 1e-6 * np.abs(right))))
