"""Small real files to upload."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture

MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2" + bytes(64)


def picture(kind="JPEG", size=(64, 48)):
    out = io.BytesIO()
    Picture.new("RGB", size, "navy").save(out, kind)
    return out.getvalue()


def upload(name="anh.jpg", kind="JPEG", size=(64, 48)):
    return SimpleUploadedFile(name, picture(kind, size))
