"""A fixed sample of what ``make mutate`` does in full: every falsified digit must be noticed."""

import functools
import random
import subprocess
import sys
from pathlib import Path

import pytest

from literate import mutation
from literate.claims.reader import read_text
from literate.findings import ROOT
from literate.programs.program import SNIPPETS, load_program
from literate.programs.syntax import imports_tensorflow

OF_EACH = 3             # of each kind, in tables and elsewhere, in each edition
PROGRAMS = 4            # these run, with NumPy alone
KINDS = {"output", "formula", "statement", "note", "number", "remark", "quote", "section", "default", "edit",
         "inline", "program"}
IN_TABLES = {"statement", "formula", "note", "number", "remark"}
imports = functools.cache(imports_tensorflow)


@pytest.fixture(scope="module")
def book():
    return mutation.book()


@pytest.fixture(scope="module")
def sorts(book):
    """The book's mutants by edition, kind and whether they are in a table."""
    readings, _ = book
    found = {}
    for path, reading in readings.items():
        for mutant in mutation.page_mutants(reading):
            in_table = reading.page.line_text(mutant.offset).lstrip().startswith("|")
            found.setdefault((path.parent.name, mutant.kind, in_table), []).append(mutant)
    return found


def runs_tensorflow(reading, mutant):
    """Whether it takes a run of TensorFlow to judge the mutant, as `make mutate` does."""
    if mutant.kind not in ("edit", "inline", "default"):
        return False
    return imports(next(claim.program.text for claim in reading.claims if mutation.is_of(claim, mutant)))


def test_a_sample_of_falsified_digits_is_noticed(book, sorts):
    readings, runs = book
    chance = random.Random(4)
    quick = [[m for m in sorts[sort] if not runs_tensorflow(readings[m.path], m)] for sort in sorted(sorts)]
    sample = [m for mutants in quick for m in chance.sample(mutants, min(OF_EACH, len(mutants)))]
    assert len(sample) > 80
    alive = [m for m in mutation.unnoticed(sample, readings, runs) if not m.reason]
    assert [m.describe() for m in alive] == []


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_kind_of_claim_is_falsified(sorts, language):
    there = {(kind, in_table) for edition, kind, in_table in sorts if edition == language}
    assert there >= {(kind, False) for kind in KINDS} | {(kind, True) for kind in IN_TABLES}


def test_a_sample_of_falsified_programs_is_noticed(book):
    readings, runs = book
    shown = {p.path: p for reading in readings.values() for p in reading.programs if p.path.parent == SNIPPETS
             and p.text == load_program(p.name).text and not imports_tensorflow(p.text)}
    mutants = random.Random(4).sample([m for path in sorted(shown)
                                       for m in mutation.program_mutants(shown[path])], PROGRAMS)
    alive = [m.describe() for m in mutation.unnoticed(mutants, readings, runs) if not m.reason]
    assert alive == []


@pytest.mark.rest
@pytest.mark.skipif(not mutation.outcomes().folder.exists(), reason="`make mutate` has left no record")
def test_whatever_has_changed_is_noticed():
    command = [sys.executable, "-m", "literate", "mutate", "--changed"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0, done.stdout[-10_000:]


# --- the falsifying itself ----------------------------------------------------------------------------------


def test_what_readers_do_not_see_and_what_is_free_is_not_falsified():
    text = 'a 1 <!-- 2 --> [b 3](4.md) `5` $6$ 78<!-- = y, epoch 9 --> <b title="0">\n'
    mutants = list(mutation.page_mutants(read_text(text, Path("p.md"))))
    assert [(text[m.offset], m.kind) for m in mutants] == [
        ("5", "quote"), ("6", "formula"), ("7", "number"), ("8", "number"), ("9", "remark")]


def test_a_number_that_nothing_proves_goes_unnoticed():
    """The check must be seen to fail at something."""
    page = read_text("```python\nx = 70\n```\n", Path("p.md"))
    mutants = list(mutation.page_mutants(page))
    assert len(mutants) == 2 and mutation.unnoticed(mutants, {Path("p.md"): page}, {}) == mutants
