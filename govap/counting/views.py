"""Which requests are views by a reader: no bots, prefetches, HEAD or staff."""

import re

from django.conf import settings

from . import spool

BOTS = re.compile(
    r"bot|crawl|spider|slurp|preview|facebookexternalhit|curl|wget|python|headless|lighthouse|monitor", re.IGNORECASE
)
VISIT_COOKIE, VISIT_SECONDS = "luot", 30 * 60


def is_reader(request) -> bool:
    agent = request.headers.get("User-Agent", "")
    prefetch = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    return request.method == "GET" and bool(agent) and not BOTS.search(agent) and "prefetch" not in prefetch


def count_view(request, kind, object_id):
    if is_reader(request) and settings.SESSION_COOKIE_NAME not in request.COOKIES:
        spool.record(kind, object_id)


class VisitMiddleware:
    """One visit a browser in thirty minutes, told by a cookie that says nothing else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if self._is_page(response) and is_reader(request) and not self._is_known(request):
            spool.record("visit", 0)
            response.set_cookie(
                VISIT_COOKIE, "1", max_age=VISIT_SECONDS, httponly=True, samesite="Lax", secure=request.is_secure()
            )
        return response

    @staticmethod
    def _is_page(response):
        is_html = response.headers.get("Content-Type", "").startswith("text/html")
        is_unlisted = "no-store" in response.headers.get("Cache-Control", "")  # a shared preview, the login
        return response.status_code == 200 and is_html and not is_unlisted

    @staticmethod
    def _is_known(request):
        return VISIT_COOKIE in request.COOKIES or settings.SESSION_COOKIE_NAME in request.COOKIES
