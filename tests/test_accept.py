"""``make accept`` writes what the runs gave, changes nothing else, and refuses where it cannot know."""

import errno
import functools
import os

import pytest
from book_maker import FENCE, output

from literate import accept as module
from literate.accept import accept
from literate.claims import reader as chapter
from literate.programs import drift
from literate.programs.program import load_program

PROGRAM = "import numpy as np\nW = np.array([[3, 5], [4, 6]])\nfor epoch in range(2):\n    E = 7.25 / (epoch + 1)\nprint('E', E)\n"


def accepted(book, text):
    page = book.page(text)
    return accept(page, book.runs(page))


@pytest.mark.parametrize("old, new", [
    ("`E = 3.10`", "`E = 3.62`"), ("`epoch 0: E = 1.0`", "`epoch 0: E = 7.2`"), ("`W[0,1] = 4`", "`W[0,1] = 5`"),
    ("`2 * 3 = 7`", "`2 * 3 = 6`"), ("`E = 1.00e-01`", "`E = 3.62e+00`"),
    (r"$W = \begin{bmatrix} 3 & 5 \\ 4 & 7 \end{bmatrix}$", r"$W = \begin{bmatrix} 3 & 5 \\ 4 & 6 \end{bmatrix}$"),
])
def test_numbers_are_rewritten_to_as_many_digits(book, old, new):
    before = f"머리 ~~말~~\r\n\n{book.program('411_1.py', PROGRAM)}\n오차는 {old}입니다.  \n\n\n끝"
    text, refused = accepted(book, before)
    assert (text, refused) == (before.replace(old, new), [])


@pytest.mark.parametrize("claim, message", [
    ("`2 * 3 = 7 = 6`", "more than one side"), ("`E = 3`", "which is no integer"), ("`E = Q = 1`", "Q has no value"),
    ("`1 = 2`", "more than one side"), ("`Q = 1.0`", "Q has no value"), ("`E < 1.0`", "no digits would make it hold"),
    (r"$W \leftarrow W - W = \begin{bmatrix} 1 & 0 \\ 0 & 0 \end{bmatrix}$", "no digits would make it hold"),   # it never happens
    (r"$W = \begin{bmatrix} 3 & 5 \end{bmatrix}$", "2 numbers are shown and there are 4"),
])
def test_what_is_ambiguous_is_refused(book, claim, message):
    before = f"{book.program('411_1.py', PROGRAM)}\n{claim}\n"
    text, refused = accepted(book, before)
    assert text == before
    assert len(refused) == 1 and message in str(refused[0]) and ":5: " in str(refused[0])


def test_outputs_keep_their_indentation_and_line_ends(book):
    before = book.program("411_1.py", PROGRAM) + f"\n1. item\n\n    {FENCE}output\r\n    old\r\n    {FENCE}\r\nend"
    text, refused = accepted(book, before)
    assert (text, refused) == (before.replace("    old\r\n", "    E 3.625\r\n"), [])


def test_a_page_that_is_right_is_left_alone(book):
    before = book.program("411_1.py", PROGRAM) + "\n" + output("E 3.625") + "\n`E = 3.625`\n"
    assert accepted(book, before) == (before, [])


def test_an_interrupted_write_leaves_the_page_whole(book, monkeypatch):
    page = book.page("old")

    def interrupted(source, target):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        module.replace_file(page.path, "new")
    assert page.path.read_text() == "old"
    assert [p.name for p in page.path.parent.iterdir()] == ["411.md"]


def shown(book, program, fence):
    return book.program("411_1.py", program) + "\n" + fence


@pytest.mark.parametrize("before, after", [
    (f"- {FENCE}output\n  old\n  {FENCE}\n", f"- {FENCE}output\n  a\n\n  b\n  {FENCE}\n"),
    (f"1. {FENCE}output\n   old\n   {FENCE}\n", f"1. {FENCE}output\n   a\n\n   b\n   {FENCE}\n"),
    (f"> {FENCE}output\n> old\n> {FENCE}\n", f"> {FENCE}output\n> a\n>\n> b\n> {FENCE}\n"),
    (f"{FENCE}output\nold\n{FENCE}", f"{FENCE}output\na\n\nb\n{FENCE}"),
    (f"{FENCE}output\n{FENCE}\n", f"{FENCE}output\na\n\nb\n{FENCE}\n"),
    (f"{FENCE}output\r\nold\r\n{FENCE}\r\nend \t", f"{FENCE}output\r\na\r\n\r\nb\r\n{FENCE}\r\nend \t"),
    (f"~~~~output\nold\n~~~~\n\x0c", f"~~~~output\na\n\nb\n~~~~\n\x0c"),
])
def test_all_but_the_output_stays_byte_for_byte(book, before, after):
    program = "print('a\\n\\nb')\n"
    page = book.page(shown(book, program, before))
    text, refused = accept(page, book.runs(page))
    assert (text, refused) == (shown(book, program, after), [])
    assert not [f for f in book.findings(book.page(text)) if "prints" in f]


