"""A hook that mkdocs calls: without literate/site/build.py around it, mkdocs would neither run programs nor
draw figures."""

from pathlib import Path

from mkdocs.exceptions import Abort


def on_config(config):
    """Go on only where literate/site/build.py has laid out the pages, which it does outside of docs/."""
    if Path(config.docs_dir).is_relative_to(Path(config.config_file_path).resolve().parent / "docs"):
        raise Abort("mkdocs by itself doesn't run the book's programs: use `make site` or `make serve` "
                    "(`python book.py site`, `serve`).")
    return config
