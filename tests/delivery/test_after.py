import io
import logging
from wsgiref.util import FileWrapper

import pytest

from govap.delivery.after import AfterResponse

pytestmark = pytest.mark.django_db


def run(body, job, environ=None):
    return AfterResponse(lambda environ, start_response: body, job)(environ or {}, None)


def test_job_waits_for_the_end_of_the_response():
    done = []
    body = run([b"a", b"b"], lambda: done.append(1))
    assert (list(body), done) == ([b"a", b"b"], [])
    body.close()
    assert done == [1]


def test_failing_job_is_logged_and_hurts_nobody(caplog):
    def fail():
        raise RuntimeError("hỏng")

    with caplog.at_level(logging.ERROR):
        run([b""], fail).close()
    assert "hỏng" in caplog.text


def test_inner_body_is_closed_first():
    order = []

    class Inner(list):
        def close(self):
            order.append("inner")

    run(Inner(), lambda: order.append("job")).close()
    assert order == ["inner", "job"]


def test_whole_file_keeps_the_servers_wrapper():
    body = FileWrapper(io.BytesIO(b"x"))
    assert run(body, None, {"wsgi.file_wrapper": FileWrapper}) is body
