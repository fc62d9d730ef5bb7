import os
import shutil
import threading

import pytest
from django.db import connection

from govap.search import index
from govap.search.entries import SCOPES

# Playwright's own loop runs in this thread, and Django would refuse to touch the database beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

PASSWORD = "mat-khau-thu-12"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip("no Chromium on this machine")
    return browser_type_launch_args | {"executable_path": path, "args": ["--disable-dev-shm-usage"]}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """SQLite in a file, as on a site. In memory the threads of the server and of the test would lock each other out."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


class InTurn:
    """One request after another, so that a test can see to it that none is under way."""

    def __init__(self):
        self.lock, self.app = threading.RLock(), None

    def __call__(self, environ, start_response):
        with self:
            return self.app(environ, start_response)

    def __enter__(self):
        self.lock.acquire()

    def __exit__(self, *_):
        self.lock.release()


def closed(environ, start_response):
    """Between two tests, while the database is emptied; pages may still be open."""
    start_response("503 Service Unavailable", [("Content-Length", "0")])
    return []


@pytest.fixture(scope="session")
def django_app(live_server):
    return live_server.thread.httpd.get_app()


@pytest.fixture(autouse=True)
def in_turn(live_server, django_app, transactional_db):
    """The server's application, as `in_turn.app`; `with in_turn:` no request is under way."""
    turn = InTurn()
    turn.app = django_app
    live_server.thread.httpd.set_app(turn)
    yield turn
    with turn:
        turn.app = closed


@pytest.fixture
def foreign_to(live_server):
    """Every request of a page to another host, and everything its policy or scripts complained about."""

    def watched(page):
        found = []
        page.on("request", lambda sent: sent.url.startswith((live_server.url, "blob:")) or found.append(sent.url))
        page.on("pageerror", lambda error: found.append(str(error)))
        page.on("console", lambda message: message.type == "error" and found.append(message.text))
        return found

    return watched


@pytest.fixture
def foreign(page, foreign_to):
    return foreign_to(page)


@pytest.fixture
def sign_in(live_server):
    """Log a person in, by the page as it is or by going to the login first."""

    def signed_in(page, username):
        if "/admin/login/" not in page.url:
            page.goto(f"{live_server.url}/admin/")
        page.get_by_label("Tên người dùng").or_(page.get_by_label("Tên đăng nhập")).fill(username)
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.locator("[type=submit]").click()
        page.wait_for_url(lambda address: "/admin/login/" not in address)
        return page

    return signed_in


@pytest.fixture(autouse=True)
def _empty_index(request):
    """A test with real transactions ends by emptying Django's tables; the index keeps its tokens in one of its own."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("transactional_db")
        for scope in SCOPES:
            index.clear(scope)
