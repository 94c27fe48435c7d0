"""What becomes of the theme's own files, and that another theme is noticed."""

import re
import tomllib
from pathlib import Path

import material
import pytest
from examples import rows
from site_maker import write

from literate.findings import ROOT
from literate.site import theme_files
from literate.site.theme_files import CHANGES, SWITCHING, change_page

BUNDLE = "assets/javascripts/bundle.1.min.js"
WORKER = "assets/javascripts/workers/search.1a.min.js"
SCRIPTS = {BUNDLE: 'x(location.protocol!=="file:"),x("meta",{name:"color-scheme"}),M("table:not([class])")',
           WORKER: r"addEventListener('message',r=>/(^[+-]|[~^]\d+$)/.test(r)?r:)e=e+s+o.id"}
CONFIG = '{"clipboard.copy": "\\ubcf5\\uc0ac \\"&\\""}'
BUTTON = '<span class="md-code__nav"><button class="md-code__button" title="복사 &#34;&amp;&#34;" '


@pytest.mark.parametrize("before, after", rows(__file__, "changes"))
def test_what_is_changed_in_a_page(before, after):
    assert change_page(before + CONFIG) == after + CONFIG


def test_the_search_waits_until_it_is_opened(tmp_path):
    write(tmp_path, SCRIPTS)
    theme_files.change_scripts(tmp_path)
    assert (tmp_path / BUNDLE).read_text() == 'x(!1),x("meta",{}),M(":not(*)")'
    assert (tmp_path / WORKER).read_text().endswith('$|^.$)/.test(r)?r:)e=e+s+o.id+","')
    assert '"search.1a.min.js"' in (tmp_path / WORKER).with_name("search-later.js").read_text()


def test_a_block_of_code_has_the_button_that_copies_it():
    page = change_page(f"<pre><span></span><code>x</code></pre><pre><code>y</code></pre><pre>z</pre>{CONFIG}")
    assert page.count(BUTTON) == 2
    assert page.count('<code class="md-code__content">x') == page.count("<code>y") == 1


# --- the theme that is installed ----------------------------------------------------------------------------

THEME = Path(material.__file__).parent
RELIED_ON = tomllib.loads(Path(__file__).with_name("relied_on.toml").read_text("utf-8")).items()
TEXTS = [*((name, text) for name, texts in RELIED_ON for text in texts),
         *((f"templates/assets/javascripts/{each['file']}", each["old"]) for each in CHANGES["scripts"]),
         ("templates/assets/stylesheets/palette.*.min.css", SWITCHING)]
NAME = re.compile(r"\bmd-[a-z][a-z_-]*[a-z]\b")


def names(folder):
    """The names that begin as the theme's do, in files below the folder."""
    files = [path for path in folder.rglob("*") if path.suffix in (".css", ".html", ".js", ".py", ".toml")]
    return {name for path in files for name in NAME.findall(path.read_text("utf-8"))}


@pytest.mark.parametrize("name, text", TEXTS)
def test_the_theme_has_what_is_relied_on(name, text):
    [path] = THEME.glob(name)
    assert text in path.read_text("utf-8")


def test_the_book_s_styles_and_scripts_name_what_the_theme_has():
    """Classes, attributes and variables: all of the theme's begin with md-."""
    used = names(ROOT / "docs" / "assets") | names(ROOT / "literate" / "site")
    assert used - names(THEME / "templates") == set() and len(used) > 40
