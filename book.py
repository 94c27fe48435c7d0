#!/usr/bin/env python3
"""One command for everything: `python book.py serve`, `test`, ... (`python book.py help` lists them).

On first use it sets up .venv with what requirements.txt and constraints.txt pin, with uv where there is one
and pip otherwise; then it runs what was asked with the Python in there. Standard library only, and only
syntax that Python 2.7 can read, so that an unsuitable Python gets as far as saying so.
"""

from __future__ import print_function

import contextlib
import glob
import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(HERE, ".venv")
STAMP = os.path.join(VENV, "book-setup")
OLDEST, NEWEST = (3, 11), (3, 13)
PINS = ("requirements.txt", "constraints.txt")
UNFINISHED = "unfinished"

# What the wheels weigh, and TensorFlow's share of it, in MB.
DOWNLOAD = {"linux": (500, 275), "darwin": (440, 225), "win32": (550, 350)}
DISK = 2.2      # GB, of the finished .venv

# A name, what it is for, and the module (with its first arguments) that does it, "" where this file does.
COMMANDS = [
    ("serve", "read the book at http://127.0.0.1:8000, rebuilt on any change", "literate.site.build serve"),
    ("test", "prove everything the pages show, and run the tests (options go to pytest)", "pytest"),
    ("accept", "bring the outputs that the pages show up to date", "literate.accept"),
    ("mutate", "falsify each number in turn, to see that the proof notices", "literate.mutation"),
    ("report", "what is claimed, and what became of it", "literate.report"),
    ("site", "build the site into site/", "literate.site.build build"),
    ("dist", "build the site as a zip that opens without a server", "literate.site.offline"),
    ("bench", "measure; `bench NAME` runs bench/NAME.py alone", ""),
    ("setup", "set up .venv and nothing else", ""),
    ("lock", "update constraints.txt, the pins of what the requirements bring along", ""),
    ("clean", "remove what was built: site/, dist/, .cache/", ""),
]


class Stop(Exception):
    """What keeps the command from going on: one line for the reader, with what to do about it."""


# --- which Python ---------------------------------------------------------------------------------------


def suitable(version):
    """Whether the book runs under this version, a tuple such as (3, 12)."""
    return OLDEST <= tuple(version[:2]) <= NEWEST


def probe(command):
    """The version of the Python that `command` (a list) starts, as (major, minor); None if none starts."""
    code = "import sys; print(sys.version_info[0], sys.version_info[1])"
    try:
        pipe = subprocess.Popen(command + ["-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        words = pipe.communicate()[0].split()
    except OSError:
        return None
    return (int(words[0]), int(words[1])) if pipe.returncode == 0 and len(words) == 2 else None


def other_python():
    """The command that starts a suitable Python on this machine, as a list; None where there is none."""
    candidates = [[venv_python()]] if state() == "ready" else []
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        candidates.append(["python3.{0}".format(minor)])
        if os.name == "nt":
            candidates.append(["py", "-3.{0}".format(minor)])
    for command in candidates:
        if suitable(probe(command) or (0, 0)):
            return command
    return python_of_uv() if starts(["uv", "--version"]) else None


def python_of_uv():
    """The command that starts a suitable Python with uv, which fetches one if need be; None if it can't."""
    wanted = ">=3.{0},<3.{1}".format(OLDEST[1], NEWEST[1] + 1)
    find = ["uv", "python", "find", "--no-project", wanted]
    if not starts(find):
        say("Fetching Python 3.{0} with uv (about 30 MB).".format(NEWEST[1]))
        starts(["uv", "python", "install", "3.{0}".format(NEWEST[1])])
    return ["uv", "run", "--quiet", "--no-project", "--python", wanted] if starts(find) else None


def starts(command):
    """Whether the command can be run and succeeds."""
    try:
        with open(os.devnull, "w") as null:
            return subprocess.call(command, stdout=null, stderr=null) == 0
    except OSError:
        return False


def unsuitable_python(version, executable):
    """The line for a machine with no Python that fits."""
    return ("The book needs Python 3.{0} to 3.{1}, and {2} is Python {3}. Install one of these from "
            "https://www.python.org/downloads/ and run the command again; it finds the new Python.").format(
                OLDEST[1], NEWEST[1], executable, ".".join(str(part) for part in version[:3]))


def venv_python():
    """Where .venv keeps its Python."""
    return os.path.join(VENV, *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))


# --- the set-up -----------------------------------------------------------------------------------------


def fingerprint(version):
    """What a finished set-up leaves as its stamp: it changes with the pins and with Python's version."""
    digest = hashlib.sha256(repr(tuple(version)).encode())
    for name in PINS:
        with open(os.path.join(HERE, name), "rb") as file:
            digest.update(file.read().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def state():
    """"ready", "outdated" (install again into it) or "missing" (also: broken, interrupted) for .venv."""
    version = probe([venv_python()])
    stamp = read_stamp()
    if not version or not suitable(version) or stamp == UNFINISHED:
        return "missing"
    return "ready" if stamp == fingerprint(version) else "outdated"


def read_stamp():
    """The stamp in .venv, None where there is none."""
    try:
        with open(STAMP) as file:
            return file.read().strip()
    except (IOError, OSError):
        return None


def write_stamp(text):
    """Leave the stamp in .venv."""
    with open(STAMP, "w") as file:
        file.write(text + "\n")


def set_up():
    """Make .venv what the pins say, unless it is. Raises Stop."""
    if state() == "ready":
        return
    with only_one():
        now = state()
        if now == "ready":      # another command was setting up while this one waited
            return
        announce(now)
        started = time.time()
        if now == "missing":
            needs_space(DISK + 1)
        if not (starts(["uv", "--version"]) and set_up_with_uv(now)):
            set_up_with_pip(state())
        write_stamp(fingerprint(probe([venv_python()])))
        say("Set up in {0:.0f} s; from now on this step is skipped.".format(time.time() - started))


def announce(now):
    """Say what is about to happen and what it costs."""
    total, tensorflow = DOWNLOAD.get(sys.platform, DOWNLOAD["linux"])
    if now == "outdated":
        say("Bringing .venv up to date with requirements.txt; only what it lacks is downloaded (all of it "
            "would be about {0} MB).".format(total))
    else:
        say("Setting up the book in .venv, once: downloads about {0} MB (TensorFlow is {1} of them) and "
            "takes {2} GB of disk.".format(total, tensorflow, DISK))


def needs_space(gigabytes):
    """Raise Stop unless the disk has that much room."""
    free = shutil.disk_usage(HERE).free / 1e9
    if free < gigabytes:
        raise Stop("The set-up needs {0:.1f} GB of disk and {1:.1f} GB are free in {2}: free some and run "
                   "the command again.".format(gigabytes, free, HERE))


@contextlib.contextmanager
def only_one():
    """Wait until no other process is setting up; the system ends the lock with the process."""
    folder = os.path.join(HERE, ".cache")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "setup.lock"), "w") as file:
        if not lock(file, False):
            say("Another command is setting up .venv; waiting for it.")
            lock(file, True)
        yield


