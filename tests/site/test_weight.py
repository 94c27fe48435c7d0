"""What the finished site is lightened of, and what must stay."""

import pytest

from literate.site import weight


@pytest.mark.parametrize("sheet, used", [
    (".a{top:0}.gone{top:1px}", ".a{top:0}"),
    (".a, .gone .a, .a.gone{top:0}", ".a{top:0}"),
    ("p,.gone{top:0}", "p{top:0}"),
    (":is(.a,.gone) p:not(.gone){top:0}", ":is(.a,.gone) p:not(.gone){top:0}"),
    ("@media print{.gone{top:0}}", ""),
    ("@media print{.a,.gone{top:0}}", "@media print{.a{top:0}}"),
    ("@font-face{font-family:x}", "@font-face{font-family:x}"),
    ("@keyframes gone{to{top:0}}", "@keyframes gone{to{top:0}}"),
    ("[data-md-color-primary=red]{top:0}", ""),
    ("[data-md-color-primary=indigo] .a{top:0}", "[data-md-color-primary=indigo] .a{top:0}"),
    ('[data-md-color-scheme="slate"]{top:0}', '[data-md-color-scheme="slate"]{top:0}'),
    ("[data-md-color-switching] *{top:0}", ""),
    ('.a{background:url("data:;,;}")}', '.a{background:url("data:;,;}")}'),
    (".a/* a remark */{top:0}", ".a{top:0}"),
    (".md-typeset table:not([class])+*{top:0}p,.md-typeset table:not([class])+*{top:0}", "p{top:0}"),
    (".a + *{top:0}", ".a + *{top:0}"),
    ('[data-md-color-scheme="slate"][data-md-color-primary]{top:0}', '[data-md-color-scheme="slate"][data-md-color-primary]{top:0}'),
])
def test_rules_that_can_apply_stay(sheet, used):
    assert weight.used_rules(sheet, {"a", "md-typeset"}, {"indigo", "slate"}) == used


@pytest.mark.parametrize("sheet, used", [
    (":root{--gone:1;--here:2}p{top:var(--here)}", ":root{--here:2}p{top:var(--here)}"),
    (":root{--gone:1}p{top:0}", "p{top:0}"),
    (":root{--script:1}", ":root{--script:1}"),
    ("p{top:0!important;left:0}", "p{top:0!important;left:0}"),
    ("@media print{:root{--gone:1}p{top:0}}", "@media print{p{top:0}}"),
])
def test_variables_that_are_used_stay(sheet, used):
    assert weight.with_used_variables(sheet, {"--script"}) == used


@pytest.fixture
def site(tmp_path):
    """A site as the theme leaves it, with a page in each of two folders."""
    head = ('<link rel="stylesheet" href="{0}assets/stylesheets/main.1.css">\n\n'
            '<link rel="stylesheet" href="{0}assets/book.css">\n<p class="a">')
    files = {
        "index.html": head.format("") + '<script src="assets/js/step-viewer/index.js" type="module"></script>',
        "411/index.html": head.format("../") + ('<script src="../assets/js/step-viewer/index.js" type="module"></script>'
                                                '<step-viewer></step-viewer>{"search": "workers/search.1a.min.js"}'),
        "assets/stylesheets/main.1.css": ".a{top:0}", "assets/book.css": ".gone{top:0}p{src:url(fonts/f.woff2)}",
        "assets/explorer.css": ":host{top:0}",
        "assets/javascripts/bundle.1.min.js": 'x(location.protocol!=="file:"),x("meta",{name:"color-scheme"})',
        "assets/javascripts/workers/search.1a.min.js": "addEventListener('message')",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_pages_share_one_style_sheet(site):
    weight.lighten(site)
    (sheet,) = site.glob("assets/site.*.css")
    assert sheet.read_text() == ".a{top:0}p{src:url(fonts/f.woff2)}"
    assert [path.name for path in site.rglob("*.css") if path != sheet] == ["explorer.css"]
    for page, way in (("index.html", ""), ("411/index.html", "../")):
        text = (site / page).read_text()
        assert text.count("stylesheet") == 1 and f'href="{way}assets/{sheet.name}"' in text


def test_a_script_is_named_where_there_is_something_for_it(site):
    weight.lighten(site)
    assert "step-viewer/index.js" not in (site / "index.html").read_text()
    assert "step-viewer/index.js" in (site / "411" / "index.html").read_text()


def test_the_theme_s_script_waits_until_the_page_is_drawn(site):
    script = '<script src="../assets/javascripts/bundle.1.min.js"></script><script src="other.js"></script>'
    (site / "411" / "index.html").write_text(script)
    weight.lighten(site)
    assert (site / "411" / "index.html").read_text() == script.replace("<script", "<script defer", 1)


def test_a_block_of_code_has_the_button_that_copies_it():
    code, config = "<pre><span></span><code>x = 1</code></pre>", '{"clipboard.copy": "\\ubcf5\\uc0ac \\"&\\""}'
    page = weight.with_copy_buttons(f"{code}{code}<pre><code>without lines</code></pre><pre>no code</pre>{config}")
    assert page.count('<button class="md-code__button" title="복사 &quot;&amp;&quot;" data-md-type="copy"') == 3
    assert page.count("md-code__content") == 2
    assert weight.with_copy_buttons("no code") == "no code"
    with pytest.raises(weight.ThemeChanged, match="copies code"):
        weight.with_copy_buttons(code)


def test_the_search_waits_until_it_is_opened(site):
    weight.lighten(site)
    assert (site / "assets" / "javascripts" / "bundle.1.min.js").read_text() == 'x(!1),x("meta",{})'
    assert "workers/search-later.js" in (site / "411" / "index.html").read_text()
    assert '"search.1a.min.js"' in (site / "assets" / "javascripts" / "workers" / "search-later.js").read_text()


def test_a_language_with_assets_of_its_own_keeps_them(site):
    for name in ("411/index.html", "assets/stylesheets/main.1.css", "assets/book.css",
                 "assets/javascripts/bundle.1.min.js"):
        (site / "en" / name).parent.mkdir(parents=True, exist_ok=True)
        (site / "en" / name).write_text((site / name).read_text())
    weight.lighten(site)
    text = (site / "en" / "411" / "index.html").read_text()
    assert "../assets/book.css" in text and (site / "en" / "assets" / "book.css").exists()
    assert (site / "en" / "assets" / "javascripts" / "bundle.1.min.js").read_text() == 'x(!1),x("meta",{})'


def test_another_theme_is_noticed(site):
    bundle = site / "assets" / "javascripts" / "bundle.1.min.js"
    for part in ("protocol", "color-scheme"):
        before = bundle.read_text()
        bundle.write_text(before.replace(part, "another way"))
        with pytest.raises(weight.ThemeChanged, match="bundle.1.min.js"):
            weight.lighten(site)
        bundle.write_text(before)


def test_a_style_sheet_that_cannot_move_is_noticed(site):
    (site / "assets" / "stylesheets" / "main.1.css").write_text(".a{background:url(../images/a.png)}")
    with pytest.raises(weight.ThemeChanged, match="found from assets/"):
        weight.lighten(site)
