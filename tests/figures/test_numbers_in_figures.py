"""Every number in a figure is the one that belongs at its place, and another one there is noticed."""

import re
from collections import Counter
from xml.etree import ElementTree

import pytest
from examples import first_of_each_kind

import figures
from figures.labels import LABELS
from figures.proof import falsify, wrong
from figures.proof.drawing import Drawing, content
from figures.proof.numbers import is_twin
from figures.proof.values import network_of


@pytest.mark.parametrize("name", [n for n in figures.names() if n.endswith(("_network", "_backward"))])
def test_nothing_of_a_network_is_left_out_or_said_twice(name):
    drawing = Drawing(ElementTree.fromstring(figures.draw(name, "ko")))
    moments, heads = network_of(name), Counter(statement.head for statement in drawing.statements)
    is_left_out = ("T", "E").__contains__ if name.endswith("_backward") else is_twin
    assert heads == {name: len(values) for name, values in moments.defined.items() if not is_left_out(name)}


@pytest.mark.parametrize("language", LABELS)
@pytest.mark.parametrize("name", figures.names())
def test_every_number_is_the_one_that_belongs_there(name, language):
    root = ElementTree.fromstring(figures.draw(name, language))
    assert {content(text): finding for text, finding in wrong(name, language, root).items()} == {}


@pytest.mark.parametrize("name", first_of_each_kind(figures.names(), lambda name: name.rpartition("_")[2]))
def test_another_digit_is_noticed_where_it_stands(name):
    count, survivors = falsify(name)
    assert survivors == []
    assert count or not re.search(r"\d", "".join(ElementTree.fromstring(figures.draw(name, "ko")).itertext()))