def lock(file, wait):
    """Lock an open file for this process alone; False where another has it and we don't wait."""
    try:
        import fcntl
    except ImportError:
        import msvcrt
        while True:
            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
                return True
            except OSError:
                if not wait:
                    return False
                time.sleep(1)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        return True
    except OSError:
        return False


def set_up_with_uv(now):
    """Install with uv. Whether it worked: uv knows nothing of pip's settings, so pip may where uv doesn't."""
    if now == "missing":
        shutil.rmtree(VENV, ignore_errors=True)
        if not starts(["uv", "venv", "--seed", "--python", base_python(), VENV]):
            return False
    write_stamp(UNFINISHED)
    if subprocess.call(["uv", "pip", "install", "--python", venv_python(), "-r", PINS[0]], cwd=HERE) == 0:
        return True
    say("uv could not install the packages; trying pip.")
    return False


def set_up_with_pip(now):
    """Install with pip. Raises Stop."""
    pip = [venv_python(), "-m", "pip", "--disable-pip-version-check", "--retries", "2", "install"]
    if now == "missing" or not starts([venv_python(), "-m", "pip", "--version"]):
        shutil.rmtree(VENV, ignore_errors=True)
        run_quietly([base_python(), "-m", "venv", VENV])
    write_stamp(UNFINISHED)
    # The pip that comes with a Python may be too old to report bytes.
    run_quietly(pip + ["--upgrade", "pip", "-c", PINS[1]])
    run_quietly(pip + ["--progress-bar", "raw", "-r", PINS[0]], Progress())


def base_python():
    """The Python to make .venv from: the one that runs this or, if that is a virtual one, its base."""
    return getattr(sys, "_base_executable", None) or sys.executable


def run_quietly(command, progress=None):
    """Run the command, feed its lines to `progress`, and raise Stop with one line about what went wrong."""
    lines = []
    process = subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               universal_newlines=True, errors="replace")
    for line in process.stdout:
        if progress:
            progress.feed(line)
        if not line.startswith("Progress "):
            lines.append(line)
    if progress:
        progress.end()
    if process.wait() != 0:
        raise Stop(diagnosis("".join(lines)))


