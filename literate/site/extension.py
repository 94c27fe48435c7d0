"""Claims + runs → what the site shows: a Python-Markdown extension.

It reads the page with the same reader as the proof, then rewrites each claim into what the theme can
draw: programs with line numbers and the lines that changed, outputs with a mark that leads to their proof, line
notes with links, formulas as MathML. It parses nothing and runs nothing a second way.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from math_core import LatexError, LatexToMathML

import figures
from figures import style
from literate.claims.claim import Claim
from literate.claims.reader import read_text
from literate.labels import labels
from literate.pages.blocks import Fence, blocks
from literate.programs.pool import Pool
from literate.programs.program import load_program
from literate.viewer import static_table, trace, trace_files

EXPLORER = "optimizer-explorer"
VIEWER = "step-viewer"
EXPLORER_SCRIPT = '<script type="module" src="../assets/js/optimizer-explorer/index.js"></script>'
drawn = functools.cache(figures.draw)     # once for the page and its notebook
IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\(figures/(?P<name>\w+)\.svg\)")
WORD_END = re.compile(r"\S{1,8}(?!\S)")                  # of the word that a formula begins: a comma, 는, 입니다.
HTML_NAME = re.compile(r"&(?!amp;|lt;|gt;|quot;|apos;)[A-Za-z]\w*;")        # of a character, which XML doesn't know
SIZE = re.compile(r'<svg [^>]*width="([\d.]+)pt" height="([\d.]+)pt"')
PIXELS = 4 / 3                  # in a point
PAGE = Path("page.md")          # Python-Markdown does not say which file it reads



def makeExtension(**options) -> Extension:
    """The name under which Python-Markdown finds the extension."""
    return PageExtension(**options)


class PageExtension(Extension):
    """Options: ``language`` of the page's labels, ``report`` what pages link to as the report."""

    def __init__(self, **options):
        self.config = {"language": ["ko", "language of the labels"],
                       "report": ["report.md", "the report, as pages link to it"]}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:
        md.block_level_elements += [EXPLORER, VIEWER]       # they hold blocks, shown until their scripts run
        # After white space is normalized (30), before fences are taken out (25).
        md.preprocessors.register(ClaimPreprocessor(md, self.getConfigs()), "literate-claims", 27)
        md.treeprocessors.register(MathTreeprocessor(md), "literate-math", 15)
        md.block_level_elements.append("template")      # which needs no paragraph around it


def size(name: str) -> str:
    """How large a browser draws what the program ``name`` drew, as attributes, so that nothing moves when it has come."""
    program = load_program(f"{name}.py")
    figure, = Pool().run([program])[program.text].figures
    width, height = (round(float(side) * PIXELS) for side in SIZE.search(figure.decode()).groups())
    return f"{{ width={width} height={height} loading=lazy }}"


def ranges(numbers: list[int]) -> str:
    """[3, 4, 5, 9] as "3-5 9"."""
    groups: list[list[int]] = []
    for number in numbers:
        if groups and groups[-1][-1] == number - 1:
            groups[-1].append(number)
        else:
            groups.append([number])
    return " ".join(f"{g[0]}-{g[-1]}" if len(g) > 1 else f"{g[0]}" for g in groups)


