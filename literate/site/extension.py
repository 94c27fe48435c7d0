"""Claims + runs → what the site shows: a Python-Markdown extension.

It takes the page as it was read for the proof, then rewrites each claim into what the theme can draw:
programs with line numbers and the lines that changed, outputs with a mark that leads to their proof, line
notes with links. Formulas are :mod:`literate.site.math`'s.
"""

import html
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from literate.claims.claim import Change, Claim, Reading, applied
from literate.claims.drawing import DrawingClaim
from literate.claims.illustration import IllustrationClaim
from literate.claims.note import NoteClaim
from literate.claims.program import ProgramClaim
from literate.claims.stated import StatedClaim
from literate.claims.twins import TwinsClaim
from literate.claims.unclaimed_digits import ELEMENTS
from literate.labels import labels
from literate.pages.page import FRONT_MATTER
from literate.programs.syntax import imports_tensorflow
from literate.site import answers, downloads, exercises, outputs
from literate.site.book import Book
from literate.site.drawings import IMAGE, draw, is_drawn
from literate.site.first_steps import first_steps
from literate.site.math import ASK, MathTreeprocessor
from literate.site.notebook import place_of
from literate.site.report import versions
from literate.site.templates import fill
from literate.viewer import trace, trace_files

SIZE = re.compile(r'<svg [^>]*width="([\d.]+)pt" height="([\d.]+)pt"')
NOTES = re.compile(r"\n*- `[^\n]*(?:\n[^\n]+)*")       # a list right below a program
NOTED_END = "\n\n</details>\n\n</div>\n"            # of what templates/noted.md begins
BESIDE = 68                     # characters of a line that leave room for notes beside it
TITLE = re.compile(r"^# .*$|\Z", re.MULTILINE)


class PageExtension(Extension):
    """Shows the claims of the pages of a book, with labels in a language, and the formulas of any text."""

    def __init__(self, book: Book, language: str = "ko"):
        super().__init__()
        self.book, self.language = book, language

    def extendMarkdown(self, md: Markdown) -> None:
        """Register what shows claims and formulas."""
        # They hold blocks, shown until their scripts run; a template needs no paragraph around it.
        md.block_level_elements += [*ELEMENTS, "step-viewer", "template"]
        # After white space is normalized (30), before fences are taken out (25).
        md.preprocessors.register(ClaimPreprocessor(md, self.book, self.language), "literate-claims", 27)
        md.treeprocessors.register(MathTreeprocessor(md), "literate-math", 15)
        md.treeprocessors.register(HeadsTreeprocessor(md), "literate-heads", 14)   # when code is code


class HeadsTreeprocessor(Treeprocessor):
    """Writes the head of its column into each cell of a table that compares programs: phones show its rows as
    cards, without the row of heads."""

    def run(self, root: ElementTree.Element) -> None:
        """Give the cells their ``data-head``."""
        for table in root.iter("table"):
            if table.find(".//th//code") is not None:
                heads = ["".join(head.itertext()) for head in table.iter("th")]
                for row in table.iter("tr"):
                    for cell, head in zip(row.findall("td"), heads):
                        cell.set("data-head", head)


class ClaimPreprocessor(Preprocessor):
    """Replaces each claim on a page by the Markdown or HTML that shows it."""

    def __init__(self, md: Markdown, book: Book, language: str):
        super().__init__(md)
        self.book, self.language = book, language

    def run(self, lines: list[str]) -> list[str]:
        """The lines of the page with each claim as the theme can draw it."""
        if not (reading := self.book.page_of("\n".join(lines))):   # the report or a lab, which make no claims
            return lines
        shown = ShownPage(self.md, reading, self.book, self.language)
        words, changes = labels(self.language)["exercise"], [*shown.claims(), *shown.others()]

        def said(start: int, end: int) -> str:
            return changed(reading.page.text[:end], changes, start).strip()

        changes += [Change(each.start, each.end_of_all, exercises.shown("exercise.html", each, words, said))
                    for each in exercises.of(reading)]
        text = changed(reading.page.text, changes) + downloads.links(reading, self.language)
        return text.replace("\r\n", "\n").split("\n")


def changed(text: str, changes: Iterable[Change], position: int = 0) -> str:
    """The text of a page from a position on, without its front matter, with these changes."""
    return FRONT_MATTER.sub("", applied(text, changes, position), count=1)


