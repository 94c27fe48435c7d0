"""What the optimizer explorer shows and reads: its numbers, its arithmetic, its settings."""

import math
import random
import struct

import numpy as np
import pytest
from javascript import call  # noqa: F401 (a fixture)
from test_optimizers_js import CHAPTER, RULES, random_settings

# ---- numbers as they are shown ------------------------------------------------------------------------

def test_floats_are_written_as_python_writes_them(call):
    generator = random.Random(8)
    bits = [struct.unpack("d", generator.randbytes(8))[0] for _ in range(3000)]
    plain = [generator.uniform(-10, 10) * 10.0 ** generator.randint(-7, 18) for _ in range(3000)]
    edge = [0.0, -0.0, 1e-4, 9.999e-5, 1e-5, 1e15, 1e16, 123456789012345680.0, 5e-324]
    floats = bits + plain + edge + [math.inf, -math.inf, math.nan] + [float(n) for n in range(-20, 20)]
    assert call([("optimizer-explorer/numbers", "asPython", x) for x in floats]) == [str(x) for x in floats]


@pytest.mark.parametrize("x, text", [
    (123456789, "1.2e+8"), (-2e300, "-2e+300"), (999999, "999999"), (1e6, "1e+6"), (-3.571428571, "-3.57143"),
    (0.0001, "0.0001"), (0.00001234, "1.234e-5"), (0, "0"), (-0.0, "0"), (2.5, "2.5"), (math.nan, "nan"),
    (-math.inf, "-inf"),
])
def test_short_numbers_stay_readable(call, x, text):
    assert call([("optimizer-explorer/numbers", "short", x)]) == [text]


def test_rounding_is_pythons(call):
    """Also of numbers halfway between two, of which powers of two make many."""
    generator = random.Random(10)
    halves = [generator.randint(-2 ** 22, 2 ** 22) / 2 ** generator.randint(1, 20) for _ in range(5000)]
    floats = halves + [generator.uniform(-10, 10) * 10.0 ** generator.randint(-9, 5) for _ in range(3000)]
    floats += [1.0000005, 1.000005, 10.00005, 2.5, 0.5, 999999.5, 99999.95, 1e-4, 9.9999995e-5]
    for digits in (2, 6):
        texts = call([("optimizer-explorer/numbers", "rounded", x, digits) for x in floats])
        assert [float(text) for text in texts] == [float(f"{x:.{digits}g}") for x in floats]


@pytest.mark.parametrize("all_digits", [False, True])
@pytest.mark.parametrize("rule", RULES)
def test_shown_arithmetic_gives_the_shown_result(call, rule, all_digits):
    generator = random.Random(f"arithmetic {rule}")
    settings = [random_settings(generator) for _ in range(300)] + [CHAPTER, {**CHAPTER, "start": -2}]
    steps = [generator.randint(1, each["steps"]) for each in settings]
    places = [("bowl", 0), ("ravine", 0), ("ravine", 1)]
    calls = [("here", "arithmeticOfStep", rule, surface, each, t, axis, all_digits)
             for each, t in zip(settings, steps) for surface, axis in places]
    names = {"np": np, "nan": np.float64("nan"), "inf": np.float64("inf")}
    for case, lines in zip(calls, call(calls)):
        for target, expression, result in lines:
            with np.errstate(all="ignore"):
                value = float(eval(expression, names))
            assert agrees(value, result, all_digits), f"{expression} = {value}, not {target} = {result}: {case}"


def test_last_line_of_adams_sixteenth_step(call):
    """Six digits where they do: of 434_1's printed -1.0339729342963133 and -1.163663645331026."""
    lines, = call([("here", "arithmeticOfStep", "adam", "bowl", CHAPTER, 16, 0, False)])
    assert lines[-1] == ["p", "-1.03397 - 0.5 * 0.357925 / (np.sqrt(1.90417) + 1e-8)", "-1.16366"]


def agrees(value, shown, all_digits):
    """Whether `shown` is `value` to the digits shown: all, six, or from a million on two."""
    if not math.isfinite(value) or float(shown) == 0 or all_digits:
        return value == pytest.approx(float(shown), rel=1e-13 if all_digits else 0, abs=0, nan_ok=True)
    last = math.floor(math.log10(abs(float(shown)))) - (1 if "e+" in shown else 5)
    return abs(value - float(shown)) <= 0.5000001 * 10.0 ** last


# ---- settings in attributes and in the address --------------------------------------------------------

@pytest.fixture(scope="session")
def page(call):
    result, = call([("optimizer-explorer/settings", "readAttributes", {"rules": "momentum adam", "start": "-4"})])
    assert result["problems"] == []
    return result["page"]


