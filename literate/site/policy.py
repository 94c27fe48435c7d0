"""What a page of the site may load and run: its own files, and the scripts in it as they were built."""

import base64
import hashlib
import re

from literate.site.templates import fill

INLINE = re.compile(r'<script(?: type="module")?>(?P<text>.*?)</script>', re.DOTALL)
PLACE = re.compile('(<meta charset="utf-8">)(?:\n<meta http-equiv="Content-Security-Policy"[^>]*>)?')


def with_policy(page: str, own: str = "'self'", scripts: str = "") -> str:
    """The HTML of a page with its content security policy, which stands before all that it is about, in the
    place of the one it may have: for its scripts and, in the policy's words, more ``scripts``.

    ``own`` says where the site's files are.
    """
    digests = sorted({f"'{digest_of(script['text'])}'" for script in INLINE.finditer(page)})
    policy = fill("policy.html", own=own, scripts=" ".join([*digests, scripts]).strip())
    return PLACE.sub(rf"\1\n{policy}", page, count=1)


def digest_of(script: str) -> str:
    """The digest by which a policy knows the text of a script."""
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"
