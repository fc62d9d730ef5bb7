import logging

from django.db import close_old_connections

log = logging.getLogger(__name__)


class BeforeRequest:
    """Calls `job` before a request is answered; a failure is a log line, and the request is answered all the same."""

    def __init__(self, application, job):
        self.application = application
        self.job = job

    def __call__(self, environ, start_response):
        try:
            self.job()
        except Exception:
            log.exception("Việc đến hạn trước khi trả lời bị lỗi.")
            close_old_connections()
        return self.application(environ, start_response)
