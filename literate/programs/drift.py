"""Drift: the last shown digit is another because the processor, system or versions are; that is no mistake.

With the pinned versions, on Linux, with a processor that has AVX2 (machine.py), the check is strict.
Elsewhere a last shown digit can honestly differ; such a difference is told apart from a wrong number and
reported with what it comes from.
"""

import re

FULL = 9                # characters; what is printed with a chosen number of decimals is shorter
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def lines_agree(shown: str, printed: str) -> bool:
    """Whether two lines say the same but for the last shown digit of their numbers."""
    if NUMBER.sub("#", shown).split() != NUMBER.sub("#", printed).split():
        return False
    return all(map(numbers_agree, NUMBER.findall(shown), NUMBER.findall(printed)))


def numbers_agree(shown: str, printed: str) -> bool:
    """Whether two numbers as written differ by one unit of the last shown digit at most.

    Numbers printed in full, whose count of digits is not chosen, may differ by one part in a million.
    """
    a, b = float(shown), float(printed)
    if min(len(shown), len(printed)) > FULL:
        return abs(a - b) <= 1e-6 * abs(a)
    unit = last_digit_unit(shown)
    return unit == last_digit_unit(printed) and abs(a - b) <= 1.000001 * unit


def last_digit_unit(number: str) -> float:
    """What one unit of the last shown digit of a number is worth."""
    mantissa, _, exponent = number.lower().partition("e")
    return 10.0 ** (int(exponent or 0) - len(mantissa.partition(".")[2]))
