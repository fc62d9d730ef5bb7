"""Many files dropped at once: each with its progress, each with its own answer."""

import io

import pytest
from PIL import Image as Picture

from govap.library.models import Image
from tests.factories import make_user
from tests.pictures import picture

pytestmark = pytest.mark.django_db(transaction=True)


def photograph():
    """Of 12 megapixels and more than one part, so that the browser scales it first."""
    exif = Picture.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    grain = Picture.effect_noise((1000, 750), 90).resize((4000, 3000))
    Picture.merge("RGB", (grain, grain, grain)).save(out, "JPEG", quality=95, exif=exif)
    return out.getvalue()


def log_in(page, live_server):
    make_user("bientap")
    page.goto(f"{live_server.url}/admin/")
    page.locator("#id_username").fill("bientap")
    page.locator("#id_password").fill("mat-khau-thu-12")
    page.locator("[type=submit]").click()


def test_several_files_and_a_bad_one(page, live_server, foreign):
    log_in(page, live_server)
    page.goto(f"{live_server.url}/admin/library/image/")
    files = [
        {"name": "hoi-nghi.jpg", "mimeType": "image/jpeg", "buffer": photograph()},
        {"name": "hop.jpg", "mimeType": "image/jpeg", "buffer": b"<html>"},
        {"name": "nho.png", "mimeType": "image/png", "buffer": picture("PNG")},
    ]
    sent = []
    page.on("request", lambda request: sent.append(request.method) if "tai-len" in request.url else None)
    page.set_input_files("#uploader-files", files)
    page.wait_for_selector(".uploads li:nth-child(1) a")
    page.wait_for_selector(".uploads li:nth-child(3) a")
    refused = page.text_content(".uploads li.is-refused .upload-result")
    assert "hop.jpg" in refused
    assert "không phải ảnh" in refused
    assert page.text_content(".uploads-sum") == "Xong 2/3 tệp, 1 tệp không nhận được."
    assert {(image.title, image.width, image.height) for image in Image.objects.all()} == {
        ("hoi-nghi", 1440, 1920),
        ("nho", 64, 48),
    }
    assert sent.count("POST") == 3