class Progress(object):
    """pip's lines as one status line on a terminal, or as few lines elsewhere."""

    def __init__(self, stream=None):
        self.stream = stream or sys.stderr
        self.terminal = self.stream.isatty()
        self.finished = self.current = 0.0
        self.name = ""
        self.expected = DOWNLOAD.get(sys.platform, DOWNLOAD["linux"])[0]

    def feed(self, line):
        """Take in one line of pip's output."""
        words = line.split()
        if line.startswith("Progress ") and len(words) == 4:
            self.current = int(words[1]) / 1e6
        elif words[:1] == ["Downloading"] and ".metadata" not in line:
            self.begin(words[1])
        elif words[:2] == ["Using", "cached"] and ".metadata" not in line:
            self.begin(words[2])
            self.current = megabytes(line)
        elif line.startswith("Installing collected packages"):
            self.begin("")
            self.show("unpacking {0} packages (a minute or two)".format(line.count(",") + 1), True)
            return
        else:
            return
        done = self.finished + self.current
        self.show("{0:.0f} of about {1} MB  {2}".format(done, self.expected, self.name))

    def begin(self, wheel):
        """Another file's turn."""
        self.finished += self.current
        self.current = 0.0
        self.name = wheel.rsplit("/", 1)[-1].split("-")[0]

    def show(self, text, always=False):
        if self.terminal:
            self.stream.write("\r\033[K  " + text)
            self.stream.flush()
        elif always:
            self.stream.write("  " + text + "\n")

    def end(self):
        if self.terminal:
            self.stream.write("\r\033[K")
            self.stream.flush()


def megabytes(line):
    """The size at the end of a line of pip, "(16.9 MB)", in MB."""
    units = {"bytes": 1e-6, "kB": 1e-3, "MB": 1.0, "GB": 1e3}
    found = re.search(r"\(([\d.]+) (kB|MB|GB|bytes)\)", line)
    return float(found.group(1)) * units[found.group(2)] if found else 0.0


# What a tool says when something is wrong, and what a reader can do then; the first that fits.
PROBLEMS = [
    (r"No space left on device|Errno 28\b|WinError 112",
     "The disk is full: free {disk} GB and run the command again; it starts over by itself."),
    (r"CERTIFICATE_VERIFY_FAILED|SSLError|SSLCertVerificationError",
     "The package index can't be trusted (certificate check failed): behind a company's proxy, set PIP_CERT "
     "to its certificate file and run the command again."),
    (r"Failed to establish a new connection|NameResolutionError|Temporary failure in name resolution"
     r"|getaddrinfo failed|Network is unreachable|ConnectTimeoutError|ReadTimeoutError|Connection refused"
     r"|Connection reset|ConnectionError|Cannot connect to proxy",
     "No network: the package index can't be reached. Connect (or set HTTPS_PROXY) and run the command "
     "again; what has been downloaded is kept."),
    (r"ensurepip is not available|No module named .?(ensurepip|venv)",
     "This Python has no venv module: `sudo apt install python{version}-venv` (Debian, Ubuntu), then run the "
     "command again."),
    (r"No matching distribution found for (?P<package>\S+)",
     "There is no build of {package} for this machine ({machine}, Python {version}): use a 64-bit Python "
     "{oldest} to {newest} on Linux, Windows, or a Mac with Apple silicon."),
    (r"Permission denied|Errno 13\b|WinError 5\b",
     "No permission to write in {here}: close programs that use .venv, or make the folder yours, and run the "
     "command again."),
]


def diagnosis(output):
    """One line about what made venv or pip fail, from what they printed."""
    for pattern, advice in PROBLEMS:
        found = re.search(pattern, output)
        if found:
            return advice.format(
                disk=DISK + 1, here=HERE, version="{0}.{1}".format(*sys.version_info[:2]),
                oldest="3.{0}".format(OLDEST[1]), newest="3.{0}".format(NEWEST[1]),
                machine="{0} {1}".format(platform.system(), platform.machine()), **found.groupdict())
    path = os.path.join(HERE, ".cache", "setup.log")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(output)
    lines = output.strip().splitlines() or ["nothing was printed."]
    errors = [line for line in lines if line.lower().startswith("error:")]
    return "The set-up failed: {0} (all that was printed: {1}). Run the command again to start over.".format(
        (errors or lines[-1:])[0], os.path.relpath(path, HERE))


# --- the commands ---------------------------------------------------------------------------------------


def run(arguments):
    """Become the Python of .venv with these arguments; on Windows, run it and end as it ends."""
    command = [venv_python()] + arguments
    os.chdir(HERE)
    if os.name != "nt":
        sys.stdout.flush()
        os.execv(command[0], command)
    # Windows has no exec that waits, and its consoles need be told that the book is in UTF-8.
    os.environ["PYTHONUTF8"] = "1"
    sys.exit(subprocess.call(command))


