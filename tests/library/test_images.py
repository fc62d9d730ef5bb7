import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image as Picture

from govap.library.images import check_image
from govap.library.models import Image


def picture(kind="JPEG", size=(60, 40), **options):
    out = io.BytesIO()
    Picture.new("RGB", size, "red").save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_accepts_by_content_whatever_the_name(kind):
    check_image(ContentFile(picture(kind), name="anh.xyz"))


@pytest.mark.parametrize(
    "content", [b"", b"<html>", picture("GIF"), b"<svg xmlns='http://www.w3.org/2000/svg'/>", picture()[:300]]
)
def test_refuses_what_is_no_photograph_naming_the_file(content):
    with pytest.raises(ValidationError, match=r"hop\.jpg"):
        check_image(ContentFile(content, name="hop.jpg"))


def test_refuses_a_bomb():
    with pytest.raises(ValidationError, match=r"bom\.png"):
        check_image(ContentFile(picture("PNG", (7000, 7000)), name="bom.png"))


@pytest.mark.django_db
def test_upload_is_upright_stripped_and_has_a_card(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    exif = Picture.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "nơi ở của một người dân"
    image = Image.objects.create(file=ContentFile(picture(size=(2400, 1600), exif=exif), name="a.jpg"))
    with Picture.open(image.file.path) as stored, Picture.open(image.card.path) as card:
        assert (image.width, image.height) == stored.size == (1280, 1920)
        assert not stored.getexif()
        assert card.width == 480
