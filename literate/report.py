"""Pages and runs → the report that readers see: what is claimed, what it was held against, what is not
checked.

``make report`` prints it; the site build writes it as a page of each language.
"""

from __future__ import annotations

import datetime
import platform
import re
import sys
from collections import Counter
from collections.abc import Iterator

from literate import mutation
from literate.claims import proof
from literate.claims.claim import Claim, Reading, Runs, programs_of
from literate.claims.reader import read
from literate.claims.twins import largest_difference
from literate.findings import ROOT
from literate.labels import labels as labels_of
from literate.pages.spans import DIGIT
from literate.programs.pool import Pool, print_progress
from literate.programs.run_cache import installed_version as version

PACKAGES = (("NumPy", "numpy"), ("TensorFlow", "tensorflow-cpu"), ("TensorFlow", "tensorflow"),
            ("Keras", "keras"),
            ("matplotlib", "matplotlib"))


def report(readings: list[Reading], runs: Runs, wrong: int, language: str) -> str:
    """The report as a Markdown page; ``wrong`` counts what was found to be."""
    labels = labels_of(language)["report"]
    claims = [claim for reading in readings for claim in reading.claims]
    kinds = Counter(kind_of(claim) for claim in claims if states_something(claim))
    proven = sum(count for kind, count in kinds.items() if kind in labels["names"])
    lines = ["---", f"description: {labels['description']}", "---", "", f"# {labels['title']}", "",
             labels["lead"], "",
             labels["when"].format(day=datetime.date.today().isoformat(),
                                   system=f"{platform.system()} {platform.machine()}", versions=versions()),
             "",
             labels["total"].format(pages=len(readings), programs=len(programs_of(claims)), claims=proven,
                                    free=kinds["free"], wrong=wrong), ""]
    lines += [f"## {labels['programs']}", "", *program_table(readings, runs, labels), ""]
    lines += [f"## {labels['kinds']}", "", f"| {labels['kind']} | {labels['count']} |", "|---|--:|"]
    lines += [f"| {label} | {kinds[kind]} |" for kind, label in labels["names"].items() if kinds[kind]]
    lines += ["", f"## {labels['falsified']}", "", *falsified(readings, labels)]
    lines += ["", f"## {labels['unchecked']}", "", *unchecked(readings, kinds, runs, labels), ""]
    return "\n".join(lines)


def versions() -> str:
    """The versions that the runs were made with."""
    return ", ".join([f"Python {platform.python_version()}", *(f"{name} {version(distribution)}"
                                                              for name, distribution in PACKAGES
                                                               if version(distribution))])


def kind_of(claim: Claim) -> str:
    """The claim's kind; of what a remark says to be no value of a run, what it is instead."""
    return claim.remark.source if claim.remark and claim.remark.source else claim.kind


def states_something(claim: Claim) -> bool:
    """Whether the claim states something; inline code without a digit only names a thing."""
    return claim.kind not in ("quote", "formula") or bool(re.search(r"\d|=", claim.text))


def program_table(readings: list[Reading], runs: Runs, labels: dict) -> Iterator[str]:
    """A row for each program file: its pages, its claims, its seconds, the largest difference from its twin.
    """
    yield f"| {labels['program']} | {labels['page']} | {labels['claims']} | {labels['seconds']} | {labels['twin']} |"
    yield "|---|---|--:|--:|--:|"
    texts: dict[str, dict[str, None]] = {}
    pages: dict[str, dict[str, None]] = {}
    claims: Counter[str] = Counter()
    twins: dict[str, float] = {}
    for reading in readings:
        for claim in reading.claims:
            if claim.kind in ("program", "edit"):
                texts.setdefault(claim.program.name, {})[claim.program.text] = None
                pages.setdefault(claim.program.name, {})[reading.page.path.name] = None
            if claim.program and states_something(claim):
                claims[claim.program.name] += 1
            if claim.kind == "twins":
                first, second = claim.programs
                difference = largest_difference(first.text, second.text, runs)
                for program in claim.programs:
                    twins[program.name] = max(twins.get(program.name, 0.0), difference)
    for name in sorted(texts, key=lambda name: [int(part) for part in re.findall(r"\d+", name)]):
        links = ", ".join(link(page) for page in pages[name])
        seconds = f"{sum(runs[text].seconds for text in texts[name]):.1f}"
        difference = f"{twins[name]:.1e}" if name in twins else labels["none"]
        stem = name.removesuffix(".py")
        yield f'| <span id="{stem}">`{name}`</span> | {links} | {claims[name]} | {seconds} | {difference} |'


def link(page: str) -> str:
    """A link that names a section as the pages do: 4110.md is 4.1.10."""
    stem = page.removesuffix(".md")
    return f"[{'.'.join(filter(None, (stem[:1], stem[1:2], stem[2:]))) if stem.isdigit() else stem}]({page})"


def falsified(readings: list[Reading], labels: dict) -> Iterator[str]:
    """What became of falsified digits when ``make mutate`` ran last; files that have changed since don't
    count.
    """
    found, changed = mutation.summary(readings, mutation.load_record())
    if not found.digits:
        yield labels["no_mutations"]
        return
    yield labels["mutations"].format(digits=f"{found.digits:,}", noticed=f"{found.noticed:,}",
                                     left=found.digits - found.noticed, explained=found.explained,
                                     day=found.day)
    if changed:
        yield labels["changed"].format(changed=changed)


def unchecked(readings: list[Reading], kinds: Counter[str], runs: Runs, labels: dict) -> Iterator[str]:
    """What no run proves, counted, each with its reason."""
    for kind, label in labels["not_run"].items():
        if kinds[kind]:
            yield f"- {label}: {kinds[kind]}"
    for reading in readings:
        for claim in reading.claims:
            if claim.kind == "illustration":
                where = f"{labels['illustration']}, {link(reading.page.path.name)}"
                yield f"- {where}: {claim.reason}"      # type: ignore[attr-defined]
    symbols = sum(claim.kind == "formula" and not DIGIT.search(claim.text) and "=" in claim.text
                  and claim.program is not None
                  and not set(re.findall(r"[A-Za-z]+", claim.text)) <= set(runs[claim.program.text].timeline)
                  for reading in readings for claim in reading.claims)
    yield f"- {labels['symbols'].format(symbols)}"
    for reason in labels["reasons"].values():
        yield f"- {labels['survivors']}: {reason}"


def main(arguments: list[str]) -> int:
    """Print the report of the Korean edition in English."""
    readings = [read(path) for path in sorted((ROOT / "docs" / "ko").rglob("*.md"))]
    runs = Pool(report=print_progress()).run(programs_of(readings))
    print(report(readings, runs, sum(len(proof.prove(reading, runs)) for reading in readings), "en"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
