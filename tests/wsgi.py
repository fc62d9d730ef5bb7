"""The whole site as a server calls it, in this process: guard, counter, page cache, Django."""

import io
from contextlib import contextmanager
from dataclasses import dataclass, field
from unittest.mock import patch
from urllib.parse import unquote_to_bytes

from django.db import connections

from govap.delivery.freshness import Freshness
from govap.tick import appear, next_due
from govap.wsgi import assemble, django_application

READER = "Mozilla/5.0 (Linux; Android 10) Firefox/150.0"
LIMIT = 8 * 1024 * 1024


@dataclass
class Answer:
    status: int
    headers: dict
    body: bytes
    pairs: list = field(repr=False, default_factory=list)

    @property
    def text(self):
        return self.body.decode()


def ask(application, target, method="GET", environ=None, **headers):
    """Send one request; headers by their names in small letters: `accept_encoding="br"`."""
    told = []
    path, _, query = target.partition("?")
    asked = {
        "REQUEST_METHOD": method, "SCRIPT_NAME": "", "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query, "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost", "HTTP_USER_AGENT": READER, "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(), "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True, "wsgi.multiprocess": True, "wsgi.run_once": False,
        **{f"HTTP_{name.upper()}": value for name, value in headers.items()}, **(environ or {}),
    }  # fmt: skip
    with connection_kept():
        body = application(asked, lambda status, headers, exc_info=None: told.append((status, headers)))
        content = b"".join(body)
        if hasattr(body, "close"):
            body.close()
    [(status, pairs)] = told
    return Answer(int(status.split()[0]), dict(pairs), content, pairs)


@contextmanager
def connection_kept():
    """A server lets go of connections between requests: one that is in a test's transaction must stay."""
    own = connections["default"]
    if own.in_atomic_block:
        with patch.object(own, "close_if_unusable_or_obsolete"):
            yield
    else:
        yield


class Counted:
    """A WSGI application that knows how often it was called."""

    def __init__(self, application):
        self.application, self.calls = application, 0

    def __call__(self, environ, start_response):
        self.calls += 1
        return self.application(environ, start_response)


class Site:
    """`site.get("/")`; `site.made` is how often Django was asked."""

    def __init__(self, limit=LIMIT, application=django_application):
        self.django = Counted(application)
        self.freshness = Freshness(appear, next_due)
        self.application = assemble(self.django, self.freshness, limit, after=lambda: None)

    @property
    def made(self):
        return self.django.calls

    def get(self, target, **headers):
        return ask(self.application, target, **headers)

    def ask(self, method, target, **headers):
        return ask(self.application, target, method, **headers)
