"""Answers 400, before any view, to what no reader sends and Django would answer by 500."""

import re

from . import bare

CHARSET = re.compile(r';\s*charset=(?:(?:utf-?8|us-ascii|ascii)|"(?:utf-?8|us-ascii|ascii)")\s*(?=;|\Z)', re.IGNORECASE)
CONTROLS = re.compile(rb"[\x00-\x1f\x7f]")


class Guard:
    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        if is_acceptable(environ):
            return self.application(environ, start_response)
        return bare.answer(environ, start_response, "400 Bad Request", "400.html")


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
