"""The system's browser: it prints the PDF, and drives what is measured and tested."""

import shutil

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable",
            "chromium-headless-shell")
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage"]      # for root, and for small /dev/shm, in containers


def browser_path() -> str | None:
    """The system's Chromium or Chrome; None where there is none."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)
