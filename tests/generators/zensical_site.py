"""The book's pages built by Zensical, for test_zensical.py, in a process of its own.

Zensical runs the book's Markdown extension, but no hook and none of the book's plugins, so labs don't become
pages. It finds an extension by the name of its module; this module is one that knows the book.
"""

import functools
import json
from pathlib import Path

from literate.findings import ROOT
from literate.labels import labels
from literate.site.build import Site
from literate.site.extension import PageExtension
from literate.site.language_site import LanguageSite
from literate.site.languages import CONFIGS

SETTINGS = """INHERIT: {config}
docs_dir: pages
site_dir: out
site_url: {address}
theme: {{custom_dir: {theme}}}
extra: {{missing: {missing}}}
markdown_extensions: {{zensical_site: {{language: {code}}}}}
"""


@functools.cache
def read_book():
    """The book as it was read, run and checked."""
    site = Site(ROOT, Path("nowhere"))
    site.read_book()
    return site.book


def makeExtension(**options):
    """The name under which Python-Markdown finds the extension."""
    return PageExtension(book=read_book(), **options)


def build(folder, address):
    """Build each language into ``folder``/its code/out, as a site to be published at ``address``."""
    from zensical import build as zensical
    for code, name in CONFIGS.items():
        place = Path(folder, code)
        laid = LanguageSite(ROOT, code, address, read_book(), place, draft=False)
        laid.lay_out()
        settings = SETTINGS.format(config=ROOT / name, address=address, code=code,
                                   theme=ROOT / "literate" / "site" / "theme",
                                   missing=json.dumps({each: labels(each)["missing"] for each in CONFIGS}))
        (place / "mkdocs.yml").write_text(settings, "utf-8")
        zensical(str(place / "mkdocs.yml"), {"strict": True, "clean": True})
