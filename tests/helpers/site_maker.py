"""A small project with the book's own configuration, for tests that build a site of it."""

import shutil

from literate.findings import ROOT
from literate.site.languages import CONFIGS

KO = {"index.md": "# 처음\n\n[층](411.md)으로 갑니다.\n",
      "411.md": "# 층 하나\n\n$Y = XW + B$로 예측합니다.\n"}
EN = {"index.md": "# Home\n\nTo [the layer](411.md).\n", "411.md": "# One layer\n\nIt is $Y = XW + B$.\n"}


def write(folder, files):
    """Write files, each a path below ``folder`` and its text."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def project(folder, ko, en=None):
    """A project in ``folder`` with these pages and labs, by their path below docs/ko and docs/en."""
    for code, files in {"ko": ko, "en": en or {}}.items():
        settings = (ROOT / CONFIGS[code]).read_text("utf-8").partition("\nnav:\n")[0]
        write(folder, {CONFIGS[code]: f"{settings}\nnav: [{', '.join([*(files or ko), 'report.md'])}]\n"})
        write(folder / "docs" / code, files)
    shutil.copytree(ROOT / "literate" / "site" / "theme", folder / "literate" / "site" / "theme")
    shutil.copytree(ROOT / "docs" / "assets", folder / "docs" / "assets")
    return folder