def bench(names):
    """Run the named programs of bench/, or all of them in turn. Raises Stop."""
    found = sorted(glob.glob(os.path.join(HERE, "bench", "*.py")))
    known = [os.path.splitext(os.path.basename(path))[0] for path in found]
    for name in names:
        if name not in known:
            raise Stop("There is no bench/{0}.py; there are: {1}.".format(name, ", ".join(known) or "none"))
    codes = [subprocess.call([venv_python(), os.path.join("bench", name + ".py")], cwd=HERE)
             for name in names or known]
    sys.exit(max(codes or [0]))


def normal(name):
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def direct_requirements():
    """The requirements that the project chose, as pip takes them on its command line."""
    with open(os.path.join(HERE, "requirements.txt"), "rb") as file:
        lines = [re.sub(r"(^|\s)#.*", "", line).strip() for line in file.read().decode("utf-8").splitlines()]
    return [line for line in lines if line and not line.startswith("-")]


# Needed, but not by what is installed on Linux: pip itself (for its progress), and what macOS adds.
ELSEWHERE = ["pip", "appnope"]
HEADER = """\
# What the packages of requirements.txt bring along, each as it was when all of them were last tried together.
# Made by `python3.{oldest} book.py lock` on Linux; holds for Python 3.{oldest} to 3.{newest} on every system
# (a line for a package that a system doesn't need is idle).
"""


def lock_pins():
    """Write constraints.txt from what pip would install now into an empty environment. Raises Stop."""
    if probe([venv_python()]) != OLDEST:
        raise Stop("Pins hold for every Python of the book only if the oldest makes them: remove .venv and "
                   "run `python3.{0} book.py lock`.".format(OLDEST[1]))
    direct = direct_requirements()
    pip = [venv_python(), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--dry-run",
           "--ignore-installed", "--report"]
    handle, report = tempfile.mkstemp(suffix=".json")
    os.close(handle)
    try:
        run_quietly(pip + [report] + direct + ELSEWHERE)
        with open(report, "rb") as file:
            found = [item["metadata"] for item in json.loads(file.read().decode("utf-8"))["install"]]
    finally:
        os.remove(report)
    chosen = {normal(re.match(r"[\w.-]+", requirement).group()) for requirement in direct}
    brought = sorted((normal(m["name"]), m["version"]) for m in found if normal(m["name"]) not in chosen)
    with open(os.path.join(HERE, "constraints.txt"), "wb") as file:
        head = HEADER.format(oldest=OLDEST[1], newest=NEWEST[1])
        file.write((head + "".join("{0}=={1}\n".format(*pin) for pin in brought)).encode("utf-8"))
    say("constraints.txt pins {0} packages; the next command brings .venv in line.".format(len(brought)))


def clean():
    """Remove what was built; .venv stays."""
    for name in ("site", "dist", ".cache"):
        shutil.rmtree(os.path.join(HERE, name), ignore_errors=True)


def offered():
    """The rows of COMMANDS whose module this copy of the project has."""
    def path(module):
        return os.path.join(HERE, *module.split(" ")[0].split(".")) + ".py"
    return [row for row in COMMANDS if not row[2].startswith("literate.") or os.path.exists(path(row[2]))]


def usage():
    """The commands, a line each."""
    return "\n".join(["python book.py COMMAND [OPTIONS]", ""]
                     + ["  {0:8}{1}".format(name, about) for name, about, _ in offered()])


def say(text):
    """A line about what is going on; output proper is left to the commands."""
    print(text, file=sys.stderr)
    sys.stderr.flush()


def main(arguments):
    """Run a command. Raises Stop; doesn't return from commands that run in .venv."""
    name, options = (arguments[0] if arguments else "help"), arguments[1:]
    if name in ("help", "-h", "--help"):
        print(usage())
        return
    modules = {known: module for known, _, module in offered()}
    if name not in modules:
        raise Stop("There is no command {0!r}: it is one of {1}.".format(name, ", ".join(modules)))
    if not suitable(sys.version_info):
        command = other_python()
        if not command:
            raise Stop(unsuitable_python(sys.version_info, sys.executable))
        say("This Python is {0}.{1}; the book runs with {2}.".format(
            sys.version_info[0], sys.version_info[1], " ".join(command)))
        sys.exit(subprocess.call(command + [os.path.abspath(__file__)] + arguments))
    if name == "clean":
        return clean()
    try:
        set_up()
    except (IOError, OSError) as error:
        raise Stop("The set-up cannot go on: {0}: {1}. Free some room or make the folder yours, and run the "
                   "command again.".format(error.filename or HERE, error.strerror or error))
    if modules[name]:
        run(["-m"] + modules[name].split(" ") + options)
    elif name == "bench":
        bench(options)
    elif name == "lock":
        lock_pins()


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Stop as problem:
        say(str(problem))
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
