"""Photographs at the door: judged by content, turned upright, stripped of everything but the picture."""

import hashlib
import io
import threading
import warnings
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image as Picture
from PIL import ImageCms, ImageFilter, ImageOps, UnidentifiedImageError

from govap.library import webp

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_SIDE, CARD_WIDTH, QUALITY = 1920, 480, 80
MAX_NAME = 60
SRGB = ImageCms.createProfile("sRGB")
_STRIP = 32  # rows of a picture with transparency that come out of one step
MAX_COEFFICIENTS, MAX_SCANS = 130_000_000, 100  # bytes that a JPEG of several scans is held in, and their number
_SCAN = b"\xff\xda"
# One at a time in a process: each may need 200 MB, and a process of the server has four threads.
_decoding = threading.Lock()
_FOCUS_SIDE, _FOCUS_MARGIN = 64, 0.2


class NormalFile(ContentFile):
    """A JPEG as normalise() makes it."""


class NotAPictureError(ValidationError):
    """One Vietnamese sentence with the file's name and the reason."""


def check_image(file):
    """Refuse with a Vietnamese ValidationError what is no JPEG, PNG or WebP of at most 20 MB and 40 megapixels."""
    if getattr(file, "_committed", False):
        return  # looked at when it came in
    _check_size(file)
    with _opened(file) as picture:
        # Decoded at an eighth where the format allows: that reads every byte and takes a fraction of the memory.
        eighth = tuple(max(side // 8, 1) for side in picture.size)
        if picture.format == "WEBP":
            picture.decoded(eighth)
        else:
            picture.draft("RGB", eighth)
            picture.load()


def normalise(file):
    """The picture and its 480-pixel card as two JPEG files named by content, without EXIF."""
    picture = upright(file)
    card = picture.copy()
    card.thumbnail((CARD_WIDTH, CARD_WIDTH * 4))
    return _as_jpeg(picture, ""), _as_jpeg(card, "-nho")


def upright(file):
    """The picture of a file as RGB in sRGB, turned as its EXIF says, at most MAX_SIDE on a side."""
    with _opened(file) as picture:
        orientation = picture.getexif().get(0x0112, 1)
        profile = picture.info.get("icc_profile")
        small = _in_srgb(_shrunk(picture), profile)
    small.getexif()[0x0112] = orientation
    turned = ImageOps.exif_transpose(small)
    turned.info.clear()
    return turned


def digest_of(file):
    """SHA-256 of a file's bytes as 64 hexadecimal digits: two uploads of one file have the same."""
    file.seek(0)
    sha = hashlib.sha256()
    while part := file.read(1 << 20):
        sha.update(part)
    file.seek(0)
    return sha.hexdigest()


def propose_focus(picture):
    """Where most edges meet, as two shares of width and height: faces and signs have more of them than sky or wall."""
    small = picture.convert("L")
    small.thumbnail((_FOCUS_SIDE, _FOCUS_SIDE))
    edges = ImageOps.crop(small.filter(ImageFilter.FIND_EDGES), 1) if min(small.size) > 2 else small
    width, height = edges.size
    columns = [value * value for value in edges.resize((width, 1), Picture.Resampling.BOX).tobytes()]
    rows = [value * value for value in edges.resize((1, height), Picture.Resampling.BOX).tobytes()]
    return _centre(columns), _centre(rows)


def shown_name(file):
    """A file's name as it may stand in a sentence."""
    name = str(file.name or "").replace("\\", "/").rpartition("/")[2]
    name = "".join(sign for sign in name if sign.isprintable()).strip() or "không tên"
    return name if len(name) <= MAX_NAME else f"{name[: MAX_NAME - 1]}…"


def _check_size(file):
    if not file.size:
        raise NotAPictureError(f"Tệp “{shown_name(file)}” rỗng, không có gì bên trong.")
    if file.size > MAX_BYTES:
        raise NotAPictureError(f"Ảnh “{shown_name(file)}” nặng quá 20 MB. Xin chọn ảnh nhẹ hơn.")


@contextmanager
def _opened(file):
    """The opened, not yet decoded picture; whatever is wrong with it inside the block becomes a NotAPictureError."""
    name = shown_name(file)
    file.seek(0)
    try:
        with _decoding, warnings.catch_warnings():
            warnings.simplefilter("error")
            yield _accepted(file, name)
    except ValidationError:
        raise
    except (Picture.DecompressionBombError, Picture.DecompressionBombWarning) as error:
        raise NotAPictureError(f"Ảnh “{name}” lớn quá 40 triệu điểm ảnh. Xin thu nhỏ rồi tải lại.") from error
    except UnidentifiedImageError as error:
        raise NotAPictureError(f"Tệp “{name}” không phải ảnh JPEG, PNG hoặc WebP.") from error
    except (OSError, ValueError, SyntaxError, EOFError, Warning) as error:
        raise NotAPictureError(f"Ảnh “{name}” bị hỏng hoặc bị cắt cụt, không đọc được hết.") from error
    finally:
        file.seek(0)


def _accepted(file, name):
    picture = Picture.open(file, formats=FORMATS)
    if picture.width * picture.height > MAX_PIXELS:
        raise Picture.DecompressionBombError
    # A phone's MPO holds the same picture in several sizes; the first is the photograph.
    if picture.format != "MPO" and getattr(picture, "n_frames", 1) > 1:
        raise NotAPictureError(f"Ảnh “{name}” là ảnh động. Trang chỉ nhận ảnh tĩnh JPEG, PNG hoặc WebP.")
    if picture.format in ("JPEG", "MPO"):
        _check_scans(picture, file)
    # Nothing may go on holding what Pillow opened of a WebP: that has a second copy of the file.
    return webp.Still(picture, file) if picture.format == "WEBP" else picture


def _check_scans(picture, file):
    """A JPEG of several scans is held whole, two bytes a sample, until the last has come: 480 MB of 40 MP in CMYK."""
    content = _content(file)
    scans = content.count(_SCAN)
    if scans > MAX_SCANS:  # each makes libjpeg walk over the whole picture again
        raise ValueError("too many scans")
    parts = [across * down for _, across, down, _ in picture.layer]
    largest = max(across for _, across, _, _ in picture.layer) * max(down for _, _, down, _ in picture.layer)
    held = 2 * picture.width * picture.height * sum(parts) / largest
    first = content.find(_SCAN)
    is_whole = not picture.info.get("progressive") and content[first + 4 : first + 5] == bytes([len(parts)])
    if held > MAX_COEFFICIENTS and not is_whole:
        raise NotAPictureError(
            f"Ảnh “{shown_name(file)}” quá lớn để nhận ở dạng hiện dần (progressive). Xin lưu lại thành JPEG thường."
        )


def _content(file):
    file.seek(0)
    return file.read()


def _shrunk(picture):
    """As RGB within MAX_SIDE; what was decoded may be gone then. One full copy of the pixels at most stands in memory
    besides the file's own."""
    scale = max(picture.width, picture.height) / MAX_SIDE
    size = tuple(max(round(side / max(scale, 1)), 1) for side in picture.size)
    if picture.format == "WEBP":
        # A lossless one is held whole besides: of a large one there is no room for more than what is kept.
        times = 2 if picture.width * picture.height <= MAX_PIXELS // 2 else 1
        picture = picture.decoded(tuple(min(times * side, full) for side, full in zip(size, picture.size, strict=True)))
        scale = 1
    elif picture.format != "PNG":
        picture.draft(None, size)
        if scale > 1:
            picture = picture.resize(size, Picture.Resampling.LANCZOS, reducing_gap=2.0)
        return picture.convert("RGB") if picture.mode != "RGB" else picture.copy()
    flat = _flattened(picture, max(int(scale), 1))
    # Its pixels, 160 MB of a large one, go before the next step takes room. close() would end the caller's file too.
    picture.im = None
    return flat.resize(size, Picture.Resampling.LANCZOS) if flat.size != size else flat


def _flattened(picture, factor):
    """On white and smaller by a whole factor, strip by strip: a whole RGBA copy would be 160 MB of a large picture."""
    size = (-(-picture.width // factor), -(-picture.height // factor))
    white = Picture.new("RGB", size, "white")
    for top in range(0, picture.height, _STRIP * factor):
        strip = picture.crop((0, top, picture.width, min(top + _STRIP * factor, picture.height)))
        ground = _on_white(_eight_bits(strip))
        white.paste(ground.reduce(factor) if factor > 1 else ground, (0, top // factor))
    return white


def _on_white(strip):
    if strip.mode in ("RGB", "L") and "transparency" not in strip.info:
        return strip.convert("RGB")
    strip = strip.convert("RGBA")
    ground = Picture.new("RGB", strip.size, "white")
    ground.paste(strip, mask=strip.getchannel("A"))
    return ground


def _eight_bits(picture):
    if picture.mode.startswith("I"):  # 16-bit grey of scanners; converting would clip it to white
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return picture


def _in_srgb(picture, profile):
    """Colours as the profile of the camera means them; phones save Display P3, which looks pale without it."""
    if not profile:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture


def _centre(weights):
    total = sum(weights)
    if not total:
        return 0.5
    mean = sum((place + 0.5) * weight for place, weight in enumerate(weights)) / total / len(weights)
    return round(min(max(mean, _FOCUS_MARGIN), 1 - _FOCUS_MARGIN), 3)


def _as_jpeg(picture, suffix):
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    name = hashlib.sha256(out.getvalue()).hexdigest()[:32]
    return NormalFile(out.getvalue(), name=f"{name}{suffix}.jpg")
