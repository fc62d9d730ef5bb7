import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import make_user, make_video
from tests.pictures import MP4, picture
from videos.forms import youtube_id
from videos.models import MAX_BYTES, Programme, Video

pytestmark = pytest.mark.django_db
ADD = "/admin/videos/video/add/"
ID = "dQw4w9WgXcQ"


@pytest.fixture(autouse=True)
def reporter(client):
    client.force_login(make_user("phong-vien"))


def add(client, **over):
    programme, _ = Programme.objects.get_or_create(title="Phòng cháy chữa cháy")
    return client.post(ADD, {"title": "Phần A", "part": "A", "programme": programme.pk} | over)


def draft():
    return Video.objects.select_related("head").get().head.content


def errors_of(response):
    assert response.status_code == 200
    return {name: " ".join(found) for name, found in response.context["adminform"].form.errors.items()}


@pytest.mark.parametrize(
    "typed",
    [
        ID,
        f"https://www.youtube.com/watch?v={ID}",
        f"https://www.youtube.com/watch?list=x&v={ID}&t=3s",
        f"https://youtu.be/{ID}?si=abc",
        f"youtube.com/watch?v={ID}",
        f"https://m.youtube.com/watch?v={ID}",
        f"https://www.youtube.com/shorts/{ID}",
        f"https://www.youtube-nocookie.com/embed/{ID}",
    ],
)
def test_any_address_of_youtube_becomes_its_id(client, typed):
    assert add(client, youtube_id=typed).status_code == 302
    assert draft()["youtube_id"] == ID


@pytest.mark.parametrize(
    "typed", [f"https://evil.example/watch?v={ID}", "abc", "https://youtu.be/", "http://[", f"{ID}x", "x" * 250]
)
def test_other_addresses_are_refused(client, typed):
    assert youtube_id(typed) is None
    assert "Không đọc được địa chỉ YouTube" in errors_of(add(client, youtube_id=typed))["youtube_id"]


def test_mp4_is_uploaded(client):
    assert add(client, file=SimpleUploadedFile("phim.mp4", MP4, "video/mp4")).status_code == 302
    assert draft()["file"].endswith(".mp4")
    assert default_storage.exists(draft()["file"])


@pytest.mark.parametrize("name", ["gia.mp4", "anh.jpg", "trang.html"])
def test_other_files_are_refused_by_content_and_name(client, name):
    content = MP4 if name != "gia.mp4" else picture()
    assert set(errors_of(add(client, file=SimpleUploadedFile(name, content, "video/mp4")))) == {"file"}
    assert not Video.objects.exists()


def test_huge_file_is_refused(client, monkeypatch):
    monkeypatch.setattr("videos.models.MAX_BYTES", len(MP4) - 1)
    assert MAX_BYTES == 500 * 1024 * 1024
    assert "500 MB" in errors_of(add(client, file=SimpleUploadedFile("phim.mp4", MP4)))["file"]


def test_video_needs_one_source(client):
    add(client)
    page = client.post(f"/admin/videos/video/{Video.objects.get().pk}/viec/submit/", {"seen": "1.1"})
    assert "Xin chọn tệp video" in page.content.decode()
    both = add(client, youtube_id=ID, file=SimpleUploadedFile("phim.mp4", MP4))
    assert "chỉ có một nguồn" in errors_of(both)["__all__"]


def test_legacy_video_may_lack_a_source(client):
    video = make_video(legacy_key="thu-vien/1")
    data = {"title": "Tên mới", "programme": video.programme_id, "slug": video.slug, "base": "0.0"}
    assert client.post(f"/admin/videos/video/{video.pk}/change/", data).status_code == 302
    assert client.post(f"/admin/videos/video/{video.pk}/viec/publish/", {"seen": "2.1"}).status_code == 302
    video.refresh_from_db()
    assert video.title == "Tên mới"


def test_a_change_keeps_the_file_that_is_there(client):
    add(client, file=SimpleUploadedFile("phim.mp4", MP4, "video/mp4"))
    video, held = Video.objects.get(), draft()["file"]
    client.post(
        f"/admin/videos/video/{video.pk}/change/", {"title": "Khác", "programme": draft()["programme"], "base": "1.1"}
    )
    assert (draft()["title"], draft()["file"]) == ("Khác", held)


def test_list_is_searched_without_accents(client):
    make_video(title="Phòng cháy chữa cháy")
    make_video(title="An toàn giao thông")
    found = client.get("/admin/videos/video/?q=chay").context["cl"].result_list
    assert [video.title for video in found] == ["Phòng cháy chữa cháy"]
