"""What the search is told about pages: the words they explain, the programs they show."""

import json
from collections import Counter
from contextlib import nullcontext
from pathlib import Path

import pytest
import yaml

from literate.claims.reader import parse
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
def test_a_word_that_leads_to_a_page_stands_on_it(code):
    missing = [(page, word) for page, text, words in explained(code) for word in words if word.lower() not in text]
    assert missing == []


@pytest.mark.parametrize("code", languages(ROOT))
def test_a_word_leads_to_one_page(code):
    counts = Counter(word for _, _, words in explained(code) for word in words)
    assert [word for word, count in counts.items() if count > 1] == []


def chapter(name, *programs):
    """A page that shows programs."""
    text = "\n".join(f'```python title="{program}"\n--8<-- "{program}"\n```\n' for program in programs)
    return parse(text, Path(name), lambda program: Program(program, "", Path(program)))


def test_programs_lead_to_the_page_that_shows_them_first(tmp_path):
    index = tmp_path / "search_index.json"
    entries = [{"location": "411/", "tags": ["학습"]}, {"location": "411/#a", "tags": ["학습"]}, {"location": "412/"}]
    index.write_text(json.dumps({"config": {}, "docs": entries}))
    search.complete(index, [chapter("411.md", "411_1.py", "411_2.py"), chapter("412.md", "411_1.py", "412_1.py")])
    assert json.loads(index.read_text("utf-8"))["docs"] == [
        {"location": "411/", "tags": ["학습", "411_1", "411_2"]}, {"location": "411/#a"},
        {"location": "412/", "tags": ["412_1"]}]
    assert "학습" in index.read_text("utf-8")


def test_code_is_found_without_its_colours():
    text = ('<h1 id="a">Title</h1><p>Words</p><pre><span></span><code><span id="x"><a href="#l1"></a><span class="n">lr</span> '
            '<span class="o">=</span> <span class="mf">0.01</span>\n</span></code></pre><h2 id="b"><a href="#b">More</a></h2>')
    found = []
    for reading in (nullcontext, search.reading_less):
        with reading():
            parser = search.Parser()
            parser.feed(text)
        found.append([("".join(section.title), "".join(section.text)) for section in parser.data])
    assert found[0] == found[1] and "lr = 0.01" in found[0][0][1]
