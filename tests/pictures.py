"""Small real files to upload."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture

PHOTOGRAPH = (4000, 3000)
MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2" + bytes(64)


def picture(kind="JPEG", size=(64, 48)):
    out = io.BytesIO()
    Picture.new("RGB", size, "navy").save(out, kind)
    return out.getvalue()


def upload(name="anh.jpg", kind="JPEG", size=(64, 48)):
    return SimpleUploadedFile(name, picture(kind, size))


def photograph(number):
    """12 megapixels and 3 MB with shapes of all sizes, each half as large with nearly as much contrast: at 640 pixels
    heavier than five of eight real photographs that were measured."""
    picture, weight, total = None, 1.0, 0.0
    for width in (8, 16, 32, 64, 128, 256, 512, 1024, 2048):
        rough = Picture.effect_noise((width + number, width * 3 // 4), 90)
        layer = rough.resize(PHOTOGRAPH, Picture.Resampling.BICUBIC)
        total += weight
        picture = layer if picture is None else Picture.blend(picture, layer, weight / total)
        weight *= 0.95
    calm = Picture.effect_noise((8, 6), 60).resize(PHOTOGRAPH, Picture.Resampling.BICUBIC)
    out = io.BytesIO()
    Picture.merge("YCbCr", (picture, calm, calm.transpose(Picture.Transpose.ROTATE_180))).save(out, "JPEG", quality=90)
    return out.getvalue()
