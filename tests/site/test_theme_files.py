"""What becomes of the theme's own files, and that another theme is noticed."""

import pytest
from site_maker import write

from literate.site import theme_files
from literate.site.configuration import BuildFailed
from literate.site.theme_files import add_copy_buttons, lighten

BUNDLE = "assets/javascripts/bundle.1.min.js"
WORKER = "assets/javascripts/workers/search.1a.min.js"
SCRIPTS = {BUNDLE: 'x(location.protocol!=="file:"),x("meta",{name:"color-scheme"})',
           WORKER: "addEventListener('message')"}
VIEWER = '<script src="../assets/js/step-viewer/index.js" type="module"></script>'
CODE = "<pre><span></span><code>x = 1</code></pre>"


@pytest.mark.parametrize("before, after", [
    (VIEWER, ""), (f"{VIEWER}<step-viewer>", f"{VIEWER}<step-viewer>"),
    (f'<script src="../{BUNDLE}"></script><script src="other.js">',
     f'<script defer src="../{BUNDLE}"></script><script src="other.js">'),
    (f'{{"search": "../{WORKER}"}}', f'{{"search": "../{WORKER.replace("search.1a.min", "search-later")}"}}'),
])
def test_a_page_is_lighter(before, after):
    assert lighten(before) == after


@pytest.mark.parametrize("language", ["", "en/"])
def test_the_search_waits_until_it_is_opened_in_each_language(tmp_path, language):
    write(tmp_path / language, SCRIPTS)
    theme_files.change_scripts(tmp_path)
    assert (tmp_path / language / BUNDLE).read_text() == 'x(!1),x("meta",{})'
    assert '"search.1a.min.js"' in (tmp_path / language / WORKER).with_name("search-later.js").read_text()


def test_a_block_of_code_has_the_button_that_copies_it():
    config = '{"clipboard.copy": "\\ubcf5\\uc0ac \\"&\\""}'
    page = add_copy_buttons(f"{CODE}{CODE}<pre><code>without lines</code></pre><pre>no code</pre>{config}")
    button = '<button class="md-code__button" title="복사 &quot;&amp;&quot;" data-md-type="copy"'
    assert page.count(button) == 3
    assert page.count("md-code__content") == 2
    assert add_copy_buttons("no code") == "no code"


def test_another_theme_is_noticed(tmp_path):
    for part in ("protocol", "color-scheme"):
        write(tmp_path, {**SCRIPTS, BUNDLE: SCRIPTS[BUNDLE].replace(part, "another way")})
        with pytest.raises(BuildFailed, match="bundle.1.min.js"):
            theme_files.change_scripts(tmp_path)
    with pytest.raises(BuildFailed, match="copies code"):
        add_copy_buttons(CODE)