@pytest.mark.parametrize("prints, message", [
    ("'```'", "would end its fence"), ("'    ```'", "would end its fence"), ("'a\\n...\\nb'", "`...`"), ("'a\\x1b[0m'", "U+001B"),
    ("'\\u200b'", "U+200B")])
def test_an_output_that_no_fence_can_hold_is_refused(book, prints, message):
    before = shown(book, f"print({prints})\n", output("old"))
    text, refused = accepted(book, before)
    assert text == before
    assert len(refused) == 1 and message in str(refused[0]) and ":5: " in str(refused[0])


@pytest.mark.parametrize("claim", ["`E != 3.625`", "`E > 4.0`", "`m = 0.8`<!-- usual -->", "`≈ 50×`<!-- bench: nothing -->",
                                   "`E = 3.1`<!-- usual -->", "`lr = 0.02`<!-- usual -->", "`SGD(momentum=0.5)`", "`7.5`", "`max|411_1.py - 411_1.py| < 1e-06`"])
def test_what_states_something_else_than_a_value_is_refused(book, claim):
    before = f"{book.program('411_1.py', PROGRAM + 'lr = 0.01')}\n{claim}\n"
    text, refused = accepted(book, before)
    assert text == before
    assert len(refused) == 1 and ":5: " in str(refused[0])


def test_a_value_that_is_no_number_is_refused(book):
    before = shown(book, "x = float('inf')\n", "`x = 1.0`\n")
    assert accepted(book, before)[0] == before and "no digits" in str(accepted(book, before)[1][0])


def test_nothing_is_written_as_minus_zero(book):
    assert "`x = 0.00`" in accepted(book, shown(book, "x = -0.0001\n", "`x = 1.00`\n"))[0]


def test_a_number_that_an_accepted_output_no_longer_has_is_reported(book):
    before = shown(book, PROGRAM, f"{output('E 3.5')}\n`3.5`\n")
    text, refused = accepted(book, before)
    assert text == before.replace("E 3.5", "E 3.625")
    assert len(refused) == 1 and ":9: " in str(refused[0])


def test_a_note_that_quotes_a_line_no_longer_there_is_reported(book):
    before = shown(book, PROGRAM, f"{output('E 3.5')}\n- `E 3.5`: the error\n")
    text, refused = accepted(book, before)
    assert text == before.replace("\nE 3.5", "\nE 3.625")
    assert len(refused) == 1 and ":9: `E 3.5` quotes no line" in str(refused[0])


def test_what_another_machine_rounds_otherwise_is_left_alone(book, monkeypatch):
    monkeypatch.setattr(drift, "machine_differences", lambda: "Linux x86_64 → Darwin arm64")
    before = shown(book, "x = 1.2344\nprint(f'{x:.3f}')\n", output("1.235") + "\n`x = 1.235`\n")
    assert accepted(book, before) == (before, [])


def run_main(book, monkeypatch, *pages, meanwhile=lambda: None):
    """``make accept`` of pages, with the book's cache and programs."""
    class Quick(module.Pool):
        def run(self, programs):
            programs = list(programs)
            meanwhile()
            return super().run(programs)

    monkeypatch.setattr(module, "Cache", lambda: book.cache)
    monkeypatch.setattr(module, "Pool", Quick)
    loader = functools.partial(load_program, snippets=book.folder / "snippets")
    monkeypatch.setattr(module, "read", lambda path: chapter.read(path, loader))
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
    assert "the page is not UTF-8" in capsys.readouterr().out


def test_a_page_that_was_saved_meanwhile_is_left_alone(book, two_editions, monkeypatch, capsys):
    saved = two_editions[0].read_bytes() + b"\nmore"
    assert run_main(book, monkeypatch, *two_editions, meanwhile=lambda: two_editions[0].write_bytes(saved)) == 1
    assert two_editions[0].read_bytes() == saved and b"E 3.625" in two_editions[1].read_bytes()
    assert "changed while its programs ran" in capsys.readouterr().out


def test_a_page_that_is_not_there_is_said(book, two_editions, monkeypatch, capsys):
    assert run_main(book, monkeypatch, book.folder / "docs" / "no.md", two_editions[1]) == 1
    assert "there is no such page" in capsys.readouterr().out and b"E 3.625" in two_editions[1].read_bytes()


def test_a_disk_that_is_full_leaves_the_page_whole(book, two_editions, monkeypatch, capsys):
    before = two_editions[0].read_bytes()

    def full(source, target):
        raise OSError(errno.ENOSPC, "No space left on device")

    runs = book.runs(chapter.read(two_editions[0], functools.partial(load_program, snippets=book.folder / "snippets")))
    assert runs
    monkeypatch.setattr(os, "replace", full)
    assert run_main(book, monkeypatch, *two_editions) == 1
    assert two_editions[0].read_bytes() == before
    assert [p.name for p in two_editions[0].parent.iterdir()] == ["411.md"]
    assert "No space left on device" in capsys.readouterr().out


def test_a_link_to_a_page_stays_a_link(book, tmp_path):
    page = book.page("old")
    link = page.path.with_name("412.md")
    link.symlink_to(page.path)
    module.replace_file(link, "new")
    assert link.is_symlink() and page.path.read_text() == "new"
