"""The command that everything starts with: which Python, the set-up, one clear line for what is wrong."""

import ast
import importlib.metadata
import inspect
import os
import re
import shutil
import subprocess
import sys
import venv
from functools import partial
from pathlib import Path

import pytest
from examples import rows
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import book
from literate import __main__ as commands

ROOT = Path(book.HERE)


class HandedOver(Exception):
    """In the place of the program that book.py becomes."""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A folder that book.py takes for the project, with pins and no .venv."""
    for name in book.PINS:
        (tmp_path / name).write_text(f"# {name}\n")
    environment = tmp_path / ".venv"
    for name, path in {"HERE": tmp_path, "VENV": environment, "PYTHON": environment / "python",
                       "STAMP": environment / "stamp", "LOG": environment / "log"}.items():
        monkeypatch.setattr(book, name, str(path))
    return tmp_path


@pytest.fixture
def steps(project, monkeypatch):
    """The steps that the set-up takes, each of which makes .venv and succeeds, and what book.py becomes."""
    taken = []

    def run(command, hidden=False):
        taken.append(command)
        Path(book.VENV).mkdir(exist_ok=True)
        (project / ".venv" / "python").touch()
        (project / ".venv" / "pyvenv.cfg").write_text("version = 3.12\n")

    def hand_over(python, arguments):
        taken.append([python, *arguments])
        raise HandedOver

    monkeypatch.setattr(book, "run", run)
    monkeypatch.setattr(book, "hand_over", hand_over)
    monkeypatch.setattr(book, "needs_room", lambda: None)
    return taken


def error_of(function, *arguments):
    with pytest.raises(book.Stop) as stop:
        function(*arguments)
    assert "\n" not in str(stop.value)
    return str(stop.value)


def start(*arguments):
    with pytest.raises(HandedOver):
        book.main(list(arguments))


# --- which Python ---


@pytest.mark.parametrize("version, fits", [
    ((2, 7), False), ((3, 10, 13), False), ((3, 11, 0), True), ((3, 13, 5), True), ((3, 14), False)])
def test_a_python_fits_or_a_line_says_which_do(steps, monkeypatch, version, fits):
    monkeypatch.setattr(sys, "version_info", version)
    if fits:
        start("test")
    else:
        said = error_of(book.main, ["test"])
        assert f"Python 3.11 to 3.13, and {sys.executable} is Python {book.dotted(version)}. Install" in said


def test_source_is_readable_to_old_pythons():
    nodes = list(ast.walk(ast.parse((ROOT / "book.py").read_text("ascii"))))
    modern = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.Nonlocal, ast.AsyncFunctionDef, ast.MatMult)
    assert not [node for node in nodes if isinstance(node, modern)]
    assert not [node for node in nodes if any(getattr(node, name, None) for name in (
        "annotation", "returns", "kwonlyargs", "posonlyargs", "cause"))]


# --- the set-up ---


@pytest.mark.parametrize("file, text, state", rows(__file__, "changes"))
def test_a_change_of_what_there_is_or_must_be_is_noticed(project, steps, file, text, state):
    assert book.state() == "missing"
    book.set_up()
    assert book.state() == "ready"
    if text is None:
        (project / file).unlink()
    else:
        (project / file).write_bytes(text.encode())
    assert book.state() == state


def test_set_up_happens_once_and_changed_pins_are_installed_into_what_is_there(project, steps, capsys):
    start("serve", "--port", "8001")
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1 and re.match(r"Setting up the book in \.venv, once: downloads about \d+ MB", *said)
    environment, install, handed = steps
    assert environment[1:] == ["-m", "venv", "--clear", book.VENV]
    assert install[-2:] == ["-r", "requirements.txt"]
    assert handed == [book.PYTHON, "serve", "--port", "8001"]
    steps.clear()
    start("test")
    assert steps == [[book.PYTHON, "test"]] and capsys.readouterr().err == ""
    (project / "requirements.txt").write_text("numpy==1\n")
    start("test")
    assert len(steps) == 3 and steps[1] == install and book.state() == "ready"


@pytest.mark.parametrize("now", ["missing", "outdated"])
def test_interrupted_set_up_is_repeated(project, steps, monkeypatch, now):
    def interrupted(command, hidden=False):
        if "-r" in command:
            raise KeyboardInterrupt
        whole(command)

    whole = book.run
    if now == "outdated":
        book.set_up()
        (project / "requirements.txt").write_text("numpy==1\n")
    with monkeypatch.context() as patch:
        patch.setattr(book, "run", interrupted)
        with pytest.raises(KeyboardInterrupt):
            book.set_up()
    assert book.state() == "missing"
    steps.clear()
    book.set_up()
    assert "venv" in steps[0] and book.state() == "ready"


def test_one_command_sets_up_at_a_time():
    fcntl = pytest.importorskip("fcntl")
    with book.only_one(), open(book.__file__) as other, pytest.raises(BlockingIOError):
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_too_little_room(monkeypatch):
    book.needs_room()
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(9e9, 8e9, 1e9))
    assert "needs 3.2 GB of disk and 1.0 GB are free" in error_of(book.needs_room)


@pytest.mark.parametrize("printed, says", rows(__file__, "failing_steps"))
def test_a_failing_step_stops_with_one_line(project, printed, says):
    """A step that is shown leaves a log; of a hidden one, what it prints is looked at."""
    logged = f"from pathlib import Path; Path({book.LOG!r}).write_text({printed!r}); raise SystemExit(1)"
    Path(book.VENV).mkdir()
    for code, hidden in ((f"print({printed!r}); raise SystemExit(1)", True), (logged, False)):
        assert says in error_of(book.run, [sys.executable, "-c", code], hidden)


def test_a_folder_that_cannot_be_written_is_one_line(project, monkeypatch):
    (project / ".venv").write_text("a file in the folder's place")
    monkeypatch.setattr(book, "needs_room", lambda: None)
    said = error_of(book.main, ["test"])
    assert ".venv" in said and "un the command again" in said


# --- the pins ---


def requirements():
    """The packages that the project chose, for any machine."""
    lines = [line.split(" #")[0].strip() for line in (ROOT / "requirements.txt").open(encoding="utf-8")]
    return [Requirement(line) for line in lines if line and not line.startswith(("#", "-c"))]


def pins():
    """What constraints.txt pins."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    return [Requirement(line) for line in lines if not line.startswith("#")]


