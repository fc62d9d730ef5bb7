"""Public pages as finished bytes, before Django: docs/decisions/0010."""

from functools import partial
from threading import Lock

from .codings import coding_of
from .kept import FACT, Kept, is_current, may_be_kept, validators
from .keys import asked_page, bare_environ
from .silence import unavailable
from .store import Store

SOON = 0.8  # of its time: from then on one request makes a page anew while others get the former one
PATIENCE = 2  # seconds that others wait for the one who makes a page
STRIPES = 64


class PageCache:
    """Answers GET and HEAD of pages that declare a policy; all else is the application's.

    A page is made from its key alone, so nothing else of a request can get into it. `limit` is in bytes; with 0 every
    request goes to the application.
    """

    def __init__(self, application, freshness, limit):
        self.application = application
        self.freshness = freshness
        self.store = Store(limit)
        self._making = [Lock() for _ in range(STRIPES)]
        self._taken_off = None

    def __call__(self, environ, start_response):
        asked = asked_page(environ) if self.store.limit else None
        if asked is None or not (self.freshness.is_known or self.freshness.is_silent):
            return self.application(environ, start_response)
        self._heed_what_was_taken_off()
        return self._answer(*asked)(environ, start_response)

    def _heed_what_was_taken_off(self):
        if self._taken_off != self.freshness.taken_off:
            self._taken_off = self.freshness.taken_off
            self.store.clear()

    def _answer(self, key, policy):
        """The WSGI application that answers a key: a kept page, or what came instead of one."""
        page = self.store.get(key)
        if self.freshness.is_silent:
            return partial(send, page, is_stale=True) if page and self._is_shown_in_need(page) else unavailable
        if page and self._is_good(page, policy.seconds * SOON):
            return partial(send, page)
        return self._make_alone(key, policy, page)

    def _make_alone(self, key, policy, former):
        is_former_good = former and self._is_good(former, policy.seconds)
        lock = self._making[hash(key) % STRIPES]
        if not lock.acquire(timeout=0 if is_former_good else PATIENCE):
            return partial(send, former) if is_former_good else self._make(key, former)
        try:
            page = self.store.get(key)  # somebody may have made it while this one waited
            is_made = page and self._is_good(page, policy.seconds * SOON)
            return partial(send, page) if is_made else self._make(key, former)
        finally:
            lock.release()

    def _is_good(self, page, seconds):
        return page.version == self.freshness.version and page.age < seconds

    def _is_shown_in_need(self, page):
        """Whether nothing has been taken off the site since the page was begun: one that was being made meanwhile comes
        into memory after it was emptied."""
        return page.version[1] == self.freshness.taken_off

    def _make(self, key, former):
        version = self.freshness.version  # before the page is made: what changes meanwhile makes it old at once
        made = Made(self.application, key)
        if made.is_failure and former and self._is_shown_in_need(former):
            return partial(send, former, is_stale=True)
        if not may_be_kept(made.status, made.headers):
            self.store.drop(key)
            return made
        page = Kept(made.headers, made.body, made.facts, version)
        self.store.put(key, page)
        return partial(send, page)


def send(page, environ, start_response, *, is_stale=False):
    """Answer with a kept page, as a WSGI application does."""
    coding = coding_of(environ.get("HTTP_ACCEPT_ENCODING", ""))
    etag, headers = page.head(coding)
    environ |= page.facts
    age = [("Age", str(int(page.age)))] if is_stale else []
    if is_current(etag, environ.get("HTTP_IF_NONE_MATCH", "")):
        start_response("304 Not Modified", [*validators(etag), *age])
        return []
    start_response("200 OK", headers + age)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [page.body(coding)]


class Made:
    """What the application answers to a key."""

    def __init__(self, application, key):
        environ = bare_environ(key)
        body = application(environ, self._start)
        try:
            self.body = b"".join(body)
        finally:
            if hasattr(body, "close"):
                body.close()
        self.facts = {name: value for name, value in environ.items() if name.startswith(FACT)}
        self.is_failure = self.status.startswith("5")

    def _start(self, status, headers, exc_info=None):
        self.status, self.headers = status, headers

    def __call__(self, environ, start_response):
        environ |= self.facts
        start_response(self.status, list(self.headers))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [self.body]
