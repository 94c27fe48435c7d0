"""What mkdocs is told, from mkdocs.yml and mkdocs.en.yml, and what it says."""

import contextlib
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from literate.site.languages import CONFIGS


class BuildFailed(Exception):
    """Why there is no new site: findings, or what mkdocs had to say."""


def load(root: Path, code: str, **options: Any) -> MkDocsConfig:
    """The configuration file of one language, with ``options`` in place of what it says. Raises BuildFailed.
    """
    with messages() as said:
        try:
            return load_config(str(root / CONFIGS[code]), **{"docs_dir": str(root / "docs" / code)} | options)
        except MkDocsException as error:
            cause = error.__cause__ or error.__context__
            mark = getattr(cause, "problem_mark", None)             # YAML's own: the place in the file
            problem = cause.problem if mark else said[0] if said else error      # type: ignore[attr-defined]
            line = f":{mark.line + 1}" if mark else ""
            text = " ".join(str(problem).split()).rstrip(".")
            raise BuildFailed(f"{CONFIGS[code]}{line}: {text}.") from error


@contextlib.contextmanager
def messages() -> Iterator[list[str]]:
    """The warnings and errors that mkdocs has meanwhile, which it then doesn't print."""
    logger, handler, found = logging.getLogger("mkdocs"), logging.Handler(logging.WARNING), []
    handler.emit = lambda record: found.append(record.getMessage())         # type: ignore[method-assign]
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield found
    finally:
        logger.removeHandler(handler)
