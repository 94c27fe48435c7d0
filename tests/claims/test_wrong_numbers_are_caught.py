"""Attempts to get a wrong number past the check: each must give a finding that names its line.

The program ends with y = 3.5 and prints 3.5 as its last word. Wherever an attack shows a reader another
number, it is 7.25, or made of the digits of the right ones. Beside each stands the same said rightly, where
that can be said: a check that finds everything wrong proves nothing.
"""

import pytest
from book_maker import FENCE, output

PROGRAM = """\
h = 0
W = [[1, 21], [4, 6]]
lr = 0.5
y = 0
for epoch in range(7):
    h = h + 9
    y = y + lr
print(W)
print('y :', y)
print('-', -8.25)
"""
PRINTED = "[[1, 21], [4, 6]]\ny : 3.5\n- -8.25"


@pytest.fixture
def lines_found(book):
    """The lines, counted from where the text begins, of what is found wrong with a page that ends with a
    text.
    """
    page = book.program("411_1.py", PROGRAM) + "\n" + output(PRINTED)

    def found(text: str) -> list[int]:
        reading = book.page(f"{page}\n{text}\n")
        first = page.count("\n") + 1
        return [line - first for line in sorted({int(finding.split(":")[1])
                                                 for finding in book.findings(reading)})]

    return found


# --- said rightly -------------------------------------------------------------------------------------------

RIGHT = {
    "a bare number": "It ends at `3.5`.",
    "a named value": "It ends at `y = 3.5`, first at `y = 0.5`<!-- epoch 0 -->.",
    "a number": "It ends at 3.5<!-- = y -->, first at 0.5<!-- = y, epoch 0 -->.",
    "a number in another order":
        "처음에는 0.5<!-- = y, epoch 0 -->이고 끝에는 3.5<!-- = y, 411_1.py -->입니다.",
    "a fraction of a value": "It is 1/7<!-- = lr / y --> of it.",
    "a percentage": "It is 50%<!-- = lr -->, about 14%<!-- ≈ lr / y -->.",
    "a power of ten": "It is 5.0 × 10⁻¹<!-- = lr -->.",
    "a large number":
        "It is 3,500<!-- = y * 1000 -->, 7 thousand<!-- = y * 2000 -->, 35만<!-- = y * 100000 -->.",
    "a word": "It is half<!-- 1/2 = lr --> of it.",
    "a default": "It is `SGD(momentum=0.0)`.",
    "a choice": "With 725<!-- given -->, `725 - 21 = 704`.",
    "small numbers that count": "Of 2 programs, 1 is left; 인덱스는 0부터 셉니다. 10개입니다.",
    "a value in a formula": "$y = 0 + 0.5 = 0.5$",
    "data": "$$h = 0$$",
    "a number below zero": "It prints `-8.25`.",
    "a part of an output": "The row is `[1, 21]`.",
    "a line of the program": "- `lr = 0.5`: the rate",
    "turns": "After 7<!-- = turns --> epochs.",
    "numbers in a list": "It goes from `3.5` to `-8.25`, (`3.5`), *`3.5`*, **`3.5`**.",
    "a range": "From `-8.25`~`3.5`.",
    "a power": "It is `2 ** 2 = 4`.",
    "a numbered list": "1. one\n2. two",
    "a link": "[text](412.md#lr-7) <!-- 7.25 -->",
    "a table": "| a | b |\n|---|--:|\n| x | `3.5` |",
    "an admonition": '!!! note "Title"\n\n    It is `3.5`.',
    "a name of NumPy": "It is a float32.",
    "a program in an illustration":
        f'{FENCE}bash {{ .illustration reason="yours" }}\npython 411_1.py\n{FENCE}',
    "a quotation of a number": "> `3.5` is where it ends.",
    "a number in an element": '<optimizer-explorer markdown="1">`3.5`</optimizer-explorer>',
    "a quotation of a list": "> - 'tis `3.5`",
}


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_what_is_right_is_not_found(lines_found, text):
    assert lines_found(text) == []


# --- said wrongly -------------------------------------------------------------------------------------------

