"""The whole book: its pages as they are read, the site's that there must be, and how it is built."""

import functools
import os
import subprocess
import sys

import pytest

from bench.wire import MISSING
from literate.claims.reader import read
from literate.findings import ROOT
from literate.site.languages import folder_of, languages

PUBLISHED = "https://host.example/book/"       # below a folder of the host, as on GitHub Pages
REPRESENTATIVE = {"", "411/", "en/415/", "en/explorer/", "labs/lab_41/", "en/404.html"}
"""Addresses of pages that have all that pages can have; `make test` drives no others."""

reading = functools.cache(read)
"""A page of the book by its path, read once for all tests."""


def addresses():
    """Every page of the book by its address below the site: "", "411/", "en/labs/lab_41/", "en/404.html"."""
    found = []
    for code in languages(ROOT):
        sources = ROOT / "docs" / code
        names = [path.relative_to(sources).with_suffix("").as_posix()
                 for path in [*sources.rglob("*.md"), *(sources / "labs").glob("*.py")]]
        pages = ["" if name == "index" else f"{name}/" for name in [*names, "report", "changes"]]
        found += [folder_of(code) + page for page in sorted([*pages, MISSING])]
    return found


def language_of(address):
    """The language of the page at an address."""
    return "en" if address.startswith("en/") else "ko"


def each_page(few=REPRESENTATIVE):
    """The pages as parameters of a test that takes long: those that are not of the few are the rest."""
    assert few <= set(addresses())
    marks = {address: () if address in few else pytest.mark.rest for address in addresses()}
    return [pytest.param(address, id=address or "index", marks=mark) for address, mark in marks.items()]


def file_of(site, address):
    """The file that is sent for an address below the site."""
    return site / address if address.endswith(MISSING) else site / address / "index.html"


def build(folder):
    """Build the book into ``folder`` as it is published at PUBLISHED."""
    command = [sys.executable, "-m", "literate", "site", "--to", str(folder)]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "SITE_URL": PUBLISHED}, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600, check=False)
    assert done.returncode == 0, done.stdout
