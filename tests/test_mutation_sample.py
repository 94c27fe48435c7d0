"""A fixed sample of what ``make mutate`` does in full: every falsified digit must be noticed."""

import random

import pytest

from literate import mutate

SAMPLE = 400


@pytest.fixture(scope="module")
def book():
    return mutate.book()


def test_a_sample_of_falsified_digits_is_noticed(book):
    chapters, runs = book
    every = [m for chapter in chapters.values() for m in mutate.page_mutants(chapter)
             if m.kind not in ("edit", "inline")]       # those would run programs; make mutate does
    sample = random.Random(4).sample(every, SAMPLE)
    alive = [m for m in mutate.survivors_of(sample, chapters, runs) if not m.reason(chapters[m.path].text)]
    assert [m.describe(chapters[m.path].text) for m in alive] == []


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
    from literate.chapter import parse
    chapter = parse("```bash { .illustration reason=\"no run\" }\nls 7\n```\n", Path("p.md"))
    mutants = list(mutate.page_mutants(chapter))
    assert len(mutants) == 1 and mutate.survivors_of(mutants, {Path("p.md"): chapter}, {}) == mutants
