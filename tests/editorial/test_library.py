"""The library in admin: who may describe, arrange and delete what, and what the log hears of it."""

from itertools import count

import pytest
from django.contrib.admin import site

from govap.editorial.models import LogEntry
from govap.editorial.roles import EDITOR, MANAGER, REPORTER
from govap.library.models import Album, AlbumImage, Image
from tests.factories import make_article, make_draft, make_staff
from tests.pictures import upload

pytestmark = pytest.mark.django_db
widths = count(900)
WORDS = {"alt": "Người dân nộp hồ sơ", "caption": "Sáng 12/4", "credit": "Ban Dân vận"}


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def reporter(client):
    return log_in(client, REPORTER)


def log_in(client, role):
    user = make_staff(role)
    client.force_login(user)
    return user


def make_image(by=None, **over):
    return Image.objects.create(file=upload(size=(next(widths), 400)), uploaded_by=by, **over)


def describe(client, image, **words):
    return client.post(f"/admin/library/image/{image.pk}/mo-ta/", words)


def told(image):
    return list(LogEntry.objects.about(image).values_list("verb", "reason"))


def test_a_reporter_describes_what_the_reporter_brought_in(client, reporter):
    image = make_image(reporter)
    assert describe(client, image, **WORDS).json() == {"is_described": True}
    image.refresh_from_db()
    assert {name: getattr(image, name) for name in WORDS} == WORDS
    assert told(image) == [], "nothing that is live had it yet"
    describe(client, image, **WORDS | {"alt": "Quầy một cửa"})
    assert told(image) == [("describe", "ảnh này cho thấy gì?: “Người dân nộp hồ sơ” → “Quầy một cửa”")]


def test_what_others_brought_in_is_for_editors(client, reporter):
    image = make_image(make_staff(REPORTER))
    assert describe(client, image, **WORDS).status_code == 403
    assert client.post(f"/admin/library/image/{image.pk}/change/", WORDS).status_code == 403
    log_in(client, EDITOR)
    assert describe(client, image, **WORDS).json() == {"is_described": True}


@pytest.mark.parametrize("words", [{"alt": "x" * 301}, {"credit": "x" * 121}, {"alt": "a\0b"}])
def test_odd_words_are_refused_in_a_sentence(client, reporter, words):
    image = make_image(reporter)
    answer = describe(client, image, **words)
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == list(words)
    image.refresh_from_db()
    assert not image.is_described


def test_decorative_is_said_and_leaves_no_words(client, reporter):
    image = make_image(reporter)
    assert describe(client, image, is_decorative="on").json() == {"is_described": True}
    assert "trang trí" in describe(client, image, is_decorative="on", alt="Hoa").json()["errors"]["is_decorative"]
    assert describe(client, image).json() == {"is_described": False}


def test_the_form_of_a_picture_keeps_what_the_tick_noted_meanwhile(rf, reporter):
    image, desk = make_image(reporter), site.get_model_admin(Image)
    request = rf.post("/", WORDS | {"focal_x": "0.250", "focal_y": "0.5"})
    request.user = reporter
    form = desk.get_form(request, image)(request.POST, instance=Image.objects.get())
    assert form.is_valid()
    Image.objects.update(renditions=[320, 640])
    desk.save_model(request, form.instance, form, change=True)
    image.refresh_from_db()
    assert (image.focal_x, image.alt, image.renditions) == (0.25, WORDS["alt"], [320, 640])


@pytest.mark.parametrize("focal", ["-0.1", "1.5", "nan", "x"])
def test_a_focal_point_lies_inside_the_picture(client, reporter, focal):
    image = make_image(reporter)
    answer = client.post(f"/admin/library/image/{image.pk}/change/", WORDS | {"focal_x": focal, "focal_y": "0.5"})
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors["focal_x"]


def test_the_lists_tell_the_own_and_the_undescribed(client, reporter):
    mine, other = make_image(reporter, title="Cua-toi", alt="Hồ sơ"), make_image(title="Cua-nguoi-khac")
    for query, shown in {"cua=toi": mine, "mo-ta=chua": other, "mo-ta=roi": mine}.items():
        page = client.get(f"/admin/library/image/?{query}")
        assert [row.pk for row in page.context["cl"].result_list] == [shown.pk]


