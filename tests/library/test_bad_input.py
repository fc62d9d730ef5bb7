"""One drop of everything that must not come in, and a full disk: a sentence each, nothing half stored, the rest whole.

What is wrong with each single file is in test_images.py and test_documents.py.
"""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Barrier

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from govap.library import renditions, uploads
from govap.library.models import Document, Image, PendingRenditions, Upload
from tests.editorial.test_log import database, in_thread  # noqa: F401  a fixture
from tests.factories import make_user
from tests.files import docx, pdf
from tests.library import test_documents, test_images
from tests.library.test_images import files_under, picture
from tests.library.test_uploads import DOCUMENTS, IMAGES, begin, photo, put, send

pytestmark = pytest.mark.django_db
MB = 1024 * 1024
KINDS = {
    "anh": (Image, IMAGES, test_images.BAD | {"document": (pdf(), "không phải ảnh")}, photo()),
    "tai-lieu": (
        Document,
        DOCUMENTS,
        test_documents.BAD | {"picture": (picture(), "không phải PDF")},
        docx("Kế hoạch"),
    ),
}


@pytest.fixture(autouse=True)
def _folders(settings, tmp_path):
    settings.MEDIA_ROOT, settings.VAR_DIR = tmp_path / "media", tmp_path / "var"


@pytest.fixture(autouse=True)
def reporter(client):
    user = make_user("phong-vien")
    client.force_login(user)
    return user


def refused(answer, name, reason):
    sentence = answer.json()["error"]
    assert answer.status_code == 422
    assert f"“{name}”" in sentence
    assert reason in sentence
    assert sentence.count("“") == 1, "the file is named once"


@pytest.mark.parametrize("kind", KINDS)
def test_of_one_drop_the_good_arrive_and_the_bad_leave_nothing(client, kind, tmp_path):
    model, address, bad, good = KINDS[kind]
    first = send(client, good, "dau.tep", address, part=MB)
    for name, (content, reason) in bad.items():
        answer = (
            send(client, content, f"{name}.jpg", address, part=MB)
            if content
            else begin(client, 0, f"{name}.jpg", address)
        )
        refused(answer, f"{name}.jpg", reason)
    refused(begin(client, 100 * MB, "nang.jpg", address), "nang.jpg", "nặng quá")
    last = send(client, good + b" " if kind == "anh" else docx("Kế hoạch khác"), "cuoi.tep", address, part=MB)
    assert [answer.json()["is_new"] for answer in (first, last)] == [True, True]
    assert model.objects.count() == 2
    assert not Upload.objects.exists()
    assert not files_under(tmp_path / "var")
    stored = {
        name
        for item in model.objects.all()
        for name in (item.file.name, getattr(item, "card", None) and item.card.name)
    }
    assert {path.relative_to(tmp_path / "media").as_posix() for path in files_under(tmp_path / "media")} == stored - {
        None
    }


@pytest.mark.parametrize("name", [name for name, (content, _) in test_images.BAD.items() if content])
def test_the_form_for_one_picture_refuses_the_same(client, name, tmp_path):
    content, reason = test_images.BAD[name]
    page = client.post("/admin/library/image/add/", {"file": SimpleUploadedFile("hop.jpg", content), "focal_x": "0.5"})
    [sentence] = page.context["adminform"].form.errors["file"]
    assert "“hop.jpg”" in sentence
    assert reason in sentence
    assert not files_under(tmp_path)


