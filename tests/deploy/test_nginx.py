"""What deploy/nginx.conf lets through, and what it tells the application."""

import gzip
import json
import re
import socket
import ssl
import time

import pytest
from django.template.loader import render_to_string

from govap.delivery.media import headers_for
from govap.library import documents, images
from tests.deploy.conftest import HOST, ROOT
from videos import models as videos


def told(front, path="/", **headers):
    return json.loads(front.ask(path, **headers)[2])["headers"]


def test_the_application_learns_host_scheme_and_address_from_nginx_alone(echo):
    found = told(
        echo,
        X_Forwarded_For="6.6.6.6",
        X_Forwarded_Proto="http",
        X_Forwarded_Host="xau.example",
        Forwarded="for=6.6.6.6",
    )
    assert found["host"] == HOST
    assert found["x-forwarded-for"] == "127.0.0.1"
    assert found["x-forwarded-proto"] == "https"
    assert not {"x-forwarded-host", "forwarded", "x-real-ip", "x-forwarded-port"} & found.keys()


def test_plain_http_is_sent_on(echo):
    status, headers, _ = echo.ask("/tin-tuc/?a=1", secure=False)
    assert (status, headers["location"]) == (301, f"https://{HOST}/tin-tuc/?a=1")


@pytest.mark.parametrize("secure", [True, False])
def test_another_host_gets_no_answer(echo, secure):
    with pytest.raises((ConnectionError, ssl.SSLError)):
        echo.ask("/", secure=secure, Host="xau.example")


@pytest.mark.parametrize("name", ["dang-nang-cap.html", "yeu-cau-qua-lon.html"])
def test_pages_of_nginx_load_what_the_other_error_pages_load(name):
    def loaded(page):
        return re.findall(r"<(?:link|meta)[^>]*>|<body[^>]*>", page)

    assert loaded((ROOT / "deploy" / name).read_text()) == loaded(render_to_string("plain.html"))


def ask_as_a_browser(front, head):
    """What nginx answers to these bytes under the name that a browser tells with its first word of TLS."""
    plain = socket.create_connection(("127.0.0.1", front.secure), timeout=30)
    with ssl._create_unverified_context().wrap_socket(plain, server_hostname=HOST) as line:  # noqa: S323  our own
        line.sendall(head.encode())
        return b"".join(iter(lambda: line.recv(65536), b"")).decode()


@pytest.mark.parametrize(
    ("path", "cookie", "status"), [("/tim-kiem/?q=" + "%C6%B0" * 3000, "", 414), ("/", "a" * 9000, 400)]
)
def test_too_long_an_address_or_head_is_answered_in_vietnamese(echo, path, cookie, status):
    answer = ask_as_a_browser(echo, f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nCookie: k={cookie}\r\n\r\n")
    assert answer.startswith(f"HTTP/1.1 {status} ")
    assert "Mời bạn rút ngắn từ khóa" in answer
    assert "Cache-Control: no-store" in answer


def test_an_address_as_long_as_nginx_takes_reaches_the_application(echo):
    path = "/tim-kiem/?q=" + "%C6%B0" * 1300
    assert json.loads(echo.ask(path)[2])["path"] == path


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [
        ("/tim-kiem/", 2**20 + 1, 413),
        ("/admin/library/image/add/", 2 * 2**20, 200),
        ("/admin/library/document/add/", 56 * 2**20, 413),
        ("/admin/videos/video/add/", 511 * 2**20, 413),
    ],
)
def test_bodies_have_a_limit_for_each_place(echo, path, size, status):
    connection = echo.connect()
    connection.putrequest("POST", path, skip_host=True)
    connection.putheader("Host", HOST)
    connection.putheader("Content-Length", str(size))
    connection.endheaders(b"" if status == 413 else bytes(size))
    assert connection.getresponse().status == status
    connection.close()


@pytest.mark.parametrize(
    ("location", "largest"),
    [("/admin/", max(documents.MAX_BYTES, images.MAX_BYTES)), ("/admin/videos/", videos.MAX_BYTES)],
)
def test_limits_fit_what_the_application_takes(location, largest):
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    limit = int(re.search(rf"location {location} {{\s+client_max_body_size (\d+)m;", text)[1]) * 2**20
    assert largest + 2**20 <= limit  # a form is more than its file


