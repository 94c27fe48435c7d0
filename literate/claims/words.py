"""Numbers that a page writes as words: which of them may be results, what proves each, and which need no proof.

"Two programs", "하나", "the first" count or order what a reader sees right there. "Twice as long", "절반", "after ten
steps", "the fifth decimal" may be what a run gave. Such a word has a remark right behind it that states what the word
is, in the notation of inline code, the word being the left side: ``twice<!-- = dEdp / (p + 2) -->``,
``eighth<!-- step 7: = t -->``. Or it stands in a phrase of :mod:`literate.claims.phrases`, each with its reason.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from literate.claims.phrases import PHRASES
from literate.pages.spans import PIECE

ENGLISH = dict(zip("two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
                   "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety".split(),
                   [*range(2, 21), *range(30, 100, 10)])) | {"a": 1, "an": 1, "one": 1, "another": 1}
ORDINALS = dict(zip("second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
                    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth "
                    "sixtieth seventieth eightieth ninetieth".split(), ENGLISH.values()))
SCALES = {"hundred": 100, "thousand": 1000, "million": 10 ** 6}
PARTS = {"half": 0.5, "quarter": 0.25}
TENS = dict(zip("열 스물 스무 서른 마흔 쉰 예순 일흔 여든 아흔".split(), (10, 20, 20, *range(30, 100, 10))))
ONES = dict(zip("하나 한 두 둘 세 셋 네 넷 다섯 여섯 일곱 여덟 아홉".split(), (1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 7, 8, 9)))
SINO = dict(zip("일이삼사오육칠팔구", range(1, 10))) | {"십": 10, "백": 100, "천": 1000, "만": 10 ** 4}
ALONE = dict.fromkeys("twice double doubles doubled doubling 곱절 갑절".split(), 2) | dict.fromkeys(
    "half halves halve halved halving 절반 반".split(), 0.5) | {
    "thrice": 3, "triple": 3, "triples": 3, "tripled": 3, "quarter": 0.25, "dozen": 12}
"""Words that are a factor, a part or a number by themselves."""


def any_of(words) -> str:
    """A regular expression for any of the words, longer ones first."""
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


BLANK = r"(?:[ ]|\n[ >]*)"                            # a line may end within a phrase
UNIT = any_of(list(ENGLISH)[:18])                       # two … nineteen
TY = any_of(word for word in ENGLISH if word.endswith("ty"))
SMALL = rf"(?:{TY}-(?:{UNIT}|one)|{TY}|{UNIT})"
LARGE = rf"(?:(?:{SMALL}|an?|one){BLANK})?{any_of(SCALES)}s?(?:{BLANK}{any_of(SCALES)})*(?:{BLANK}and{BLANK}{SMALL})?"
NUMBER = rf"(?:{LARGE}|{SMALL})"
NTH = rf"(?:hundred{BLANK}and{BLANK})?(?:(?:{TY}|ten|hundred)-)?{any_of([*ORDINALS, *(scale + 'th' for scale in SCALES)])}"
NATIVE = rf"(?:{any_of(TENS)}{any_of(ONES)}|{any_of(TENS)}|{any_of(ONES)})"
HANJA = rf"[{''.join(SINO)}]+"
TURN = "steps?|updates?|epochs?"
DIGIT = rf"(?:significant{BLANK}|more{BLANK})?(?:decimals?|digits?)|percent"
LATIN, HANGUL = ({(word + " ")[:2] for word in [*ENGLISH, *ORDINALS, *SCALES, *ALONE, *TENS, *ONES, *SINO, "수"]
                  if word.isascii() == latin} for latin in (True, False))
ENGLISH_STARTS = "".join(f"[{''.join(sorted({start[place] for start in LATIN}))}]" for place in (0, 1))
KOREAN_STARTS = f"[{''.join(sorted({start[0] for start in HANGUL}))}]"
"""What begins a number word: most places do not, and these say so fast."""

WORD = re.compile(rf"""
    (?<![A-Za-z-])(?={ENGLISH_STARTS})(?:
      {NUMBER} (?:{BLANK}and{BLANK}a{BLANK}half)? {BLANK}times
    | (?:an?|one|another|{NUMBER}) (?:-|{BLANK}) (?:{any_of(PARTS)}|(?!second){NTH})s?
    | {any_of(word for word in ALONE if word.isascii())} | (?<=factor\sof\s){NUMBER}
    | {NTH} (?= <!-- | {BLANK}(?:{TURN}|{DIGIT})\b )
    | {NUMBER} (?= <!-- | {BLANK}(?:{TURN}|{DIGIT})\b )
    | {LARGE} | (?!{any_of(list(ENGLISH)[:8])}\b){SMALL}
    )(?![A-Za-z])
  | (?<![가-힣`$)\]])(?={KOREAN_STARTS})(?:
      (?:{NATIVE}{BLANK}|{HANJA}) 분의{BLANK} [{''.join(SINO)}]
    | (?: (?!한)(?!하나){NATIVE} | {HANJA}(?<=[십백천만]) ) {BLANK}배 (?:{BLANK}반)? (?!우|치)
    | 절반 | 곱절 | 갑절 | 반 (?= <!-- | 으로 | 씩 | {BLANK}칸 )
    | (?: {NATIVE} | {HANJA} ) 째? (?=<!--)
    | (?!한){NATIVE} (?={BLANK}(?:걸음|epoch|번))
    | (?: (?!한|두){NATIVE} | (?<=아래\s)두 ) (?={BLANK}자리)
    | {NATIVE}째 (?={BLANK}(?:걸음|epoch|자리|유효))
    | {any_of(TENS)}{any_of(ONES)} | {any_of(set(TENS) - {'열'})}
    | {HANJA} (?={BLANK}퍼센트)
    | 수?{HANJA}(?<=[십백천만]) (?={BLANK}(?:번|개|걸음|epoch|줄))
    )
""", re.VERBOSE | re.IGNORECASE)
"""A number word that may be a result. Small numbers and 열, which is a column as well, may be so only where a remark or
a word such as "steps" follows."""

REMARK = re.compile(r"<!-- (?P<where>(?:\w+\.py: )?(?:(?:epoch|step) \d+: )?)(?P<said>[=≈] .+?) -->")
EXCUSED = {name: re.compile("|".join(phrases)) for name, phrases in PHRASES.items()}
LONELY = re.compile(r"[=≈] [-\d.e]+")
"""What a remark says that repeats the number and proves nothing."""
PASSED_OVER = ("ticks", "code", "display", "math", "comment", "target", "tag", "attributes", "address")


@dataclass(frozen=True)
class Word:
    """A number word on a page: where, what it says, what the remark behind it states, and why it needs none."""

    start: int
    end: int
    text: str
    statement: str = ""
    reason: str = ""


def found(text: str, start: int = 0, end: int | None = None) -> Iterator[Word]:
    """The number words in running text that may be results, in order; offsets are in ``text``."""
    end = len(text) if end is None else end
    skip = iter([match.span() for match in PIECE.finditer(text, start, end) if match.lastgroup in PASSED_OVER])
    first, last = next(skip, (end, end))
    for match in WORD.finditer(text, start, end):
        while last <= match.start() and first < end:
            first, last = next(skip, (end, end))
        if first <= match.start():
            continue
        remark = REMARK.match(text, match.end(), end)
        statement = f"{remark['where']}{written(value(match[0]), remark['said'])} {remark['said']}" if remark else ""
        yield Word(*match.span(), match[0], statement, "" if remark else reason(text, *match.span()))


def results(text: str) -> list[str]:
    """The number words that may be results and that nothing can prove, where no remark can stand behind them."""
    return [word.text for word in found(text) if not word.reason]


def reason(text: str, start: int, end: int) -> str:
    """The name of the reason why the word at that place needs no proof; "" if it does."""
    place = marked(text, start, end)
    return next((name for name, phrases in EXCUSED.items() if phrases.search(place)), "")


def marked(text: str, start: int, end: int) -> str:
    """The line of that place, with ⟨⟩ around what stands there."""
    return f"{text[:start].rpartition(chr(10))[2]}⟨{text[start:end]}⟩{text[end:].partition(chr(10))[0]}"


EXCHANGED = (
    "two three four five six seven eight nine", "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "twenty thirty forty fifty sixty seventy eighty ninety", "second third fourth fifth sixth seventh eighth ninth tenth",
    "eleventh twelfth thirteenth fourteenth fifteenth", "fortieth fiftieth sixtieth", "hundred thousand million dozen",
    "hundredth thousandth", "half quarter", "halves doubles triples", "halved doubled tripled", "halving doubling",
    "double triple", "twice thrice", "세 네 다섯 여섯 일곱 여덟 아홉 두 한", "셋 넷 둘", "열 서른 마흔 스물 쉰 예순", "절반 갑절",
    "반 곱절", "십 백 천 만", "이 삼 사 오 육 칠 팔 구 일")
"""Number words that may stand in each other's place."""


def another(word: str, choose: random.Random) -> str:
    """The word with one part exchanged, so that it says another number; what must be noticed."""
    for group in map(str.split, EXCHANGED):
        if part := re.search(any_of(group) if group[0] > "z" else rf"(?<![a-z]){any_of(group)}(?=s?\b)", word.lower()):
            others = [other for other in group if other not in (part[0], "두", "한", "일", "dozen", "second")]
            return word[:part.start()] + choose.choice(others) + word[part.end():]
    raise ValueError(f"no other number is known for {word}")


# --- what a word says ---------------------------------------------------------------------------------------


def written(number: float, said: str) -> str:
    """The number as the left side of what is said of it: with many digits where it is exact, with one where it is about."""
    if number == int(number) and number > 1:
        return f"{number:.0f}"
    if said.startswith("≈"):
        return repr(number) if len(repr(number)) < 9 else f"{number:.1f}"
    return f"{number:.{4 - math.floor(math.log10(number))}f}"


def value(word: str) -> float:
    """The number that the word says: 0.5 for "half", 3 for "third", 2 / 3 for "two thirds", 64 for "예순네 배"."""
    word = " ".join(word.lower().split())
    if word in ALONE:
        return ALONE[word]
    if "분의" in word:
        below, above = word.split("분의")
        return korean(above.strip()) / korean(below.strip())
    if not word.isascii():
        return korean(word.removesuffix(" 반").removesuffix("배").strip().removesuffix("째")) + word.endswith(" 반") / 2
    word = word.removesuffix(" times")
    if whole := re.fullmatch(r"(.*) and a half", word):
        return english(whole[1]) + 0.5
    if part := re.fullmatch(rf"(an?|one|another|{NUMBER})[ -]({any_of(PARTS)}|{NTH})s?", word, re.IGNORECASE):
        return english(part[1]) * (PARTS.get(part[2]) or 1 / english(part[2]))
    return english(word)


def english(word: str) -> float:
    """What a whole number or an ordinal says in English."""
    total = last = 0
    for part in re.split("[ -]", word):
        scale = SCALES.get(part.removesuffix("s").removesuffix("th"))
        if scale:
            total, last = (0, (total + last or 1) * scale) if scale >= last else (total, (last or 1) * scale)
        elif part != "and":
            last += ENGLISH.get(part) or ORDINALS.get(part, 0)
    return total + last


def korean(word: str) -> float:
    """What a whole number says in Korean, in either of its two ways to count."""
    tens = next((ten for ten in TENS if word.startswith(ten)), "")
    if tens or word in ONES:
        return TENS.get(tens, 0) + ONES.get(word.removeprefix(tens), 0)
    total = part = 0
    for figure in word.removeprefix("수"):
        number = SINO.get(figure, 0)
        if number < 10:
            part = number
        elif number < 10 ** 4:
            total, part = total + (part or 1) * number, 0
        else:
            total, part = (total + part or 1) * number, 0
    return total + part
