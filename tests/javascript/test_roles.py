"""The step viewer's colours of names are those of figures."""

import re

from javascript import javascript
from traced import PROGRAMS

from figures.style import NAME_PARTS, role

MODULE = "step-viewer/roles.js"


def test_each_name_of_the_programs_has_the_role_that_figures_give_it():
    names = sorted({name for program in PROGRAMS.values() for name in re.findall(r"\w+", program.text)})
    expected = [role(name) if NAME_PARTS.fullmatch(name) else "" for name in names]
    assert javascript("data.map(roles.roleOf)", names, roles=MODULE) == expected
    assert set(expected) == {"", *(f"role-{kind}" for kind in "xwbyte")}
