"""Programs as the step viewer shows them: the book's, with edits and with their twins, and any others."""

import functools
import json
from pathlib import Path

from javascript import javascript
from training_loops import run, text

from literate.programs.program import SNIPPETS, Program
from literate.programs.run import Pool
from literate.programs.syntax import imports_tensorflow
from literate.viewer import trace, trace_files

EDITS = [("411_1.py", 2, 20), ("411_1.py", 2, 200), ("411_2.py", 2, 20), ("415_1.py", 2, 200),
         ("424_2.py", 2, 4), ("424_2.py", 2, 8), ("424_2.py", 2, 16)]
PAIRS = {411: [1], 412: [1], 413: [1], 414: [1], 415: [1], 416: [1, 3, 5, 7], 417: [1, 3, 5]}
# NumPy's program: TensorFlow's
TWINS = {f"{page}_{n}": f"{page}_{n + 1}" for page, numbers in PAIRS.items() for n in numbers}
BOTH_WAYS = TWINS | {second: first for first, second in TWINS.items()}


def edited(name, old, new):
    """The program with another number of turns."""
    return Program(name, text(name, (f"range({old})", f"range({new})")), SNIPPETS / name)


def is_viewed(text):
    """Whether a viewer can step through it: not where a loop turns inside another, or a function prints."""
    return trace_files.has_loop(text) or "for " not in text and "def " not in text


# Those of part 4.4 go through TensorFlow's operations, and not through epochs.
FILES = [Program(path.name, text(path.name), path) for path in sorted(SNIPPETS.glob("4[1-3]*.py"))
         if is_viewed(text(path.name))]
PROGRAMS = {trace.name_of(program): program for program in [*FILES, *(edited(*edit) for edit in EDITS)]}
# Of what mini-batches and a plane of points compute, the viewer shows the values, not how they came about.
WITHOUT_ARITHMETIC = ("437_1",)
FEW = {"411_1", "411_1-20", "411_2", "415_1", "424_3", "434_1"}        # what `make test` looks at
NUMPY = [name for name, program in PROGRAMS.items()
         if not imports_tensorflow(program.text) and name not in WITHOUT_ARITHMETIC]


@functools.cache
def runs():
    """The run of each program, by the trace's name."""
    done = Pool().run(PROGRAMS.values())
    return {name: done[program.text] for name, program in PROGRAMS.items()}


def trace_text(name):
    """The program's trace as browsers read it, with its twin's values, which has as many turns."""
    stem, *count = name.split("-")
    twin = PROGRAMS.get("-".join([BOTH_WAYS.get(stem, ""), *count]))
    done = {PROGRAMS[each].text: one for each, one in runs().items()}
    return trace_files.text(PROGRAMS[name], twin, done).decode()


@functools.cache
def traces():
    """The trace of each program by its name."""
    return {name: json.loads(trace_text(name)) for name in PROGRAMS}


def made_up(program):
    """The trace of a program that is in no book, and its run."""
    done = run(program)
    return trace.build(Program("made_up.py", program, Path("made_up.py").absolute()), done), done


def counts(built):
    """How many of the numbers that a program computes have an arithmetic, and how many have none."""
    codes = [column if len(column) > 1 else column * len(binding["order"])
             for binding in built["bindings"] if binding["kind"] == "made" for column in binding["digits"]]
    none = sum(column.count("-") for column in codes)
    return sum(map(len, codes)) - none, none


def shown_by_browsers(*built, parts=("cells", "printed", "arithmetic", "growth")):
    """What the browser's script makes of each trace: see trace_texts.mjs."""
    return javascript(f"data.map((trace) => texts.textsOf(trace, {list(parts)}))", built,
                      texts="../../../tests/helpers/trace_texts.mjs")


@functools.cache
def texts(name):
    """All that the browser's script makes of the program's trace."""
    return shown_by_browsers(traces()[name])[0]
