"""The worker answers pages that cannot be fetched, and costs no view and no second request of those that can."""

import pytest

from govap.counting.readers import is_reader
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)


class Line:
    """The server's application, and what it was asked for by readers."""

    def __init__(self, application):
        self.application, self.asked = application, []

    def __call__(self, environ, start_response):
        agent = environ.get("HTTP_USER_AGENT", "").replace("Headless", "")
        if is_reader(environ | {"HTTP_USER_AGENT": agent}):
            self.asked.append(environ["PATH_INFO"])
        return self.application(environ, start_response)


@pytest.fixture
def line(in_turn):
    in_turn.app = Line(in_turn.app)
    return in_turn.app


def test_a_page_that_cannot_be_fetched_says_so_and_others_are_asked_for_once(page, live_server, line):
    read, missed = (make_article(title=title).get_absolute_url() for title in ("Đọc được", "Đọc sau"))
    page.goto(live_server.url)
    page.evaluate("navigator.serviceWorker.ready.then((found) => found.active.state)")
    line.asked.clear()

    page.goto(live_server.url + read)
    assert page.evaluate("navigator.serviceWorker.controller !== null")
    page.reload()
    assert page.locator("h1").inner_text() == "Đọc được"
    assert line.asked.count(read) == 2  # one for each time it was read

    page.context.set_offline(True)
    page.goto(live_server.url + missed)
    assert page.locator("h1").inner_text() == "Không có kết nối mạng"
    assert page.url == live_server.url + missed
    assert page.locator("main").evaluate("(main) => getComputedStyle(main).maxWidth") != "none"  # with its looks
    assert line.asked.count(missed) == 0

    page.context.set_offline(False)
    page.get_by_role("link", name="Thử lại").click()
    page.get_by_role("heading", name="Đọc sau").wait_for()
    assert line.asked.count(missed) == 1
