"""The command that everything starts with: which Python, the set-up, one clear line for what is wrong."""

import ast
import io
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

import book

ROOT = Path(book.HERE)


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A folder that book.py takes for the project, with pins and no .venv."""
    for name in book.PINS:
        (tmp_path / name).write_text(f"# {name}\n")
    monkeypatch.setattr(book, "HERE", str(tmp_path))
    monkeypatch.setattr(book, "VENV", str(tmp_path / ".venv"))
    monkeypatch.setattr(book, "STAMP", str(tmp_path / ".venv" / "book-setup"))
    return tmp_path


@pytest.fixture
def calls(monkeypatch):
    """Every process that the set-up would start, as a list of words; each makes .venv and succeeds."""
    made = []

    def run(command, progress=None):
        made.append([str(word) for word in command])
        Path(book.VENV).mkdir(exist_ok=True)

    monkeypatch.setattr(book, "run_quietly", run)
    monkeypatch.setattr(book, "starts", lambda command: command[0] != "uv")
    monkeypatch.setattr(book, "needs_space", lambda gigabytes: None)
    monkeypatch.setattr(book, "probe", lambda command: (3, 12) if Path(book.VENV).exists() else None)
    return made


def error_of(function, *arguments):
    with pytest.raises(book.Stop) as stop:
        function(*arguments)
    assert "\n" not in str(stop.value)
    return str(stop.value)


# --- which Python ---


@pytest.mark.parametrize("version, fits", [
    ((2, 7), False), ((3, 10, 13), False), ((3, 11, 0), True), ((3, 13, 5), True), ((3, 14), False)])
def test_suitable(version, fits):
    assert book.suitable(version) == fits


def test_source_is_readable_to_old_pythons():
    tree = ast.parse((ROOT / "book.py").read_text("ascii"))
    modern = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.Nonlocal, ast.AsyncFunctionDef, ast.MatMult)
    assert [node for node in ast.walk(tree) if isinstance(node, modern)] == []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert not node.returns and not node.args.kwonlyargs
            assert not any(argument.annotation for argument in node.args.args)
    assert [node for node in ast.walk(tree) if isinstance(node, ast.Raise) and node.cause] == []


def test_no_suitable_python(project, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 13))
    monkeypatch.setattr(book, "probe", lambda command: (3, 10))
    monkeypatch.setattr(book, "starts", lambda command: False)
    message = error_of(book.main, ["test"])
    assert "needs Python 3.11 to 3.13" in message and "is Python 3.10.13" in message and "Install" in message


def test_another_python_takes_over(project, monkeypatch):
    ran = []
    monkeypatch.setattr(sys, "version_info", (3, 14, 0))
    monkeypatch.setattr(book, "probe", lambda command: (3, 12) if command[0] == "python3.12" else None)
    monkeypatch.setattr(subprocess, "call", lambda command, **more: ran.append(command) or 7)
    with pytest.raises(SystemExit) as end:
        book.main(["test", "-k", "411"])
    assert end.value.code == 7
    assert [command[0] for command in ran] == ["python3.12"] and ran[0][-3:] == ["test", "-k", "411"]


def test_probe():
    assert book.probe([sys.executable]) == sys.version_info[:2]
    assert book.probe(["no-such-python"]) is None


# --- the set-up ---


def test_fingerprint_changes_with_pins_and_python(project):
    before = book.fingerprint((3, 11))
    assert book.fingerprint((3, 12)) != before
    (project / "constraints.txt").write_bytes(b"# constraints.txt\r\n")
    assert book.fingerprint((3, 11)) == before
    (project / "constraints.txt").write_text("numpy==1\n")
    assert book.fingerprint((3, 11)) != before


def test_states(project, calls):
    assert book.state() == "missing"
    Path(book.VENV).mkdir()
    assert book.state() == "outdated"
    book.write_stamp(book.fingerprint((3, 12)))
    assert book.state() == "ready"
    (project / "requirements.txt").write_text("numpy==1\n")
    assert book.state() == "outdated"
    book.write_stamp(book.UNFINISHED)
    assert book.state() == "missing"


def test_set_up_happens_once(project, calls, capsys):
    book.set_up()
    said = capsys.readouterr().err.splitlines()
    assert re.fullmatch(r"Setting up the book in \.venv, once: downloads about \d+ MB .*", said[0])
    assert calls[0][1:3] == ["-m", "venv"] and calls[-1][-2:] == ["-r", "requirements.txt"]
    assert book.state() == "ready"
    calls.clear()
    book.set_up()
    assert calls == [] and capsys.readouterr().err == ""


def test_interrupted_set_up_is_repeated(project, calls, monkeypatch):
    def interrupted(command, progress=None):
        if "-r" in command:
            raise KeyboardInterrupt
        whole(command)

    whole = book.run_quietly
    with monkeypatch.context() as patch:
        patch.setattr(book, "run_quietly", interrupted)
        with pytest.raises(KeyboardInterrupt):
            book.set_up()
    assert book.state() == "missing"
    calls.clear()
    book.set_up()
    assert calls[0][1:3] == ["-m", "venv"] and book.state() == "ready"


def test_changed_pins_are_installed_into_what_is_there(project, calls):
    book.set_up()
    (project / "requirements.txt").write_text("numpy==1\n")
    calls.clear()
    book.set_up()
    assert [command for command in calls if "venv" in command] == []
    assert calls[-1][-2:] == ["-r", "requirements.txt"]


@pytest.mark.parametrize("status, pip_runs", [(0, False), (2, True)])
def test_uv_goes_first(project, calls, monkeypatch, status, pip_runs):
    def starts(command):
        if command[:2] == ["uv", "venv"]:
            Path(book.VENV).mkdir()
        return True

    monkeypatch.setattr(book, "starts", starts)
    monkeypatch.setattr(subprocess, "call", lambda command, **more: status)
    book.set_up()
    assert bool(calls) == pip_runs and book.state() == "ready"


def test_lock_is_had_by_one(tmp_path):
    with open(tmp_path / "lock", "w") as first, open(tmp_path / "lock", "w") as second:
        assert book.lock(first, False)
        assert not book.lock(second, False)
        first.close()
        assert book.lock(second, False)


def test_too_little_space(monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(9e9, 8e9, 1e9))
    assert "needs 3.2 GB of disk and 1.0 GB are free" in error_of(book.needs_space, 3.2)
    book.needs_space(0.9)


@pytest.mark.parametrize("printed, says", [
    ("WARNING: Retrying ... NewConnectionError('<...>: Failed to establish a new connection: [Errno 111]')\n"
     "ERROR: No matching distribution found for pip==26.3", "No network"),
    ("NameResolutionError(... Temporary failure in name resolution)", "No network"),
    ("ERROR: Could not install packages: [Errno 28] No space left on device", "The disk is full"),
    ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]'))", "PIP_CERT"),
    ("The virtual environment was not created successfully because ensurepip is not available.", "-venv`"),
    ("ERROR: No matching distribution found for tensorflow==2.21.0", "no build of tensorflow==2.21.0 for"),
    ("PermissionError: [Errno 13] Permission denied: '/x'", "No permission"),
])
def test_diagnosis(printed, says):
    assert says in book.diagnosis(printed) and "\n" not in book.diagnosis(printed)


def test_unknown_failure_is_kept_whole(project):
    message = book.diagnosis("one\nERROR: the moon is full\nthree\n")
    assert "the moon is full" in message and "\n" not in message
    assert (project / ".cache" / "setup.log").read_text() == "one\nERROR: the moon is full\nthree\n"


def test_a_failing_tool_stops_with_its_diagnosis():
    code = "print('Progress 1 of 2'); print('[Errno 28] No space left on device'); raise SystemExit(1)"
    assert "The disk is full" in error_of(book.run_quietly, [sys.executable, "-c", code])


class Terminal(io.StringIO):
    def isatty(self):
        return True


PIP = """\
Collecting numpy==2.4.6
  Downloading numpy-2.4.6-cp311.whl.metadata (6 kB)