class ClaimPreprocessor(Preprocessor):
    """Replaces each claim on a page by the Markdown or HTML that shows it."""

    def __init__(self, md: Markdown, options: dict):
        super().__init__(md)
        self.labels = labels(options["language"])["page"]
        self.options = options

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        reading = read_text(text, PAGE)
        self.names: dict[int, str] = {}
        self.viewed = trace_files.viewed(reading)
        shown = [(claim.start, claim.end, show(claim, text)) for claim in reading.claims
                 if (show := getattr(self, "show_" + claim.kind, None))]
        remarks = [(claim.end - claim.remark.length, claim.end, "") for claim in reading.claims if claim.remark]
        pieces, position = [], 0
        for start, end, new in sorted([*remarks, *shown, *self.drawings(text)]):
            pieces += [text[position:start], new]
            position = end
        pieces.append(text[position:])
        if f"<{EXPLORER}" in text:
            pieces.append(f"\n\n{self.md.htmlStash.store(EXPLORER_SCRIPT)}\n")
        return "".join(pieces).split("\n")

    def drawings(self, text: str) -> Iterator[tuple[int, int, str]]:
        """The images that figures/ draws, put into the page so that they follow its colours, and those of programs."""
        for block in blocks(text):
            if not isinstance(block, Fence):
                _, start, end = block
                for match in IMAGE.finditer(text, start, end):
                    if match["name"] in figures.names():
                        label = html.escape(match["alt"].replace("`", "").replace("\n", " "), quote=True)
                        drawing = drawn(match["name"], self.options["language"])
                        drawing = drawing.replace('role="img"', f'role="img" aria-label="{label}"', 1)
                        yield match.start(), match.end(), self.md.htmlStash.store(drawing)
                    else:
                        yield match.end(), match.end(), size(match["name"])

    def anchor(self, claim: Claim) -> str:
        """An id for the fence that stays the same while other fences come and go; no hyphens (line links split there)."""
        if claim.start not in self.names:
            stem = re.sub(r"\W", "_", (claim.program.name if claim.program else "fence").removesuffix(".py"))
            base = {"program": "p", "edit": "e", "output": "o"}.get(claim.kind, "i") + stem
            used = set(self.names.values())
            name = next(n for n in [base, *(f"{base}_{k}" for k in range(2, 99))] if n not in used)
            self.names[claim.start] = name
        return self.names[claim.start]

    def fence(self, claim: Claim, text: str, classes: str, body: str, **attributes: str) -> str:
        """A fence the theme understands, with the indentation that the page's had; its language is the first class."""
        indent = re.match(r"[ \t>]*", text[claim.start:])[0]
        ticks = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", body + "``")))
        options = "".join(f' {key}="{html.escape(value)}"' for key, value in attributes.items() if value)
        lines = [f"{ticks} {{ {classes} #{self.anchor(claim)}{options} }}", *body.split("\n"), ticks]
        return "".join(f"{indent}{line}".rstrip() + "\n" if line else f"{indent}\n".replace(" \n", "\n") for line in lines)

    def show_program(self, claim: Claim, text: str) -> str:
        origin = claim.origin
        changed = ranges(list(claim.show({}).changed))
        shown = self.fence(claim, text, ".python .program", claim.text, title=claim.program.name, linenums="1", hl_lines=changed)
        if origin:
            note = self.labels["from"].format(f"<code>{origin}</code>")
            shown += f'\n<p class="derived">{note}</p>\n'
        return shown + self.viewer(claim, text)

    def show_edit(self, claim: Claim, text: str) -> str:
        title = f"{claim.program.name} · {self.labels['edit']}"
        # What copy.js copies: lines of a difference can't be run.
        whole = f'<template title="{self.labels["copy"]}" data-search-exclude>{html.escape(claim.program.text, quote=False)}</template>'
        return (f'{self.fence(claim, text, ".diff .edit", claim.text, title=title)}\n{self.md.htmlStash.store(whole)}\n'
                + self.viewer(claim, text))

    def viewer(self, claim: Claim, text: str) -> str:
        """The step viewer of the program as it stands here; without scripts, a table of its first steps."""
        program, indent = claim.program, re.match(r"[ \t>]*", text[claim.start:])[0]
        if program.text not in self.viewed or indent:
            return ""
        twin = self.viewed[program.text]
        runs = Pool().run([program, *([twin] if twin else [])])
        table = ""
        if claim.kind == "program":
            table = static_table.first_steps(trace_files.read(program, twin, runs), self.labels["steps"], count=2)
        element = (f'<{VIEWER} src="../traces/{trace.name_of(program)}.json" data-search-exclude>'
                   f'<noscript>{table}</noscript></{VIEWER}>')
        return f"\n{self.md.htmlStash.store(element)}\n"

    def show_inline(self, claim: Claim, text: str) -> str:
        return self.fence(claim, text, ".python .program", claim.text)

    def show_illustration(self, claim: Claim, text: str) -> str:
        language = re.search(r"[\w+-]+", text[claim.start:])
        return self.fence(claim, text, f".{language[0] if language else 'text'}", claim.text,
                          title=f"{self.labels['why']}: {claim.reason}")

    def show_output(self, claim: Claim, text: str) -> str:
        written_here = claim.program.path == PAGE          # a program without a file has no name for readers
        name = "" if written_here else html.escape(claim.program.name)
        address = self.options["report"] + (f"#{name.removesuffix('.py')}" if name else "")
        proof = self.labels["proof"].format(name or self.labels["this"])
        mark = (f'[<span aria-hidden="true">✓</span> {self.labels["proven"]}]({address})'
                f'{{ title="{proof}" aria-label="{proof}" }}')
        indent = re.match(r"[ \t>]*", text[claim.start:])[0]
        title = " · ".join(part for part in (name, self.labels["output"]) if part)
        fence = self.fence(claim, text, ".output", claim.text, title=title)
        return f"{indent}{mark}\n{indent}{{: .proof }}\n{indent}\n{fence}"

    def show_note(self, claim: Claim, text: str) -> str:
        first, last = claim.lines
        label = self.labels["line"].format(first) if first == last else self.labels["lines"].format(first, last)
        to = f' data-to="{last}"' if last != first else ""
        return f'<a class="line" href="#__codelineno-{self.anchor(claim.about)}-{first}"{to}>{label}</a> {claim.text}'

    def show_twins(self, claim: Claim, text: str) -> str:
        runs = Pool().run([claim.program, claim.twin])
        columns = []
        for program in (claim.program, claim.twin):
            lines = last_block(runs[program.text].stdout)
            columns.append(f'<figure><figcaption><code>{program.name}</code> · {self.labels["same"]}</figcaption>'
                           f'<pre><code>{html.escape(lines)}</code></pre></figure>')
        return self.md.htmlStash.store(f'<div class="twins">{"".join(columns)}</div>')


