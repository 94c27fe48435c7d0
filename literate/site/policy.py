"""What a page of the site may load and run: its own files, and the scripts in it as they were built."""

from __future__ import annotations

import base64
import hashlib
import re

INLINE = re.compile(r"<script>(?P<text>.*?)</script>", re.DOTALL)
CHARSET = re.compile(r'<meta charset="utf-8">')
POLICY = ("default-src 'none'; script-src {scripts}; style-src 'self' 'unsafe-inline'; font-src 'self'; "
          "img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; frame-src 'self'; "
          "form-action 'self'; base-uri 'none'")
META = '<meta http-equiv="Content-Security-Policy" content="{}">'


def with_policy(page: str) -> str:
    """The HTML of a page with its content security policy, before all that it is about."""
    digests = sorted({f"'{digest_of(script['text'])}'" for script in INLINE.finditer(page)})
    meta = META.format(POLICY.format(scripts=" ".join(["'self'", *digests])))
    return CHARSET.sub(lambda charset: f"{charset[0]}\n{meta}", page, count=1)


def digest_of(script: str) -> str:
    """The digest by which a policy knows the text of a script."""
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"
