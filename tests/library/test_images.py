import errno
import io
import os
import struct
import threading
import tracemalloc
import zlib
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image as Picture
from PIL import ImageCms, ImageDraw

from govap.library import images
from govap.library.images import check_image, propose_focus, shown_name, upright
from govap.library.models import Image, PendingRenditions


def picture(kind="JPEG", size=(60, 40), mode="RGB", **options):
    out = io.BytesIO()
    Picture.new(mode, size, "red" if mode != "I;16" else 0).save(out, kind, **options)
    return out.getvalue()


def declared_png(width, height):
    """A PNG whose header promises a huge picture, of about 1 MB."""

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(width) * 1000)) + chunk(b"IEND", b"")


def animated(kind, frames=300):
    out = io.BytesIO()
    pictures = [Picture.new("RGB", (30, 30), (shade % 256, 0, 0)) for shade in range(frames)]
    pictures[0].save(out, kind, save_all=True, append_images=pictures[1:])
    return out.getvalue()


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def files_under(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_accepts_by_content_whatever_the_name(kind):
    check_image(ContentFile(picture(kind), name="anh.xyz"))


BAD = {
    "empty": (b"", "rỗng"),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "không phải ảnh"),
    "html": (b"<!doctype html><script>alert(1)</script>", "không phải ảnh"),
    "gif": (picture("GIF"), "không phải ảnh"),
    "gif and script": (b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)", "không phải ảnh"),
    "tiff": (picture("TIFF"), "không phải ảnh"),
    "cut off": (picture(size=(640, 480))[:900], "cắt cụt"),
    "cut off late": (picture(size=(2000, 1500), quality=95)[:-2000], "cắt cụt"),
    "cut off png": (picture("PNG", size=(640, 480))[:-30], "cắt cụt"),
    "huge": (declared_png(50_000, 50_000), "40 triệu"),
    "large": (declared_png(7000, 7000), "40 triệu"),
    "animated webp": (animated("WEBP"), "ảnh động"),
    "animated png": (animated("PNG"), "ảnh động"),
}


@pytest.mark.parametrize("name", BAD)
def test_refused_in_one_sentence_that_names_file_and_reason(name):
    content, reason = BAD[name]
    with pytest.raises(ValidationError) as refusal:
        check_image(ContentFile(content, name="hop.jpg"))
    [sentence] = refusal.value.messages
    assert "“hop.jpg”" in sentence
    assert reason in sentence


def test_a_heavy_file_is_refused_unread():
    heavy = ContentFile(picture(), name="nang.jpg")
    heavy.size = 100 * 1024 * 1024
    with pytest.raises(ValidationError, match="20 MB"):
        check_image(heavy)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("../../etc/anh.jpg", "anh.jpg"), ("a\0b.jpg", "ab.jpg"), ("C:\\tam\\anh.jpg", "anh.jpg"), ("", "không tên"),
     (None, "không tên"), ("x" * 500, "x" * 59 + "…"), ("\u202egpj.exe", "gpj.exe")],
)  # fmt: skip
def test_odd_names_are_fit_to_be_shown(name, shown):
    file = ContentFile(b"x")
    file.name = name
    assert shown_name(file) == shown


@pytest.mark.django_db
def test_odd_names_are_never_names_of_files(tmp_path):
    for name in ("../../anh.jpg", "a\0b.jpg", "x" * 500 + ".jpg"):
        image = Image(file=ContentFile(picture(), name="a.jpg"))
        image.file.name = name
        image.save()
    assert {len(path.name) for path in files_under(tmp_path)} <= {36, 40}