CLAIMS = {
    "a bare number that is not printed": "It ends at `7.25`.",
    "a part of a printed number": "It ends at `8.25`.",
    "a quote that cuts a number short": "The row begins with `[1, 2`.",
    "a quote from within two numbers": "There is `5\n-`.",
    "a quote without its sign": "There is `8.25 ,`.",
    "a named value at another time": "It ends at `y = 3.0`.",
    "a number at another time": "It ends at 3.0<!-- = y -->.",
    "a number at an epoch that there is not": "It ends at 3.5<!-- = y, epoch 7 -->.",
    "a number with another remark": "It ends at 7.25<!-- = y -->.",
    "a fraction that is another": "It is 1/6<!-- = lr / y --> of it.",
    "a percentage that is another": "It is 15%<!-- ≈ lr / y -->.",
    "a power of ten that is another": "It is 3.5 × 10⁻³<!-- = y / 100 -->.",
    "a word that says another number": "It is twice<!-- 3 = y / lr - 4 --> of it.",
    "a number that only repeats its remark": "It is 7.25<!-- = 7.25 -->.",
    "a remark that repeats the number": "It is 3.5<!-- 3.5 = y -->.",
    "a word whose remark says no number": "It is twice<!-- = y -->.",
    "a remark behind a blank": "It ends at 7.25 <!-- = y -->.",
    "a remark that says only when": "It ends at 7.25<!-- epoch 0 -->.",
    "a remark of a variable that is not there": "It ends at 7.25<!-- = z -->.",
    "a remark that cannot be read": "It ends at 3.5<!-- = y / -->.",
    "a remark of a program that is not there": "It ends at 3.5<!-- = y, 411_9.py -->.",
    "a remark with a bar": "It ends at 3.5<!-- = abs(y) | y -->.",
    "a remark with an open digit": "It is 0<!-- = 725 * 0 -->.",
    "a choice that does not recur": "It is 725<!-- given -->.",
    "a default of a number": "It is 0.5<!-- default SGD.momentum -->.",
    "a version": "It is 7.25<!-- version keras -->.",
    "a bound that is loose": "It is less than 7<!-- < y -->.",
    "a bound that is too small": "It is less than 2<!-- < y -->.",
    "a particle that does not fit": "끝은 3.5<!-- = y -->을 보입니다.",
    "data of a later binding": "$$h = 9$$",
    "data of the last binding": "$$h = 63$$",
    "a formula with the last values": "$$2 y = 7$$",
    "a line of a program that was edited":
        f"{FENCE}diff title=\"411_1.py\"\n-lr = 0.5\n+lr = 0.25\n{FENCE}\n\nNow `lr = 0.5`.",
    "a true formula with one wrong side": "$y = 0 + 0.5 = 7.25$",
    "an unknown name with digits": "It is `y = y725`.",
    "an unknown name with digits in a formula": "$y = c_{725}$",
    "an unknown symbol with digits": "$c_{725}$",
    "a digit in the text of a formula": r"$y = 0 + 0.5 \quad \text{7.25}$",
    "a circled digit in the text of a formula": r"$y = 0 + 0.5 \quad \text{⑦}$",
    "a superscript as a formula": "$y²$",
    "a superscript as code": "It is `y³`.",
    "a circled digit as a value": "It is `y = ⑦`.",
    "a fraction as a value": "It is `y = ½`.",
    "turns of another loop": "After 8<!-- = turns --> epochs.",
    "an argument of range as turns": "After 725<!-- = turns --> steps.",
    "a year in a place for numbers": "It ends at 2015.",
    "the section's number as a result": "It ends at 4.1.1.",
    "a section's number in another link": "It ends at [4.1.2](413.md).",
    "a usual value that is none": "It is `m = 0.7`<!-- usual Momentum.m -->.",
    "a usual value of another name": "It is `y = 0.9`<!-- usual Momentum.m -->.",
    "an arithmetic that is wrong": "It is `3 + 4 = 8`.",
    "a rounding that is wrong": "It is `7 / 2 ≈ 3.6`.",
    "a ratio that nothing measures": "It is 725<!-- ≈ bench none --> times.",
    "a default that is another": "It is `SGD(momentum=0.7)`.",
    "a loose bound on twins": "It is less than 725<!-- < gap 411_1.py 411_1.py -->.",
}

