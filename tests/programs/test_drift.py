"""On another machine a last digit may honestly differ: that is told apart from a wrong number."""

import pytest

from literate.programs import drift

LINE = "x = 1.234 and 0.41146666666666665"


@pytest.mark.parametrize("shown, agree", [
    (LINE, True), ("x = 1.235 and 0.41146666666666669", True), ("x = 1.234  and 0.411466666667", True),
    ("x = 1.236 and 0.41146666666666665", False), ("y = 1.234 and 0.41146666666666665", False),
    ("x = 1.234", False), ("x = 1.234 and 0.41", False), ("x = 1.2 and 0.41146666666666665", False),
    ("x = 1.234 and 0.41147", False), ("x = 1.234 and 0.411468", False),
    ("x = -1.234 and 0.41146666666666665", False),
])
def test_lines_agree_but_for_the_last_digit(shown, agree):
    assert drift.lines_agree(shown, LINE) == agree


@pytest.mark.parametrize("a, b, agree", [
    ("1e-13", "2e-13", True), ("1e-13", "3e-13", False), ("1.5e-13", "1.5e-12", False),
    ("7", "8", True), ("7", "9", False),
    ("-0.001", "0.000", True), ("1234.5678", "1234.5679", True), ("1234.56789", "1234.5778", False),
])
def test_numbers_agree_but_for_the_last_digit(a, b, agree):
    assert drift.numbers_agree(a, b) == drift.numbers_agree(b, a) == agree


@pytest.fixture
def forget():
    """The machine is looked at anew, and again when the test is over."""
    drift.machine_differences.cache_clear()
    yield
    drift.machine_differences.cache_clear()


def test_this_machine_is_compared_with_the_pins(monkeypatch, forget):
    monkeypatch.setattr(drift, "installed_version", lambda name: "9.9" if name == "numpy" else "")
    monkeypatch.setattr(drift.platform, "system", lambda: "Darwin")
    assert drift.machine_differences().startswith(
        f"numpy {drift.pinned_versions()['numpy']} → 9.9, Linux x86_64 → Darwin ")


def test_a_processor_without_avx2_is_another_machine(monkeypatch, forget):
    monkeypatch.setattr(drift.instruction_set, "instruction_sets", dict)
    assert drift.machine_differences().endswith("AVX2 → a processor without it")
