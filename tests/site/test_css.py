"""Of the style sheets only what pages need stays, in one file."""

import re

import pytest
from examples import rows
from site_maker import write

from literate.findings import ROOT
from literate.site.configuration import load
from literate.site.css import make_one, used_rules

LITERAL = re.compile(r"(?<![&\w])#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})\b|\b(?:rgb|hsl|oklch|light-dark)a?\("
                     r"|(?:color|background|border|fill|stroke|outline)[\w-]*:[^;]*"
                     r"\b(?:red|white|black|gr[ae]y|blue|green|orange)\b", re.IGNORECASE)

SIZE = re.compile(r"(?<![\w-])(?:font(?:-size)?|(?:scroll-)?(?:margin|padding)[\w-]*|(?:row-|column-)?gap"
                  r"|text-indent):[^;}]*\d(?:px|r?em)\b")


@pytest.mark.parametrize("sheet, used", rows(__file__, "rules"))
def test_rules_that_can_apply_stay(sheet, used):
    page = '<p class="a" style="--script:1" data-md-color-primary="indigo" data-md-color-scheme="slate">'
    assert used_rules(sheet, page) == used


@pytest.mark.parametrize("path", [path for path in sorted((ROOT / "docs/assets").rglob("*.*"))
                                  if path.suffix in (".css", ".js") and path.name != "tokens.css"],
                         ids=lambda path: path.name)
def test_colours_sizes_of_type_and_spaces_come_from_the_tokens(path):
    lines = path.read_text("utf-8").split("\n")
    assert [line for line in lines if LITERAL.search(line) or SIZE.search(line)] == []


SHEETS = {"assets/stylesheets/main.1.css": ".a{top:0}", "index.html": '<p class="a">',
          "assets/book.css": ".gone{top:0}p{src:url(fonts/f.woff2)}", "assets/explorer.css": ":host{top:0}"}


@pytest.mark.parametrize("has_all_rules, rules", [
    (False, ".a{top:0}p{src:url(fonts/f.woff2)}"),
    (True, ".a{top:0}\n.gone{top:0}p{src:url(fonts/f.woff2)}")])
def test_pages_share_one_style_sheet(tmp_path, has_all_rules, rules):
    write(tmp_path, SHEETS)
    make_one(tmp_path, has_all_rules)
    assert {path.name: path.read_text() for path in tmp_path.rglob("*.css")} == {
        "site.css": rules, "explorer.css": ":host{top:0}"}


@pytest.mark.parametrize("code", ["ko", "en"])
def test_pages_come_in_the_colours_that_a_light_system_gets(code):
    """Else the theme's script has each page's style computed a second time."""
    automatic, light, _ = load(ROOT, code)["theme"]["palette"]
    assert automatic["primary"] == light["primary"]
