"""Which Korean particle fits a number, by how the number is read: 19로, 16으로, 0.224로, 2를, 3을."""

import re

# after a consonant, after a vowel
PAIRS = (("으로", "로"), ("은", "는"), ("이", "가"), ("을", "를"), ("과", "와"))
PARTICLE = re.compile(f"(?:{'|'.join(particle for pair in PAIRS for particle in pair)})(?![가-힣])")
CLOSED = "013678⁰¹²³⁴⁵⁶⁷⁸⁹"            # read with a final consonant: 영, 일, 삼, 육, 칠, 팔, 승
LIQUID = "178"


def fitting(number: str, after: str) -> tuple[str, str] | None:
    """The particle that ``after`` begins with and the one that should stand there, where it is another."""
    found = PARTICLE.match(after)
    if not found:
        return None
    end = number.partition("/")[0][-1]          # 3분의 2
    closed, opened = next(pair for pair in PAIRS if found[0] in pair)
    right = closed if end in CLOSED and not (opened == "로" and end in LIQUID) else opened
    return (found[0], right) if found[0] != right else None
