"""``make accept`` writes what the runs gave, changes nothing else, and refuses where it cannot know."""

import errno
import functools
import os

import pytest
from book_maker import output
from examples import rows, tables

from literate import accept as module
from literate.accept import accept
from literate.claims.reader import read
from literate.programs import machine
from literate.programs.program import load_program

PROGRAM = tables(__file__)["program"]


def accepted(book, text):
    page = book.page(text)
    return accept(page, book.runs(page))


def shown(book, program, rest):
    return book.program("411_1.py", program) + "\n" + rest


# --- numbers ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("old, new", rows(__file__, "numbers"))
def test_numbers_are_rewritten_to_as_many_digits(book, old, new):
    before = f"머리 ~~말~~\r\n\n{book.program('411_1.py', PROGRAM)}\n오차는 {old} 말입니다.  \n\n\n끝"
    text, refused = accepted(book, before)
    assert (text, refused) == (before.replace(old, new), [])


@pytest.mark.parametrize("old, new", rows(__file__, "particles"))
def test_the_particle_behind_a_new_number_fits_it(book, old, new):
    before = shown(book, "k = 2\n", f"{old} 보입니다.\n")
    text, refused = accepted(book, before)
    assert (text, refused) == (before.replace(old, new), [])
    assert book.findings(book.page(text)) == []


@pytest.mark.parametrize("claim, message", rows(__file__, "ambiguous", "no_value"))
def test_what_is_ambiguous_or_no_value_is_refused(book, claim, message):
    before = shown(book, PROGRAM, f"{claim}\n")
    text, refused = accepted(book, before)
    assert text == before
    assert len(refused) == 1 and message in str(refused[0]) and ":5: " in str(refused[0])


# --- outputs ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("before, after", rows(__file__, "outputs"))
def test_all_but_the_output_stays_byte_for_byte(book, before, after):
    program = "print('a\\n\\nb')\n"
    text, refused = accepted(book, shown(book, program, before))
    assert (text, refused) == (shown(book, program, after), [])
    assert not [f for f in book.findings(book.page(text)) if "prints" in f]


@pytest.mark.parametrize("prints, message", rows(__file__, "no_fence"))
def test_an_output_that_no_fence_can_hold_is_refused(book, prints, message):
    before = shown(book, f"print({prints})\n", output("old"))
    text, refused = accepted(book, before)
    assert text == before
    assert len(refused) == 1 and message in str(refused[0]) and ":5: " in str(refused[0])


def test_a_page_that_is_right_is_left_alone(book):
    before = shown(book, PROGRAM, output("E 3.625") + "\n`E = 3.625`, 3.6<!-- ≈ E -->\n")
    assert accepted(book, before) == (before, [])


@pytest.mark.parametrize("text, message", [
    ("`3.5`\n", ":9: "), ("- `E 3.5`: the error\n", ":9: `E 3.5` quotes no line")])
def test_what_speaks_of_an_accepted_output_and_no_longer_holds_is_reported(book, text, message):
    before = shown(book, PROGRAM, f"{output('E 3.5')}\n{text}")
    after, refused = accepted(book, before)
    assert after == before.replace("\nE 3.5", "\nE 3.625")
    assert len(refused) == 1 and message in str(refused[0])


def test_what_another_machine_rounds_otherwise_is_left_alone(book, monkeypatch):
    monkeypatch.setattr(machine, "differences", lambda: "Linux x86_64 → Darwin arm64")
    numbers = "`x = 1.235`, 1.235<!-- = x -->\n"
    before = shown(book, "x = 1.2344\nprint(f'{x:.3f}')\n", output("1.235") + "\n" + numbers)
    assert accepted(book, before) == (before, [])


# --- files --------------------------------------------------------------------------------------------------


