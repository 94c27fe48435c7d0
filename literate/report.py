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
from literate.pages.blocks import Fence, blocks
from literate.programs.run import Cache, Pool, Run, progress, version

KINDS = ("program", "edit", "inline", "output", "note", "twins", "code", "word", "math")

LABELS = {
    "ko": {
        "title": "검증 보고서", "description": "이 책이 보여 주는 프로그램과 숫자를 무엇과 견주어 확인했는지, 확인하지 않은 것은 무엇인지 알려 주는 보고서입니다.",
        "lead": "이 책의 프로그램은 모두 실행되고, 독자가 보는 숫자는 모두 그 실행 결과와 비교됩니다. 하나라도 다르면 이 사이트는 만들어지지 않습니다. "
                "이 페이지는 그 비교에서 나온 기록입니다.",
        "when": "만든 날 {day}, {system}. {versions}.",
        "total": "페이지 {pages}개에서 프로그램 {programs}개를 실행해 주장 {claims}개를 확인했고, 틀린 주장은 {wrong}개입니다.",
        "programs": "프로그램마다", "program": "프로그램", "page": "페이지", "claims": "주장", "seconds": "초", "twin": "짝과의 가장 큰 차이",
        "kinds": "주장의 종류", "kind": "종류", "count": "개수",
        "edited": "고쳐서 실행", "none": "–",
        "unchecked": "확인하지 않는 것", "reason": "까닭", "what": "무엇",
        "names": {"program": "프로그램이 실행됩니다", "edit": "고친 프로그램이 실행됩니다", "inline": "본문에 쓴 프로그램이 실행됩니다",
                  "output": "출력이 글자 하나까지 같습니다", "note": "설명이 가리키는 줄이 있습니다", "twins": "짝이 같은 숫자를 출력합니다",
                  "code": "글 속의 값과 계산이 맞습니다", "word": "낱말로 쓴 수가 실행 결과와 맞습니다", "math": "수식이 프로그램의 값으로 성립합니다"},
        "prose": {"section": "절 번호. 그 페이지의 제목이나 그 페이지로 가는 링크인지 확인합니다", "turns": "반복 횟수. 말하는 프로그램이 그만큼 반복하는지 확인합니다",
                  "chapter": "장 번호", "year": "문헌의 연도. 앞에 적은 저자와 함께 목록에 있는지 확인합니다", "name": "이름에 든 숫자. 목록에 있는 이름인지 확인합니다"},
        "word": "결과가 아닌 수를 쓴 낱말({}). 목록에 있는 구절인지 확인합니다",
        "phrases": {"formula": "바로 곁의 식이나 계산을 말로 옮긴 것", "definition": "견주려고 든 다른 정의", "choice": "프로그램이나 글이 고른 수",
                    "digits": "출력하거나 담을 수 있는 자릿수", "count": "걸음이나 호출을 세거나 차례를 매긴 것", "world": "프로그램 밖의 어림한 크기",
                    "title": "아래에서 밝히는 것을 미리 말한 제목"},
        "illustration": "실행하지 않는 예", "symbols": "프로그램에 없는 기호로 쓴 수식 {}개. 숫자가 없으므로 문법만 확인합니다",
        "falsified": "일부러 틀려 본 숫자",
        "mutations": "검사 자체도 검사했습니다. 페이지와 프로그램의 숫자를 한 번에 한 자리씩, 페이지에 낱말로 쓴 수를 하나씩, 모두 {digits}번 틀리게 바꾸었습니다. 검사는 {noticed}번 "
                     "알아차리고 그 줄을 알려 주었습니다. 나머지 {left}번 가운데 {explained}번은 맨 아래에 까닭을 적었습니다. {day}에 `make mutate`가 남긴 기록입니다."
                     " 그림에 적힌 숫자는 `make test`가 실행할 때마다 한 자리씩 모두 틀리게 바꾸어 봅니다.",
        "no_mutations": "기록이 없습니다. `make mutate`가 숫자를 한 자리씩 틀리게 바꾸어 보고 기록을 남깁니다.",
        "earlier": "그 뒤로 검사하는 코드도 바뀌었습니다. 이 가운데 페이지와 프로그램 {earlier}개에 관한 기록은 그때의 코드로 시험한 결과이며, 지금의 코드로 "
                   "다시 시험한 결과가 아닙니다.",
        "changed": "그 뒤에 바뀐 페이지와 프로그램 {changed}개는 여기에서 뺐습니다. `make test`는 실행할 때마다 표본을 뽑아 시험합니다.",
        "usual": "흔히 쓰는 값 {}개. 출처와 함께 적은 목록에 있는지 확인합니다",
        "survivors": "숫자를 일부러 바꾸어도 찾지 못하는 자리",
        "reasons": {
            "from": "바뀐 줄의 표시는 어느 프로그램을 적든 그 프로그램과 견주어 만들므로, 페이지의 말은 여전히 참입니다",
            "twin": "보이는 자릿수까지는 짝의 값이 같습니다",
            "name": "값 없이 이름만 적은 것입니다. 프로그램에 두 이름이 다 있으므로 페이지의 말은 여전히 참입니다",
            "verbose": "Keras는 `verbose`가 하나나 둘이 아니면 아무것도 출력하지 않습니다",
            "size": "그림에 찍은 표시의 크기입니다",
            "points": "곡선의 어느 점을 그리는지는 어느 페이지도 말하지 않습니다. 점이 곡선 위에 있는지는 테스트가 확인합니다",
            "curve": "출력하지 않고 그리기만 하는 곡선입니다. tests/test_drawn_curves.py가 그릇의 식과 맞는지 확인합니다",
            "ratio": "걸린 시간의 비율입니다. `make bench`가 다시 재어 견줍니다",
            "command": "입력할 명령입니다. 바꾼 이름의 프로그램도 있습니다"},
        "bench": "걸린 시간의 비율 {}개. `make bench`로 다시 잽니다",
    },
    "en": {
        "title": "Verification report", "description": "How every program and number of this book is checked, and what is not checked.",
        "lead": "Every program of this book is run, and every number a reader sees is compared with what the run gave. "
                "If one differs, this site is not built. This page is the record of that comparison.",
        "when": "Built on {day}, {system}. {versions}.",
        "total": "On {pages} pages, {programs} programs were run and {claims} claims were checked; {wrong} of them are wrong.",
        "programs": "By program", "program": "program", "page": "page", "claims": "claims", "seconds": "seconds",
        "twin": "largest difference from its twin", "kinds": "Kinds of claims", "kind": "kind", "count": "count",
        "edited": "run with edits", "none": "–",
        "unchecked": "What is not checked", "reason": "reason", "what": "what",
        "names": {"program": "a program runs", "edit": "an edited program runs", "inline": "a program written on the page runs",
                  "output": "an output is equal, character for character", "note": "the line that a note quotes is there",
                  "twins": "twins print the same numbers", "code": "a value or a calculation in the text is right",
                  "word": "a number written as a word is what the run gave",
                  "math": "a formula holds with the program's values"},
        "prose": {"section": "a section number: checked to be the page's own or that of the page a link leads to",
                  "turns": "a number of turns: checked against the loop of the program it speaks of", "chapter": "the chapter's number",
                  "year": "the year of a publication: checked to be listed with the author in front of it", "name": "digits in a name: checked to be a listed name"},
        "word": "number words that state no result ({}): checked to stand in a listed phrase",
        "phrases": {"formula": "what a formula or calculation beside them says", "definition": "another definition, to compare with",
                    "choice": "chosen by the program or the text", "digits": "digits that are printed, or that a format holds",
                    "count": "steps and calls, counted or ordered", "world": "rough sizes outside of the programs",
                    "title": "titles of what the text below proves"},
        "illustration": "an example that is not run",
        "symbols": "{} formulas in symbols that no program has; they hold no number, so only their grammar is checked",
        "falsified": "Falsified digits",
        "mutations": "The check was checked, too: the digits of pages and programs, and number words, were falsified one at a time, {digits} times in all. The check noticed "
                     "{noticed} times and named the line. Of the other {left}, {explained} have their reason at the end of this page. `make mutate` recorded this on {day}. "
                     "The digits in figures are all falsified by each `make test`.",
        "no_mutations": "There is no record. `make mutate` falsifies the digits one at a time and leaves one.",
        "earlier": "The code that checks has changed since, too: the record of {earlier} of these pages and programs says what the code of that day "
                   "noticed, not what the code of today would.",
        "changed": "Left out here are {changed} pages and programs that have changed since; `make test` falsifies a sample each time.",
        "usual": "{} customary values: checked to be listed with their sources",
        "survivors": "places where a falsified digit goes unnoticed",
        "reasons": {
            "from": "the marked lines are computed from whatever program is named, so what the page says stays true",
            "twin": "the twin has the same value to the digits shown",
            "name": "a name without a value: the program has both names, so what the page says stays true",
            "verbose": "Keras prints nothing unless `verbose` is one or two",
            "size": "the size of a mark in a drawing",
            "points": "which points of a curve are drawn: no page says it, and tests hold them to the curve",
            "curve": "a curve that is drawn and not printed: tests/test_drawn_curves.py holds it to the bowl",
            "ratio": "a ratio of times: `make bench` measures it again and compares",
            "command": "a command to type: it names another program that is there"},
        "bench": "{} ratios of times; `make bench` measures them again",
    },
}


def report(chapters: list[Chapter], runs: dict[str, Run], wrong: int, language: str) -> str:
    """The report as a Markdown page; ``wrong`` counts what was found to be."""
    labels = LABELS[language]
    claims = [claim for chapter in chapters for claim in chapter.claims]
    versions = ", ".join(f"{name} {version(d)}" for name, d in
                         (("NumPy", "numpy"), ("TensorFlow", "tensorflow-cpu"), ("Keras", "keras"), ("matplotlib", "matplotlib"))
                         if version(d) or d == "tensorflow-cpu" and version("tensorflow"))
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


def main() -> int:
    chapters = [read(path) for path in sorted((ROOT / "docs" / "ko").rglob("*.md"))]
    runs = Pool(Cache(), report=progress()).run(programs_of([c for chapter in chapters for c in chapter.claims]))
    wrong = sum(len(verdicts.findings(chapter, runs)) for chapter in chapters)
    print(report(chapters, runs, wrong, "en"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
