"""Which of a processor's instructions NumPy and TensorFlow compute with: AVX2's, wherever the processor has them.

Both pick their routines by the processor, and the routines do not round alike. Three decimals do not show it; the
tenth does, and so does a difference of 1e-13. So that a page's numbers do not depend on whose computer proves
them, programs and labs run with the settings given here. What programs print without them is tested as well
(tests/test_other_processors.py).
"""

from __future__ import annotations

import functools

import numpy as np

AVX2 = "X86_V3"                     # NumPy's name for what came with it


@functools.cache
def found() -> list[str]:
    """The instruction sets beyond the least ones that NumPy knows to use and the processor has, oldest first."""
    return np.show_config(mode="dicts")["SIMD Extensions"].get("found", [])


def settings() -> dict[str, str]:
    """The environment variables to run programs with; none where the processor has no AVX2.

    For OpenBLAS, which multiplies NumPy's matrices; for NumPy's own functions, which can do without any set that the
    processor has; and for oneDNN, which multiplies TensorFlow's matrices unless it is switched off.
    """
    if AVX2 not in found():
        return {}
    newer = found()[found().index(AVX2) + 1:]
    return {"OPENBLAS_CORETYPE": "Haswell", "NPY_DISABLE_CPU_FEATURES": " ".join(newer),
            "TF_ENABLE_ONEDNN_OPTS": "1", "ONEDNN_MAX_CPU_ISA": "AVX2"}