def run_main(book, monkeypatch, *pages, meanwhile=lambda: None):
    """``make accept`` of pages, with the book's cache and programs."""
    class Quick(module.Pool):
        def run(self, programs):
            programs = list(programs)
            meanwhile()
            return super().run(programs)

    loader = functools.partial(load_program, snippets=book.folder / "snippets")
    monkeypatch.setattr(module, "Pool", functools.partial(Quick, book.cache))
    monkeypatch.setattr(module, "read", lambda path: read(path, loader))
    return module.main([str(page) for page in pages])


@pytest.fixture
def two_editions(book):
    """The paths of a page in two editions, both with an old output."""
    fence = book.program("411_1.py", PROGRAM)
    for language, word in (("ko", "오차"), ("en", "error")):
        (book.folder / "docs" / language).mkdir()
        book.page(f"{word}\r\n\n{fence}\n{output('old')}\n`E = 1.00`", f"{language}/411.md")
    return [book.folder / "docs" / language / "411.md" for language in ("ko", "en")]


def test_both_editions_are_written_and_both_changes_shown(book, two_editions, monkeypatch, capsys):
    before = [path.read_bytes() for path in two_editions]
    assert run_main(book, monkeypatch, *two_editions) == 0
    assert [path.read_bytes() for path in two_editions] == \
        [text.replace(b"\nold\n", b"\nE 3.625\n").replace(b"1.00", b"3.62") for text in before]
    said = capsys.readouterr().out
    assert said.count("-old\n+E 3.625\n") == 2 and "2 of 2 pages changed" in said


def test_a_page_that_is_not_utf8_is_left_alone(book, two_editions, monkeypatch, capsys):
    two_editions[0].write_bytes(two_editions[0].read_bytes() + b"\xff")
    before = two_editions[0].read_bytes()
    assert run_main(book, monkeypatch, *two_editions) == 1
    assert two_editions[0].read_bytes() == before and b"E 3.625" in two_editions[1].read_bytes()
    assert "ufffd" in capsys.readouterr().out


def test_a_page_that_was_saved_meanwhile_is_left_alone(book, two_editions, monkeypatch, capsys):
    saved = two_editions[0].read_bytes() + b"\nmore"
    assert run_main(book, monkeypatch, *two_editions,
                    meanwhile=lambda: two_editions[0].write_bytes(saved)) == 1
    assert two_editions[0].read_bytes() == saved and b"E 3.625" in two_editions[1].read_bytes()
    assert "changed while its programs ran" in capsys.readouterr().out


def test_a_page_that_is_not_there_is_said(book, two_editions, monkeypatch, capsys):
    assert run_main(book, monkeypatch, book.folder / "docs" / "no.md", two_editions[1]) == 1
    assert "there is no such page" in capsys.readouterr().out and b"E 3.625" in two_editions[1].read_bytes()


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()],
                         ids=repr)
def test_a_write_that_fails_leaves_the_page_whole(book, monkeypatch, error):
    page = book.page("old")

    def fail(source, target):
        raise error

    monkeypatch.setattr(os, "replace", fail)
    if isinstance(error, OSError):
        assert "No space left on device" in str(module.replace_page(page, "new"))
    else:
        with pytest.raises(KeyboardInterrupt):
            module.replace_page(page, "new")
    assert page.page.path.read_text() == "old"
    assert [p.name for p in page.page.path.parent.iterdir()] == ["411.md"]


def test_a_full_disk_is_said(book, two_editions, monkeypatch, capsys):
    before = two_editions[0].read_bytes()
    book.runs(read(two_editions[0], functools.partial(load_program, snippets=book.folder / "snippets")))
    monkeypatch.setattr(module, "write_whole",
                        lambda *given: (_ for _ in ()).throw(OSError(errno.ENOSPC, "No space left")))
    assert run_main(book, monkeypatch, *two_editions) == 1
    assert two_editions[0].read_bytes() == before
    assert "No space left" in capsys.readouterr().out


def test_a_link_to_a_page_stays_a_link(book):
    page = book.page("old")
    link = page.page.path.with_name("412.md")
    link.symlink_to(page.page.path)
    assert module.replace_page(read(link), "new") is None
    assert link.is_symlink() and page.page.path.read_text() == "new"
