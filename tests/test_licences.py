"""What may be done with the book: said in files, in README and at the foot of every page."""

import hashlib
import json

import pytest
import whole_book
from jsonschema import Draft7Validator
from mkdocs.utils.yaml import yaml_load

from literate.findings import ROOT

SCHEMA = ROOT / "tests" / "helpers" / "witnesses" / "cff-1.2.0.schema.json"
"""The Citation File Format's own (citation-file-format/citation-file-format, schema.json of 1.2.0)."""


def findings(text):
    schema = Draft7Validator(json.loads(SCHEMA.read_text("utf-8")))
    return [error.message for error in schema.iter_errors(yaml_load(text))]


def test_the_citation_is_valid():
    assert findings((ROOT / "CITATION.cff").read_text("utf-8")) == []


@pytest.mark.parametrize("old, new, finding", [
    ("license:", "licence:", "'licence' was unexpected"),
    ("cff-version: 1.2.0", "cff-version: 9", "9 is not of type 'string'"),
    ("message:", "massage:", "'message' is a required property")])
def test_an_invalid_citation_is_found(old, new, finding):
    text = (ROOT / "CITATION.cff").read_text("utf-8")
    assert any(finding in message for message in findings(text.replace(old, new)))


def test_the_licence_of_texts_is_the_official_one_word_for_word():
    words = " ".join((ROOT / "LICENSE-text").read_text("utf-8").split())
    digest = "1f5a529dc95849305307f0d6861169d8cae9e99807e4abcec68ef9ad19235652"
    assert hashlib.sha256(words.encode()).hexdigest() == digest


@pytest.mark.parametrize("address", whole_book.each_page())
def test_each_page_names_both_licences(book_site, address):
    assert whole_book.file_of(book_site, address).read_text("utf-8").count('rel="license"') == 2