def last_block(printed: str) -> str:
    """What a training program printed for its last epoch."""
    lines = printed.removesuffix("\n").split("\n")
    starts = [i for i, line in enumerate(lines) if line.startswith("epoch = ")]
    return "\n".join(lines[starts[-1] if starts else 0:])


class MathTreeprocessor(Treeprocessor):
    """LaTeX, as pymdownx.arithmatex found it, to MathML. A mistake in it fails the build."""

    converter = LatexToMathML(fancy_error=False)

    def run(self, root) -> None:
        for element in root.iter():
            if "arithmatex" in (element.get("class") or "").split() and element.text:
                latex = html.unescape(element.text.strip()[2:-2])
                try:
                    mathml = self.converter.convert_with_local_state(latex, displaystyle=element.tag == "div")
                except LatexError as error:
                    raise ValueError(f"{error}\n  in the formula {latex}") from error
                # In the script of a formula it would undo the script's size; elsewhere it says nothing.
                element.text = self.md.htmlStash.store(with_roles(mathml.replace(' scriptlevel="0"', "")))
                if element.tag == "span" and (end := WORD_END.match(element.tail or "")):
                    element.text += end[0]              # a browser would begin a line with the comma after a formula
                    element.tail = element.tail[end.end():]


def with_roles(mathml: str) -> str:
    """A formula whose names have the class of their role, by which they get the colour that figures give them."""
    root = ElementTree.fromstring(HTML_NAME.sub(lambda match: html.unescape(match[0]), mathml))
    inside: set[ElementTree.Element] = set()            # of a name, such as the H of W_H, which is no hidden value
    for element in root.iter():
        name, *below = element if element.tag in ("msub", "msubsup") else [element]
        if element in inside or name.tag != "mi" or not (role := style.role(name.text or "?")):
            continue
        for part in (name, *below[:1]):
            part.set("class", role)
            inside.update(part.iter())
    return ElementTree.tostring(root, encoding="unicode")
