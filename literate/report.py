"""Pages and runs → the report that readers see: what is claimed, what it was held against, what is not
checked.

The site build writes it as a page of each language.
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
from literate.programs.syntax import imports_tensorflow

PACKAGES = ("NumPy", "TensorFlow", "Keras", "matplotlib")


def report(readings: list[Reading], runs: Runs, wrong: int, language: str) -> str:
    """The report as a Markdown page; ``wrong`` counts what was found to be."""
    labels = labels_of(language)["report"]
    claims = [claim for reading in readings for claim in reading.claims]
    kinds = Counter(kind_of(claim) for claim in claims if states_something(claim))
    proven = sum(count for kind, count in kinds.items() if kind in labels["names"])
    total = labels["total"].format(pages=len(readings), programs=len(programs_of(claims)), claims=proven,
                                   free=kinds["free"], wrong=wrong)
    on_pages = {claim.program.text for claim in claims if claim.kind in ("program", "edit", "inline")
                and not imports_tensorflow(claim.program.text)}
    total += " " + labels["in_browser"].format(count=len(on_pages))
    when = labels["when"].format(day=datetime.date.today().isoformat(), versions=versions(),
                                 system=f"{platform.system()} {platform.machine()}")
    return "\n".join([
        "---", f"description: {labels['description']}", "---", "",
        f"# {labels['title']}", "", labels["lead"], "", when, "", total, "",
        f"## {labels['programs']}", "", *program_table(readings, runs, labels), "",
        f"## {labels['kinds']}", "", f"| {labels['kind']} | {labels['count']} |", "|---|--:|",
        *(f"| {label} | {kinds[kind]} |" for kind, label in labels["names"].items() if kinds[kind]), "",
        f"## {labels['falsified']}", "", *falsified(readings, labels), "",
        f"## {labels['unchecked']}", "", *unchecked(claims, kinds, runs, labels), ""])


def versions() -> str:
    """The versions that the runs were made with."""
    installed = {name: installed_version(name.lower()) for name in PACKAGES}
    installed = {"Python": platform.python_version(), **installed}
    return ", ".join(f"{name} {version}" for name, version in installed.items() if version)


def kind_of(claim: Claim) -> str:
    """The claim's kind; of what a remark says to be no value of a run, what it is instead."""
    return claim.remark.source if claim.remark and claim.remark.source else claim.kind


def states_something(claim: Claim) -> bool:
    """Whether the claim states something; inline code without a digit only names a thing."""
    return claim.kind not in ("quote", "formula") or bool(re.search(r"\d|=", claim.text))


def program_table(readings: list[Reading], runs: Runs, labels: dict) -> Iterator[str]:
    """A row for each program file: its pages, its claims, its seconds with those of its edits."""
    yield f"| {labels['program']} | {labels['page']} | {labels['claims']} | {labels['seconds']} |"
    yield "|---|---|--:|--:|"
    texts, pages, claims = defaultdict(set), defaultdict(dict), Counter()
    for claim in (claim for reading in readings for claim in reading.claims if claim.program):
        claims[claim.program.name] += states_something(claim)
        if claim.kind in ("program", "edit"):
            texts[claim.program.name].add(claim.program.text)
            pages[claim.program.name][claim.page.path.stem] = None
    for name in sorted(texts, key=place):
        seconds = sum(runs[text].seconds for text in texts[name])
        anchor = f'<span id="{name.removesuffix(".py")}">`{name}`</span>'
        shown = ", ".join(map(link, sorted(pages[name], key=place)))
        yield f"| {anchor} | {shown} | {claims[name]} | {seconds:.1f} |"


def place(name: str) -> list[str | int]:
    """Where a program or page stands: 4111_2.py is the second of section 4.1.11, which follows 4.1.6."""
    return [name[:2], *map(int, re.findall(r"\d+", name[2:]))]


def link(page: str) -> str:
    """A link that names a section as the pages do: 4110 is 4.1.10."""
    section = ".".join(filter(None, (page[:1], page[1:2], page[2:]))) if page.isdigit() else page
    return f"[{section}]({page}.md)"


def falsified(readings: list[Reading], labels: dict) -> Iterator[str]:
    """What became of falsified digits when ``make mutate`` ran last; files that have changed since don't
    count.
    """
    found = mutation.summary(readings)
    yield labels["mutations" if found["digits"] else "no_mutations"].format(**found)
    if found["digits"] and found["changed"]:
        yield labels["changed"].format(**found)


def unchecked(claims: list[Claim], kinds: Counter[str], runs: Runs, labels: dict) -> Iterator[str]:
    """What no run proves, counted, each with its reason."""
    yield from (f"- {label}: {kinds[kind]}" for kind, label in labels["not_run"].items() if kinds[kind])
    symbols = [claim for claim in claims if claim.kind == "formula" and "=" in claim.text and claim.program
               and not DIGIT.search(claim.text)]
    strange = sum(not {*re.findall(r"[A-Za-z]+", claim.text)} <= {*claim.run(runs).timeline}
                  for claim in symbols)
    yield f"- {labels['symbols'].format(strange)}"
    yield from (f"- {labels['survivors']}: {reason}" for reason in labels["reasons"].values())
