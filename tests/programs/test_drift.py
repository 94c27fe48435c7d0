"""On another machine a last digit may honestly differ: that is told apart from a wrong number; here it is not."""

import pytest
from book_maker import output

from literate.programs import drift

PROGRAM = "x = 1.2344\nprint(f'x = {x:.3f}')\nprint(x / 3)\n"


def findings(book, monkeypatch, page, where):
    monkeypatch.setattr(drift, "machine_differences", lambda: where)
    chapter = book.page(book.program("411_1.py", PROGRAM) + "\n" + page)
    from literate.claims.check import check
    runs = book.runs(chapter)
    return [f for claim in chapter.claims for f in check(chapter, claim, runs)]


SHOWN = output("x = 1.235\n0.41146666666669")


def test_a_last_digit_is_drift_elsewhere_and_wrong_here(book, monkeypatch):
    found, = findings(book, monkeypatch, SHOWN, "numpy 2.4.6 → 2.5.0")
    assert found.drift and found.line == 6 and "numpy 2.4.6 → 2.5.0" in str(found) and "+x = 1.234" in str(found)
    (book.folder / "docs" / "411.md").unlink()
    found, = findings(book, monkeypatch, SHOWN, "")
    assert not found.drift


@pytest.mark.parametrize("shown", ["x = 1.237\n0.41146666666666665", "y = 1.235\n0.41146666666666665", "x = 1.235", "x = 1.235\n0.41",
                                   "x = 1.2\n0.41146666666666665"])
def test_a_wrong_number_is_wrong_everywhere(book, monkeypatch, shown):
    found, = findings(book, monkeypatch, output(shown), "numpy 2.4.6 → 2.5.0")
    assert not found.drift


def test_numbers_in_sentences_likewise(book, monkeypatch):
    near, far = "`x = 1.235`", "`x = 1.244`"
    assert [f.drift for f in findings(book, monkeypatch, f"{near} {far}", "Linux x86_64 → Darwin arm64")] == [True, False]


def test_this_machine_is_compared_with_the_pins(monkeypatch):
    drift.machine_differences.cache_clear()
    monkeypatch.setattr(drift, "installed_version", lambda name: "9.9" if name == "numpy" else "")
    monkeypatch.setattr(drift.platform, "system", lambda: "Darwin")
    assert drift.machine_differences().startswith(f"numpy {drift.pinned_versions()['numpy']} → 9.9, Linux x86_64 → Darwin ")
    drift.machine_differences.cache_clear()
