"""Every digit of a formula, in LaTeX or in inline code, is compared with something, or the check fails.

The first part tries places where a wrong number might hide, in formulas of a program's names; the second changes every
digit of the book; the third puts wrong numbers anywhere into formulas made at random.
"""

import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from book_maker import output
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from literate import mutation as mutate
from literate.claims.check import check
from literate.claims.reader import parse
from literate.claims.values import RELATION
from literate.programs.program import lines_quoted
from literate.programs.run import Cache

PROGRAM = """\
import numpy as np
h = 0
W = np.array([[1, 21], [4, 6]])
mixed = np.array([[1, 1e20]])
lr = 0.5
none = float('nan')
y = 0
Y = np.array([[1.0, 2.0]])
for epoch in range(7):
    h = h + 9
    y = y + lr
    E = h * 2.0
print('y :', y)
"""


@pytest.fixture
def findings(book):
    """What is found wrong with a text below the program."""
    book.cache = Cache()            # the project's own, since all pages here share their run
    page = book.program("411_1.py", PROGRAM) + "\n" + output("y : 3.5")
    return lambda text: book.findings(book.page(f"{page}\n{text}\n"))


# --- places for a wrong number ------------------------------------------------------------------------------

RIGHT = {
    "a formula in every epoch": "$E = 2 h$",
    "a formula that names no variable first": "$2 h = 36 y$",
    "a formula with numbers": r"$h \leftarrow h + 9 = 0 + 9 = 9$",
    "a formula of a variable bound once": "$lr = 2 lr - lr$",
    "an epoch": "$E_6 = 126$",
    "an epoch in parentheses": "$y^{(0)} = 0.5$",
    "an element": "$W_{0,1} = 21$",
    "an element as a symbol": "$w_{01}$",
    "an element beside a huge one": "`mixed[0,0] = 1`",
    "a sum with bounds": r"$\sum_{i=1}^{2} Y_i = 3$",
    "a brace": r"$E = \underbrace{2 \cdot 9}_{18}$",
    "a rounding with a neighbour as near": "`1 / 8 ≈ 0.12`",
    "a square with another root": "`(5.5 - 6) ** 2 = 0.25`",
    "digits as Python prints them": "`0.1 + 0.2 = 0.30000000000000004`",
    "a large integer": "`12345678901 + 4 = 12345678905`",
    "words": r"$E = 2 h \quad \text{그리고 (as, well)} \quad h \leftarrow h + 9$",
    "a bracket that is not shown": r"$\left. E \right. = 2 h$",
    "points at the ends": r"$E = 2 h, \quad h + 0 = h. \quad y + 0 = y.$",
    "a slice": "`W[-1:] = [[4, 6]]`",
    "a function of NumPy": "`np.float64(lr) = 0.5`",
    "a superscript": "`10⁻² = 0.0100`",
}

