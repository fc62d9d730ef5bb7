"""Photographs at the door: judged by content, turned upright, stripped of everything but the picture."""

import hashlib
import io
import warnings

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image as Picture
from PIL import ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_SIDE, CARD_WIDTH, QUALITY = 1920, 480, 80


def check_image(file):
    """Refuse with a Vietnamese ValidationError what is no JPEG, PNG or WebP of at most 20 MB and 40 megapixels."""
    if getattr(file, "_committed", False):
        return  # looked at when it came in
    if file.size > MAX_BYTES:
        raise ValidationError(f"Ảnh “{file.name}” nặng quá 20 MB. Xin chọn ảnh nhẹ hơn.")
    _decode(file)


def normalise(file):
    """The picture and its 480-pixel card as two JPEG ContentFiles named by content, without EXIF."""
    picture = _decode(file)
    if picture.mode != "RGB":
        picture = _flatten(picture)
    picture.thumbnail((MAX_SIDE, MAX_SIDE))
    card = picture.copy()
    card.thumbnail((CARD_WIDTH, CARD_WIDTH * 4))
    return _as_jpeg(picture, ""), _as_jpeg(card, "-nho")


def _decode(file):
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Picture.DecompressionBombWarning)
            picture = Picture.open(file, formats=FORMATS)
            if picture.width * picture.height > MAX_PIXELS:
                raise ValidationError(f"Ảnh “{file.name}” lớn quá 40 triệu điểm ảnh. Xin thu nhỏ rồi tải lại.")
            return ImageOps.exif_transpose(picture)
    except ValidationError:
        raise
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Picture.DecompressionBombError, Warning) as error:
        raise ValidationError(f"Tệp “{file.name}” không phải ảnh JPEG, PNG hoặc WebP đọc được.") from error
    finally:
        file.seek(0)


def _flatten(picture):
    rgba = picture.convert("RGBA")
    white = Picture.new("RGB", rgba.size, "white")
    white.paste(rgba, mask=rgba.getchannel("A"))
    return white


def _as_jpeg(picture, suffix):
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    name = hashlib.sha256(out.getvalue()).hexdigest()[:32]
    return ContentFile(out.getvalue(), name=f"{name}{suffix}.jpg")
