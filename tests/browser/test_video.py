"""A video in a real browser: the file under plain gunicorn, YouTube only after a click."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.factories import make_video

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def demo_site(tmp_path):
    """The address of gunicorn serving a small demo site, as `make run` does."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    environment = os.environ | {"VAR_DIR": str(tmp_path), "MEDIA_ROOT": str(tmp_path / "media"), "PORT": str(port)}
    environment["DATABASE_URL"] = f"sqlite:///{tmp_path / 'site.sqlite3'}"
    for command in (["migrate", "-v0"], ["make_demo", "--articles", "20"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", "govap/gunicorn.conf.py"], cwd=ROOT, env=environment
    )
    yield wait_for(f"http://127.0.0.1:{port}")
    process.terminate()
    process.wait(timeout=60)


def wait_for(address, seconds=30):
    until = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=5).close()  # noqa: S310 - our own address
        except OSError:
            assert time.monotonic() < until, "gunicorn does not answer"
            time.sleep(0.2)
        else:
            return address


def test_uploaded_file_plays_and_seeks_under_gunicorn(page, demo_site):
    page.goto(f"{demo_site}/video/")
    addresses = page.locator("main a[href^='/video/']").evaluate_all("links => links.map(link => link.href)")
    for address in dict.fromkeys(addresses):
        page.goto(address)
        if page.locator("video").count():
            break
    ranges = []
    page.on("response", lambda response: response.url.endswith(".mp4") and ranges.append(response.status))
    page.reload()
    place = page.evaluate(
        """async () => {
            const video = document.querySelector("video");
            video.muted = true;
            await video.play();
            const sought = new Promise(done => video.addEventListener("seeked", done, {once: true}));
            video.currentTime = video.duration - 1;
            await sought;
            return [video.currentTime, video.duration, video.error && video.error.code];
        }"""
    )
    assert place[1] > 2
    assert place[0] >= place[1] - 1.5
    assert place[2] is None
    assert 206 in ranges


@pytest.mark.django_db(transaction=True)
def test_youtube_is_asked_for_nothing_before_the_click(page, live_server):
    asked = []
    page.route("**://*.youtube-nocookie.com/**", lambda route: route.abort())
    page.on("request", lambda request: "youtube" in request.url and asked.append(request.url))
    page.goto(live_server.url + make_video(youtube_id="abcdefghijk").get_absolute_url())
    assert asked == []
    with page.expect_request("**://www.youtube-nocookie.com/embed/abcdefghijk*"):
        page.get_by_role("button", name="Xem video").click()
    assert all(address.startswith("https://www.youtube-nocookie.com/") for address in asked)