@pytest.mark.django_db
def test_upload_is_upright_stripped_and_has_a_card():
    exif = Picture.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "nơi ở của một người dân"
    exif.get_ifd(0x8825)[1] = "N"
    content = picture(size=(2400, 1600), exif=exif, comment=b"bi mat", xmp=b"<x>bi mat</x>")
    image = Image.objects.create(file=ContentFile(content, name="a.jpg"))
    with Picture.open(image.file.path) as stored, Picture.open(image.card.path) as card:
        assert (image.width, image.height) == stored.size == (1280, 1920)
        assert not stored.getexif()
        assert set(stored.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
        assert card.width == 480
    assert b"bi mat" not in Path(image.file.path).read_bytes()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_turned_upright(orientation):
    upright_one = Picture.new("RGB", (80, 40), "white")
    ImageDraw.Draw(upright_one).rectangle((0, 0, 20, 10), fill="black")
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Picture.Transpose that the camera's turning amounts to
    turned = upright_one.transpose(undo[orientation]) if orientation > 1 else upright_one
    exif = Picture.Exif()
    exif[0x0112] = orientation
    out = io.BytesIO()
    turned.save(out, "JPEG", exif=exif, quality=95)
    found = upright(ContentFile(out.getvalue(), name="a.jpg"))
    assert found.size == (80, 40)
    assert found.getpixel((4, 4))[0] < 60
    assert found.getpixel((70, 30))[0] > 200


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "I;16", "PA"])
def test_every_kind_of_png_becomes_rgb(mode):
    if mode == "PA":
        content = picture("PNG", (2500, 400), "RGBA")
    else:
        content = picture("PNG", (2500, 400), mode) if mode in ("RGB", "RGBA", "L", "1", "I;16", "P") else None
        content = content or _grey_with_alpha()
    found = upright(ContentFile(content, name="a.png"))
    assert found.mode == "RGB"
    assert found.width == 1920


def _grey_with_alpha():
    out = io.BytesIO()
    Picture.new("LA", (2500, 400), (200, 100)).save(out, "PNG")
    return out.getvalue()


def test_transparency_is_white():
    out = io.BytesIO()
    Picture.new("RGBA", (300, 600), (255, 0, 0, 0)).save(out, "PNG")
    assert upright(ContentFile(out.getvalue(), name="a.png")).getpixel((150, 599)) == (255, 255, 255)


def test_colours_of_another_profile_are_brought_home():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    broken = picture(icc_profile=b"not a profile")
    assert upright(ContentFile(broken, name="a.jpg")).getpixel((5, 5))[0] > 240
    assert upright(ContentFile(picture(icc_profile=profile), name="a.jpg")).mode == "RGB"


def test_focus_is_proposed_where_the_edges_are():
    plain = Picture.new("RGB", (300, 200), "lightblue")
    assert propose_focus(plain) == (0.5, 0.5)
    draw = ImageDraw.Draw(plain)
    for n in range(10):
        draw.rectangle((220 + n * 3, 20 + n * 3, 280 - n * 3, 80 - n * 3), outline="black")
    x, y = propose_focus(plain)
    assert 0.7 < x <= 0.8
    assert 0.2 <= y < 0.4


@pytest.mark.parametrize("size", [(1, 1), (1, 4000), (4000, 1), (2, 2)])
@pytest.mark.django_db
def test_narrow_pictures(size):
    image = Image.objects.create(file=ContentFile(picture("PNG", size), name="a.png"))
    assert image.width >= 1
    assert image.height >= 1


@pytest.mark.django_db
def test_a_twin_is_found_by_content():
    first = Image.objects.create(file=ContentFile(picture(), name="a.jpg"))
    assert Image.objects.twin_of(ContentFile(picture(), name="khac-ten.jpg")) == first
    assert Image.objects.twin_of(ContentFile(picture(size=(61, 40)), name="a.jpg")) is None


