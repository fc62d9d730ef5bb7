import logging

from django.db import close_old_connections

log = logging.getLogger(__name__)


class AfterResponse:
    """Calls `job` when a response has been sent. A whole file keeps the server's sendfile instead."""

    def __init__(self, application, job):
        self.application = application
        self.job = job

    def __call__(self, environ, start_response):
        body = self.application(environ, start_response)
        file_wrapper = environ.get("wsgi.file_wrapper")
        if isinstance(file_wrapper, type) and isinstance(body, file_wrapper):
            return body
        return Body(body, self._run)

    def _run(self):
        try:
            self.job()
        except Exception:
            log.exception("Việc nền sau khi trả lời bị lỗi.")
            close_old_connections()


class Body:
    def __init__(self, body, after):
        self.body = body
        self.after = after

    def __iter__(self):
        return iter(self.body)

    def close(self):
        try:
            if hasattr(self.body, "close"):
                self.body.close()
        finally:
            self.after()
