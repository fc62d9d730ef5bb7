"""Lists continue by keyset: `?truoc=<cursor>` names the last item shown, never a page number."""

import base64
import binascii
import struct
from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PARAMETER = "truoc"


def page(request, queryset, size=20):
    """A page of a newest-first Publishable queryset and the address of the next one (None on the last)."""
    return cut(request, lambda cursor: (queryset.older_than(*cursor) if cursor else queryset)[: size + 1], size)


def cut(request, rows, size):
    """The same from `rows(cursor)`, which gives one item more than a page has, so that the page knows of the next."""
    items = list(rows(decode(request.GET.get(PARAMETER, ""))))
    return items[:size], _next_url(request, items[size - 1]) if len(items) > size else None


def encode(item):
    microseconds = (item.published_at - EPOCH) // timedelta(microseconds=1)
    return base64.urlsafe_b64encode(struct.pack(">qq", microseconds, item.pk)).decode().rstrip("=")


def decode(cursor):
    """(published_at, pk), or None for anything that `encode` never made."""
    try:
        microseconds, pk = struct.unpack(">qq", base64.urlsafe_b64decode(cursor.encode("ascii") + b"=="))
        return (EPOCH + timedelta(microseconds=microseconds), pk) if pk > 0 else None
    except (ValueError, binascii.Error, struct.error, OverflowError):
        return None


def _next_url(request, last):
    query = request.GET.copy()
    query[PARAMETER] = encode(last)
    kept = {name: query[name] for name in ("q", "pham-vi", PARAMETER) if name in query}
    query.clear()
    query.update(kept)
    return f"?{query.urlencode()}"
