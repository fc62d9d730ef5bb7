"""Answers 400, before any view, to what no reader sends and Django would answer by 500."""

import re

CHARSET = re.compile(r';\s*charset=(?:(?:utf-?8|us-ascii|ascii)|"(?:utf-?8|us-ascii|ascii)")\s*(?=;|\Z)', re.IGNORECASE)
CONTROLS = re.compile(rb"[\x00-\x1f\x7f]")
PAGE = (
    '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Yêu cầu không hợp lệ</title></head>'
    "<body><h1>Yêu cầu không hợp lệ</h1><p>Địa chỉ hoặc dữ liệu gửi lên không đọc được. "
    'Mời quý vị trở về <a href="/">trang chủ</a>.</p></body></html>'
).encode()
HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Length", str(len(PAGE))),
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
]


class Guard:
    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        if is_acceptable(environ):
            return self.application(environ, start_response)
        start_response("400 Bad Request", list(HEADERS))
        return [] if environ.get("REQUEST_METHOD") == "HEAD" else [PAGE]


def is_acceptable(environ) -> bool:
    return (
        # A folder that the site lies under, which gunicorn takes from a header of that name and links would begin with.
        not environ.get("SCRIPT_NAME")
        and is_clean_path(environ.get("PATH_INFO", ""))
        and is_clean_query(environ.get("QUERY_STRING", ""))
        and is_known_charset(environ.get("CONTENT_TYPE", ""))
    )


def is_clean_path(path: str) -> bool:
    """`path` as WSGI gives it: percent-decoded bytes, each as the Latin-1 character of its number (PEP 3333)."""
    try:
        raw = path.encode("latin-1")
        raw.decode("utf-8")
    except UnicodeError:
        return False
    return not CONTROLS.search(raw)


def is_clean_query(query: str) -> bool:
    return "%00" not in query and "\x00" not in query


def is_known_charset(content_type: str) -> bool:
    """Whether every mention of a charset is one of ours; which of several would win is the next parser's secret."""
    return content_type.lower().count("charset") == len(CHARSET.findall(content_type))