Downloading numpy-2.4.6-cp311.whl (16.9 MB)
Progress 0 of 16900000
Progress 16900000 of 16900000
Using cached tensorflow_cpu-2.21.0-cp311.whl (273.8 MB)
Downloading lark-1.3.1-py3-none-any.whl (100 kB)
Progress 50000 of 100000
"""


def test_progress_adds_up_what_is_downloaded():
    progress = book.Progress(Terminal())
    for line in PIP.splitlines():
        progress.feed(line)
    last = progress.stream.getvalue().split("\r\033[K")[-1]
    assert re.fullmatch(r"  291 of about \d+ MB  lark", last)


def test_progress_is_short_where_nobody_watches():
    progress = book.Progress(io.StringIO())
    for line in [*PIP.splitlines(), "Installing collected packages: numpy, lark, tensorflow_cpu"]:
        progress.feed(line)
    assert progress.stream.getvalue() == "  unpacking 3 packages (a minute or two)\n"


@pytest.mark.parametrize("line, size", [("x (17 MB)", 17), ("(9 kB)", 0.009), ("(1 GB)", 1000), ("1 GB", 0)])
def test_megabytes(line, size):
    assert book.megabytes(line) == pytest.approx(size)


# --- the pins ---


def test_every_package_is_pinned_once():
    direct = [re.match(r"([\w.-]+)==[\w.]+", requirement) for requirement in book.direct_requirements()]
    assert None not in direct
    chosen = {book.normal(match[1]) for match in direct}
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pinned = [re.fullmatch(r"([a-z0-9-]+)==[\w.]+", line) for line in lines if not line.startswith("#")]
    assert None not in pinned
    names = [match[1] for match in pinned]
    assert names == sorted(set(names)) and not chosen & set(names)


def test_pins_are_made_by_the_oldest_python(project, calls):
    Path(book.VENV).mkdir()
    assert "python3.11 book.py lock" in error_of(book.lock_pins)


# --- the commands ---


def test_unknown_command():
    message = error_of(book.main, ["sevre"])
    assert "no command 'sevre'" in message and "serve, test" in message


def test_help_names_the_commands(capsys):
    book.main([])
    listed = re.findall(r"^  (\w+)", capsys.readouterr().out, re.MULTILINE)
    assert listed == [row[0] for row in book.offered()]


def test_makefile_has_the_commands():
    names = re.search(r"^COMMANDS := (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)[1].split()
    assert names == [row[0] for row in book.COMMANDS]


def test_only_what_is_there_is_offered(project):
    assert "accept" not in [row[0] for row in book.offered()]
    (project / "literate").mkdir()
    (project / "literate" / "accept.py").touch()
    assert "accept" in [row[0] for row in book.offered()]


def test_unknown_measurement(project):
    (project / "bench").mkdir()
    (project / "bench" / "verify.py").touch()
    assert error_of(book.bench, ["scale"]) == "There is no bench/scale.py; there are: verify."


def test_clean_leaves_the_environment(project):
    for name in ("site", ".cache", ".venv", "docs"):
        (project / name).mkdir()
    book.main(["clean"])
    assert sorted(path.name for path in project.iterdir() if path.is_dir()) == [".venv", "docs"]


def test_a_command_runs_in_the_environment_and_ends_as_its_program_does(tmp_path):
    for name in ("book.py", *book.PINS):
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "literate").mkdir()
    program = "import sys; print(sys.prefix, sys.argv[1:]); sys.exit(5)\n"
    (tmp_path / "literate" / "accept.py").write_text(program)
    venv.create(tmp_path / ".venv", with_pip=False)
    stamp = book.fingerprint(sys.version_info[:2])
    (tmp_path / ".venv" / "book-setup").write_text(stamp)
    command = [sys.executable, tmp_path / "book.py", "accept", "a b"]
    ended = subprocess.run(command, capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (5, "")
    assert ended.stdout == f"{tmp_path / '.venv'} ['a b']\n"


@pytest.mark.parametrize("name", [".cache", ".venv"])
def test_a_folder_that_cannot_be_written_is_one_line(project, calls, name):
    (project / name).write_text("a file in the folder's place")
    said = error_of(book.main, ["test"])
    assert name in said and "run the command again" in said
