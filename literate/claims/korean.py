"""Which Korean particle fits a number, by how the number is read: 19로, 16으로, 0.224로, 2를, 3을."""

import re

from literate.claims.remark import NUMBER

CLOSED = "013678"               # 영, 일, 삼, 육, 칠, 팔: digits read with a final consonant
PAIRS = (("으로", "로"), ("은", "는"), ("이", "가"), ("을", "를"), ("과", "와"))
PARTICLE = re.compile(f"(?P<particle>{'|'.join(particle for pair in PAIRS for particle in pair)})(?![가-힣])")


def final_sound(number: str) -> str:
    """How the last syllable of a number ends when it is read: "ㄹ", "closed" by another consonant, or "" for
    a vowel.
    """
    match = NUMBER.fullmatch(number)
    if not match or match["percent"]:
        return ""                                       # 퍼센트
    if match["power"] or match["scale"]:
        return "closed"                                 # 승, 만, 천, 억
    last = (match["decimals"] or match["whole"])[-1]
    if match["below"]:
        last = match["whole"][-1]                       # 3분의 2
    return "ㄹ" if last in "178" else "closed" if last in CLOSED else ""


def fitting(number: str, after: str) -> tuple[str, str] | None:
    """The particle that ``after`` begins with and the one that should stand there, where it is another."""
    found = PARTICLE.match(after)
    if not found:
        return None
    particle, sound = found["particle"], final_sound(number)
    closed, opened = next(pair for pair in PAIRS if particle in pair)
    right = opened if not sound or closed == "으로" and sound == "ㄹ" else closed
    return (particle, right) if particle != right else None


def misfit(number: str, after: str) -> str:
    """What is wrong with the particle behind a number; "" if nothing is."""
    wrong = fitting(number, after)
    return f"{number} is read so that {wrong[1]} fits, not {wrong[0]}" if wrong else ""