def found(result):
    """The problems by name and kind."""
    return [(each["name"], each["code"]) for each in result["problems"]]


def test_attributes_say_what_a_page_offers(page):
    assert page["offeredRules"] == ["gd", "momentum", "adam"]
    assert page["offeredSurfaces"] == ["bowl", "ravine"]
    assert page["defaults"]["start"] == -4
    assert page["defaults"]["table"] == "adam"


def test_defaults_are_the_chapter(call):
    result, = call([("optimizer-explorer/settings", "readAttributes", {})])
    defaults = result["page"]["defaults"]
    assert {name: defaults[name] for name in CHAPTER} == CHAPTER
    assert result["page"]["offeredRules"] == RULES


def test_wrong_attributes_are_reported(call):
    result, = call([("optimizer-explorer/settings", "readAttributes", {"rules": "adem", "lr": "fast", "id": "x"})])
    assert found(result) == [("rules", "unknownName"), ("lr", "notANumber")]
    assert result["page"]["offeredRules"] == RULES


def test_settings_survive_the_address(call, page):
    generator = random.Random(9)
    settings = []
    for _ in range(300):
        each = {**page["defaults"], **random_settings(generator)}
        each["rules"] = [rule for rule in page["offeredRules"] if generator.random() < 0.6]
        each["at"] = generator.choice([math.inf, generator.randint(0, each["steps"] - 1)])
        each["table"] = generator.choice(page["offeredRules"])
        each["surface"] = generator.choice(["bowl", "ravine"])
        each["digits"] = generator.choice(["short", "all"])
        settings.append(each)
    former = "?utm_source=a&lr=7"
    queries = call([("optimizer-explorer/settings", "writeQuery", former, each, page) for each in settings])
    read = call([("optimizer-explorer/settings", "readQuery", query, page) for query in queries])
    for each, query, back in zip(settings, queries, read):
        assert back == {"settings": each, "problems": []}, query
        assert query.endswith("utm_source=a")


def test_only_what_differs_is_written(call, page):
    changed = {**page["defaults"], "lr": 1.9, "rules": ["gd", "adam"], "turned": True}
    both = (page["defaults"], changed)
    queries = call([("optimizer-explorer/settings", "writeQuery", "", each, page) for each in both])
    assert queries == ["", "?lr=1.9&rules=gd,adam&turned=45"]


@pytest.mark.parametrize("query, name, code", [
    ("?lr=abc", "lr", "notANumber"), ("?lr=", "lr", "notANumber"), ("?lr=1,9", "lr", "notANumber"),
    ("?lr=0x10", "lr", "notANumber"), ("?lr=Infinity", "lr", "notANumber"), ("?lr=-1", "lr", "outside"),
    ("?lr=1e9", "lr", "outside"), ("?rho=1", "rho", "outside"), ("?beta_1=1.5", "beta_1", "outside"),
    ("?steps=1.5", "steps", "notWhole"), ("?steps=0", "steps", "outside"),
    ("?steps=9999", "steps", "outside"),
    ("?at=17", "at", "outside"), ("?rules=gd,sgd", "rules", "unknownName"),
    ("?rules=rmsprop", "rules", "unknownName"),
    ("?table=adagrad", "table", "unknownName"), ("?surface=hill", "surface", "unknownName"),
    ("?turned=yes", "turned", "unknownName"), ("?digits=many", "digits", "unknownName"),
    ("?speed=3", "speed", "unknownKey"), ("?%3Cb%3E=1", "<b>", "unknownKey"),
    ("?toString=1", "toString", "unknownKey"),
])
def test_what_cannot_be_used_is_reported_and_left(call, page, query, name, code):
    result, = call([("optimizer-explorer/settings", "readQuery", query, page)])
    assert result["settings"] == page["defaults"]
    assert found(result) == [(name, code)]


def test_the_first_of_two_counts(call, page):
    result, = call([("optimizer-explorer/settings", "readQuery", "?lr=1&lr=2", page)])
    assert result["settings"]["lr"] == 1
    assert found(result) == [("lr", "twice")]


def test_addresses_with_a_former_name_still_open(call):
    offered = {"rules": "rmsprop"}
    read, = call([("optimizer-explorer/settings", "readAttributes", offered)])
    result, = call([("optimizer-explorer/settings", "readQuery", "?lo=0.75", read["page"])])
    assert result["settings"]["rho"] == 0.75 and result["problems"] == []


def test_what_others_put_into_an_address_is_left_alone(call, page):
    result, = call([("optimizer-explorer/settings", "readQuery", "?h=adam&utm_source=x&fbclid=y", page)])
    assert result == {"settings": page["defaults"], "problems": []}
