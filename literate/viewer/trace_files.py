"""Traces for the step viewers of a page: built once, kept, and copied into the site.

A trace is kept under ``.cache/traces/`` by its program's and its twin's runs and by what builds it.
"""

import ast
import functools
from collections.abc import Iterable, Mapping
from pathlib import Path

from literate.cache import Cache, cache_folder, fingerprint
from literate.claims.claim import Reading, programs_of
from literate.programs.history import Run
from literate.programs.machine import run_key
from literate.programs.program import Program
from literate.programs.syntax import epoch_loop
from literate.viewer import trace


def viewed(reading: Reading) -> dict[str, tuple[Program, Program | None]]:
    """By text, each program of the page that a viewer can step through, and its twin on the page or None."""
    shown = [c for c in reading.claims if c.kind in ("program", "edit") and not c.inside
             and has_loop(c.program.text)]
    pairs = [c.programs for c in reading.claims if c.kind == "twins"]
    twins = {second.text: first for first, second in pairs} | {first.text: second for first, second in pairs}
    return {program.text: (program, twins.get(program.text)) for program in programs_of(shown)}


@functools.lru_cache(maxsize=4096)
def has_loop(text: str) -> bool:
    """Whether the program counts epochs or steps, and prints in no function, where its lines are not seen."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return False                    # the run says what is wrong with it
    loop = epoch_loop(tree)
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return loop is not None and ast.unparse(loop.iter).startswith("range(") and not any(
        isinstance(node, ast.Name) and node.id == "print" for each in functions for node in ast.walk(each))


def text(program: Program, twin: Program | None, runs: Mapping[str, Run]) -> bytes:
    """The program's trace, as browsers read it; built if it isn't kept as it was built."""
    key = "\0".join([fingerprint("viewer", "programs"), trace.name_of(program),
                     *map(run_key, filter(None, (program, twin)))])
    cache = Cache(cache_folder("traces"))
    data = cache.get(key)
    if data is None:
        built = trace.build(program, runs[program.text], (twin, runs[twin.text]) if twin else None)
        data = trace.written(built).encode()
        cache.put(key, data)
    return data


def shown(own: Iterable[Reading], readings: Iterable[Reading]) -> list[tuple[Program, Program | None]]:
    """The programs that the viewers of pages ``own`` step through, each with its twin where any of all the
    pages has one."""
    asked = set().union(*map(viewed, own))
    pairs: dict[str, tuple[Program, Program | None]] = {}
    for program, twin in (pair for reading in readings for pair in viewed(reading).values()):
        if program.text in asked and (twin or program.text not in pairs):
            pairs[program.text] = program, twin
    return list(pairs.values())


def write(pairs: Iterable[tuple[Program, Program | None]], runs: Mapping[str, Run], folder: Path) -> None:
    """Put the traces of programs, each with its twin or None, into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for program, twin in pairs:
        (folder / f"{trace.name_of(program)}.json").write_bytes(text(program, twin, runs))