@pytest.mark.django_db
def test_full_disk_leaves_nothing(monkeypatch, tmp_path):
    def no_room(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(ValidationError, match="hết chỗ"):
        Image.objects.create(file=ContentFile(picture(), name="a.jpg"))
    assert files_under(tmp_path) == []
    assert not Image.objects.exists()
    assert not PendingRenditions.objects.exists()


@pytest.mark.django_db
def test_one_file_twice_is_stored_once(tmp_path):
    for _ in range(2):
        Image.objects.create(file=ContentFile(picture(size=(640, 480)), name="a.jpg"))
    assert len(files_under(tmp_path)) == 2  # the picture and its card
    assert len({image.file.name for image in Image.objects.all()}) == 1


def test_one_file_stored_at_the_same_time_is_whole(tmp_path):
    storage = Image._meta.get_field("file").storage
    content = os.urandom(3_000_000)
    threads = [
        threading.Thread(target=storage.save, args=("anh/x.jpg", ContentFile(content, name="x.jpg"))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [path.read_bytes() for path in files_under(tmp_path)] == [content]


@pytest.mark.django_db
def test_alt_or_decorative():
    image = Image.objects.create(file=ContentFile(picture(), name="a.jpg"))
    assert not image.is_described
    image.is_decorative = True
    assert image.is_described
    image.alt = "Người dân"
    with pytest.raises(ValidationError, match="trang trí"):
        image.clean()


def test_python_holds_no_second_copy_of_a_large_file():
    content = picture("PNG", (4000, 3000), "RGBA")
    tracemalloc.start()
    upright(ContentFile(content, name="a.png"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8_000_000


def progressive(size, **options):
    out = io.BytesIO()
    Picture.effect_noise((40, 30), 90).resize(size).convert("RGB").save(out, "JPEG", progressive=True, **options)
    return out.getvalue()


def test_a_progressive_jpeg_is_refused_where_it_would_need_too_much_memory(monkeypatch):
    sound, rich = progressive((400, 300)), progressive((400, 300), subsampling=0)
    monkeypatch.setattr(images, "MAX_COEFFICIENTS", 400 * 300 * 3)
    check_image(ContentFile(sound, name="a.jpg"))
    with pytest.raises(ValidationError, match="JPEG thường"):
        check_image(ContentFile(rich, name="a.jpg"))
    check_image(ContentFile(picture(size=(400, 300), subsampling=0), name="a.jpg"))


def test_a_jpeg_of_endless_scans_is_refused_unread():
    content = progressive((400, 300))
    last = content.rindex(b"\xff\xda")
    with pytest.raises(ValidationError, match="bị hỏng"):
        check_image(ContentFile(content[:-2] + content[last:-2] * 200 + b"\xff\xd9", name="a.jpg"))


@pytest.mark.parametrize("options", [{"quality": 90}, {"lossless": True}])
def test_webp_is_decoded_small_and_keeps_its_colours(options):
    drawn = Picture.new("RGB", (3000, 2000), "white")
    ImageDraw.Draw(drawn).rectangle((1500, 0, 3000, 2000), fill=(200, 30, 60))
    out = io.BytesIO()
    drawn.save(out, "WEBP", **options)
    found = upright(ContentFile(out.getvalue(), name="a.webp"))
    assert found.size == (1920, 1280)
    assert all(abs(a - b) < 6 for a, b in zip(found.getpixel((1700, 600)), (200, 30, 60), strict=True))
    assert min(found.getpixel((200, 600))) > 249


def test_webp_is_turned_and_transparency_is_white():
    exif = Picture.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    Picture.new("RGBA", (300, 600), (255, 0, 0, 0)).save(out, "WEBP", exif=exif)
    found = upright(ContentFile(out.getvalue(), name="a.webp"))
    assert (found.size, found.getpixel((20, 20))) == ((600, 300), (255, 255, 255))


def test_a_webp_that_is_cut_off_is_refused():
    out = io.BytesIO()
    Picture.effect_noise((640, 480), 90).convert("RGB").save(out, "WEBP")
    with pytest.raises(ValidationError, match="cắt cụt"):
        check_image(ContentFile(out.getvalue()[:-400], name="a.webp"))