DIGITS = {
    "a sentence": "It ends at 7.25.",
    "a heading": "## It ends at 7.25",
    "a quotation": "> It ends at 7.25.",
    "a table": "| a | b |\n|---|---|\n| x | 7.25 |",
    "an escaped pipe in a table": "| a |\n|---|\n| `y \\| 7.25` |",
    "fullwidth digits": "It ends at ７.２５.",
    "digits of another script": "It ends at ٧.",
    "a fullwidth digit in code": "It ends at `７`.",
    "a fraction": "It ends at ½.",
    "a superscript": "It ends at 10³.",
    "a circled digit": "It ends at ⑦.",
    "a Roman numeral": "It ends at Ⅶ.",
    "a squared number": "It ends at ㉑.",
    "a date of one character": "It ends at ㋆.",
    "an emoji": "It ends at 🔟.",
    "an entity of a digit": "It ends at &#55;.",
    "an entity of a digit, in hexadecimal": "It ends at &#x37;.",
    "a named entity": "It ends at &half;.",
    "a Korean unit": "725개입니다.",
    "a Korean unit of turns": "725번 돕니다.",
    "a Korean ordinal": "제725장입니다.",
    "emphasis within a number": "It ends at 7**25**.",
    "an underscore before a number": "It ends at _7_.",
    "a letter before a number": "It ends at y7.",
    "a link's text": "It ends at [7.25](412.md).",
    "a link's title": '[text](412.md "It ends at 7.25")',
    "a link's title in the third form": "[text](412.md (7.25))",
    "an image's alt text": "![It ends at 7.25](figures/411_1.svg)",
    "an image's title": '![alt](figures/411_1.svg "7.25")',
    "a title by an attribute list": 'A *word*{: title="7.25" } here.',
    "a label by an attribute list": 'A *word*{: aria-label="7.25" } here.',
    "an attribute list that is none": "It ends at {.x 7.25} here.",
    "a reference's title": '[text][a]\n\n[a]: 412.md "7.25"',
    "a reference that is none": "[a]: 7.25 is where it ends",
    "a footnote": "It ends there.[^a]\n\n[^a]: At 7.25.",
    "a footnote with a number": "It ends there.[^7]\n\n[^7]: There.",
    "an abbreviation": "*[y]: 7.25",
    "a definition list": "It ends\n:   at 7.25",
    "an automatic link": "<https://example.org/7.25>",
    "a bare address": "https://example.org/7.25",
    "a mail address": "<y7@example.org>",
    "an admonition's title": '!!! note "At 7.25"\n\n    It ends.',
    "an admonition's text": "!!! note\n\n    It ends at 7.25.",
    "a summary": '??? note "At 7.25"\n\n    It ends.',
    "a tab's title": '=== "At 7.25"\n\n    It ends.',
    "an item that is none": "It ends at\n7. There.",
    "an item with a parenthesis": "7) It ends.",
    "a comment in indented code": "    <!-- 7.25 -->",
    "an address in indented code": "    [a](7.25)",
    "an element in indented code": "text\n\n\t<b 7>",
    "an illustration's reason": f'{FENCE}bash {{ .illustration reason="takes 7 s" }}\nls\n{FENCE}',
}

