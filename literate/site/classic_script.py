"""JavaScript modules → one classic script, for pages opened from a disk, where browsers load no modules.

It knows the part of the language that the book's modules use: named imports and exports, of functions,
classes and constants, from modules of one folder and of the folders in it. Anything else is an error, never
passed on. A module's name is its path below that folder: ``step-viewer/index.js``.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

PATH = r'"(?P<path>\.{1,2}/[\w./-]+\.js)"'
IMPORT = re.compile(r"^import (?:\{(?P<names>[^}]*)\} from )?" + PATH + ";", re.MULTILINE)
LATER = re.compile(r"\bimport\(" + PATH + r"\)")
EXPORT = re.compile(r"^export (?=(?:const|(?:async )?function\*?|class) (?P<name>\w+))", re.MULTILINE)
OTHER = re.compile(r"^\s*(?:import|export)\b|\bimport[.(]", re.MULTILINE)

FRAME = """(() => {{
"use strict";
const here = document.currentScript.src;
const addressOf = (name) => new URL(name, here).href;
const made = {{}};
const load = (name) => (made[name] ??= modules[name]());
const modules = {{
{modules}
}};
window.offline.load = load;
}})();
"""


class Unsupported(Exception):
    """A module uses what this one doesn't know; says where."""


def join_modules(folder: Path, entries: list[str]) -> str:
    """A script after which ``offline.load(NAME)`` runs any of the modules ``entries`` of the folder.

    Raises Unsupported.
    """
    texts: dict[str, str] = {}
    waiting = list(entries)
    while waiting:
        name = waiting.pop()
        if name not in texts:
            texts[name], needed = as_function(folder, name)
            waiting += needed
    return FRAME.format(modules="\n".join(f'"{name}": {texts[name]},' for name in sorted(texts)))


def as_function(folder: Path, name: str) -> tuple[str, list[str]]:
    """A module as a function that gives its exports, and which modules it needs. Raises Unsupported."""
    text, needed = (folder / name).read_text("utf-8"), []

    def load(match: re.Match) -> str:
        needed.append(posixpath.normpath(posixpath.join(posixpath.dirname(name), match["path"])))
        return f'load("{needed[-1]}")'

    def load_now(match: re.Match) -> str:
        names = (match["names"] or "").replace(" as ", ": ")
        return f"const {{{names}}} = {load(match)};" if names else f"{load(match)};"

    def load_later(match: re.Match) -> str:
        return f"Promise.resolve().then(() => {load(match)})"

    exports = ", ".join(match["name"] for match in EXPORT.finditer(text))
    rewritten = EXPORT.sub("", LATER.sub(load_later, IMPORT.sub(load_now, text)))
    rewritten = rewritten.replace("import.meta.url", f'addressOf("{name}")')
    if found := OTHER.search(rewritten):
        line = rewritten.count("\n", 0, found.end()) + 1
        raise Unsupported(
            f"{name}:{line}: this import or export can't be made part of a classic script.\n"
            '    Write `import { a } from "./b.js";` or export a function, class or constant by name.')
    return f"() => {{\n{rewritten}\nreturn {{ {exports} }};\n}}", needed