def test_what_is_both_a_picture_and_a_script_comes_in_as_a_picture_only(client):
    script = b"<script>alert(1)</script>"
    for content in (picture(size=(64, 48), comment=script), picture(size=(64, 50)) + script, picture("PNG") + script):
        assert send(client, content, "hop.html").json()["is_new"]
    for image in Image.objects.all():
        assert image.file.name.endswith(".jpg")
        assert b"script" not in Path(image.file.path).read_bytes()


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..\\..\\a.jpg", "a\0b.jpg", "x" * 500, "\u202egpj.exe", "\ud800.jpg"]
)
def test_odd_names_name_no_file_and_no_sentence_is_broken_by_them(client, name, tmp_path):
    sentence = begin(client, 100 * MB, name.encode("utf-8", "replace")).json()["error"]
    assert ".." not in sentence
    assert "\0" not in sentence
    assert len(sentence) < 140
    assert send(client, photo(), name.encode("utf-8", "replace")).json()["is_new"]
    assert {path.parent.parent.parent for path in files_under(tmp_path)} == {tmp_path / "media" / "anh"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("database")
def test_one_file_sent_twice_at_once_is_stored_once(reporter, tmp_path):
    content, together = photo(), Barrier(2, timeout=20)

    def arrive(name):
        upload = uploads.begin(reporter, name, len(content), Image)
        uploads.append(upload, 0, content)
        together.wait()
        return uploads.finish(upload, Image)

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(in_thread(arrive), ["a.jpg", "b.jpg"]))
        stored = pool.submit(in_thread(lambda: list(Image.objects.all()))).result()
    assert len(stored) == 1
    assert [item for item, _ in found] == stored * 2
    assert sorted(is_new for _, is_new in found) == [False, True]
    assert len(files_under(tmp_path / "media")) == 2, "the picture and its card"
    assert not files_under(tmp_path / "var" / "tai-do")


# A disk that is really full; a machine where nobody may mount one has the two tests with a kernel device left.


@pytest.fixture
def small_disk(tmp_path):
    folder = tmp_path / "dia"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], capture_output=True).returncode:
        pytest.skip("may not mount a disk here")
    yield folder
    subprocess.run(["umount", folder], check=True)


def fill(folder):
    with suppress(OSError), (folder / "day").open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))


def test_a_full_disk_for_parts_is_said_and_gives_its_room_back(client, settings, small_disk):
    settings.VAR_DIR = small_disk
    assert len(photo()) > 64 * 1024
    key = begin(client, len(photo()), "hop.jpg").json()["key"]
    refused(put(client, key, 0, photo()), "hop.jpg", "hết chỗ chứa")
    assert not files_under(small_disk)
    assert not Upload.objects.exists()
    assert send(client, picture(), "nho.jpg").json()["is_new"], "a small one still finds room"


def test_a_full_disk_for_pictures_is_said_and_keeps_no_half(client, settings, small_disk):
    settings.MEDIA_ROOT = small_disk
    fill(small_disk)
    rough = photo_of_noise()
    refused(send(client, rough, "hop.jpg", part=MB), "hop.jpg", "hết chỗ chứa")
    page = client.post(
        "/admin/library/image/add/",
        {"file": SimpleUploadedFile("hop.jpg", rough), "focal_x": "0.5", "focal_y": "0.5"},
        follow=True,
    )
    assert "hết chỗ chứa" in page.content.decode()
    assert [path.name for path in files_under(small_disk)] == ["day"]
    assert not Image.objects.exists()
    (small_disk / "day").unlink()
    assert send(client, picture(), "nho.jpg").json()["is_new"]


def photo_of_noise():
    return test_images.progressive((700, 500), quality=95)


def test_renditions_wait_for_room_and_blame_no_picture(settings, small_disk):
    settings.MEDIA_ROOT = small_disk
    Image.objects.create(file=SimpleUploadedFile("a.jpg", picture(size=(1500, 900))))
    fill(small_disk)
    assert renditions.work() == 0
    assert PendingRenditions.objects.get().tries == 0
    (small_disk / "day").unlink()
    PendingRenditions.objects.update(due_at=timezone.now())
    assert renditions.work() == 1


def test_a_device_that_is_full_is_said_where_nobody_may_mount_one(client):
    key = begin(client, 1000, "hop.jpg").json()["key"]
    path = uploads._path(Upload.objects.get())
    path.symlink_to("/dev/full")
    refused(put(client, key, 0, bytes(1000)), "hop.jpg", "hết chỗ chứa")
    assert not path.is_symlink()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite can be told how large a database may get")
@pytest.mark.django_db(transaction=True)
def test_a_full_database_is_said_too(client):
    with full_database():
        answers = (begin(client, 1000, f"{'x' * 50}.jpg") for _ in range(150))
        full = next(answer for answer in answers if answer.status_code != 201)
    refused(full, f"{'x' * 50}.jpg", "hết chỗ chứa")
    assert send(client, photo()).json()["is_new"]


@contextmanager
def full_database():
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # leaves no page that was freed
        [most] = cursor.execute("PRAGMA max_page_count").fetchone()
        cursor.execute("PRAGMA max_page_count = 1")  # no fewer than there are
        yield
        cursor.execute(f"PRAGMA max_page_count = {most}")
