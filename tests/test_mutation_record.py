"""What the report says of falsified digits is what was found, of files as they still are."""

from collections import defaultdict
from dataclasses import replace

import pytest

from literate import mutation
from literate.claims.reader import read_text
from literate.claims.sources import sources
from literate.findings import ROOT
from literate.labels import labels
from literate.mutation import keep_outcome, page_mutants, summary
from literate.programs.history import Run
from literate.programs.program import load_program
from literate.site.report import report

PAGE = ROOT / "docs" / "ko" / "411.md"
TEXT = """```python title="411_1.py"
--8<-- "411_1.py"
```

`lr = 0.01`

`verbose=0` and `verbose=0`
"""
PROGRAM = load_program("411_1.py")


@pytest.fixture
def page(tmp_path, monkeypatch):
    """A page that was not falsified yet; its last digits may go unnoticed, which has a reason."""
    monkeypatch.setenv("LITERATE_CACHE", str(tmp_path))
    return read_text(TEXT, PAGE)


@pytest.fixture
def falsified(page):
    """The page, two of whose fourteen digits went unnoticed, and its program, as if it had one digit."""
    found = list(page_mutants(page))
    keep_outcome(page, found, [found[0], found[-1]])
    keep_outcome(PROGRAM, found[:1], [])
    return page


def counts(page):
    found = summary([page])
    return [found[name] for name in ("digits", "noticed", "left", "explained", "changed")]


def test_a_summary_adds_up(page):
    assert counts(page) == [0, 0, 0, 0, 2]


def test_the_outcome_of_a_file_counts_what_went_unnoticed(falsified):
    assert counts(falsified) == [15, 13, 2, 1, 0]


@pytest.mark.parametrize("text", [TEXT.replace("0.01", "0.02"), TEXT + "\n```python\nprint(1)\n```\n"],
                         ids=["a digit", "a program"])
def test_a_changed_page_does_not_count(falsified, text):
    assert counts(read_text(text, PAGE)) == [1, 1, 0, 0, 1]


def test_a_page_does_not_count_where_its_program_changed(falsified):
    changed = read_text(TEXT, PAGE, lambda name: replace(load_program(name), text=PROGRAM.text + "\n"))
    assert counts(changed) == [0, 0, 0, 0, 2]


def test_what_was_not_falsified_as_it_is_has_changed(falsified):
    other = read_text(TEXT + "more\n", PAGE.with_name("412.md"))
    files = mutation.files_of([falsified, other])
    same, new, program = PAGE, other.page.path, PROGRAM.path
    assert {*mutation.chosen_files(files, [], changed=True)} == {new}
    assert {*mutation.chosen_files(files, [same], changed=False)} == {same}
    assert {*mutation.chosen_files(files, [], changed=False)} == {same, new, program}


# --- the report ---------------------------------------------------------------------------------------------

CHANGED = {"ko": "표본", "en": "sample"}


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_report_says_what_was_found(falsified, language):
    words = labels(language)["report"]

    def said(text):
        page = report([read_text(text, PAGE)], defaultdict(Run), 0, language)
        return page.partition(f"## {words['falsified']}")[2].partition("##")[0]

    day = summary([falsified])["day"]
    assert [part for part in ("15", "13", "2", "1", day, "make mutate") if part not in said(TEXT)] == []
    assert CHANGED[language] not in said(TEXT) and CHANGED[language] in said(TEXT + "more\n")
    assert words["no_mutations"] == said("nothing\n").strip()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_reason_is_written_in_the_report(language):
    assert labels(language)["report"]["reasons"].keys() == sources()["unnoticed"].keys()
