"""Verdicts of tools that take long, kept by the digest of what they judged: that nothing is wrong with it."""

import hashlib

from literate.findings import ROOT

FOLDER = ROOT / ".cache" / "judged"


def place(*parts):
    """The file that is there if these texts or bytes were judged, and nothing was wrong."""
    whole = b"\0".join(part.encode() if isinstance(part, str) else part for part in parts)
    return FOLDER / hashlib.sha256(whole).hexdigest()


def keep(place):
    """Keep that nothing was wrong."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.touch()
