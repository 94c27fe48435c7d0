"""What the report says of falsified digits is what was found, of files as they still are."""

import re
import shutil
import sys
from dataclasses import replace

import pytest

from literate import mutation as mutate
from literate import mutation_record as mutations
from literate import report
from literate.claims.reader import parse, read
from literate.findings import ROOT
from literate.labels import labels
from literate.mutation_record import Entry, Summary, checker, recorded, state_of, summary
from literate.programs.program import SNIPPETS, Program, load_program

PAGE = ROOT / "docs" / "ko" / "411.md"
TEXT = '```python title="411_1.py"\n--8<-- "411_1.py"\n```\n\n`lr = 0.01`\n'
PROGRAM = load_program("411_1.py")


@pytest.fixture
def page():
    return parse(TEXT, PAGE)


@pytest.fixture
def entries(page):
    """Entries of the page and its program, as they are."""
    return {"docs/ko/411.md": Entry(state_of(page), "2026-02-03", 20, 17, 2, checker()).sealed(),
            "snippets/411_1.py": Entry(state_of(PROGRAM), "2026-02-01", 10, 10, 0, checker()).sealed()}


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
    assert summary([page], entries) == Summary(30, 27, 2, changed=0, earlier=0, first_day="2026-02-01")


def test_a_changed_page_does_not_count(page, entries):
    assert summary([page.with_text(TEXT.replace("0.01", "0.02"))], entries) == Summary(10, 10, 0, 1, 0, "2026-02-01")


def test_a_page_changes_with_a_program_on_it(page, entries):
    changed = page.with_text(TEXT + "\n```python\nprint(1)\n```\n")
    assert summary([changed], entries).changed == 1


@pytest.mark.parametrize("edited", [dict(digits=21), dict(noticed=18), dict(explained=3), dict(noticed=18, explained=1),
                                    dict(day="2026-11-30"), dict(checker="other"), dict(seal="0" * 16), dict(noticed=21)],
                         ids=str)
def test_an_entry_edited_by_hand_does_not_count(page, entries, edited):
    entries["docs/ko/411.md"] = replace(entries["docs/ko/411.md"], **edited)
    assert not entries["docs/ko/411.md"].is_whole
    assert summary([page], entries) == Summary(10, 10, 0, 1, 0, "2026-02-01")


def test_it_is_known_that_other_code_judged(page, entries):
    for older in (replace(entries["docs/ko/411.md"], checker="other").sealed(),
                  replace(entries["docs/ko/411.md"], checker="", seal="")):         # from before this was recorded
        assert summary([page], entries | {"docs/ko/411.md": older}) == Summary(30, 27, 2, 0, 1, "2026-02-01")


def test_nothing_recorded(page):
    assert summary([page], {}) == Summary(changed=2)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_report_says_what_was_found(page, entries, language, monkeypatch):
    monkeypatch.setattr(mutations, "recorded", lambda: entries)
    said = " ".join(report.falsified([page], labels(language)["report"]))
    for part in ("30", "27", "3", "2026-02-01"):
        assert part in said
    assert re.search("표본|sample", said) is None
    assert "make mutate" in said and re.search("코드|code", said) is None
    older = {name: replace(entry, checker="other").sealed() for name, entry in entries.items()}
    monkeypatch.setattr(mutations, "recorded", lambda: older)
    assert re.search("그때의 코드|code of that day", " ".join(report.falsified([page], labels(language)["report"])))
    monkeypatch.setattr(mutations, "recorded", lambda: {name: entries[name] for name in ["docs/ko/411.md"]})
    assert re.search("표본|sample", " ".join(report.falsified([page], labels(language)["report"])))


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


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_reason_is_written_in_the_report(language):
    assert labels(language)["report"]["reasons"].keys() == set(mutate.SURVIVORS.values())


def test_the_record_is_of_files_that_are_there_and_of_survivors_with_reasons():
    kept = recorded()
    assert kept.keys() <= {path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("docs/*/*.md"), *SNIPPETS.glob("*.py")]}
    assert [name for name, entry in kept.items() if entry.noticed + entry.explained != entry.digits] == []
    assert [name for name, entry in kept.items() if not entry.is_whole] == []


def miscounted(entries):
    """Entries of files as they are, judged by the code as it is, that don't have the digits and reasons that there are."""
    for name, entry in entries.items():
        path = ROOT / name
        file = read(path) if path.suffix == ".md" else load_program(path.name)
        if (entry.state, entry.checker) == (state_of(file), checker()):
            found = list(mutate.page_mutants(file) if path.suffix == ".md" else mutate.program_mutants(file))
            if len(found) != entry.digits or sum(bool(m.reason(file.text)) for m in found) < entry.explained:
                yield name


def test_the_record_has_the_digits_that_there_are():
    assert list(miscounted(recorded())) == []


@pytest.mark.parametrize("change", [dict(digits=1, noticed=1), dict(digits=-1, noticed=-1), dict(noticed=-99, explained=99)])
def test_a_record_of_other_digits_is_noticed(change):
    found = len(list(mutate.page_mutants(read(PAGE))))
    right = Entry(state_of(read(PAGE)), "2026-02-01", found, found, 0, checker())
    wrong = replace(right, **{name: getattr(right, name) + by for name, by in change.items()}).sealed()
    assert wrong.is_whole
    assert (list(miscounted({"docs/ko/411.md": right.sealed()})), list(miscounted({"docs/ko/411.md": wrong}))) == \
        ([], ["docs/ko/411.md"])
