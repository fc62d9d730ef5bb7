"""What browsers are told on every page, and what guessing passwords meets."""

import pytest
import time_machine
from django.contrib.auth.hashers import make_password
from django.urls import reverse

from govap.editorial.models import User

PASSWORD = "mat-khau-rat-dai-2017"
PAGES = ["/", "/tin-tuc/", "/tim-kiem/", "/video/", "/rss/", "/khong-co-trang-nay/", "/admin/login/"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def reporter():
    return User.objects.create_user("phong-vien", password=PASSWORD, is_staff=True)


def log_in(client, password, username="phong-vien", address="10.0.0.1"):
    return client.post("/admin/login/", {"username": username, "password": password}, REMOTE_ADDR=address)


@pytest.mark.parametrize("path", PAGES)
def test_policy_is_closed(client, path):
    policy = client.get(path)["Content-Security-Policy"]
    directives = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
    assert directives["default-src"] == directives["frame-ancestors"] == directives["base-uri"] == "'none'"
    assert directives["form-action"] == directives["style-src"] == directives["img-src"] == "'self'"
    assert not {"unsafe-inline", "unsafe-eval", "data:", "https:", "*"} & set(policy.replace("'", " ").split())


@pytest.mark.parametrize("path", [*PAGES, "/healthz", "/robots.txt"])
def test_headers(client, path):
    response = client.get(path)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert response["X-Frame-Options"] == "DENY"


def test_hsts_over_tls(client, settings):
    settings.SECURE_HSTS_SECONDS = 31536000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    response = type(client)().get("/healthz", secure=True)
    assert response["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_plain_http_is_sent_to_tls(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    fresh = type(client)()
    assert fresh.get("/tin-tuc/")["Location"] == "https://testserver/tin-tuc/"
    assert fresh.get("/healthz").status_code == 200


@pytest.mark.parametrize("path", ["/", "/tin-tuc/", "/tim-kiem/?q=a"])
def test_citizens_get_no_session(client, path):
    response = client.get(path)
    assert "session" not in response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("path", ["/admin/", "/admin/login/", "/"])
def test_nothing_of_staff_is_stored(client, reporter, path):
    client.force_login(reporter)
    assert "no-store" in client.get(path)["Cache-Control"]


def test_admin_is_not_stored_for_strangers_either(client):
    assert "no-store" in client.get("/admin/")["Cache-Control"]


def test_passwords_are_kept_by_argon2():
    assert make_password(PASSWORD).startswith("argon2$")


def test_ten_wrong_passwords_close_the_door(client, reporter):
    answers = [log_in(client, f"sai-{number}").status_code for number in range(10)]
    assert answers == [200] * 9 + [429]
    refused = log_in(client, PASSWORD)
    assert refused.status_code == 429
    assert 'lang="vi"' in refused.content.decode()


def test_the_door_is_closed_for_that_user_and_address_only(client, reporter):
    User.objects.create_user("bien-tap", password=PASSWORD, is_staff=True)
    for number in range(10):
        log_in(client, f"sai-{number}")
    assert log_in(client, PASSWORD, address="10.0.0.2").status_code == 302
    assert log_in(client, PASSWORD, username="bien-tap").status_code == 302


def test_the_door_opens_after_five_minutes(client, reporter):
    with time_machine.travel("2026-01-05 08:00+07:00", tick=False) as clock:
        for number in range(10):
            log_in(client, f"sai-{number}")
        clock.shift(200)
        assert log_in(client, PASSWORD).status_code == 429
        clock.shift(101)
        assert log_in(client, PASSWORD).status_code == 302


def test_success_forgets_earlier_slips(client, reporter):
    for _ in range(2):
        for number in range(9):
            log_in(client, f"sai-{number}")
        assert log_in(client, PASSWORD).status_code == 302


@pytest.mark.parametrize("path", ["/", "/robots.txt", "/tin-tuc/", "/sitemap.xml", "/khong-co-trang-nay/"])
def test_admin_is_not_named_in_public(client, path):
    assert reverse("admin:index") not in client.get(path).content.decode()
