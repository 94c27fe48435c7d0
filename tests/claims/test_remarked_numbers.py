"""Numbers in sentences: what their remarks say, which ones need none, and what they answer.

The page shows 411_1.py, which halves y in seven steps, then 412_1.py, which counts to nine, and at its end a
text. Beside each group of what is right stands what is wrong.
"""

import importlib.metadata

import pytest
from book_maker import FENCE
from editions import first_difference

from literate.claims import korean
from literate.claims.claim import Answer
from literate.claims.free_number import FreeNumberClaim
from literate.claims.remark import Remark, as_python, parse_remark, split_target, value_of

HALVES = """\
y = 8
for step in range(7):
    y = y / 2
    t = step + 1
print('y :', y)
"""
COUNTS = """\
import numpy as np
W = np.array([[3, 5], [4, 6]])
lr = 0.224
E = 0
for epoch in range(9):
    E = E + 1
    W[0, 1] = W[0, 1] + 1
print('E :', E)
"""


@pytest.fixture
def page(book):
    """A page that has a text at its end, or before one of its programs, or in a section there with a third
    program.
    """
    programs = [book.program("411_1.py", HALVES), book.program("412_1.py", COUNTS)]

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

REMARKS = {
    "= E": dict(relation="=", expression="E"),
    "≈ E, epoch 199": dict(relation="≈", expression="E", moment="epoch 199"),
    "= O[0,0], epoch 199, 416_1.py": dict(relation="=", expression="O[0,0]", moment="epoch 199",
                                          program="416_1.py"),
    "= max(a, b), step 3": dict(relation="=", expression="max(a, b)", moment="step 3"),
    "= E, 411_1.py": dict(relation="=", expression="E", program="411_1.py"),
    "= E, start": dict(relation="=", expression="E", moment="start"),
    "< gap 411_1.py 411_2.py": dict(relation="<", gap=("411_1.py", "411_2.py")),
    "= gap 411_1.py 411_2.py": dict(relation="=", gap=("411_1.py", "411_2.py")),
    "2 = Yb / (Y - T)": dict(says="2", relation="=", expression="Yb / (Y - T)"),
    "1/2 = y, end, 411_1.py": dict(says="1/2", relation="=", expression="y", moment="end",
                                   program="411_1.py"),
    "step 0": dict(moment="step 0"), "epoch 3, 411_1.py": dict(moment="epoch 3", program="411_1.py"),
    "411_1.py": dict(program="411_1.py"), "given": dict(source="given"),
    "usual Momentum.m": dict(source="usual", name="Momentum.m"),
           "version keras": dict(source="version", name="keras"),
    "bench keras_calls": dict(source="bench", name="keras_calls"),
    "≈ bench keras_calls": dict(source="bench", name="keras_calls"),
}


@pytest.mark.parametrize("text", REMARKS)
def test_what_a_remark_says(text):
    assert parse_remark(f"<!-- {text} -->") == Remark(text, len(text) + 9, **REMARKS[text])


@pytest.mark.parametrize("comment", [
    "<!-- a -->", "<!--= E-->", "<!-- = -->", "<!-- > E -->", "<!-- = E | T -->", "<!-- epoch -->",
                                     "<!-- epoch 1, -->",
    "<!-- usual -->", "<!-- default SGD.learning_rate -->", "<!-- bench -->", "<!-- given 3 -->",
    "<!-- ≈ gap 411_1.py 411_2.py -->",
                                     "<!-- = gap 411_1.py -->",
    "<!-- < gap 411_1.py 411_2.py, epoch 3 -->", "<!-- two = E -->"])
def test_another_comment_is_no_remark(comment):
    assert parse_remark(comment) is None


