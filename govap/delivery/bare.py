"""Whole answers below Django's handler, from templates that need no database, no request and no script."""

from functools import cache

from django.template.loader import render_to_string

POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
]


@cache
def page(template: str) -> bytes:
    return render_to_string(template).encode()


def answer(environ, start_response, status: str, template: str, *headers: tuple[str, str]) -> list[bytes]:
    """Answer as a WSGI application does."""
    body = page(template)
    start_response(status, [*HEADERS, *headers, ("Content-Length", str(len(body)))])
    return [] if environ.get("REQUEST_METHOD") == "HEAD" else [body]
