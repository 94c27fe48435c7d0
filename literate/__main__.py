"""The commands: ``python -m literate COMMAND``, with the Python of .venv, which ``book.py`` sets up.

Nothing is imported here that does not come with Python: this file also answers before there is a .venv.
"""

import importlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run(module: str, first: list[str], options: list[str]) -> int:
    """Call a module's ``main``, with arguments that go in front of the options; gives the exit status."""
    return importlib.import_module(module).main([*first, *options])


def pytest(*arguments: str) -> int:
    """Run pytest; gives its exit status."""
    return subprocess.call([sys.executable, "-m", "pytest", *arguments], cwd=ROOT)


def in_parallel() -> list[str]:
    """Options for all processors, and one more process since browsers are waited for; each takes neighbouring
    tests, which share what they build."""
    return ["-n", str((os.cpu_count() or 1) + 1), "--dist", "worksteal"]


def check(options: list[str]) -> int:
    """Prove the pages."""
    return pytest("docs", *options)


def test(options: list[str]) -> int:
    """Prove the pages, then run the tests; where there are options, one pytest with these."""
    return pytest(*options) if options else max(check([]), pytest("tests", *in_parallel()))


def test_all(options: list[str]) -> int:
    """``test``, then the tests that are marked as the rest; where there are options, one pytest with them."""
    if options:
        return pytest("-m", "rest or not rest", *options)
    return max(test([]), pytest("tests", "-m", "rest", *in_parallel()))


def bench(options: list[str]) -> int:
    """Run one program of bench/ with its options, or all of them in turn; gives the worst exit status."""
    files = (ROOT / "bench").glob("*.py")
    known = sorted(path.stem for path in files if "def main(" in path.read_text("utf-8"))
    if options and options[0] not in known:
        print(f"There is no bench/{options[0]}.py; there are: {', '.join(known)}.", file=sys.stderr)
        return 2
    return max(subprocess.call([sys.executable, "-m", f"bench.{name}", *options[1:]], cwd=ROOT)
               for name in options[:1] or known)


def clean(options: list[str]) -> int:
    """Remove what was built; .venv stays."""
    for name in ("site", "dist", ".cache"):
        shutil.rmtree(ROOT / name, ignore_errors=True)
    return 0


SITE = "literate.site.commands"
COMMANDS: dict[str, tuple[str, Callable[[list[str]], int]]] = {
    "serve": ("read the book at http://127.0.0.1:8000, rebuilt on any change", partial(run, SITE, ["serve"])),
    "check": ("prove what the pages show, and nothing else", check),
    "test": ("prove the book and run the tests, about five minutes at first (options go to pytest)", test),
    "test-all": ("the same, and the tests that take longer", test_all),
    "accept": ("bring outputs and numbers that pages show up to date", partial(run, "literate.accept", [])),
    "mutate": ("falsify each number, to see that the proof notices", partial(run, "literate.mutation", [])),
    "site": ("build the site into site/", partial(run, SITE, ["build"])),
    "dist": ("build a zip that opens without a server", partial(run, SITE, ["dist"])),
    "epub": ("make an e-book of each edition, in dist/", partial(run, SITE, ["epub"])),
    "pdf": ("print each edition as a PDF, in dist/, by Chromium", partial(run, SITE, ["pdf"])),
    "bench": ("measure; `bench NAME` runs bench/NAME.py alone", bench),
    "setup": ("set up .venv and nothing else", lambda options: 0),
    "clean": ("remove what was built: site/, dist/, .cache/", clean),
}


def needs_packages(arguments: list[str]) -> bool:
    """Whether these arguments ask for a command that the Python of .venv must run."""
    return bool(arguments) and arguments[0] in COMMANDS.keys() - {"clean"}


def main(arguments: list[str]) -> int:
    """Run a command; gives the exit status."""
    name, options = (arguments[0] if arguments else "help"), arguments[1:]
    if name in ("help", "-h", "--help"):
        print("make COMMAND ARGS=OPTIONS, or python book.py COMMAND OPTIONS\n")
        print("\n".join(f"  {known:9} {about}" for known, (about, _) in COMMANDS.items()))
        return 0
    if name not in COMMANDS:
        print(f"There is no command {name!r}: it is one of {', '.join(COMMANDS)}.", file=sys.stderr)
        return 2
    return COMMANDS[name][1](options)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
    except ChildProcessError as error:          # of programs, or of work that all processors share
        sys.exit(str(error))
