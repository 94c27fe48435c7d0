"""Number words that state results are proven like digits, and other words are left alone."""

import json
import random
import re
from pathlib import Path

import jupytext
import pytest
from book_maker import FENCE

from literate.claims import words
from literate.claims.editions import first_difference
from literate.claims.phrases import PHRASES
from literate.claims.reader import read
from literate.findings import ROOT
from literate.labels import labels
from literate.pages.blocks import Fence, blocks
from literate.programs.run_cache import RunCache

PAGES = sorted((ROOT / "docs").glob("*/*.md"))
LABS = sorted((ROOT / "docs").glob("*/labs/*.py"))
PROGRAM = """\
y = 8
for step in range(7):
    y = y / 2
    t = step + 1
print('y :', y)
"""


@pytest.fixture
def problems(book):
    """What is found wrong with a line of a page below a program."""
    book.cache = RunCache()
    page = book.program("411_1.py", PROGRAM)

    def found(line: str) -> list[str]:
        findings = book.findings(book.page(f"{page}\n{line}\n"))
        assert all(f":{page.count(chr(10)) + 2}:" in finding for finding in findings) 
        return findings

    return found


def name(path):
    return path.relative_to(ROOT / "docs").with_suffix("").as_posix()


def texts_of(path: Path) -> list[str]:
    """The running text of a page or lab, piece by piece."""
    if path.suffix == ".md":
        text = path.read_text("utf-8")
        return [text[block[1]:block[2]] for block in blocks(text) if not isinstance(block, Fence)]
    notebook = jupytext.reads(path.read_text("utf-8"), fmt="py:percent")
    return [notebook.metadata["description"], *(cell.source for cell in notebook.cells if cell.cell_type == "markdown"),
            *(cell.metadata["alt"] for cell in notebook.cells if "alt" in cell.metadata)]


# --- what is a result, and what is not ----------------------------------------------------------------------

BARE = [
    "It becomes twice as large.", "It becomes ten times as large.", "Only half is left.", "A third is left.", "Two thirds are left.",
    "It needs three\nsteps.", "It grows ten\ntimes.", "It is two\nthirds.", "세\n걸음 만에 닿습니다.", "두\n배입니다.", "It halved.", "It needs three steps.", "It needs sixty-six tries.", "A hundred is enough.", "From the fifth epoch on.",
    "It differs in the seventh decimal.", "It is five percent.", "It is a factor of two.", "A hundred and fifty were right.",
    "두 배가 됩니다.", "예순네 배입니다.", "절반이 됩니다.", "반으로 줄었습니다.", "삼분의 이가 됩니다.", "세 걸음 만에 닿습니다.", "열 번 배웠습니다.",
    "다섯째 epoch부터입니다.", "소수점 아래 셋째 자리에서 다릅니다.", "이백 번 배웠습니다.", "열다섯 가지입니다.", "오 퍼센트입니다."]


@pytest.mark.parametrize("line", BARE)
def test_a_result_in_words_that_nothing_proves_is_found(problems, line):
    assert "nothing proves" in "".join(problems(line))


ORDINARY = [
    "Two programs, one output, three columns.", "The second output comes first.", "The first epoch.", "One step further.",
    "It is multiplied several times.", "The weight times the input.", "A second program.", "Four lines were added, two of them new.",
    "It tends to `y`, often.", "The tendency of `y`.", "Someone weighs a stone.", "The point is halfway.",
    "두 프로그램, 출력 하나, 세 열.", "둘째 출력이 먼저입니다.", "한 번 배웁니다.", "첫 epoch입니다.", "한 걸음 더 갑니다.", "열 하나와 배열.",
    "몇 배가 됩니다.", "천천히 배웁니다.", "하나만 배우지만 모두 맞습니다.", "두 자리를 오갑니다.", "`y`만 번갈아 봅니다.", "일이 많습니다.", "많이 배웁니다."]


@pytest.mark.parametrize("line", ORDINARY)
def test_ordinary_words_are_left_alone(problems, line):
    assert problems(line) == []


def test_what_is_no_prose_is_left_alone():
    assert list(words.found("`twice`, $half$, [a](ten.md) <!-- ten times --> https://a.b/half")) == []


# --- what proves a word -------------------------------------------------------------------------------------

PROVEN = {
    "After a step half<!-- step 0: = y / 8 --> is left.": "a quarter",
    "절반<!-- step 0: = y / 8 -->이 남습니다.": "사분의 일",
    "It falls to a quarter<!-- = 0.5 ** 2 --> of it.": "a third",
    "It is sixty-four times<!-- = 1 / 0.125 ** 2 --> as large.": "sixty-five times",
    "예순네 배<!-- = 1 / 0.125 ** 2 -->입니다.": "예순세 배",
    "The fourth<!-- step 3: = t --> step.": "fifth",
    "넷째<!-- step 3: = t --> 걸음입니다.": "다섯째",
    "Seven<!-- = step + 1 --> steps.": "Six",
    "일곱<!-- = step + 1 --> 걸음입니다.": "여섯",
    "It is about ten times<!-- ≈ 9.7 / 1 --> as large.": "nine times",
    "It is about a hundredth<!-- ≈ y / 6 --> of it.": "a tenth",
    "그것의 백분의 일<!-- ≈ y / 6 -->쯤입니다.": "십분의 일",
    "It is two thirds<!-- 411_1.py: = (6 + 2) / 12 --> of it.": "three quarters",
    "그것의 삼분의 이<!-- 411_1.py: = (6 + 2) / 12 -->입니다.": "삼분의 일",
    "It is six and a half times<!-- = 13 / 2 --> as large.": "seven and a half times",
    "여섯 배 반<!-- = 13 / 2 -->입니다.": "일곱 배 반",
}
"""A line that holds, and what makes it wrong in place of its number word."""