WRONG = {
    "an epoch that is none": "$E_{725} = 126$",
    "an epoch that is none, as a symbol": "$E_{725}$",
    "an epoch beside an unknown name": "$E_{725} = Q$",
    "an epoch beside another index": "$y_{725}^{(0)} = 0.5$",
    "an earlier step that is not the last": "$y_{t-725} = 0$",
    "an element that is none": "$W_{7,25}$",
    "an element beside an unknown name": "$W_{7,25} = Q$",
    "an index after a thin space": r"$Q_{\,725}$",
    "a derivative by an unknown": r"$\frac{\partial E}{\partial W_{725}}$",
    "the base of a logarithm": r"$y = \log_{725}(h)$",
    "the base of a logarithm of an unknown": r"$y = \log_{725}(Q)$",
    "an index at a function": r"$y = \tanh_{725}(Q)$",
    "several arguments": r"$y = \exp(Q, 725)$",
    "an argument that is a name": "$E(h_{725}) = y$",
    "a sum of an unknown": r"$y = \sum_{i=725}^{N} Q_i$",
    "a sum that states nothing": r"$\sum_{i=725}^{n} Y_i$",
    "a sum without an end": r"$y = \sum_{z=725} Y_z$",
    "a sum to a part of a term": r"$\sum_{i=1}^{2.725} Y_i = 3$",
    "a sum of one number": r"$725 = \sum_i 725$",
    "a label of a label": r"$\underbrace{y}_{\underbrace{h}_{725}}$",
    "a label of an unknown": r"$\underbrace{y}_{\underbrace{Q}_{725}} = Q$",
    "a colour": r"$y = \color{725} lr$",
    "a blank": r"$y = lr \hspace{725em}$",
    "a class": r"$y = \class{725}{lr}$",
    "columns of an environment": r"$\begin{alignedat}{7} y &= lr \end{alignedat}$",
    "what follows the end of a row": r"$\begin{aligned} y &= lr \\[7.25pt] E &= 2 h \end{aligned}$",
    "columns of an array": r"$y = \begin{array}{c7} Q \end{array}$",
    "a sign as text": r"$\text{-}0.5 = 0.5$",
    "a point as text": r"$\text{.}5 = 5$",
    "a unit as text": r"$lr = 0.5 \text{ \%}$",
    "a point before a thin space": r"$.\, 5 = 5$",
    "the point of a bracket that is not shown": r"$\left.5\right. = lr$",
    "a relation in parentheses": r"$y = (h \to 725)$",
    "a variable bound once": "$lr = lr + 725$",
    "an update of a variable bound once": r"$lr \leftarrow lr + 725 = 725$",
    "a matrix bound once": "$W = W + 725 = 7.25$",
    "symbols that hold at the start only": "$h + E = 725 h$",
    "numbers of the end where the names agree before": "$2 y = y + y = 7$",
    "data of a binding before the loop, computed": "$h = 9 - 9 = 0$",
    "a bound": "$E < 725$", "a bound on the left": "$725 > E$", "a weak bound": r"$E \le 725$",
    "what it is not": r"$y \ne 725$", "what it is not, as code": "`y != 725`", "a bound as code": "`y < 725`",
    "a bound at the end of a chain": "`y = 3.5 < 725`", "a comparison alone": "`(y < 725)`",
    "a comparison as a number": "`(y < 725) * 2 = 2`", "comparisons that agree": "`(y < 725) = (y < 724)`",
    "a bound on twins from the left": "`725 > max|411_1.py - 411_1.py|`",
    "a factor of zero": r"$0 \cdot 725 = 0$", "a factor of zero as code": "`y = 3.5 + 0 * 725`",
    "the smaller one": r"$\max(0.5, -725) = 0.5$", "the smaller one as code": "`max(3.5, -725) = y`",
    "a relation inside": r"$lr (lr < 725) = 0.5$", "what becomes nan": "`none * 725 = nan`",
    "nan and a number": "`none = none + 725`", "a number too large for a float": "`1e725 = np.inf`",
    "the tenth digit": r"$0.12345678901 + 0 = 0.12345678902 + 0$",
    "the eleventh digit of an integer": r"$12345678901 = 12345678905 + 0$",
    "the last digit of two computed sides": r"$0.3 \cdot 0.9 \approx 0.1 \cdot 3.1$",
    "digits that no float has": "`lr = 0.50000000000000000725`",
    "digits that no float has, in LaTeX": "$lr = 0.50000000000000000725$",
    "an integer that no float is": "`100000000000000002 = 10 ** 17 + 1`",
    "an element hidden by a huge one": "`mixed[0,0] = 7.25`",
    "an argument of an unknown function": "`f(725) = y`", "the name of an unknown function": "`np.log725(y) = y`",
    "a slice that begins outside": "`W[-725:] = [[1, 21], [4, 6]]`",
    "an epoch of no name": "`epoch 5: 3 + 4 = 7`",
    "an operand with too many digits": "`0.59327001 * 0.5 ≈ 0.2966`",
    "an operand whose neighbour is rounded alike": "`4 * 58.6667 ≈ 234.667`",
}


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_what_is_right_is_not_found(findings, text):
    assert findings(f"It is {text}.") == []


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG)
def test_a_digit_that_nothing_proves_is_found(findings, text):
    assert findings(f"It is {text}.")


def test_twins_that_cannot_be_compared_are_found(book):
    book.cache = Cache()
    program = "import numpy as np\nfor epoch in range(2):\n    p = np.ones({})\n"
    twins = [book.program(f"411_{n}.py", program.format(n)) for n in (1, 2)]
    assert book.findings(book.page("\n".join([*twins, "It is `max|411_1.py - 411_2.py| < 7e-06`.\n"])))


# --- every digit of the book --------------------------------------------------------------------------------

OTHER_CLAIMS = [r"\\beta_⟨\d⟩\Z", r"_⟨\d⟩\.py\|", r"Y\.shape\[⟨\d⟩\]", r"step \d*⟨\d⟩:"]
"""Where another digit makes a claim that is true as well: of another name, program, axis or step."""


