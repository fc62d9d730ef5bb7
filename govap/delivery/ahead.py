"""Which pages a browser may fetch as soon as its reader seems to go there, so that they stand at once.

A page fetched ahead is handed out and not counted (govap/counting/readers.py); when somebody opens it, it says so
(static/js/count.js). The rules have an address of their own, which a header names: written into the page, they would
need an exception from the Content-Security-Policy.
"""

from http import HTTPStatus

from django.conf import settings
from django.urls import reverse

PAGES = ["/", "/tin-tuc/*", "/chuyen-muc/*", "/the/*", "/theo-ngay/*", "/video/*"]
RULES = {
    "prefetch": [
        {
            "where": {"and": [{"href_matches": PAGES}, {"not": {"href_matches": "/*.html"}}]},
            "eagerness": "moderate",
        }
    ]
}
CONTENT_TYPE = "application/speculationrules+json"


class AheadMiddleware:
    """Names the rules on public pages; those of who is logged in are kept nowhere, so not ahead either."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if self._is_for_readers(request, response):
            response.headers["Speculation-Rules"] = f'"{reverse("ahead")}"'
        return response

    def _is_for_readers(self, request, response):
        return (
            response.status_code == HTTPStatus.OK
            and hasattr(getattr(request.resolver_match, "func", None), "page_policy")
            and response.headers.get("Content-Type", "").startswith("text/html")
            and settings.SESSION_COOKIE_NAME not in request.COOKIES
        )
