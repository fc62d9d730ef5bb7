"""A page that is opened counts once: when it is sent or, if it was fetched ahead, when somebody sees it."""

import pytest

from govap.counting.readers import Counting
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)
AHEAD = """([kind, address]) => {
    const rules = document.createElement("script");
    rules.type = "speculationrules";
    rules.textContent = JSON.stringify({[kind]: [{urls: [address], eagerness: "immediate"}]});
    document.head.append(rules);
}"""


class Ordinary:
    """The counter before the server's application, for a browser that does not say that it is driven."""

    def __init__(self, application):
        self.application, self.asked = Counting(application), []

    def __call__(self, environ, start_response):
        self.asked.append((environ["PATH_INFO"], environ.get("HTTP_SEC_PURPOSE", "")))
        environ["HTTP_USER_AGENT"] = environ.get("HTTP_USER_AGENT", "").replace("Headless", "")
        return self.application(environ, start_response)


@pytest.fixture(params=["server", "beacon"])
def counter(request, in_turn, settings, tmp_path):
    settings.VAR_DIR, settings.COUNT_BY = tmp_path, request.param
    in_turn.app = Ordinary(in_turn.app)
    return in_turn.app


@pytest.fixture
def lines(counter, tmp_path, page):
    def counted(kind):
        page.wait_for_timeout(300)  # for what is told when nobody waits for it
        return "".join(path.read_text() for path in tmp_path.glob("spool/*")).count(kind)

    return counted


def test_opened_page_counts_once(page, live_server, lines, foreign):
    address = make_article().get_absolute_url()
    page.goto(live_server.url + address)
    assert (lines("article "), lines("visit ")) == (1, 1)
    page.reload()
    assert (lines("article "), lines("visit ")) == (2, 1)
    page.goto(live_server.url)
    assert (lines("article "), lines("visit ")) == (2, 1)
    assert foreign == []


@pytest.mark.parametrize("kind", ["prefetch", "prerender"])
def test_page_fetched_ahead_counts_when_it_is_opened(browser, live_server, counter, lines, kind):
    address = make_article().get_absolute_url()
    page = browser.new_context(bypass_csp=True).new_page()
    page.goto(f"{live_server.url}/tin-tuc/")
    page.evaluate("navigator.serviceWorker.ready.then((found) => found.active.state)")
    page.reload()  # from here on the worker stands in between
    assert page.evaluate("navigator.serviceWorker.controller !== null")
    page.evaluate(AHEAD, [kind, address])
    page.wait_for_timeout(1000)
    ahead = [purpose for path, purpose in counter.asked if path == address]
    if not ahead:
        pytest.skip(f"this browser does no {kind}")
    assert "prefetch" in ahead[0]
    assert lines("article ") == 0
    page.evaluate("address => { location.href = address }", address)
    page.wait_for_url(live_server.url + address)
    assert lines("article ") == 1
    assert [purpose for path, purpose in counter.asked if path == address] == ahead  # it was not asked for again
    page.context.close()


def test_pointing_at_a_link_fetches_its_page_ahead(page, live_server, counter, lines, foreign):
    address = make_article().get_absolute_url()
    page.goto(f"{live_server.url}/tin-tuc/")
    link = page.locator(f"main a[href='{address}']").first
    with page.expect_event("request", lambda request: request.url.endswith(address), timeout=10_000):
        link.hover()
    page.wait_for_timeout(500)
    assert lines("article ") == 0
    link.click()
    page.wait_for_url(live_server.url + address)
    assert page.evaluate("performance.getEntriesByType('navigation')[0].deliveryType") == "navigational-prefetch"
    assert lines("article ") == 1
    assert [purpose for path, purpose in counter.asked if path == address] == ["prefetch"]
    assert foreign == []
