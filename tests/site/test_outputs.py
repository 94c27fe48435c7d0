"""Which lines of an output are folded, and that its box has them all, and the ids that notes link to."""

import re

import pytest

from literate.site.outputs import box, parts


def epochs(count, lines):
    return [line for n in range(count) for line in (f"epoch = {n}", *[f" {n} {k}" for k in range(1, lines)])]


@pytest.mark.parametrize("lines, sizes", [
    (epochs(2, 6), [12]),                           # short
    (epochs(20, 6), [6, 108, 6]),                   # the first epoch and the last
    (epochs(4, 12), [12, 24, 12]),
    (epochs(2, 12), [24]),                          # whole epochs are nearly all of it
    ([str(n) for n in range(23)], [23]),
    ([str(n) for n in range(24)], [8, 8, 8]),
    (epochs(3, 20), [8, 44, 8]),                    # no epoch ends near
    ([""] * 30, [8, 14, 8]),
])
def test_what_is_folded(lines, sizes):
    found = parts(lines)
    assert [len(part) for part in found] == sizes and sum(found, []) == lines


@pytest.mark.parametrize("noted, sizes", [
    ([1, 40], [8, 24, 8]), ([11], [11, 21, 8]), ([29, 30], [8, 20, 12]), ([12, 20, 28], [40])])
def test_no_line_is_folded_that_a_note_is_about(noted, sizes):
    assert [len(part) for part in parts([str(n) for n in range(40)], noted)] == sizes


@pytest.mark.parametrize("folded", [False, True])
def test_a_box_has_every_line_once(folded):
    lines = [*epochs(5, 6), "a < b & c"]
    shown = box("\n".join(lines), "o1", "1.py", "{} more", [2, 31], folded)
    text = re.sub("<[^>]*>", "", re.sub("<(summary|span class).*?</(?:summary|span)>", "", shown))
    assert text == "".join(f"{line}\n" for line in lines).replace("<", "&lt;").replace("& ", "&amp; ")
    assert re.findall(r'class="fold-name"[^>]*>(.*?)<', shown) == [f"{len(parts(lines)[1])} more"]
    assert re.findall('id="__codelineno-o1-(.*)', shown) == ['2"> 0 1', '31">a &lt; b &amp; c']
