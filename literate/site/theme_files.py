"""All that the site knows of the theme's own files. What is changed in them, theme_changes.toml says.

theme/ aside, tests/site/relied_on.toml lists it by the files of mkdocs-material in which it stands; a test
looks there.
"""

import json
import re
import tomllib
from pathlib import Path

import rjsmin

from literate.site.templates import fill

COPIES = re.compile(r'"clipboard\.copy": ("(?:[^"\\]|\\.)*")')
CHANGES = tomllib.loads(Path(__file__).with_name("theme_changes.toml").read_text("utf-8"))
SWITCHING = "data-md-color-switching"
UNUSED = ("footnote", "md-annotation", "md-status", "md-tag", "md-tooltip", "md-version", "tabbed")
"""What the theme's script makes or seeks only where the configuration asks for it; the book's doesn't."""


def change_page(page: str) -> str:
    """The HTML of a page as CHANGES say, and with a button for each block of code, named as the theme names
    it: put in one after another, by its script, each would be a new layout."""
    for change in CHANGES["pages"]:
        page = re.sub(change["old"], change["new"], page, flags=re.DOTALL)
    copy = fill("copy.html", title=json.loads(COPIES.search(page)[1]))
    # pymdownx.highlight marks those that have lines.
    page = page.replace("<pre><code>", f"<pre>{copy}<code>")
    return re.sub("(<pre><span></span>)<code>", rf'\1{copy}<code class="md-code__content">', page)


def change_scripts(site: Path) -> None:
    """Let the search load when it is opened and give its hits in our order, and colours be set once, on all
    pages."""
    for change in CHANGES["scripts"]:
        for script in site.glob(f"assets/javascripts/{change['file']}"):
            changed = script.read_text("utf-8").replace(change["old"], change["new"])
            script.write_text(changed, "utf-8", newline="\n")
    for worker in site.glob("assets/javascripts/workers/search.*.min.js"):
        for name in ("search-later.js", "search-order.js"):
            script = Path(__file__).with_name(name).read_text("utf-8").replace("search.js", worker.name)
            (worker.parent / name).write_text(rjsmin.jsmin(script), "utf-8", newline="\n")
