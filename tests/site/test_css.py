"""Of the style sheets only what pages need stays, in one file."""

import re

import pytest
from examples import rows
from site_maker import write

from literate.findings import ROOT
from literate.site.configuration import BuildFailed, load
from literate.site.css import used_rules, used_variables, with_one_sheet

LITERAL = re.compile(r"(?<![&\w])#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})\b|\b(?:rgb|hsl|oklch|light-dark)a?\("
                     r"|(?:color|background|border|fill|stroke|outline)[\w-]*:[^;]*"
                     r"\b(?:red|white|black|gr[ae]y|blue|green|orange)\b", re.IGNORECASE)

SIZE = re.compile(r"(?<![\w-])(?:font(?:-size)?|(?:scroll-)?(?:margin|padding)[\w-]*|(?:row-|column-)?gap"
                  r"|text-indent):[^;}]*\d(?:px|r?em)\b")


@pytest.mark.parametrize("sheet, used", rows(__file__, "rules"))
def test_rules_that_can_apply_stay(sheet, used):
    colours = {("data-md-color-primary", "indigo"), ("data-md-color-scheme", "slate")}
    assert used_rules(sheet, {"a", "md-typeset"}, colours) == used


@pytest.mark.parametrize("sheet, used", rows(__file__, "variables"))
def test_variables_that_are_used_stay(sheet, used):
    assert used_variables(sheet, {"--script"}) == used


@pytest.mark.parametrize("path", [path for path in sorted((ROOT / "docs/assets").rglob("*.*"))
                                  if path.suffix in (".css", ".js") and path.name != "tokens.css"],
                         ids=lambda path: path.name)
def test_colours_sizes_of_type_and_spaces_come_from_the_tokens(path):
    lines = path.read_text("utf-8").split("\n")
    assert [line for line in lines if LITERAL.search(line) or SIZE.search(line)] == []


HEAD = ('<link rel="stylesheet" href="{0}assets/stylesheets/main.1.css">\n\n'
        '<link rel="stylesheet" href="{0}assets/book.css">\n<p class="a">')
SHEETS = {"assets/stylesheets/main.1.css": ".a{top:0}",
          "assets/book.css": ".gone{top:0}p{src:url(fonts/f.woff2)}", "assets/explorer.css": ":host{top:0}"}


def test_pages_share_one_style_sheet(tmp_path):
    write(tmp_path, SHEETS)
    shown = with_one_sheet(tmp_path, {way: HEAD.format(way) for way in ("", "../")})
    (sheet,) = tmp_path.glob("assets/site.*.css")
    assert sheet.read_text() == ".a{top:0}p{src:url(fonts/f.woff2)}"
    assert [path.name for path in tmp_path.rglob("*.css") if path != sheet] == ["explorer.css"]
    for way, text in shown.items():
        assert text == f'<link rel="stylesheet" href="{way}assets/{sheet.name}">\n<p class="a">'


def test_a_style_sheet_that_cannot_move_is_noticed(tmp_path):
    write(tmp_path, SHEETS | {"assets/stylesheets/main.1.css": ".a{background:url(../images/a.png)}"})
    with pytest.raises(BuildFailed, match="main.1.css"):
        with_one_sheet(tmp_path, {"page": HEAD.format("")})


@pytest.mark.parametrize("code", ["ko", "en"])
def test_pages_come_in_the_colours_that_a_light_system_gets(code):
    """Else the theme's script has each page's style computed a second time."""
    automatic, light, _ = load(ROOT, code)["theme"]["palette"]
    assert automatic["primary"] == light["primary"]
