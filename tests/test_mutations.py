"""What the report says of falsified digits is what was found, of files as they still are."""

import shutil
import sys

import pytest

from literate import mutate, mutations, report
from literate.chapter import ROOT, SNIPPETS, Program, load_program, parse
from literate.mutations import Entry, Summary, recorded, state_of, summary

PAGE = ROOT / "docs" / "ko" / "411.md"
TEXT = '```python title="411_1.py"\n--8<-- "411_1.py"\n```\n\n`lr = 0.01`\n'
PROGRAM = load_program("411_1.py")


@pytest.fixture
def page():
    return parse(TEXT, PAGE)


@pytest.fixture
def entries(page):
    """Entries of the page and its program, as they are."""
    return {"docs/ko/411.md": Entry(state_of(page), "2026-02-03", 20, 17, 2),
            "snippets/411_1.py": Entry(state_of(PROGRAM), "2026-02-01", 10, 10, 0)}


def test_what_is_recorded_is_read_back(entries, tmp_path):
    mutations.record(entries, tmp_path / "kept.json")
    assert recorded(tmp_path / "kept.json") == entries


def test_a_later_run_of_some_files_keeps_the_others(entries, tmp_path):
    mutations.record(entries, tmp_path / "kept.json")
    again = {"docs/ko/411.md": Entry("other", "2026-03-01", 5, 5, 0)}
    mutations.record(again, tmp_path / "kept.json")
    assert recorded(tmp_path / "kept.json") == entries | again


def test_files_that_are_gone_are_dropped(entries, tmp_path):
    mutations.record(entries | {"docs/ko/gone.md": Entry("", "", 1, 1, 0)}, tmp_path / "kept.json")
    assert recorded(tmp_path / "kept.json") == entries


def test_a_summary_adds_up(page, entries):
    assert summary([page], entries) == Summary(30, 27, 2, changed=0, first_day="2026-02-01")


def test_a_changed_page_does_not_count(page, entries):
    assert summary([page.with_text(TEXT.replace("0.01", "0.02"))], entries) == Summary(10, 10, 0, 1, "2026-02-01")


def test_a_page_changes_with_a_program_on_it(page, entries):
    changed = page.with_text(TEXT + "\n```python\nprint(1)\n```\n")
    assert summary([changed], entries).changed == 1


def test_nothing_recorded(page):
    assert summary([page], {}) == Summary(changed=2)


@pytest.mark.parametrize("language", report.LABELS)
def test_the_report_says_what_was_found(page, entries, language, monkeypatch):
    monkeypatch.setattr(mutations, "recorded", lambda: entries)
    said = " ".join(report.falsified([page], report.LABELS[language]))
    for part in ("30", "27", "3", "2026-02-01"):
        assert part in said
    assert "make test" not in said
    monkeypatch.setattr(mutations, "recorded", lambda: {name: entries[name] for name in ["docs/ko/411.md"]})
    assert "make test" in " ".join(report.falsified([page], report.LABELS[language]))


def test_the_outcome_of_a_file_counts_its_survivors(page):
    page = page.with_text(TEXT + "\n`≈ 50×`<!-- bench: keras_calls -->\n")
    found = list(mutate.page_mutants(page))
    alive = [(mutant, page.text) for mutant in (found[0], found[-1])]           # the latter has a reason
    entry = mutate.outcome({PAGE: page}, found, alive)["docs/ko/411.md"]
    assert (entry.digits, entry.noticed, entry.explained) == (len(found), len(found) - 2, 1)
    assert entry.state == state_of(page)


@pytest.mark.skipif(not shutil.which("false"), reason="needs a program that ends at once")
def test_a_program_that_could_not_be_run_is_no_mutant_that_was_noticed(monkeypatch):
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    with pytest.raises(SystemExit, match="could not be run"):
        mutate.run_mutants([Program("a.py", "print(1)\n", ROOT / "a.py")], print)


@pytest.mark.parametrize("language", report.LABELS)
def test_every_reason_is_written_in_the_report(language):
    assert report.LABELS[language]["reasons"].keys() == set(mutate.SURVIVORS.values())


def test_the_record_is_of_files_that_are_there_and_of_survivors_with_reasons():
    kept = recorded()
    assert kept.keys() <= {path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("docs/*/*.md"), *SNIPPETS.glob("*.py")]}
    assert [name for name, entry in kept.items() if entry.noticed + entry.explained != entry.digits] == []
