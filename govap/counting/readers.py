"""Which requests are views by a reader: no bots, prefetches, HEAD or staff."""

from django.conf import settings
from django.http import parse_cookie

from . import beacon, spool
from .bots import is_person

VISIT_COOKIE, VISIT_SECONDS = "luot", 30 * 60
VIEWED = "govap.viewed"
CONTENT_TYPE = "govap.content_type"  # of a page that did not come from Django


def note_view(request, kind, object_id):
    """Says what this page is a view of; `Counting` counts it, now and each time that the same bytes are sent again."""
    request.META[VIEWED] = (kind, object_id)
    request.viewed = beacon.sign(kind, object_id)  # for the page to send when it was fetched ahead


class Counting:
    """Counts, as a WSGI wrapper, views and one visit a browser in thirty minutes by a cookie that says nothing else: as
    pages are sent, or with COUNT_BY=beacon as they tell that they are open."""

    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        if environ.get("PATH_INFO") == beacon.PATH:
            return _hear(environ, start_response)
        if settings.COUNT_BY == "beacon" or environ["REQUEST_METHOD"] != "GET" or not is_reader(environ):
            return self.application(environ, start_response)

        def counted(status, headers, exc_info=None):
            if status[:3] in {"200", "304"}:
                headers = _count(environ, headers)
            return start_response(status, headers, exc_info)

        return self.application(environ, counted)


def is_reader(environ) -> bool:
    purpose = environ.get("HTTP_SEC_PURPOSE", "") + environ.get("HTTP_PURPOSE", "") + environ.get("HTTP_X_MOZ", "")
    return (
        not ("prefetch" in purpose or "prerender" in purpose)
        and is_person(environ.get("HTTP_USER_AGENT", "")[:500])
        and not has_cookie(environ, settings.SESSION_COOKIE_NAME)
    )


def has_cookie(environ, name) -> bool:
    cookies = environ.get("HTTP_COOKIE", "")
    return name in cookies and name in parse_cookie(cookies)


def _hear(environ, start_response):
    """Answers a page that tells that it is open."""
    try:
        viewed = beacon.read(environ)
    except beacon.RefusedError:
        return beacon.answer(start_response, "400 Bad Request", [("Content-Length", "0")])
    headers = []
    if is_reader(environ):
        if viewed:
            spool.record(*viewed)
        headers = _begin_visit(environ)
    return beacon.answer(start_response, "204 No Content", headers)


def _count(environ, headers):
    """The headers of a page that was read, with the cookie of a visit that begins."""
    if VIEWED in environ:
        spool.record(*environ[VIEWED])
    cookie = _begin_visit(environ) if _is_page(environ, headers) else []
    if not cookie:
        return headers
    # No cache on the way may give one reader's cookie to the next.
    own = [("Cache-Control", "private, no-cache"), *cookie]
    return [pair for pair in headers if pair[0] != "Cache-Control"] + own


def _begin_visit(environ):
    """The header of the cookie by which a browser is known for the time of a visit; nothing if it has one."""
    if has_cookie(environ, VISIT_COOKIE):
        return []
    spool.record("visit", 0)
    return [("Set-Cookie", _cookie())]


def _is_page(environ, headers):
    named = dict(headers)
    is_html = environ.get(CONTENT_TYPE, named.get("Content-Type", "")).startswith("text/html")
    return is_html and "no-store" not in named.get("Cache-Control", "")  # a shared preview, the login


def _cookie():
    secure = "; Secure" if settings.SESSION_COOKIE_SECURE else ""
    return f"{VISIT_COOKIE}=1; HttpOnly; Max-Age={VISIT_SECONDS}; Path=/; SameSite=Lax{secure}"
