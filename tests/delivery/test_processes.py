"""Two gunicorns of two workers on one PostgreSQL that can be stopped: what is seen through all of them, and when."""

import os
import re
import threading
import time
from collections import Counter

import pytest

from tests.gunicorn import environment_of, migrate, serving
from tests.publishing import Publisher
from tests.with_postgres import Cluster, binaries

PROMISED = 1.0  # seconds from the end of the act
ROUNDS = int(os.environ.get("SOAK_ROUNDS", "5"))
BROWSER = "User-Agent: Mozilla/5.0 (X11; Linux x86_64) Firefox/150.0"
VISITED = "Cookie: luot=1"
pytestmark = pytest.mark.skipif(
    not (binaries() and os.environ.get("GOVAP_TEST_POSTGRES")), reason="belongs to the suite on PostgreSQL"
)


@pytest.fixture(scope="module")
def cluster():
    found = Cluster(binaries())
    found.start()
    yield found
    found.remove()


@pytest.fixture(scope="module")
def house(cluster, tmp_path_factory):
    """(two servers, a publisher)"""
    homes = [tmp_path_factory.mktemp(name) for name in ("one", "two")]
    environments = [environment_of(home, DATABASE_URL=cluster.url, WEB_CONCURRENCY="2") for home in homes]
    migrate(environments[0])
    publisher = Publisher(environments[0])
    with serving(environments[0]) as one, serving(environments[1]) as two:
        yield [one, two], publisher
        publisher.close()


def newest(server):
    return server.ask("GET", "/tin-tuc/", BROWSER)[2].decode()


def test_publication_is_seen_through_every_worker_within_a_second(house):
    servers, publisher = house
    late = []
    for number in range(ROUNDS):
        title = f"Tin thứ {number} vừa đăng"
        done = publisher.publish(title)
        while time.monotonic() < done + PROMISED:
            for server in servers:
                newest(server)
        # Sent after the promised second, and often enough that each worker has answered.
        late += [(number, server.address) for server in servers for _ in range(12) if title not in newest(server)]
    assert late == []


def link(page):
    return re.search(r'href="(/tin-tuc/[^"]+-\d+/)"', page)[1]


def views(server, address):
    page = server.ask("GET", f"{address}?pham-vi=tat-ca", "User-Agent: Googlebot")[2].decode()
    return int(re.search(r"Số lượt người xem: ([\d.]+)", page)[1].replace(".", ""))


class Readers:
    """Threads that read known pages without a pause; `answers` counts (address, status), `ages` those that were old."""

    def __init__(self, servers, addresses):
        self.answers, self.ages, self.is_over = Counter(), 0, threading.Event()
        self.threads = [
            threading.Thread(target=self._read, args=(server, address)) for server in servers for address in addresses
        ]
        for thread in self.threads:
            thread.start()

    def _read(self, server, address):
        while not self.is_over.is_set():
            status, headers, _ = server.ask("GET", address, BROWSER, VISITED)
            self.answers[address, status] += 1
            self.ages += "age" in headers

    def __enter__(self):
        return self

    def __exit__(self, *trouble):
        self.is_over.set()
        for thread in self.threads:
            thread.join()


def until(seconds, is_so):
    end = time.monotonic() + seconds
    while not (answer := is_so()) and time.monotonic() < end:
        time.sleep(0.05)
    return answer


def test_database_stopped_and_started_under_load(house, cluster):
    servers, publisher = house
    publisher.publish("Bài đọc khi mất dữ liệu")
    time.sleep(PROMISED)
    address = link(newest(servers[0]))
    before = views(servers[0], address)
    for server in servers:
        for _ in range(30):  # until each worker knows the pages
            server.ask("GET", "/", "User-Agent: Googlebot")
            server.ask("GET", address, "User-Agent: Googlebot")
    login = form_of_login(servers[0])
    with Readers(servers, ["/", address]) as readers:
        time.sleep(1)
        cluster.stop()
        time.sleep(2)
        is_plainly_told(servers[0], login)
        known_in_silence = readers.ages
        cluster.start()
        started = time.monotonic()
        assert until(20, lambda: servers[0].ask("GET", "/theo-ngay/2001/", BROWSER)[0] == 200)
        recovered = time.monotonic() - started
        time.sleep(2)
        ages = readers.ages
        time.sleep(1)
        assert readers.ages == ages, "still old two seconds after the database was back"
    assert recovered < 2
    assert known_in_silence > 0
    assert {status for _, status in readers.answers} == {200}
    served = readers.answers[address, 200]
    # Both are asked, for each flushes its own spools when it is asked something.
    assert until(30, lambda: {views(server, address) for server in servers} == {before + served})
    lines = [server.log.read_text() for server in servers]
    assert [text.count("Cơ sở dữ liệu không trả lời") for text in lines] == [2, 2]  # one a worker
    assert not any("Traceback" in text for text in lines)


def form_of_login(server):
    _, headers, page = server.ask("GET", "/admin/login/", BROWSER)
    return headers["set-cookie"].partition(";")[0], re.search(r'csrfmiddlewaretoken" value="(\w+)"', page.decode())[1]


def is_plainly_told(server, login):
    """What is said of the silence: to a reader of an unknown page, to who sends something, to ops."""
    status, headers, page = server.ask("GET", "/theo-ngay/2001/", BROWSER)
    assert (status, headers["retry-after"]) == (503, "5")
    assert "tạm thời không đọc được dữ liệu" in page.decode()
    cookie, token = login
    form = f"csrfmiddlewaretoken={token}&username=lan&password=x".encode()
    kind = "Content-Type: application/x-www-form-urlencoded"
    status, headers, page = server.ask("POST", "/admin/login/", BROWSER, f"Cookie: {cookie}", kind, body=form)
    assert (status, headers["retry-after"]) == (503, "5")
    assert "chưa được ghi" in page.decode()
    assert server.ask("GET", "/healthz")[0] == 200
    assert server.ask("GET", "/readyz")[0] == 503