MARKUP = {
    "raw HTML": "<p>It ends.</p>",
    "a preformatted block": "<pre>\n7.25\n</pre>",
    "raw code": "<code>7.25</code>",
    "an attribute": '<b title="7.25">y</b>',
    "a list that begins elsewhere": '<ol start="7"><li>y</li></ol>',
    "a field": '<input value="7.25">',
    "a style": '<i style="counter-reset: a 7">y</i>',
    "a number cut by an element": "`3.`<b></b>`5`",
    "an image from elsewhere": "![y](seven.png)",
    "an image by a reference": "![y][seven]\n\n[seven]: figures/411_1.svg",
    "a drawing": "<svg><text>7.25</text></svg>",
    "an element of the site that shows it": '<optimizer-explorer title="7.25"></optimizer-explorer>',
    "a fence nobody claims": f"{FENCE}\n7.25\n{FENCE}",
    "a diagram": f"{FENCE}mermaid\ngraph LR; A-->7\n{FENCE}",
    "a fence of tildes": "~~~\n7.25\n~~~",
    "a fence in a list": f"- text\n\n    {FENCE}output\n    7.25\n    {FENCE}",
    "a fence in a quotation": f"> {FENCE}output\n> 7.25\n> {FENCE}",
    "a fence's numbers": f'{FENCE}python {{linenums="7"}}\ny = 3\n{FENCE}',
    "a comment in a program": f"{FENCE}python\ny = 3            # 7.25 in the end\n{FENCE}",
    "a comment in an edit":
        f'{FENCE}diff title="411_1.py"\n-lr = 0.5\n+lr = 0.5      # 7.25 in the end\n{FENCE}',
    "a text in a program": f"{FENCE}python\ndef f():\n    'gives 7.25'\n{FENCE}",
    "a fence that is never closed": f"{FENCE}output\n{PRINTED}",
    "a comment that ends early": "<!-- --!> 7.25 -->",
    "a comment that is empty": "<!--> 7.25 -->",
    "a comment in a comment": "<!-- <!-- --> 7.25 -->",
    "a comment that hides a fence": f"<!--\n{FENCE}output\n7.25\n{FENCE}\n-->",
    "a sign before the claim": "It ends at -`3.5`.",
    "a minus before the claim": "It ends at −`3.5`.",
    "a dash before the claim": "It ends at –`3.5`.",
    "a minus by its name": "It ends at &minus;`3.5`.",
    "a minus by its number": "It ends at &#45;`3.5`.",
    "a percent sign by its name": "It ends at `3.5`&percnt;.",
    "a sign before emphasis": "It ends at -**`3.5`**.",
    "a point before the claim": "It ends at .`3.5`.",
    "a percent sign behind the claim": "It ends at `3.5`%.",
    "two claims that look like one": "It ends at `3.5`,`21`.",
    "two claims in emphasis": "It ends at *`3.5`***`21`**.",
    "code and a formula": "It ends at `3.5`$21 = 21$.",
    "digits in reverse order": "It ends at \u202e`3.5`\u202c.",
    "an invisible blank": "It ends at `3.5`\u200b`21`.",
    "a combining mark": "It ends at \u0336`3.5`.",
    "a word of thousands behind the claim": "It ends at `3.5` thousand.",
    "a Korean thousand behind the claim": "It ends at `3.5`천.",
    "a letter behind the claim": "It ends at `3.5`k.",
    "a blank and a percent sign behind the claim": "It ends at `3.5` %.",
    "a sign and a blank before the claim": "It ends at - `3.5`.",
    "a sign and a hard blank before the claim": "It ends at -&nbsp;`3.5`.",
    "a root before the claim": "It ends at √`3.5`.",
    "a letter before the claim": "It ends at x`3.5`.",
    "a hyphen by its name before the claim": "It ends at &hyphen;`3.5`.",
    "a hard hyphen before the claim": "It ends at ‑`3.5`.",
    "a wide minus before the claim": "It ends at －`3.5`.",
    "a raised minus before the claim": "It ends at ⁻`3.5`.",
    "a long dash before the claim": "It ends at —`3.5`.",
    "a minus in words before the claim": "It ends at minus `3.5`.",
    "a minus in Korean before the claim": "마이너스 `3.5`입니다.",
    "the other inequality before the claim": "It is not at y > `3.5`.",
    "an inequality before the claim": "It is not at y < `3.5`.",
    "a wide percent sign behind the claim": "It ends at `3.5`％.",
    "a degree behind the claim": "It ends at `3.5`°.",
    "two claims as a product with blanks": "It ends at `3.5` × `21`.",
    "two claims as a product": "It ends at `3.5`×`21`.",
    "two claims as a power": "It ends at `3.5`^`21`.",
    "two claims as a fraction": "It ends at `3.5`/`21`.",
    "two claims as powers of ten": "It ends at `3.5`e`21`.",
    "a claim over two items": "- `7 - 4\n- 3 = 0`",
    "a formula over two items": "- $7 - 4\n- 3 = 0$",
    "a claim in another direction":
        'It ends at `3.5`{: style="direction: rtl; unicode-bidi: bidi-override" }.',
    "a claim that is hidden": "It ends at `3.5`{ hidden }.",
    "a link that leads elsewhere": "[4.1.2](412.md){: href=413.md }",
    "a number in an illustration": f'{FENCE}bash {{ .illustration reason="takes long" }}\necho 7.25\n{FENCE}',
    "a program in an illustration":
        f'{FENCE}bash {{ .illustration reason="yours" }}\npython 411_9.py\n{FENCE}',
    "a line of a table that was edited":
        f'{FENCE}diff title="411_1.py"\n-lr = 0.5\n+lr = 0.25\n{FENCE}\n\n'
        '| a | `411_1.py` |\n|---|---|\n| x | `lr = 0.5` |',
    "a mark of Markdown's own": "It ends at \x02wzxhzdk:0\x03.",
}
LINES = {"a table": 3, "an escaped pipe in a table": 3, "a footnote": 3, "a reference's title": 3,
         "an item that is none": 2,
         "a definition list": 2, "an admonition's text": 3, "a preformatted block": 2,
         "a line of a program that was edited": 6, "a fence in a list": 4, "a fence in a quotation": 2,
         "a line of a table that was edited": 8,
         "an element in indented code": 3}


@pytest.mark.parametrize("name, text", [*CLAIMS.items(), *DIGITS.items(), *MARKUP.items()],
                         ids=[*CLAIMS, *DIGITS, *MARKUP])
def test_what_is_wrong_is_found_on_its_line(lines_found, name, text):
    assert LINES.get(name, 1) in lines_found(text)
