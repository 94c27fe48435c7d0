"""What a page of the site may load and run: its own files, and the scripts in it as they were built."""

import base64
import hashlib
import re

INLINE = re.compile(r'<script(?: type="module")?>(?P<text>.*?)</script>', re.DOTALL)
CHARSET = '<meta charset="utf-8">'
META = ('<meta http-equiv="Content-Security-Policy" content="'
        "default-src {own}; script-src {own} {scripts}; style-src {own} 'unsafe-inline'; "
        "img-src {own} data: blob:; object-src 'none'; form-action {own}; base-uri 'none'\">")


def with_policy(page: str, own: str = "'self'", scripts: str = "") -> str:
    """The HTML of a page with its content security policy, before all that it is about."""
    return page.replace(CHARSET, f"{CHARSET}\n{policy_of(page, own, scripts)}", 1)


def policy_of(page: str, own: str = "'self'", scripts: str = "") -> str:
    """The policy of a page with its scripts and, in the policy's words, more ``scripts``.

    ``own`` says where the site's files are.
    """
    digests = sorted({f"'{digest_of(script['text'])}'" for script in INLINE.finditer(page)})
    return META.format(own=own, scripts=" ".join([*digests, scripts]).strip())


def digest_of(script: str) -> str:
    """The digest by which a policy knows the text of a script."""
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"