def test_a_used_picture_is_neither_deleted_nor_replaced(client):
    log_in(client, MANAGER)
    image = make_image(title="Lễ khai mạc")
    make_draft(
        make_staff(REPORTER), title="Bài đang viết về lễ", body=f'<figure><img src="{image.url}" alt=""></figure>'
    )
    page = client.post(f"/admin/library/image/{image.pk}/delete/", {"post": "yes"})
    assert "còn đang dùng" in page.content.decode()
    assert "Bài đang viết về lễ" in page.content.decode()
    action = {"action": "delete_selected", "_selected_action": [image.pk], "post": "yes"}
    assert "Bài đang viết về lễ" in client.post("/admin/library/image/", action).content.decode()
    values = {"file": upload(size=(next(widths), 400)), "focal_x": "0.5", "focal_y": "0.5"}
    page = client.post(f"/admin/library/image/{image.pk}/change/", values)
    assert "đang dùng trong bài" in page.context["adminform"].form.errors["file"][0]
    assert Image.objects.get().file == image.file


@pytest.mark.parametrize("place", ["lead", "album"])
def test_lead_pictures_and_albums_hold_a_picture_too(client, place):
    log_in(client, MANAGER)
    image = make_image()
    if place == "lead":
        make_article(image=image, title="Lễ khai mạc")
    else:
        AlbumImage.objects.create(album=Album.objects.create(title="Lễ khai mạc"), image=image)
    page = client.post(f"/admin/library/image/{image.pk}/delete/", {"post": "yes"})
    assert "Lễ khai mạc" in page.content.decode()
    assert Image.objects.exists()


def test_a_picture_that_nothing_shows_goes_with_its_files(client, tmp_path):
    log_in(client, MANAGER)
    image = make_image(title="Chụp thử")
    assert client.post(f"/admin/library/image/{image.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Image.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert LogEntry.objects.values_list("verb", "title").get() == ("delete", "Chụp thử")


def test_a_drop_becomes_an_album_of_whoever_dropped_it(client, reporter):
    first, second = make_image(reporter), make_image(reporter)
    sent = {"title": "Ngày hội", "image": [second.pk, first.pk, second.pk, 999_999, "x", "1e3", "9" * 30]}
    answer = client.post("/admin/library/album/tu-anh/", sent)
    album = Album.objects.get()
    assert answer.json() == {"id": album.pk, "url": f"/admin/library/album/{album.pk}/change/"}
    assert list(album.in_order()) == [second, first]
    assert client.get(f"/admin/library/album/{album.pk}/change/").context["has_change_permission"]
    assert "Trường" in client.post("/admin/library/album/tu-anh/", {"title": ""}).json()["error"]
    assert client.get("/admin/library/album/tu-anh/").status_code == 405


def test_an_album_of_somebody_else_is_only_looked_at(client, reporter):
    album = Album.objects.create(title="Của người khác", uploaded_by=make_staff(REPORTER))
    page = client.get(f"/admin/library/album/{album.pk}/change/")
    assert not page.context["has_change_permission"]
    assert client.post(f"/admin/library/album/{album.pk}/change/", {"title": "Đổi"}).status_code == 403


def test_a_file_is_put_in_by_reporters_and_replaced_by_editors(client, reporter):
    image = make_image(reporter)
    assert 'type="file"' not in client.get(f"/admin/library/image/{image.pk}/change/").content.decode()
    log_in(client, EDITOR)
    values = {"file": upload(size=(next(widths), 400)), "focal_x": "0.5", "focal_y": "0.5"}
    assert client.post(f"/admin/library/image/{image.pk}/change/", values).status_code == 302
    assert told(image) == [("replace", "")]


def test_words_are_saved_while_the_file_is_missing_on_the_disk(client):
    editor = log_in(client, EDITOR)
    image = make_image(editor)
    image.file.storage.delete(image.file.name)
    assert client.get(f"/admin/library/image/{image.pk}/change/").status_code == 200
    assert client.post(f"/admin/library/image/{image.pk}/change/", WORDS).status_code == 302
    assert Image.objects.get().alt == WORDS["alt"]
