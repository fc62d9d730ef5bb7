"""Which requests are views by a reader: no bots, prefetches, HEAD or staff."""

import re
from functools import lru_cache

from django.conf import settings
from django.http import parse_cookie

from . import spool

BOTS = re.compile(
    r"bot|crawl|spider|slurp|preview|facebookexternalhit|curl|wget|python|headless|lighthouse|monitor", re.IGNORECASE
)
VISIT_COOKIE, VISIT_SECONDS = "luot", 30 * 60
VIEWED = "govap.viewed"
CONTENT_TYPE = "govap.content_type"  # of a page that did not come from Django


def note_view(request, kind, object_id):
    """Says what this page is a view of; `Counting` counts it, now and each time that the same bytes are sent again."""
    request.META[VIEWED] = (kind, object_id)


class Counting:
    """Counts, as a WSGI wrapper, views and one visit a browser in thirty minutes by a cookie that says nothing else."""

    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        if not is_reader(environ):
            return self.application(environ, start_response)

        def counted(status, headers, exc_info=None):
            if status[:3] in {"200", "304"}:
                headers = _count(environ, headers)
            return start_response(status, headers, exc_info)

        return self.application(environ, counted)


def is_reader(environ) -> bool:
    prefetch = environ.get("HTTP_SEC_PURPOSE", "") + environ.get("HTTP_PURPOSE", "")
    return (
        environ["REQUEST_METHOD"] == "GET"
        and "prefetch" not in prefetch
        and is_person(environ.get("HTTP_USER_AGENT", "")[:500])
        and not has_cookie(environ, settings.SESSION_COOKIE_NAME)
    )


@lru_cache(maxsize=2048)
def is_person(agent: str) -> bool:
    return bool(agent) and not BOTS.search(agent)


def has_cookie(environ, name) -> bool:
    cookies = environ.get("HTTP_COOKIE", "")
    return name in cookies and name in parse_cookie(cookies)


def _count(environ, headers):
    """The headers of a page that was read, with the cookie of a visit that begins."""
    if VIEWED in environ:
        spool.record(*environ[VIEWED])
    if not _is_page(environ, headers) or has_cookie(environ, VISIT_COOKIE):
        return headers
    spool.record("visit", 0)
    # No cache on the way may give one reader's cookie to the next.
    own = [("Cache-Control", "private, no-cache"), ("Set-Cookie", _cookie())]
    return [pair for pair in headers if pair[0] != "Cache-Control"] + own


def _is_page(environ, headers):
    named = dict(headers)
    is_html = environ.get(CONTENT_TYPE, named.get("Content-Type", "")).startswith("text/html")
    return is_html and "no-store" not in named.get("Cache-Control", "")  # a shared preview, the login


def _cookie():
    secure = "; Secure" if settings.SESSION_COOKIE_SECURE else ""
    return f"{VISIT_COOKIE}=1; HttpOnly; Max-Age={VISIT_SECONDS}; Path=/; SameSite=Lax{secure}"
