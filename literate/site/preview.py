"""A draft of the site for who writes it: in a process that is started by :mod:`literate.site.serve`.

It builds all of it, then the pages that changed: it reads a line for each change, the changed files in JSON,
and answers in a line whether the folder shows it. It has the code of when it began, so another one must be
started where that changes.
"""

from __future__ import annotations

import json
import sys
import traceback
from pathlib import Path

from literate.site.build import BuildFailed, Site

SHOWN, NOT_SHOWN = "shown", "not shown"


def main(root: Path, folder: Path) -> int:
    """Build the project below ``root`` into the folder, and rebuild until stdin ends; gives the exit status.
    """
    with Site(root, folder, draft=True) as site:
        try:
            site.build()
        except BuildFailed as failure:
            print(failure, file=sys.stderr)
            return 1
        print(SHOWN, flush=True)
        for line in sys.stdin:
            print(SHOWN if rebuilds(site, line) else NOT_SHOWN, flush=True)
    return 0


def rebuilds(site: Site, line: str) -> bool:
    """Whether the changed pages, paths in JSON, could be built again by themselves."""
    try:
        return site.rebuild({Path(path) for path in json.loads(line)})
    except Exception:           # whatever it is, building all of it tells the author more
        traceback.print_exc()
        return False