@pytest.mark.parametrize(
    "name", ["a.jpg", "a.png", "a.webp", "a.avif", "a.gif", "a.mp4", "a.webm", "a.mp3", "a.m4a", "a.vtt", "a.pdf",
             "a.html", "a.svg", "a.HTML", "a.js", "a", "a.docx", "a.jpg.html", "a.css"],
)  # fmt: skip
def test_media_as_the_application_hands_it_out(echo, name):
    (echo.media / name).write_bytes(b"<script>alert(1)</script>")
    status, headers, body = echo.ask(f"/media/{name}")
    ours = {key.lower(): value for key, value in headers_for(name)}
    assert (status, body) == (200, b"<script>alert(1)</script>")
    assert headers["content-type"] == ours["content-type"]
    assert headers.get("content-disposition") == ours.get("content-disposition")
    assert headers["cache-control"] == ours["cache-control"]
    assert headers["accept-ranges"] == "bytes"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "default-src 'none'" in headers["content-security-policy"]


@pytest.mark.parametrize("path", [".kin", ".govap-khoi-phuc/tep", "b/.b/c.jpg"])
def test_hidden_media_stay_hidden(echo, path):
    (echo.media / path).parent.mkdir(parents=True, exist_ok=True)
    (echo.media / path).write_bytes(b"kin")
    assert echo.ask(f"/media/{path}")[0] == 404
    assert echo.ask("/media/../sao-luu.json")[0] in {400, 404, 200}  # of the application, never of the disk
    assert b"kin" not in echo.ask("/media/%2e%2e/privkey.pem")[2]


@pytest.mark.parametrize("path", ["van-ban", "%76an-ban", "./van-ban", "a/../van-ban", "/van-ban"])
def test_documents_are_asked_of_the_application(echo, path):
    """Which knows whether something public leads to them still."""
    (echo.media / "van-ban").mkdir(exist_ok=True)
    (echo.media / "van-ban" / "a.pdf").write_bytes(b"kin")
    status, _, body = echo.ask(f"/media/{path}/a.pdf")
    assert status == 200
    assert json.loads(body)["path"].endswith("an-ban/a.pdf")


def test_part_of_a_video(echo):
    (echo.media / "phim.mp4").write_bytes(bytes(range(100)))
    status, headers, body = echo.ask("/media/phim.mp4", Range="bytes=10-19")
    assert (status, body, headers["content-range"]) == (206, bytes(range(10, 20)), "bytes 10-19/100")


def test_static_files_stay_for_ever_and_go_compressed(echo):
    (echo.static / "a.0123456789ab.css").write_text("body{}" * 100)
    (echo.static / "a.0123456789ab.css.gz").write_bytes(gzip.compress(b"body{}" * 100))
    (echo.static / "a.css").write_text("body{}")
    status, headers, body = echo.ask("/static/a.0123456789ab.css", Accept_Encoding="gzip")
    assert (status, headers["content-encoding"], headers["content-type"]) == (200, "gzip", "text/css")
    assert gzip.decompress(body) == b"body{}" * 100
    assert "immutable" in headers["cache-control"]
    assert headers["x-content-type-options"] == "nosniff"
    assert "immutable" not in echo.ask("/static/a.css")[1]["cache-control"]


def test_the_log_names_no_reader(echo):
    echo.ask("/tin-tuc/?q=rieng-tu", User_Agent="Firefox/150")
    for _ in range(50):
        if "/tin-tuc/" in (log := (echo.home / "govap.log").read_text()):
            break
        time.sleep(0.05)
    assert "/tin-tuc/" in log
    assert not any(word in log for word in ("127.0.0.1", "Firefox", "rieng-tu"))


def test_a_head_that_never_ends_is_let_go(echo):
    """Told by the configuration: waiting for it would take ten seconds."""
    with socket.create_connection(("127.0.0.1", echo.plain)) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost: " + HOST.encode() + b"\r\nX-Slow: ")
        assert echo.ask("/")[0] == 200
    text = (echo.home / "govap.conf").read_text()
    assert text.count("client_header_timeout 10s;") == text.count("server {")
