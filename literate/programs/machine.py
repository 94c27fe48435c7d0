"""The machine and the versions that programs run with, and in what they differ from those of the pages.

NumPy and TensorFlow pick their routines by the processor, and the routines do not round alike. Three decimals
do not show it; the tenth does, and so does a difference of 1e-13. So that a page's numbers do not depend on
whose computer proves them, programs and labs compute with AVX2's instructions, if the processor has them.
What programs print without them is tested as well (tests/programs/test_other_processors.py).
"""

import contextlib
import functools
import importlib.metadata
import platform
import re
from collections.abc import Iterator, Set

import numpy as np

from literate.cache import fingerprint
from literate.findings import ROOT
from literate.programs.program import Program
from literate.programs.syntax import TENSORFLOW, imported_packages

AVX2 = "X86_V3"                     # NumPy's name for what came with it
PIN = re.compile(r"^(numpy|tensorflow|keras|matplotlib)(?:-cpu)?==([\w.]+)", re.M)


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


@functools.cache
def installed_version(distribution: str) -> str:
    """The installed version of a distribution, or of its build for CPUs alone; "" where there is none."""
    for name in (distribution, f"{distribution}-cpu"):
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            return importlib.metadata.version(name)
    return ""


@functools.cache
def differences() -> str:
    """In what this machine differs from the one that the pages speak of; "" where it does not."""
    pins = PIN.findall((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    different = [f"{name} {pinned} → {installed_version(name)}" for name, pinned in pins
                 if installed_version(name) not in ("", pinned)]
    here = f"{platform.system()} {platform.machine()}"
    if here != "Linux x86_64":
        different.append(f"Linux x86_64 → {here}")
    elif not environment():
        different.append("AVX2 → a processor without it")
    return ", ".join(different)


def run_key(program: Program) -> str:
    """What a program's run depends on: its text, the name of its file or page, and all beside it."""
    name = program.name.partition(":")[0]       # without the line of a fence
    return "\0".join([program.text, name, *surroundings(imported_packages(program.text))])


def surroundings(imported: Set[str]) -> Iterator[str]:
    """What the run of a program depends on beside it: the recorder's code, the versions of what it imports,
    the processor.
    """
    yield from (fingerprint("programs"), platform.python_version(), platform.system(), platform.machine())
    distributions = {"numpy", *imported} | (TENSORFLOW if TENSORFLOW & imported else set())
    yield from (f"{distribution} {installed_version(distribution)}" for distribution in sorted(distributions))
    yield from (f"{name}={value}" for name, value in environment().items())