NUMBERS = {
    "1832": 1832, "1,832": 1832, "-8": -8, "−8": -8, "+8": 8, "2/3": 2 / 3, "−1/2": -0.5, "0.224": 0.224,
           "25%": 0.25,
    "0.1%": 0.001, "3만": 30000, "5천": 5000, "2억": 2e8, "64 thousand": 64000, "1.5 million": 1.5e6,
           "1.6 × 10⁻²³": 1.6e-23,
    "5 × 10⁴": 50000, "−2.5 × 10⁻¹": -0.25}


@pytest.mark.parametrize("text", NUMBERS)
def test_what_a_number_says(text):
    assert value_of(text) == eval(as_python(text)) == pytest.approx(NUMBERS[text], rel=1e-15)
    assert split_target(f"It is {text}") == ("number", text)


@pytest.mark.parametrize("text, rough", [("19,000", "19e3"), ("19,300", "193e2"), ("5", "5"), ("0", "0"),
                                         ("70%", "7e-1"), ("2.50", "2.50")])
def test_closing_zeros_of_a_rough_number_are_no_digits_that_count(text, rough):
    assert as_python(text, rough=True) == rough


@pytest.mark.parametrize("before, target", [
    ("It is twice", ("word", "twice")), ("기울기가 두", ("word", "두")),
                                            ("the eighty-fourth", ("word", "eighty-fourth")),
    ("*두", ("word", "두")), ("x12", ("", "")), ("4.1.2", ("", "")), ("from 3 to 5", ("number", "5")),
                                            ("at (0.5", ("number", "0.5")),
    ("W[0,1", ("", "")), ("", ("", "")), ("It is 5.", ("", "")), ("3–5", ("number", "5"))])
def test_what_a_remark_stands_behind(before, target):
    assert split_target(before) == target


# --- what proves a number -----------------------------------------------------------------------------------

PROVEN = {
    "After a step half<!-- 1/2 = y / 8, step 0, 411_1.py --> is left.": "a third<!-- 1/3",
    "절반<!-- 1/2 = y / 8, step 0, 411_1.py -->이 남습니다.": "셋<!-- 3",
    "It falls to 1/4<!-- = 0.5 ** 2 --> of it.": "1/3<!--",
    "It is 64<!-- = 1 / 0.125 ** 2 --> times as large.": "65<!--",
    "64<!-- = 1 / 0.125 ** 2 -->배입니다.": "63<!--",
    "The fourth<!-- 4 = t, step 3, 411_1.py --> step.": "fifth<!-- 5",
    "넷째<!-- 4 = t, step 3, 411_1.py --> 걸음입니다.": "다섯째<!-- 5",
    "Seven<!-- 7 = turns, 411_1.py --> steps.": "Six<!-- 6",
    "일곱<!-- 7 = step + 1, 411_1.py --> 걸음입니다.": "여섯<!-- 6",
    "It is about 10<!-- ≈ E + lr --> times as large.": "20<!--",
    "It is 1%<!-- ≈ y / t, 411_1.py --> of it.": "2%<!--",
    "It is 2/3<!-- = (6 + 2) / 12 --> of it.": "3/4<!--",
    "6.5<!-- = 13 / 2 -->배입니다.": "7.5<!--",
    "It is 512<!-- = 8 / y ** (1 + 1) / 4, 411_1.py -->.": "513<!--",
    "The error is 9<!-- = E -->, first 1<!-- = E, epoch 0 -->.": "8<!--",
    "It has 2<!-- = W.shape[1] --> columns, the sum 27<!-- = np.sum(W) -->": "3<!--",
    "It took 9<!-- = turns --> epochs and 7<!-- = turns, 411_1.py --> steps.": "7<!--",
    "It is less than 10<!-- < E -->.": "20<!--",
    "−3<!-- = -W[0,0] --> is below.": "3<!--",
    "It is 0.22<!-- = lr --> or 0.224<!-- = lr -->.": "0.23<!--",
    "It is 22.4%<!-- = lr -->.": "22.5%<!--",
    "1.94 × 10³<!-- = W[1,1] ** 5 / W[1,0] --> is 1,944<!-- = W[1,1] ** 5 / W[1,0] -->.": "1.93 × 10³<!--",
}
"""A line that holds, and what makes it wrong in place of its first number, with as much of its remark."""