@pytest.mark.parametrize("line, wrong", PROVEN.items(), ids=PROVEN)
def test_a_word_is_what_its_remark_computes(problems, line, wrong):
    word = next(words.found(line))
    assert problems(line) == []
    assert "does not hold" in "".join(problems(line[:word.start] + wrong + line[word.end:]))


REMARKS = {
    "a remark that repeats the number": "It is half<!-- = 0.5 --> of it.",
    "a remark behind no number word": "It is much<!-- = y / 8 --> larger.",
    "a remark behind code": "It is `y`<!-- = y / 8 -->.",
    "a remark with a blank before it": "It is half <!-- step 0: = y / 8 --> of it.",
    "a remark about a step that is not taken": "It is half<!-- step 9: = y / 8 --> of it.",
    "a remark about a variable that is not there": "It is half<!-- = z1 / 8 --> of it.",
    "a remark that cannot be read": "It is half<!-- = y / --> of it.",
    "a remark that only bounds": "It is half<!-- < y + 8 --> of it.",
}


@pytest.mark.parametrize("line", REMARKS.values(), ids=REMARKS)
def test_a_remark_that_proves_nothing_is_found(problems, line):
    assert problems(line)


@pytest.mark.parametrize("said", ["twice as fast", "두 배 빠릅니다"])
def test_a_result_in_a_remark_of_a_program_or_a_reason_is_found(book, said):
    book.cache = RunCache()
    program = book.page(book.program("411_1.py", f"y = 8       # {said}\n"))
    illustration = book.page(f'{FENCE}bash {{ .illustration reason="{said}" }}\nls\n{FENCE}\n', "412.md")
    assert ["nothing proves the number in the remark" in found for found in book.findings(program)] == [True]
    assert ["nothing proves the number in the reason" in found for found in book.findings(illustration)] == [True]


VALUES = {
    "twice": 2, "Half": 0.5, "two thirds": 2 / 3, "one thirty-second": 1 / 32, "a thousandth": 0.001, "one hundred-thousandth": 1e-5,
    "sixty-four times": 64, "a hundred and fifty": 150, "hundred and fiftieth": 150, "two hundred": 200, "ten thousand times": 10000,
    "a thousand and twenty-four": 1024, "six and a half times": 6.5, "fifteenth": 15, "seven eighths": 0.875,
    "두 배": 2, "절반": 0.5, "삼분의 이": 2 / 3, "서른두 분의 일": 1 / 32, "천분의 일": 0.001, "십만분의 일": 1e-5, "예순네 배": 64, "백오십": 150,
    "이백": 200, "만": 10000, "천이십사분의 일": 1 / 1024, "여섯 배 반": 6.5, "열다섯째": 15, "팔분의 칠": 0.875, "스물셋": 23}


@pytest.mark.parametrize("word", VALUES)
def test_what_a_word_says(word):
    assert words.value(word) == pytest.approx(VALUES[word], rel=1e-12)


# --- the book -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES + LABS, ids=name)
def test_every_number_word_is_proven_or_listed(path):
    assert [word.text for text in texts_of(path) for word in words.found(text) if not word.statement and not word.reason] == []


def test_labs_prove_no_words():
    """They have no programs of the book; what they say is listed."""
    assert [word for path in LABS for text in texts_of(path) for word in words.found(text) if word.statement] == []


def test_every_listed_phrase_is_used():
    book = "\n".join(f"{line[:word.start]}⟨{word.text}⟩{line[word.end:]}" for path in PAGES + LABS for text in texts_of(path)
                     for line in text.split("\n") for word in words.found(line))
    assert [phrase for phrases in PHRASES.values() for phrase in phrases if not re.search(phrase, book, re.MULTILINE)] == []


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_reason_is_told(language):
    assert labels(language)["report"]["phrases"].keys() == PHRASES.keys()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_report_has_no_number_word_of_its_own(language):
    assert [word.text for word in words.found(json.dumps(labels(language)["report"], ensure_ascii=False))] == []


def test_no_other_number_fits_a_listed_phrase():
    """A phrase lets one number pass, and not the others that could stand there."""
    let_through = []
    for path in PAGES:
        for line in (line for text in texts_of(path) for line in text.split("\n")):
            for word in words.found(line):
                for seed in range(3) if word.reason else ():
                    other = words.another(word.text, random.Random(seed))
                    changed = line[:word.start] + other + line[word.end:]
                    if not any(w.start < word.start + len(other) and word.start < w.end and not w.reason
                               for w in words.found(changed)):
                        let_through.append(f"{name(path)}: {word.text} → {other}")
    assert let_through == []


def test_editions_say_the_same_number(problems, book):
    """The remark is the same, and the word says another number."""
    page = book.program("411_1.py", PROGRAM)
    korean = book.page(f"{page}\n절반<!-- step 0: = y / 8 -->입니다.\n", "412.md")
    assert not first_difference(korean, book.page(f"{page}\nIt is half<!-- step 0: = y / 8 --> of it.\n", "413.md"))
    other = first_difference(korean, book.page(f"{page}\nIt is twice<!-- step 0: = y / 8 --> of it.\n", "413.md"))
    assert "2 = y / 8" in other.problem and "0.5" in other.problem


def test_pages_claim_words():
    assert sum(claim.kind == "word" for path in PAGES for claim in read(path).claims) > 200
