"""What static/js/count.js sends once a page is really open: answered before Django, without a database.

The body is what `sign` made for the page, so nobody can count a thing that does not exist; empty for a page that is no
view of anything, but may begin a visit.
"""

import re

from django.utils.crypto import constant_time_compare, salted_hmac

PATH = "/luot-xem/"
SIGNED = re.compile(rb"(article|video)-([1-9]\d{0,17})-([0-9a-f]{24})")
LONGEST = 60


class RefusedError(ValueError):
    """Not sent by a page of ours."""


def sign(kind: str, object_id: int) -> str:
    return f"{kind}-{object_id}-{_seal(kind, object_id)}"


def read(environ) -> tuple[str, int] | None:
    """(kind, object id) of what a page sent; None when it is no view. Raises RefusedError."""
    if environ["REQUEST_METHOD"] != "POST" or environ.get("HTTP_SEC_FETCH_SITE", "same-origin") != "same-origin":
        raise RefusedError
    body = environ["wsgi.input"].read(_length(environ))
    if not body:
        return None
    found = SIGNED.fullmatch(body)
    kind, object_id, seal = found.groups() if found else (b"", b"0", b"")
    if not constant_time_compare(seal, _seal(kind.decode(), int(object_id))):
        raise RefusedError
    return kind.decode(), int(object_id)


def answer(start_response, status, headers=()):
    start_response(status, [("Cache-Control", "no-store"), *headers])
    return []


def _length(environ) -> int:
    length = environ.get("CONTENT_LENGTH") or "0"
    if not re.fullmatch(r"[0-9]{1,3}", length) or int(length) > LONGEST:
        raise RefusedError
    return int(length)


def _seal(kind: str, object_id: int) -> str:
    return salted_hmac("govap.counting.beacon", f"{kind} {object_id}", algorithm="sha256").hexdigest()[:24]
