#!/usr/bin/env python3
"""One command for everything: `python book.py serve`, `test`, ... (`python book.py help` lists them).

On first use it sets up .venv with what requirements.txt and constraints.txt pin; then `python -m literate`
there does what was asked. Standard library only, and only syntax that Python 2.7 can read, so that an
unsuitable Python gets as far as saying so.
"""

from __future__ import print_function

import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(HERE, ".venv")
PYTHON = os.path.join(VENV, *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))
STAMP = os.path.join(VENV, "book-setup")
LOG = os.path.join(VENV, "book-setup.log")
PINS = ("requirements.txt", "constraints.txt")
OLDEST, NEWEST = (3, 11), (3, 13)
ROOM = 3.2      # GB: 2.2 of the finished .venv, and what is unpacked meanwhile

# What venv or pip says when something is wrong, and what a reader can do then; the first that fits.
PROBLEMS = [
    (r"No space left on device|Errno 28\b|WinError 112",
     "The disk is full: free {room} GB and run the command again; it starts over by itself."),
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
UNKNOWN = "The set-up failed, as said above; {log} has more. Run the command again to start over."


class Stop(Exception):
    """What keeps the command from going on: one line for the reader, with what to do about it."""


def dotted(version):
    """A version such as (3, 12) as people write it."""
    return ".".join(str(part) for part in version[:3])


def needs_suitable_python(version):
    """Raise Stop unless packages can be installed for this version, a tuple such as (3, 12, 1)."""
    if not OLDEST <= tuple(version[:2]) <= NEWEST:
        raise Stop("The book needs Python {0} to {1}, and {2} is Python {3}. Install one of these from "
                   "https://www.python.org/downloads/ and start with it: `python{1} book.py`, on Windows "
                   "`py -{1} book.py`.".format(
                       dotted(OLDEST), dotted(NEWEST), sys.executable, dotted(version)))


def needs_room():
    """Raise Stop unless the disk has room for .venv."""
    free = shutil.disk_usage(HERE).free / 1e9
    if free < ROOM:
        raise Stop("The set-up needs {0:.1f} GB of disk and {1:.1f} GB are free in {2}: free some and run "
                   "the command again.".format(ROOM, free, HERE))


def fingerprint():
    """A digest of what makes .venv: the pins, and its Python, which pyvenv.cfg names. Raises IOError."""
    digest = hashlib.sha256()
    for path in [os.path.join(HERE, name) for name in PINS] + [os.path.join(VENV, "pyvenv.cfg")]:
        with open(path, "rb") as file:
            digest.update(file.read().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def state():
    """"ready", "outdated" (install again into it) or "missing" (also: broken, interrupted) for .venv."""
    try:
        with open(STAMP) as file:
            stamp = file.read().strip()
        if os.path.exists(PYTHON):
            return "ready" if stamp == fingerprint() else "outdated"
    except (IOError, OSError):
        pass
    return "missing"


def set_up():
    """Make .venv what the pins say, unless it is. Raises Stop, OSError."""
    alone = only_one()
    now = state()
    if now == "missing":
        needs_suitable_python(sys.version_info)
        needs_room()
        say("Setting up the book in .venv, once: downloads about 500 MB and takes 2.2 GB of disk.")
        # The base of a virtual Python, which may be the one that is to be replaced.
        base = getattr(sys, "_base_executable", None) or sys.executable
        run([base, "-m", "venv", "--clear", VENV], hidden=True)
    elif now == "outdated":
        say("Bringing .venv up to date with requirements.txt.")
        os.remove(STAMP)
    if now != "ready":
        run([PYTHON, "-m", "pip", "--disable-pip-version-check", "--retries", "2", "--log", LOG,
             "install", "-r", PINS[0]])
        with open(STAMP, "w") as file:
            file.write(fingerprint() + "\n")
    return alone


def only_one():
    """Wait until no other command sets up, where there are such locks. The lock ends with the file given."""
    file = open(os.path.abspath(__file__))
    try:
        import fcntl
        fcntl.flock(file, fcntl.LOCK_EX)
    except (ImportError, OSError):
        pass
    return file


def run(command, hidden=False):
    """Run a step; what it prints is shown unless ``hidden``. Raises Stop with one line on what is wrong."""
    if os.path.exists(LOG):
        os.remove(LOG)
    process = subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE if hidden else None,
                               stderr=subprocess.STDOUT if hidden else None, universal_newlines=True)
    printed = process.communicate()[0] or ""
    if process.returncode != 0:
        if os.path.exists(LOG):
            with open(LOG, "rb") as file:
                printed += file.read().decode("utf-8", "replace")
        raise Stop(diagnosis(printed))


def diagnosis(printed):
    """One line about what made venv or pip fail, from what they said."""
    for pattern, advice in PROBLEMS:
        found = re.search(pattern, printed)
        if found:
            machine = platform.system() + " " + platform.machine()
            return advice.format(room=ROOM, here=HERE, version=dotted(sys.version_info[:2]), machine=machine,
                                 oldest=dotted(OLDEST), newest=dotted(NEWEST), **found.groupdict())
    errors = [line for line in printed.splitlines() if line.lower().startswith("error:")]
    return " ".join(errors[:1] + [UNKNOWN.format(log=LOG)])


def say(text):
    """A line about what is going on; output proper is left to the commands."""
    print(text, file=sys.stderr)
    sys.stderr.flush()


def hand_over(python, arguments):
    """Become `python -m literate` with these arguments; on Windows, run it and end as it ends."""
    command = [python, "-m", "literate"] + arguments
    os.chdir(HERE)
    if os.name != "nt":
        os.execv(python, command)
    # Windows has no exec that waits, and its consoles need be told that the book is in UTF-8.
    sys.exit(subprocess.call(command, env=dict(os.environ, PYTHONUTF8="1")))


def main(arguments):
    """Run a command in .venv, which is set up first if the command needs it. Raises Stop; doesn't return."""
    if state() != "ready":
        needs_suitable_python(sys.version_info)
        sys.path.insert(0, HERE)
        from literate.__main__ import needs_packages
        if not needs_packages(arguments):
            hand_over(sys.executable, arguments)
        try:
            set_up()
        except (IOError, OSError) as error:
            raise Stop("The set-up cannot go on: {0}: {1}. Free some room or make the folder yours, and run "
                       "the command again.".format(error.filename or HERE, error.strerror or error))
    hand_over(PYTHON, arguments)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Stop as problem:
        say(str(problem))
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