class ShownPage:
    """A page as the site shows it, given the runs of its programs."""

    def __init__(self, md: Markdown, reading: Reading, book: Book, language: str):
        self.md, self.reading, self.book, self.runs, self.language = md, reading, book, book.runs, language
        self.text = reading.page.text
        self.labels = labels(language)["page"]
        self.way = "" if reading.page.path.stem == "index" else "../"    # from the page to the site's root
        self.files = downloads.names(reading)
        self.twins = {claim.about.start: claim.other(claim.about.program) for claim in reading.claims
                      if isinstance(claim, TwinsClaim)}         # by the output that is the same in both
        self.seconds = {claim.twin.name for claim in reading.claims if isinstance(claim, TwinsClaim)}
        self.viewed = trace_files.viewed(reading)
        self.asked: dict[int, dict[int, int]] = {}
        for index, (claim, place, _) in enumerate(answers.asked(reading, book.runs)):
            self.asked.setdefault(claim.start, {})[place] = index
        self.anchors = anchors(reading)
        self.noted: dict[int, set[int]] = {}            # by listing, its lines that a note is about
        for claim in reading.claims:
            if isinstance(claim, NoteClaim):
                self.noted.setdefault(claim.about.start, set()).update(claim.lines)

    def claims(self) -> Iterator[Change]:
        """What comes in the place of each claim that is not shown as it is written."""
        for claim in self.reading.claims:
            if (shown := self.show(claim)) is None:
                continue
            is_note = isinstance(claim, NoteClaim) and self.text.startswith(": ", claim.end)
            if claim.start in self.noted and (notes := NOTES.match(self.text, claim.end)):
                fits = max(map(len, claim.text.split("\n"))) <= BESIDE
                shown = fill("noted.md", fits=fits, listing=shown, words=self.labels) + "\n"
                yield Change(notes.end(), notes.end(), NOTED_END)
            yield Change(claim.start, claim.end + 2 * is_note, shown)

    def others(self) -> Iterator[Change]:
        """The images that figures/ draws, put into the page so that they follow its colours; nothing for
        comments; and what is wrong, below the title of a draft."""
        for match in IMAGE.finditer(self.text):
            if is_drawn(match["name"]):
                alt = html.escape(match["alt"].replace("`", "").replace("\n", " "))
                label = f'role="img" aria-label="{alt}"'
                drawing = draw(match["name"], self.language).replace('role="img"', label, 1)
                yield Change(*match.span(), self.md.htmlStash.store(drawing))
        for span in self.reading.page.spans:
            if span.remark or span.kind == "comment":
                yield Change(span.end - len(span.remark or span.text), span.end, "")
        if wrong := self.book.findings[self.reading.page.path]:
            shown = self.md.htmlStash.store(fill("findings.html", findings=wrong))
            place = TITLE.search(self.text).end()
            yield Change(place, place, f"\n\n{shown}\n\n")

    # --- claims ---------------------------------------------------------------------------------------

    def show(self, claim: Claim) -> str | None:
        """The Markdown or HTML that shows a claim; None for one that is shown as it is written."""
        kind = "stated" if isinstance(claim, StatedClaim) else claim.kind
        return show(claim) if (show := getattr(self, f"show_{kind}", None)) else None

    def fence(self, claim: Claim, classes: str, body: str, **attributes: str) -> str:
        """A fence in the place of the page's; its language is the first class."""
        return fence(classes, self.anchors[claim.start], body, **attributes) + "\n"

    def show_program(self, claim: ProgramClaim) -> str:
        """The program with line numbers and the lines that changed, and its bar; on phones, a twin's listing
        is folded."""
        listing = self.fence(claim, ".python .program", claim.text, title=claim.program.name, linenums="1",
                             hl_lines=" ".join(map(str, claim.changed_lines())))
        folded = claim.program.name in self.seconds
        shown = fill("program.md", claim=claim, listing=listing, folded=folded, words=self.labels)
        return shown + self.bar(claim)

    def show_edit(self, claim: Claim) -> str:
        """The difference, the whole edited program for who copies it, and its bar."""
        whole = fill("edited.html", words=self.labels, text=html.escape(claim.program.text, quote=False))
        name = f"{claim.program.name} · " if claim.program.path != self.reading.page.path else ""
        shown = self.fence(claim, ".diff .edit", claim.text, title=f"{name}{self.labels['edit']}")
        return f"{shown}\n{self.md.htmlStash.store(whole)}\n{self.bar(claim)}"

    def bar(self, claim: Claim) -> str:
        """What can be done with a program, below it: run it, for which there is docs/assets/js/run; download
        it, or the page's notebook; step through it as it stands here, if its page has a viewer of it.

        Without scripts the viewer is a table of its first steps, unless it is made from another, which has
        one. Why there is no button that runs it, the first link says.
        """
        program, words, stem, table = claim.program, self.labels, self.reading.page.path.stem, ""
        needs_tensorflow = imports_tensorflow(program.text)
        viewed = program.text in self.viewed and not claim.inside and not self.runs[program.text].error
        if viewed and isinstance(claim, ProgramClaim) and not claim.origin:
            steps = json.loads(trace_files.text(*self.viewed[program.text], self.runs))
            table = first_steps(steps, words["steps"], count=2)
        shown = fill(
            "bar.html", words=words, table=table, anchor=self.anchors[claim.start],
            trace=viewed and f"{self.way}traces/{trace.name_of(program)}.json",
            runs=self.book.has_run and not needs_tensorflow and f"{self.way}runs/{stem}.json",
            why=self.book.has_run and needs_tensorflow and words["no_run"],
            folder=self.way + place_of(self.reading),               # an exercise's have no files
            files={"download": self.files[claim], "notebook": f"{stem}.ipynb"} if claim in self.files else {})
        return f"\n{self.md.htmlStash.store(shown)}\n" if shown.strip() else ""

    def show_inline(self, claim: Claim) -> str:
        return self.fence(claim, ".python .program", claim.text) + self.bar(claim)

    def show_illustration(self, claim: IllustrationClaim) -> str:
        return self.fence(claim, f".{claim.language}", claim.text,
                          title=f"{self.labels['why']}: {claim.reason}")

    def show_output(self, claim: Claim) -> str:
        """The output below a mark that says, where it is opened, what was compared with what, none where
        they differ; folded where its twin's, which says the same, stands above."""
        wrong = self.runs[claim.program.text].error or any(claim.check(self.reading, self.runs))
        name = "" if claim.program.path == self.reading.page.path else html.escape(claim.program.name)
        address = f"report.md#{name.removesuffix('.py')}" if name else "report.md"
        of = f"`{name}`" if name else self.labels["this"]
        if name and self.reading.load(claim.program.name).text != claim.program.text:
            of = self.labels["edited"].format(of)
        proof = self.labels["proof"].format(of, versions())
        mark = "" if wrong else fill("proof.md", words=self.labels, proof=proof, address=address)
        twin = self.twins.get(claim.start)
        same = twin and self.labels["same"].format(twin.name)
        title = " · ".join(part for part in (name, self.labels["output"], same) if part)
        folded = any(twin and above.kind == "output" and above.program.text == twin.text
                     and above.start < claim.start for above in self.reading.claims)
        box = outputs.box(claim.text, self.anchors[claim.start], title, self.labels["more"],
                          self.noted.get(claim.start, ()), folded)
        return f"{mark}\n\n{self.md.htmlStash.store(box)}\n"

    def show_drawing(self, claim: DrawingClaim) -> str | None:
        """The end of an image with the size in which a browser draws it: nothing moves when it has come; None
        in a draft whose program draws nothing."""
        if not (figures := self.runs[claim.program.text].figures):
            return None
        width, height = (round(float(side) * 4 / 3) for side in SIZE.search(figures[0].decode()).groups())
        return f"]({claim.text}){{ width={width} height={height} loading=lazy }}"

    def show_note(self, claim: NoteClaim) -> str:
        """A link to the lines of a listing, in front of the quote; of a note, which may stand beside them,
        the quote can be left out."""
        return fill("note.html", claim=claim, words=self.labels, anchor=self.anchors[claim.about.start],
                    is_note=self.text.startswith(": ", claim.end))

    def show_stated(self, claim: StatedClaim) -> str:
        """A number, inline code or formula, with the index of its answer, of a formula of each chain's."""
        indices, written = self.asked.get(claim.start), claim.without_remark
        if not indices:
            return written
        index = indices.get(0)
        if written.startswith("`"):
            return f'{written}{{ .asked data-ask="{index}" }}'
        if not written.startswith("$"):
            return f'<span class="asked" data-ask="{index}">{written}</span>'
        marks = re.match(r"\$+", written)[0]
        each = ",".join(str(indices.get(place, "")) for place in range(max(indices) + 1))
        return written.removesuffix(marks) + ASK + each + marks


def anchors(reading: Reading) -> dict[int, str]:
    """By where it begins, an id of each listing of a page that stays as it is while others come and go.

    Without hyphens, at which links to lines are split.
    """
    found: dict[int, str] = {}
    count: Counter[str] = Counter()
    for claim in reading.claims:
        if claim.is_fence:
            name = "fence" if claim.kind == "illustration" else claim.program.name.removesuffix(".py")
            base = claim.kind[0] + re.sub(r"\W", "_", name)
            count[base] += 1
            found[claim.start] = f"{base}_{count[base]}" if count[base] > 1 else base
    return found


def fence(classes: str, anchor: str, body: str, **attributes: str) -> str:
    """A fence that the theme understands; its language is the first class."""
    ticks = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", body + "``")))
    options = "".join(f' {key}="{html.escape(value)}"' for key, value in attributes.items() if value)
    return f"{ticks} {{ {classes} #{anchor}{options} }}\n{body}\n{ticks}"