@pytest.mark.parametrize("line, other", PROVEN.items(), ids=PROVEN)
def test_a_number_is_what_its_remark_computes(wrong, line, other):
    assert wrong(line) == []
    comment = line.index("<!--")
    kind, said = split_target(line[:comment])
    rest = line[comment:]
    if kind == "word":
        rest = "<!--" + rest[rest.index(" ="):]
        other = other.replace("a ", "")
    changed = line[:comment - len(said)] + other + rest.removeprefix("<!--")
    assert len(wrong(changed)) == 1


@pytest.mark.parametrize("line", [
    "It is half<!-- 1/2 = 0.5 --> of it.", "It is much<!-- = y / 8 --> larger.",
                                  "It is much<!-- 2 = E --> larger.",
    "It is `E`<!-- = E -->.", "It is $E$<!-- = E -->.",
                                  "It is half <!-- 1/2 = y / 8, step 0, 411_1.py --> of it.",
    "It is half<!-- 1/2 = y / 8, step 9, 411_1.py --> of it.", "It is half<!-- 1/2 = z1 / 8 --> of it.",
    "It is half<!-- 1/2 = y / --> of it.", "It is half<!-- 1/2 < E + 8 --> of it.",
                                  "It is half<!-- 2 = y / 4 --> of it.",
    "It is 9<!-- = E -->9.", "It is 9<!-- = E, epoch 9 -->.", "It is 9<!-- = E, 411_1.py -->.",
                                  "It is 9<!-- = E, 419_1.py -->.",
    "It is 9<!-- = E * 0 -->.", "It is 9<!-- = W -->.", "It is 9<!-- 9 = E -->.", "It is 9<!-- epoch 8 -->.",
                                  "It is 9<!-- = -->.",
    "It is 9<!-- = e -->.", "It is 9<!-- = E = 9 -->.", "It is 9<!-- = E == -->.", "It is 9<!-- = E; 9 -->.",
    "It is <!-- = E -->.", "It is (9)<!-- = E -->.", "It is 9<!-- > E -->.",
                                  "It is 9.0<!-- = E + 1 -->.",
    "It is 9<!-- = E --><!-- = E -->.", "[9<!-- = E -->](412.md<!-- = E -->)"])
def test_a_remark_that_proves_nothing_is_found(wrong, line):
    assert wrong(line)


@pytest.mark.parametrize("text, right", [
    ("With 725<!-- given -->, `725 - 21 = 704`.", True),
                                         ("With 25%<!-- given -->, $E = 4 \\cdot 0.25 = 1$.", True),
    ("With 0.224<!-- given --> of it.", True), ("With 725<!-- given -->, `724 - 20 = 704`.", False),
    ("With 0.0<!-- given -->, `725 * 2 = 1450`, or 0.", False),
                                         ("With 725<!-- given -->.\n\n## A\n\n`725 - 21 = 704`", False),
    (f"With 0.25<!-- given --> instead:\n\n{FENCE}diff title=\"412_1.py\"\n-lr = 0.224\n+lr = 0.25\n{FENCE}",
     True)])
def test_a_choice_recurs_as_an_operand_of_its_section(wrong, text, right):
    assert (not wrong(text)) == right


def test_a_version_is_how_the_installed_one_begins(wrong):
    whole = importlib.metadata.version("keras")
    first, _, second = whole.partition(".")
    assert wrong(f"Keras {first}.{second.partition('.')[0]}<!-- version keras -->.") == []
    assert wrong(f"Keras {first}.9{second.partition('.')[0]}<!-- version keras -->.")
    assert "not installed" in wrong("It is 3.1<!-- version nothing -->.")[0]


# --- of what, and when --------------------------------------------------------------------------------------