def test_every_other_digit_in_a_formula_of_the_book_is_noticed():
    chapters, runs = mutate.book()
    claims = {(claim.text, claim.program and claim.program.text, claim.options.get("moment")): (chapter, claim)
              for chapter in chapters.values() for claim in chapter.claims if states(chapter, claim)}
    alive = []
    for chapter, claim in claims.values():
        for place in re.finditer(r"\d", claim.text):
            before, digit, after = claim.text[:place.start()], int(place[0]), claim.text[place.end():]
            alive += [f"{chapter.path.name}:{claim.line}: {before}⟨{digit}⟩{after} → {other}"
                      for other in {digit - 1, digit + 1} & {*range(10)}
                      if not any(re.search(pattern, f"{before}⟨{digit}⟩{after}") for pattern in OTHER_CLAIMS)
                      and not check(chapter, replace(claim, text=f"{before}{other}{after}"), runs)]
    assert len(claims) > 500 and alive == []


def states(chapter, claim):
    """Whether the claim is a formula, or inline code that is evaluated and no quote."""
    if claim.kind != "code" or {"bench", "usual"} & claim.options.keys():
        return claim.kind == "math"
    shown = {c.program.text for c in chapter.claims if c.program} | {c.text for c in chapter.claims if c.kind == "output"}
    return RELATION.search(claim.text) and not any(lines_quoted(text, claim.text) for text in shown)


# --- formulas made at random --------------------------------------------------------------------------------

examples = settings(derandomize=True, deadline=None, max_examples=75)
"""A formula is a text with a place {} for each of its numbers, and what it is worth where these are given."""

NUMBER = ("{}", lambda number: number)


def combined(pattern: str, compute, *parts):
    """A formula of several: ``pattern`` has a place § for each, ``compute`` takes their values."""
    texts = iter(text for text, _ in parts)
    text = re.sub("§", lambda _: next(texts), pattern.replace("{", "{{").replace("}", "}}"))
    counts = [part.count("{}") for part, _ in parts]

    def value(*numbers):
        starts = [sum(counts[:k]) for k in range(len(parts))]
        return compute(*(part[1](*numbers[a:a + n]) for part, a, n in zip(parts, starts, counts)))

    return text, value


FORMS = {
    "math": {
        "(§ + §)": lambda a, b: a + b, "(§ - §)": lambda a, b: a - b, r"(§ \cdot §)": lambda a, b: a * b,
        r"\frac{§}{§}": lambda a, b: a / b, r"\max(§, §)": max, r"\min\{§, §\}": min,
        r"\begin{bmatrix} § & § \end{bmatrix} \begin{bmatrix} 1 \\ 1 \end{bmatrix}": lambda a, b: a + b,
        r"\left[ § \right] / (§)": lambda a, b: a / b, r"(§) ((§) > 2)": lambda a, b: a * (b > 2),
        "(§)^2": lambda a: a * a, "(-§)": lambda a: -a, r"\left| § \right|": abs, r"\sum_{i=0}^{1} (§) i": lambda a: a,
        r"\underbrace{§}_{\text{a part}}": lambda a: a, r"{§}^{2}": lambda a: a * a, r"\textcolor{red}{§}": lambda a: a,
        r"\sqrt{(§)^2}": abs, r"\bigl( § \bigr)^3": lambda a: a ** 3},
    "code": {
        "(§ + §)": lambda a, b: a + b, "(§ − §)": lambda a, b: a - b, "(§ * §)": lambda a, b: a * b,
        "(§ · §)": lambda a, b: a * b, "(§) / (§)": lambda a, b: a / b, "max(§, §)": max,
        "np.minimum(§, §)": min, "np.sum([§, §])": lambda a, b: a + b,
        "([§, §] @ [[1], [1]])[0,0]": lambda a, b: a + b, "(§) * ((§) > 2)": lambda a, b: a * (b > 2),
        "(§) ** 2": lambda a: a * a, "(-§)": lambda a: -a, "|§|": abs, "(§)²": lambda a: a * a, "abs(§)": abs,
        "np.sqrt((§) ** 2)": abs, "[[2, §]][0,1]": lambda a: a, "[§].sum()": lambda a: a}}


def formulas(notation: str) -> st.SearchStrategy:
    """Formulas of up to four numbers."""
    forms = FORMS[notation]

    def larger(parts: st.SearchStrategy) -> st.SearchStrategy:
        return st.sampled_from([*forms]).flatmap(lambda form: st.tuples(*[parts] * form.count("§")).map(
            lambda chosen: combined(form, forms[form], *chosen)))

    return st.recursive(st.just(NUMBER), larger, max_leaves=4)


NUMERALS = st.integers(0, 12).map(str) | st.decimals(0, 12, places=1).map("{:f}".format)


def found(formula: str, notation: str = "math") -> list:
    page = f"$$\n{formula}\n$$\n" if notation == "math" else f"It is `{formula}`.\n"
    chapter = parse(page, Path("page.md"))
    return [*chapter.findings, *(finding for claim in chapter.claims for finding in check(chapter, claim, {}))]


