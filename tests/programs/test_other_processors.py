"""What programs print and draw does not depend on the processor: not in a proof, for readers not in what is
shown.

Another processor is one whose newer instructions the libraries are told not to use.
"""

import pytest
import training_loops

from literate.programs import machine
from literate.programs.program import SNIPPETS, Program, load_program
from literate.programs.run import Pool

OLDER = {"OPENBLAS_CORETYPE": "Nehalem", "ONEDNN_MAX_CPU_ISA": "SSE41",
         "NPY_DISABLE_CPU_FEATURES": " ".join(machine.instruction_sets())}
READERS = {
    "as the libraries choose": {},
    "without AVX": OLDER,
    "without oneDNN": {"TF_ENABLE_ONEDNN_OPTS": "0"},
}
# What of OpenBLAS, NumPy and oneDNN a program was given.
CHOSEN = """import os
import numpy as np
print(os.environ.get('OPENBLAS_CORETYPE'), os.environ.get('TF_ENABLE_ONEDNN_OPTS'))
print(np.show_config(mode='dicts')['SIMD Extensions']['found'])
"""
needs_avx2 = pytest.mark.skipif(not machine.environment(), reason="the processor has no AVX2")


@pytest.fixture
def forget(monkeypatch):
    """Sets variables of the environment, those of the processor's settings first removed."""
    def become(environment):
        for name in machine.environment() | OLDER:
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
    return become


@pytest.mark.rest
@needs_avx2
@pytest.mark.parametrize("reader", READERS)
def test_programs_print_and_draw_the_same_for_readers(reader, forget, monkeypatch, tmp_path):
    files = [load_program(path.name) for path in sorted(SNIPPETS.glob("*.py"))]
    proven = Pool().run(files)
    forget(READERS[reader])
    monkeypatch.setattr(machine, "environment", dict)
    runs = Pool(tmp_path).run(files)
    assert [p.name for p in files if (runs[p.text].stdout, runs[p.text].figures)
            != (proven[p.text].stdout, proven[p.text].figures)] == []


@pytest.mark.rest
@needs_avx2
def test_the_tenth_decimal_may_be_another_as_the_page_says(forget, monkeypatch, tmp_path):
    program, = (each for chapter in training_loops.pages()[0] for each in chapter.programs
                if "tensorflow" in each.text and "{:.10f}" in each.text and "float64" not in each.text)
    proven = training_loops.pages()[1][program.text]
    forget(READERS["without oneDNN"])
    monkeypatch.setattr(machine, "environment", dict)
    run = Pool(tmp_path).run([program])[program.text]
    assert run.stdout != proven.stdout
    assert run.last("W") == pytest.approx(proven.last("W"), abs=1e-5)


@needs_avx2
@pytest.mark.parametrize("reader", READERS)
def test_a_proof_computes_with_avx2_whatever_is_set(reader, forget, tmp_path):
    forget(READERS[reader])
    program = Program("chosen.py", CHOSEN, tmp_path / "chosen.py")
    assert Pool(tmp_path).run([program])[CHOSEN].stdout == "Haswell 1\n['X86_V3']\n"
