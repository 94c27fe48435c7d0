"""Every exercise of the book solved as a reader does, wrong answers first, and what is kept of it."""

from decimal import Decimal

import pytest
import whole_book
from playwright.sync_api import Error

from literate.findings import ROOT
from literate.labels import labels
from literate.site.languages import folder_of, languages

from .conftest import script

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


class Keys:
    """A reader with a keyboard alone."""

    def __init__(self, page):
        self.page = page

    def go(self, *targets):
        """Come to one of these by Tab, or by Shift and Tab where they stand above."""
        way = "Shift+Tab" if targets[0].evaluate(script("is_above")) else "Tab"
        for _ in range(150):
            if any(target.evaluate("target => target === document.activeElement") for target in targets):
                return
            self.page.keyboard.press(way)
        raise AssertionError(f"no way by Tab to {targets[0]}")

    def press(self, target):
        self.go(target)
        self.page.keyboard.press("Enter")

    def answer(self, section, given):
        radios = section.get_by_role("radio").all()
        if not radios:
            box = section.get_by_role("textbox")
            self.go(box)
            box.press("Control+A")
            self.page.keyboard.type(given) if given else box.press("Delete")
        elif given is not None:
            self.go(*radios)
            self.page.keyboard.press("Space")
            while not radios[given].is_checked():
                self.page.keyboard.press("ArrowDown")
        else:
            self.go(*radios)
        self.page.keyboard.press("Enter")


class Fingers:
    """A reader who touches a phone."""

    def __init__(self, page):
        self.page = page

    def press(self, target):
        target.tap()

    def answer(self, section, given):
        options = section.locator("fieldset > label").all()
        if not options:
            section.get_by_role("textbox").tap()
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(given.replace(".", ",")) if given else self.page.keyboard.press("Delete")
        elif given is not None:
            options[given].tap()
        section.locator(".answer-check").tap()


def squeezed(*texts):
    return "".join("".join(texts).split())


def tries(read, words):
    """The wrong answers to give, and what has to be said of each."""
    def reason(why):
        return words["not_yet"] + why if why else words["wrong"]

    options = list(enumerate(read["options"]))
    if read["answer"] is None:
        wrong = ((n, reason(option["why"])) for n, option in options if not option["right"])
        return [(None, words["empty"]), *wrong]
    value, digits = Decimal(read["answer"]), int(read["digits"])
    listed = {Decimal(option["value"]): option["why"] for _, option in options if not option["right"]}
    near = Decimal("0.5") / 10 ** digits if digits else 0
    slips = {"sign": -value, "twice": 2 * value, "half": value / 2}
    return [("", words["empty"]), ("x", words["unreadable"]),
            *((f"{number:f}", reason(why)) for number, why in listed.items()),
            *((f"{slip:f}", words[name]) for name, slip in slips.items()
              if all(abs(slip - other) > near for other in (value, *listed)))]


def solve(section, hand, words):
    """Solve one exercise. Raises AssertionError with what is not as it should be."""
    if not section.is_visible():
        hand.press(section.locator("xpath=ancestor::details/summary").first)
    section.locator(".answer-field").wait_for()
    read = section.evaluate(script("exercise"))
    hint, solution = section.locator(".exercise-hint"), section.locator(".exercise-answer")
    assert not solution.is_visible(), "its solution is there before an answer"
    for given, expected in tries(read, words):
        hand.answer(section, given)
        said = section.get_by_role("status").text_content()
        assert squeezed(said) == squeezed(expected), f"{given} gets: {said}"
        assert "solved" not in section.get_attribute("class")
    hand.press(hint.locator("summary").first)
    assert hint.locator("p").first.is_visible(), "its hint doesn't open"
    place, right = next((n, option) for n, option in enumerate(read["options"]) if option["right"])
    hand.answer(section, place if read["answer"] is None else read["answer"])
    said = section.get_by_role("status").text_content()
    assert squeezed(said) == squeezed(words["right"], right["why"]), f"the right answer gets: {said}"
    assert words["solved"] in section.locator(".exercise-title").text_content()
    assert solution.locator("> p").last.is_visible(), "its solution doesn't open"


@pytest.mark.rest
@pytest.mark.parametrize("hand, options", [(Keys, {}), (Fingers, PHONE)], ids=["keyboard", "touch"])
@pytest.mark.parametrize("code", languages(ROOT))
def test_every_exercise_is_solved(book_site, book_address, open_page, code, hand, options):
    words, home = labels(code), book_address + folder_of(code)
    page = open_page(home, **options)
    page.set_default_timeout(9000)
    counts, wrong = {}, []
    for address in whole_book.addresses():
        text = whole_book.file_of(book_site, address).read_text("utf-8")
        if f'<html lang="{code}"' not in text or 'class="exercise"' not in text or "data-lab=" in text:
            continue                # labs have tests of their own
        page.goto(book_address + address)
        page.evaluate(script("follow_heading"))
        sections = page.locator(".exercise").all()
        counts[address] = len(sections)
        for section in sections:
            try:
                solve(section, hand(page), words["exercise"])
            except (AssertionError, Error) as error:
                wrong.append(f"{address}#{section.get_attribute('id')}: {str(error).splitlines()[0]}")
    assert "\n".join(wrong) == ""
    page.goto(home)
    total, shown = sum(counts.values()), page.locator(".solved-total")
    assert words["progress"]["total"].format(done=total, all=total) in shown.text_content()
    solved = page.locator(".md-nav--primary .solved-count").all_text_contents()
    assert sorted(solved) == sorted(f"✓ {count}/{count}" for count in counts.values()) and total > 100
    hand(page).press(shown.get_by_role("button"))
    assert page.locator(".solved-total, .solved-count").count() == 0