@pytest.mark.parametrize("text, before, right", [
    ("9<!-- = turns --> epochs.", "", True), ("7<!-- = turns --> epochs.", "", False),
    ("7<!-- = turns --> epochs.", "first", True), ("9<!-- = turns --> epochs.", "first", False),
    ("7<!-- = turns --> epochs.\n\nAnd so on.", "second", True),
                                                 ("9<!-- = turns --> epochs.\n\nAnd so on.", "second", False),
    ("## 9<!-- = turns --> epochs\n\nAnd so on.", "second", True),
        ("## 7<!-- = turns --> epochs\n\nAnd so on.", "second", False),
    ("## 7<!-- = turns, 411_1.py --> epochs\n\nAnd so on.", "second", True),
                                                 ("9<!-- = turns -->번 되풀이합니다.", "", True),
    ("7<!-- = turns -->번 되풀이합니다.", "", False), ("9<!-- = turns -->번째 걸음입니다.", "", True),
    ("It begins with 8<!-- = y -->.", "first", True), ("It ends with 0.0625<!-- = y -->.", "first", False),
    ("It ends with 0.0625<!-- = y, end -->.", "first", True),
                                                 ("It ends with 0.0625<!-- = y -->.", "second", True),
    ("At 0.0625<!-- = y, 411_1.py --> it ends.", "", True),
                                                 ("At 8<!-- = y, 411_1.py --> it ends.", "", False),
    ("At 8<!-- = y, start, 411_1.py --> it begins.", "", True),
                                                 ("At first `y = 4.0`<!-- step 0, 411_1.py -->.", "", True),
    ("At first `y = 8`<!-- step 0, 411_1.py -->.", "", False),
                                                 ("At first $y = 4$<!-- step 0, 411_1.py -->.", "", True),
    ("At first $y = 8$<!-- step 0, 411_1.py -->.", "", False), ("`E = 9`<!-- epoch 8 -->", "", True),
                                                 ("`E = 9`<!-- epoch 7 -->", "", False),
])
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


# --- numbers that need no remark ----------------------------------------------------------------------------

@pytest.mark.parametrize("text", [
    "It lies between 0 and 1.", "인덱스는 0부터 셉니다.", "두 번이 아니라 3번입니다.",
    "10개 가운데 2개입니다.",
                                  "Of 2 programs, 1 is left.",
    "9번째 노드입니다.", "9번호입니다.", "See chapter 4 of Mazur's book.", "사과 4장입니다.", "(3) and 2, 1.",
                                  "| a | b |\n|---|---|\n| 2 rows | x |",
    "- 2 steps", "3배치입니다."])
def test_a_small_whole_number_that_counts_is_free(wrong, page, text):
    assert wrong(text) == []
    assert any(isinstance(claim, FreeNumberClaim) for claim in page(text).claims)


@pytest.mark.parametrize("text", [
    "It is 11.", "It is 200.", "It is 07.", "It is 2.5.", "It is -1.", "It is −1.", "It is +9 steps.",
                                  "It is ±3.", "It is 9.0 steps.",
    "It is 1,9 steps.", "It is 5%.", "It is 5 %.", "It is 5 percent.", "5퍼센트입니다.", "It is 3×.",
                                  "It is 9 times as large.",
    "It is 9 times faster.", "It is 9 times 9 steps.", "3배입니다.", "3 배입니다.", "3분의 2입니다.",
    "It is 2/3.",
                                  "It is 1:3.", "It is = 3.",
    "It is ≈ 3.", "It is >9 steps.", "It is ~3.", "y=3 is", "It is √2.", "It is 2^3.", "After `E`/9 steps.",
                                  "After `E`×9 steps.",
    "After $z$:9 steps.", "After ९ steps.", "It is 3°.", "It is 5k.", "It is x5.",
                                  "| a | b |\n|---|---|\n| 2 | x |",
    "| a | b |\n|---|---|\n| x | **2** |"])
def test_another_number_is_not_free(wrong, text):
    assert wrong(text)


# --- Korean particles ---------------------------------------------------------------------------------------

