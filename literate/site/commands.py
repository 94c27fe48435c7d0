"""The commands that make the site: build it, zip it, show it while it is written. ``python -m literate``
calls them."""

import argparse
import os
from pathlib import Path

from literate.findings import ROOT


def main(arguments: list[str]) -> int:
    """Run ``build``, ``serve`` or ``dist`` with its options; gives the exit status."""
    parser = argparse.ArgumentParser(prog="book.py", description="Build the site, or read it.")
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build", help="build the site into site/")
    build.add_argument("--books", action="store_true", help="with EPUB and PDF of each edition in it")
    build.add_argument("--to", type=Path, help="the folder to build, instead of site/")
    show = commands.add_parser("serve", help="show a draft; a page that changes is built again")
    show.add_argument("--port", default=os.environ.get("PORT") or "8000", help="instead of 8000")
    for name in ("dist", "epub", "pdf"):
        commands.add_parser(name)
    given = parser.parse_args(arguments)
    os.environ["NO_MKDOCS_2_WARNING"] = "1"     # which framework follows this one is no reader's business
    from literate.site import build as building
    from literate.site import dist, serve
    if given.command == "build":
        return building.build_command(ROOT, given.to, dist.add_to_site if given.books else None)
    if given.command == "serve":
        return serve.serve(ROOT, given.port)
    return dist.command(ROOT, given.command)
