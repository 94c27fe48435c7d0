"""What the search is told about pages: the words they explain, the programs they show."""

import json
import re
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from material.plugins.search.plugin import Parser

from literate.claims.reader import read_text
from literate.findings import ROOT
from literate.programs.program import Program
from literate.site import search
from literate.site.languages import languages


def explained(code):
    """The text and the tags of each page in a language."""
    for path in sorted((ROOT / "docs" / code).glob("*.md")):
        _, front, text = path.read_text("utf-8").split("---\n", 2)
        yield path.name, " ".join(text.lower().split()), yaml.safe_load(front).get("tags", [])


@pytest.mark.parametrize("code", languages(ROOT))
def test_a_word_that_leads_to_a_page_stands_on_it_or_in_the_glossary(code):
    glossary = (ROOT / "docs" / code / "glossary.md").read_text("utf-8").lower()
    missing = [(page, word) for page, text, words in explained(code) for word in words
               if word.lower() not in text and word.lower() not in glossary]
    assert missing == []


@pytest.mark.parametrize("code", languages(ROOT))
def test_a_word_leads_to_one_page(code):
    counts = Counter(word for _, _, words in explained(code) for word in words)
    assert [word for word, count in counts.items() if count > 1] == []


def page(name, *programs):
    """A page that shows programs."""
    text = "\n".join(f'```python title="{program}"\n--8<-- "{program}"\n```\n' for program in programs)
    return read_text(text, Path(name), lambda program: Program(program, "print(1)\n", Path(program)))


def index_of(content="", tags=(), url="411/", asked=()):
    """The index of a site whose page ``url`` has this content: texts by place, and as it is written."""
    pages = [page("411.md", "411_1.py", "411_2.py"), page("412.md", "411_1.py", "412_1.py")]
    index = search.Index(pages, **dict.fromkeys(["lang", "separator", "pipeline", "fields"]))
    meta = {"tags": list(tags), "asked": dict(asked)}
    shown = SimpleNamespace(content=content, url=url, toc=[], title="T", meta=meta)
    index.add_entry_from_context(shown)
    written = index.generate_search_index(None)
    return {entry["location"]: entry for entry in json.loads(written)["docs"]}, written


@pytest.mark.parametrize("url, tags", [
    ("411/", ["학습", "411_1", "411_2"]), ("412/", ["학습", "412_1"]), ("42/", ["학습"])])
def test_programs_lead_to_the_page_that_shows_them_first(url, tags):
    found, written = index_of("Text<h2 id='a'>Section</h2>More", ["학습"], url)
    assert found[url]["tags"] == tags and "tags" not in found[f"{url}#a"] and "학습" in written


@pytest.mark.parametrize("code", languages(ROOT))
def test_what_is_asked_otherwise_is_a_heading_of_its_page_or_a_term(code):
    for path in (ROOT / "docs" / code).glob("*.md"):
        _, front, text = path.read_text("utf-8").split("---\n", 2)
        for name in yaml.safe_load(front).get("asked", {}):
            assert re.search(rf"^(?:#+ |- \*\*){re.escape(name)}(?=$|\*\*|, )", text, re.MULTILINE), name


def test_a_section_is_found_by_what_it_is_asked_and_by_a_program_it_shows_first():
    content = "<h2 id='a'>A</h2><p>One.</p><p>411_1.py</p><h2 id='b'>B</h2><p>411_1.py</p>"
    found, _ = index_of(content, asked={"A": ["why a"]})
    assert found["411/#a"]["defined"] == [{"terms": ["why a", "411_1", "411_1.py"], "text": "<p>One.</p>"}]
    assert found["411/#a"]["text"].endswith("<aside>why a, 411_1, 411_1.py</aside>")
    assert "defined" not in found["411/#b"]


def test_terms_of_the_glossary_are_found_where_they_are_explained():
    content = ('<ul><li><strong>loss, <code>E</code></strong> (손실): <em>One</em> number. '
               '<a href="../glossary/">4.1</a></li></ul>'
               '<h2 id="a">Only a heading</h2><h3 id="b">Section</h3><p>Text</p>')
    found, _ = index_of(content, ["term", "loss"], "glossary/")
    assert found["glossary/"]["tags"] == ["term", "loss", "E", "손실"]
    assert found["glossary/"]["defined"] == [
        {"terms": ["loss", "E", "손실"],
         "text": "<p><em>T</em> · <strong>loss, <code>E</code></strong> (손실): <em>One</em> number.</p>"}]
    assert list(found) == ["glossary/", "glossary/#b"] and "defined" not in found["glossary/#b"]


@pytest.mark.parametrize("url, boost", [("questions/", 2), ("411/", None)])
def test_a_question_readers_ask_counts_more_than_other_sections(url, boost):
    found, _ = index_of("Text<h2 id='a'>Section</h2>More", [], url)
    assert found[f"{url}#a"].get("boost") == boost and "boost" not in found[url]


def test_code_is_found_without_its_colours():
    content = ('<h1 id="a">Title</h1><p>Words</p><pre><span></span><code><span id="x"><a href="#l1"></a>'
               '<span class="n">lr</span> <span class="o">=</span> <span class="mf">0.01</span>\n'
               "</span></code></pre>"
               '<h2 id="b"><a href="#b">More</a></h2><p>Text</p>')
    found, _ = index_of(content)
    theirs = Parser()
    theirs.feed(content)
    assert [(entry["title"], entry["text"]) for entry in found.values()] == \
        [("".join(section.title).strip(), "".join(section.text).strip()) for section in theirs.data]
    assert "lr = 0.01" in found["411/"]["text"]


@pytest.mark.parametrize("url, text", [("411/", "<p>One</p><p>Two</p><pre><code>lr</code></pre>"),
                                       ("errors/", "<p>One</p><pre><code>lr</code></pre><p>Two</p>")])
def test_sentences_are_found_before_programs_but_for_messages(url, text):
    found, _ = index_of('<h2 id="a">Title</h2><p>One</p><pre><code>lr</code></pre><p>Two</p>', url=url)
    assert found[f"{url}#a"]["text"].replace(" ", "").replace("\n", "") == text
