"""Two hundred who send and read as slowly as they can, and one who only wants to read the news."""

import contextlib
import os
import socket
import sqlite3
import ssl
import subprocess
import sys
import time
import urllib.request
from contextlib import closing

import pytest
from django.db import connection

from tests.deploy.conftest import HOST, NGINX, ROOT, Front, free_port
from tests.populated import populate

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="nginx does not know the database"),
    pytest.mark.skipif(not NGINX, reason="no nginx here"),
]
SLOW, ASKED = 200, 20
FORM = (
    b"Origin: https://"
    + HOST.encode()
    + b"\r\nContent-Type: application/x-www-form-urlencoded\r\nCookie: __Host-csrf="
    + b"b" * 32
    + b"\r\n"
)
HEAD = f"Host: {HOST}\r\n".encode()


@pytest.fixture
def site(tmp_path):
    """nginx before gunicorn, both with the settings of a real installation."""
    populate(30)
    (tmp_path / "var").mkdir()
    with closing(sqlite3.connect(tmp_path / "var" / "govap.sqlite3")) as database:
        connection.connection.backup(database)
    port = free_port()
    environment = os.environ | {
        "INSECURE_HTTP": "0", "TRUSTED_PROXIES": "1", "ALLOWED_HOSTS": HOST, "VAR_DIR": str(tmp_path / "var"),
        "PORT": str(port), "WEB_CONCURRENCY": "2",
    }  # fmt: skip
    command = [sys.executable, "-m", "gunicorn", "-c", "govap/gunicorn.conf.py"]
    with (tmp_path / "log").open("wb") as log:
        gunicorn = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    (tmp_path / "nginx").mkdir()
    front = Front(tmp_path / "nginx", port)
    try:
        await_answer(port)
        yield front
    finally:
        front.close()
        gunicorn.terminate()
        gunicorn.wait(timeout=60)


def await_answer(port):
    for _ in range(200):
        with contextlib.suppress(OSError):
            request = urllib.request.Request(f"http://127.0.0.1:{port}/healthz", headers={"Host": HOST})
            return urllib.request.urlopen(request, timeout=5).close()  # noqa: S310  our own loopback
        time.sleep(0.1)
    raise AssertionError("gunicorn does not answer")


def slow(front, number):
    """A third never ends its head, a third its body, a third does not read what it asked for."""
    raw = socket.create_connection(("127.0.0.1", front.secure), timeout=10)
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    connection = ssl._create_unverified_context().wrap_socket(raw)  # noqa: S323
    connection.sendall(
        [
            b"GET / HTTP/1.1\r\n" + HEAD + b"X-Slow: ",
            b"POST /admin/login/ HTTP/1.1\r\n" + HEAD + FORM + b"Content-Length: 100000\r\n\r\nusername=",
            b"GET / HTTP/1.1\r\n" + HEAD + b"\r\n",
        ][number % 3]
    )
    return connection


def seconds(front):
    """Of each of some readings of the home page, in order."""
    taken = []
    for _ in range(ASKED):
        began = time.monotonic()
        assert front.ask("/", Accept_Encoding="identity")[0] == 200
        taken.append(time.monotonic() - began)
    return sorted(taken)


def test_two_hundred_slow_clients_keep_nobody_from_reading(site):
    alone = seconds(site)[-2]
    with contextlib.ExitStack() as crowd:
        for number in range(SLOW):
            crowd.enter_context(slow(site, number))
        among = seconds(site)[-2]
    # 95 of 100 within a second; on a machine that is busy with other things, hardly longer than without the crowd.
    assert among <= max(1.0, 3 * alone)


def test_what_goes_through_is_the_site(site):
    status, headers, body = site.ask("/", Accept_Encoding="identity")
    assert status == 200
    assert "Bài" in body.decode()
    assert headers["strict-transport-security"]
    assert "server" not in headers or "/" not in headers["server"]
    login = site.ask("/admin/login/")
    assert login[0] == 200
    assert "Secure" in login[1]["set-cookie"]
    assert site.ask("/healthz")[2] == b"ok\n"


def test_while_the_application_is_away_readers_are_told(tmp_path):
    front = Front(tmp_path, free_port())
    try:
        status, headers, body = front.ask("/tin-tuc/")
    finally:
        front.close()
    assert (status, headers["retry-after"], headers["cache-control"]) == (502, "30", "no-store")
    assert "Trang đang được bảo trì" in body.decode()
