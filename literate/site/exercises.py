"""Exercises as the site and notebooks show them; docs/assets/js/exercises/ makes of them fields to answer in.

Without scripts, and on paper, hint, answer and solution are folded below the question.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Iterator

from literate.claims.claim import Change, Reading
from literate.claims.exercise import ExerciseClaim, Option

LETTERS = "abcdefgh"
FIELDS = ('<script id="exercise-labels" type="application/json">{}</script>'
          '<script type="module" src="{}assets/js/exercises/index.js"></script>')


def of(reading: Reading) -> list[ExerciseClaim]:
    """The exercises of a page."""
    return [claim for claim in reading.claims if isinstance(claim, ExerciseClaim)]


def scripts(labels: dict, way: str) -> str:
    """What a page with exercises loads, ``way`` leading to the site's root."""
    words = json.dumps(labels, ensure_ascii=False).replace("<", "\\u003c")
    return FIELDS.format(words, way)


def changes(exercise: ExerciseClaim, labels: dict) -> Iterator[Change]:
    """What comes in the places of the marks of an exercise and around its options."""
    asked, digits = asked_for(exercise)
    data = f' data-answer="{asked}" data-digits="{digits}"' if asked else ""
    title = f'<p class="exercise-title">{html.escape(labels["title"])}</p>'
    yield Change(exercise.start, exercise.end,
                 f'\n<div class="exercise" id="exercise-{exercise.name}"{data} data-search-exclude'
                 f' markdown="1">\n\n{title}\n\n')
    fold = '<details class="exercise-{0}" markdown="1"><summary>{1}</summary>\n\n'
    hint, answer = (fold.format(name, html.escape(labels[name])) for name in ("hint", "answer"))
    # In the order of the exercise's marks: of a number, its answer begins the fold of the solution.
    new = {"choose": '<div class="exercise-options" markdown="1">\n\n',
           "hint": f"{'</div>' * exercise.chooses}\n\n{hint}",
           "answer": f"</details>\n\n{answer}",
           "solution": f"</details>\n\n{answer}" if exercise.chooses else "",
           "done": "</details>\n\n</div>\n"}
    for part, start, end in exercise.parts:
        yield Change(start, end, f"\n{new[part]}\n")
    for option in exercise.options:
        yield from around(exercise, option, labels)


def around(exercise: ExerciseClaim, option: Option, labels: dict) -> Iterator[Change]:
    """What comes before, within and behind an option."""
    text, (first, last) = exercise.page.text, option.why
    value = "" if exercise.chooses else f' data-value="{number_in(exercise, option)}"'
    value += ' data-right="true"' * option.right
    begin = f'\n<div class="exercise-option"{value} markdown="1">\n\n'
    yield Change(text.rindex("\n", 0, option.start) + 1, option.start, begin)
    fold = "details" if exercise.chooses else "div"
    label = f'<summary>{html.escape(labels["why"])}</summary>' * exercise.chooses
    why = f'<{fold} class="exercise-why" markdown="1">{label}\n\n' * (first < last)
    yield Change(option.end, first, f"\n\n{why}")
    for blank in re.compile(r"^[ \t]+", re.MULTILINE).finditer(text, first, last):
        yield Change(*blank.span(), "")
    yield Change(last, last, f"\n\n</{fold}>" * (first < last) + "\n\n</div>\n\n")


def number_in(exercise: ExerciseClaim, option: Option) -> str:
    """The number of an option as a program writes it, with its zeros; a percentage as its number."""
    number = exercise.page.text[option.start:option.end].partition("<!--")[0].removesuffix("%")
    return number.replace(",", "").replace("−", "-").removeprefix("+")


def asked_for(exercise: ExerciseClaim) -> tuple[str, int]:
    """The right number and how many decimals it shows; none where there is something to choose."""
    right = [number_in(exercise, option) for option in exercise.options if option.right]
    number = right[0] if right and not exercise.chooses else ""
    return number, len(number.partition(".")[2])


# --- in a notebook ------------------------------------------------------------------------------------------


def cells(exercise: ExerciseClaim, words: dict) -> Iterator[tuple[str, str]]:
    """The cells of an exercise: the question, one for the answer, one that checks it, and what is folded."""
    text = exercise.page.text.replace("```output\n", "```      \n")         # a language of the site's alone
    marks = {part: (start, end) for part, start, end in exercise.parts}
    listed = dict(zip(LETTERS, exercise.options))
    right = next(letter for letter, option in listed.items() if option.right)
    answer = text[listed[right].start:listed[right].end]
    question = f"**{words['title']}**\n\n{text[exercise.end:exercise.parts[0][1]].strip()}"
    asked, digits = asked_for(exercise)
    if exercise.chooses:
        shown = "\n".join(f"- `\"{letter}\"`: {text[o.start:o.end]}" for letter, o in listed.items())
        question, answer = f"{question}\n\n{shown}", f"`\"{right}\"`: {answer}"
    form = f"{{answer:.{digits}f}}" if asked else "{answer}"
    digest = hashlib.sha256((asked or right).encode()).hexdigest()[:12]
    yield "markdown", question
    yield "code", "answer = None"
    yield "code", (f'import hashlib\n\nif answer is not None:\n    given = f"{form}".encode()\n'
                   f'    print(hashlib.sha256(given).hexdigest().startswith("{digest}"))')
    hint = text[marks["hint"][1]:marks["solution" if exercise.chooses else "answer"][0]]
    solution = f"{answer}\n\n{text[marks['solution'][1]:marks['done'][0]].strip()}"
    for name, said in (("hint", hint), ("answer", solution)):
        yield "markdown", f"<details>\n<summary>{words[name]}</summary>\n\n{said.strip()}\n\n</details>"
