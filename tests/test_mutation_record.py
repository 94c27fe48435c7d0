"""What the report says of falsified digits is what was found, of files as they still are."""

from dataclasses import replace

import pytest

from literate import mutation, report
from literate.claims.reader import read_text
from literate.claims.sources import sources
from literate.findings import ROOT
from literate.labels import labels
from literate.mutation import Entry, load_record, save_record, state_of, summary
from literate.programs.program import SNIPPETS, load_program

PAGE = ROOT / "docs" / "ko" / "411.md"
TEXT = '```python title="411_1.py"\n--8<-- "411_1.py"\n```\n\n`lr = 0.01`\n'
PROGRAM = load_program("411_1.py")


@pytest.fixture
def page():
    return read_text(TEXT, PAGE)


@pytest.fixture
def entries(page):
    """Entries of the page and its program, as they are."""
    return {"docs/ko/411.md": Entry(state_of(page), "2026-02-03", 20, 17, 2),
            "snippets/411_1.py": Entry(state_of(PROGRAM), "2026-02-01", 10, 10, 0)}


OTHER = {"docs/ko/411.md": Entry("other", "2026-03-01", 5, 5, 0)}
GONE = {"docs/ko/gone.md": Entry("", "", 1, 1, 0)}


@pytest.mark.parametrize("later, left", [({}, {}), (OTHER, OTHER), (GONE, {})],
                         ids=["the same", "another run", "a page gone"])
def test_what_is_recorded_is_read_back_with_later_runs_and_without_files_that_are_gone(entries, tmp_path,
                                                                                       later, left):
    path = tmp_path / "cache" / "record.json"
    assert load_record(path) == {}
    save_record(entries, path)
    save_record(later, path)
    assert load_record(path) == entries | left


NONE = Entry("", "", 0, 0, 0)
PROGRAM_ALONE = Entry("", "2026-02-01", 10, 10, 0)


def test_a_summary_adds_up(page, entries):
    assert summary([page], entries) == (Entry("", "2026-02-01", 30, 27, 2), 0)
    assert summary([page], {}) == (NONE, 2)


@pytest.mark.parametrize("text", [TEXT.replace("0.01", "0.02"), TEXT + "\n```python\nprint(1)\n```\n"],
                         ids=["a digit", "a program"])
def test_a_changed_page_does_not_count(entries, text):
    assert summary([read_text(text, PAGE)], entries) == (PROGRAM_ALONE, 1)


def test_a_page_does_not_count_where_its_program_changed(page, entries):
    changed = read_text(TEXT, PAGE, lambda name: replace(load_program(name), text=PROGRAM.text + "\n"))
    assert summary([changed], entries) == (NONE, 2)


def test_what_the_record_has_not_as_it_is_has_changed(tmp_path, monkeypatch):
    monkeypatch.setattr(mutation, "record_path", lambda: tmp_path / "record.json")
    files = {SNIPPETS / name: load_program(name) for name in ("411_1.py", "412_1.py", "413_1.py")}
    same, other, new = files
    entry = Entry(state_of(files[same]), "2026-02-03", 1, 1, 0)
    save_record({"snippets/411_1.py": entry, "snippets/412_1.py": replace(entry, state="other")})
    assert {*mutation.chosen_files(files, [], changed=True)} == {other, new}
    assert {*mutation.chosen_files(files, [other], changed=False)} == {other}
    assert {*mutation.chosen_files(files, [], changed=False)} == {same, other, new}


def test_the_outcome_of_a_file_counts_what_went_unnoticed():
    page = read_text(TEXT + "\n50<!-- ≈ bench keras_calls --> times.\n", PAGE)
    found = list(mutation.page_mutants(page))
    alive = [found[0], found[-1]]       # the latter has a reason
    entry = mutation.entries({PAGE: page}, found, alive)["docs/ko/411.md"]
    assert entry == Entry(state_of(page), entry.day, len(found), len(found) - 2, 1)


# --- the report ---------------------------------------------------------------------------------------------

FOUND = ["30", "27", "3", "2026-02-01", "make mutate"]
CHANGED = {"ko": "표본", "en": "sample"}


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("names, parts, changed", [
    (["docs/ko/411.md", "snippets/411_1.py"], FOUND, False),
    (["docs/ko/411.md"], ["20", "17", "2026-02-03"], True), ([], ["make mutate"], False)],
    ids=["all", "a page alone", "nothing"])
def test_the_report_says_what_was_found(page, entries, language, monkeypatch, names, parts, changed):
    monkeypatch.setattr(mutation, "load_record", lambda: {name: entries[name] for name in names})
    said = " ".join(report.falsified([page], labels(language)["report"]))
    assert [part for part in parts if part not in said] == []
    assert (CHANGED[language] in said) == changed


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_reason_is_written_in_the_report(language):
    assert labels(language)["report"]["reasons"].keys() == sources()["unnoticed"].keys()
