"""On another machine a last digit may honestly differ: that is told apart from a wrong number."""

import re

import pytest
from examples import rows

from literate.programs import drift, machine

LINE = "x = 1.234 and 0.41146666666666665"


@pytest.mark.parametrize("shown, agree", rows(__file__, "lines"))
def test_lines_agree_but_for_the_last_digit(shown, agree):
    assert drift.lines_agree(shown, LINE) == agree


@pytest.mark.parametrize("a, b, agree", rows(__file__, "numbers"))
def test_numbers_agree_but_for_the_last_digit(a, b, agree):
    assert drift.numbers_agree(a, b) == drift.numbers_agree(b, a) == agree


@pytest.fixture
def forget():
    """The machine is looked at anew, and again when the test is over."""
    machine.differences.cache_clear()
    yield
    machine.differences.cache_clear()


def test_this_machine_is_compared_with_the_pins(monkeypatch, forget):
    monkeypatch.setattr(machine, "installed_version", lambda name: "9.9" if name == "numpy" else "")
    monkeypatch.setattr(machine.platform, "system", lambda: "Darwin")
    assert re.match(r"numpy [\d.]+ → 9.9, Linux x86_64 → Darwin ", machine.differences())


def test_a_processor_without_avx2_is_another_machine(monkeypatch, forget):
    monkeypatch.setattr(machine, "instruction_sets", dict)
    assert machine.differences().endswith("AVX2 → a processor without it")
