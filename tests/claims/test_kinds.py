"""Each kind of claim has a file of its own, which says how it is written, and CONTRIBUTING says so, too."""

import re
from pathlib import Path

import pytest

from literate.claims.claim import Claim
from literate.claims.reader import kinds
from literate.findings import ROOT

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
SAID = " ".join(CONTRIBUTING.split())


def described(kind: type[Claim]) -> str:
    return " ".join(kind.__doc__.split())


def test_each_kind_is_found_in_a_file_of_its_own():
    files = [kind.__module__.rpartition(".")[2] for kind in kinds()]
    names = [kind.kind for kind in kinds()]
    assert len(files) == len({*files}) == len({*names}) == CONTRIBUTING.partition("\n## ")[0].count("\n- ")
    assert {*files} <= {path.stem for path in Path(ROOT, "literate", "claims").glob("*.py")}


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.kind)
def test_contributing_says_how_it_is_written(kind):
    assert f" - {described(kind).partition(':')[0]}:" in SAID
    examples = [match[0] for match in re.finditer(r"(`+)(?!`).+?(?<!`)\1(?!`)", described(kind))]
    assert not examples or any(example in SAID for example in examples)
