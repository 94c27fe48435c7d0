"""Pages and runs → the report that readers see: what is claimed, what it was held against, what is not
checked.
"""

import datetime
import platform
import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from literate import mutation
from literate.claims.claim import Claim, Reading, Runs, programs_of
from literate.labels import labels as labels_of
from literate.pages.spans import DIGIT
from literate.programs.machine import installed_version
from literate.programs.program import place_in_book
from literate.programs.syntax import imports_tensorflow
from literate.site.templates import fill

PACKAGES = ("NumPy", "TensorFlow", "Keras", "matplotlib")


def report(readings: list[Reading], runs: Runs, wrong: int, language: str) -> str:
    """The report as a Markdown page; ``wrong`` counts what was found to be."""
    labels, claims = labels_of(language)["report"], [claim for each in readings for claim in each.claims]
    kinds = Counter(kind_of(claim) for claim in claims if states_something(claim))
    in_browser = {claim.program.text for claim in claims if claim.kind in ("program", "edit", "inline")
                  and not imports_tensorflow(claim.program.text)}
    symbols = [claim for claim in claims if claim.kind == "formula" and "=" in claim.text and claim.program
               and not DIGIT.search(claim.text)]
    strange = sum(not {*re.findall(r"[A-Za-z]+", claim.text)} <= {*claim.run(runs).timeline}
                  for claim in symbols)
    return fill("report.md", labels=labels, kinds=kinds, wrong=wrong, strange=strange,
                pages=len(readings), programs=len(programs_of(claims)), in_browser=len(in_browser),
                proven=sum(kinds[kind] for kind in labels["names"]), rows=rows(claims, runs),
                falsified=mutation.summary(readings), day=datetime.date.today().isoformat(),
                versions=versions(), system=f"{platform.system()} {platform.machine()}")


def versions() -> str:
    """The versions that the runs were made with."""
    installed = {name: installed_version(name.lower()) for name in PACKAGES}
    installed = {"Python": platform.python_version(), **installed}
    return ", ".join(f"{name} {version}" for name, version in installed.items() if version)


def kind_of(claim: Claim) -> str:
    """The claim's kind; of what a remark says to be no value of a run, what it is instead."""
    return claim.remark.source or claim.kind


def states_something(claim: Claim) -> bool:
    """Whether the claim states something; inline code without a digit only names a thing."""
    return claim.kind not in ("quote", "formula") or bool(re.search(r"\d|=", claim.text))


def rows(claims: list[Claim], runs: Runs) -> Iterator[tuple[str, list[str], int, float]]:
    """For each program file its name, links to its pages, how many claims are of it, and its seconds with
    those of its edits.
    """
    texts, pages, count = defaultdict(set), defaultdict(set), Counter()
    for claim in (claim for claim in claims if claim.program):
        count[claim.program.name] += states_something(claim)
        if claim.kind in ("program", "edit"):
            texts[claim.program.name].add(claim.program.text)
            pages[claim.program.name].add(claim.page.path.stem)
    for name in sorted(texts, key=place_in_book):
        seconds = sum(runs[text].seconds for text in texts[name])
        yield name, [*map(link, sorted(pages[name], key=place_in_book))], count[name], seconds


def link(page: str) -> str:
    """A link that names a section as the pages do: 4110 is 4.1.10."""
    section = ".".join(filter(None, (page[:1], page[1:2], page[2:]))) if page.isdigit() else page
    return f"[{section}]({page}.md)"
