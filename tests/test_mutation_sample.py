"""A fixed sample of what ``make mutate`` does in full: every falsified digit must be noticed."""

import random
from dataclasses import replace

import pytest

from literate import mutation as mutate
from literate.programs.program import SNIPPETS, load_program
from literate.programs.syntax import imports_tensorflow

SAMPLE = 400
OF_EACH = 8             # of each kind, in tables and elsewhere, in each edition
PROGRAMS = 16           # these run, with NumPy alone


@pytest.fixture(scope="module")
def book():
    return mutate.book()


def in_table(mutant, chapters):
    return chapters[mutant.path].text.split("\n")[mutant.line - 1].lstrip().startswith("|")


@pytest.fixture(scope="module")
def sample(book):
    """Some mutants of each sort, and others up to SAMPLE; always the same of the same pages."""
    chapters, _ = book
    sorts, rest = {}, []
    for chapter in chapters.values():
        for mutant in mutate.page_mutants(chapter):
            if mutant.kind in ("edit", "inline"):
                program = mutate.claim_at(chapter, mutant.offset).program
                if imports_tensorflow(program.text):
                    continue                    # make mutate runs these
            else:
                rest.append(mutant)
            sort = mutant.path.parent.name, mutant.kind, in_table(mutant, chapters)
            sorts.setdefault(sort, []).append(mutant)
    chance = random.Random(4)
    few = [m for sort in sorted(sorts) for m in chance.sample(sorts[sort], min(OF_EACH, len(sorts[sort])))]
    return list(dict.fromkeys([*few, *chance.sample(rest, SAMPLE)]))[:max(SAMPLE, len(few))]


def test_a_sample_of_falsified_digits_is_noticed(book, sample):
    chapters, runs = book
    alive = [m for m in mutate.survivors_of(sample, chapters, runs) if not m.reason(chapters[m.path].text)]
    assert [m.describe(chapters[m.path].text) for m in alive] == []


def test_the_sample_has_each_kind_of_claim_in_both_editions(book, sample):
    kinds = {"output", "math", "code", "note", "number", "program", "edit", "inline"}
    there = {(m.path.parent.name, m.kind, in_table(m, book[0])) for m in sample}
    assert len(sample) >= SAMPLE
    for language in ("ko", "en"):
        assert there >= {(language, kind, False) for kind in kinds} | {(language, kind, True) for kind in ("code", "math", "note")}


def test_a_sample_of_falsified_programs_is_noticed(book):
    chapters, runs = book
    shown = {p.path: p for chapter in chapters.values() for p in chapter.programs if p.path.parent == SNIPPETS
             and p.text == load_program(p.name).text and not imports_tensorflow(p.text)}
    mutants = random.Random(4).sample([m for path in sorted(shown) for m in mutate.program_mutants(shown[path])], PROGRAMS)
    changed = [replace(shown[m.path], text=m.apply(shown[m.path].text)) for m in mutants]
    runs = runs | mutate.run_mutants(changed, lambda text: None)
    alive = []
    for mutant in mutants:
        program = shown[mutant.path]
        pages = [c for c in chapters.values() if any(p.name == program.name for p in c.programs)]
        if not mutant.reason(program.text) and mutate.survives_in_program(mutant, program, pages, runs):
            alive.append(mutant.describe(program.text))
    assert alive == []


def test_every_kind_of_claim_is_falsified(book):
    chapters, _ = book
    kinds = {m.kind for chapter in chapters.values() for m in mutate.page_mutants(chapter)}
    assert kinds >= {"output", "math", "code", "word", "note", "number", "edit", "inline", "program"}


def test_what_readers_do_not_see_is_not_falsified(book):
    chapters, _ = book
    text = 'a 1 <!-- 2 --> [b 3](4.md) `5` $6$ <b title="7">\n'
    chapter = next(iter(chapters.values())).with_text(text)
    assert [text[m.offset] for m in mutate.page_mutants(chapter)] == ["1", "3", "5", "6"]


def test_a_survivor_is_found():
    """A number that nothing proves: the check must be seen to fail at something."""
    from pathlib import Path

    from literate.claims.reader import parse
    chapter = parse("It is `≈ 7×`<!-- bench: keras_calls --> faster.\n", Path("p.md"))
    mutants = list(mutate.page_mutants(chapter))
    assert len(mutants) == 1 and mutate.survivors_of(mutants, {Path("p.md"): chapter}, {}) == mutants
