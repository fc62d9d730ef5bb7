import errno
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from govap.library import uploads
from govap.library.models import Document, Image, PendingRenditions, Upload
from tests.factories import make_user
from tests.files import docx, pdf
from tests.library.test_images import BAD, files_under, picture

pytestmark = pytest.mark.django_db
IMAGES, DOCUMENTS = "/admin/library/image/tai-len/", "/admin/library/document/tai-len/"


@pytest.fixture(autouse=True)
def _folders(settings, tmp_path):
    settings.MEDIA_ROOT, settings.VAR_DIR = tmp_path / "media", tmp_path / "var"


@pytest.fixture
def reporter(client):
    user = make_user("phong-vien")
    client.force_login(user)
    return user


def begin(client, size, name="anh.jpg", at=IMAGES):
    return client.post(at, {"name": name, "size": size})


def put(client, key, start, part, at=IMAGES):
    return client.put(f"{at}{key}/?tu={start}", part, content_type="application/octet-stream")


def send(client, content, name="anh.jpg", at=IMAGES, part=30_000):
    key = begin(client, len(content), name, at).json()["key"]
    for start in range(0, len(content), part):
        answer = put(client, key, start, content[start : start + part], at)
    return answer


def photo():
    return picture(size=(1600, 1200), quality=95, comment=bytes(70_000 - 6)[:60_000])


def test_a_picture_arrives_in_parts_and_its_renditions_wait(client, reporter):
    answer = send(client, photo())
    image = Image.objects.get()
    assert answer.json()["item"]["id"] == image.pk
    assert answer.json()["is_new"]
    assert (image.width, image.title) == (1600, "anh")
    assert PendingRenditions.objects.filter(image=image).exists()
    assert not Upload.objects.exists()


def test_a_lost_connection_goes_on_where_it_broke_off(client, reporter, tmp_path):
    content = photo()
    key = begin(client, len(content)).json()["key"]
    put(client, key, 0, content[:20_000])
    assert client.get(f"{IMAGES}{key}/").json() == {"received": 20_000, "size": len(content), "part": uploads.MAX_PART}
    assert put(client, key, 25_000, content[25_000:30_000]).status_code == 409
    assert put(client, key, 10_000, content[10_000:40_000]).json() == {"received": 40_000}
    assert put(client, key, 40_000, content[40_000:]).json()["is_new"]
    assert not files_under(tmp_path / "var")


def test_a_part_sent_twice_is_taken_once(client, reporter):
    content = photo()
    key = begin(client, len(content)).json()["key"]
    for _ in range(2):
        assert put(client, key, 0, content[:20_000]).json() == {"received": 20_000}
    assert put(client, key, 20_000, content[20_000:]).json()["is_new"]


def test_the_same_file_again_is_offered(client, reporter):
    first = send(client, photo()).json()
    second = send(client, photo(), "ten-khac.jpg").json()
    assert not second["is_new"]
    assert second["item"]["id"] == first["item"]["id"]
    assert Image.objects.count() == 1


@pytest.mark.parametrize("name", BAD)
def test_bad_pictures_are_refused_and_leave_nothing(client, reporter, name, tmp_path):
    content, reason = BAD[name]
    answer = send(client, content, "hop.jpg", part=1_000_000) if content else begin(client, 0, "hop.jpg")
    assert answer.status_code == 422
    assert "“hop.jpg”" in answer.json()["error"]
    assert reason in answer.json()["error"]
    assert not files_under(tmp_path)
    assert not Upload.objects.exists()
    assert send(client, photo()).json()["is_new"], "the others of the same drop are unharmed"


def test_each_kind_has_its_limit(client, reporter):
    heavy = 30 * 1024 * 1024
    assert "20 MB" in begin(client, heavy).json()["error"]
    assert begin(client, heavy, "a.pdf", DOCUMENTS).status_code == 201


@pytest.mark.parametrize("size", ["", "x", "-1", "0", str(100 * 1024 * 1024), "9" * 50, "٣"])
def test_odd_sizes_are_refused(client, reporter, size):
    assert begin(client, size).status_code == 422


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\0b.jpg", "x" * 500, "", "<script>.jpg"])
def test_odd_names(client, reporter, name, tmp_path):
    assert send(client, photo(), name).json()["is_new"]
    assert {path.parent.parent.parent.name for path in files_under(tmp_path / "media")} == {"anh"}


def test_more_than_was_announced_is_not_taken(client, reporter):
    key = begin(client, 1000).json()["key"]
    assert put(client, key, 0, bytes(2000)).status_code == 409
    assert client.get(f"{IMAGES}{key}/").json()["received"] == 0


def test_a_full_disk_is_said(client, reporter, monkeypatch):
    def no_room(upload):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(uploads, "_locked", no_room)
    key = begin(client, 1000).json()["key"]
    answer = put(client, key, 0, bytes(1000))
    assert answer.status_code == 422
    assert "hết chỗ" in answer.json()["error"]


def test_documents_come_the_same_way(client, reporter):
    assert send(client, docx("Kế hoạch"), "ke-hoach.docx", DOCUMENTS).json()["item"]["detail"] == "DOCX, 1 KB"
    assert Document.objects.get().title == "ke-hoach"
    refused = send(client, pdf(script="app.alert(1)"), "hop.pdf", DOCUMENTS)
    assert (refused.status_code, "hop.pdf" in refused.json()["error"]) == (422, True)


def test_nobody_else_sees_or_ends_an_upload(client, reporter):
    key = begin(client, 1000).json()["key"]
    client.force_login(make_user("nguoi-khac"))
    assert client.get(f"{IMAGES}{key}/").status_code == 404
    assert put(client, key, 0, bytes(10)).status_code == 404
    assert client.delete(f"{IMAGES}{key}/").status_code == 404


def test_without_the_right_nothing_begins(client):
    client.force_login(make_user("chi-xem", is_superuser=False))
    assert begin(client, 1000).status_code == 403
    client.logout()
    assert begin(client, 1000).status_code == 302


def test_what_was_never_finished_is_forgotten(client, reporter, tmp_path):
    key = begin(client, 1000).json()["key"]
    put(client, key, 0, bytes(10))
    Upload.objects.update(started_at=timezone.now() - timedelta(days=3))
    begin(client, 1000)
    assert Upload.objects.count() == 1
    assert not files_under(tmp_path / "var")


def test_an_upload_can_be_given_up(client, reporter, tmp_path):
    key = begin(client, 1000).json()["key"]
    put(client, key, 0, bytes(10))
    assert client.delete(f"{IMAGES}{key}/").status_code == 200
    assert not files_under(tmp_path)


def test_the_list_offers_the_uploader_to_those_who_may(client, reporter):
    page = client.get("/admin/library/image/").content.decode()
    assert f'data-upload-url="{IMAGES}"' in page
    assert "uploader.js" in page
    assert Path("static/govap/admin/uploader.js").exists()
    assert json.loads(begin(client, 10).content)["part"] == uploads.MAX_PART