@st.composite
def true_formulas(draw, notation: str) -> tuple[str, list[str], object]:
    """A formula ≈ result that holds, with places for its numbers, these numbers, and what they are worth together."""
    text, value = draw(formulas(notation))
    numbers = draw(st.lists(NUMERALS, min_size=text.count("{}"), max_size=text.count("{}")))
    try:
        exact = value(*map(Fraction, numbers))
    except ZeroDivisionError:
        assume(False)
    assume(abs(exact) < 10 ** 6)
    shown = f"{float(exact):.{draw(st.integers(0, 6))}f}"
    return rf"{text} ≈ {{}}", [*numbers, shown], value


def is_true(numbers: list[str], value) -> bool:
    """Whether the result, the last of the numbers, is a rounding of what the others give."""
    try:
        exact = value(*map(Fraction, numbers[:-1]))
    except ZeroDivisionError:
        return False
    unit = Fraction(1, 10 ** len(numbers[-1].partition(".")[2]))
    return abs(exact - Fraction(numbers[-1])) <= unit * Fraction(501, 1000)


@pytest.mark.parametrize("notation", FORMS)
@examples
@given(st.data())
def test_no_wrong_digit_in_a_formula_is_passed_over(notation, data):
    """The check is content with a true formula or finds a digit open, and not content with a wrong one anywhere."""
    text, numbers, value = data.draw(true_formulas(notation))
    problems = found(text.format(*numbers), notation)
    assert not any("does not hold" in str(problem) or "be read" in str(problem) for problem in problems)
    for index, number in enumerate(numbers):
        for place, digit in enumerate(number):
            for other in set("0123456789") - {digit} if digit.isdecimal() else ():
                changed = [*numbers[:index], number[:place] + other + number[place + 1:], *numbers[index + 1:]]
                assert is_true(changed, value) or found(text.format(*changed), notation), text.format(*changed)


HIDING = [
    r"§ \text{ at 7}", r"\text{7} §", r"§ \quad \text{(7)}", r"\underbrace{§}_{\text{7}}", r"\overbrace{§}^{7777}",
    "Q_{7} + §", "Q^{(7)} + §", r"\underbrace{§}_{\underbrace{\text{a}}_{7}}", r"\log_7 (§)", r"\tanh^{-7}(§)",
    r"\max_7 (§)", r"\exp(§, 7)", r"\sum_{i=7}^{N} (§)", r"\sum_{z=7} (§)", r"\color{7} §", r"\hspace{7em} §",
    r"\htmlClass{7}{§}", r"§ \tag{7}", r"§ \pm 7", r"7\% §", r"\sin 7 + §", r"\sqrt[7]{Q} + §",
    r"\begin{cases} § & 7 \end{cases}", r"\begin{array}{c7} § \end{array}", r"\begin{alignedat}{7} § \end{alignedat}",
    r"\binom{7}{2} + §", r"(§, 7)", r"(§ \to 7)", r"0 \cdot 7 + §", r"\max(§, -7777777)", r"§ \cdot (-7777777 < §)",
    r"§ + \epsilon_7", r"§ \quad (7 < 8)", r"§ \quad (7 \ne 8)", r"§ \to 7", r"§ \ne 7777777", r"7777777 > §",
    r"-7777777 \le §", r"§ \Rightarrow 7", r"§, 7", r"§ \\[7pt]", r"§; \quad Q_7", r"§ + \hat{Q}_7",
    r"§ \left.\right|_{7}", r"§ + {}_7 Q", r"§ + Q'_7", r"§ + \mathrm{Q7}", r"§ + Q_{\text{7}}", r"§ + |Q|_7",
    r"§ + E(Q_7)", r"§ + \frac{dE_7}{dQ}", r"§ + \frac{\partial E}{\partial Q_7}", r"§ + \operatorname{f}_7(Q)",
    r"§ \overset{7}{=} 5", r"§ =_7 5", r"§ \xrightarrow{7} 5", r"§ \text{a {7}}",
    r"§ \mathbin{7}", r"§ \label{7}", r"§ \phantom{7}",
]


@pytest.mark.parametrize("pattern", HIDING)
@pytest.mark.parametrize("place", range(3), ids=["left", "middle", "right"])
def test_a_number_that_nothing_is_compared_with_is_found_anywhere(pattern, place):
    sides = ["4 + 1", "1 + 4", "5"]
    assert found(" = ".join(sides)) == []
    sides[place] = pattern.replace("§", sides[place])
    assert found(" = ".join(sides))
