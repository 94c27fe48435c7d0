"""Numbers in sentences: what their remarks say, which ones need none, and what they answer.

The page shows 411_1.py, which halves y in seven steps, then 412_1.py, which counts to nine, and at its end a
text. Beside each group of what is right stands what is wrong.
"""

import importlib.metadata

import pytest
from editions import first_difference
from examples import rows, tables

from literate.claims import korean
from literate.claims.free_number import FreeNumberClaim
from literate.claims.remark import Remark, as_python, parse_remark, value_of
from literate.pages.spans import spans


@pytest.fixture
def page(book):
    """A page that has a text at its end, or before one of its programs, or in a section there with a third
    program.
    """
    programs = [book.program(name, tables(__file__)[name]) for name in ("411_1.py", "412_1.py")]

    def made(text: str, before: str = ""):
        first, second = programs
        parts = {"": [first, second, text], "first": [text, first, second],
                 "second": [first, text, second]}[before]
        return book.page("\n".join(parts) + "\n")

    return made


@pytest.fixture
def wrong(book, page):
    """What is wrong with the page."""
    return lambda text, before="": book.findings(page(text, before))


# --- how remarks are written --------------------------------------------------------------------------------

@pytest.mark.parametrize("text, says", tables(__file__)["remarks"].items())
def test_what_a_remark_says(text, says):
    assert parse_remark(f"<!-- {text} -->") == Remark(text, **says)


@pytest.mark.parametrize("comment", rows(__file__, "no_remarks"))
def test_another_comment_is_no_remark(comment):
    assert parse_remark(comment) is None


@pytest.mark.parametrize("text, value", tables(__file__)["numbers"].items())
def test_what_a_number_says(text, value):
    assert value_of(text) == eval(as_python(text)) == pytest.approx(value, rel=1e-15)
    assert [(span.kind, span.text) for span in spans(f"It is {text}<!-- a -->")] == [("number", text)]


@pytest.mark.parametrize("text, rough", [("19,000", "19e3"), ("19,300", "193e2"), ("5", "5"), ("0", "0"),
                                         ("70%", "7e-1"), ("2.50", "2.50")])
def test_closing_zeros_of_a_rough_number_are_no_digits_that_count(text, rough):
    assert as_python(text, rough=True) == rough


@pytest.mark.parametrize("before, target", rows(__file__, "targets"))
def test_what_a_remark_stands_behind(before, target):
    found = [(span.kind, span.text) for span in spans(f"{before}<!-- a -->") if span.remark]
    assert found == [tuple(target)] * bool(target[0])


# --- what proves a number -----------------------------------------------------------------------------------

@pytest.mark.parametrize("line, other", rows(__file__, "proven"))
def test_a_number_is_what_its_remark_computes(wrong, line, other):
    assert wrong(line) == [] and len(wrong(other)) == 1


@pytest.mark.parametrize("text", rows(__file__, "choices", "free"))
def test_what_is_right_is_not_found(wrong, text):
    assert wrong(text) == []


@pytest.mark.parametrize("text", rows(__file__, "proves_nothing", "no_choices", "not_free"))
def test_a_number_that_nothing_proves_is_found(wrong, text):
    assert wrong(text)


def test_a_version_is_how_the_installed_one_begins(wrong):
    whole = importlib.metadata.version("keras")
    first, _, second = whole.partition(".")
    assert wrong(f"Keras {first}.{second.partition('.')[0]}<!-- version keras -->.") == []
    assert wrong(f"Keras {first}.9{second.partition('.')[0]}<!-- version keras -->.")
    assert "not installed" in wrong("It is 3.1<!-- version nothing -->.")[0]


# --- of what, and when --------------------------------------------------------------------------------------

@pytest.mark.parametrize("text, before, right", rows(__file__, "meant"))
def test_a_number_speaks_of_the_program_and_moment_meant(wrong, text, before, right):
    assert (not wrong(text, before)) == right


def test_editions_say_the_same_number(page):
    """A word and its digits are the same number; another one is not."""
    korean = page("절반<!-- 1/2 = y / 8, step 0, 411_1.py -->이 남습니다.")
    for text in ("It is half<!-- 1/2 = y / 8, step 0, 411_1.py --> of it.",
                 "It is 1/2<!-- = y / 8, step 0, 411_1.py --> of it."):
        assert not first_difference(korean, page(text))
    other = first_difference(korean, page("It is twice<!-- 2 = y / 8, step 0, 411_1.py --> of it."))
    assert "2 = y / 8" in other.problem and "1 / 2 = y / 8" in other.problem


@pytest.mark.parametrize("text", rows(__file__, "free"))
def test_a_small_whole_number_that_counts_needs_no_remark(page, text):
    assert any(isinstance(claim, FreeNumberClaim) for claim in page(text).claims)


# --- Korean particles ---------------------------------------------------------------------------------------

PARTICLES = {particle: other for pair in korean.PAIRS for particle, other in (pair, pair[::-1])}


@pytest.mark.parametrize("number, particle", rows(__file__, "fitting"))
def test_the_particle_fits_how_the_number_is_read(number, particle):
    assert korean.fitting(number, f"{particle} 말합니다.") is None
    assert korean.fitting(number, f"{PARTICLES[particle]} 말합니다.") == (PARTICLES[particle], particle)


@pytest.mark.parametrize("after", ["로서 ", "는데", "이라서", " 를", "배", "", ".", "가지"])
def test_what_is_no_particle_fits(after):
    assert korean.fitting("3", after) is None


def test_a_particle_that_does_not_fit_is_found_on_the_page(wrong):
    assert wrong("9<!-- = E -->를 봅니다.") == [] and "을 fits" in wrong("3<!-- = W[0,0] -->를 봅니다.")[0]


# --- what numbers answer ------------------------------------------------------------------------------------

@pytest.mark.parametrize("text, expected", tables(__file__)["answers"].items())
def test_what_a_number_answers(book, page, text, expected):
    reading = page(f"It is {text} here.")
    [answer] = reading.claims[-1].answers(reading, book.runs(reading))
    asked = {"source": "", "moment": "", "exact": "", "name": "", "element": [], "epoch": None} | expected
    found = {name: getattr(answer, name) for name in asked} | {"element": list(answer.element)}
    assert answer.of and found == asked
    program = "411_1.py" if "411_1" in text else "412_1.py"
    assert answer.source or answer.program.name == program


@pytest.mark.parametrize("text", ["`2 * 3 = 6`", "$2 \\cdot 3 = 6$", "$E$", "`range(9)`", "2 steps"])
def test_what_is_no_number_of_a_run_answers_nothing(book, page, text):
    reading = page(f"It is {text}.")
    assert not any(reading.claims[-1].answers(reading, book.runs(reading)))
