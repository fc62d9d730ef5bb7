import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from govap.library import images
from govap.library.models import Image
from govap.portal.models import Identity, Link, Page
from tests.factories import make_user
from tests.pictures import picture, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def editor(client):
    client.force_login(make_user("bien-tap"))


def errors_of(response):
    assert response.status_code == 200
    return {name: " ".join(found) for name, found in response.context["adminform"].form.errors.items()}


def test_identity_opens_at_its_form_even_before_it_is_saved(client):
    Identity.objects.all().delete()
    response = client.get("/admin/portal/identity/", follow=True)
    assert response.request["PATH_INFO"] == "/admin/portal/identity/1/change/"
    assert response.status_code == 200
    assert not Identity.objects.exists()


def test_identity_is_one_row(client):
    data = {"name": "Trang phường Gò Vấp", "short_name": "Gò Vấp", "governing_body": "Ủy ban nhân dân Phường Gò Vấp"}
    for name in ("Trang phường Gò Vấp", "Trang phường An Hội Đông"):
        assert client.post("/admin/portal/identity/1/change/", data | {"name": name}).status_code == 302
    assert [identity.name for identity in Identity.objects.all()] == ["Trang phường An Hội Đông"]
    assert client.get("/admin/portal/identity/add/").status_code == 403
    assert client.post("/admin/portal/identity/1/delete/", {"post": "yes"}).status_code == 403
    assert client.get("/admin/portal/identity/2/change/").status_code == 302


def test_page_is_written(client):
    data = {"title": "Hướng dẫn gửi tin", "body": "<p>Xin gửi về tòa soạn.</p>", "order": "5"}
    assert client.post("/admin/portal/page/add/", data).status_code == 302
    page = Page.objects.get(desk_title="Hướng dẫn gửi tin")
    assert client.get("/huong-dan-gui-tin/").status_code == 404
    assert client.post(f"/admin/portal/page/{page.pk}/viec/publish/", {"seen": "1.1"}).status_code == 302
    page.refresh_from_db()
    assert page.slug == "huong-dan-gui-tin"
    assert client.get("/huong-dan-gui-tin/").status_code == 200


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//evil.example", "ftp://x", "gioi-thieu"])
def test_odd_links_are_refused(client, url):
    data = {"place": "footer", "title": "Liên kết", "url": url, "order": "0"}
    assert set(errors_of(client.post("/admin/portal/link/add/", data))) == {"url"}
    assert not Link.objects.filter(title="Liên kết").exists()


class TestImages:
    def add(self, client, file, **over):
        return client.post("/admin/library/image/add/", {"file": file, "caption": "Lễ khai mạc"} | over)

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
    def test_pictures_are_taken(self, client, kind):
        assert self.add(client, upload(f"anh.{kind.lower()}", kind)).status_code == 302
        assert Image.objects.get().width == 64

    @pytest.mark.parametrize("name", ["anh.jpg", "anh.svg", "anh.gif"])
    def test_what_is_no_picture_is_refused_and_words_are_kept(self, client, name):
        content = picture("GIF") if name.endswith("gif") else b"<svg onload='alert(1)'/>"
        response = self.add(client, SimpleUploadedFile(name, content, "image/jpeg"))
        assert set(errors_of(response)) == {"file"}
        assert "Lễ khai mạc" in response.content.decode()

    def test_cut_off_picture_is_refused(self, client):
        response = self.add(client, SimpleUploadedFile("anh.jpg", picture(size=(640, 480))[:900]))
        assert set(errors_of(response)) == {"file"}

    @pytest.mark.parametrize(("limit", "value"), [("MAX_BYTES", 100), ("MAX_PIXELS", 100)])
    def test_too_large_is_refused(self, client, monkeypatch, limit, value):
        monkeypatch.setattr(images, limit, value)
        assert "quá" in errors_of(self.add(client, upload()))["file"]

    def test_search_needs_no_accents(self, client):
        self.add(client, upload())
        found = client.get("/admin/library/image/?q=KHAI+mac").context["cl"].result_list
        assert len(found) == 1
