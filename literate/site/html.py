"""Pages made valid HTML where the theme and the highlighter leave them otherwise.

Each rule is for something that the Nu HTML Checker or axe reports and that no setting of theirs changes.
"""

from __future__ import annotations

import re

LINE_ANCHOR = re.compile(r'(?P<anchor><a id="(?P<id>[^"]+)") name="(?P=id)"')     # names are obsolete here
NO_TABINDEX = re.compile(r'(?P<label><label [^>]*?) tabindex=""')
CHECKBOX = re.compile(r'(?P<input><input [^>]*type="checkbox"[^>]*) autocomplete="off"')
SEARCH = re.compile(r'(?P<dialog><div class="md-search" [^>]*role="dialog")'
                    r'(?P<field>>.*?aria-label="(?P<name>[^"]*)")(?P<rest>.*?)'
                    r'(?P<results><div class="md-search__scrollwrap")', re.DOTALL)


def valid(text: str) -> str:
    """A page's HTML without obsolete names, empty and idle attributes, and with names for its search."""
    text = LINE_ANCHOR.sub(r"\g<anchor>", text)
    text = NO_TABINDEX.sub(r"\g<label>", text)
    text = CHECKBOX.sub(r"\g<input>", text)
    return SEARCH.sub(r'\g<dialog> aria-label="\g<name>"\g<field>\g<rest>'
                      r'\g<results> role="group" aria-label="\g<name>"', text)
