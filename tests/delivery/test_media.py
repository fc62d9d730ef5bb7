import os
from pathlib import Path

import pytest
from django.conf import settings

BYTES = bytes(range(256)) * 4
SIZE = len(BYTES)
# Closing a streamed response ends the request, and that looks after database connections.
pytestmark = pytest.mark.django_db


@pytest.fixture
def film():
    path = Path(settings.MEDIA_ROOT) / "video" / "phim.mp4"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(BYTES)
    yield path
    path.unlink()


def write(name, content=b"x"):
    path = Path(settings.MEDIA_ROOT) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def test_whole_file(client, film):
    response = client.get("/media/video/phim.mp4")
    assert (response.status_code, response.getvalue()) == (200, BYTES)
    assert response["Content-Type"] == "video/mp4"
    assert response["Accept-Ranges"] == "bytes"
    assert response["Content-Length"] == str(SIZE)


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-9", 0, 9), ("bytes=100-", 100, SIZE - 1), ("bytes=-10", SIZE - 10, SIZE - 1), ("bytes=0-0", 0, 0),
        ("bytes=5-5", 5, 5), (f"bytes={SIZE - 1}-", SIZE - 1, SIZE - 1), ("bytes=-1", SIZE - 1, SIZE - 1),
        ("bytes=0-999999", 0, SIZE - 1), ("bytes=-999999", 0, SIZE - 1),
    ],
)  # fmt: skip
def test_range(client, film, asked, first, last):
    response = client.get("/media/video/phim.mp4", headers={"Range": asked})
    assert (response.status_code, response.getvalue()) == (206, BYTES[first : last + 1])
    assert response["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert response["Content-Length"] == str(last - first + 1)


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", "bytes=99999-100000", f"bytes={SIZE}-{SIZE}"])
def test_range_beyond_the_end(client, film, asked):
    response = client.get("/media/video/phim.mp4", headers={"Range": asked})
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{SIZE}")


@pytest.mark.parametrize("asked", ["bytes=a-b", "lines=1-2", "bytes", "bytes=0-1,5-6", "bytes=" + "9" * 5000 + "-"])
def test_range_that_says_nothing_gives_the_whole(client, film, asked):
    response = client.get("/media/video/phim.mp4", headers={"Range": asked})
    assert (response.status_code, response.getvalue()) == (200, BYTES)


def test_head_of_a_range(client, film):
    response = client.head("/media/video/phim.mp4", headers={"Range": "bytes=0-9"})
    assert (response.status_code, response["Content-Length"], response.getvalue()) == (206, "10", b"")


def test_if_range_with_the_same_file(client, film):
    etag = client.head("/media/video/phim.mp4")["ETag"]
    response = client.get("/media/video/phim.mp4", headers={"Range": "bytes=0-9", "If-Range": etag})
    assert response.status_code == 206
    response.close()


def test_if_range_with_a_changed_file(client, film):
    etag = client.head("/media/video/phim.mp4")["ETag"]
    os.utime(film, (1, 1))
    response = client.get("/media/video/phim.mp4", headers={"Range": "bytes=0-9", "If-Range": etag})
    assert (response.status_code, response.getvalue()) == (200, BYTES)


def test_unchanged_file_is_not_sent_again(client, film):
    etag = client.head("/media/video/phim.mp4")["ETag"]
    response = client.get("/media/video/phim.mp4", headers={"If-None-Match": etag})
    assert (response.status_code, response.getvalue()) == (304, b"")


def test_post_is_not_allowed(client, film):
    assert client.post("/media/video/phim.mp4").status_code == 405


@pytest.mark.parametrize(
    "path", ["khong-co.jpg", "video/", "", "a/../../govap.sqlite3", "%00", "x" * 300, "phim.mp4/x"]
)
def test_nothing_there(client, film, path):
    assert client.get(f"/media/{path}").status_code == 404


def test_hidden_file_is_not_served(client):
    write(".bi-mat")
    assert client.get("/media/.bi-mat").status_code == 404


@pytest.mark.parametrize("name", ["trang.html", "hinh.svg", "ma.js", "la", "nen.mp4.gz", "van-ban.pdf", "a.docx"])
def test_what_could_run_is_only_downloaded(client, name):
    write(name, b"<script>alert(1)</script>")
    response = client.get(f"/media/{name}")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == "attachment"
    assert response["X-Content-Type-Options"] == "nosniff"
    response.close()


def test_empty_file(client):
    write("rong.mp4", b"")
    response = client.get("/media/rong.mp4", headers={"Range": "bytes=0-"})
    assert response.status_code in {200, 416}
    response.close()


def test_gunicorn_sends_ranges(server):
    server.media.mkdir(exist_ok=True)
    (server.media / "phim.mp4").write_bytes(BYTES)
    assert server.ask("GET", "/media/phim.mp4")[::2] == (200, BYTES)
    status, headers, body = server.ask("GET", "/media/phim.mp4", "Range: bytes=10-19")
    assert (status, headers["content-range"], body) == (206, f"bytes 10-19/{SIZE}", BYTES[10:20])
    status, headers, body = server.ask("HEAD", "/media/phim.mp4")
    assert (status, headers["content-length"], body) == (200, str(SIZE), b"")
    assert server.ask("GET", "/media/phim.mp4", f"Range: bytes={SIZE}-")[0] == 416


@pytest.mark.parametrize(
    "target", ["/media/../site.sqlite3", "/media/%2e%2e/site.sqlite3", "/media/..%2fsite.sqlite3", "/media//etc/passwd"]
)
def test_gunicorn_keeps_to_the_media_folder(server, target):
    status, _, body = server.ask("GET", target)
    assert status in {400, 404}
    assert b"SQLite format" not in body
    assert b"root:" not in body


def test_no_file_is_compressed_on_the_way(client, film):
    whole = client.get("/media/video/phim.mp4", headers={"Accept-Encoding": "gzip"})
    assert (whole.get("Content-Encoding"), whole.getvalue()) == (None, BYTES)
    part = client.get("/media/video/phim.mp4", headers={"Accept-Encoding": "gzip", "Range": "bytes=0-999"})
    assert (part.status_code, part.get("Content-Encoding"), part.getvalue()) == (206, None, BYTES[:1000])
