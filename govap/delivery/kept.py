"""One public page as finished bytes."""

import hashlib
import re
import time

from . import codings

ETAG = re.compile(r'"[^"]*"')
# Ours to say anew, or true of one answer only.
OWN = {"cache-control", "content-encoding", "content-length", "date", "etag", "expires", "last-modified", "vary"}
FACT = "govap."
CONTENT_TYPE = "govap.content_type"


class Kept:
    """A page, its headers and what the view noted for the counter. Brotli from the start, gzip when first asked for.

    `facts` are the keys beginning with "govap." that the view left in the environ.
    """

    def __init__(self, headers, body, facts, version):
        self.headers = [pair for pair in headers if pair[0].lower() not in OWN]
        self.facts = facts | {CONTENT_TYPE: dict(headers).get("Content-Type", "")}
        self.version = version
        self.made_at = time.monotonic()
        self.length = len(body)
        self.hash = hashlib.sha256(body).hexdigest()[:32]
        self.packed = {"br": codings.encode(body, "br")}
        self._answers = {}

    @property
    def age(self):
        return time.monotonic() - self.made_at

    @property
    def size(self):
        """Bytes in memory, about, with the gzip that may be made later."""
        return 3000 + len(self.packed["br"]) * 5 // 2

    def body(self, coding):
        if coding in self.packed:
            return self.packed[coding]
        plain = codings.decode(self.packed["br"])
        if coding == "identity":
            return plain  # asked for by hardly anybody, and four times as large
        return self.packed.setdefault(coding, codings.encode(plain, coding))

    def head(self, coding):
        """(entity tag, headers) in a coding; not to be changed."""
        if coding not in self._answers:
            self._answers[coding] = self._head(coding)
        return self._answers[coding]

    def _head(self, coding):
        etag = f'"{self.hash}-{coding}"'
        length = self.length if coding == "identity" else len(self.body(coding))
        headers = [*self.headers, *validators(etag), ("Content-Length", str(length))]
        return etag, [*headers, ("Content-Encoding", coding)] if coding != "identity" else headers


def validators(etag):
    """Kept by browsers, but asked again each time: what was withdrawn must be gone at once."""
    return [("ETag", etag), ("Cache-Control", "no-cache"), ("Vary", "Accept-Encoding")]


def is_current(etag, asked: str) -> bool:
    """Whether an If-None-Match names the tag (RFC 9110, 13.1.2: by the weak comparison)."""
    return bool(asked) and (etag in ETAG.findall(asked) or asked.strip() == "*")


def may_be_kept(status, headers) -> bool:
    """Whether an answer is the same for everybody: nothing in it of a session, a form or a nonce."""
    named = {name.lower(): value for name, value in headers}
    return (
        status.startswith("200 ")
        and "set-cookie" not in named
        and "content-encoding" not in named
        and "no-store" not in named.get("cache-control", "")
        and "private" not in named.get("cache-control", "")
        and "'nonce-" not in named.get("content-security-policy", "")
        and named.get("vary", "accept-encoding").lower() == "accept-encoding"
    )
