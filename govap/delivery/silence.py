"""What is answered while the database is silent: finished bytes that need nothing."""

import sys
from http import HTTPStatus

from django.http import HttpResponse
from django.views.decorators.csrf import requires_csrf_token
from django.views.defaults import server_error

from .freshness import SILENT
from .guard import HEADERS

RETRY_AFTER = ("Retry-After", "5")
PAGE = (
    '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Trang đang bận</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
    "<body><main><h1>{title}</h1><p>{words}</p></main></body></html>"
)
READING = PAGE.format(
    title="Trang đang bận",
    words="Cổng thông tin tạm thời không đọc được dữ liệu. Mời quý vị mở lại sau ít phút, hoặc trở về "
    '<a href="/">trang chủ</a>.',
).encode()
WRITING = PAGE.format(
    title="Chưa lưu được",
    words="Cơ sở dữ liệu tạm ngừng nên việc vừa gửi chưa được ghi. Chữ đang soạn vẫn được giữ trong trình duyệt: "
    "xin đừng đóng trang soạn bài, đợi ít phút rồi bấm “Quay lại” và lưu lại.",
).encode()


def unavailable(environ, start_response):
    """A WSGI application: 503 for a page that is not known."""
    headers = [pair for pair in HEADERS if pair[0] != "Content-Length"]
    start_response("503 Service Unavailable", [*headers, RETRY_AFTER, ("Content-Length", str(len(READING)))])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [READING]


@requires_csrf_token
def failed(request):
    """The handler of 500: an error of the database's absence is a 503 that says so, any other our own fault."""
    if not isinstance(sys.exc_info()[1], SILENT):
        return server_error(request)
    body = READING if request.method in {"GET", "HEAD"} else WRITING
    response = HttpResponse(body, status=HTTPStatus.SERVICE_UNAVAILABLE)
    response.headers[RETRY_AFTER[0]] = RETRY_AFTER[1]
    response.headers["Cache-Control"] = "no-store"
    response._has_been_logged = True  # said once by Freshness, not with each request and its traceback
    return response
