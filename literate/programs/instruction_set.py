"""Which of a processor's instructions NumPy and TensorFlow compute with: AVX2's, if the processor has them.

Both pick their routines by the processor, and the routines do not round alike. Three decimals do not show it;
the tenth does, and so does a difference of 1e-13. So that a page's numbers do not depend on whose computer
proves them, programs and labs run with the environment given here. What programs print without it is tested
as well (tests/programs/test_other_processors.py).
"""

from __future__ import annotations

import functools

import numpy as np

AVX2 = "X86_V3"                     # NumPy's name for what came with it


@functools.cache
def instruction_sets() -> dict[str, bool]:
    """The instruction sets that NumPy can use beyond the least ones, and whether the processor has them."""
    extensions = np.show_config(mode="dicts")["SIMD Extensions"]
    return (dict.fromkeys(extensions.get("found", []), True)
            | dict.fromkeys(extensions.get("not found", []), False))


def environment() -> dict[str, str]:
    """The environment variables to run programs with; none where the processor has no AVX2.

    For OpenBLAS, which multiplies NumPy's matrices; for NumPy's own functions, which can do without any set;
    and for oneDNN, which multiplies TensorFlow's matrices unless it is switched off.
    """
    if not instruction_sets().get(AVX2):
        return {}
    others = sorted(instruction_sets().keys() - {AVX2})
    return {"OPENBLAS_CORETYPE": "Haswell", "NPY_DISABLE_CPU_FEATURES": " ".join(others),
            "TF_ENABLE_ONEDNN_OPTS": "1", "ONEDNN_MAX_CPU_ISA": "AVX2"}
