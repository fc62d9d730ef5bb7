import os
import shutil

import pytest

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


@pytest.fixture
def foreign(page, live_server):
    """Every request of the page to another host, and everything its policy or scripts complained about."""
    found = []
    page.on("request", lambda request: request.url.startswith((live_server.url, "blob:")) or found.append(request.url))
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda message: message.type == "error" and found.append(message.text))
    return found


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
