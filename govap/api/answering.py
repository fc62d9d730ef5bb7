"""How every address of the API answers: JSON that any page on the web may read, errors too (RFC 9457)."""

from collections.abc import Mapping
from functools import wraps
from http import HTTPStatus

from django.http import Http404, HttpResponse, JsonResponse

from . import asking

METHODS = "GET, HEAD, OPTIONS"
FRESH = "public, max-age=60"  # seconds: what was withdrawn is gone from every cache after a minute
TITLES = {
    HTTPStatus.BAD_REQUEST: "Yêu cầu không hợp lệ",
    HTTPStatus.NOT_FOUND: "Không tìm thấy",
    HTTPStatus.METHOD_NOT_ALLOWED: "Chỉ đọc",
}


def answers(*names: str):
    """Wraps a view(request, asked, …) that returns what JSON can say; `names` of asking.PARAMETERS that it takes."""

    def decorate(view):
        @wraps(view)
        def answer(request, *args, **kwargs):
            return opened(_answer(request, lambda: view(request, asking.read(request.GET, names), *args, **kwargs)))

        answer.parameters = names
        return answer

    return decorate


def told(content, **more):
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False}, **more)


def opened(response):
    """Marks a response as readable by scripts of any other site; it says the same to everybody."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Methods"] = METHODS
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _answer(request, view):
    if request.method == "OPTIONS":
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Allow": METHODS, "Access-Control-Max-Age": "86400"})
    if request.method not in METHODS:
        return _problem(HTTPStatus.METHOD_NOT_ALLOWED, "Giao diện này chỉ để đọc: xin dùng GET.", {"Allow": METHODS})
    try:
        response = told(view())
    except asking.AskedWrong as wrong:
        return _problem(HTTPStatus.BAD_REQUEST, str(wrong))
    except Http404 as missing:
        return _problem(HTTPStatus.NOT_FOUND, str(missing))
    response.headers["Cache-Control"] = FRESH
    return response


def _problem(status: HTTPStatus, detail: str, headers: Mapping[str, str] | None = None):
    content = {"status": status.value, "title": TITLES[status], "detail": detail}
    return told(content, status=status, content_type="application/problem+json; charset=utf-8", headers=headers)