def test_every_package_is_pinned_once_and_each_choice_has_its_reason():
    chosen = requirements() + pins()
    assert [str(each) for each in chosen if not re.fullmatch(r"==[\w.]+", str(each.specifier))] == []
    names = [each.name for each in pins()]
    assert names == sorted({canonicalize_name(name) for name in names})
    assert not {canonicalize_name(each.name) for each in requirements()} & set(names)
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if "==" in line and " # " not in line] == []


def test_whatever_the_packages_bring_along_is_pinned():
    pinned = {canonicalize_name(each.name) for each in requirements() + pins()}
    wanted = [each for each in requirements() if not each.marker or each.marker.evaluate()]
    seen = set()
    while wanted:
        each = wanted.pop()
        key = canonicalize_name(each.name), frozenset(each.extras)
        if key not in seen:
            seen.add(key)
            needs = map(Requirement, importlib.metadata.requires(each.name) or [])
            wanted += [need for need in needs if not need.marker
                       or any(need.marker.evaluate({"extra": extra}) for extra in each.extras or {""})]
    assert {name for name, _ in seen} - pinned == set()


# --- the commands ---


@pytest.mark.parametrize("arguments, status, said", rows(__file__, "nothing_to_do"))
def test_commands_that_do_nothing(arguments, status, said, capsys):
    assert commands.main(arguments) == status
    assert said in "".join(capsys.readouterr())


@pytest.mark.parametrize("arguments", [[], ["help"], ["sevre"], ["clean"]])
def test_nothing_is_set_up_for_what_needs_no_packages(steps, arguments):
    start(*arguments)
    assert steps == [[sys.executable, *arguments]]


def test_makefile_has_the_commands_and_takes_the_pythons_that_fit():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert re.search(r"^COMMANDS := (.*)$", makefile, re.MULTILINE)[1].split() == list(commands.COMMANDS)
    assert f"not {book.OLDEST} <= sys.version_info[:2] <= {book.NEWEST}" in makefile


def test_each_command_of_a_module_is_there():
    for _, command in commands.COMMANDS.values():
        if isinstance(command, partial):
            inspect.signature(importlib.import_module(command.args[0]).main).bind([])


def test_clean_leaves_the_environment(tmp_path, monkeypatch):
    monkeypatch.setattr(commands, "ROOT", tmp_path)
    for name in ("site", "dist", ".cache", ".venv", "docs"):
        (tmp_path / name).mkdir()
    commands.main(["clean"])
    assert sorted(os.listdir(tmp_path)) == [".venv", "docs"]


@pytest.mark.parametrize("command, sessions", rows(__file__, "tiers"), ids=str)
def test_tiers(command, sessions, monkeypatch):
    started = []
    monkeypatch.setattr(commands, "in_parallel", list)
    monkeypatch.setattr(commands, "pytest", lambda *options: started.append(list(options)) or len(started))
    assert commands.main(command) == len(sessions)
    assert started == sessions


def test_a_command_runs_in_the_environment_and_ends_as_its_program_does(tmp_path):
    for name in ("book.py", *book.PINS):
        shutil.copy(ROOT / name, tmp_path / name)
    venv.create(tmp_path / ".venv", with_pip=False)
    (tmp_path / "literate").mkdir()
    program = "import sys; print(sys.prefix, sys.argv[1:]); sys.exit(5)\n"
    (tmp_path / "literate" / "__main__.py").write_text(program)
    code = "import book; open(book.STAMP, 'w').write(book.fingerprint())"
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True)
    command = [sys.executable, tmp_path / "book.py", "accept", "a b"]
    ended = subprocess.run(command, capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (5, "")
    assert ended.stdout == f"{tmp_path / '.venv'} ['accept', 'a b']\n"
