"""What becomes of the theme's own files, and that another theme is noticed."""

import re
import tomllib
from pathlib import Path

import material
import pytest
from site_maker import write

from literate.findings import ROOT
from literate.site import theme_files
from literate.site.configuration import BuildFailed
from literate.site.theme_files import REPLACED, SWITCHING, add_copy_buttons, lighten

BUNDLE = "assets/javascripts/bundle.1.min.js"
WORKER = "assets/javascripts/workers/search.1a.min.js"
SCRIPTS = {BUNDLE: 'x(location.protocol!=="file:"),x("meta",{name:"color-scheme"}),M("table:not([class])")',
           WORKER: r"addEventListener('message',r=>/(^[+-]|[~^]\d+$)/.test(r)?r:)"}
VIEWER = '<script src="../assets/js/step-viewer/index.js" type="module"></script>'
BOX = '<div class="md-typeset__scrollwrap"><div class="md-typeset__table">'
CODE = "<pre><span></span><code>x = 1</code></pre>"


@pytest.mark.parametrize("before, after", [
    (VIEWER, ""), (f"{VIEWER}<step-viewer>", f"{VIEWER}<step-viewer>"),
    (f'<script src="../{BUNDLE}"></script><script src="other.js">',
     f'<script defer src="../{BUNDLE}"></script><script src="other.js">'),
    ("<table>1</table>2", f"{BOX}<table>1</table></div></div>2"),
    ('<table class="fixed">', '<table class="fixed">'),
    ("<p>a  b\n  <i>c</i></p>", "<p>a b\n<i>c</i></p>"), ("<pre>a\n  b</pre>  c", "<pre>a\n  b</pre> c"),
    (f'{{"search": "../{WORKER}"}}', f'{{"search": "../{WORKER.replace("search.1a.min", "search-later")}"}}'),
])
def test_a_page_is_lighter(before, after):
    assert lighten(before) == after


def test_the_search_waits_until_it_is_opened(tmp_path):
    write(tmp_path, SCRIPTS)
    theme_files.change_scripts(tmp_path)
    assert (tmp_path / BUNDLE).read_text() == 'x(!1),x("meta",{}),M(":not(*)")'
    assert "|^.$)" in (tmp_path / WORKER).read_text()
    assert '"search.1a.min.js"' in (tmp_path / WORKER).with_name("search-later.js").read_text()


def test_a_block_of_code_has_the_button_that_copies_it():
    config = '{"clipboard.copy": "\\ubcf5\\uc0ac \\"&\\""}'
    page = add_copy_buttons(f"{CODE}{CODE}<pre><code>without lines</code></pre><pre>no code</pre>{config}")
    button = '<button class="md-code__button" title="복사 &quot;&amp;&quot;" data-md-type="copy"'
    assert page.count(button) == 3
    assert page.count("md-code__content") == 2
    assert add_copy_buttons("no code") == "no code"


def test_another_theme_is_noticed(tmp_path):
    for part in ("protocol", "color-scheme", "table"):
        write(tmp_path, {**SCRIPTS, BUNDLE: SCRIPTS[BUNDLE].replace(part, "another way")})
        with pytest.raises(BuildFailed, match="bundle.1.min.js"):
            theme_files.change_scripts(tmp_path)
    write(tmp_path, {**SCRIPTS, WORKER: "another way"})
    with pytest.raises(BuildFailed, match="search.1a.min.js"):
        theme_files.change_scripts(tmp_path)
    with pytest.raises(BuildFailed, match="copies code"):
        add_copy_buttons(CODE)


# --- the theme that is installed ----------------------------------------------------------------------------

THEME = Path(material.__file__).parent
RELIED_ON = tomllib.loads(Path(__file__).with_name("relied_on.toml").read_text("utf-8")) | {
    f"templates/assets/javascripts/{script}": texts for script, texts in REPLACED.items()} | {
    "templates/assets/stylesheets/palette.*.min.css": [SWITCHING]}
NAME = re.compile(r"\bmd-[a-z][a-z_-]*[a-z]\b")


def names(folder):
    """The names that begin as the theme's do, in files below the folder."""
    files = [path for path in folder.rglob("*") if path.suffix in (".css", ".html", ".js", ".py")]
    return {name for path in files for name in NAME.findall(path.read_text("utf-8"))}


@pytest.mark.parametrize("name, text", [(name, text) for name, texts in RELIED_ON.items() for text in texts])
def test_the_theme_has_what_is_relied_on(name, text):
    [path] = THEME.glob(name)
    assert text in path.read_text("utf-8")


def test_the_book_s_styles_and_scripts_name_what_the_theme_has():
    """Classes, attributes and variables: all of the theme's begin with md-."""
    used = names(ROOT / "docs" / "assets") | names(ROOT / "literate" / "site")
    assert used - names(THEME / "templates") == set() and len(used) > 40
