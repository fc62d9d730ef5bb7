import base64

import pytest
from django.core.files.base import ContentFile

from govap.library.models import Image
from tests.factories import make_user
from tests.pictures import picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def reporter(client):
    user = make_user("phong-vien")
    client.force_login(user)
    return user


def paste(client, **sent):
    return client.post("/admin/dan/", sent)


def embedded(content):
    return f'<p>a</p><img src="data:image/png;base64,{base64.b64encode(content).decode()}">'


def test_a_paste_comes_back_tidy_with_a_report(client, reporter):
    answer = paste(client, html="<p class=MsoNormal><b>Đề mục</b></p><p>a<img src='file:///a.jpg'></p>").json()
    assert answer["html"] == "<h2>Đề mục</h2><p>a</p>"
    assert len(answer["warnings"]) == 1
    assert (answer["encoding"], answer["converted"]) == (None, "")


def test_old_letters_come_before_and_after(client, reporter):
    answer = paste(client, html="<p>§¶ng bé quËn, ph­êng</p>").json()
    assert answer["encoding"] == "TCVN3"
    assert answer["html"] == "<p>§¶ng bé quËn, ph­êng</p>"
    assert answer["converted"] == "<p>Đảng bộ quận, phường</p>"


def test_plain_text(client, reporter):
    assert paste(client, text="- a\n- b").json()["html"] == "<ul><li>a</li><li>b</li></ul>"


def test_a_picture_goes_into_the_library_once(client, reporter):
    for _ in range(2):
        answer = paste(client, html=embedded(picture("PNG"))).json()
        assert f'src="{Image.objects.get().url}"' in answer["html"]
    assert not Image.objects.get().is_described
    assert Image.objects.get().uploaded_by == reporter, "who may then say what it shows"


def test_a_long_paste_travels_as_a_file(client, reporter):
    long = f"<p>{'chữ ' * 1_200_000}</p>"
    answer = paste(client, html=ContentFile(long.encode(), name="dan.html"))
    assert answer.status_code == 200


def test_a_refused_picture_is_said(client, reporter):
    answer = paste(client, html=embedded(picture("GIF"))).json()
    assert answer["html"] == "<p>a</p>"
    assert "không phải ảnh" in answer["warnings"][0]
    assert not Image.objects.exists()


def test_only_staff_who_may_add_pictures_lift_them(client):
    assert paste(client, html="<p>a</p>").status_code == 302
    client.force_login(make_user("chi-viet", is_superuser=False))
    answer = paste(client, html=embedded(picture("PNG"))).json()
    assert len(answer["warnings"]) == 1
    assert not Image.objects.exists()


def test_too_long(client, reporter, monkeypatch):
    monkeypatch.setattr("govap.pasting.MAX_SIGNS", 10)
    assert paste(client, html="<p>dài quá</p>").status_code == 413
