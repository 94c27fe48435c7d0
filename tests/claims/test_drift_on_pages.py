"""On another machine a last digit on a page may honestly differ: that is told apart from a wrong number."""

import pytest
from book_maker import output

from literate.claims.proof import findings_of
from literate.programs import machine

PROGRAM = "x = 1.2344\nprint(f'x = {x:.3f}')\nprint(x / 3)\n"
SHOWN = output("x = 1.235\n0.41146666666669")


@pytest.fixture
def findings(book, monkeypatch):
    """What is wrong with a page about PROGRAM on a machine with some difference, or none."""
    def findings(page, difference):
        monkeypatch.setattr(machine, "differences", lambda: difference)
        reading = book.page(book.program("411_1.py", PROGRAM) + "\n" + page)
        return findings_of(reading, reading.claims, book.runs(reading))
    return findings


def test_a_last_digit_is_drift_elsewhere_and_wrong_here(findings):
    found, = findings(SHOWN, "numpy 2.4.6 → 2.5.0")
    assert found.drift and found.line == 6
    assert "numpy 2.4.6 → 2.5.0" in str(found) and "+x = 1.234" in str(found)
    found, = findings(SHOWN, "")
    assert not found.drift


@pytest.mark.parametrize("shown", [
    "x = 1.237\n0.41146666666666665", "y = 1.235\n0.41146666666666665", "x = 1.235", "x = 1.235\n0.41",
    "x = 1.2\n0.41146666666666665"])
def test_a_wrong_number_is_wrong_everywhere(findings, shown):
    found, = findings(output(shown), "numpy 2.4.6 → 2.5.0")
    assert not found.drift


def test_numbers_in_sentences_likewise(findings):
    page = "`x = 1.235` `x = 1.244` 1.235<!-- = x --> 1.244<!-- = x -->"
    found = findings(page, "Linux x86_64 → Darwin arm64")
    assert [finding.drift for finding in found] == [True, False, True, False]
