"""What readers find: the index of the theme's search, made from less, written smaller, and told where
programs are shown.

The words that a page explains are in its front matter, as ``tags``; the theme's search puts the page that
has a word as its tag before all others. How else a section, or a term of the glossary, is asked for
stands there as ``asked``, by its heading or name. Names of programs are added here, so that nobody has to
keep them up, and so are the glossary's terms, which are found, with what they mean, where they are
explained. search-order.js puts in order what the search finds.
"""

import copy
import json
import re
from collections import Counter
from typing import Any

from material.plugins.search.plugin import SearchIndex
from mkdocs.structure.pages import Page

from literate.claims.claim import Reading

CODE = re.compile(r"<pre\b.*?</pre>", re.DOTALL)
PRINTS = re.compile(r"\bprint\(")
COLOUR = re.compile(r"</?(?:span|a)\b[^>]*>")
# An entry of the glossary: its names, some in parentheses, what they mean, and where that is explained.
ENTRY = re.compile(r'<li><strong>(?P<names>.*?)</strong>(?P<others> ?\(.*?\))?(?P<meaning>:.*?) '
                   r'<a href="\.\./(?P<place>[^"]*)">', re.DOTALL)
TAG = re.compile("<[^>]*>")


class Index(SearchIndex):
    """The theme's index of one language, whose pages are given in their order."""

    def __init__(self, readings: list[Reading], **config: Any):
        super().__init__(**config)
        self.defined: dict[str, list[dict[str, Any]]] = {}
        self.asked: dict[str, dict[str, list[str]]] = {}        # by page and heading
        self.owners: dict[str, str] = {}        # by a program's name, the first page that shows it
        for reading in readings:
            for claim in reading.claims:
                if claim.kind == "program":
                    self.owners.setdefault(claim.program.name.removesuffix(".py"), reading.page.path.stem)

    def add_entry_from_context(self, page: Page) -> None:
        """Add a page, read without the marks that colour its code.

        They are most of a page's tags, and reading them, one by one, took a third of the time of a build.
        """
        if page.url == "glossary/":
            self.defined = definitions(page.content, page.title, page.meta.get("asked", {}))
        else:
            self.asked[page.url] = page.meta.get("asked", {})
        plain = copy.copy(page)
        plain.content = CODE.sub(lambda code: COLOUR.sub("", code[0]), page.content)
        super().add_entry_from_context(plain)

    def generate_search_index(self, prev: SearchIndex | None) -> str:
        """The index in JSON: pages tagged with the programs that they show first, places with the terms that
        they explain, no section that is only a heading, and no escapes.

        These would make the index of Korean pages half as large again.
        """
        found = json.loads(super().generate_search_index(prev))
        found["docs"] = [entry for entry in found["docs"] if entry["text"] or "#" not in entry["location"]]
        names: list[str] = []       # of programs that a page shows first, and that it hasn't shown yet
        headings = Counter(entry["title"] for entry in found["docs"])
        for entry in found["docs"]:
            page, _, section = entry["location"].partition("#")
            defined = self.defined.get(entry["location"], [])
            tags = [] if section else entry.get("tags", [])     # they lead to the page, not to each section
            tags += [term for each in defined for term in each["terms"]]
            # The search shows of a section the first two places with a word: of its sentences, or a message.
            code = CODE.findall(entry["text"])
            if page == "errors/":
                for program in filter(PRINTS.search, code):
                    entry["text"] = entry["text"].replace(program, "")
            else:
                entry["text"] = CODE.sub("", entry["text"]) + "".join(code)
            if section:
                if page == "questions/":
                    entry["boost"] = 2      # asked in readers' words, and answered in a sentence or two
                elif headings[entry["title"]] > 10 or page == "changes/":
                    entry["boost"] = 0.3    # exercises and summaries
                shown = [name for name in names if f"{name}.py" in entry["text"]]
                names = [name for name in names if name not in shown]
                ways = self.asked.get(page, {}).get(entry["title"], [])
                if terms := [*ways, *shown, *(f"{name}.py" for name in shown)]:
                    text = re.sub("(?<=</p>).*", "", entry["text"], flags=re.DOTALL)
                    defined = [{"terms": terms, "text": text}, *defined]
                    entry["text"] += f"<aside>{', '.join(terms)}</aside>"
            else:
                names = [name for name, owner in self.owners.items() if f"{owner}/" == page]
                tags += names
            entry.pop("tags", None)
            entry |= {"tags": list(dict.fromkeys(tags))} if tags else {}
            entry |= {"defined": defined} if defined else {}
        return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def definitions(glossary: str, title: str,
                asked: dict[str, list[str]]) -> dict[str, list[dict[str, Any]]]:
    """By the place that explains them, the entries of a glossary in HTML: their terms, and themselves, with
    the glossary's title. ``asked`` says by the first term how else one is asked for."""
    found: dict[str, list[dict[str, Any]]] = {}
    for entry in ENTRY.finditer(glossary):
        names, others = entry["names"], entry["others"] or ""
        terms = TAG.sub("", f"{names}, {others.strip(' ()')}").strip(", ").split(", ")
        terms += asked.get(terms[0], [])
        text = f"<p><em>{title}</em> · <strong>{names}</strong>{others}{entry['meaning']}</p>"
        found.setdefault(entry["place"], []).append({"terms": terms, "text": text})
    return found
