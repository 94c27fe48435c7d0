"""Pages and runs → the report that readers see: what is claimed, what it was held against, what is not checked.

``make report`` prints it; the site build writes it as a page of each language.
"""

from __future__ import annotations

import datetime
import platform
import re
import sys
from collections import Counter
from collections.abc import Iterator

from literate import mutation_record as mutations
from literate.claims import conventions, verdicts, words
from literate.claims.reader import Chapter, Claim, programs_of, read
from literate.claims.values import largest_difference
from literate.findings import ROOT
from literate.labels import labels as labels_of
from literate.pages.blocks import Fence, blocks
from literate.programs.pool import Pool, print_progress
from literate.programs.run import Run
from literate.programs.run_cache import installed_version

KINDS = ("program", "edit", "inline", "output", "note", "twins", "code", "word", "math")



def report(chapters: list[Chapter], runs: dict[str, Run], wrong: int, language: str) -> str:
    """The report as a Markdown page; ``wrong`` counts what was found to be."""
    labels = labels_of(language)["report"]
    claims = [claim for chapter in chapters for claim in chapter.claims]
    versions = ", ".join(f"{name} {installed_version(d)}" for name, d in
                         (("NumPy", "numpy"), ("TensorFlow", "tensorflow-cpu"), ("Keras", "keras"), ("matplotlib", "matplotlib"))
                         if installed_version(d) or d == "tensorflow-cpu" and installed_version("tensorflow"))
    lines = ["---", f"description: {labels['description']}", "---", "", f"# {labels['title']}", "", labels["lead"], "",
             labels["when"].format(day=datetime.date.today().isoformat(), system=f"{platform.system()} {platform.machine()}",
                                   versions=f"Python {platform.python_version()}, {versions}"), "",
             labels["total"].format(pages=len(chapters), programs=len(programs_of(claims)),
                                    claims=sum(c.kind in KINDS and is_claim(c) for c in claims), wrong=wrong), ""]
    lines += [f"## {labels['programs']}", "", *program_table(chapters, runs, labels), ""]
    lines += [f"## {labels['kinds']}", "", f"| {labels['kind']} | {labels['count']} |", "|---|--:|"]
    counts = Counter(c.kind for c in claims if is_claim(c))
    lines += [f"| {labels['names'][kind]} | {counts[kind]} |" for kind in KINDS if counts[kind]]
    lines += ["", f"## {labels['falsified']}", "", *falsified(chapters, labels)]
    lines += ["", f"## {labels['unchecked']}", "", *unchecked(chapters, runs, labels), ""]
    return "\n".join(lines)


def is_claim(claim: Claim) -> bool:
    """Whether the claim states something; inline code without a digit only names a thing."""
    return claim.kind not in ("code", "math") or bool(re.search(r"\d|=", claim.text))


def program_table(chapters: list[Chapter], runs: dict[str, Run], labels: dict) -> Iterator[str]:
    """A row for each program file: its pages, its claims, its seconds, the largest difference from its twin."""
    yield f"| {labels['program']} | {labels['page']} | {labels['claims']} | {labels['seconds']} | {labels['twin']} |"
    yield "|---|---|--:|--:|--:|"
    texts: dict[str, dict[str, None]] = {}
    pages: dict[str, dict[str, None]] = {}
    claims: Counter[str] = Counter()
    twins: dict[str, float] = {}
    for chapter in chapters:
        for claim in chapter.claims:
            if claim.kind in ("program", "edit"):
                texts.setdefault(claim.program.name, {})[claim.program.text] = None
                pages.setdefault(claim.program.name, {})[chapter.path.name] = None
            if claim.program and is_claim(claim):
                claims[claim.program.name] += 1
            if claim.kind == "twins":
                difference = largest_difference(claim.program.text, claim.twin.text, runs)
                for name in (claim.program.name, claim.twin.name):
                    twins[name] = max(twins.get(name, 0.0), difference)
    for name in sorted(texts):
        links = ", ".join(link(page) for page in pages[name])
        seconds = " + ".join(f"{runs[text].seconds:.1f}" for text in texts[name])
        difference = f"{twins[name]:.1e}" if name in twins else labels["none"]
        stem = name.removesuffix(".py")
        yield f'| <span id="{stem}">`{name}`</span> | {links} | {claims[name]} | {seconds} | {difference} |'


def link(page: str) -> str:
    """A link that names a section as the pages do: 4110.md is 4.1.10."""
    stem = page.removesuffix(".md")
    return f"[{'.'.join(filter(None, (stem[:1], stem[1:2], stem[2:]))) if stem.isdigit() else stem}]({page})"


def falsified(chapters: list[Chapter], labels: dict) -> Iterator[str]:
    """What became of falsified digits when ``make mutate`` ran last; files that have changed since don't count."""
    found = mutations.summary(chapters, mutations.recorded())
    if not found.digits:
        yield labels["no_mutations"]
        return
    yield labels["mutations"].format(digits=f"{found.digits:,}", noticed=f"{found.noticed:,}", left=found.digits - found.noticed,
                                     explained=found.explained, day=found.first_day)
    if found.earlier:
        yield labels["earlier"].format(earlier=found.earlier)
    if found.changed:
        yield labels["changed"].format(changed=found.changed)


def unchecked(chapters: list[Chapter], runs: dict[str, Run], labels: dict) -> Iterator[str]:
    """What no run proves, counted, each with its reason."""
    claims = [(chapter, claim) for chapter in chapters for claim in chapter.claims]
    prose = Counter(kind_of_digits(claim) for _, claim in claims if claim.kind == "number")
    for kind, count in sorted(prose.items()):
        yield f"- {labels['prose'].get(kind, kind)}: {count}"
    excused = Counter(word.reason for chapter in chapters for block in blocks(chapter.text) if not isinstance(block, Fence)
                      for word in words.found(chapter.text, *block[1:]) if word.reason)
    for name, count in excused.items():
        yield f"- {labels['word'].format(labels['phrases'][name])}: {count}"
    for chapter, claim in claims:
        if claim.kind == "illustration":
            yield f"- {labels['illustration']}, {link(chapter.path.name)}: {claim.options['reason']}"
    symbols = sum(claim.kind == "math" and not re.search(r"\d", claim.text) and "=" in claim.text
                  and not set(re.findall(r"[A-Za-z]+", claim.text)) <= set(getattr(runs.get(claim.program.text), "timeline", ()))
                  for _, claim in claims if claim.program)
    yield f"- {labels['symbols'].format(symbols)}"
    usual = sum("usual" in claim.options for _, claim in claims)
    yield f"- {labels['usual'].format(usual)}"
    measured = sum("bench" in claim.options for _, claim in claims)
    yield f"- {labels['bench'].format(measured)}"
    for reason in labels["reasons"].values():
        yield f"- {labels['survivors']}: {reason}"


def kind_of_digits(claim: Claim) -> str:
    """Which of the few kinds of digits that are no results this is."""
    if conventions.SECTION.fullmatch(claim.text):
        return "section"
    if conventions.TURNS.match(claim.options["after"]):
        return "turns"
    if claim.text in conventions.NAMES:
        return "name"
    return "chapter" if claim.text == "4" else "year"


def main(arguments: list[str]) -> int:
    chapters = [read(path) for path in sorted((ROOT / "docs" / "ko").rglob("*.md"))]
    runs = Pool(report=print_progress()).run(programs_of([c for chapter in chapters for c in chapter.claims]))
    wrong = sum(len(verdicts.findings(chapter, runs)) for chapter in chapters)
    print(report(chapters, runs, wrong, "en"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
