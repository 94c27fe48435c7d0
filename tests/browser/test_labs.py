"""The labs' exercises on their pages, answered as a reader does, wrong first, by keyboard.

test_lab_answers.py compares what is said of each answer with what the notebook says.
"""

import element_page
import pytest
from examples import tables
from playwright.sync_api import expect

from literate.labels import labels
from literate.site.languages import folder_of

PHONE = {"viewport": {"width": 320, "height": 640}, "has_touch": True}
TRIES = {(lab, number): tries for lab, exercises in tables(__file__).items()
         for number, tries in enumerate(exercises, start=1)}
EVERY_TRY = [pytest.param(language, *place, id=f"{language}-{place[0]}-{place[1]}",
                          marks=() if (language, *place) == ("en", "lab_41", 1) else pytest.mark.rest)
             for language in ("ko", "en") for place in TRIES]


@pytest.fixture
def visit(open_page, book_address):
    """Opens a lab and comes near an exercise of it: `visit("en", "lab_41", 1)`; gives the exercise."""
    def visit(language, name, number, **options):
        page = open_page(f"{book_address}{folder_of(language)}labs/{name}/", **options)
        exercise = page.locator(f"#exercise-{number}")
        exercise.scroll_into_view_if_needed()
        return exercise

    return visit


def answer(exercise, values):
    """Fill the fields and check by keyboard."""
    for number, value in enumerate(values):
        if isinstance(value, str):
            exercise.get_by_role("textbox").nth(number).fill(value)
        elif exercise.get_by_role("radio").count():
            exercise.get_by_role("radio").nth(value).check()
        else:
            exercise.get_by_role("combobox").nth(number).select_option(index=value + 1)
    exercise.locator(".answer-check").focus()
    exercise.page.keyboard.press("Enter")


@pytest.mark.parametrize("language, name, number", EVERY_TRY)
def test_an_exercise_wrong_answer_first(visit, language, name, number):
    exercise, words = visit(language, name, number), labels(language)["exercise"]
    wrong, right = TRIES[name, number]
    said, solution = exercise.get_by_role("status"), exercise.locator(".exercise-answer")
    exercise.locator(".answer-check").click()
    expect(said).to_have_text(words["empty"])
    expect(solution).to_be_hidden()
    answer(exercise, wrong)
    expect(said.locator("p")).to_have_count(2)              # what every exercise says, what this lab says
    expect(said.locator("p").first).to_have_text(words["not_yet"])
    expect(solution).to_be_visible()
    answer(exercise, right)
    expect(said).to_have_text(words["right"])
    expect(exercise.locator(".exercise-title")).to_contain_text(words["solved"])
    exercise.page.reload()
    expect(exercise.locator(".exercise-title")).to_contain_text(words["solved"])


def test_without_scripts_it_is_the_notebook(visit):
    exercise = visit("en", "lab_41", 2, java_script_enabled=False)
    expect(exercise.get_by_text("suspect = None")).to_be_visible()
    expect(exercise.get_by_text("No answer yet")).to_be_visible()
    expect(exercise.get_by_text("Show the solution")).to_be_visible()
    expect(exercise.get_by_text("BHb: ")).to_be_hidden()
    exercise.get_by_text("Hint", exact=True).click()
    expect(exercise.get_by_text("BHb: ")).to_be_visible()


@pytest.mark.rest
@pytest.mark.parametrize("options", [{}, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", element_page.SCHEMES)
@pytest.mark.parametrize("name, number", [("lab_42", 1), ("lab_43", 2), ("lab_44", 2)])
def test_axe_finds_nothing(visit, name, number, scheme, options):
    color_scheme = {"default": "light", "slate": "dark"}[scheme]
    exercise = visit("ko", name, number, color_scheme=color_scheme, **options)
    exercise.locator(".answer-check").wait_for()
    answer(exercise, TRIES[name, number][0])
    assert element_page.violations(exercise.page, f"#exercise-{number}") == []
    assert exercise.evaluate("element => element.scrollWidth <= element.clientWidth")
