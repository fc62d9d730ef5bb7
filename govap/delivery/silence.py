"""What is answered while the database is silent."""

import sys
from http import HTTPStatus

from django.http import HttpResponse
from django.views.decorators.csrf import requires_csrf_token
from django.views.defaults import server_error

from . import bare
from .freshness import SILENT

RETRY_AFTER = ("Retry-After", "5")


def unavailable(environ, start_response):
    """A WSGI application: 503 for a page that is not known."""
    return bare.answer(environ, start_response, "503 Service Unavailable", "503.html", RETRY_AFTER)


@requires_csrf_token
def failed(request):
    """The handler of 500: an error of the database's absence is a 503 that says so, any other our own fault."""
    if not isinstance(sys.exc_info()[1], SILENT):
        return server_error(request)
    template = "503.html" if request.method in {"GET", "HEAD"} else "503_saving.html"
    response = HttpResponse(bare.page(template), status=HTTPStatus.SERVICE_UNAVAILABLE)
    response.headers[RETRY_AFTER[0]] = RETRY_AFTER[1]
    response.headers["Cache-Control"] = "no-store"
    response._has_been_logged = True  # said once by Freshness, not with each request and its traceback
    return response