FITTING = ["19로", "16으로", "0.224로", "2로", "3으로", "8로", "10으로", "3을", "5를", "2와", "3과",
           "1은", "2는", "0이",
           "4가", "10⁻⁹으로",
           "1 × 10⁻⁹은", "25%로", "25%를", "3만을", "2천으로", "2/3와", "1/3과", "1/2로", "−8을", "1.5가",
           "2,000은"]
PARTICLES = {particle: other for pair in korean.PAIRS for particle, other in (pair, pair[::-1])}


@pytest.mark.parametrize("text", FITTING)
def test_the_particle_fits_how_the_number_is_read(text):
    particle = next(each for each in sorted(PARTICLES, key=len, reverse=True) if text.endswith(each))
    number = text.removesuffix(particle).replace("10⁻",
        "1 × 10⁻") if text.startswith("10⁻") else text.removesuffix(particle)
    assert korean.misfit(number, f"{particle} 말합니다.") == ""
    assert f"{particle} fits" in korean.misfit(number, f"{PARTICLES[particle]} 말합니다.")


@pytest.mark.parametrize("after", ["로서 ", "는데", "이라서", " 를", "배", "", ".", "가지"])
def test_what_is_no_particle_fits(after):
    assert korean.misfit("3", after) == ""


def test_a_particle_that_does_not_fit_is_found_on_the_page(wrong):
    assert wrong("9<!-- = E -->를 봅니다.") == [] and "을 fits" in wrong("3<!-- = W[0,0] -->를 봅니다.")[0]


# --- what numbers answer ------------------------------------------------------------------------------------

ANSWERS = {
    "9<!-- = E, epoch 8 -->": dict(of="E", moment="epoch 8", exact="9.0", name="E", epoch=8),
    "13<!-- = W[0,1] -->": dict(of="W[0,1]", moment="end", exact="14.0", name="W", element=(0, 1)),
    "0.22<!-- ≈ lr -->": dict(of="lr", moment="end", exact="0.224", name="lr"),
    "half<!-- 1/2 = y / 8, step 0, 411_1.py -->": dict(of="y / 8", moment="step 0", exact="0.5", name="y",
                                                       epoch=0),
    "`W[0,0] = 3`<!-- epoch 2 -->": dict(of="W[0,0]", moment="epoch 2", exact="3.0", name="W",
                                         element=(0, 0), epoch=2),
    "`E = 9`": dict(of="E", moment="end", exact="9.0", name="E"),
    "$E = 0$": dict(of="E", moment="start", exact="0.0", name="E"),
    "$E = E + 1 = 1$": dict(of="E", moment="epoch 0", exact="1.0", name="E", epoch=0),
    "0.9<!-- usual Momentum.m -->": dict(source="usual"),
    "70<!-- ≈ bench keras_calls -->": dict(source="bench"),
           "3.1<!-- version keras -->": dict(of="keras", source="version"),
    "1<!-- < gap 411_1.py 412_1.py -->": dict(of="411_1.py 412_1.py", source="gap"),
}


@pytest.mark.parametrize("text", ANSWERS)
def test_what_a_number_answers(book, page, text):
    reading = page(f"It is {text} here.")
    expected = {"source": "", "moment": "", "exact": "", "name": "", "element": (),
                "epoch": None} | ANSWERS[text]
    [answer] = reading.claims[-1].answers(reading, book.runs(reading))
    assert isinstance(answer, Answer) and answer.of
    assert {name: getattr(answer, name) for name in expected} == expected
    program = "411_1.py" if "411_1" in text else "412_1.py"
    assert answer.source or answer.program.name == program


@pytest.mark.parametrize("text", ["`2 * 3 = 6`", "$2 \\cdot 3 = 6$", "$E$", "`range(9)`", "2 steps"])
def test_what_is_no_number_of_a_run_answers_nothing(book, page, text):
    reading = page(f"It is {text}.")
    assert not any(reading.claims[-1].answers(reading, book.runs(reading)))
