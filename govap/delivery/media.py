"""Uploaded files with byte ranges, so that a video seeks under plain gunicorn. A proxy may serve them in its place."""

import mimetypes
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404
from django.utils._os import safe_join
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import NotARegularFileError, Response, SlicedFile, StaticFile

# Shown by the browser itself. Anything else, HTML, SVG and PDF first of all, is only ever downloaded.
SHOWN = {
    "image/jpeg", "image/png", "image/webp", "image/avif", "image/gif", "video/mp4", "video/webm", "audio/mpeg",
    "audio/mp4", "text/vtt",
}  # fmt: skip
DOCUMENTS = "van-ban"  # attachments, handed out only by govap/attachments.py: a withdrawn one is no more to be had
mimetypes.add_type("image/avif", ".avif")
mimetypes.add_type("image/webp", ".webp")
mimetypes.add_type("text/vtt", ".vtt")


class MediaFile(StaticFile):
    def get_response(self, method, request_headers):
        if not self._is_range_current(request_headers.get("HTTP_IF_RANGE")):
            request_headers = {key: value for key, value in request_headers.items() if key != "HTTP_RANGE"}
        return super().get_response(method, request_headers)

    def get_range_response(self, range_header, base_headers, file_handle):
        size = int(dict(base_headers)["Content-Length"])
        start, end = self.get_byte_range(range_header, size)
        if not (start == end < size):
            return super().get_range_response(range_header, base_headers, file_handle)
        return self._single_byte(start, size, base_headers, file_handle)

    def _is_range_current(self, validator):
        """RFC 9110, 13.1.5: part of a file that has changed since must not be mixed with the old one."""
        known = dict(self.alternatives[-1][2])
        return validator is None or validator in (known.get("ETag"), known.get("Last-Modified"))

    @staticmethod
    def _single_byte(position, size, base_headers, file_handle):
        # WhiteNoise answers 416 to a range of one byte, which is a valid one.
        headers = [header for header in base_headers if header[0] != "Content-Length"]
        headers += [("Content-Range", f"bytes {position}-{position}/{size}"), ("Content-Length", "1")]
        part = file_handle and SlicedFile(file_handle, position, position)
        return Response(HTTPStatus.PARTIAL_CONTENT, headers, part)


def media(request, path):
    parts = Path(path).parts  # without the "." of ways around, "./van-ban/"
    if parts[:1] == (DOCUMENTS,) or any(part.startswith(".") for part in parts):
        raise Http404
    try:
        full_path = safe_join(settings.MEDIA_ROOT, path)
        found = MediaFile(full_path, headers_for(full_path))
    except (SuspiciousFileOperation, NotARegularFileError, OSError, ValueError) as error:
        raise Http404("Không có tệp này.") from error
    return WhiteNoiseMiddleware.serve(found, request)


def attachment(request, full_path, names, headers):
    """A stored file to be saved under a name: ranges and conditions as in media(). `names` are one of plain ASCII
    without quotes, for old programs, and the real one (RFC 6266, 4.3)."""
    plain, real = names
    disposition = f"attachment; filename=\"{plain}\"; filename*=utf-8''{quote(real)}"
    given = [("Accept-Ranges", "bytes"), ("Content-Disposition", disposition)]
    try:
        found = MediaFile(str(full_path), [*given, *headers.items()])
    except (NotARegularFileError, OSError, ValueError) as error:
        raise Http404("Không có tệp này.") from error
    return WhiteNoiseMiddleware.serve(found, request)


def headers_for(path):
    kind, encoding = mimetypes.guess_type(path)
    headers = [("Accept-Ranges", "bytes"), ("Cache-Control", "public, max-age=86400")]
    if kind in SHOWN and encoding is None:
        return [*headers, ("Content-Type", kind)]
    return [*headers, ("Content-Type", "application/octet-stream"), ("Content-Disposition", "attachment")]
