"""Exercises as the site and notebooks show them, by templates/exercise.html and exercise.md."""

import hashlib
import re
from collections.abc import Callable
from typing import Any

from literate.claims.claim import Reading
from literate.claims.exercise import ExerciseClaim, Option
from literate.site.templates import fill

LETTERS = "abcdefgh"


def of(reading: Reading) -> list[ExerciseClaim]:
    """The exercises of a page."""
    return [claim for claim in reading.claims if isinstance(claim, ExerciseClaim)]


def shown(template: str, exercise: ExerciseClaim, words: dict, said: Callable[[int, int], str]) -> str:
    """An exercise in Markdown; ``said`` gives what the page says from where to where. No number is ``asked``
    for where there is something to choose."""
    options: list[dict[str, Any]] = [
        {"letter": letter, "right": option.right, "text": said(option.start, option.end),
         "why": re.sub(r"(?m)^[ \t]+", "", said(*option.why)), "value": number_in(exercise, option)}
        for letter, option in zip(LETTERS, exercise.options)]
    right = next((option for option in options if option["right"]), {"letter": "", "value": ""})
    asked = "" if exercise.chooses else right["value"]
    places = [*exercise.parts.values()]
    pieces = {part: said(end, start)
              for part, (_, end), (start, _) in zip(exercise.parts, places, places[1:])}
    return fill(template, exercise=exercise, words=words, options=options, right=right, asked=asked,
                digits=len(asked.partition(".")[2]), question=said(exercise.end, places[0][0]),
                hint=pieces["hint"], solution=pieces["solution"],
                digest=hashlib.sha256((asked or right["letter"]).encode()).hexdigest()[:12])


def number_in(exercise: ExerciseClaim, option: Option) -> str:
    """The number of an option as a program writes it, with its zeros; a percentage as its number."""
    number = exercise.page.text[option.start:option.end].partition("<!--")[0].removesuffix("%")
    return number.replace(",", "").replace("−", "-").removeprefix("+")
